"""The exact rational value of a tree at a point.

Sizes are checked before each operation (bits of powers, arguments of factorials, magnitudes),
so that no tree takes long. No value of a tree is ever computed by Python's ``eval`` or SymPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from preceptor_verifiers.grammar.tree import (
    Add,
    Based,
    Big,
    Call,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Power,
    Ratio,
    Symbol,
    walk,
)
from preceptor_verifiers.limits import EXACT_BITS, FACTORIAL_ARGUMENT

SUM_TERMS: Final = 2_000
"""Terms of a finite sum or product that are added up."""

Point = Mapping[str, Fraction]
_NOWHERE: Final[Point] = MappingProxyType({})


class NotEvaluableError(ValueError):
    """The node has no value of the required kind (not rational, or not a number)."""


class UndefinedError(NotEvaluableError):
    """The node has no value, such as ``1/0``."""


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _checked(value: Fraction) -> Fraction:
    if _bits(value) > EXACT_BITS:
        raise LimitError(f"a number of more than {EXACT_BITS} bits")
    return value


def exact(node: Node, point: Point = _NOWHERE) -> Fraction:  # noqa: PLR0912 - one case after the other
    """Return the rational value of ``node``.

    Raises:
        NotEvaluableError: the value is not rational, or the node is not a number.
        LimitError: an intermediate number is beyond the limits.
    """
    match node:
        case Number(value):
            return value
        case Symbol(name):
            if name in point:
                return point[name]
            raise NotEvaluableError(name)
        case Add(terms):
            total = Fraction(0)
            for term in terms:
                total = _checked(total + exact(term, point))
            return total
        case Mul(factors):
            product = Fraction(1)
            for factor in factors:
                product = _checked(product * exact(factor, point))
            return product
        case Neg(operand):
            return -exact(operand, point)
        case Inverse(operand):
            value = exact(operand, point)
            if value == 0:
                raise UndefinedError("a division by zero")
            return 1 / value
        case Power(base, exponent):
            return _exact_power(exact(base, point), exact(exponent, point))
        case Percent(operand):
            return exact(operand, point) / 100
        case Ratio(parts) if len(parts) == 2:
            return exact(Mul((parts[0], Inverse(parts[1]))), point)
        case Based(digits, base):
            try:
                return Fraction(int(digits, base))
            except ValueError:
                raise NotEvaluableError("digits outside the base") from None
        case Call(name, arguments):
            return _exact_call(name, [exact(a, point) for a in arguments])
        case Big(operator, variable, _, _, body) if operator in ("sum", "product"):
            total = Fraction(0 if operator == "sum" else 1)
            for index in index_range(node, point):
                value = exact(body, {**point, variable: Fraction(index)})
                total = _checked(total + value if operator == "sum" else total * value)
            return total
        case _:
            raise NotEvaluableError(type(node).__name__)


def index_range(node: Big, point: Point) -> range:
    """Return the indices of a sum or product; nested sums share one allowance of terms."""
    if node.lower is None or node.upper is None:
        raise NotEvaluableError("a sum without bounds")
    start, stop = exact(node.lower, point), exact(node.upper, point)
    if start.denominator != 1 or stop.denominator != 1:
        raise NotEvaluableError("bounds of a sum that are not integers")
    nested = sum(1 for inner in walk(node) if isinstance(inner, Big))
    if stop - start >= SUM_TERMS ** (1 / nested):
        raise LimitError(f"a sum of more than {SUM_TERMS} terms")
    return range(int(start), int(stop) + 1)


def _exact_power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator == 1:
        n = exponent.numerator
        if base == 0 and n <= 0:
            raise UndefinedError("zero to a power that is not positive")
        if abs(base) != 1 and base != 0 and _bits(base) * abs(n) > EXACT_BITS:
            raise LimitError("a power with more digits than the limit")
        if abs(base) == 1:
            return Fraction(1) if n % 2 == 0 else base
        return base**n
    if base < 0 or exponent.denominator > 64:
        raise NotEvaluableError("a root that is not real")
    top = _root(base.numerator, exponent.denominator)
    bottom = _root(base.denominator, exponent.denominator)
    if top is None or bottom is None:
        raise NotEvaluableError("a root that is not rational")
    return _exact_power(Fraction(top, bottom), Fraction(exponent.numerator))


def _root(value: int, degree: int) -> int | None:
    """Return the integer ``degree``-th root of a natural number, if there is one."""
    if value < 2:
        return value
    if degree == 2:
        root = math.isqrt(value)
    else:
        low, high = 1, 1 << (value.bit_length() // degree + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
        root = low
    return root if root**degree == value else None


def _natural(value: Fraction, what: str) -> int:
    if value.denominator != 1 or value < 0:
        raise NotEvaluableError(f"{what} of a number that is not natural")
    if value > FACTORIAL_ARGUMENT:
        raise LimitError(f"{what} of a number above {FACTORIAL_ARGUMENT}")
    return int(value)


def _lcm(a: Fraction, b: Fraction) -> Fraction:
    if a == 0 or b == 0:
        return Fraction(0)
    return Fraction(math.lcm(a.numerator, b.numerator), math.gcd(a.denominator, b.denominator))


def _gcd(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(math.gcd(a.numerator, b.numerator), math.lcm(a.denominator, b.denominator))


def _fold(step: Callable[[Fraction, Fraction], Fraction], values: list[Fraction]) -> Fraction:
    result = values[0]
    for value in values[1:]:
        result = _checked(step(result, value))
    return abs(result)


def _exact_call(name: str, values: list[Fraction]) -> Fraction:  # noqa: PLR0912 - one case after the other
    if not values:
        raise NotEvaluableError(f"{name} of nothing")
    first = values[0]
    match name, len(values):
        case "sqrt", 1:
            return _exact_power(first, Fraction(1, 2))
        case "cbrt", 1:
            return _exact_power(first, Fraction(1, 3))
        case "root", 2:
            if values[1] == 0:
                raise UndefinedError("a zeroth root")
            return _exact_power(first, 1 / values[1])
        case "abs", 1:
            return abs(first)
        case "floor", 1:
            return Fraction(math.floor(first))
        case "ceil", 1:
            return Fraction(math.ceil(first))
        case "sign", 1:
            return Fraction((first > 0) - (first < 0))
        case "min", _:
            return min(values)
        case "max", _:
            return max(values)
        case "gcd", _:
            return _fold(_gcd, values)
        case "lcm", _:
            return _fold(_lcm, values)
        case "mod", 2:
            if values[1] == 0:
                raise UndefinedError("a remainder of division by zero")
            return first - values[1] * math.floor(first / values[1])
        case "factorial", 1:
            return Fraction(math.factorial(_natural(first, "the factorial")))
        case "factorial2", 1:
            return Fraction(math.prod(range(_natural(first, "the factorial"), 0, -2)))
        case "binomial", 2:
            n, k = _natural(first, "the binomial"), _natural(values[1], "the binomial")
            return Fraction(math.comb(n, k))
        case _:
            raise NotEvaluableError(name)
