"""How exact values are written."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor_math import notation

half = Fraction(1, 2)
rationals = st.fractions(min_value=-50, max_value=50, max_denominator=30)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (notation.rational(Fraction(6, 4)), "3/2"),
        (notation.bracketed(-3), "(-3)"),
        (notation.bracketed(half), "(1/2)"),
        (notation.times(1, "x"), "x"),
        (notation.times(-1, "cos(t)"), "-cos(t)"),
        (notation.times(3, "x^2"), "3x^2"),
        (notation.times(3, "x ln(2x)"), "3x ln(2x)"),
        (notation.times(2, "y''"), "2y''"),
        (notation.times(4, "e^6"), "4 e^6"),
        (notation.times(4, "pi"), "4 pi"),
        (notation.times(-half, "t"), "-(1/2) t"),
        (notation.times(5, ""), "5"),
        (notation.times(0, "x"), "0"),
        (notation.polynomial([-5, 0, 1, -2]), "-2x^3 + x^2 - 5"),
        (notation.polynomial([0, 0]), "0"),
        (notation.combination([(0, "a"), (-1, "b"), (half, "")]), "-b + 1/2"),
        (notation.exponential(1, "t"), "e^t"),
        (notation.exponential(-1, "t"), "e^(-t)"),
        (notation.exponential(-2, "t"), "e^(-2t)"),
        (notation.exponential(0, "t"), ""),
        (notation.power_of_e(1), "e"),
        (notation.power_of_e(6), "e^6"),
        (notation.power_of_e(-3), "e^(-3)"),
        (notation.multiple_of_pi(Fraction(3, 4)), "3 pi/4"),
        (notation.multiple_of_pi(1), "pi"),
        (notation.multiple_of_pi(-half), "-pi/2"),
        (notation.multiple_of_pi(0), "0"),
        (notation.square_root(12), "2 sqrt(3)"),
        (notation.square_root(Fraction(9, 4)), "3/2"),
        (notation.square_root(Fraction(3, 2)), "sqrt(6)/2"),
        (notation.root_pair(5, 9, 2), ("1", "4")),
        (notation.root_pair(6, 8, 2), ("3 - sqrt(2)", "3 + sqrt(2)")),
        (notation.root_pair(4, -36, 2), ("2 - 3i", "2 + 3i")),
        (notation.root_pair(1, -3, 2), ("(1 - sqrt(3) i)/2", "(1 + sqrt(3) i)/2")),
        (notation.root_pair(0, 5, 2), ("-sqrt(5)/2", "sqrt(5)/2")),
        (notation.matrix([[1, half], [0, -2]]), "[[1, 1/2], [0, -2]]"),
        (notation.braces(["1", "4"]), "{1, 4}"),
    ],
)
def test_written(written: object, expected: object) -> None:
    assert written == expected


@given(st.lists(rationals, min_size=1, max_size=5), st.floats(min_value=-2, max_value=2))
def test_polynomials_keep_their_value(
    evaluate: Callable[..., complex], ascending: list[Fraction], x: float
) -> None:
    value = sum(float(c) * x**k for k, c in enumerate(ascending))
    read = evaluate(notation.polynomial(ascending), x=x)
    assert math.isclose(read.real, value, rel_tol=1e-9, abs_tol=1e-9)


@given(st.fractions(min_value=Fraction(1, 60), max_value=2000, max_denominator=60))
def test_square_roots_keep_their_value(evaluate: Callable[..., complex], value: Fraction) -> None:
    read = evaluate(notation.square_root(value))
    assert math.isclose(read.real**2, float(value), rel_tol=1e-12)


@given(st.integers(-20, 20), st.integers(-200, 200).filter(bool), st.integers(1, 8))
def test_root_pairs_keep_their_value(
    evaluate: Callable[..., complex], middle: int, discriminant: int, denominator: int
) -> None:
    low, high = map(evaluate, notation.root_pair(middle, discriminant, denominator))
    assert abs(low + high - 2 * middle / denominator) < 1e-9
    assert abs((high - low) ** 2 - 4 * discriminant / denominator**2) < 1e-9
