"""The embedded library: what it proves, what it must not prove, and what it is built on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from preceptor_lean.toolchains import LeanRun, Toolchain
from preceptor_lean.toolchains.capabilities import (
    SPECIMENS,
    WITHOUT_THE_EMBEDDED_LIBRARY,
    capabilities_of,
)
from preceptor_lean.toolchains.embedded import LIBRARY, library_modules
from preceptor_proofs.subject import Proofs

ALLOWED = {"propext", "Classical.choice", "Quot.sound"}
# What Lean's kernel computes by itself on numerals, and on the right of the equation what the
# library defines it to be, with the name unfolded once so that the kernel has to work it out.
COMPUTED = {
    "Nat.add": "∀ a, a < 9 → ∀ b, b < 9 → Nat.add a b = Nat.rec a (fun _ r => Nat.succ r) b",
    "Nat.sub": "∀ a, a < 9 → ∀ b, b < 9 → Nat.sub a b = Nat.rec a (fun _ r => Nat.pred r) b",
    "Nat.mul": "∀ a, a < 9 → ∀ b, b < 9 → Nat.mul a b = Nat.rec 0 (fun _ r => r + a) b",
    "Nat.pow": "∀ a, a < 6 → ∀ b, b < 5 → Nat.pow a b = Nat.rec 1 (fun _ r => r * a) b",
    "Nat.div": "∀ a, a < 20 → ∀ b, b < 12 → Nat.div a b = Nat.div.go b a a",
    "Nat.mod": "∀ a, a < 20 → ∀ b, b < 12 → Nat.mod a b = Nat.mod.go b a a",
    "Nat.gcd": "∀ a, a < 12 → ∀ b, b < 12 → Nat.gcd a b = Nat.gcd.go a a b",
    "Nat.beq": "∀ a, a < 9 → ∀ b, b < 9 → Nat.beq a b = (Nat.ble a b && Nat.ble b a)",
    "Nat.ble": "∀ a, a < 9 → ∀ b, b < 9 → Nat.ble a b = decide (a - b = 0)",
    "Nat.log2": "∀ a, a < 40 → Nat.log2 a = Nat.log2.go a a",
    "Nat.land": "∀ a, a < 10 → ∀ b, b < 10 → Nat.land a b = Nat.bitwise.go and (a + b) a b",
    "Nat.lor": "∀ a, a < 10 → ∀ b, b < 10 → Nat.lor a b = Nat.bitwise.go or (a + b) a b",
    "Nat.xor": "∀ a, a < 10 → ∀ b, b < 10 →"
    " Nat.xor a b = Nat.bitwise.go (fun a b => a != b) (a + b) a b",
    "Nat.shiftLeft": "∀ a, a < 10 → ∀ b, b < 6 → Nat.shiftLeft a b = a * 2 ^ b",
    "Nat.shiftRight": "∀ a, a < 40 → ∀ b, b < 6 → Nat.shiftRight a b = a / 2 ^ b",
    "Char.ofNat": "'a' = Char.ofNat 97 ∧ 'a' ≠ 'b'",
    "String.ofList": '"ab" = String.ofList [Char.ofNat 97, Char.ofNat 98] ∧ "ab" ≠ "ba"',
}


def checked(lean: Toolchain, sources: Sequence[str]) -> tuple[LeanRun, list[list[str]]]:
    """Elaborate ``sources`` as one file; the errors and warnings that fall on each."""
    starts = [1]
    for source in sources:
        starts.append(starts[-1] + source.count("\n") + 1)
    outcome = lean.run("\n".join(sources), seconds=120, memory_mib=2048)
    messages: list[list[str]] = [[] for _ in sources]
    for message in outcome.messages:
        place = next(i for i, (a, b) in enumerate(pairwise(starts)) if a <= message.line < b)
        messages[place].append(f"{message.severity}: {message.text}")
    return outcome, messages


def theorem(name: str, statement: str, proof: str) -> str:
    proof = proof if proof.startswith("by") else f"by\n  {proof}"
    return f"theorem {name} {statement} := {proof}\n#print axioms {name}"


def axioms(messages: Sequence[str]) -> set[str]:
    (line,) = [text for text in messages if "axioms" in text]
    found = re.search(r"depends on axioms: \[(.*)\]", line, re.DOTALL)
    return set(re.split(r",\s*", found[1])) if found else set()


def bundled() -> list[dict[str, Any]]:
    path = Proofs.__new__(Proofs).bundled()
    assert path is not None
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_bundled_derivation_is_accepted_and_every_distractor_rejected(
    lean: Toolchain,
) -> None:
    rows = bundled()
    assert len(rows) >= 70
    sources, expected = [], []
    for row in rows:
        name, statement = row["reference"]["payload"]["name"], row["reference"]["value"]
        (proof,) = re.findall(r"```lean\n(.*?)\n```", row["derivation"], re.DOTALL)
        sources.append(theorem(name, statement, proof))
        expected.append(True)
        for number, distractor in enumerate(row["distractors"]):
            sources.append(theorem(f"{name}_distractor{number}", statement, distractor["answer"]))
            expected.append(False)
    outcome, messages = checked(lean, sources)
    assert outcome.ended_by_itself
    right = [not any(text.startswith("error") for text in texts) for texts in messages]
    wrong = [
        (s, t) for s, t, r, e in zip(sources, messages, right, expected, strict=True) if r != e
    ]
    assert not wrong
    for texts, ok in zip(messages, expected, strict=True):
        if ok:
            assert axioms(texts) <= ALLOWED
            assert all(not text.startswith("warning: declaration") for text in texts)


@pytest.mark.data
def test_public_proofs(lean: Toolchain, lean_data: dict[str, Any]) -> None:
    rows = lean_data["proofs"]
    outcome, messages = checked(
        lean, [theorem(r["name"], r["statement"], r["proof"]) for r in rows]
    )
    assert outcome.ended_by_itself
    for row, texts in zip(rows, messages, strict=True):
        bad = any(t.startswith("error") for t in texts) or "sorryAx" in axioms(texts)
        assert bad is not row["ok"], (row, texts)


def test_specimens(lean: Toolchain) -> None:
    assert set(SPECIMENS) - capabilities_of(lean) == set(WITHOUT_THE_EMBEDDED_LIBRARY)


def test_what_the_kernel_computes_is_what_the_library_defines(lean: Toolchain) -> None:
    outcome, messages = checked(
        lean, [f"example : {law} := by decide" for law in COMPUTED.values()]
    )
    assert outcome.ended_by_itself
    assert dict(zip(COMPUTED, messages, strict=True)) == {name: [] for name in COMPUTED}


@pytest.mark.parametrize("form", ["def {} (a b : Nat) : Nat := 0", "axiom {} : False"])
def test_what_the_kernel_computes_cannot_be_declared_again(lean: Toolchain, form: str) -> None:
    names = [*COMPUTED, "Nat", "String", "Char", "Quot.lift", "Lean.reduceBool", "Lean.reduceNat"]
    outcome, messages = checked(lean, [form.format(name) for name in names])
    assert outcome.ended_by_itself
    for name, texts in zip(names, messages, strict=True):
        assert any("already been declared" in text for text in texts), (name, texts)


def test_native_evaluation_proves_nothing(lean: Toolchain) -> None:
    _, messages = checked(
        lean,
        [
            "example (b : Bool) : Lean.reduceBool b = b := rfl",
            "example : Lean.reduceNat 3 = 4 := rfl",
            "example : 2 + 2 = 4 := by native_decide",
        ],
    )
    assert all(any(text.startswith("error") for text in texts) for texts in messages)


LAWS = {
    "division": "(m n : Nat) : n * (m / n) + m % n = m := Nat.div_add_mod m n",
    "remainder": "(m n : Nat) (h : n > 0) : m % n < n := Nat.mod_lt m h",
    "division by zero": "(m : Nat) : m / 0 = 0 := Nat.div_zero m",
    "remainder by zero": "(m : Nat) : m % 0 = m := Nat.mod_zero m",
    "common divisor": "(m n : Nat) : Nat.gcd m n ∣ m ∧ Nat.gcd m n ∣ n := Nat.gcd_dvd m n",
    "greatest": "(k m n : Nat) (h : k ∣ m) (g : k ∣ n) : k ∣ Nat.gcd m n := Nat.dvd_gcd h g",
    "power": "(b n : Nat) : b ^ (n + 1) = b ^ n * b := Nat.pow_succ",
    "equality test": "(a b : Nat) (h : Nat.beq a b = true) : a = b := Nat.eq_of_beq_eq_true h",
    "order test": "(a b : Nat) (h : Nat.ble a b = true) : a ≤ b := Nat.le_of_ble_eq_true h",
}


def test_the_laws_that_tie_definitions_to_what_the_kernel_computes(lean: Toolchain) -> None:
    sources = [f"theorem law{i} {law}\n#print axioms law{i}" for i, law in enumerate(LAWS.values())]
    outcome, messages = checked(lean, sources)
    assert outcome.ended_by_itself
    for name, texts in zip(LAWS, messages, strict=True):
        assert axioms(texts) <= ALLOWED, name
        assert not [text for text in texts if text.startswith("error")], (name, texts)


FALSE = {
    "sum": ": 2 + 2 = 5",
    "order": ": 3 < 2",
    "division": ": 7 / 2 = 4",
    "texts": ': "a" = "b"',
    "truth values": ": true = false",
    "False": ": False",
    "lists": ": [1] = [2]",
    "remainder": ": 7 % 2 = 0",
    "divisor": ": 3 ∣ 10",
}
ATTEMPTS = (
    "rfl",
    "decide",
    "simp",
    "trivial",
    "contradiction",
    "simp_all",
    "exact nofun",
    "constructor",
)


def test_false_statements_are_not_proved(lean: Toolchain) -> None:
    posed = [(s, attempt) for s in FALSE.values() for attempt in ATTEMPTS]
    sources = [f"theorem t{i} {s} := by {attempt}" for i, (s, attempt) in enumerate(posed)]
    outcome, messages = checked(lean, sources)
    assert outcome.ended_by_itself
    for pair, texts in zip(posed, messages, strict=True):
        assert any(text.startswith("error") for text in texts), pair


def test_an_unfinished_proof_rests_on_its_axiom(lean: Toolchain) -> None:
    _, messages = checked(lean, [theorem("t", ": 1 = 2", "sorry")])
    assert axioms(messages[0]) == {"sorryAx"}


def test_only_the_usual_axioms_are_declared() -> None:
    declared = set()
    for module in library_modules():
        source = module.path.read_text("utf-8")
        declared |= set(re.findall(r"^(?:@\[[^\]]*\] )?axiom ([\w.]+)", source, re.MULTILINE))
        assert not re.search(r"\bsorry\b(?!Ax)", source), module.name
        assert "native_decide" not in re.sub(r"/-!.*?-/", "", source, flags=re.DOTALL)
    assert declared == ALLOWED | {"sorryAx"}


def test_modules_are_in_the_package_and_in_order() -> None:
    names = [module.name for module in library_modules()]
    assert names[-1] == "Init"
    assert names[0] == "Init.Foundation"
    for position, module in enumerate(library_modules()):
        assert set(module.imports) <= set(names[:position])
        assert module.path.is_relative_to(LIBRARY)
