"""Notations around a value: each is read, and a sibling that looks like it is not."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from preceptor.references import with_decimal_point
from preceptor_verifiers.grammar.tree import Degrees, Number
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.reading.arc_angles import angle_of_arc
from preceptor_verifiers.reading.choice_letters import (
    letters_of_choice,
    option_of,
    same_letter,
)
from preceptor_verifiers.reading.money import amount_of_money
from preceptor_verifiers.reading.numbered_parts import numbered_parts
from preceptor_verifiers.reading.times_of_day import same_time, time_of_day

Compare = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(1) 5; (2) x = 6", [("1", "5"), ("2", "x = 6")]),
        ("(a) 3, (b) 4", [("a", "3"), ("b", "4")]),
        ("i) 2 ii) 3", [("i", "2"), ("ii", "3")]),
        ("(i) 2, (ii) 3, (iii) 4", [("i", "2"), ("ii", "3"), ("iii", "4")]),
        ("Part (a): 3 Part (b): 4", [("a", "3"), ("b", "4")]),
        ("(1) $5$ and (2) $6$", [("1", "$5$"), ("2", "$6$")]),
        ("1. 5", None),  # one part, without brackets
        ("(1) 5", None),  # one part
        ("(2) 5 (3) 6", None),  # does not begin with the first part
        ("(1) 5 (3) 6", None),  # a part is missing
        ("(a) 3, (c) 4", None),
        ("(1) (2) 6", None),  # an empty part
        ("(1) f(2 (2) 3", None),  # a bracket that is not closed in its part
        ("f(1) = 5, f(2) = 6", None),  # arguments of a function
        ("(1, 2)", None),
        ("(1) 5 " * 500, None),  # too long
    ],
)
def test_numbered_parts(text: str, parts: list[tuple[str, str]] | None) -> None:
    assert numbered_parts(text) == (None if parts is None else tuple(parts))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1,22", "1.22"), ("0,5", "0.5"), ("1{,}5", "1.5"), ("1.234,5", "1234.5"),
        ("12.345.678,9", "12345678.9"), ("1.234", "1234"), ("1,5; 2,5", "1.5; 2.5"),
        # A point that does not group digits in threes, and a comma with a space, stay.
        ("1.22", "1.22"), ("0.125", "0.125"), ("1, 2", "1, 2"), ("x, y", "x, y"),
    ],
)  # fmt: skip
def test_a_decimal_comma(text: str, read: str) -> None:
    assert with_decimal_point(text) == read


@pytest.mark.parametrize(
    ("text", "cents", "currency"),
    [
        ("\\$0.50", 50, "dollar"), ("$5", 500, "dollar"), ("\\$1,234.50", 123_450, "dollar"),
        ("5 dollars", 500, "dollar"), ("50 cents", 50, "dollar"), ("25¢", 25, "dollar"),
        ("\\text{50 cents}", 50, "dollar"), ("\\$0.005", Fraction(1, 2), "dollar"),
        ("€5", 500, "euro"), ("5 euros", 500, "euro"), ("-\\$5", -500, "dollar"),
        ("USD 5", 500, "dollar"), ("\\$5k", 500_000, "dollar"), ("Rs. 5", 500, "rupee"),
        ("3 million dollars", 300_000_000, "dollar"), ("5 pounds", 500, "pound"),
        # Numbers, units, formulas and sums of amounts are not amounts.
        ("5", None, ""), ("50 centimeters", None, ""), ("\\$5 per kg", None, ""), ("$5$", None, ""),
        ("5 dollars 50 cents", None, ""), ("1,23 dollars", None, ""), ("$5 EUR", None, ""),
    ],
)  # fmt: skip
def test_money(text: str, cents: Fraction | int | None, currency: str) -> None:
    money = amount_of_money(text)
    assert (None if money is None else money.value.value * 100) == cents
    assert money is None or money.currency == currency


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("20:34", "20:34:00"), ("20:34:05", "20:34:05"), ("8:34 p.m.", "20:34:00"),
        ("3:30 PM", "15:30:00"), ("8 PM", "20:00:00"), ("12 am", "00:00:00"),
        ("12 pm", "12:00:00"), ("\\text{3:30 PM}", "15:30:00"), ("0:15", "00:15:00"),
        ("8", None), ("25:00", None), ("8:60", None), ("5:8", None), ("13 pm", None),
        ("15:30 PM", None), ("0:30 am", None), ("3:30 PM or 4 PM", None),
    ],
)  # fmt: skip
def test_times_of_day(text: str, shown: str | None) -> None:
    time = time_of_day(text)
    assert (time.shown if time else None) == shown


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("20:34", "8:34 p.m.", True), ("5:48", "5:48 pm", True), ("5:48", "17:48", True),
        ("5:48 am", "5:48 pm", False), ("15:30", "3:30 am", False), ("5:48", "5:49 pm", False),
    ],
)  # fmt: skip
def test_a_time_without_its_half_of_the_day_fits_either(left: str, right: str, same: bool) -> None:
    one, other = time_of_day(left), time_of_day(right)
    assert one is not None
    assert other is not None
    assert same_time(one, other) is same_time(other, one) is same


@pytest.mark.parametrize("text", ["5:48", "11:05"])
def test_what_may_be_a_ratio_is_not_certainly_a_time(text: str) -> None:
    time = time_of_day(text)
    assert time is not None
    assert not time.certain


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("B", "B"), ("b", "B"), ("(B)", "B"), ("B)", "B"), ("Option B", "B"), ("B. Paris", "B"),
        ("Answer: C", "C"), ("\\textbf{(D)}\\ 15", "D"), ("$\\text{B}$", "B"),
        ("Paris", None), ("A dog", None), ("AB", None), ("15", None), ("", None),
    ],
)  # fmt: skip
def test_the_letter_of_an_answer(text: str, letter: str | None) -> None:
    for other in "ABCD":
        expected = None if letter is None else Same.of(other == letter)
        assert same_letter(other, text) is expected


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("\\textbf{(D)}\\ 15", ("D", "15")), ("(B) Paris", ("B", "Paris")), ("(B)", ("B", "")),
        ("B. Paris", None), ("Paris (B)", None), ("(x) 15", None),
    ],
)  # fmt: skip
def test_an_option_written_out(text: str, option: tuple[str, str] | None) -> None:
    assert option_of(text) == option


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("ABD", "ABD"), ("A, C", "AC"), ("A, B and D", "ABD"), ("A and C", "AC"),
        ("A", None), ("BA", None), ("AA", None), ("A or B", None), ("ABZ", None),
    ],
)  # fmt: skip
def test_several_letters(text: str, letters: str | None) -> None:
    assert letters_of_choice(text) == letters


@pytest.mark.parametrize(
    ("reference", "candidate", "same"),
    [
        ("B", "(B)", Same.YES), ("(B) Paris", "B", Same.YES), ("B. Paris", "(B) paris", Same.YES),
        ("(A)", "(B)", Same.NO), ("A", "Option B", Same.NO),
        # Parts of an answer, alternatives, a denied letter, words.
        ("(a) rises", "(a) falls", None), ("A", "(A) or (B)", None), ("A", "(A) is wrong", None),
        ("A", "A dog", None), ("A", "AB", None),
    ],
)  # fmt: skip
def test_the_same_letter(reference: str, candidate: str, same: Same | None) -> None:
    assert same_letter(reference, candidate) is same


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("60° 42'", Fraction(607, 10)), ("12°05'30''", Fraction(1451, 120)),
        ("60^\\circ 42'", Fraction(607, 10)), ("30°\\,15^{\\prime}", Fraction(121, 4)),
        ("-3° 30'", Fraction(-7, 2)), ("60° 42′ 30″", Fraction(7285, 120)),
        # Without minutes, with sixty of them, with a fraction of a degree; feet and inches.
        ("60°", None), ("60° 42", None), ("60° 60'", None), ("60.5° 30'", None),
        ("5' 6''", None), ("60° 42' N", None), ("60° 42 min", None),
    ],
)  # fmt: skip
def test_angles_of_arc(text: str, degrees: Fraction | None) -> None:
    assert angle_of_arc(text) == (None if degrees is None else Degrees(Number(degrees)))


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("(1) 5; (2) 6", "(1) 6; (2) 5"), ("(a) 3, (b) 4", "(a) 3"),
        ("\\$5", "5 cents"), ("50 cents", "\\$50"), ("\\$0.50", "0.05"),
        ("15:30", "3:30 am"), ("3:30 PM", "3.30"), ("20:34", "20:43"),
        ("A, C", "A, D"), ("B", "(C)"), ("(B) Paris", "(C) Paris"),
        ("60° 42'", "60.42°"), ("60° 42'", "60° 24'"), ("12° 5'", "12° 50'"),
    ],
)  # fmt: skip
def test_siblings_are_not_accepted(compare: Compare, reference: str, candidate: str) -> None:
    assert compare(reference, candidate).same is not Same.YES
    assert compare(candidate, reference).same is not Same.YES


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("(1) 5; (2) 6", "(1) $5$ and (2) $6$"), ("\\$0.50", "50 cents"), ("15:30", "3:30 PM"),
        ("A, C", "AC"), ("60° 42'", "60.7°"), ("60° 42'", "60^\\circ 42^{\\prime}"),
    ],
)  # fmt: skip
def test_other_notations_are_accepted(compare: Compare, reference: str, candidate: str) -> None:
    assert compare(reference, candidate).same is Same.YES
    assert compare(candidate, reference).same is Same.YES
