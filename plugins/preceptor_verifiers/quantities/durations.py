"""Durations with a colon or the letters of a clock: ``1:30 h``, ``1h30``, ``1h30m``, ``2m 30s``.

A minute is written ``m`` only next to hours or seconds; alone, ``m`` is the metre.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

_MAX_CHARS: Final = 40
_STYLE: Final = re.compile(r"\\(?:text|mathrm)\s?|[{}$~]|\\[ ,;:]")
_PART: Final = r"[0-5]?\d(?:\.\d{1,6})?"
_HOURS: Final = r"h(?:rs?|ours?)?\.?"
_SECONDS: Final = rf"(?P<seconds>{_PART})\s?s(?:ecs?\.?)?"
_FORMS: Final = tuple(
    re.compile(rf"\s*{form}\s*\.?\s*\Z")
    for form in (
        rf"(?P<hours>\d{{1,3}}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?\s?{_HOURS}",
        r"(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)\s?min(?:s|utes)?",
        rf"(?P<hours>\d{{1,3}})\s?{_HOURS}\s?(?P<minutes>[0-5]\d)",
        rf"(?P<hours>\d{{1,3}})\s?{_HOURS}\s?(?P<minutes>{_PART})\s?m(?:ins?\.?)?(?:\s?{_SECONDS})?",
        rf"(?P<minutes>\d{{1,3}})\s?m(?:ins?\.?)?\s?{_SECONDS}",
    )
)


def seconds_of_duration(text: str) -> Fraction | None:
    """Return the seconds of the duration that the whole text states, or ``None``."""
    if len(text) > _MAX_CHARS or not any(c in text for c in "hms"):
        return None
    plain = _STYLE.sub(" ", text) if any(c in text for c in "\\{$~") else text
    for form in _FORMS:
        match = form.match(plain)
        if match is not None:
            parts = match.groupdict()
            hours, minutes, seconds = (
                Fraction(parts.get(name) or 0) for name in ("hours", "minutes", "seconds")
            )
            return hours * 3600 + minutes * 60 + seconds
    return None
