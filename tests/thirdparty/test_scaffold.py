"""``preceptor plugins new``: the plugin it writes installs, is found, and passes its tests."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from preceptor.errors import UsageError
from preceptor.hookspecs import API_VERSION
from preceptor.scaffold import write_plugin

PROGRAM = "from preceptor.cli.main import main; main()"


def test_the_new_plugin_installs_and_passes_its_tests(
    tmp_path: Path,
    install: Callable[[Path, Path], None],
    python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    plugins = tmp_path / "installed"
    made = python(plugins, ["-c", PROGRAM, "plugins", "new", "preceptor-colour-names"], tmp_path)
    assert made.returncode == 0, made.stderr
    root = tmp_path / "preceptor-colour-names"
    install(root, plugins)
    tests = python(plugins, ["-m", "pytest", "-q", "-p", "no:cacheprovider"], root)
    assert tests.returncode == 0, tests.stdout + tests.stderr
    assert "skipped" not in tests.stdout
    used = python(
        plugins,
        ["-c", PROGRAM, "verify", "Sky Blue", "sky  blue", "--kind", "colour-names"],
        tmp_path,
    )
    assert used.stdout.startswith("accepted"), used.stderr


@pytest.mark.parametrize("name", ["roman", "preceptor-roman", "preceptor-a1-b2", "x" * 60])
def test_what_is_written_is_well_formed(tmp_path: Path, name: str) -> None:
    written = write_plugin(name, tmp_path)
    assert all(path.is_relative_to(tmp_path / name) for path in written)
    assert sorted(written) == sorted(p for p in (tmp_path / name).rglob("*") if p.is_file())
    for path in written:
        text = path.read_text()
        assert "<<" not in text
        if path.suffix == ".py":
            ast.parse(text)
    project = tomllib.loads((tmp_path / name / "pyproject.toml").read_text())
    (point,) = project["project"]["entry-points"]["preceptor"].values()
    module = tmp_path / name / "src" / (point.replace(".", "/") + ".py")
    assert f"PRECEPTOR_API = {API_VERSION}" in module.read_text()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "cannot be the name"),
        ("Roman", "cannot be the name"),
        ("roman_numerals", "cannot be the name"),
        ("roman--numerals", "cannot be the name"),
        ("-roman", "cannot be the name"),
        ("9lives", "cannot be the name"),
        ("../roman", "cannot be the name"),
        ("roman/x", "cannot be the name"),
        ("roman numerals", "cannot be the name"),
        ("r" * 61, "cannot be the name"),
        ("römisch", "cannot be the name"),
        ("class", "of Python itself"),
        ("json", "of Python itself"),
        ("preceptor", "package of preceptor itself"),
        ("preceptor-math", "package of preceptor itself"),
    ],
)
def test_names_that_cannot_be(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        write_plugin(name, tmp_path)
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "roman").mkdir()
    (tmp_path / "roman" / "README.md").write_text("mine")
    with pytest.raises(UsageError, match="already exists"):
        write_plugin("roman", tmp_path)
    assert [p.name for p in (tmp_path / "roman").iterdir()] == ["README.md"]


def test_other_kinds_have_no_template(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no template for a 'verifeir' \\(did you mean"):
        write_plugin("roman", tmp_path, kind="verifeir")
