"""Chains of equal values with units, ``2.5 km = 2500 m``: the last one is the answer."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from preceptor_verifiers.grammar import ParseError, parse
from preceptor_verifiers.grammar.tree import (
    Call,
    Labelled,
    Relation,
    Sequence,
    Symbol,
    Words,
    free_symbols,
    walk,
)
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, read_quantity
from preceptor_verifiers.quantities.tolerance import Tolerance, compare, stated_value
from preceptor_verifiers.text_cache import remembered

_MAX_CHARS: Final = 300
_MAX_SIDES: Final = 8
_SYMBOL_CHARS: Final = 15
_NAME_CHARS: Final = 60
"""Characters of a left side that is the name of a result."""
_ROUNDED: Final = Policy(tolerance=Tolerance(rtol=0.1))
"""Tolerance for rounded intermediate values."""
_SIDES: Final = re.compile(r"(?<![<>!:=])=(?!=)")
_SPACING: Final = re.compile(r"\\[,;:!]|\$")
_SEVERAL: Final = re.compile(r"[,;\n&?]|\\\\|\\neq|≠|≡|\\equiv|\\pmod|\b(?:or|and|if)\b")
"""Patterns that mark a text as several statements, or not as an equality."""


@remembered
def end_of_chain(text: str) -> Quantity | None:
    """Return the last value of ``3 · 5 m = 15 m`` if it has a unit and agrees with the others."""
    if "=" not in text or len(text) > _MAX_CHARS:
        return None
    text = _SPACING.sub(" ", text)
    if _SEVERAL.search(text):
        return None
    sides = _SIDES.split(text)
    if not 2 <= len(sides) <= _MAX_SIDES:
        return None
    read = [read_quantity(side) for side in sides if any(c.isdigit() for c in side)]
    values = [value for value in read if value is not None]
    if not values or values[-1] is not read[-1] or values[-1].unit is None:
        return None
    if len(values) < 2:
        return replace(values[0], name=_result(sides)) if _result(sides) else None
    return None if any(_apart(left, right) for left, right in pairwise(values)) else values[-1]


def _result(sides: list[str]) -> str:
    """Return the left side of ``E_1 + E_2 = 12 J`` as a name; empty for what may be unsolved."""
    name = "".join(sides[0].split())
    if len(sides) != 2 or len(name) > _NAME_CHARS or "\\text" in name:
        return ""
    try:
        left = parse(sides[0])
    except ParseError:
        return ""
    variables = free_symbols(left)
    longest = max((len(n.name) for n in walk(left) if isinstance(n, Symbol)), default=0)
    if len(variables) < 2 and not any(isinstance(n, Call) for n in walk(left)):
        return ""
    words = any(isinstance(n, Words | Labelled | Relation | Sequence) for n in walk(left))
    return "" if words or not variables or longest > _SYMBOL_CHARS else name


def _apart(left: Quantity, right: Quantity) -> bool:
    if left.unit is not None and right.unit is not None:
        return compare_quantities(left, right, _ROUNDED).same is Same.NO
    if left.unit is not None:
        return True
    try:  # 3 · 5 = 15 m: only the last value has a unit
        tolerance = _ROUNDED.tolerance
        return compare(stated_value(left.value), stated_value(right.value), tolerance)[0] is Same.NO
    except (ValueError, ArithmeticError):
        return True
