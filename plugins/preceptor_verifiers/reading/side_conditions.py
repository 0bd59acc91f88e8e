"""A solution with the condition that it keeps to: ``x = 4 (x > 0)``, ``x = 4, x \\ge 0``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import ge, gt, le, lt, ne
from typing import Final

from preceptor_verifiers.quantities.quantity import closed_value
from preceptor_verifiers.quantities.tolerance import stated_value

_CONDITIONED: Final = re.compile(
    r"\s*(?P<first>(?P<name>[A-Za-z])\s?=\s?(?P<value>[^=,;()<>]{1,40}?))\s?"
    r"(?:,\s?|\(\s?|,?\s(?:for|with|as|since|where|because)\s)(?:since |as |for |with |where )?"
    r"(?P=name)\s?(?P<sign><=?|>=?|≤|≥|≠|!=|\\[gln]eq?(?![a-z])|\\[gl]t(?![a-z]))\s?"
    r"(?P<end>-?\d{1,9}(?:\.\d{1,9})?)\s?\)?\s?\.?\s*\Z"
)
_SIGNS: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    "<": lt, "\\lt": lt, ">": gt, "\\gt": gt, "<=": le, "≤": le, "\\le": le, "\\leq": le,
    ">=": ge, "≥": ge, "\\ge": ge, "\\geq": ge, "≠": ne, "!=": ne, "\\ne": ne, "\\neq": ne,
}  # fmt: skip


def with_side_condition(text: str) -> tuple[str, bool] | None:
    """Return the solution of a text without its condition, and whether it keeps to that."""
    match = _CONDITIONED.match(text)
    value = closed_value(match.group("value")) if match else None
    if match is None or value is None:
        return None
    try:
        kept = _SIGNS[match.group("sign")](stated_value(value).value, Fraction(match.group("end")))
    except (ValueError, ArithmeticError):
        return None
    return match.group("first"), kept
