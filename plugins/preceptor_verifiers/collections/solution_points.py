"""Points that satisfy one equation and not the other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from preceptor_verifiers.algebra.cleared_denominators import Cleared
from preceptor_verifiers.algebra.equality import needs_integers, points
from preceptor_verifiers.algebra.exact_value import NotEvaluableError, Point
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    LimitError,
    Node,
    Number,
    Power,
    free_symbols,
    walk,
)
from preceptor_verifiers.outcome import Same

_POINTS: Final = 6
"""Choices of the other variables for which an equation is solved."""
_ZERO: Final = 1e-24
"""Share of its largest term below which a sum counts as zero."""
_NOT_ZERO: Final = 1e-12
"""Share of its largest term above which a sum counts as not zero."""
_NARROW: Final = Fraction(1, 10**36)
"""Width of the interval, as a share of its end, at which a solution is known."""
_GRID: Final = tuple(
    Fraction(n, 100) for n in (1, 7, 19, 41, 67, 89, 113, 157, 211, 293, 409, 587, 863, 1291, 2087)
)
"""Values between which a change of sign shows a solution; also their negatives."""
_STEPS: Final = 60
"""Steps of the bracketing method from a change of sign to a solution."""
_BITS: Final = 160
_ERRORS: Final = (NotEvaluableError, LimitError, ArithmeticError, ValueError)


def told_apart(left: Cleared, right: Cleared) -> Same:
    """Return ``NO`` if a point satisfies one equation and not the other, else ``UNKNOWN``.

    Where several variables and a root or another function are, only positive values count:
    ``v² = 2gh`` and ``v = √(2gh)`` agree for them.
    """
    names = sorted(free_symbols(left.numerator) | free_symbols(right.numerator))
    if not names or needs_integers(left.numerator) or needs_integers(right.numerator):
        return Same.UNKNOWN
    signed = len(names) == 1 or (_is_rational(left.numerator) and _is_rational(right.numerator))
    for point, positive in points(names, integers=False, count=_POINTS):
        if not positive and not signed:
            continue
        for one, other in ((left, right), (right, left)):
            for solution in _solutions(one, point, names):
                if solution[1] < 0 and not signed:
                    continue
                if solution[1] == 0 and len(names) > 1:
                    continue
                values = {**point, solution[0]: solution[1]}
                defined = (other.numerator, *one.denominators, *other.denominators)
                if _is_zero(one.numerator, values) and all(
                    _is_not_zero(node, values) for node in defined
                ):
                    return Same.NO
    return Same.UNKNOWN


def _is_rational(node: Node) -> bool:
    """Whether the node is made of variables by arithmetic alone."""
    return not any(
        isinstance(n, Call) or (isinstance(n, Power) and not _is_whole(n.exponent))
        for n in walk(node)
    )


def _is_whole(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1


def _solutions(equation: Cleared, point: Point, names: list[str]) -> Iterator[tuple[str, Fraction]]:
    """Yield values of single variables that solve an equation for the point's other values."""
    for name in names:
        if name not in free_symbols(equation.numerator):
            continue
        at = _along(equation.numerator, point, name)
        line = [at(Fraction(i)) for i in (0, 1, 2)]
        if None not in line and abs(line[0] - 2 * line[1] + line[2]) <= abs(line[1]) * _ZERO:
            if line[0] != line[1]:
                yield name, _fraction(line[0] / (line[0] - line[1]))
            continue
        yield from ((name, root) for root in _roots(at, both_signs=True))


def _along(node: Node, point: Point, name: str) -> Any:
    """Return the real value of the node as a function of one variable, or ``None``."""

    def value(x: Fraction) -> Any:
        approximation = Approximation({**point, name: x})
        try:
            result = approximation(node)
        except _ERRORS:
            return None
        mp = approximation.mp
        return mp.re(result) if mp.im(result) == 0 else None

    return value


def _roots(at: Any, *, both_signs: bool) -> Iterator[Fraction]:
    grid = (*(-x for x in reversed(_GRID)), *_GRID) if both_signs else _GRID
    values = [(x, at(x)) for x in grid]
    for (low, below), (high, above) in pairwise(values):
        if below is None or above is None or below * above > 0:
            continue
        root = _bracketed(at, (low, below), (high, above))
        if root is not None:
            yield root


def _bracketed(at: Any, low: tuple[Fraction, Any], high: tuple[Fraction, Any]) -> Fraction | None:
    """Return a zero between two values of different sign (Illinois method)."""
    for _ in range(_STEPS):
        if low[1] == high[1]:
            return None
        share = _fraction(low[1] / (low[1] - high[1]))
        x = _rounded(low[0] + (high[0] - low[0]) * share)
        y = at(x)
        if y is None:
            return None
        if y == 0 or abs(high[0] - low[0]) < abs(x) * _NARROW:
            return x
        low = high if y * high[1] < 0 else (low[0], low[1] / 2)
        high = (x, y)
    return high[0]


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value * 2**_BITS), 2**_BITS)


def _rounded(value: Fraction) -> Fraction:
    return Fraction(int(value * 2**_BITS), 2**_BITS)


def _sizes(node: Node, point: Point) -> tuple[Any, Any] | None:
    approximation = Approximation(point)
    try:
        terms = [approximation(t) for t in (node.terms if isinstance(node, Add) else (node,))]
    except _ERRORS:
        return None
    return abs(sum(terms)), max(abs(t) for t in terms)


def _is_zero(node: Node, point: Point) -> bool:
    sizes = _sizes(node, point)
    return sizes is not None and bool(sizes[0] <= sizes[1] * _ZERO)


def _is_not_zero(node: Node, point: Point) -> bool:
    sizes = _sizes(node, point)
    return sizes is not None and bool(sizes[0] > sizes[1] * _NOT_ZERO)
