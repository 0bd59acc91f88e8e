"""What a process has shown about each proof, from its messages and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from preceptor.records import Status
from preceptor_lean.checking.checker import STANDARD_AXIOMS
from preceptor_lean.checking.document import Document, Region, Statement, write_document
from preceptor_lean.checking.evidence import Evidence, Irregular, evidence_of
from preceptor_lean.checking.messages import axioms_of, goals_in
from preceptor_lean.checking.proof_forms import forms_of
from preceptor_lean.toolchains import LeanMessage, LeanRun

STATEMENT = Statement.of("(p : Prop) (hp : p) : p")


def document(count: int = 3) -> Document:
    form = forms_of("by\n  skip\n  exact hp", STATEMENT.words, "goal").forms[0]
    return write_document([(STATEMENT, form)] * count, header="import Foo\n", heartbeats=1000)


DOCUMENT = document()


def line_of(region: Region, number: int, *, last: bool = False) -> int:
    lines = [
        i for i, place in enumerate(DOCUMENT.places)
        if i and place.region is region and place.proof == number
    ]  # fmt: skip
    return lines[-1 if last else 0]


def axioms_message(number: int, axioms: str = "") -> LeanMessage:
    name = DOCUMENT.names[number]
    text = f"'{name}' depends on axioms: [{axioms}]" if axioms else (
        f"'{name}' does not depend on any axioms"
    )  # fmt: skip
    return LeanMessage("information", line_of(Region.AXIOMS, number), 0, None, None, text)


def message(region: Region, number: int, text: str, severity: str = "error") -> LeanMessage:
    return LeanMessage(severity, line_of(region, number), 2, None, None, text)  # type: ignore[arg-type]


GOOD = tuple(axioms_message(n) for n in range(3))


def outcome(messages: tuple[LeanMessage, ...] = GOOD, **more: object) -> LeanRun:
    code = 1 if any(m.severity == "error" for m in messages) else 0
    base = LeanRun(
        messages=messages, exit_code=code, timed_out=False, out_of_memory=False, seconds=1.0,
        cpu_seconds=1.0, max_rss_kib=1, stderr="", stray="",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def decided(given: LeanRun) -> dict[int, Evidence]:
    result = evidence_of(DOCUMENT, given, STANDARD_AXIOMS)
    assert isinstance(result, dict), result
    return result


def irregular(given: LeanRun) -> Irregular:
    result = evidence_of(DOCUMENT, given, STANDARD_AXIOMS)
    assert isinstance(result, Irregular), result
    return result


def test_evidence_for_all() -> None:
    assert [r.status for r in decided(outcome()).values()] == [Status.ACCEPTED] * 3


@pytest.mark.parametrize(
    ("axioms", "status"),
    [
        ("propext", Status.ACCEPTED),
        ("propext, Classical.choice, Quot.sound", Status.ACCEPTED),
        ("propext,\n  Classical.choice,\n  Quot.sound", Status.ACCEPTED),
        ("sorryAx", Status.REJECTED),
        ("propext, Lean.ofReduceBool", Status.REJECTED),
        ("Quot.sound'", Status.REJECTED),
    ],
)
def test_axioms(axioms: str, status: Status) -> None:
    shown = decided(outcome((GOOD[0], axioms_message(1, axioms), GOOD[2])))
    assert [shown[n].status for n in range(3)] == [Status.ACCEPTED, status, Status.ACCEPTED]


def test_an_error_wins_over_clean_evidence() -> None:
    shown = decided(outcome((*GOOD, message(Region.PROOF, 1, "unsolved goals"))))
    assert [shown[n].status for n in range(3)] == [
        Status.ACCEPTED, Status.REJECTED, Status.ACCEPTED,
    ]  # fmt: skip


def test_consequences_of_an_error_change_nothing() -> None:
    messages = (
        GOOD[0],
        message(Region.PROOF, 1, "internal exception #3"),
        message(Region.PROOF, 1, "unknown identifier 'x'"),
        message(Region.FINAL, 1, "(kernel) unknown constant"),
        GOOD[2],
    )
    shown = decided(outcome(messages))
    assert shown[1].status is Status.REJECTED
    assert "unknown identifier" in shown[1].reason


@pytest.mark.parametrize(
    ("messages", "status"),
    [
        (("(deterministic) timeout at `whnf`",), Status.TIMEOUT),
        (("(deterministic) timeout at `whnf`", "unsolved goals"), Status.REJECTED),
    ],
)
def test_heartbeats(messages: tuple[str, ...], status: Status) -> None:
    errors = tuple(message(Region.PROOF, 0, text) for text in messages)
    assert decided(outcome((*GOOD, *errors)))[0].status is status


def test_a_statement_lean_does_not_understand_is_undecided() -> None:
    messages = (message(Region.STATEMENT, 2, "unknown identifier"), *GOOD[:2])
    assert decided(outcome(messages))[2].status is Status.UNDECIDED


def test_a_header_lean_does_not_understand() -> None:
    error = LeanMessage("error", 1, 0, None, None, "unknown module prefix 'Foo'")
    shown = decided(outcome((error, *GOOD)))
    assert {evidence.status for evidence in shown.values()} == {Status.UNDECIDED}
    assert "header" in shown[0].reason


@pytest.mark.parametrize(
    ("change", "suspects"),
    [
        (lambda: outcome((GOOD[0],), exit_code=None), {1}),
        (lambda: outcome((GOOD[0],), timed_out=True, exit_code=None), {1}),
        (lambda: outcome(GOOD[:2], out_of_memory=True, exit_code=1), {2}),
        (lambda: outcome(exit_code=139), set()),
        (lambda: outcome(exit_code=1), set()),
        (lambda: outcome(stray="'x' does not depend on any axioms"), set()),
        (lambda: outcome(output_cut=True), set()),
        (lambda: outcome(GOOD[1:]), {0}),
        (lambda: outcome((GOOD[0], GOOD[2])), {1}),
        (lambda: outcome((*GOOD, GOOD[1])), {1}),
        (lambda: outcome((*GOOD, message(Region.PROOF, 2, "Try this", "information"))), {2}),
        (lambda: outcome((*GOOD, message(Region.FINAL, 2, "type mismatch"))), {2}),
        (lambda: outcome((*GOOD, message(Region.AXIOMS, 0, "unknown constant"))), {0}),
        (lambda: outcome((*GOOD, message(Region.STATEMENT, 0, "hello", "information"))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], line=line_of(Region.PROOF, 0)))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], text=GOOD[1].text))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], text=GOOD[0].text + " at all"))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], severity="warning"))), {0}),
    ],
)  # fmt: skip
def test_irregular(change: Callable[[], LeanRun], suspects: set[int]) -> None:
    assert irregular(change()).suspects == frozenset(suspects)


def test_alone_a_proof_may_print_but_not_into_the_evidence() -> None:
    single = document(1)
    body = next(i for i, p in enumerate(single.places) if i and p.region is Region.PROOF)
    final = next(i for i, p in enumerate(single.places) if i and p.region is Region.AXIOMS)
    clean = f"'{single.names[0]}' does not depend on any axioms"
    printed = LeanMessage("information", body, 0, None, None, clean)
    result = evidence_of(single, outcome((printed,)), STANDARD_AXIOMS)
    assert isinstance(result, Irregular), "text in the proof is not evidence"
    shown = LeanMessage("information", final, 0, None, None, clean)
    result = evidence_of(single, outcome((printed, shown)), STANDARD_AXIOMS)
    assert isinstance(result, dict)
    assert result[0].status is Status.ACCEPTED


def test_names_cannot_be_guessed() -> None:
    assert not {n for _ in range(3) for n in document().names} & set(DOCUMENT.names)


def test_positions_come_back_to_the_candidate() -> None:
    line = next(i for i, p in enumerate(DOCUMENT.places) if p.origin == (3, 2))
    assert DOCUMENT.source.split("\n")[line - 1].strip() == "exact hp"
    column = DOCUMENT.source.split("\n")[line - 1].index("hp")
    assert DOCUMENT.origin(line, column) == (3, 8)
    assert DOCUMENT.origin(1, 5) == (1, 0)
    assert DOCUMENT.origin(10_000, 5) == (1, 0)


@pytest.mark.parametrize(
    ("text", "axioms"),
    [
        ("'n' does not depend on any axioms", ()),
        ("'n' depends on axioms: [propext]", ("propext",)),
        ("'n' depends on axioms: [propext,\n Quot.sound]", ("propext", "Quot.sound")),
        ("'m' does not depend on any axioms", None),
        ("'n' does not depend on any axioms.", None),
        ("hello 'n' does not depend on any axioms", None),
        ("'n' depends on axioms: [propext] [x]", None),
    ],
)
def test_axioms_line(text: str, axioms: tuple[str, ...] | None) -> None:
    assert axioms_of("n", text) == axioms


def test_axioms_of_whatever_name() -> None:
    assert axioms_of(None, "'A.«b c»' depends on axioms: [propext]") == ("propext",)
    assert axioms_of(None, "unknown constant 'n'") is None


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("unsolved goals\np q : Prop\nh : p\n⊢ q", ("p q : Prop\nh : p\n⊢ q",)),
        ("unsolved goals\ncase left\np : Prop\n⊢ p\n\ncase right\np : Prop\n⊢ ¬p",
         ("case left\np : Prop\n⊢ p", "case right\np : Prop\n⊢ ¬p")),
        ("Tactic `rfl` failed: no\n\nHint: try\n\nn : Nat\n⊢ n = 0", ("n : Nat\n⊢ n = 0",)),
        ("Type mismatch\n  h\nhas type\n  p\nbut is expected to have type\n  q", ()),
        ("unsolved goals\n⊢ a =\n    b", ("⊢ a =\n    b",)),
        ("unsolved goals\nh : a =\n  b\n⊢ c", ("h : a =\n  b\n⊢ c",)),
        ("could not unify\n  q\nwith\n  p\n\nh : q\n⊢ p", ("h : q\n⊢ p",)),
    ],
)  # fmt: skip
def test_goals(text: str, goals: tuple[str, ...]) -> None:
    assert goals_in(text) == goals
