"""Ranges of values: ``81-83 years``, ``5555 to 5556``, ``between 3 and 4``, ``3–4 cm``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, read_quantity
from preceptor_verifiers.quantities.tolerance import compare, stated_value

_MAX_CHARS: Final = 80
_DECIMAL: Final = r"[-−]?\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,12})?"
_UNIT: Final = r"(?:(?![eE][-+]?\d)\s?(?:%|\\%|°|[A-Za-zµΩ\\$][A-Za-zµΩ\\{}/^0-9. -]{0,30}?))?"
_TO: Final = r"(?:\s?(?:-{1,3}|–|—|−|~|\.\.\.?|…)\s?|\sto\s(?:about\s)?|\sand\s)"
_RANGE: Final = re.compile(
    rf"\s*\$?(?P<word>from\s|between\s)?(?P<low>{_DECIMAL})(?P<unit>{_UNIT})(?P<to>{_TO})"
    rf"(?P<high>{_DECIMAL})(?P<last>{_UNIT})\$?\s?\.?\s*\Z", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Range:
    """A lower and an upper value."""

    low: Quantity
    high: Quantity


def range_of(text: str) -> Range | None:
    """Return the range that a whole text states, or ``None``.

    Two numbers with ``and`` between them are a range only after ``between``.
    """
    if len(text) > _MAX_CHARS or not any(c.isdigit() for c in text):
        return None
    match = _RANGE.match(text)
    if match is None:
        return None
    word, to = (match.group("word") or "").strip().lower(), match.group("to").strip().lower()
    if (to == "and") != (word == "between"):
        return None
    unit = match.group("last")
    low = read_quantity(match.group("low") + (match.group("unit") or unit))
    high = read_quantity(match.group("high") + unit)
    if low is None or high is None:
        return None
    try:
        rising = stated_value(low.value).value < stated_value(high.value).value
    except (ValueError, ArithmeticError):
        return None
    return Range(low, high) if rising or low.unit != high.unit else None


def compare_ranges(reference: str, candidate: str, left: Quantity | None, right: Quantity | None,
                   policy: Policy) -> Outcome | None:  # fmt: skip
    """Compare again where one of two texts that differ may be a range; ``None`` if neither is.

    A value inside a range is undecided; two ranges must have the same ends.
    """
    ours, theirs = range_of(reference), range_of(candidate)
    if ours is not None and theirs is not None:
        ends = [
            compare_quantities(ours.low, theirs.low, policy).same,
            compare_quantities(ours.high, theirs.high, policy).same,
        ]
        same = Same.NO if Same.NO in ends else Same.UNKNOWN if Same.UNKNOWN in ends else Same.YES
        return Outcome(same, "Two ranges of values.", {})
    value, between = (right, ours) if ours is not None else (left, theirs)
    if between is None or value is None:
        return None
    if _inside(value, between, policy):
        return Outcome(
            Same.UNKNOWN, "The value lies in a range, which may or may not be meant.", {}
        )
    return None


def _inside(value: Quantity, between: Range, policy: Policy) -> bool:
    ends = (between.low, between.high)
    if any(compare_quantities(end, value, policy).same is not Same.NO for end in ends):
        return True
    if value.unit is not None and between.high.unit is not None and value.unit != between.high.unit:
        return False
    try:
        low, high, own = (stated_value(q.value) for q in (*ends, value))
    except (ValueError, ArithmeticError):
        return False
    return (
        low.value <= own.value <= high.value or compare(low, own, policy.tolerance)[0] is Same.YES
    )
