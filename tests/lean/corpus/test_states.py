"""States as Lean prints them, as statements; tactics and statements against Lean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor.components import Item
from preceptor.records import Reference, Status
from preceptor.registry import Registry
from preceptor_lean.corpus.language_server import Places
from preceptor_lean.corpus.states import as_statement, goals_of, state_of, without_case
from preceptor_lean.corpus.steps import FormalisationVerifier, TacticVerifier
from preceptor_lean.toolchains import Toolchain
from preceptor_lean.verifier import LeanOptions


@pytest.mark.parametrize(
    ("goal", "statement"),
    [
        ("⊢ True", ": True"),
        ("p q : Prop\nh : p ∨ q\n⊢ q ∨ p", "(p q : Prop) (h : p ∨ q) : q ∨ p"),
        ("case inl\np : Prop\na : p\n⊢ p", "(p : Prop) (a : p) : p"),
        ("h : a =\n    b\n⊢ b =\n    a", "(h : a =\n    b) : b =\n    a"),
        (
            "α : Type u_1\ninst✝ : Group α\na : α\n⊢ a = a",
            "(α : Type u_1) [Group α] (a : α) : a = a",
        ),
        ("inst✝¹ : Group α\ninst : Ring β\n⊢ True", "[Group α] [Ring β] : True"),
        ("f : ∀ x, (let y := x; y) = x\n⊢ True", "(f : ∀ x, (let y := x; y) = x) : True"),
        ("h✝ : p\n⊢ p", None),
        ("n m✝ : Nat\n⊢ n = n", None),
        ("n : Nat\n⊢ n = m✝", None),
        ("x : Nat := 3\n⊢ x = 3", None),
        ("", None),
        ("no goals", None),
        ("p : Prop", None),
        ("case inl", None),
        ("⊢ " + "p ∧ " * 5_000 + "p", None),
    ],
)
def test_a_goal_as_a_statement(goal: str, statement: str | None) -> None:
    assert as_statement(goal) == statement


@pytest.mark.parametrize(
    ("state", "goals"),
    [
        ("no goals", ()),
        ("", ()),
        ("⊢ True", ("⊢ True",)),
        ("case a\n⊢ p\n\ncase b\n⊢ q", ("case a\n⊢ p", "case b\n⊢ q")),
        ("p : Prop\n⊢ p\n\n\n⊢ q\n", ("p : Prop\n⊢ p", "⊢ q")),
    ],
)
def test_goals_of_a_state(state: str, goals: tuple[str, ...]) -> None:
    assert goals_of(state) == goals
    assert goals_of(state_of(goals)) == goals


def test_a_tag_is_not_part_of_a_goal() -> None:
    assert without_case("case inl.h\n⊢ p") == "⊢ p"
    assert without_case("⊢ p") == "⊢ p"
    assert without_case("case inl") == "case inl"


@given(st.text(max_size=200))
def test_any_text_can_be_given_as_a_state(text: str) -> None:
    statement = as_statement(text)
    assert statement is None or ": " in statement
    for goal in goals_of(text):
        as_statement(goal)


@given(
    st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]))),
    st.data(),
)
def test_places_go_there_and_back(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    places = Places(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = places.place(offset)
    assert places.offset(line, column) == offset
    assert places.of_utf16(*places.utf16(offset)) == offset
    assert text.split("\n")[line][:column] == text[offset - column : offset]


# --- verdicts ------------------------------------------------------------------------------

LEFT = "p q : Prop\nhp : p\nhq : q\n⊢ p"
RIGHT = "p q : Prop\nhp : p\nhq : q\n⊢ q"
PAIR = "(p q : Prop) (hp : p) (hq : q) : p ∧ q"


@pytest.fixture(scope="module")
def tactics(lean: Toolchain) -> TacticVerifier:
    return TacticVerifier(LeanOptions(toolchain="embedded"), Registry.load().context("t"))


@pytest.fixture(scope="module")
def statements(lean: Toolchain) -> FormalisationVerifier:
    return FormalisationVerifier(LeanOptions(toolchain="embedded"), Registry.load().context("t"))


def test_tactics_on_a_state(tactics: TacticVerifier) -> None:
    cases = {
        "constructor": Status.ACCEPTED,
        "apply And.intro": Status.ACCEPTED,  # the same goals
        "exact ⟨hp, hq⟩": Status.ACCEPTED,
        "refine ⟨?_, hq⟩": Status.UNDECIDED,  # other goals, which can be proved
        "exfalso": Status.UNDECIDED,  # another goal, which cannot
        "left": Status.REJECTED,
        "exact hp": Status.REJECTED,
        "constructor <;> sorry": Status.REJECTED,
        "exact (sorry)": Status.REJECTED,
        "set_option maxRecDepth 9 in constructor": Status.REJECTED,
    }
    payload = {"statement": PAIR, "goals_after": ["case left\n" + LEFT, "case right\n" + RIGHT]}
    reference = Reference(kind="tactic", value="constructor", payload=payload)
    items = [Item(id=text, reference=reference, candidate=text) for text in cases]
    found = {i.id: v for i, v in zip(items, tactics.verify_batch(items), strict=True)}
    assert {text: found[text].status for text in cases} == cases
    assert all(verdict.reason for verdict in found.values())


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({}, "cannot be posed apart from its proof"),
        ({"statement": PAIR, "library": "Mathlib"}, "needs Mathlib"),
        ({"statement": PAIR, "library": "file:Logic.lean"}, "its place in Logic.lean"),
    ],
)
def test_a_state_that_cannot_be_posed(
    tactics: TacticVerifier, payload: dict[str, str], reason: str
) -> None:
    reference = Reference(kind="tactic", value="constructor", payload=dict(payload))
    (verdict,) = tactics.verify_batch([Item(id="x", reference=reference, candidate="constructor")])
    assert verdict.status is Status.UNDECIDED
    assert reason in verdict.reason


def test_a_recorded_tactic_is_not_called_wrong(tactics: TacticVerifier) -> None:
    payload = {"statement": "(n : Nat) : n = n"}
    reference = Reference(kind="tactic", value="exact opened_elsewhere n", payload=dict(payload))
    items = [
        Item(id=text, reference=reference, candidate=text)
        for text in ("exact opened_elsewhere n", "exact unheard_of n")
    ]
    statuses = [verdict.status for verdict in tactics.verify_batch(items)]
    assert statuses == [Status.UNDECIDED, Status.REJECTED]


@pytest.mark.parametrize(
    ("reference", "candidate", "status"),
    [
        ("(n : Nat) : n + 0 = n", "(m : Nat) : m + 0 = m", Status.ACCEPTED),
        ("(n : Nat) : n + 0 = n", ": ∀ k : Nat, k + 0 = k", Status.ACCEPTED),
        ("(n : Nat) : n + 0 = n", "```lean\ntheorem t (n : Nat) : n + 0 = n := by\n```",
         Status.ACCEPTED),
        ("(n : Nat) : n + 0 = n", "(n : Nat) : 0 + n = n", Status.UNDECIDED),
        ("(n : Nat) : n + 0 = n", "two words", Status.UNDECIDED),
        ("(n : Nat) : n + 0 = n", "(n : Nat) : sorry", Status.UNDECIDED),
        ("(n : Nat) : n + 0 = n", "(n : Nat) : n + 0 = n) ↔ (True", Status.UNDECIDED),
        (": 2 < 3", ": 3 < 2", Status.REJECTED),
    ],
)  # fmt: skip
def test_statements(
    statements: FormalisationVerifier, reference: str, candidate: str, status: Status
) -> None:
    item = Item(
        id="x", reference=Reference(kind="formalisation", value=reference), candidate=candidate
    )
    (verdict,) = statements.verify_batch([item])
    assert (verdict.status, bool(verdict.reason)) == (status, True)
