"""The checker with real Lean: forms, batches, the findings, and hostile company."""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from small_proofs import HOSTILE, small_proofs

from preceptor.records import Status
from preceptor_lean.checking.checker import Checker, CheckerLimits, Proof
from preceptor_lean.checking.findings import Finding
from preceptor_lean.toolchains import Toolchain

OR = "(p q : Prop) (hp : p) : p ∨ q"
SWAP = "(p q : Prop) : p ∨ q → q ∨ p"
CASES = "intro h\ncases h with\n| inl a => exact Or.inr a\n| inr b => exact Or.inl b"
ADD = "(n : Nat) : 0 + n = n"


def one(checker: Checker, statement: str, candidate: str, **more: str) -> Finding:
    (finding,) = checker.check([Proof(statement, candidate, **more)])
    return finding


@pytest.mark.parametrize(
    ("statement", "candidate", "form"),
    [
        (OR, "Or.inl hp", "term"),
        (OR, "hp |> Or.inl", "term"),
        (OR, "exact Or.inl hp", "tactics"),
        (OR, "by exact Or.inl hp", "term"),
        (OR, "by\nexact Or.inl hp", "term"),
        (OR, ":= by\n  exact Or.inl hp", "term"),
        (OR, "```lean\nby\n  exact Or.inl hp\n```", "term"),
        (OR, f"theorem goal {OR} := Or.inl hp", "term"),
        (OR, f"theorem goal {OR} := by\n  exact Or.inl hp", "term"),
        (OR, f"theorem goal {OR} := by -- left\n  /- so: -/ exact Or.inl hp\n\n", "term"),
        (OR, f"open Nat\n\nlemma other {OR} :=\n  by\n    exact Or.inl hp", "term"),
        (OR, "/-- left -/ exact Or.inl hp", "tactics"),
        (OR, "show p ∨ q from Or.inl hp", "term"),
        (SWAP, CASES, "tactics"),
        (SWAP, CASES.replace("\n", "\r\n"), "tactics"),
        (SWAP, CASES.replace("\n", "\n  "), "tactics"),
        (SWAP, "by " + CASES.replace("\n", "\n  "), "tactics"),
        (SWAP, "  " + CASES.replace("\n", "\n  "), "tactics"),
        (SWAP, "fun h => h.elim Or.inr Or.inl", "term"),
        (ADD, "induction n with\n| zero => rfl\n| succ n ih => exact congrArg Nat.succ ih",
         "tactics"),
        ("(p : Prop)\n    (hp : p) :\n    p", "hp", "term"),
        ("theorem goal (p : Prop) (hp : p) : p := by sorry", "hp", "term"),
        (": ∀ p : Prop, p → p", "fun _ h => h", "term"),
        ("{α : Type u} (a : α) : a = a", "rfl", "tactics"),
        ("(α : Type u) (β : Type v) (f : α → β) (a b : α) (h : a = b) : f a = f b",
         "congrArg f h", "term"),
    ],
)  # fmt: skip
def test_accepted(checker: Checker, statement: str, candidate: str, form: str) -> None:
    finding = one(checker, statement, candidate)
    assert finding.status is Status.ACCEPTED, finding
    assert finding.form == form
    assert finding.axioms == ()


def test_proof_by_equations(checker: Checker) -> None:
    equations = "| Or.inl a => Or.inr a\n| Or.inr b => Or.inl b"
    finding = one(checker, SWAP, equations)
    assert (finding.status, finding.form) == (Status.ACCEPTED, "equations"), finding
    recursive = "| Nat.zero => rfl\n| Nat.succ n => congrArg Nat.succ (goal n)"
    finding = one(checker, ": ∀ n : Nat, 0 + n = n", recursive)
    assert (finding.status, finding.form) == (Status.ACCEPTED, "equations"), finding


