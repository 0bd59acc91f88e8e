"""Verifiers that a decorated function declares, in single-file plugins."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from preceptor.components import Item
from preceptor.errors import PluginError
from preceptor.records import Reference, Status, Verdict
from preceptor.references import Payload
from preceptor.registry import Registry
from preceptor.verification import VerificationHost

HEAD = """
from preceptor.plugin import Options, ReferenceKind, Registration, Verdict, hookimpl, verifier

PRECEPTOR_API = 1
"""

WORDS = (
    HEAD
    + """
class WordOptions(Options):
    shout: bool = False

WORD = ReferenceKind("word")

@verifier(kinds=WORD, version="3")
def same_word(reference, candidate):
    "Accepts the same word."
    if candidate == "fail":
        raise ValueError("too hard")
    if candidate == "true":
        return True
    if candidate == "hang":
        while True: pass
    if not candidate.isalpha():
        return Verdict.undecided("not a word", detail={"length": len(candidate)})
    same = candidate == reference.value
    return Verdict.accept("same") if same else Verdict.reject("other")

@verifier(kinds=[WORD, "text"], version="1", name="loud", options=WordOptions, priority=-1)
def second(reference, candidate, options):
    return Verdict.accept("loud") if options.shout else Verdict.undecided("quiet")
"""
)


Load = Callable[[str], Registry]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load(text: str) -> Registry:
        path = tmp_path / "mine.py"
        path.write_text(text)
        return Registry.load([path])

    return load


def item(candidate: str) -> Item:
    return Item(id=candidate, reference=Reference(kind="word", value="cat"), candidate=candidate)


def test_kind_verifier_and_summary_are_registered(load: Load) -> None:
    registry = load(WORDS)
    kind = registry.reference_kind("word")
    assert (kind.payload, kind.needs) == (Payload, "verifier for word references")
    entry = registry.entry("verifier", "same-word")
    assert entry.registration.summary == "Accepts the same word."
    assert entry.owner.name.endswith("mine.py")
    loud: Any = registry.component("verifier", "loud")
    assert (loud.kinds, loud.version, loud.priority) == (("word", "text"), "1", -1)
    assert registry.entry("verifier", "loud").registration.summary == "verifies word, text"


def test_it_verifies_in_worker_processes(load: Load) -> None:
    registry = load(WORDS)
    with VerificationHost(registry, workers=1, only=["same-word"], seconds=2.0) as host:
        verdicts = host.verify_batch(
            [item(text) for text in ("cat", "dog", "?!", "fail", "true", "hang")]
        )
    assert [verdict.status for verdict in verdicts] == [
        Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED, Status.ERROR, Status.ERROR,
        Status.TIMEOUT,
    ]  # fmt: skip
    assert (verdicts[0].verifier, verdicts[0].version) == ("same-word", "3")
    assert verdicts[2].detail == {"length": 2}
    assert verdicts[3].reason == "the verifier raised ValueError: too hard"
    assert verdicts[4].reason == "the verifier returned bool instead of a Verdict"


def test_options_reach_the_function(load: Load) -> None:
    registry = load(WORDS)
    options = {"loud": {"shout": True}}
    with VerificationHost(registry, workers=1, verifier_options=options, only=["loud"]) as host:
        assert host.verify_batch([item("?")])[0].accepted
    with pytest.raises(ValidationError):
        registry.options("verifier", "loud", {"shuot": True})


def test_an_existing_kind_can_be_named(load: Load) -> None:
    registry = load(WORDS.replace("kinds=WORD", 'kinds="text"').replace("[WORD, ", "["))
    assert "word" not in {kind.name for kind in registry.reference_kinds()}
    component: Any = registry.component("verifier", "same-word")
    assert component.kinds == ("text",)


def test_a_registration_may_target_a_function(load: Load) -> None:
    registry = load(
        HEAD
        + """
from preceptor.components.functions import declared_by

def plain(reference, candidate):
    return Verdict.accept("always")

@hookimpl
def preceptor_verifiers():
    decorated = verifier(kinds="text", version="2")(lambda reference, candidate: None)
    return [Registration("given", decorated), Registration("plain", plain)]
