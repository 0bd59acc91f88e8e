"""Compare numbers with units: dimension first, then the converted value.

Letters that stand for several units are read in the way that fits what is asked. A
temperature is converted with its offset; a difference of temperatures, and a unit that holds a
degree among others, without. Values whose units differ are compared in the unit of either
side: ``11.02 lb`` is 5 kg to its own last digit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from pydantic import JsonValue

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import Degrees, Mul, Node, Number, Percent
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.converted_values import (
    both_values,
    compare_values,
    converted,
    decide,
)
from preceptor_verifiers.quantities.counted_things import (
    counts,
    multiplier,
    per_thing,
    same_things,
)
from preceptor_verifiers.quantities.dimensions import quantity_name
from preceptor_verifiers.quantities.quantity import Quantity
from preceptor_verifiers.quantities.tolerance import Value
from preceptor_verifiers.quantities.unit_definitions import define
from preceptor_verifiers.quantities.unit_names import EXTRA_DIMENSIONS
from preceptor_verifiers.quantities.units import PI, Unit, clean, unit_readings

_EXACT_SHARE: Final = Fraction(1, 10**6)
_MULTIPLES: Final = (("dozen",), ("dozens",), ("million",))
"""Words that multiply a number rather than name its unit."""
_ANGLE_ROUNDING: Final = Fraction(1, 100)
_ZERO_CELSIUS: Final = Fraction(27315, 100)
_SIZES: Final = names("""
    ton tons grad gr gallon gallons gal mile miles pint pints ppt Calorie Calories""")
"""Words that name several units of one kind but of different size."""
_OF_SUBSTANCE: Final = frozenset(EXTRA_DIMENSIONS.values())


def compare_quantities(reference: Quantity, candidate: Quantity, policy: Policy) -> Outcome:
    """Whether the candidate states the same quantity as the reference."""
    outcome = _compare(reference, candidate, policy)
    if reference.name and candidate.name and outcome.same is Same.YES:
        names = [re.sub(r"[{}\s\\]", "", q.name) for q in (reference, candidate)]
        if names[0] != names[1]:
            reason = f"The values agree, but {candidate.name} is not {reference.name}."
            return Outcome(Same.UNKNOWN, reason, outcome.detail)
    sizes = [_size(reference), _size(candidate)]
    if outcome.same is Same.YES and None not in sizes and sizes[0] != sizes[1]:
        reason = f"The products agree, but the numbers may be the sides of a {_name(reference)}."
        return Outcome(Same.UNKNOWN, reason, outcome.detail)
    return outcome


def _size(quantity: Quantity) -> tuple[Node, ...] | None:
    """Return the factors of ``3 × 4 matrix``: numbers before a word that is not a unit."""
    value, unit = quantity.value, quantity.unit
    named = unit is not None and bool(unit.unknown)
    if named and isinstance(value, Mul) and all(isinstance(f, Number) for f in value.factors):
        return value.factors
    return None


def _compare(reference: Quantity, candidate: Quantity, policy: Policy) -> Outcome:
    if (reference.unit is not None and candidate.unit is not None
            and clean(reference.unit_text) == clean(candidate.unit_text)):  # fmt: skip
        return compare_values(reference.value, candidate.value, policy, _name(reference))
    left, right = _unit_of(reference), _unit_of(candidate)
    if left is None and right is None:
        return compare_values(reference.value, candidate.value, policy, "")
    factor = multiplier(left, right)
    if factor != 1:
        return _perhaps_multiplied(reference.value, candidate.value, factor, policy)
    if left is not None and right is not None:
        if left.offset and right.angle and candidate.unit is not None:
            right = _temperature(left, right, clean(candidate.unit_text))
        fitting, right = _fitting(reference, candidate, left, right)
        outcome = _compare_units(reference, candidate, fitting, right, policy)
        if outcome.same is Same.NO:
            outcome = _doubt_of_unit(reference, candidate, fitting, right, policy) or outcome
        if fitting.offset and not left.offset:
            # The reference is "25 C": a charge by its letter, a temperature by the answer.
            if outcome.same is not Same.YES:
                return _compare_units(reference, candidate, left, right, policy)
            reason = f"{_name(reference)} may or may not be a temperature."
            return Outcome(Same.UNKNOWN, reason, outcome.detail)
        return outcome
    if left is not None:
        return _unit_missing(reference, candidate, left, policy)
    return _unit_extra(reference, candidate, right, policy)


def _perhaps_multiplied(reference: Node, candidate: Node, factor: int, policy: Policy) -> Outcome:
    """Compare numbers of which one may be meant ``factor`` times, as that of pairs."""
    values = both_values(reference, candidate)
    if isinstance(values, Outcome):
        return values
    scales = (Fraction(1), Fraction(factor), Fraction(1, factor))
    outcomes = [decide(values[0], values[1].scaled(scale), policy, "") for scale in scales]
    if all(outcome.same is Same.NO for outcome in outcomes):
        return outcomes[0]
    return Outcome(Same.UNKNOWN, "A word may multiply the number.", outcomes[0].detail)


def _temperature(asked: Unit, stated: Unit, text: str) -> Unit:
    """Return the meaning of ``20 degrees`` and ``20°`` where a temperature is asked for."""
    return asked if not text or text.startswith(("°", "deg")) else stated


def _fitting(
    reference: Quantity, candidate: Quantity, left: Unit, right: Unit
) -> tuple[Unit, Unit]:
    """Return the readings of the two units with the same dimension, else the usual ones."""
    if left.same_dimension(right) and not (left.turns and right.radians):
        return left, right
    lefts = unit_readings(reference.unit_text, asked=True) if reference.unit_text else (left,)
    rights = unit_readings(candidate.unit_text) if candidate.unit_text else (right,)
    for left_reading in lefts:
        for right_reading in rights:
            if left_reading.same_dimension(right_reading) and not (
                left_reading.unknown or right_reading.unknown
            ):
                return left_reading, right_reading
    return left, right


def _doubt_of_unit(
    reference: Quantity, candidate: Quantity, left: Unit, right: Unit, policy: Policy
) -> Outcome | None:
    """Return an undecided outcome if the values agree in another unit of the same name."""
    if not left.same_dimension(right):
        return None
    for side, unit in ((reference, left), (candidate, right)):
        if not side.unit_text or not _SIZES.intersection(w.partition("^")[0] for w in unit.words):
            continue
        for other in unit_readings(side.unit_text):
            if not other.same_dimension(unit) or other.factor == unit.factor:
                continue
            units = (other, right) if side is reference else (left, other)
            outcome = _compare_units(reference, candidate, *units, policy)
            if outcome.same is Same.YES:
                reason = f"{_name(side)!r} is the name of several units of different size."
                return Outcome(Same.UNKNOWN, reason, outcome.detail)
    return None


def _unit_of(quantity: Quantity) -> Unit | None:
    if quantity.unit is not None:
        return quantity.unit
    if isinstance(quantity.value, Percent):
        return Unit(Fraction(1, 100), (), words=("%",), percent=True)
    if isinstance(quantity.value, Degrees):
        return Unit(PI / 180, (), words=("°",), angle=True)
    return None


def _bare(quantity: Quantity) -> Node:
    value = quantity.value
    if quantity.unit is None and isinstance(value, Percent | Degrees):
        return value.operand
    return value


def _name(quantity: Quantity) -> str:
    unit = _unit_of(quantity)
    if unit is None:
        return ""
    return clean(quantity.unit_text) or " ".join(unit.words)


def _compare_units(
    reference: Quantity, candidate: Quantity, left: Unit, right: Unit, policy: Policy
) -> Outcome:
    values = both_values(_bare(reference), _bare(candidate))
    if isinstance(values, Outcome):
        return values
    theirs, ours = _name(candidate), _name(reference)
    if not left.same_dimension(right):
        return _other_dimension(candidate, values, (left, right), (ours, theirs), policy)
    unlike = _unlike(left, right, (ours, theirs))
    if unlike is not None:
        return unlike
    factor = right.factor / left.factor * _turns(left, right)
    offset = (right.offset - left.offset) / left.factor
    if left.difference or right.difference:
        offset = Fraction(0)
    outcome = converted(values, factor, offset, (ours, theirs), policy)
    if outcome.same is Same.YES or policy.tolerance.stated:
        return outcome
    if abs(offset) == _ZERO_CELSIUS:
        rough = Fraction(273 if offset > 0 else -273)
        celsius = converted(values, factor, rough, (ours, theirs), policy)
        return celsius if celsius.same is Same.YES else outcome
    difference = abs(values[1].value * factor + offset - values[0].value)
    if difference <= abs(values[0].value) * (left.spread + right.spread):
        unit = ours if left.spread else theirs
        return replace(outcome, same=Same.UNKNOWN, reason=f"The value of {unit} varies.")
    return outcome


def _other_dimension(
    candidate: Quantity,
    values: tuple[Value, Value],
    units: tuple[Unit, Unit],
    names_of: tuple[str, str],
    policy: Policy,
) -> Outcome:
    """Compare values whose units cannot be converted into each other."""
    (left, right), (ours, theirs) = units, names_of
    detail: dict[str, JsonValue] = {"reference_unit": ours, "candidate_unit": theirs}
    if left.unknown or right.unknown:
        if same_things(left, right):
            return decide(values[0], values[1], policy, ours)
        if counts(left):
            value = decide(values[0], values[1], policy, ours)
            if value.same is Same.YES:
                return value
        unknown = ", ".join(w.partition("^")[0] for w in (*left.unknown, *right.unknown))
        return Outcome(Same.UNKNOWN, f"The unit {unknown!r} is not known.", detail)
    substances = {base for unit in (left, right) for base, _ in unit.dimension} & _OF_SUBSTANCE
    if substances:
        reason = f"The size of {ours} in {theirs} depends on the substance."
        return Outcome(Same.UNKNOWN, reason, detail)
    if _is_prefix_of(candidate, ours) and (
        decide(values[0], values[1], policy, ours).same is Same.YES
    ):
        return Outcome(Same.UNKNOWN, f"{theirs} may be the prefix of {ours}.", detail)
    detail["reference_dimension"] = quantity_name(left.dimension)
    detail["candidate_dimension"] = quantity_name(right.dimension)
    return Outcome(
        Same.NO,
        f"The unit {theirs} measures {quantity_name(right.dimension)}; "
        f"{ours} measures {quantity_name(left.dimension)}.",
        detail,
    )


def _is_prefix_of(candidate: Quantity, unit: str) -> bool:
    """Whether a letter directly behind the number may be the prefix of the unit: ``5m`` for mF."""
    letter = clean(candidate.unit_text)
    glued = not candidate.upright and len(letter) == 1 and letter in "mkMGTnpµ"
    return glued and len(unit) > 1 and unit.startswith(letter) and define(unit) is not None


def _unlike(left: Unit, right: Unit, names_of: tuple[str, str]) -> Outcome | None:
    """Return the outcome of two units of one dimension that measure different things."""
    ours, theirs = names_of
    if per_thing(left) != per_thing(right):
        name = theirs if per_thing(right) else ours
        return Outcome(Same.UNKNOWN, f"{name} is an amount for each of several things.", {})
    if (left.frequency and right.radians) or (right.frequency and left.radians):
        return Outcome(
            Same.NO, f"{ours} and {theirs}: one counts cycles, the other measures an angle.", {}
        )
    return None


def _turns(left: Unit, right: Unit) -> Fraction:
    """Return the factor for whole turns: 1 each, 2π where the other side measures an angle."""
    if left.turns and right.radians:
        return 1 / (2 * PI) ** int(left.turns)
    if right.turns and left.radians:
        return (2 * PI) ** int(right.turns)
    return Fraction(1)


def _unit_missing(reference: Quantity, candidate: Quantity, unit: Unit, policy: Policy) -> Outcome:
    """Read a bare candidate in the reference's unit, with its power of ten or without."""
    name = _name(reference)
    if unit.percent:
        return _percent_missing(_bare(reference), candidate.value, policy)
    if policy.unit_required and not unit.bare and not unit.angle:
        return Outcome(Same.NO, f"The answer has no unit; {name} is required.", {})
    values = both_values(_bare(reference), candidate.value)
    if isinstance(values, Outcome):
        return values
    outcome = decide(values[0], values[1], policy, name)
    if outcome.same is Same.YES:
        return outcome
    for scale in dict.fromkeys((unit.scale, unit.factor if _is_share(unit) else unit.scale)):
        if scale != 1:
            scaled = decide(values[0], values[1].scaled(1 / scale), policy, name)
            if scaled.same is Same.YES:
                return scaled
    if unit.angle:
        radians = decide(values[0], values[1].scaled(1 / unit.factor), policy, name)
        if radians.same is Same.YES and not values[1].rational:
            return radians
    return outcome