@pytest.mark.parametrize(
    ("statement", "candidate", "line", "column", "words", "goals"),
    [
        (OR, "exact hp", 1, 0, "mismatch", 0),
        (OR, "by\n  apply Or.inr\n  exact hp", 3, 2, "mismatch", 0),
        (OR, "theorem goal " + OR + " := by\n    exact\n      Or.inr hp", 3, 13, "mismatch", 0),
        ("(p q : Prop) (hp : p) : p ∧ q", "constructor\nexact hp", 1, 0, "unsolved goals", 1),
        ("(p q : Prop) : p ∧ q", "constructor", 1, 0, "unsolved goals", 2),
        (OR, "left\nexact hp)", 2, 8, "closes nothing", 0),
        (OR, "exact nowhere", 1, 6, "nowhere", 0),
        ("(p : Prop) : p → p", "intro h\nexact h\nexact h", 3, 0, "No goals", 0),
        (ADD, "by\n  rfl\n  ) (", 3, 2, "closes nothing", 0),
        (ADD, "frobnicate n", 1, 0, "frobnicate", 0),
    ],
)
def test_rejected_with_place_and_goals(
    checker: Checker, statement: str, candidate: str, line: int, column: int, words: str, goals: int
) -> None:
    finding = one(checker, statement, candidate)
    assert finding.status is Status.REJECTED, finding
    first = finding.remarks[0]
    assert words.casefold() in first.text.casefold(), finding
    assert (first.line, first.column) == (line, column)
    assert len(finding.goals) == goals
    assert all("⊢" in goal for goal in finding.goals)
    assert f"line {line}, column {column}" in finding.reason


@pytest.mark.parametrize(
    ("statement", "header", "words"),
    [
        (": Nat.nothing 2 = 2", "", "does not understand the statement"),
        ("two and two make four", "", "cannot be given to Lean"),
        ("(p : Prop : p", "", "cannot be given to Lean"),
        (": sorry", "", "cannot be given to Lean"),
        (": True", "import Mathlib\n", "does not understand the header"),
        (": n = n", "", "does not understand the statement"),
    ],
)
def test_a_wrong_question_is_undecided(
    checker: Checker, statement: str, header: str, words: str
) -> None:
    finding = one(checker, statement, "by rfl", header=header)
    assert finding.status is Status.UNDECIDED, finding
    assert words in finding.reason


def test_no_answer_is_undecided(checker: Checker) -> None:
    assert one(checker, OR, " \n").status is Status.UNDECIDED


def test_axioms_are_a_policy(lean: Toolchain) -> None:
    statement, proof = "(p q : Prop) (h : p ↔ q) : p = q", "propext h"
    assert one(Checker(lean), statement, proof).axioms == ("propext",)
    strict = one(Checker(lean, allowed=()), statement, proof)
    assert strict.status is Status.REJECTED
    assert "propext" in strict.reason


def test_batches_and_single_processes_agree(lean: Toolchain) -> None:
    proofs = list(small_proofs(30))
    wrong = [Proof(p.statement, "by exact True.intro") for p in proofs[:10]]
    mixed = [proof for pair in zip(proofs[:10], wrong, strict=True) for proof in pair] + proofs[10:]
    together, alone = (Checker(lean, given=CheckerLimits(batch=n, processes=2)) for n in (64, 1))
    statuses = [[f.status for f in c.check(mixed)] for c in (together, alone)]
    assert statuses[0] == statuses[1]
    assert Counter(statuses[0]) == {Status.ACCEPTED: 30, Status.REJECTED: 10}
    assert together.processes < alone.processes / 4


