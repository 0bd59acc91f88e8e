"""Values in a row with their units, ``2.5 km = 2500 m``: what they end in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from preceptor_verifiers.algebra.equality import Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, read_quantity
from preceptor_verifiers.quantities.tolerance import Tolerance, compare, stated_value
from preceptor_verifiers.text_cache import remembered

_MAX_CHARS: Final = 300
_MAX_SIDES: Final = 8
_ROUNDED: Final = Policy(tolerance=Tolerance(rtol=0.1))
"""What values on the way may be rounded to."""
_SIDES: Final = re.compile(r"(?<![<>!:=])=(?!=)")
_SPACING: Final = re.compile(r"\\[,;:!]|\$")
_SEVERAL: Final = re.compile(r"[,;\n&?]|\\\\|\\neq|≠|≡|\\equiv|\\pmod|\b(?:or|and|if)\b")
"""What makes several statements, or a statement of another sort, of a text."""


@remembered
def end_of_chain(text: str) -> Quantity | None:
    """The last value of ``3 · 5 m = 15 m``, if it has a unit and the ones before agree with it."""
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
    if len(values) < 2 or values[-1] is not read[-1] or values[-1].unit is None:
        return None
    return None if any(_apart(one, other) for one, other in pairwise(values)) else values[-1]


def _apart(one: Quantity, other: Quantity) -> bool:
    if one.unit is not None and other.unit is not None:
        return compare_quantities(one, other, _ROUNDED).same is Same.NO
    if one.unit is not None:
        return True
    try:  # 3 · 5 = 15 m: the unit is added in the end
        tolerance = _ROUNDED.tolerance
        return compare(stated_value(one.value), stated_value(other.value), tolerance)[0] is Same.NO
    except (ValueError, ArithmeticError):
        return True
