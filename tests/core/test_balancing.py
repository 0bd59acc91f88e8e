"""Balancing by the integer null space: one solution, several, none, and the limits."""

from __future__ import annotations

import random
from fractions import Fraction
from math import gcd

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor.balancing import (
    BALANCE_SPECIES,
    Balancing,
    Composition,
    balance,
    null_space,
    unconserved,
)

H2, O2, H2O, H2O2 = {"H": 2}, {"O": 2}, {"H": 2, "O": 1}, {"H": 2, "O": 2}
MN = {"Mn": 1, "O": 4, "charge": -1}

UNIQUE: list[tuple[list[Composition], list[Composition], tuple[int, ...]]] = [
    ([H2, O2], [H2O], (2, 1, 2)),
    ([{"C": 3, "H": 8}, O2], [{"C": 1, "O": 2}, H2O], (1, 5, 3, 4)),
    ([{"Fe": 2, "O": 3}, {"C": 1, "O": 1}], [{"Fe": 1}, {"C": 1, "O": 2}], (1, 3, 2, 3)),
    ([{"Zn": 1}], [{"Zn": 1, "charge": 2}, {"charge": -1}], (1, 1, 2)),
    ([MN, {"Fe": 1, "charge": 2}, {"H": 1, "charge": 1}],
     [{"Mn": 1, "charge": 2}, {"Fe": 1, "charge": 3}, H2O], (1, 5, 8, 1, 5, 4)),
    ([{"Fe": Fraction(19, 20), "O": 1}], [{"Fe": 1}, O2], (20, 19, 10)),
]  # fmt: skip


@pytest.mark.parametrize(("reactants", "products", "coefficients"), UNIQUE)
def test_one_set_of_coefficients(
    reactants: list[Composition], products: list[Composition], coefficients: tuple[int, ...]
) -> None:
    result = balance(reactants, products)
    assert result.outcome is Balancing.UNIQUE
    assert result.coefficients == coefficients


def test_several_independent_reactions_have_no_right_coefficients() -> None:
    result = balance([H2O2, H2], [H2O, O2])
    assert result.outcome is Balancing.NOT_UNIQUE
    assert result.coefficients == ()
    assert len(result.solutions) == 2


def test_what_cannot_be_balanced() -> None:
    assert balance([H2], [O2]).outcome is Balancing.IMPOSSIBLE
    misplaced = balance([H2O, O2], [H2])
    assert misplaced.outcome is Balancing.IMPOSSIBLE
    assert misplaced.misplaced == (1,)
    idle = balance([H2, O2, {"Ar": 1}], [H2O])
    assert idle.outcome is Balancing.IMPOSSIBLE


@pytest.mark.parametrize(
    ("reactants", "products"),
    [([], [H2]), ([H2], []), ([{}], [H2]), ([H2] * BALANCE_SPECIES, [H2]),
     ([{f"E{i}": 1 for i in range(200)}], [H2])],
)  # fmt: skip
def test_limits(reactants: list[Composition], products: list[Composition]) -> None:
    with pytest.raises(ValueError, match=r"species|elements"):
        balance(reactants, products)


def test_rows_of_one_length() -> None:
    with pytest.raises(ValueError, match="length"):
        null_space([[1, 2], [1]])
    assert null_space([]) == ()


def test_what_is_not_conserved_is_counted() -> None:
    one = Fraction(1)
    assert unconserved([(one, H2), (one, O2)], [(one, H2O)]) == {"O": (Fraction(2), Fraction(1))}
    assert unconserved([(2 * one, H2), (one, O2)], [(2 * one, H2O)]) == {}


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_null_space(rows: list[list[int]]) -> None:
    basis = null_space(rows)
    for vector in basis:
        assert all(sum(a * b for a, b in zip(row, vector, strict=True)) == 0 for row in rows)
        assert gcd(*vector) == 1
    # Dimension theorem, with the rank found by another method: elimination over a prime field.
    assert len(basis) >= 5 - len(rows)
    assert len(basis) == 5 - _rank(rows)


def _rank(rows: list[list[int]], prime: int = 2**61 - 1) -> int:
    """Rank modulo a prime larger than any minor of these small matrices that can vanish."""
    matrix, rank = [[n % prime for n in row] for row in rows], 0
    for column in range(5):
        pivot = next((i for i in range(rank, len(matrix)) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        inverse = pow(matrix[rank][column], -1, prime)
        for i in range(rank + 1, len(matrix)):
            factor = matrix[i][column] * inverse % prime
            matrix[i] = [(a - factor * b) % prime for a, b in zip(matrix[i], matrix[rank],
                                                                  strict=True)]  # fmt: skip
        rank += 1
    return rank


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_random_reactions_balance(seed: int) -> None:
    """Species made so that a known combination is balanced; what is result conserves all."""
    rng = random.Random(seed)
    elements = ["C", "H", "O", "N", "S"][: rng.randint(2, 5)]
    reactants: list[Composition] = [
        {e: rng.randint(0, 6) for e in elements} | {elements[0]: rng.randint(1, 6)}
        for _ in range(rng.randint(1, 3))
    ]
    total = {e: sum(one[e] for one in reactants) for e in elements}
    products: list[Composition] = [{e: n} for e, n in total.items() if n]
    result = balance(reactants, products)
    assert result.outcome in (Balancing.UNIQUE, Balancing.NOT_UNIQUE)
    for solution in result.solutions:
        pairs = [(Fraction(n), one) for n, one in zip(solution, [*reactants, *products],
                                                      strict=True)]  # fmt: skip
        assert unconserved(pairs[: len(reactants)], pairs[len(reactants) :]) == {}