def test_nothing_is_accepted_out_of_a_file_with_an_error(lean: Toolchain) -> None:
    """Lean continues after a broken proof, so what follows may come from any of them."""
    checker = Checker(lean, given=CheckerLimits(processes=1))
    good = Proof(OR, "exact Or.inl hp")
    assert [f.status for f in checker.check([good, good])] == [Status.ACCEPTED] * 2
    assert checker.processes == 1
    # After the error Lean finds the command `open`; the section ends its effect.
    opens = Proof(": Bool", "True.intro) open Nat (")
    mixed = [good, Proof(OR, "exact hp"), opens, Proof(OR, "(hp) open Nat"), good]
    statuses = [f.status for f in checker.check(mixed)]
    assert statuses == [Status.ACCEPTED, *[Status.REJECTED] * 3, Status.ACCEPTED]
    # The mixed file, what looked right in it, and other readings of what did not.
    assert checker.processes == 4


def test_proofs_do_not_see_one_another(checker: Checker) -> None:
    """A wrong proof of the same statement is not there for the next one to use."""
    wrong = [Proof(": 2 + 2 = 5", text) for text in ("rfl", "assumption", "trivial", "simp")]
    assert {f.status for f in checker.check(wrong * 3)} == {Status.REJECTED}


def test_hostile_company(lean: Toolchain) -> None:
    """One that loops, one that exhausts memory and one that crashes, among 200 good ones."""
    proofs = list(small_proofs(200))
    places = dict(zip((17, 90, 151), HOSTILE.values(), strict=True))
    for place, text in places.items():
        proofs.insert(place, Proof(": True", text))
    checker = Checker(lean, given=CheckerLimits(seconds=5.0, processes=2))
    begun = time.monotonic()
    findings = checker.check(proofs)
    took = time.monotonic() - begun
    accepted = [f.status is Status.ACCEPTED for f in findings]
    assert [i for i, good in enumerate(accepted) if not good] == sorted(places)
    assert accepted.count(True) == 200
    statuses = {findings[place].status for place in places}
    assert statuses <= {Status.TIMEOUT, Status.ERROR}, "these must not be rejected"
    # Four files, three more without their culprits, two for each culprit; some to spare.
    assert checker.processes <= 24
    if os.getloadavg()[0] < (os.cpu_count() or 1):  # otherwise the time shows nothing
        assert took < 30


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("loops", Status.TIMEOUT, "did not finish in time"),
        ("exhausts memory", Status.ERROR, "out of memory"),
        ("crashes", Status.ERROR, "crashed"),
    ],
)
def test_alone_each_of_them_is_named(
    lean: Toolchain, what: str, status: Status, words: str
) -> None:
    seconds = 2.0 if what == "loops" else 20.0
    (found,) = Checker(lean, given=CheckerLimits(seconds=seconds)).check(
        [Proof(": True", HOSTILE[what])]
    )
    assert found.status is status, found
    assert words in found.reason


def test_many_checks_leave_nothing_behind(lean: Toolchain) -> None:
    """As many as CI can afford; benchmarks/lean.py --checks 20000 is the long form."""
    checker = Checker(lean, given=CheckerLimits(processes=2))
    proofs = list(small_proofs(64))

    def held() -> tuple[int, int]:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return len(os.listdir("/proc/self/fd")), pages

    checker.check(proofs)
    files, pages = held()
    for _ in range(4):
        checker.check(proofs)
    now_files, now_pages = held()
    assert now_files == files
    assert now_pages - pages < 2_000


def test_closed_checker_starts_nothing(lean: Toolchain) -> None:
    checker = Checker(lean)
    checker.close()
    assert one(checker, OR, "Or.inl hp").status is Status.ERROR
    assert checker.processes == 0


@pytest.mark.data
@pytest.mark.parametrize("batch", [64, 1])
def test_public_proofs(lean: Toolchain, lean_data: dict[str, Any], batch: int) -> None:
    rows = lean_data["proofs"]
    checker = Checker(lean, given=CheckerLimits(batch=batch, processes=2))
    findings = checker.check([Proof(row["statement"], row["proof"]) for row in rows])
    wrong = [
        (row["name"], row["ok"], finding.reason)
        for row, finding in zip(rows, findings, strict=True)
        if (finding.status is Status.ACCEPTED) != row["ok"]
    ]
    assert not wrong
    assert len(rows) == 43
