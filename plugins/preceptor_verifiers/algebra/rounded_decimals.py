"""Expressions whose decimals are rounded: ``0.333333 x`` against ``x/3``."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.equality import points
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.grammar.tree import LimitError, Node, Number, free_symbols, walk

_LEAST_DIGITS: Final = 3
_POINTS: Final = 8
_LEAST_POINTS: Final = 4


def rounded_alike(left: Node, right: Node) -> bool:
    """Whether two expressions agree but for the rounding of the decimals on one side.

    Such expressions may be meant to be equal. Where both sides have decimals, or those of one
    have less than three digits, they are compared as they are written.
    """
    decimals = [_digits(side) for side in (left, right)]
    if all(decimals) or not any(decimals):
        return False
    digits = min(decimals[0] or decimals[1])
    if digits < _LEAST_DIGITS:
        return False
    names = sorted(free_symbols(left) | free_symbols(right))
    agreed = 0
    for point, _ in points(names, integers=False, count=_POINTS):
        try:
            approximation = Approximation(point)
            ours, theirs = approximation(left), approximation(right)
        except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
            continue
        allowed = max(abs(ours), abs(theirs)) * approximation.mp.mpf(5) / 10**digits
        if abs(ours - theirs) > allowed:
            return False
        agreed += 1
    return agreed >= _LEAST_POINTS


def _digits(node: Node) -> list[int]:
    """Significant digits of the decimals of an expression that may be rounded."""
    return [
        part.digits
        for part in walk(node)
        if isinstance(part, Number)
        and part.places is not None
        and part.value.denominator > 1
        and part.value != Fraction(1, 2)
        and part.digits >= _LEAST_DIGITS
    ]
