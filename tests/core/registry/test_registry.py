"""Plugins load one by one; what is broken is listed, what collides is an error."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preceptor.components import KINDS
from preceptor.errors import PluginError, UsageError
from preceptor.hookspecs import API_VERSION
from preceptor.registry import HOOK_OF_KIND, Registry

GOOD = """
from preceptor.components import Options, Verifier
from preceptor.hookspecs import Registration, hookimpl
from preceptor.records import Status, Verdict
from preceptor.references import ReferenceKind, TextPayload

PRECEPTOR_API = 1

class ShoutOptions(Options):
    loud: bool = False

class Shout(Verifier):
    Options = ShoutOptions
    kinds = ("shout",)
    def verify_batch(self, items):
        return [Verdict(status=Status.UNDECIDED) for _ in items]

@hookimpl
def preceptor_verifiers():
    return [Registration("{name}", Shout, "shouts")]

@hookimpl
def preceptor_reference_kinds():
    return [ReferenceKind("{name}-kind", TextPayload, needs="voice")]
"""


PluginFile = Callable[..., Path]
Installed = Callable[..., None]


@pytest.fixture
def plugin_file(tmp_path: Path) -> PluginFile:
    def write(text: str, name: str = "mine.py") -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Installed]:
    """Pretend that these modules are installed plugins, beside nothing else."""

    def install(**texts: str) -> None:
        points = []
        for name, text in texts.items():
            (tmp_path / f"fake_{name}.py").write_text(text)
            points.append(importlib.metadata.EntryPoint(name, f"fake_{name}", "preceptor"))
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setattr(
            importlib.metadata, "entry_points", lambda **_: importlib.metadata.EntryPoints(points)
        )

    yield install
    for module in [name for name in sys.modules if name.startswith("fake_")]:
        del sys.modules[module]


def test_every_kind_has_its_hook() -> None:
    from preceptor import hookspecs

    assert all(hasattr(hookspecs, hook) for hook in HOOK_OF_KIND.values())
    assert set(HOOK_OF_KIND) == set(KINDS)


def test_a_single_file_plugin_is_loaded_beside_the_installed_ones(plugin_file: PluginFile) -> None:
    registry = Registry.load([plugin_file(GOOD.format(name="shout"))])
    assert "shout" in registry.names("verifier")
    assert registry.create("verifier", "shout", {"loud": True}).options.loud is True
    assert registry.reference_kind("shout-kind").needs == "voice"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("import no_such_module_anywhere", "import failed: ModuleNotFoundError"),
        ("raise SystemExit(3)", "import failed: SystemExit"),
        ("x = (", "import failed: SyntaxError"),
        ("", f"states no plugin API (PRECEPTOR_API = {API_VERSION})"),
        ("PRECEPTOR_API = 99", "written for plugin API 99; this preceptor supports 1 to 2"),
        (
            "from preceptor.hookspecs import hookimpl\nPRECEPTOR_API = 1\n"
            "@hookimpl\ndef preceptor_teechers(): return []",
            "its hooks do not match the plugin API",
        ),
        (
            "from preceptor.hookspecs import hookimpl\nPRECEPTOR_API = 1\n"
            "@hookimpl\ndef preceptor_teachers(config): return []",
            "its hooks do not match the plugin API",
        ),
        (
            "from preceptor.hookspecs import hookimpl\nPRECEPTOR_API = 1\n"
            "@hookimpl\ndef preceptor_teachers(): return 1/0",
            "preceptor_teachers failed: ZeroDivisionError",
        ),
        (
            "from preceptor.hookspecs import hookimpl\nPRECEPTOR_API = 1\n"
            "@hookimpl\ndef preceptor_teachers(): return ['openai']",
            "not a named Registration",
        ),
    ],
)
def test_a_broken_plugin_is_listed_and_the_others_live(
    installed: Installed, plugin_file: PluginFile, text: str, problem: str
) -> None:
    installed(bad=text, good=GOOD.format(name="good"))
    registry = Registry.load()
    assert registry.names("verifier") == ("good",)
    assert [p.name for p in registry.problems] == ["unknown:bad"]
    assert problem in str(registry.problems[0].problem)
    # The same file named by the user is an error, because she asked for it.
    with pytest.raises(PluginError, match="did not load"):
        Registry.load([plugin_file(text, "named.py")])


def test_a_plugin_that_fails_half_way_leaves_nothing_behind(installed: Installed) -> None:
    half = GOOD.format(name="half") + (
        "\n@hookimpl\ndef preceptor_filters():\n    raise RuntimeError('late')\n"
    )
    installed(half=half)
    registry = Registry.load()
    assert registry.names("verifier") == ()
    assert registry.reference_kinds() == ()


def test_a_collision_names_both_owners(installed: Installed) -> None:
    installed(one=GOOD.format(name="same"), two=GOOD.format(name="same"))
    with pytest.raises(PluginError, match=r"unknown:one and unknown:two"):
        Registry.load()


def test_unknown_names_come_with_a_suggestion(plugin_file: PluginFile) -> None:
    registry = Registry.load([plugin_file(GOOD.format(name="shout"))])
    with pytest.raises(PluginError, match=r"no verifier is called 'shuot' \(did you mean 'shout'"):
        registry.entry("verifier", "shuot")
    with pytest.raises(UsageError, match="option 'loudness'"):
        registry.create("verifier", "shout", {"loudness": 3})


def test_a_target_that_is_something_else_is_an_error(installed: Installed) -> None:
    installed(
        odd="from preceptor.hookspecs import Registration, hookimpl\nPRECEPTOR_API = 1\n"
        "@hookimpl\ndef preceptor_teachers():\n"
        "    return [Registration('path', 'pathlib:Path'), Registration('gone', 'nowhere:X')]"
    )
    registry = Registry.load()
    with pytest.raises(PluginError, match="is not a Teacher"):
        registry.component("teacher", "path")
    with pytest.raises(PluginError, match="cannot import 'nowhere:X'"):
        registry.component("teacher", "gone")


def test_the_framework_runs_with_no_plugin_at_all(installed: Installed) -> None:
    installed()
    registry = Registry.load()
    assert list(registry.entries()) == []
    assert registry.subjects() == {}
