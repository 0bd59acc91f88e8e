"""The forms in which proofs come back, and what of them is taken."""

from __future__ import annotations

import pytest

from preceptor_lean.checking.document import Statement, StatementError
from preceptor_lean.checking.proof_forms import ProofForms, Shape, forms_of

POSED = "(p q : Prop) (hp : p) : p ∨ q"
WORDS = Statement.of(POSED).words


def taken(text: str) -> ProofForms:
    return forms_of(text, WORDS, "goal")


def forms(text: str) -> list[tuple[str, str]]:
    candidate = taken(text)
    assert candidate.refusal is None, candidate.refusal
    return [(form.shape.value, form.text) for form in candidate.forms]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("by\n  exact Or.inl hp", ("term", "by\n  exact Or.inl hp")),
        (":= by\n  exact Or.inl hp", ("term", "by\nexact Or.inl hp")),
        ("fun _ => h", ("term", "fun _ => h")),
        ("λ _ => h", ("term", "λ _ => h")),
        ("⟨a, b⟩", ("term", "⟨a, b⟩")),
        ("Or.inl hp", ("term", "Or.inl hp")),
        ("h.elim", ("term", "h.elim")),
        (".inl hp", ("term", ".inl hp")),
        ("@Or.inl p q hp", ("term", "@Or.inl p q hp")),
        ("exact Or.inl hp", ("tactics", "exact Or.inl hp")),
        ("left\nexact hp", ("tactics", "left\nexact hp")),
        ("  left\n  exact hp\n", ("tactics", "left\nexact hp")),
        ("hp", ("tactics", "hp")),
        ("```lean\nby simp\n```", ("term", "by simp")),
        ("```lean4\nby simp\n```", ("term", "by simp")),
        ("```\nexact hp\n```", ("tactics", "exact hp")),
        ("First:\n```lean\nby skip\n```\nbetter:\n```lean\nby simp\n```", ("term", "by simp")),
        ("```lean\nby simp", ("term", "by simp")),
        ("Plain:\n```\nx\n```\n```lean\nby simp\n```\n```\ny\n```", ("term", "by simp")),
        ("exact hp -- done", ("tactics", "exact hp")),
        ("/- idea: left -/ exact hp", ("tactics", "exact hp")),
        (f"theorem goal {POSED} := by\n  exact Or.inl hp", ("term", "by\nexact Or.inl hp")),
        (f"theorem goal {POSED} :=\n  by\n    exact Or.inl hp", ("term", "by\n  exact Or.inl hp")),
        (f"lemma other {POSED} := Or.inl hp", ("term", "Or.inl hp")),
        (f"example {POSED} := Or.inl hp", ("term", "Or.inl hp")),
        (f"import Mathlib\nopen Nat\n\ntheorem goal {POSED} := Or.inl hp", ("term", "Or.inl hp")),
        (f"set_option maxHeartbeats 400000 in\ntheorem goal {POSED} := Or.inl hp",
         ("term", "Or.inl hp")),
        (f"@[simp]\ntheorem goal {POSED} := Or.inl hp", ("term", "Or.inl hp")),
        (f"/-- Weaken. -/\nprotected theorem goal {POSED} := Or.inl hp", ("term", "Or.inl hp")),
        (f"namespace X\ntheorem goal {POSED} := Or.inl hp\nend X\n", ("term", "Or.inl hp")),
        (f"theorem goal {POSED} := Or.inl hp\n#print axioms goal", ("term", "Or.inl hp")),
        (f"theorem goal {POSED} := Or.inl hp\n\n#check goal\n", ("term", "Or.inl hp")),
        ("theorem goal (p q : Prop)\n    (hp : p) :\n    p ∨ q := Or.inl hp",
         ("term", "Or.inl hp")),
        ("open Nat in\nexact hp", ("tactics", "open Nat in\nexact hp")),
        ("| 0 => rfl\n| n + 1 => f n", ("equations", "| 0 => rfl\n| n + 1 => f n")),
        (f"theorem goal {POSED}\n  | x => y", ("equations", "| x => y")),
    ],
)  # fmt: skip
def test_what_is_taken(text: str, first: tuple[str, str]) -> None:
    shape, proof = forms(text)[0]
    # Behind `:=` a first line stands far to the right, as it was written.
    assert (shape, proof.lstrip()) == first


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        # The first line has lost its indentation: at the column of the others, then as it is.
        ("left\n  exact h", [("tactics", "  left\n  exact h"), ("tactics", "left\n  exact h")]),
        ("exact h", [("tactics", "exact h")]),
        ("rfl", [("tactics", "rfl")]),
        ("hp", [("tactics", "hp"), ("term", "hp")]),
        ("show p from h", [("tactics", "show p from h"), ("term", "show p from h")]),
        ("by intro h\n  exact h",
         [("term", "by intro h\n  exact h"), ("tactics", "  intro h\n  exact h")]),
        ("by\n  simp", [("term", "by\n  simp")]),
    ],
)  # fmt: skip
def test_readings_in_order(text: str, shapes: list[tuple[str, str]]) -> None:
    assert forms(text) == shapes


