"""Logarithms of products as sums: ``ln(a/b)`` as ``ln a - ln b``.

Where both sides of an identity are real, ln f is the real logarithm of |f| in each of them: what
holds for the logarithms of the factors as unknowns holds for the logarithm of the product.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Inverse,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    mapped,
    walk,
)

_LOGARITHMS: Final = frozenset(("ln", "log", "log10"))
_RECIPROCALS: Final = {"sec": "cos", "csc": "sin", "cot": "tan"}
_MOST_FACTORS: Final = 12


def split_logarithms(node: Node) -> Node:
    """Return the tree with logarithms of products, quotients, powers and roots as sums."""

    def change(part: Node) -> Node | None:
        if not isinstance(part, Call) or part.name not in _LOGARITHMS:
            return None
        outer, *base = part.arguments
        argument = mapped(outer, change)
        factors = _factors(argument)
        if len(factors) > _MOST_FACTORS or factors == [(argument, Fraction(1))]:
            # Not None, which would search the argument once more on every level.
            return part if argument is outer else Call(part.name, (argument, *base))
        logarithms = [
            Mul((Number(power), Call(part.name, (factor, *base)))) for factor, power in factors
        ]
        return logarithms[0] if len(logarithms) == 1 else Add(tuple(logarithms))

    return mapped(node, change)


def has_logarithms(node: Node) -> bool:
    """Whether a logarithm of anything but a number occurs."""
    return any(isinstance(n, Call) and n.name in _LOGARITHMS for n in walk(node))


def _factors(node: Node) -> list[tuple[Node, Fraction]]:
    """Return factors whose powers have the product ``node``."""
    match node:
        case Mul(parts):
            return [pair for part in parts for pair in _factors(part)]
        case Neg(inner):
            return [(Number(Fraction(-1)), Fraction(1)), *_factors(inner)]
        case Call("abs", (inner,)):
            return [
                (factor if _is_positive(factor) else Call("abs", (factor,)), power)
                for factor, power in _factors(inner)
                if factor != Number(Fraction(-1))
            ]
        case Inverse(inner):
            return [(factor, -power) for factor, power in _factors(inner)]
        case Power(base, Number(exponent)):
            return [(factor, power * exponent) for factor, power in _factors(base)]
        case Call("sqrt", (inner,)):
            return [(factor, power / 2) for factor, power in _factors(inner)]
        case Call("root", (inner, Number(degree))) if degree > 0:
            return [(factor, power / degree) for factor, power in _factors(inner)]
        case Call(name, arguments) if name in _RECIPROCALS:
            return [(Call(_RECIPROCALS[name], arguments), Fraction(-1))]
        case Number(value) if value > 0 and value.denominator != 1:
            return [
                (Number(Fraction(value.numerator)), Fraction(1)),
                (Number(Fraction(value.denominator)), Fraction(-1)),
            ]
        case _:
            return [(node, Fraction(1))]


def _is_positive(node: Node) -> bool:
    return isinstance(node, Number) and node.value > 0
