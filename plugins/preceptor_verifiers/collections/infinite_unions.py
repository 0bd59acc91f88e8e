"""Unions of infinitely many intervals that grow: ``⋃ (1/n, 1)`` over n ≥ 1 is ``(0, 1)``.

Where the lower ends only fall and the upper ends only rise, a point belongs to the union
exactly if it lies between the limits of the ends; a limit itself belongs to it only where the
end is constant and closed. Ends are rational functions of the index; whether they fall or rise
follows from the coefficients of the derivative, shifted to the first index.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import zip_longest
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, UndefinedError, exact
from preceptor_verifiers.grammar.tree import (
    Add,
    Big,
    Constant,
    Interval,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Sequence,
    Symbol,
)

Polynomial = tuple[Fraction, ...]
"""Coefficients from the constant upwards, the last one not zero; zero has none."""

_DEGREE: Final = 12
_ONE: Final[Polynomial] = (Fraction(1),)


def grown(node: Big) -> Interval | None:
    """Return the interval that a union of growing intervals equals, or ``None``."""
    ends = _ends(node.body)
    if ends is None or node.lower is None or node.operator != "union":
        return None
    if not (isinstance(node.upper, Constant) and node.upper.name == "infinity"):
        return None
    try:
        first = exact(node.lower)
        lower = _limit(ends.lower, node.variable, first, falling=True)
        upper = _limit(ends.upper, node.variable, first, falling=False)
    except (NotEvaluableError, UndefinedError, LimitError):
        return None
    return Interval(
        lower[0], upper[0], ends.lower_closed and lower[1], ends.upper_closed and upper[1]
    )


def _ends(body: Node) -> Interval | None:
    match body:
        case Interval():
            return body
        case Sequence(bracket, (lower, upper)) if bracket in ("(", "["):
            return Interval(lower, upper, bracket == "[", bracket == "[")
        case _:
            return None


def _limit(end: Node, variable: str, first: Fraction, *, falling: bool) -> tuple[Node, bool]:
    """Return the limit of an end, and whether the end is constant.

    Raises:
        NotEvaluableError: it is not a rational function that only falls, or only rises.
    """
    if isinstance(end, Constant) or (isinstance(end, Neg) and isinstance(end.operand, Constant)):
        return end, True
    above, below = _quotient(end, variable)
    slope = _shifted(_minus(_times(_derived(above), below), _times(above, _derived(below))), first)
    if not slope:
        return Number(above[-1] / below[-1] if above else Fraction(0)), True
    signs = {c > 0 for c in slope if c}
    poles = {c > 0 for c in _shifted(below, first) if c}
    if len(signs) > 1 or len(poles) > 1 or not _shifted(below, first)[0]:
        raise NotEvaluableError("an end that is not monotonic, or not defined")
    if signs == {falling}:
        raise NotEvaluableError("an end that shrinks the interval")
    if len(above) > len(below):
        return (Neg(Constant("infinity")) if falling else Constant("infinity")), False
    return Number(above[-1] / below[-1] if len(above) == len(below) else Fraction(0)), False


def _quotient(node: Node, variable: str) -> tuple[Polynomial, Polynomial]:
    """Return numerator and denominator.

    Raises:
        NotEvaluableError: it is not a rational function of the variable, or its degree is too
            high.
    """
    match node:
        case Symbol(name) if name == variable:
            return (Fraction(0), Fraction(1)), _ONE
        case Number(value):
            return _trimmed((value,)), _ONE
        case Neg(operand):
            above, below = _quotient(operand, variable)
            return tuple(-c for c in above), below
        case Inverse(operand):
            above, below = _quotient(operand, variable)
            if not above:
                raise NotEvaluableError("a division by zero")
            return below, above
        case Add(terms):
            total: tuple[Polynomial, Polynomial] = ((), _ONE)
            for term in terms:
                above, below = _quotient(term, variable)
                crossed = _plus(_times(total[0], below), _times(above, total[1]))
                total = crossed, _times(total[1], below)
            return total
        case Mul(factors):
            product = (_ONE, _ONE)
            for factor in factors:
                above, below = _quotient(factor, variable)
                product = _times(product[0], above), _times(product[1], below)
            return product
        case Power(base, Number(exponent)) if exponent.denominator == 1:
            if not 0 < exponent <= _DEGREE:
                raise NotEvaluableError("a power of too high a degree")
            return _quotient(Mul((base,) * int(exponent)), variable)
        case _:
            raise NotEvaluableError(type(node).__name__)


def _trimmed(coefficients: Polynomial) -> Polynomial:
    end = len(coefficients)
    while end and not coefficients[end - 1]:
        end -= 1
    if end > _DEGREE * 4:
        raise NotEvaluableError("a polynomial of too high a degree")
    return coefficients[:end]


def _plus(left: Polynomial, right: Polynomial) -> Polynomial:
    return _trimmed(tuple(a + b for a, b in zip_longest(left, right, fillvalue=Fraction(0))))


def _minus(left: Polynomial, right: Polynomial) -> Polynomial:
    return _plus(left, tuple(-c for c in right))


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    product = [Fraction(0)] * max(0, len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i + j] += a * b
    return _trimmed(tuple(product))


def _derived(polynomial: Polynomial) -> Polynomial:
    return tuple(power * c for power, c in enumerate(polynomial))[1:]


def _shifted(polynomial: Polynomial, by: Fraction) -> Polynomial:
    """Return the polynomial in ``x + by`` (Horner's scheme)."""
    result: Polynomial = ()
    for coefficient in reversed(polynomial):
        result = _plus(_times(result, (by, Fraction(1))), _trimmed((coefficient,)))
    return result