def _is_share(unit: Unit) -> bool:
    """Whether the unit is a number, such as ‰ or a dozen."""
    return not (unit.dimension or unit.radians or unit.turns or unit.unknown)


def _unit_extra(
    reference: Quantity, candidate: Quantity, unit: Unit | None, policy: Policy
) -> Outcome:
    """Compare when only the candidate has a unit: it is taken as the one that was meant."""
    if unit is None:
        return compare_values(reference.value, candidate.value, policy, "")
    if unit.percent:
        values = both_values(reference.value, _bare(candidate))
        if isinstance(values, Outcome):
            return values
        if policy.percent == "literal":
            return Outcome(Same.NO, "The answer is in percent; the reference is not.", {})
        ratio = decide(values[0], values[1].scaled(Fraction(1, 100)), policy, "")
        if policy.percent == "ratio" or ratio.same is Same.YES:
            return ratio
        return _likelier(decide(values[0], values[1], policy, ""), ratio)
    values = both_values(reference.value, _bare(candidate))
    if isinstance(values, Outcome):
        return values
    if unit.words in _MULTIPLES:
        return decide(values[0], values[1].scaled(unit.factor), policy, "")
    outcome = decide(values[0], values[1].scaled(unit.scale), policy, "")
    if outcome.same is not Same.YES and _is_share(unit):
        share = decide(values[0], values[1].scaled(unit.factor), policy, "")
        outcome = share if share.same is Same.YES else outcome
    if outcome.same is not Same.YES and unit.angle:
        angle = values[1].scaled(unit.factor)
        radians = decide(values[0], angle, policy, "rad")
        if radians.same is Same.YES:
            off = abs(angle.value - values[0].value)
            if off > abs(angle.value) * _ANGLE_ROUNDING and not policy.tolerance.stated:
                reason = "The reference may be the angle in radians, rounded."
                return Outcome(Same.UNKNOWN, reason, radians.detail)
            return radians
    return outcome


def _percent_missing(reference: Node, candidate: Node, policy: Policy) -> Outcome:
    values = both_values(reference, candidate)
    if isinstance(values, Outcome):
        return values
    if policy.percent == "literal":
        return Outcome(Same.NO, "The reference is in percent; the answer is not.", {})
    hundred = values[1].scaled(Fraction(100))
    if values[1].step is None and hundred.value.denominator != 1:
        hundred = replace(hundred, step=_EXACT_SHARE)  # 1/3 may be the share that 33 % rounds
    ratio = decide(values[0], hundred, policy, "%")
    if policy.percent == "ratio" or ratio.same is Same.YES:
        return ratio
    return _likelier(decide(values[0], values[1], policy, "%"), ratio)


def _likelier(first: Outcome, second: Outcome) -> Outcome:
    """Return the outcome of the reading that fits better; the first, if both fail."""
    return second if first.same is Same.NO and second.same is Same.UNKNOWN else first
