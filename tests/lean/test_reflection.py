"""The report for the teacher on Lean's messages, and which lines of a proof are kept."""

from __future__ import annotations

from typing import Any

import pytest

from preceptor.records import Status, Verdict
from preceptor_lean.checking.checker import Checker, Proof
from preceptor_lean.reflection import LeanRepairOptions, accepted_prefix, report_for
from preceptor_lean.verifier import _verdict


def error(line: int, text: str, column: int = 0) -> dict[str, Any]:
    return {"severity": "error", "line": line, "column": column, "text": text}


@pytest.mark.parametrize(
    ("proof", "errors", "prefix"),
    [
        ("by\n  intro h\n  exact g\n  skip", [error(3, "unknown")], "by\n  intro h"),
        ("by\n  intro h\n  exact g", [error(2, "x"), error(3, "y")], "by"),
        ("exact g", [error(1, "unknown")], ""),
        ("by\n  constructor", [error(1, "unsolved goals\n⊢ p")], "by\n  constructor"),
        ("by\n  intro h\n  foo x", [error(3, "unknown tactic"), error(1, "unsolved goals\n⊢ p")],
         "by\n  intro h"),
        ("by\n  intro h\n  exact f\n    (g\n      h)", [error(5, "mismatch")], "by\n  intro h"),
        ("by\n  constructor\n  · skip\n    exact g", [error(4, "x")],
         "by\n  constructor\n  · skip"),
        ("by\n  cases h with\n  | inl a =>\n    exact b", [error(4, "x")],
         "by\n  cases h with\n  | inl a =>"),
        ("by\n  have h : p := by\n    skip\n  exact h", [error(2, "unsolved goals\n⊢ p")], ""),
    ],
)  # fmt: skip
def test_accepted_prefix(proof: str, errors: list[dict[str, Any]], prefix: str) -> None:
    assert accepted_prefix(proof, errors) == prefix


def report_on(checker: Checker, statement: str, proof: str, **options: Any) -> str:
    """The report on a proof that real Lean has seen."""
    (finding,) = checker.check([Proof(statement, proof)])
    verdict = _verdict(finding, checker.toolchain)
    return report_for(proof, verdict, LeanRepairOptions(**options))


SWAP = "(p q : Prop) (h : p ∨ q) : q ∨ p"
HALF = "by\n  cases h with\n  | inl a => exact Or.inr a\n  | inr b => exact Or.inr b"


def test_a_report_has_the_place_the_line_and_leans_message(checker: Checker) -> None:
    report = report_on(checker, SWAP, HALF)
    assert "Line 4, column" in report
    assert "(`| inr b => exact Or.inr b`)" in report
    assert "mismatch" in report
    assert "Keep these lines" not in report


def test_a_report_has_the_open_goals(checker: Checker) -> None:
    report = report_on(checker, "(p q : Prop) (hp : p) (hq : q) : p ∧ q", "by\n  constructor")
    assert report.count("⊢") == 2
    assert "case right" in report


def test_continue_keeps_what_lean_took(checker: Checker) -> None:
    report = report_on(checker, SWAP, HALF, mode="continue")
    assert report.endswith("```lean\nby\n  cases h with\n  | inl a => exact Or.inr a\n```")
    unfinished = report_on(checker, SWAP, "by\n  cases h", mode="continue")
    assert unfinished.endswith("```lean\nby\n  cases h\n```")


def test_a_refused_word_is_reported(checker: Checker) -> None:
    assert "'sorry' leaves the proof open" in report_on(checker, SWAP, "by\n  sorry")


def test_a_long_report_is_cut(checker: Checker) -> None:
    assert len(report_on(checker, SWAP, "exact " + "x " * 400, chars=200)) == 200


@pytest.mark.parametrize(
    ("proof", "verdict", "words"),
    [
        (None, Verdict(status=Status.UNDECIDED, reason="no answer"), "no Lean proof in the reply"),
        ("simp", Verdict(status=Status.TIMEOUT, reason="heartbeats"), "less work"),
        ("simp", Verdict(status=Status.REJECTED, reason="rests on sorryAx"), "rests on sorryAx"),
    ],
)
def test_other_reports(proof: str | None, verdict: Verdict, words: str) -> None:
    assert words in report_for(proof, verdict, LeanRepairOptions())
