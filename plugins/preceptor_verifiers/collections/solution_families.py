"""Families of angles with an integer parameter: ``π/4 + kπ`` and ``5π/4 + nπ`` are one set.

Each family is a set of residues: its values, in multiples of π, repeat with a period. Unions of
families are compared by their residues for a common period.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, exact
from preceptor_verifiers.collections.free_parameters import PARAMETERS
from preceptor_verifiers.collections.items import expanded_items
from preceptor_verifiers.grammar.tree import (
    Add,
    Constant,
    Degrees,
    LimitError,
    Logic,
    Mul,
    Node,
    Number,
    Sequence,
    Symbol,
    free_symbols,
    mapped,
)
from preceptor_verifiers.outcome import Same

_UNIT: Final = "·unit"
_DEGREE: Final = Number(Fraction(1, 180))
_VALUES: Final = range(-4, 5)
"""Values of the parameter at which the steps of a family must be the same."""
_RESIDUES: Final = 400
_ITEMS: Final = 12


@dataclass(frozen=True, slots=True)
class _Family:
    """The values ``offset + n · period``, one for each offset and whole n."""

    offsets: tuple[Fraction, ...]
    period: Fraction


def same_families(left: Node, right: Node, *, integers: bool) -> Same | None:
    """Whether two unions of families hold the same values; ``None`` if they are no families.

    Args:
        integers: Whether it is stated that the parameters are integers. Otherwise they are where
            the names of the parameters differ, there are several families, or each value is an
            angle plus a multiple of the parameter; elsewhere, equal families are undecided:
            ``(n - 2)π`` may be one angle.
    """
    names = free_symbols(left), free_symbols(right)
    if not all(0 < len(side) <= 2 and side <= PARAMETERS for side in names):
        return None
    items = _items(left), _items(right)
    if max(map(len, items)) > _ITEMS:
        return None
    try:
        ours, theirs = ([_family(i, integers=integers) for i in side] for side in items)
        period = _common([f.period for f in (*ours, *theirs)])
        residues = [_residues(side, period) for side in (ours, theirs)]
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None
    if residues[0] != residues[1]:
        return None
    sums = all(isinstance(i, Add) for side in items for i in side)
    several = any(len(side) > 1 for side in items)
    certain = integers or several or names[0].isdisjoint(names[1]) or sums
    return Same.YES if certain else Same.UNKNOWN


def _items(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Sequence) and node.bracket in ("", "{"):
        return expanded_items(node.items)
    if isinstance(node, Logic):
        return expanded_items(node.operands)
    return expanded_items((node,))


def _family(node: Node, *, integers: bool) -> _Family:
    """Return the family that a value with one parameter stands for.

    Raises:
        NotEvaluableError: the value is no rational multiple of π, or its steps differ.
    """
    names = free_symbols(node)
    tree = mapped(node, _in_units)
    angles = _UNIT in free_symbols(tree)
    if len(names) != 1 or not (angles or integers):
        raise NotEvaluableError("not a family of angles")
    name = next(iter(names))

    def at(k: int, unit: int) -> Fraction:
        return exact(tree, {name: Fraction(k), _UNIT: Fraction(unit)})

    values = [at(k, 1) for k in _VALUES]
    if angles and any(at(k, 2) != 2 * value for k, value in zip(_VALUES, values, strict=True)):
        raise NotEvaluableError("not a multiple of π")
    for stride in (1, 2):  # with (-1)^k, every second step is the same
        steps = {b - a for a, b in zip(values, values[stride:], strict=False)}
        if len(steps) == 1 and (step := abs(steps.pop())):
            return _Family(tuple(values[:stride]), step)
    raise NotEvaluableError("steps that differ")


def _in_units(node: Node) -> Node | None:
    if node == Constant("pi"):
        return Symbol(_UNIT)
    if isinstance(node, Degrees):
        return Mul((mapped(node.operand, _in_units), _DEGREE, Symbol(_UNIT)))
    return None


def _common(periods: list[Fraction]) -> Fraction:
    return Fraction(
        math.lcm(*(p.numerator for p in periods)), math.gcd(*(p.denominator for p in periods))
    )


def _residues(families: list[_Family], period: Fraction) -> set[Fraction]:
    if sum(len(f.offsets) * (period / f.period) for f in families) > _RESIDUES:
        raise LimitError("more residues than the limit")
    return {
        (offset + n * family.period) % period
        for family in families
        for offset in family.offsets
        for n in range(int(period / family.period))
    }
