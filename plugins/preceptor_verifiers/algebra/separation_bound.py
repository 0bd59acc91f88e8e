"""Equality of real numbers made of integers, arithmetic and roots, by a separation bound.

A difference of such numbers that is not zero cannot be smaller than a bound that depends on
its form, so that enough digits decide. Source: Burnikel, Funke, Mehlhorn, Schirra and Schmitt,
"A Separation Bound for Real Algebraic Expressions", ESA 2001, theorem 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Power,
)

SEPARATION_BITS: Final = 4_000
"""Bits of precision with which two numbers made of roots are compared, at most."""

_GUARD_BITS: Final = 256
_MOST_DEGREE: Final = 16


@dataclass(slots=True)
class _Bounds:
    """Base-two logarithms of u and l of the theorem."""

    u: float
    l: float  # noqa: E741 - the theorem's name


@dataclass(slots=True)
class _Radicals:
    """Degrees of the distinct roots of an expression."""

    degrees: dict[str, int] = field(default_factory=dict)

    def bounds(self, node: Node) -> _Bounds:  # noqa: PLR0912 - one case after the other
        match node:
            case Number(value):
                return _Bounds(_log(value.numerator), _log(value.denominator))
            case Neg(operand):
                return self.bounds(operand)
            case Percent(operand):
                return _product(self.bounds(operand), _Bounds(0.0, _log(100)))
            case Add(terms):
                total = self.bounds(terms[0])
                for term in terms[1:]:
                    summand = self.bounds(term)
                    total = _Bounds(
                        max(total.u + summand.l, total.l + summand.u) + 1, total.l + summand.l
                    )
                return total
            case Mul(factors):
                product = _Bounds(0.0, 0.0)
                for factor in factors:
                    product = _product(product, self.bounds(factor))
                return product
            case Inverse(operand):
                inner = self.bounds(operand)
                return _Bounds(inner.l, inner.u)
            case Power(base, Number(n)) if n.denominator == 1 and abs(n) <= 64:
                inner = self.bounds(base)
                if n < 0:
                    inner = _Bounds(inner.l, inner.u)
                return _Bounds(inner.u * abs(int(n)), inner.l * abs(int(n)))
            case Call("sqrt", (operand,)):
                return self._root(node, operand, 2)
            case Call("cbrt", (operand,)):
                return self._root(node, operand, 3)
            case Call("root", (operand, Number(n))) if n.denominator == 1 and n > 1:
                return self._root(node, operand, int(n))
            case _:
                raise NotEvaluableError(type(node).__name__)

    def _root(self, node: Node, operand: Node, degree: int) -> _Bounds:
        if degree > _MOST_DEGREE:
            raise LimitError("a root of a high degree")
        inner = self.bounds(operand)
        self.degrees[key(node)] = degree
        if inner.u >= inner.l:
            return _Bounds((inner.u + (degree - 1) * inner.l) / degree, inner.l)
        return _Bounds(inner.u, ((degree - 1) * inner.u + inner.l) / degree)


def _log(n: int) -> float:
    """Return an upper bound of the base-two logarithm of ``|n|``; 0 for 0 and 1."""
    n = abs(n)
    return float(n.bit_length()) if n & (n - 1) else float(max(n.bit_length() - 1, 0))


def _product(x: _Bounds, y: _Bounds) -> _Bounds:
    return _Bounds(x.u + y.u, x.l + y.l)


def proved_equal_numbers(left: Node, right: Node) -> bool:
    """Whether two numbers made of integers, arithmetic and real roots are equal.

    False does not prove inequality: the numbers may be of another kind, their bound may exceed
    :data:`SEPARATION_BITS`, or they differ.
    """
    difference = Add((left, Neg(right)))
    radicals = _Radicals()
    try:
        bounds = radicals.bounds(difference)
    except (NotEvaluableError, LimitError):
        return False
    degree = math.prod(radicals.degrees.values())
    bits = bounds.l + (degree - 1) * max(bounds.u, 0.0)
    if not bits <= SEPARATION_BITS:
        return False
    # Denominators inside can be as small as the bound, hence twice the bits.
    digits = int((2 * bits + bounds.u + bounds.l + _GUARD_BITS) * math.log10(2)) + 1
    approximation = Approximation({}, digits)
    try:
        value = approximation(difference)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return False
    mp = approximation.mp
    return bool(mp.im(value) == 0 and abs(value) < mp.mpf(2) ** int(-bits - 2))
