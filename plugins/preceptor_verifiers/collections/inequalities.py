"""Inequalities that are no multiples of each other: told apart by points, or not at all."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.equality import points
from preceptor_verifiers.algebra.exact_value import NotEvaluableError, Point, exact
from preceptor_verifiers.grammar.tree import Add, LimitError, Neg, Node, Relation, free_symbols
from preceptor_verifiers.outcome import Same

ORDER: Final = {"<": 1, "<=": 1, ">": -1, ">=": -1}
STRICT: Final = frozenset("<>")
_MOST_VARIABLES: Final = 3
_GRID: Final = 24


def difference(relation: Relation) -> Node:
    """Return the left side minus the right side of a relation with two sides."""
    return Add((relation.sides[0], Neg(relation.sides[-1])))


def order_at_points(left: Relation, right: Relation) -> Same:
    """Tell inequalities apart by a point that satisfies only one: x² ≥ 4 and x⁴ ≥ 16 are equal."""
    variables = sorted(free_symbols(left) | free_symbols(right))
    if not variables or len(variables) > _MOST_VARIABLES:
        return Same.UNKNOWN
    grid = [Fraction(n, 2) for n in range(-_GRID, _GRID + 1)]
    sampled: list[Point] = [dict.fromkeys(variables, value) for value in grid]
    sampled += [point for point, _ in points(variables, integers=False, count=_GRID)]
    for point in sampled:
        try:
            holds = [_holds(relation, point) for relation in (left, right)]
        except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
            continue
        if holds[0] != holds[1]:
            return Same.NO
    return Same.UNKNOWN


def _holds(relation: Relation, point: Point) -> bool:
    value = exact(difference(relation), point)
    operator = relation.operators[0]
    if value == 0:
        return operator not in STRICT
    return (value < 0) == (ORDER[operator] > 0)
