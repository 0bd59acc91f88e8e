"""Lean's lexical structure, and what a proof may not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor_lean.checking.tokens import FORBIDDEN, Kind, end_of_statement, forbidden, read


def words(text: str) -> list[str]:
    return [token.text for token in read(text).tokens]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("intro h; exact h", ["intro", "h", ";", "exact", "h"]),
        ("h.left.symm", ["h.left.symm"]),
        ("h.1.2", ["h.1.2"]),
        ("ih'", ["ih'"]),
        ("h₁ ▸ rfl", ["h₁", "▸", "rfl"]),
        ("«odd name».foo", ["«odd name».foo"]),
        ("exact -- why not\n h", ["exact", "h"]),
        ("exact /- a /- nested -/ one -/ h", ["exact", "h"]),
        ("/-- doc -/ exact h", ["exact", "h"]),
        ("/-! module doc -/ exact h", ["exact", "h"]),
        ('"a b" x', ['"a b"', "x"]),
        ('r"a" x', ["r", '"a"', "x"]),
        (r"'\n' x", [r"'\n'", "x"]),
        (r"'\u03b1' x", [r"'\u03b1'", "x"]),
        ("λx'y", ["λ", "x'y"]),
        ("fun'a'", ["fun'a'"]),
        ("1'a'", ["1", "'a'"]),
        ("f' 'a'", ["f'", "'a'"]),
        ("x := 1", ["x", ":=", "1"]),
        ("| 0 => rfl", ["|", "0", "=>", "rfl"]),
        ("a <;> b", ["a", "<;>", "b"]),
        ("f <| g", ["f", "<|", "g"]),
        ("⟨a, b⟩", ["⟨", "a", ",", "b", "⟩"]),
        ("0x1F + 12", ["0x1F", "+", "12"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


def test_kinds_and_depth() -> None:
    tokens = read('(f "s" [x])').tokens
    assert [(t.kind, t.depth) for t in tokens] == [
        (Kind.SYMBOL, 0),
        (Kind.WORD, 1),
        (Kind.TEXT, 1),
        (Kind.SYMBOL, 1),
        (Kind.WORD, 2),
        (Kind.SYMBOL, 1),
        (Kind.SYMBOL, 0),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "start"),
    [
        ("(a", "'(' is never closed", 0),
        ("a)", "')' closes nothing", 1),
        ("rfl) theorem x : y := (rfl", "')' closes nothing", 3),
        ("(a]", "']' closes nothing", 2),
        ("⟨a)", "')' closes nothing", 2),
        ("exact h /- the end", "a comment that is never closed", 8),
        ("exact /- a /- b -/ h", "a comment that is never closed", 6),
        ('exact "h', "a string that is not plain", 6),
        ('exact "a (b"', "a string that is not plain", 6),
        (r'exact "a\"b"', "a string that is not plain", 6),
        ('exact "a -- b"', "a string that is not plain", 6),
        ('exact "a\nb"', "a string that is not plain", 6),
        ('exact r#"h"#', "a string that is not plain", 8),
        ('s!"{"(" }" )', "a string that is not plain", 2),
        (r'λr"\" ) x "', "a string that is not plain", 2),
        ("exact '('", "a bracket or quotation mark as a character", 6),
        ("exact λ'(' )", "a bracket or quotation mark as a character", 7),
        ("1'(' )", "a bracket or quotation mark as a character", 1),
        ("(ж'(' ))", "a bracket or quotation mark as a character", 2),
        ("xs[0]')' (", "a bracket or quotation mark as a character", 5),
        ('exact \'"\' "a"', "a bracket or quotation mark as a character", 6),
        (r"exact '\'' x", "a bracket or quotation mark as a character", 6),
        ("«x\n(» )", "a quoted name that is not plain", 0),
        ("«(» )", "a quoted name that is not plain", 0),
        ("«a", "a quoted name that is not plain", 0),
        ("a»", "a quoted name that is not plain", 1),
        ("exact\u200b h", "the invisible character U+200B", 5),
        ("exact h -- \u202e", "the invisible character U+202E", 11),
        ("a\x00b", "the invisible character U+0000", 1),
        ("-- fine\raxiom x : False", "the invisible character U+000D", 7),
        ("\ue000", "the invisible character U+E000", 0),
        ("(" * 1000 + ")" * 1000, "brackets nested more than", 200),
    ],
)
def test_refused(text: str, reason: str, start: int) -> None:
    refusal = read(text).refusal
    assert refusal is not None
    assert refusal.reason.startswith(reason)
    assert refusal.start == start


@pytest.mark.parametrize(
    "text",
    ["(/- ) -/)", "( -- )\n)", "f' (x)", "(f')", "h''", "⟨h', h''⟩", '("a")', "'a'"],
)
def test_what_is_closed_is_not_refused(text: str) -> None:
    assert read(text).refusal is None


@given(st.text(alphabet="ab(){}[]⟨⟩\"'«».-/ \n#r\\:=|", max_size=60))
def test_comments_are_blanked_and_nothing_moves(text: str) -> None:
    """What Lean is sent has the shape of what was read, and no comment in its code."""
    reading = read(text)
    assert len(reading.code) == len(text)
    assert [i for i, c in enumerate(reading.code) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
    for token in reading.tokens:
        assert reading.code[token.start : token.end] == token.text == text[token.start : token.end]
    if reading.refusal is None:
        # Reading it again finds the same tokens: there is nothing left that was not seen.
        again = read(reading.code)
        assert again.refusal is None
        assert [t.text for t in again.tokens] == [t.text for t in reading.tokens]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    forbidden(reading.code)


@pytest.mark.parametrize(
    ("statement", "proof"),
    [
        ("(p q : Prop) (hp : p) : p ∨ q", ":= Or.inl hp"),
        ("(n : Nat := 3) : n = n", ":= rfl"),
        (": let x := 2; x = 2", ":= by rfl"),
        (": have x := 2; let y := x; y = 2", ":= rfl"),
        ("(n : Nat) : n = n", "| 0 => rfl | n + 1 => rfl"),
        (": ∀ n : Nat, n = n", "\n| 0 => by\n  have h : 0 = 0 := rfl\n  exact h\n| _ => rfl"),
        (": ∀ s : String, s = \"|\" → s = \":=\"", ":= nope"),
        (": (fun x => x) 1 = 1", ":= rfl"),
        ("(a b : Bool) : (a || b) = (b || a)", ":= by cases a <;> simp"),
        ("(a b : Bool) : a || b", ":= by\n  match a with\n  | true => rfl"),
        # Bars and arrows that belong to the statement.
        ("(n : Nat) : match n with | 0 => True | _ => 0 < n", ":= by cases n <;> simp"),
        (": f = fun | 0 => 1 | n + 1 => n", ":= rfl"),
        (": |x| = 1 ∧ f = fun y => y", ":= rfl"),
        (": |x| = 1 ∧ f = λ y => y", ":= rfl"),
        ("(p : Prop) : p", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_where_a_statement_ends(statement: str, proof: str) -> None:
    tokens = read(f"{statement} {proof}").tokens
    assert end_of_statement(tokens) == len(read(statement).tokens)


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_forbidden_words_are_found_wherever_they_stand(word: str) -> None:
    for code in (
        word,
        f"skip\n{word} x",
        f"skip; {word}",
        f"({word})",
        f"·{word}",
        f".{word} x",
        f"skip ..{word}",
        f"αβ {word}λ",
        f'"{word}"',
        f"«{word}»",
        f"x1.{word}",
    ):
        refusal = forbidden(code)
        assert refusal is not None, code
        assert refusal.reason.startswith(f"'{word}' ")


@pytest.mark.parametrize(
    "code",
    [
        "exact h.end",
        "exact Foo.instance",
        "exact ends",
        "exact sorry'",
        "exact opening",
        "open Nat in exact h",
        "exact #[1, 2]",
        "exact x.macro?",
        "simp only [mem_class]",
        "exact h_end",
    ],
)
def test_what_only_looks_forbidden_is_not(code: str) -> None:
    assert forbidden(code) is None


@pytest.mark.parametrize(
    "code",
    ["exact Lean.ofReduceBool", "exact _root_.sorryAx _ true", "#eval 1", "#exit", "@[simp] x",
     "@ [simp]", "x #print axioms y"],
)  # fmt: skip
def test_more_that_is_forbidden(code: str) -> None:
    assert forbidden(code) is not None
