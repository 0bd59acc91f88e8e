"""Bounds, multiples, units without a number, side conditions, and letters for powers of ten."""

from __future__ import annotations

import pytest

from preceptor_verifiers.outcome import Same
from preceptor_verifiers.reading.bounds import bound_of
from preceptor_verifiers.reading.multiples import with_multiples
from preceptor_verifiers.reading.number_notations import usual_number
from preceptor_verifiers.reading.scaled_notation import scaled_notation
from preceptor_verifiers.reading.side_conditions import with_side_condition
from preceptor_verifiers.reading.unit_alone import compare_units_alone


@pytest.mark.parametrize(
    ("text", "sign", "name"),
    [
        ("at least 9", ">=", ""), ("9 or more", ">=", ""), ("\\text{at most } 9", "<=", ""),
        ("no more than 9 m", "<=", ""), ("over 9", ">", ""), ("$< 9$", "<", ""),
        ("z is less than 9", "<", "z"), ("9 too many", "", ""), ("max. 9", "", ""),
        ("9 people at most", "<=", ""), ("at least nine", ">=", ""),
    ],
)  # fmt: skip
def test_bounds(text: str, sign: str, name: str) -> None:
    bound = bound_of(text)
    assert bound is not None
    assert (bound.sign, bound.name) == (sign, name)


@pytest.mark.parametrize(
    "text", ["9", "2 over 9", "z over 9", "9 min", "about 9", "least 9", "at least", "9 and 10"]
)
def test_no_bounds(text: str) -> None:
    assert bound_of(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9 hundredths", "(9/100)"), ("9 dozen", "108"), ("9 dozen eggs", "108 eggs"),
        ("9 halves", "(9/2)"), ("4 halves", "2"), ("9 and a half", "(19/2)"),
        ("9 and a half hours", "(19/2) hours"), ("3 quarters of an hour", "(3/4) hour"),
        ("9 squared", "9^2"), ("9 % of z", "\\frac{9}{100} \\cdot z"),
        ("9 seconds", "9 seconds"), ("9 third parties", "9 third parties"), ("9", "9"),
        ("x and 9 m", "x and 9 m"), ("2 hundred and ten", "210"),
    ],
)  # fmt: skip
def test_multiples(text: str, read: str) -> None:
    assert with_multiples(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9\\mathrm{e}3", "9e3"), ("9.5 E 3", "9.5e3"), ("9.5*^3", "9.5e3"),
        ("1_000_000", "1000000"),
        ("204_5", "204_5"), ("9 e", "9 e"), ("x_{1}", "x_{1}"), ("9 E", "9 E"),
    ],
)  # fmt: skip
def test_notations_of_numbers(text: str, read: str) -> None:
    assert usual_number(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9k", ("9 \\times 10^{3}", True)), ("9k5", ("9.5 \\times 10^{3}", False)),
        ("9u", ("9 \\times 10^{-6}", False)), ("9", None), ("9m", None), ("", None), ("k", None),
    ],
)  # fmt: skip
def test_letters_for_powers(text: str, read: tuple[str, bool] | None) -> None:
    assert scaled_notation(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("z = 9 (z > 0)", ("z = 9", True)), ("z = 9, z < 0", ("z = 9", False)),
        ("z = 9 for z \\neq 9", ("z = 9", False)), ("z = 9, y > 0", None), ("z = 9", None),
        ("z = y, z > 0", None),
    ],
)  # fmt: skip
def test_side_conditions(text: str, read: tuple[str, bool] | None) -> None:
    assert with_side_condition(text) == read


@pytest.mark.parametrize(
    ("reference", "candidate", "same"),
    [
        ("m", "metres", Same.YES), ("kg", "grams", Same.NO), ("m", "seconds", Same.UNKNOWN),
        ("joule", "newton metre", Same.UNKNOWN), ("m", "n", None), ("m", "weight", None),
        ("photon", "electron", None), ("x", "metre", None), ("metre", "9 metre", None),
    ],
)  # fmt: skip
def test_units_without_a_number(reference: str, candidate: str, same: Same | None) -> None:
    outcome = compare_units_alone(reference, candidate)
    assert (outcome.same if outcome else None) is same
