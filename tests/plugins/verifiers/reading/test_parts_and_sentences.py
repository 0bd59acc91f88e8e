"""Answers in words: parts with names, cases, sentences and what takes an answer back."""

from __future__ import annotations

import pytest

from preceptor_verifiers.reading.cases import cases
from preceptor_verifiers.reading.clauses import clauses, values_of, without_style
from preceptor_verifiers.reading.named_parts import name_words, named_parts
from preceptor_verifiers.reading.reservations import reservation, without_contrast
from preceptor_verifiers.reading.sentences import same_subject, stated_in_sentence


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("a = 1, b = 2", ["a = 1", "b = 2"]), ("1,000 m and 5 s", ["1,000 m", "5 s"]),
        ("a=1,b=2", ["a=1", "b=2"]), ("(1, 2); (3, 4)", ["(1, 2)", "(3, 4)"]),
        ("2,4-dinitrophenol", ["2,4-dinitrophenol"]), ("sand, band", ["sand", "band"]),
        ("\\begin{pmatrix}1, 2\\end{pmatrix}", ["\\begin{pmatrix}1, 2\\end{pmatrix}"]),
        ("x, " * 40, [("x, " * 40).strip()]),
    ],
)  # fmt: skip
def test_clauses(text: str, split: list[str]) -> None:
    assert list(clauses(text)) == split


def test_styles_are_removed_and_row_breaks_are_kept() -> None:
    assert without_style("2^n \\text{ for even } n").split() == ["2^n", "for", "even", "n"]
    assert without_style("$x = 5$ and \\(y = 6\\)").split() == ["x", "=", "5", "and", "y", "=", "6"]
    assert without_style("It costs $5 and $6") == "It costs $5 and $6"
    assert "\\\\ 10" in without_style("\\begin{pmatrix} 6 \\\\ 10 \\end{pmatrix}")


def test_as_many_values_as_asked() -> None:
    assert values_of("(5, 3)", 2) == ("5", "3")
    assert values_of("5,3", 2) == ("5", "3")
    assert values_of("5, 3", 3) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("length = 5 cm, width = 3 cm", {"length": "5 cm", "width": "3 cm"}),
        ("The mass is 5 kg and the time is 3 s.", {"mass": "5 kg", "time": "3 s"}),
        ("A = benzene, B = aniline", {"A": "benzene", "B": "aniline"}),
        ("12 goats and 5 hens", {"goat": "12", "hen": "5"}),
        ("there are 12 goats and 5 hens", {"goat": "12", "hen": "5"}),
        ("Amy has 5 and Bob has 3", {"amy": "5", "bob": "3"}),
        ("x = 3, y = 4", None),  # names of variables: the grammar compares them
        ("5 m and 3 s", None),  # units, not names
        ("3 cats and 4 cats", None),  # one name twice
        ("length = 5 cm", None),
        ("x = 1 or x = 2", None),
        ("Newton and Leibniz", None),
        ("k = 1, 2, 3", None),
        ("x = 5, where x is the length", None),
    ],
)
def test_named_parts(text: str, parts: dict[str, str] | None) -> None:
    found = named_parts(text)
    stated = None if found is None else {" ".join(part.name): part.value for part in found}
    assert stated == parts


def test_names_keep_the_case_of_their_letters_only() -> None:
    assert name_words("The Number of goats") == ("goat",)
    assert name_words("frequency of R") != name_words("frequency of r")
    assert named_parts("x = 3, y = 4", variables=True) is not None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5 if x > 2, otherwise 3", ["5", "3"]), ("3 otherwise, 5 when x > 2", ["3", "5"]),
        ("2^n for even n and 3^n for odd n", ["2^n", "3^n"]),
        ("if n is even then 1, if n is odd then -1", ["1", "-1"]),
        ("5 (x>2) or 3 (x<=2)", ["5", "3"]),
        ("5 if x > 2", None), ("5 for all x and y", None), ("(1, 2)", None), ("5 or 6", None),
        ("5 if x > 2, 5 otherwise", None),
    ],
)  # fmt: skip
def test_cases(text: str, values: list[str] | None) -> None:
    found = cases(text)
    assert (None if found is None else [part.value for part in found]) == values


@pytest.mark.parametrize(
    ("text", "value", "certain"),
    [
        ("Maria has 23 stamps", "23", True), ("The baker sold about 12 cakes", "12", True),
        ("They left the room with them, 5 of 6 times", None, False),
        ("The train moves at 60 km/h.", "60 km/h", False),
        ("It will take 12 hours to finish the job", "12 hours", True),
        ("so we get x^2+1 here", "x^2+1", True), ("The roots are 5 and -2.", "5, -2", True),
        ("The sum of 5 and 6 is 11", "11", True), ("Mr. Okafor got $5600.", "5600", True),
        ("There are two solutions", "2", False),
        ("On day 3 nothing is left", None, False), ("The 2 triangles are congruent", None, False),
        ("f(x) is odd for x > 2", None, False), ("$f(x)-1$ is odd", None, False),
        ("She has 3 more than he has", None, False), ("the sum of 5", None, False),
        ("k\\pi for integer k", None, False),
        ("one half", None, False), ("12 clips", None, False),
    ],
)  # fmt: skip
def test_a_sentence_states_one_value(text: str, value: str | None, certain: bool) -> None:
    stated = stated_in_sentence(text)
    assert (stated.text if stated else None) == value
    assert (stated.certain if stated else False) is certain


def test_subjects_of_two_sentences() -> None:
    assert same_subject("The mass is 5", "The mass of the ball is 5")
    assert same_subject("It is 5", "The mass is 5")
    assert not same_subject("The numerator is 3", "The denominator is 3")


@pytest.mark.parametrize(
    ("text", "reserved"),
    [
        ("5 is wrong", True), ("not 5", True), ("5 … no, 6", True), ("5, I mean 6", True),
        ("5 or maybe 6", True), ("5 (wrong)", True), ("anything but 5", True),
        ("5", False), ("5 is right", False), ("5. No other solution exists.", False),
        ("5 m/s, upwards", False), ("all real numbers except 3", False), ("I think it is 5", False),
    ],
)  # fmt: skip
def test_reservations(text: str, reserved: bool) -> None:
    assert bool(reservation(text)) is reserved


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("5, not 6", "5"), ("5 (not 6)", "5"), ("5 m rather than 6 m", "5 m"),
        ("5, not 5", "5, not 5"), ("even, not odd", "even, not odd"), ("not 6", "not 6"),
    ],
)  # fmt: skip
def test_a_contrast_is_no_second_value(text: str, kept: str) -> None:
    assert without_contrast(text) == kept
