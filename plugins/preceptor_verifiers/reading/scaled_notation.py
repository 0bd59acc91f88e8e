"""Letters for powers of ten behind a number: ``5k``, ``2.5M``, ``47p``, ``2k2``.

As electronics and newspapers write them. Next to a quantity, the letter is the prefix of a unit
that was left out: ``2.2k`` answers ``2200 Ω``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.units import Unit, parse_unit
from preceptor_verifiers.reading.answer import Reading, read

_MAX_CHARS: Final = 80
_POWERS: Final = {"k": 3, "K": 3, "M": 6, "mn": 6, "mio": 6, "Mio": 6, "bn": 9, "B": 9, "G": 9,
                  "u": -6, "µ": -6, "μ": -6, "n": -9, "p": -12}  # fmt: skip
_SCALED: Final = re.compile(
    r"(?P<value>[-−]?\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,6})?)\s?"
    r"(?P<letter>k|K|M|mn|mio|Mio|bn|B|G|u|µ|μ|n|p)\s?\.?\Z"
)
_LETTER_AS_POINT: Final = re.compile(r"(?P<whole>\d{1,3})(?P<letter>[kKMunpµμ])(?P<part>\d{1,3})\Z")
_UNSURE: Final = frozenset("KMBGuµμnp")
"""Letters that are also units or variables."""
_PREFIXED_UNITS: Final = (
    "ohm", "farad", "henry", "volt", "ampere", "watt", "hertz", "joule", "pascal", "siemens",
    "coulomb", "tesla", "newton", "electron_volt", "bit",
)  # fmt: skip


def in_scaled_notation(
    reference: Reading, candidate: Reading, compare: Callable[[Reading, Reading], Outcome]
) -> Outcome | None:
    """Compare again where a letter may stand for a power of ten; ``None`` if it does not fit."""
    for side, other in ((reference, candidate), (candidate, reference)):
        scaled = scaled_notation(side.text)
        if scaled is None or other.quantity is None:
            continue
        text, certain = scaled
        if other.quantity.unit is not None:
            if side.text.rstrip(" .").endswith("K"):
                continue  # 25 K is a temperature, and no answer to 25 kJ
            unit = _without_prefix(other.quantity.unit)
            if unit is None:
                continue
            text = f"{text} {unit}"
        again = compare(*((read(text), other) if side is reference else (other, read(text))))
        if again.same is Same.YES:
            if certain or side is candidate:
                return again
            return Outcome(Same.UNKNOWN, "A letter may stand for a power of ten.", again.detail)
    return None


def _without_prefix(unit: Unit) -> str | None:
    """Return the name of the unit whose decimal multiple ``unit`` is, if it is one."""
    if len(unit.words) != 1 or unit.unknown or unit.offset:
        return None
    for name in _PREFIXED_UNITS:
        base = parse_unit(name)
        ratio = unit.factor / base.factor
        large = max(ratio.numerator, ratio.denominator)
        if base.same_dimension(unit) and str(large).strip("0") == "1" == str(
            min(ratio.numerator, ratio.denominator)
        ):
            return name
    return None


def scaled_notation(text: str) -> tuple[str, bool] | None:
    """Return ``5k`` as ``5 × 10^3`` and ``2k2`` as ``2.2 × 10^3``; ``None`` for other texts.

    The second item says whether the letter can be nothing else; ``K`` and ``M`` are also units.
    """
    text = text.strip().lstrip("$\\€£ ")
    if (
        len(text) > _MAX_CHARS
        or not text[:1].isascii()
        or not (text[-1:].isdigit() or text[-1:] in "kKMnoBGuµμp.")
    ):
        return None
    inside = _LETTER_AS_POINT.match(text)
    match = inside or _SCALED.match(text)
    if match is None:
        return None
    letter = match.group("letter")
    value = f"{match.group('whole')}.{match.group('part')}" if inside else match.group("value")
    text = f"{value} \\times 10^{{{_POWERS[letter]}}}"
    return text, inside is None and letter not in _UNSURE
