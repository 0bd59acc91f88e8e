"""Equations and inequalities as statements: equal up to rearrangement and a factor."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.equality import needs_integers, points, same_expression
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.grammar.tree import (
    Add,
    LimitError,
    Neg,
    Node,
    Number,
    Relation,
    Symbol,
    free_symbols,
    substitute,
)
from preceptor_verifiers.outcome import Same

_ORDER: Final = {"<": 1, "<=": 1, ">": -1, ">=": -1}
_STRICT: Final = frozenset("<>")


def difference(relation: Relation) -> Node:
    """Return the left side minus the right side of a relation with two sides."""
    return Add((relation.sides[0], Neg(relation.sides[-1])))


def same_relation(left: Relation, right: Relation) -> Same:
    """Whether two relations state the same; chains are compared side by side."""
    if key(left) == key(right):
        return Same.YES
    if len(left.sides) != 2 or len(right.sides) != 2:
        return _same_chain(left, right)
    left_operator, right_operator = left.operators[0], right.operators[0]
    ordered = left_operator in _ORDER and right_operator in _ORDER
    if not ordered and left_operator != right_operator:
        return Same.NO
    if ordered and (left_operator in _STRICT) != (right_operator in _STRICT):
        return Same.NO
    if not ordered and left_operator not in ("=", "!="):
        return _both(zip(left.sides, right.sides, strict=True))
    sign = _ORDER[left_operator] * _ORDER[right_operator] if ordered else 0
    return _proportional(difference(left), difference(right), sign)


def _both(pairs: object) -> Same:
    outcome = Same.YES
    for a, b in pairs:  # type: ignore[attr-defined]
        same = same_expression(a, b)
        if same is Same.NO:
            return Same.NO
        if same is Same.UNKNOWN:
            outcome = same
    return outcome


def _same_chain(left: Relation, right: Relation) -> Same:
    if len(left.sides) != len(right.sides):
        return Same.UNKNOWN
    if left.operators == right.operators:
        return _both(zip(left.sides, right.sides, strict=True))
    flipped = tuple({"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(o, o)
                    for o in reversed(right.operators))  # fmt: skip
    if left.operators == flipped:
        return _both(zip(left.sides, reversed(right.sides), strict=True))
    return Same.NO


def _proportional(left: Node, right: Node, sign: int) -> Same:
    """Whether ``left = c · right`` with a constant c, positive when ``sign`` is 1."""
    names = sorted(free_symbols(left) | free_symbols(right))
    if free_symbols(left) != free_symbols(right) and (
        _depends(left, names) != _depends(right, names)
    ):
        return Same.NO
    ratio: object = None
    agreed = 0
    integers = needs_integers(left) or needs_integers(right)
    for point, _positive in points(names, integers=integers, count=10):
        approximation = Approximation(point)
        try:
            a, b = approximation(left), approximation(right)
        except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
            continue
        mp = approximation.mp
        small = mp.mpf(10) ** -35
        if abs(a) < small or abs(b) < small:
            if abs(a) < small and abs(b) < small:
                continue
            return Same.NO
        current = a / b
        if ratio is None:
            ratio = current
        elif abs(current - ratio) > abs(current) * small:
            return Same.UNKNOWN if approximation.branched else Same.NO
        agreed += 1
        if sign and (mp.re(current) > 0) != (sign > 0):
            return Same.NO
        if agreed >= 5:
            return Same.YES
    return Same.YES if agreed >= 3 else Same.UNKNOWN


def _depends(node: Node, names: list[str]) -> frozenset[str]:
    """Return the names on which the value depends (``x - x + y`` does not depend on x)."""
    dependent = set()
    for name in names:
        if name not in free_symbols(node):
            continue
        moved = substitute(node, {name: Add((Symbol(name), Number(Fraction(1))))})
        if same_expression(node, moved) is not Same.YES:
            dependent.add(name)
    return frozenset(dependent)


def solves(equation: Relation, expression: Node, variable: str | None = None) -> bool:
    """Whether the expression is the equation solved for a variable that it does not contain.

    The equation must be linear in that variable, so that there is no other solution:
    ``ρ sin θ = √3`` and ``√3 csc θ``.

    Args:
        variable: Solve for this variable only.
    """
    if len(equation.sides) != 2 or equation.operators[0] != "=":
        return False
    whole = difference(equation)
    names = free_symbols(whole) - free_symbols(expression)
    for name in sorted(names if variable is None else names & {variable}):
        values = [substitute(whole, {name: Number(Fraction(i))}) for i in (0, 1, 2)]
        second = Add((values[0], Neg(values[1]), Neg(values[1]), values[2]))
        zero = Number(Fraction(0))
        if same_expression(second, zero) is not Same.YES:
            continue
        if same_expression(values[0], values[1]) is not Same.NO:
            continue
        if same_expression(substitute(whole, {name: expression}), zero) is Same.YES:
            return True
    return False
