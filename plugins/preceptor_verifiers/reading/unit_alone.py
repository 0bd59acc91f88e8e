"""Answers that are a unit without a number: ``m`` and ``metres``, ``ft/s`` and ``feet per second``.

Letters may also be variables. Where neither side is the name of a unit, equal units are the same
answer if one side can be nothing else (``kg m/s^2`` and ``N``), and undecided otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.dimensions import quantity_name
from preceptor_verifiers.quantities.physical_constants import BY_SYMBOL
from preceptor_verifiers.quantities.unit_definitions import Definition, define, dimension_of
from preceptor_verifiers.quantities.unit_or_variable import Letters, letters_of, si_symbols
from preceptor_verifiers.quantities.units import Unit, UnitError, clean, parse_unit

_MAX_CHARS: Final = 60
_NAME: Final = re.compile(
    r"(?<![A-Za-z])(?!(?:[mknpfu]mol|mmHg|[mk]bar|kcal)(?![A-Za-z]))[A-Za-z]{4,}|°|Ω|\\(?:text|mathrm|mbox|unit)(?![a-z])"
)
_LONE: Final = re.compile(r"[A-Za-z]\Z")
_SYMBOLS: Final = re.compile(r"[A-Za-zµΩ°%$1-3\s^*/·⋅×().{}\\⁻¹²³−-]+\Z")
_SHARED: Final = tuple(dimension_of(text) for text in ("kg m^2 s^-2", "s^-1", "m^2 s^-2"))
"""Torque and energy, frequency and activity, kinds of dose: one dimension, several quantities."""


def compare_units_alone(reference: str, candidate: str) -> Outcome | None:
    """Compare two texts that are units; ``None`` if one is not, or neither is surely a unit."""
    if max(len(reference), len(candidate)) > _MAX_CHARS or any(
        c.isdecimal() and c not in "123" for c in reference + candidate
    ):
        return None
    named = any(_NAME.search(text) is not None for text in (reference, candidate))
    if not named and not (_SYMBOLS.match(reference) and _SYMBOLS.match(candidate)):
        return None
    left, right = _unit(reference, named=named), _unit(candidate, named=named)
    if left is None or right is None:
        return None
    if not named:
        return _symbols_alone(reference, candidate, left, right)
    if left.same_dimension(right) and (left.factor, left.offset) == (right.factor, right.offset):
        if _made_of(left) == _made_of(right) or left.dimension not in _SHARED:
            return Outcome(Same.YES, f"Both name the unit {right.text}.", {})
        return Outcome(
            Same.UNKNOWN, f"{left.text} and {right.text} are equal, but may not be meant.", {}
        )
    if any(_LONE.match(unit.text) for unit in (left, right)):
        return Outcome(Same.UNKNOWN, "A letter may be a unit or a variable.", {})
    if left.dimension == right.dimension and left.factor == right.factor:
        return None
    reason = (
        f"{right.text} is a unit of {quantity_name(right.dimension)}, and "
        f"{left.text} one of {quantity_name(left.dimension)}."
    )
    return Outcome(Same.NO, reason, {})


def _symbols_alone(reference: str, candidate: str, left: Unit, right: Unit) -> Outcome | None:
    """Compare units that are written in symbols; ``None`` where algebra decides as well."""
    if not left.same_dimension(right) or _made_of(left) == _made_of(right):
        return None
    sure = [
        letters_of(unit, text) is Letters.UNIT
        for unit, text in ((left, reference), (right, candidate))
    ]
    if (left.factor, left.offset) != (right.factor, right.offset):
        if not all(sure):
            return None
        return Outcome(Same.NO, f"{right.text} and {left.text} are of different size.", {})
    if any(sure) and left.dimension not in _SHARED:
        return Outcome(Same.YES, f"{right.text} is the unit {left.text}.", {})
    return Outcome(Same.UNKNOWN, f"{left.text} and {right.text} may be equal units.", {})


def _unit(text: str, *, named: bool) -> Unit | None:
    """Return the unit of a text; with a ``named`` one, two letters must be an SI symbol."""
    try:
        unit = parse_unit(text)
    except UnitError:
        return None
    if unit.unknown or not unit.words or unit.scale != 1 or not (unit.dimension or unit.angle):
        return None
    words = [word.partition("^")[0] for word in unit.words]
    if any(_is_constant(word) for word in words):
        return None
    if letters_of(unit, text) is Letters.VARIABLE or (
        named and len(clean(text)) < 3 and not si_symbols(unit)
    ):
        return None
    return unit


def _is_constant(word: str) -> bool:
    known, definition = BY_SYMBOL.get(word), define(word)
    if known is None or definition is None or word in ("eV", "u"):
        return False
    return definition.factor == known.value


def _made_of(unit: Unit) -> Counter[tuple[Definition | None, str]]:
    parts = (word.partition("^") for word in unit.words)
    return Counter((define(word), power or "1") for word, _, power in parts)