"""
    )
    assert registry.component("verifier", "given").version == "2"
    with pytest.raises(PluginError, match="is not a Verifier"):
        registry.component("verifier", "plain")


def test_a_name_that_is_taken_is_an_error_with_both_owners(load: Load) -> None:
    with pytest.raises(PluginError, match=r"'numeric' is registered by both preceptor:verifiers"):
        load(WORDS.replace('name="loud"', 'name="numeric"'))


def test_a_function_of_another_distribution_is_not_registered_again(load: Load) -> None:
    text = HEAD + "import preceptor_other_plugin\n"
    text = text.replace("import preceptor_other_plugin", "from collections import OrderedDict")
    assert "same-word" not in load(text).names("verifier")
    imported = load(WORDS + "\nsame_word.preceptor_verifier.component.__module__ = 'elsewhere'\n")
    assert "same-word" not in imported.names("verifier")
    assert "loud" in imported.names("verifier")


def test_short_forms_of_verdicts() -> None:
    assert Verdict.accept("yes") == Verdict(status=Status.ACCEPTED, reason="yes")
    assert Verdict.reject("no", detail={"by": 2}).detail == {"by": 2}
    assert Verdict.undecided("who knows").status is Status.UNDECIDED


SHORT = """
from preceptor.plugin import *
PRECEPTOR_API = 1
{kind}

@verifier(kinds={kinds}, version="1"{more})
def odd(reference, candidate):
    return Verdict.undecided("always")

{rest}
"""


def written(kinds: str, kind: str = "", rest: str = "", more: str = "") -> str:
    return SHORT.format(kinds=kinds, kind=kind, rest=rest, more=more)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            written(
                'ReferenceKind("parity")',
                rest='@verifier(kinds=ReferenceKind("parity"), version="1")\n'
                'def even(reference, candidate):\n    return Verdict.undecided("always")',
            ),
            id="an equal kind written twice",
        ),
        pytest.param(
            written(
                "KIND",
                kind='KIND = ReferenceKind("parity")',
                rest="@hookimpl\ndef preceptor_reference_kinds():\n    return [KIND]",
            ),
            id="a kind that a hook registers as well",
        ),
        pytest.param(
            written(
                'ReferenceKind("parity")',
                rest="@hookimpl\ndef preceptor_verifiers():\n"
                '    return [Registration("odd", odd, "from the hook")]',
            ),
            id="a verifier that a hook registers as well",
        ),
        pytest.param(
            written('ReferenceKind("parity", recognise=Unhashable())', kind=
                "class Unhashable:\n    __hash__ = None\n"
                "    def __call__(self, value, unit, choices):\n        return False"),
            id="a recogniser that has no hash",
        ),
    ],
)  # fmt: skip
def test_what_a_plugin_says_twice_it_registers_once(load: Load, text: str) -> None:
    registry = load(text)
    assert registry.reference_kind("parity").name == "parity"
    verifiers = [e for e in registry.entries("verifier") if e.registration.name == "odd"]
    assert len(verifiers) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (written('ReferenceKind("")'), "not a named ReferenceKind"),
        (written("3"), "kinds must be names or ReferenceKinds, not 3"),
        (written("()"), "kinds must be names or ReferenceKinds"),
        (written('"text"', more=", options=dict"), "must be a subclass of Options"),
        (
            written(
                'ReferenceKind("parity")',
                rest='@verifier(kinds=ReferenceKind("parity", needs="x"), version="1")\n'
                'def even(reference, candidate):\n    return Verdict.undecided("always")',
            ),
            "registers two different reference kinds called 'parity'",
        ),
    ],
)
def test_a_faulty_short_form_is_that_plugins_problem(
    tmp_path: Path, text: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed plugin that is faulty is listed; every other one still works."""
    (tmp_path / "faulty_short.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    points = importlib.metadata.entry_points
    extra = importlib.metadata.EntryPoint("faulty", "faulty_short", "preceptor")

    def with_faulty(**selection: str) -> Any:
        found: Any = points(**selection)
        return [*found, extra] if selection.get("group") == "preceptor" else found

    monkeypatch.setattr(importlib.metadata, "entry_points", with_faulty)
    registry = Registry.load()
    sys.modules.pop("faulty_short", None)
    [broken] = registry.problems
    assert problem in str(broken.problem)
    assert "numeric" in registry.names("verifier")
    assert "odd" not in registry.names("verifier")


def test_a_default_of_a_third_party_breaks_no_recipe(load: Load) -> None:
    text = """
from preceptor.plugin import *
PRECEPTOR_API = 1

class Mine(Mixer):
    def assignments(self, view):
        return iter(())

@hookimpl
def preceptor_mixers():
    return [Registration("mine", Mine, "takes nothing", default=True)]
"""
    assert load(text).default("mixer") == "weighted"
