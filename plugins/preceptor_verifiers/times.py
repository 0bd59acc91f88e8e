"""Times of day: ``20:34``, ``20:34:00``, ``8:34 p.m.``"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TIME: Final = re.compile(
    r"\s*([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?\s*(?:([ap])\.?\s?m\.?)?\s*\Z", re.IGNORECASE
)
_STYLE: Final = re.compile(r"\\(?:text|mathrm|textbf)|[{}$~]|\\[ ,;:]")


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; ``certain`` unless it could as well be a ratio, such as ``5:48``."""

    seconds: int
    certain: bool
    shown: str


def time_of_day(text: str) -> Time | None:
    """The time that the whole text states, or ``None``."""
    if len(text) > 60 or ":" not in text:
        return None
    match = _TIME.match(_STYLE.sub(" ", text))
    if match is None:
        return None
    hour, minute, second = (int(g or 0) for g in match.groups()[:3])
    half = (match.group(4) or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    certain = bool(half or match.group(3) or minute == 0 or match.group(1)[0] == "0")
    return Time(hour * 3600 + minute * 60 + second, certain, f"{hour:02}:{minute:02}:{second:02}")
