"""What a process has shown about each proof, by what it said and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from preceptor.records import Status
from preceptor_lean.checking.checker import STANDARD_AXIOMS
from preceptor_lean.checking.document import Document, Region, Statement, wrap
from preceptor_lean.checking.evidence import Irregular, Ruling, judge
from preceptor_lean.checking.messages import axioms_of, goals_in
from preceptor_lean.checking.proof_forms import take
from preceptor_lean.toolchains import Message, Outcome

STATEMENT = Statement.of("(p : Prop) (hp : p) : p")


def document(count: int = 3) -> Document:
    form = take("by\n  skip\n  exact hp", STATEMENT.words, "goal").forms[0]
    return wrap([(STATEMENT, form)] * count, header="import Foo\n", heartbeats=1000)


DOCUMENT = document()


def line_of(region: Region, number: int, *, last: bool = False) -> int:
    lines = [
        i for i, place in enumerate(DOCUMENT.places)
        if i and place.region is region and place.proof == number
    ]  # fmt: skip
    return lines[-1 if last else 0]


def evidence(number: int, axioms: str = "") -> Message:
    name = DOCUMENT.names[number]
    text = f"'{name}' depends on axioms: [{axioms}]" if axioms else (
        f"'{name}' does not depend on any axioms"
    )  # fmt: skip
    return Message("information", line_of(Region.AXIOMS, number), 0, None, None, text)


def said(region: Region, number: int, text: str, severity: str = "error") -> Message:
    return Message(severity, line_of(region, number), 2, None, None, text)  # type: ignore[arg-type]


GOOD = tuple(evidence(n) for n in range(3))


def outcome(messages: tuple[Message, ...] = GOOD, **more: object) -> Outcome:
    code = 1 if any(m.severity == "error" for m in messages) else 0
    base = Outcome(
        messages=messages, exit_code=code, timed_out=False, out_of_memory=False, seconds=1.0,
        cpu_seconds=1.0, max_rss_kib=1, stderr="", stray="",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def ruled(found: Outcome) -> dict[int, Ruling]:
    result = judge(DOCUMENT, found, STANDARD_AXIOMS)
    assert isinstance(result, dict), result
    return result


def irregular(found: Outcome) -> Irregular:
    result = judge(DOCUMENT, found, STANDARD_AXIOMS)
    assert isinstance(result, Irregular), result
    return result


def test_evidence_for_all() -> None:
    assert [r.status for r in ruled(outcome()).values()] == [Status.ACCEPTED] * 3


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
    rulings = ruled(outcome((GOOD[0], evidence(1, axioms), GOOD[2])))
    assert [rulings[n].status for n in range(3)] == [Status.ACCEPTED, status, Status.ACCEPTED]


def test_an_error_wins_over_clean_evidence() -> None:
    rulings = ruled(outcome((*GOOD, said(Region.PROOF, 1, "unsolved goals"))))
    assert [rulings[n].status for n in range(3)] == [
        Status.ACCEPTED, Status.REJECTED, Status.ACCEPTED,
    ]  # fmt: skip


def test_consequences_of_an_error_change_nothing() -> None:
    messages = (
        GOOD[0],
        said(Region.PROOF, 1, "internal exception #3"),
        said(Region.PROOF, 1, "unknown identifier 'x'"),
        said(Region.FINAL, 1, "(kernel) unknown constant"),
        GOOD[2],
    )
    rulings = ruled(outcome(messages))
    assert rulings[1].status is Status.REJECTED
    assert "unknown identifier" in rulings[1].reason


@pytest.mark.parametrize(
    ("messages", "status"),
    [
        (("(deterministic) timeout at `whnf`",), Status.TIMEOUT),
        (("(deterministic) timeout at `whnf`", "unsolved goals"), Status.REJECTED),
    ],
)
def test_heartbeats(messages: tuple[str, ...], status: Status) -> None:
    errors = tuple(said(Region.PROOF, 0, text) for text in messages)
    assert ruled(outcome((*GOOD, *errors)))[0].status is status


def test_a_statement_lean_does_not_understand_is_nobodys_fault() -> None:
    messages = (said(Region.STATEMENT, 2, "unknown identifier"), *GOOD[:2])
    assert ruled(outcome(messages))[2].status is Status.UNDECIDED


def test_a_header_lean_does_not_understand() -> None:
    error = Message("error", 1, 0, None, None, "unknown module prefix 'Foo'")
    rulings = ruled(outcome((error, *GOOD)))
    assert {ruling.status for ruling in rulings.values()} == {Status.UNDECIDED}
    assert "header" in rulings[0].reason


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
        (lambda: outcome((*GOOD, said(Region.PROOF, 2, "Try this", "information"))), {2}),
        (lambda: outcome((*GOOD, said(Region.FINAL, 2, "type mismatch"))), {2}),
        (lambda: outcome((*GOOD, said(Region.AXIOMS, 0, "unknown constant"))), {0}),
        (lambda: outcome((*GOOD, said(Region.STATEMENT, 0, "hello", "information"))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], line=line_of(Region.PROOF, 0)))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], text=GOOD[1].text))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], text=GOOD[0].text + " at all"))), {0}),
        (lambda: outcome((*GOOD[1:], replace(GOOD[0], severity="warning"))), {0}),
    ],
)  # fmt: skip
def test_irregular(change: Callable[[], Outcome], suspects: set[int]) -> None:
    assert irregular(change()).suspects == frozenset(suspects)


def test_alone_a_proof_may_talk_but_not_into_the_evidence() -> None:
    single = document(1)
    body = next(i for i, p in enumerate(single.places) if i and p.region is Region.PROOF)
    final = next(i for i, p in enumerate(single.places) if i and p.region is Region.AXIOMS)
    clean = f"'{single.names[0]}' does not depend on any axioms"
    talk = Message("information", body, 0, None, None, clean)
    result = judge(single, outcome((talk,)), STANDARD_AXIOMS)
    assert isinstance(result, Irregular), "words in the proof are no evidence"
    shown = Message("information", final, 0, None, None, clean)
    result = judge(single, outcome((talk, shown)), STANDARD_AXIOMS)
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