@pytest.mark.parametrize(
    ("text", "restated"),
    [
        ("by simp", "no"),
        (f"theorem goal {POSED} := by simp", "same"),
        (f"theorem   g  {POSED.replace(' ', '   ')} :=  by simp", "same"),
        ("theorem goal (p : Prop) : p := by simp", "different"),
        ("theorem goal : let x := 2; x = 2 := by simp", "different"),
        ("theorem goal (n : Nat) : n = n | 0 => rfl | n + 1 => rfl", "different"),
        ("theorem goal : match 0 with | 0 => True | _ => False := by simp", "different"),
    ],
)
def test_the_header_is_compared_and_dropped(text: str, restated: str) -> None:
    candidate = taken(text)
    assert candidate.refusal is None
    assert candidate.restated == restated
    first = candidate.forms[0]
    assert first.text == ("| 0 => rfl | n + 1 => rfl" if "|" in first.text else "by simp")


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        ("axiom a : False\ntheorem goal : False := a", "it declares more than the theorem", (1, 0)),
        (
            "theorem a : p := by simp\n\ntheorem b : q := a",
            "it declares more than the theorem",
            (3, 0),
        ),
        ("lemma a : p := by simp\ndef x := 3", "it declares more than the theorem", (2, 0)),
        ("namespace X\nend X", "there is no proof of the stated theorem", (1, 0)),
        ("theorem goal : p", "the theorem is stated but not proved", (1, 0)),
        ("by\n  sorry", "'sorry' leaves the proof open", (2, 2)),
        ("```lean\nby\n  exact sorry\n```", "'sorry' leaves the proof open", (3, 8)),
        ("by simp)", "')' closes nothing", (1, 7)),
        ("simp\n/- and so on", "a comment that is never closed", (2, 0)),
        ("simp\naxiom x : False", "'axiom' begins a command", (2, 0)),
        ("x" * 60_000, "60000 characters; at most", (1, 0)),
    ],
)
def test_refused(text: str, reason: str, place: tuple[int, int]) -> None:
    candidate = taken(text)
    assert candidate.refusal is not None
    assert candidate.refusal.startswith(reason)
    assert candidate.place == place
    assert not candidate.forms


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("lemma h : q := by simp\n\ntheorem goal : p := h", True),
        ("theorem h : q := by simp\n\ntheorem goal : p := h", True),
        ("def x := 3\n\ntheorem goal : p := by simp", True),
        (
            "import Mathlib\nopen Nat\n\n@[simp] lemma h : q := by simp\n\ntheorem goal : p := h",
            True,
        ),
        ("theorem goal : p := by simp\n\ndef x := 3", True),
        ("set_option maxHeartbeats 0\nprivate lemma h : q := by simp\ntheorem goal : p := h", True),
        # What else is declared, and an open proof, decide.
        ("lemma h : q := sorry\n\ntheorem goal : p := h", False),
        ("lemma h : q := by simp\naxiom a : False\ntheorem goal : p := h", False),
        ('lemma h : q := by simp\nlocal notation "5" => 4\ntheorem goal : p := h', False),
        ("lemma h : q := by simp\ninstance : X := h\ntheorem goal : p := h", False),
        ("@[implemented_by f] def x := 3\ntheorem goal : p := by simp", False),
        ("def x := 3", False),
    ],
)
def test_a_proof_with_helpers_is_not_read(text: str, unread: bool) -> None:
    candidate = taken(text)
    assert candidate.refusal is not None
    assert candidate.unread is unread


@pytest.mark.parametrize("text", ["", " \n\t", "-- nothing", "```lean\n```", "theorem goal : p :="])
def test_nothing_to_check(text: str) -> None:
    candidate = taken(text)
    assert candidate.refusal is not None
    assert candidate.empty or "not proved" in candidate.refusal


def test_lines_know_where_they_come_from() -> None:
    text = f"Proof.\n```lean\ntheorem goal {POSED} := by\n    left\n    exact hp\n```"
    (form,) = taken(text).forms
    assert form.shape is Shape.TERM
    origins = [(line.text, line.origin) for line in form.lines]
    column = len(f"theorem goal {POSED} := ")
    assert origins == [("by", (3, column)), ("left", (4, 4)), ("exact hp", (5, 4))]
    by, realigned = taken("by intro h\n   exact h").forms
    assert by.lines[0].origin == (1, 0)
    assert [line.origin for line in realigned.lines] == [(1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        (POSED, "∀ (p q : Prop) (hp : p), p ∨ q"),
        (": 2 + 2 = 4", "2 + 2 = 4"),
        (f"theorem goal {POSED}", "∀ (p q : Prop) (hp : p), p ∨ q"),
        (f"theorem goal {POSED} := by sorry", "∀ (p q : Prop) (hp : p), p ∨ q"),
        ("{α : Type u} [Add α] (f : (n : Nat) → α) : f = f", "∀ {α : Type u} [Add α] "
         "(f : (n : Nat) → α), f = f"),
        (": let x := 2; x = 2", "let x := 2; x = 2"),
        (": ∀ x : Nat, x = x -- easy", "∀ x : Nat, x = x"),
        ("(h₀ : a = 30 + 517): b = 588", "∀ (h₀ : a = 30 + 517), b = 588"),
        ("theorem goal : ∀ n : Nat, n = n\n  | 0 => rfl\n  | n + 1 => rfl", "∀ n : Nat, n = n"),
    ],
)  # fmt: skip
def test_statement(text: str, proposition: str) -> None:
    assert Statement.of(text).proposition == proposition


@pytest.mark.parametrize(
    "text",
    ["", "two and two", "(p : Prop)", "(p : Prop) :", "(p : Prop : p", ": p) axiom x : (q",
     ": True\naxiom x : False", ": sorry", "(h : p := by run_tac skip) : p"],
)  # fmt: skip
def test_statement_that_cannot_be_posed(text: str) -> None:
    with pytest.raises(StatementError):
        Statement.of(text)
