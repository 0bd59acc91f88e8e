"""Things that are counted, next to units: ``5 apples``, ``5 pairs``, ``5 kg per person``."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.quantities.unit_definitions import is_counted
from preceptor_verifiers.quantities.units import Unit

_GROUPS: Final = {
    "pair": 2, "couple": 2, "twin": 2, "trio": 3, "triple": 3, "quartet": 4, "score": 20,
    "gross": 144, "doubled": 2, "tripled": 3, "quadrupled": 4,
}  # fmt: skip
"""Words that may multiply the number: ``5 pairs`` are five or ten things."""
_PARTICLES: Final = names("""
    photon electron proton neutron particle molecule atom ion formula nucleus nuclei nucleon bond
    site residue base event decay collision disintegration""")


def same_things(left: Unit, right: Unit) -> bool:
    """Whether both count things of one name, on one side perhaps with an adjective."""
    if left.dimension or right.dimension or not (left.unknown and right.unknown):
        return False
    stated, claimed = set(left.unknown), set(right.unknown)
    last = [unit.words[-1].lower().removesuffix("s") for unit in (left, right)]
    return last[0] == last[1] and (stated <= claimed or claimed <= stated)


def counts(unit: Unit) -> bool:
    """Whether the unit is a thing that is counted, with a known name."""
    return unit.factor == 1 and not (unit.dimension or unit.unknown or unit.radians or unit.turns)


def per_thing(unit: Unit) -> bool:
    """Whether the unit divides by things that are counted, as ``kg/person`` does.

    An energy per atom or photon is usually stated without the particle.
    """
    powers = (word.lower().partition("^") for word in unit.words)
    return any(
        power[:1] == "-" and is_counted(word) and word.removesuffix("s") not in _PARTICLES
        for word, _, power in powers
    )


def multiplier(unit: Unit | None, other: Unit | None) -> int:
    """Return by how much a word of one of two units may multiply its number; 1 without one.

    Where both sides have the word, the numbers can be compared.
    """
    factors = [_multiple(side) for side in (unit, other)]
    return max(factors) if factors[0] != factors[1] else 1


def _multiple(unit: Unit | None) -> int:
    if unit is None or not unit.words:
        return 1
    word = unit.words[0].lower()
    return _GROUPS.get(word) or _GROUPS.get(word.removesuffix("s"), 1)
