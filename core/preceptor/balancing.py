"""Balancing chemical equations: the integer null space of the composition matrix.

The coefficients of a balanced equation are a vector ``x > 0`` with ``A x = 0``, where a row of
``A`` counts one element (or the charge) in each species, with products counted negative
(for instance L. R. Thorne, arXiv:1110.4321). One independent solution gives the coefficients
up to a factor; with several, the equation combines reactions that run independently, and no
set of coefficients is preferred.

Everything is exact: integers, divided by their common factor on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import gcd, lcm
from typing import Final

BALANCE_SPECIES: Final = 48
"""Most species in an equation that is balanced."""
BALANCE_ELEMENTS: Final = 60
"""Most elements in an equation that is balanced; its charge counts as one."""
BALANCE_DIGITS: Final = 400
"""Most digits of an integer while an equation is balanced."""

Composition = Mapping[str, int | Fraction]
"""Atoms of each element in one species; the charge may be counted like an element."""

_LARGEST: Final = 10**BALANCE_DIGITS


class Balancing(Enum):
    """Whether an equation has one set of coefficients."""

    UNIQUE = "unique"
    NOT_UNIQUE = "not unique"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Balance:
    """The outcome of :func:`balance`.

    Attributes:
        outcome: Whether there is one set of coefficients, several, or none.
        coefficients: Smallest whole coefficients, reactants first; empty unless unique.
        solutions: A basis of the null space, whole numbers without common factor.
        misplaced: Positions of species that belong on the other side, or take no part, in the
            only solution.
    """

    outcome: Balancing
    coefficients: tuple[int, ...] = ()
    solutions: tuple[tuple[int, ...], ...] = ()
    misplaced: tuple[int, ...] = ()


def balance(reactants: Sequence[Composition], products: Sequence[Composition]) -> Balance:
    """The coefficients that conserve every element, and the charge if it is counted.

    Raises:
        ValueError: a side or a species is empty, or the equation has more than
            :data:`BALANCE_SPECIES` species or :data:`BALANCE_ELEMENTS` elements.
    """
    species = [*reactants, *products]
    if not reactants or not products:
        raise ValueError("each side of an equation needs at least one species")
    if len(species) > BALANCE_SPECIES:
        raise ValueError(f"an equation with more than {BALANCE_SPECIES} species is not balanced")
    if any(not any(atoms.values()) for atoms in species):
        raise ValueError("a species has neither atoms nor charge")
    elements = sorted({name for atoms in species for name in atoms})
    if len(elements) > BALANCE_ELEMENTS:
        raise ValueError(f"an equation with more than {BALANCE_ELEMENTS} elements is not balanced")
    signs = [1] * len(reactants) + [-1] * len(products)
    rows = [
        [sign * Fraction(atoms.get(name, 0)) for sign, atoms in zip(signs, species, strict=True)]
        for name in elements
    ]
    solutions = null_space(rows)
    if len(solutions) > 1:
        return Balance(Balancing.NOT_UNIQUE, solutions=solutions)
    if not solutions:
        return Balance(Balancing.IMPOSSIBLE)
    only = solutions[0]
    if sum(n > 0 for n in only) < sum(n < 0 for n in only):
        only = tuple(-n for n in only)
    misplaced = tuple(i for i, n in enumerate(only) if n <= 0)
    if misplaced:
        return Balance(Balancing.IMPOSSIBLE, solutions=(only,), misplaced=misplaced)
    return Balance(Balancing.UNIQUE, only, (only,))


def null_space(rows: Sequence[Sequence[int | Fraction]]) -> tuple[tuple[int, ...], ...]:
    """A basis of the integer solutions of ``rows · x = 0``, each without common factor.

    Raises:
        ValueError: the rows differ in length, or a number has more than
            :data:`BALANCE_DIGITS` digits.
    """
    if not rows:
        return ()
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        raise ValueError("the rows differ in length")
    matrix = [_whole(row) for row in rows]
    pivots: list[int] = []
    for column in range(width):
        at = len(pivots)
        pivot = next((i for i in range(at, len(matrix)) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
        for i, row in enumerate(matrix):
            if i != at and row[column]:
                matrix[i] = _reduced(
                    [a * matrix[at][column] - b * row[column]
                     for a, b in zip(row, matrix[at], strict=True)]
                )  # fmt: skip
        pivots.append(column)
    free = [column for column in range(width) if column not in pivots]
    return tuple(_solution(matrix, pivots, column, width) for column in free)


def _solution(
    matrix: list[list[int]], pivots: list[int], column: int, width: int
) -> tuple[int, ...]:
    values = [Fraction(0)] * width
    values[column] = Fraction(1)
    for row, pivot in zip(matrix, pivots, strict=False):
        values[pivot] = Fraction(-row[column], row[pivot])
    return tuple(_whole(values))


def _whole(row: Sequence[int | Fraction]) -> list[int]:
    scale = lcm(*(Fraction(n).denominator for n in row))
    return _reduced([int(Fraction(n) * scale) for n in row])


def _reduced(row: list[int]) -> list[int]:
    if any(abs(n) > _LARGEST for n in row):
        raise ValueError(f"balancing needs a number of more than {BALANCE_DIGITS} digits")
    divisor = gcd(*row)
    return [n // divisor for n in row] if divisor > 1 else row


def unconserved(
    reactants: Sequence[tuple[Fraction, Composition]],
    products: Sequence[tuple[Fraction, Composition]],
) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what is not conserved, with its count on the left and on the right.

    Args:
        reactants: Pairs of a coefficient and a composition.
        products: The same for the right side.

    Returns:
        Elements (and the charge, if it is counted) whose counts differ; empty when balanced.
    """
    counts: list[dict[str, Fraction]] = [{}, {}]
    for side, terms in zip(counts, (reactants, products), strict=True):
        for coefficient, composition in terms:
            for name, n in composition.items():
                side[name] = side.get(name, Fraction(0)) + coefficient * n
    left, right = counts
    return {
        name: (left.get(name, Fraction(0)), right.get(name, Fraction(0)))
        for name in sorted({*left, *right})
        if left.get(name, Fraction(0)) != right.get(name, Fraction(0))
    }
