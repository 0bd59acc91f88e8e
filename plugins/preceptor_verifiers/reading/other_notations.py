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
from preceptor_verifiers.reading.bounds import compare_bounds
from preceptor_verifiers.reading.decimal_comma import perhaps_decimal
from preceptor_verifiers.reading.ordinals import compare_second
from preceptor_verifiers.reading.ranges import compare_ranges
from preceptor_verifiers.reading.scaled_notation import in_scaled_notation
from preceptor_verifiers.reading.unit_alone import compare_units_alone

_MAX_CHARS: Final = 80
_LOSS: Final = re.compile(r"\s*\(\s?(\\?\$?\d[\d,.]{0,20})\s?\)\s*\Z")
_CONCISE: Final = re.compile(r"(?<![\w.])(\d{1,12}\.\d{1,12})\(\d{1,3}\)")


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
    quantities = (reference.quantity, candidate.quantity)
    other = (
        (
            compare_bounds(reference.text, candidate.text, quantities, policy)
            if reference.tree is None or candidate.tree is None
            else None
        )
        or compare_units_alone(reference.text, candidate.text)
        or compare_second(reference.text, candidate.text)
        or in_scaled_notation(reference, candidate, compare)
    )
    if other is not None:
        return other
    if outcome.same is not Same.NO:
        return outcome
    ours, theirs = (
        _doubtful(side, uncertain=not policy.uncertainty) for side in (reference, candidate)
    )
    pairs = [(other, candidate) for other in ours] + [(reference, other) for other in theirs]
    pairs += product(ours, theirs)
    if any(
        _in_brackets(*pair, compare) for pair in ((reference, candidate), (candidate, reference))
    ):
        return Outcome(Same.UNKNOWN, "Brackets may stand for a minus.", outcome.detail)
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


def _in_brackets(
    side: Reading, other: Reading, compare: Callable[[Reading, Reading], Outcome]
) -> bool:
    """Whether a number in brackets, as accounts write a loss, agrees when it is negative."""
    match = _LOSS.match(side.text)
    return match is not None and compare(other, read(f"-{match.group(1)}")).same is Same.YES
