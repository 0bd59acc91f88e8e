"""Equations and inequalities as statements: equal up to rearrangement and a factor."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.equality import Same, needs_integers, points, same_expression
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.grammar.named_values import substitute
from preceptor_verifiers.grammar.tree import (
    Add,
    LimitError,
    Neg,
    Node,
    Number,
    Relation,
    Symbol,
    free_symbols,
)

_ORDER: Final = {"<": 1, "<=": 1, ">": -1, ">=": -1}
_STRICT: Final = frozenset("<>")


def difference(relation: Relation) -> Node:
    """Left side minus right side of a relation with two sides."""
    return Add((relation.sides[0], Neg(relation.sides[-1])))


def same_relation(one: Relation, other: Relation) -> Same:
    """Whether two relations say the same; chains are compared side by side."""
    if key(one) == key(other):
        return Same.YES
    if len(one.sides) != 2 or len(other.sides) != 2:
        return _same_chain(one, other)
    left, right = one.operators[0], other.operators[0]
    ordered = left in _ORDER and right in _ORDER
    if not ordered and left != right:
        return Same.NO
    if ordered and (left in _STRICT) != (right in _STRICT):
        return Same.NO
    if not ordered and left not in ("=", "!="):
        return _both(zip(one.sides, other.sides, strict=True))
    sign = _ORDER[left] * _ORDER[right] if ordered else 0
    return _proportional(difference(one), difference(other), sign)


def _both(pairs: object) -> Same:
    outcome = Same.YES
    for a, b in pairs:  # type: ignore[attr-defined]
        same = same_expression(a, b)
        if same is Same.NO:
            return Same.NO
        if same is Same.UNKNOWN:
            outcome = same
    return outcome


def _same_chain(one: Relation, other: Relation) -> Same:
    if len(one.sides) != len(other.sides):
        return Same.UNKNOWN
    if one.operators == other.operators:
        return _both(zip(one.sides, other.sides, strict=True))
    flipped = tuple({"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(o, o)
                    for o in reversed(other.operators))  # fmt: skip
    if one.operators == flipped:
        return _both(zip(one.sides, reversed(other.sides), strict=True))
    return Same.NO


def _proportional(one: Node, other: Node, sign: int) -> Same:
    """Whether ``one = c · other`` with a constant c, positive when ``sign`` is 1."""
    names = sorted(free_symbols(one) | free_symbols(other))
    if free_symbols(one) != free_symbols(other) and (
        _depends(one, names) != _depends(other, names)
    ):
        return Same.NO
    ratio: object = None
    agreed = 0
    integers = needs_integers(one) or needs_integers(other)
    for point, _positive in points(names, integers=integers, count=10):
        approximation = Approximation(point)
        try:
            a, b = approximation(one), approximation(other)
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
    """Names on which the value really depends (``x - x + y`` does not depend on x)."""
    found = set()
    for name in names:
        if name not in free_symbols(node):
            continue
        moved = substitute(node, {name: Add((Symbol(name), Number(Fraction(1))))})
        if same_expression(node, moved) is not Same.YES:
            found.add(name)
    return frozenset(found)


def solves(equation: Relation, expression: Node, variable: str | None = None) -> bool:
    """Whether the expression is the equation solved for a variable that it does not contain,
    or for the given one.

    The equation must be linear in that variable, so that there is no other solution:
    ``ρ sin θ = √3`` and ``√3 csc θ``.
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
