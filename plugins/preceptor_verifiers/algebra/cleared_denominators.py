"""A fraction as one numerator over factors that are not zero where it has a value.

``1/R - 1/R_1 - 1/R_2`` is ``R_1 R_2 - R R_2 - R R_1`` over the factors R, R₁ and R₂.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar.building import add, multiply
from preceptor_verifiers.grammar.tree import (
    Add,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    free_symbols,
    walk,
)

_NODES: Final = 3_000
"""Nodes of the largest numerator."""
_LARGEST_POWER: Final = 12
_ONE: Final = Number(Fraction(1))

_Factors = dict[str, tuple[Node, int]]


@dataclass(frozen=True, slots=True)
class Cleared:
    """A numerator, and the factors of the denominator that hold variables."""

    numerator: Node
    denominators: tuple[Node, ...]


def cleared(node: Node) -> Cleared:
    """Return the numerator and the factors of the denominator of an expression.

    Raises:
        LimitError: the numerator would be too large.
    """
    numerator, factors = _fraction(node)
    return Cleared(numerator, tuple(factor for factor, _ in factors.values()))


def _fraction(node: Node) -> tuple[Node, _Factors]:
    match node:
        case Add(terms):
            return _sum([_fraction(t) for t in terms])
        case Neg(operand):
            numerator, below = _fraction(operand)
            return Neg(numerator), below
        case Mul(factors):
            parts = [_fraction(f) for f in factors]
            return _cancelled([n for n, _ in parts], _product([d for _, d in parts]))
        case Inverse(operand) if free_symbols(operand):
            return _inverted(*_fraction(operand))
        case Power(base, exponent):
            power = _whole(exponent)
            if power is None or not free_symbols(base):
                return node, {}
            numerator, below = _fraction(base)
            raised = {k: (n, p * abs(power)) for k, (n, p) in below.items()}
            if power > 0:
                return (Power(numerator, Number(Fraction(power))) if below else node), raised
            return _inverted(Power(numerator, Number(Fraction(-power))), raised)
        case _:
            return node, {}


def _whole(exponent: Node) -> int | None:
    sign = 1
    if isinstance(exponent, Neg):
        sign, exponent = -1, exponent.operand
    if not isinstance(exponent, Number) or exponent.value.denominator != 1:
        return None
    power = sign * int(exponent.value)
    return power if power and abs(power) <= _LARGEST_POWER else None


def _inverted(numerator: Node, below: Mapping[str, tuple[Node, int]]) -> tuple[Node, _Factors]:
    above: list[Node] = [_raised(n, p) for n, p in below.values()]
    factors: _Factors = {}
    for factor in numerator.factors if isinstance(numerator, Mul) else (numerator,):
        if isinstance(factor, Neg):
            above.append(Number(Fraction(-1)))
            factor = factor.operand  # noqa: PLW2901 - the factor without its sign
        if not free_symbols(factor):
            above.append(Inverse(factor))
            continue
        base, power = factor, 1
        if isinstance(factor, Power) and (whole := _whole(factor.exponent)) and whole > 0:
            base, power = factor.base, whole
        old = factors.get(key(base), (base, 0))
        factors[key(base)] = (base, old[1] + power)
    return multiply([_ONE, *above]), factors


def _product(parts: list[_Factors]) -> _Factors:
    factors: _Factors = {}
    for part in parts:
        for name, (node, power) in part.items():
            factors[name] = (node, factors.get(name, (node, 0))[1] + power)
    return factors


def _cancelled(above: list[Node], below: _Factors) -> tuple[Node, _Factors]:
    """Return a product over its denominator, without the factors that both have."""
    kept: list[Node] = []
    for factor in (f for n in above for f in (n.factors if isinstance(n, Mul) else (n,))):
        name = key(factor)
        if name in below:
            node, power = below.pop(name)
            if power > 1:
                below[name] = (node, power - 1)
        else:
            kept.append(factor)
    return multiply([_ONE, *kept]), below


def _sum(parts: list[tuple[Node, _Factors]]) -> tuple[Node, _Factors]:
    common: _Factors = {}
    for _, below in parts:
        for name, (node, power) in below.items():
            common[name] = (node, max(power, common.get(name, (node, 0))[1]))
    terms = [
        multiply([numerator, *(_raised(node, power - below.get(name, (node, 0))[1])
                               for name, (node, power) in common.items())])
        for numerator, below in parts
    ]  # fmt: skip
    total = add(terms)
    if sum(1 for _ in walk(total)) > _NODES:
        raise LimitError("a numerator beyond the limit")
    return total, common


def _raised(node: Node, power: int) -> Node:
    if power == 0:
        return _ONE
    return node if power == 1 else Power(node, Number(Fraction(power)))
