"""Chains of equal values that contradict themselves, ``2 + 2 = 5``: they state no value.

The closed parts of a chain agree if they are equal as exactly as they are written: ``1/3 = 0.33``
is rounded, ``2.5 km = 2500 m`` converted, ``25 = 25 %`` a percentage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, TypeVar

from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.grammar.named_values import is_name
from preceptor_verifiers.grammar.statements import decimal_logarithms, has_plain_logarithm
from preceptor_verifiers.grammar.tree import (
    Based,
    Call,
    Constant,
    Degrees,
    LimitError,
    Node,
    Percent,
    Relation,
    Sequence,
    Symbol,
    free_symbols,
    walk,
)
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, closed, read_quantity
from preceptor_verifiers.quantities.tolerance import Tolerance, Value, stated_value
from preceptor_verifiers.text_cache import remembered

_EQUALITIES: Final = frozenset(("=", "approx", "mod"))
_ROUNDED: Final = Fraction(1, 100)
"""Share by which decimals and irrational values of a chain may differ."""
_ABOUT: Final = Fraction(1, 20)
"""The same where a sign says that values are approximate."""
_HALF: Final = Fraction(501, 1000)
"""Share of the last digit by which a rounded value may differ."""
_POLICIES: Final = (Policy(), Policy(tolerance=Tolerance(rtol=0.005)))
_TRIGONOMETRIC: Final = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
_SIGNS: Final = re.compile(r"[=≈≃≡]|\\(?:approx|simeq|equiv|doteq)(?![a-z])")
_SPACING: Final = re.compile(r"\\[,;:!]|\$|&")
_SEVERAL: Final = re.compile(r"[,;\n<>?]|\\\\|\\neq|≠|\\pmod|\b(?:or|and|if|mod)\b")
"""What makes a text several statements, or not an equality."""
_MAX_CHARS: Final = 300
_MAX_SIDES: Final = 8

_T = TypeVar("_T")


def may_be_chain(text: str) -> bool:
    """Whether the text has a sign of equality."""
    return _SIGNS.search(text) is not None


@remembered
def contradicts_as_text(text: str) -> bool:
    """Whether neighbouring values of a chain with units differ: ``10 cm = 12 cm``."""
    if len(text) > _MAX_CHARS:
        return False
    text = _SPACING.sub(" ", text)
    sides = _SIGNS.split(text)
    if not 2 <= len(sides) <= _MAX_SIDES or _SEVERAL.search(text):
        return False
    read = [read_quantity(side) for side in sides if any(c.isdigit() for c in side)]
    values = [value for value in read if value is not None]
    if not any(value.unit is not None for value in values):
        return False
    return any(_units_apart(a, b) for a, b in _pairs(values))


def _units_apart(left: Quantity, right: Quantity) -> bool:
    if left.unit is None and right.unit is not None:
        left = Quantity(left.value, right.unit)  # 3 · 5 = 15 m
    elif right.unit is None and left.unit is not None:
        return False
    return all(
        compare_quantities(*pair, policy).same is Same.NO
        for pair in ((left, right), (right, left))
        for policy in _POLICIES
    )


def contradicts_itself(node: Node) -> bool:
    """Whether values of a chain in the tree differ: ``x = 5 + 5 = 11``."""
    return any(isinstance(part, Relation) and _contradictory(part) for part in walk(node))


def _contradictory(chain: Relation) -> bool:
    if not set(chain.operators) <= _EQUALITIES or any(
        isinstance(n, Call) and n.name == "mod" for side in chain.sides for n in walk(side)
    ):
        return False
    about = "approx" in chain.operators
    values = [side for side in chain.sides if closed(side)]
    if any(_apart(a, b, about=about) for a, b in _pairs(values)):
        return True
    first = chain.sides[0]
    collections = [s for s in chain.sides if isinstance(s, Sequence) and not free_symbols(s)]
    if any(_collections_apart(a, b, about=about) for a, b in _pairs(collections)):
        return True
    if len(chain.sides) < 3 or not is_name(first):
        return False
    # y = 2x = 2x + 1; in x = y = z and x = 2y = 3z nothing is wrong.
    formulas = [side for side in chain.sides[1:] if free_symbols(side) and not is_name(side)]
    names = free_symbols(first) if isinstance(first, Symbol) else frozenset()
    return any(
        free_symbols(a) == free_symbols(b)
        and not free_symbols(a) & names
        and same_expression(a, b) is Same.NO
        for a, b in _pairs(formulas)
    )


def _pairs(values: list[_T]) -> Iterator[tuple[_T, _T]]:
    """Yield each value with the next one and with the last one."""
    for i, value in enumerate(values[:-1]):
        yield value, values[i + 1]
        if i + 2 < len(values):
            yield value, values[-1]


def _collections_apart(left: Sequence, right: Sequence, *, about: bool) -> bool:
    if not all(closed(item) for item in (*left.items, *right.items)):
        return False
    if "{" in (left.bracket, right.bracket):
        return any(
            all(_apart(a, b, about=about) for b in others.items)
            for some, others in ((left, right), (right, left))
            for a in some.items
        )
    if len(left.items) != len(right.items):
        return True
    pairs = zip(left.items, right.items, strict=True)
    return any(_apart(a, b, about=about) for a, b in pairs)


def _apart(left: Node, right: Node, *, about: bool) -> bool:
    pairs = [(left, right)]
    if has_plain_logarithm(left) or has_plain_logarithm(right):
        pairs.append((decimal_logarithms(left), decimal_logarithms(right)))
    return all(_values_apart(a, b, about=about) for a, b in pairs)


def _values_apart(left: Node, right: Node, *, about: bool) -> bool:
    ours, theirs = _value(left), _value(right)
    if ours is None or theirs is None:
        return False
    apart = _numbers_apart(ours, theirs, about=about)
    if apart and isinstance(left, Percent) != isinstance(right, Percent):
        # 12/48 · 100 = 25 %
        ours, theirs = _value(_bare(left)) or ours, _value(_bare(right)) or theirs
        apart = _numbers_apart(ours, theirs, about=about)
    return apart


def _bare(node: Node) -> Node:
    return node.operand if isinstance(node, Percent) else node


def _value(node: Node) -> Value | None:
    """Return the value; ``None`` where it has several readings or is no number."""
    for part in walk(node):
        if isinstance(part, Based) or part == Constant("infinity"):
            return None
        if isinstance(part, Call) and part.name in _TRIGONOMETRIC and not any(
            isinstance(n, Degrees) or n == Constant("pi") for n in walk(part)
        ):  # fmt: skip
            return None  # degrees or radians
    try:
        return stated_value(node)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None


def _numbers_apart(left: Value, right: Value, *, about: bool) -> bool:
    if left.imaginary or right.imaginary:
        parts = zip(left.parts, right.parts, strict=True)
        return any(_numbers_apart(a, b, about=about) for a, b in parts)
    difference = abs(left.value - right.value)
    size = max(abs(left.value), abs(right.value))
    if about:
        whole = {left.value.denominator, right.value.denominator} & {1}
        return difference > _allowed(size * _ABOUT, left, right, Fraction(bool(whole), 2))
    if left.rational and right.rational and left.step is None and right.step is None:
        return bool(difference)
    return difference > _allowed(size * _ROUNDED, left, right)


def _allowed(share: Fraction, left: Value, right: Value, least: Fraction = Fraction(0)) -> Fraction:
    """Return the largest difference that rounding explains."""
    steps = [step * _HALF for step in (left.step, right.step) if step is not None]
    return max([share, least, *steps])


def rounded_from(chain: Relation) -> list[Node]:
    """Return the values before the last one that it is rounded from: 1/3 in ``1/3 = 0.33``."""
    last = _value(chain.sides[-1]) if set(chain.operators) <= {"=", "approx"} else None
    if last is None or last.step is None or contradicts_itself(chain):
        return []
    found = []
    for side in chain.sides[:-1]:
        value = _value(side) if closed(side) else None
        if value is not None and abs(value.value - last.value) <= last.step * _HALF:
            found.append(side)
    return found
