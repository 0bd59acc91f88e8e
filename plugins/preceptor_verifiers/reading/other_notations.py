"""Other readings of a notation, tried where two answers differ as they were read first.

A decimal comma that nobody declared, an uncertainty, a letter for thousands: if the answers agree
in such a reading, they may be equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.reading.answer import Reading, read
from preceptor_verifiers.reading.decimal_comma import perhaps_decimal
from preceptor_verifiers.reading.ranges import compare_ranges

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


def in_other_notation(
    reference: Reading,
    candidate: Reading,
    outcome: Outcome,
    compare: Callable[[Reading, Reading], Outcome],
    policy: Policy,
) -> Outcome:
    """Return another outcome if two answers that differ agree in another notation."""
    ranges = compare_ranges(
        reference.text, candidate.text, reference.quantity, candidate.quantity, policy
    )
    if ranges is not None:
        return ranges
    for side, other in ((reference, candidate), (candidate, reference)):
        scaled = scaled_notation(side.text)
        if scaled is not None and other.quantity is not None and other.quantity.unit is None:
            again = read(scaled)
            outcome_scaled = compare(*((again, other) if side is reference else (other, again)))
            if outcome_scaled.same is Same.YES:
                return outcome_scaled
    if outcome.same is not Same.NO:
        return outcome
    ours, theirs = (
        doubtful_notations(side.text, uncertain=not policy.uncertainty)
        for side in (reference, candidate)
    )
    pairs = [(read(text), candidate) for text in ours] + [(reference, read(t)) for t in theirs]
    pairs += [(read(a), read(b)) for a, b in product(ours, theirs)]
    if any(compare(*pair).same is Same.YES for pair in pairs):
        reason = "The answers agree if a comma or an uncertainty is read in another way."
        return Outcome(Same.UNKNOWN, reason, outcome.detail)
    return outcome


def doubtful_notations(text: str, *, uncertain: bool = True) -> tuple[str, ...]:
    """Return the readings of a text that may be meant; ``uncertain``: also without uncertainties."""
    text = text.strip().strip("$").strip()
    found = [perhaps_decimal(text)]
    if uncertain and len(text) <= _MAX_CHARS:
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
