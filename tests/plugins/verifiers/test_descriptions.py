"""What the verifiers say that they read in a reference."""

from __future__ import annotations

from typing import Any

import pytest

from preceptor.records import Reference
from preceptor.registry import Registry
from preceptor.verification.router import Router, bare_reference

READ: list[tuple[str, dict[str, Any], str, str]] = [
    # reference, options, what is read, what to look at
    ("12", {}, "number 12", ""),
    ("1/3", {}, "number 1/3", ""),
    ("12 kg", {}, "number 12 kg", "unit kg"),
    ("12", {"unit": "kg"}, "number 12 kg", "unit kg"),
    ("12 %", {}, "number 12 %", "unit %"),
    ("E = 5 J", {}, "number 5 J", "unit J"),
    ("4,76", {"decimal_comma": True}, "number 4.76", ""),
    ("4,76 m", {"decimal_comma": True}, "number 4.76 m", "unit m"),
    ("1, 2", {}, "list of 2: 1, 2", "list of 2"),
    ("{1, 2, 3}", {}, r"set of 3: \{1, 2, 3\}", "set of 3"),
    ("[0, 1)", {}, "set [0, 1)", ""),
    ("y = 2x", {}, "equation y = 2·x", ""),
    ("x^2 + 1", {}, "expression (x^{2}) + 1", ""),
    ("H2O", {}, "chemical formula H2O", ""),
    ("2H2 + O2 -> 2H2O", {}, "chemical equation 2H2 + O2 -> 2H2O", ""),
    ("noble gas", {}, "words noble gas", ""),
    ("C", {}, "option C", ""),
    ("C", {"choices": ["x", "y", "z"]}, "option C", ""),
    ("y", {"choices": ["x", "y", "z"]}, "option B", ""),
    (
        "0.5",
        {"choices": ["1/2", "1/3", "1/4"], "kind": "choice"},
        "text of one of 3 options",
        "option by its text",
    ),
]
DOUBTFUL: list[tuple[str, dict[str, Any], str]] = [
    ("27 gizmos", {}, "unit gizmos is not known"),
    ("27", {"unit": "gizmos", "kind": "number"}, "unit gizmos is not known"),
    ("12 zz", {"kind": "expression"}, "letters behind a number, read as variables"),
    ("x + 1", {"kind": "number"}, "expression, not a number"),
    ("1, 2", {"kind": "number"}, "list of 2, not a number"),
    ("x + 1", {"kind": "equation"}, "expression, not an equation"),
    ("Apollo 11", {}, "words with a number"),
    ("the 2 houses of parliament", {}, "words with a number"),
]
UNUSABLE: list[tuple[str, dict[str, Any], str]] = [
    ("banana 12 zz kg or so", {}, "the quantity '12 zz kg' in them is not read"),
    ("banana 12 zz kg or so", {"kind": "number"}, "no number"),
    ("the day after tomorrow", {"kind": "expression"}, "no expression"),
    ("the day after tomorrow", {"kind": "set"}, "no set"),
    ("the day after tomorrow", {"kind": "choice"}, "no option"),
    ("E", {"choices": ["x", "y"]}, "there is no option E"),
]
HOSTILE = [
    "", " ", "(" * 5000, "9" * 20_000, "^" * 3000, "\\frac" * 2000, "10^10^10^10", "1e999999999",
    "\x00\u200b", "12 kg " * 3000, "a, " * 6000, "\\text{" * 3000, "=" * 4000, "x=" * 4000,
]  # fmt: skip


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(Registry.load())


@pytest.mark.parametrize(("value", "options", "text", "look"), READ)
def test_what_is_read(
    router: Router, value: str, options: dict[str, Any], text: str, look: str
) -> None:
    described = router.describe(bare_reference(router.registry, value, **options))
    assert described is not None
    assert (described.text, described.look) == (text, look)
    assert described.usable
    assert not described.doubtful


@pytest.mark.parametrize(("value", "options", "look"), DOUBTFUL)
def test_what_may_be_meant_otherwise(
    router: Router, value: str, options: dict[str, Any], look: str
) -> None:
    described = router.describe(bare_reference(router.registry, value, **options))
    assert described is not None
    assert described.look == look
    assert described.usable
    assert described.doubtful


@pytest.mark.parametrize(("value", "options", "text"), UNUSABLE)
def test_what_no_verifier_can_use(
    router: Router, value: str, options: dict[str, Any], text: str
) -> None:
    described = router.describe(bare_reference(router.registry, value, **options))
    assert described is not None
    assert not described.usable
    assert text in described.text


@pytest.mark.parametrize("kind", ["number", "expression", "equation", "set", "choice", "text"])
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value[:8]))
def test_hostile_references_are_only_read(router: Router, value: str, kind: str) -> None:
    described = router.describe(Reference(kind=kind, value=value or " "))
    assert described is None or len(described.text) < 500


def test_options_of_the_verifiers_count() -> None:
    comma = Router(Registry.load(), {"numeric": {"decimal_comma": True}})
    described = comma.describe(Reference(kind="number", value="4,76"))
    assert described is not None
    assert described.text == "number 4.76"


def test_a_payload_that_is_not_valid_is_not_read(router: Router) -> None:
    assert router.describe(Reference(kind="number", value="4", payload={"rtol": "much"})) is None
