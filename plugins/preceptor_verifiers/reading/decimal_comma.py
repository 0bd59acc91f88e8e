"""Texts in which a comma is the decimal mark and a point groups thousands."""

from __future__ import annotations

import re
from typing import Final

_THOUSANDS: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.])")
_COMMA: Final = re.compile(r"(?<=\d)(?:\{,\}|,)(?=\d)")


def with_decimal_point(text: str) -> str:
    """Return ``1.234,5`` as ``1234.5`` and ``0,5`` as ``0.5``.

    Points that group digits in threes are dropped; any other point stays a decimal mark. A
    list of such numbers must be separated by semicolons, or by commas with a space.
    """
    ungrouped = _THOUSANDS.sub(lambda match: match.group().replace(".", ""), text)
    return _COMMA.sub(".", ungrouped)
