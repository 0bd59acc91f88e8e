"""Lean's lexical structure, and what a proof may not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor_lean.tokens import FORBIDDEN, Kind, forbidden, read


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
        ('"a -- b /- c"', ['"a -- b /- c"']),
        (r'"a \" b" x', [r'"a \" b"', "x"]),
        ('r"\\" x', ['r"\\"', "x"]),
        ('r#"say "hi" "# x', ['r#"say "hi" "#', "x"]),
        ("'\"' x", ["'\"'", "x"]),
        (r"'\'' x", [r"'\''", "x"]),
        (r"'\u{3b1}' x", [r"'\u{3b1}'", "x"]),
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
        ('exact "h', "a string that is never closed", 6),
        ('exact r#"h" x', "a string that is never closed", 6),
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
    ["(')')", '(")")', "(/- ) -/)", "( -- )\n)", "'(' ++ x", "f' (x)", '(r"(")'],
)
def test_brackets_in_literals_and_comments_do_not_count(text: str) -> None:
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
