"""Things that are counted, next to units: ``5 apples``, ``5 pairs``, ``5 kg per person``."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.quantities.unit_definitions import is_counted
from preceptor_verifiers.quantities.units import Unit

_GROUPS: Final = names("""
    pair pairs couple couples score scores gross trio trios triple triples quartet quartets
    decade decades century centuries group groups set sets lot lots batch batches doubled tripled
    halved quadrupled""")
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


def multiplier(unit: Unit | None, other: Unit | None) -> str:
    """Return the word of one of two units that may multiply its number; empty without one.

    Where both sides have the word, or one has a unit of time such as the decade and the other a
    time as well, the numbers can be compared.
    """
    words = [
        word
        for side in (unit, other)
        if side is not None and side.words
        for word in (side.words[0].lower(),)
        if word in _GROUPS
    ]
    if not words or (unit is not None and other is not None and unit.dimension and other.dimension):
        return ""
    return "" if len(words) == 2 and words[0][:4] == words[1][:4] else words[0]
