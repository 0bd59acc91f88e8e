"""Answers written with physical constants: ``\\frac{\\hbar}{2}``, ``3e``, ``1.5 k_B``.

Where the reference is a number with a unit, an answer whose only letters are symbols of
constants is a number too. Its value and dimension are computed here, and it is compared like
any other; a letter with another meaning (``R`` a resistance) does no harm, because the
dimension must be that of the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, exact
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Constant,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Symbol,
    walk,
)
from preceptor_verifiers.quantities.physical_constants import BY_SYMBOL, PI
from preceptor_verifiers.quantities.quantity import Quantity
from preceptor_verifiers.quantities.unit_definitions import Dimension, combine, dimension_of
from preceptor_verifiers.quantities.units import Unit

CONSTANT_EXPONENT: Final = 40
"""Size of an exponent on an expression of physical constants."""

_DIGITS: Final = 30
"""Digits of a root; constants have at most thirteen."""
_LARGEST: Final = 10**400
_NODES: Final = 60


@dataclass(frozen=True, slots=True)
class _Measured:
    value: Fraction
    dimension: Dimension = ()


class _NotConstantError(ValueError):
    """The expression is not made of numbers and constants."""


def in_constants(tree: Node | None, asked: Unit) -> Quantity | None:
    """Return the value of an expression of physical constants, in SI units.

    Returns:
        ``None`` when the expression contains no constant or other letters, or has another
        dimension than ``asked``.
    """
    if tree is None or not asked.dimension or asked.unknown:
        return None
    nodes = [node for _, node in zip(range(_NODES + 1), walk(tree), strict=False)]
    if len(nodes) > _NODES or not any(_symbol(node) for node in nodes):
        return None
    try:
        measured = _value(tree)
    except (_NotConstantError, NotEvaluableError, LimitError, ArithmeticError):
        return None
    if measured.dimension != asked.dimension:
        return None
    unit = Unit(Fraction(1), measured.dimension, words=("SI",), text="SI")
    return Quantity(Number(measured.value), unit, "", upright=True)


def _symbol(node: Node) -> str | None:
    if isinstance(node, Constant) and node.name == "e":
        return "e"
    return node.name if isinstance(node, Symbol) and node.name in BY_SYMBOL else None


def _value(node: Node) -> _Measured:
    symbol = _symbol(node)
    if symbol is not None:
        constant = BY_SYMBOL[symbol]
        return _Measured(constant.value, dimension_of(constant.unit))
    match node:
        case Number(value):
            return _Measured(value)
        case Constant("pi"):
            return _Measured(PI)
        case Neg(operand):
            inner = _value(operand)
            return _Measured(-inner.value, inner.dimension)
        case Inverse(operand):
            return _power(_value(operand), Fraction(-1))
        case Power(base, exponent):
            return _power(_value(base), exact(exponent))
        case Call("sqrt", (operand,)):
            return _power(_value(operand), Fraction(1, 2))
        case Mul(factors):
            result = _Measured(Fraction(1))
            for factor in factors:
                measured = _value(factor)
                dimension = combine(result.dimension, measured.dimension, Fraction(1))
                result = _checked(result.value * measured.value, dimension)
            return result
        case Add(terms):
            parts = [_value(term) for term in terms]
            if len({part.dimension for part in parts}) != 1:
                raise _NotConstantError
            return _checked(sum((p.value for p in parts), Fraction(0)), parts[0].dimension)
        case _:
            raise _NotConstantError


def _power(base: _Measured, exponent: Fraction) -> _Measured:
    if abs(exponent) > CONSTANT_EXPONENT or exponent.denominator > 4:
        raise _NotConstantError
    dimension = combine((), base.dimension, exponent)
    if exponent.denominator == 1:
        return _checked(base.value ** int(exponent), dimension)
    if base.value <= 0:
        raise _NotConstantError
    root, q = base.value**exponent.numerator, exponent.denominator
    scale = 10**_DIGITS
    while root * scale**q < 10**_DIGITS:
        scale *= 10**_DIGITS
    return _checked(Fraction(_root(int(root * scale**q), q), scale), dimension)


def _root(number: int, degree: int) -> int:
    """Return the integer part of a root, by Newton's method."""
    guess = 1 << (number.bit_length() // degree + 1)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def _checked(value: Fraction, dimension: Dimension) -> _Measured:
    if max(abs(value.numerator), value.denominator) > _LARGEST:
        # Sixty digits are kept; more would only cost time.
        value = Fraction(f"{_scientific(value)}")
    return _Measured(value, dimension)


def _scientific(value: Fraction) -> str:
    negative, size = value < 0, abs(value)
    shift = len(str(size.numerator)) - len(str(size.denominator)) - 60
    digits = size * Fraction(10) ** -shift
    return f"{'-' if negative else ''}{int(digits)}e{shift}"
