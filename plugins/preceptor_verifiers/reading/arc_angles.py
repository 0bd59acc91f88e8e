"""Angles in degrees, minutes and seconds of arc: ``60° 42'``, ``12°05'30''``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.tree import Degrees, Number
from preceptor_verifiers.quantities.asked_letters import with_plain_primes

_MAX_CHARS: Final = 80
_DEGREE: Final = re.compile(r"\^?\s*\{?\s*(?:\\circ|\\degree|º)\s*\}?")
_ANGLE: Final = re.compile(
    r"\s*([+-]?)\s*(\d{1,6})\s*°\s*(\d{1,2}(?:\.\d{1,6})?)\s*'(?!')"
    r"(?:\s*(\d{1,2}(?:\.\d{1,6})?)\s*'')?\s*\.?\s*\Z"
)


def angle_of_arc(text: str) -> Degrees | None:
    """Return the angle that the whole text states with minutes of arc, or ``None``.

    Minutes and seconds must be below sixty; a minute is 1/60 degree (SI brochure, table 8).
    """
    if len(text) > _MAX_CHARS or not any(c.isdigit() for c in text):
        return None
    plain = _DEGREE.sub("°", text.replace("$", " ").replace("−", "-").replace("\\,", " "))
    plain = with_plain_primes(plain)
    match = _ANGLE.match(plain)
    if match is None:
        return None
    minutes, seconds = Fraction(match.group(3)), Fraction(match.group(4) or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    value = int(match.group(2)) + minutes / 60 + seconds / 3600
    return Degrees(Number(-value if match.group(1) == "-" else value))
