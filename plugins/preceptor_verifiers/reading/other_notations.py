"""Other readings of a notation, tried where two answers differ as they were read first.

A decimal comma that nobody declared, an uncertainty, a letter for thousands: if the answers agree
in such a reading, they may be equal.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.reading.decimal_comma import perhaps_decimal

_MAX_CHARS: Final = 80
_WITH_UNCERTAINTY: Final = re.compile(
    r"(?P<value>[^±\\(]{0,20}\d[\d.,]{0,15}(?:\s?\\times\s?10\^\{?-?\d{1,3}\}?)?)\s?(?:±|\\pm(?![a-z])|\+/-)\s?"
    r"\d{1,12}(?:\.\d{1,12})?\s?(?P<unit>[^\d±,;]{0,40}(?:\^\{?-?\d\}?[^\d±,;]{0,10}){0,3})\Z"
)
_CONCISE: Final = re.compile(r"(?<![\w.])(\d{1,12}\.\d{1,12})\(\d{1,3}\)")
_SCALED: Final = re.compile(
    r"(?P<value>[-−]?\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,6})?)\s?(?P<letter>k|K|M|m|mn|mio|Mio|bn|B|b)\s?\.?\Z"
)
_POWERS: Final = {"k": 3, "M": 6, "m": 6, "mn": 6, "mio": 6, "bn": 9, "b": 9}


def doubtful_notations(text: str) -> tuple[str, ...]:
    """Return the readings of a text that may be meant."""
    text = text.strip().strip("$").strip()
    found = [perhaps_decimal(text)]
    if len(text) <= _MAX_CHARS:
        if "±" in text or "\\pm" in text or "+/-" in text:
            match = _WITH_UNCERTAINTY.match(text)
            found.append(f"{match.group('value')} {match.group('unit')}" if match else None)
        if ")" in text:
            plain = _CONCISE.sub(r"\1", text)
            found.append(plain if plain != text else None)
    return tuple(other for other in found if other is not None)


def scaled_notation(text: str) -> str | None:
    """Return ``5k`` as ``5 × 10^3`` and ``2.5M`` as ``2.5 × 10^6``; ``None`` for other texts."""
    if len(text) > _MAX_CHARS or text[-1:] not in "kKMmnobB.":
        return None
    match = _SCALED.match(text.strip().lstrip("$\\€£ "))
    if match is None:
        return None
    letter = match.group("letter")
    power = _POWERS.get(letter) or _POWERS[letter.lower()]
    return f"{match.group('value')} \\times 10^{{{power}}}"
