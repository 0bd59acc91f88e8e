"""Other readings of a notation, tried where two answers differ as they were read first.

A decimal comma that nobody declared, an uncertainty, a letter for thousands: if the answers agree
in such a reading, they may be equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.uncertainty import stated_uncertainty
from preceptor_verifiers.reading.answer import Reading, read
from preceptor_verifiers.reading.decimal_comma import perhaps_decimal
from preceptor_verifiers.reading.ranges import compare_ranges

_MAX_CHARS: Final = 80
_CONCISE: Final = re.compile(r"(?<![\w.])(\d{1,12}\.\d{1,12})\(\d{1,3}\)")
_SCALED: Final = re.compile(
    r"(?P<value>[-−]?\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,6})?)\s?(?P<letter>k|K|M|mn|mio|Mio|bn|B)\s?\.?\Z"
)
_POWERS: Final = {"k": 3, "K": 3, "M": 6, "mn": 6, "mio": 6, "Mio": 6, "bn": 9, "B": 9}


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
            text, certain = scaled
            pair = (read(text), other) if side is reference else (other, read(text))
            in_thousands = compare(*pair)
            if in_thousands.same is Same.YES and (certain or side is candidate):
                return in_thousands
            if in_thousands.same is Same.YES:
                return Outcome(Same.UNKNOWN, "A letter may stand for thousands.", outcome.detail)
    if outcome.same is not Same.NO:
        return outcome
    ours, theirs = (
        _doubtful(side, uncertain=not policy.uncertainty) for side in (reference, candidate)
    )
    pairs = [(other, candidate) for other in ours] + [(reference, other) for other in theirs]
    pairs += product(ours, theirs)
    if any(compare(*pair).same is Same.YES for pair in pairs):
        reason = "The answers agree if a comma or an uncertainty is read in another way."
        return Outcome(Same.UNKNOWN, reason, outcome.detail)
    return outcome


def _doubtful(reading: Reading, *, uncertain: bool) -> tuple[Reading, ...]:
    """Return readings that may be meant; ``uncertain``: also a value without its uncertainty."""
    text = reading.text.strip().strip("$").strip()
    comma = perhaps_decimal(text)
    found = [] if comma is None else [read(comma)]
    if uncertain and len(text) <= _MAX_CHARS:
        if "±" in text or "\\pm" in text or "+/-" in text or "+-" in text:
            given = stated_uncertainty(text)
            if given is not None:
                found.append(replace(reading, quantity=given[0], tree=given[0].value))
        elif ")" in text:
            plain = _CONCISE.sub(r"\1", text)
            found += [read(plain)] if plain != text else []
    return tuple(found)


def scaled_notation(text: str) -> tuple[str, bool] | None:
    """Return ``5k`` as ``5 × 10^3`` and ``2.5M`` as ``2.5 × 10^6``; ``None`` for other texts.

    The second item says whether the letter can be nothing else; ``K`` and ``M`` are also units.
    """
    if len(text) > _MAX_CHARS or text[-1:] not in "kKMnoB.":
        return None
    match = _SCALED.match(text.strip().lstrip("$\\€£ "))
    if match is None:
        return None
    letter = match.group("letter")
    text = f"{match.group('value')} \\times 10^{{{_POWERS[letter]}}}"
    return text, letter not in "KMB"
