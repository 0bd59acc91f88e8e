"""Compare answers in parts, each part with the one of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, permutations
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.reading.named_parts import Part

Compare = Callable[[str, str], Outcome]
_MOST_ORDERS: Final = 24
"""Orders of the parts that are tried where names do not decide."""

_SYMBOLS: Final = {
    "acceleration": "a", "area": "A S", "capacitance": "C", "charge": "q Q", "concentration": "c",
    "current": "I i", "density": "\\rho ρ", "diameter": "d D", "distance": "d s x", "energy": "E",
    "force": "F", "frequency": "f \\nu ν", "height": "h H", "length": "L l", "mass": "m M",
    "momentum": "p", "power": "P", "pressure": "p P", "radius": "r R", "resistance": "R",
    "speed": "v", "temperature": "T", "time": "t", "velocity": "v", "voltage": "V U",
    "volume": "V", "wavelength": "\\lambda λ", "width": "w W b", "work": "W",
}  # fmt: skip
"""Letters that usually stand for a quantity."""


def compare_named(
    reference: Sequence[Part], candidate: Sequence[Part], compare: Compare
) -> Outcome:
    """Compare parts that have names on both sides; their order does not matter.

    Parts whose names do not correspond prove nothing where their values agree.
    """
    pairs = _by_name(reference, candidate)
    unclear: Outcome | None = None
    for i, j in sorted(pairs.items()):
        outcome = compare(reference[i].value, candidate[j].value)
        if outcome.same is Same.NO:
            return Outcome(Same.NO, f"{_shown(reference[i])}: {outcome.reason}", {})
        if outcome.same is Same.UNKNOWN:
            unclear = outcome
    missing = [part for i, part in enumerate(reference) if i not in pairs]
    extra = [part for j, part in enumerate(candidate) if j not in pairs.values()]
    if missing and not extra:
        return Outcome(Same.NO, f"The answer does not state {_shown(missing[0])}.", {})
    if missing:
        values = [part.value for part in missing], [part.value for part in extra]
        outcome = compare_in_any_order(*values, compare)
        if outcome.same is Same.NO:
            return outcome
        reason = f"{_shown(extra[0])} may be another part than {_shown(missing[0])}."
        return Outcome(Same.UNKNOWN, reason, {})
    if extra:
        return Outcome(Same.UNKNOWN, "The answer states more than is asked for.", {})
    if unclear is not None:
        return Outcome(Same.UNKNOWN, unclear.reason, {})
    return Outcome(Same.YES, "All parts agree.", {})


def compare_one_by_one(
    reference: Sequence[str], candidate: Sequence[str], compare: Compare
) -> Outcome:
    """Compare as many values one by one, as marks such as (a) and (b) say."""
    outcomes = [compare(a, b) for a, b in zip(reference, candidate, strict=True)]
    for wanted in (Same.NO, Same.UNKNOWN):
        for outcome in outcomes:
            if outcome.same is wanted:
                return outcome
    return Outcome(Same.YES, "All parts agree.", {})


def compare_in_order(
    reference: Sequence[str], candidate: Sequence[str], compare: Compare
) -> Outcome:
    """Compare as many values one by one; agreement in another order is left undecided."""
    outcomes = [compare(a, b) for a, b in zip(reference, candidate, strict=True)]
    if all(outcome.same is Same.YES for outcome in outcomes):
        return Outcome(Same.YES, "All parts agree.", {})
    return compare_in_any_order(reference, candidate, compare)


def compare_in_any_order(
    reference: Sequence[str], candidate: Sequence[str], compare: Compare
) -> Outcome:
    """Whether values can be the same in some order; never more than ``UNKNOWN``."""
    if len(reference) != len(candidate):
        reason = f"The answer has {len(candidate)} values, the reference {len(reference)}."
        return Outcome(Same.NO, reason, {})
    table = [[compare(a, b) for b in candidate] for a in reference]
    for order in islice(permutations(range(len(candidate))), _MOST_ORDERS):
        if all(row[j].same is not Same.NO for row, j in zip(table, order, strict=True)):
            return Outcome(Same.UNKNOWN, "The values may belong to other parts.", {})
    if len(reference) > 4:
        return Outcome(Same.UNKNOWN, "The values may belong to other parts.", {})
    differing = next(o for i, row in enumerate(table) for o in (row[i], *row) if o.same is Same.NO)
    return Outcome(Same.NO, differing.reason, {})


def _by_name(reference: Sequence[Part], candidate: Sequence[Part]) -> dict[int, int]:
    """Return the positions of parts that have one name, by the surest sign first."""
    pairs: dict[int, int] = {}
    for corresponds in (_equal, _contained, _abbreviated):
        for i, part in enumerate(reference):
            if i in pairs:
                continue
            fitting = [
                j
                for j, other in enumerate(candidate)
                if j not in pairs.values() and corresponds(part.name, other.name)
            ]
            rivals = sum(
                corresponds(other.name, candidate[j].name)
                for j in fitting[:1]
                for k, other in enumerate(reference)
                if k not in pairs
            )
            if len(fitting) == 1 and rivals == 1:
                pairs[i] = fitting[0]
    return pairs


def _equal(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return left == right


def _contained(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return set(left) <= set(right) or set(right) <= set(left)


def _abbreviated(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one name is the symbol or the initials of the other."""
    for short, long in ((left, right), (right, left)):
        if len(short) != 1 or len(short[0]) > 3 or not any(len(word) > 3 for word in long):
            continue
        initials = "".join(word[0] for word in long)
        if short[0].lower() == initials.lower():
            return True
        if any(short[0] in _SYMBOLS.get(word, "").split() for word in long):
            return True
    return False


def _shown(part: Part) -> str:
    return " ".join(part.name) if part.name else "a part"
