"""Comparing numbers with units: dimension first, then the converted value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pydantic import JsonValue

from preceptor_verifiers.equality import Same
from preceptor_verifiers.evaluation import NotEvaluableError, UndefinedError
from preceptor_verifiers.grammar.tree import Degrees, LimitError, Node, Percent
from preceptor_verifiers.policy import Policy
from preceptor_verifiers.quantities import Quantity
from preceptor_verifiers.rounding import Value, compare, shown, stated_value
from preceptor_verifiers.units import PI, Unit, clean, parse_unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison, a sentence about it, and the facts behind it."""

    same: Same
    reason: str
    detail: dict[str, JsonValue]


def compare_quantities(reference: Quantity, candidate: Quantity, policy: Policy) -> Outcome:
    """Whether the candidate states the same quantity as the reference."""
    if (reference.unit is not None and candidate.unit is not None
            and clean(reference.unit_text) == clean(candidate.unit_text)):  # fmt: skip
        return _compare_values(reference.value, candidate.value, policy, _name(reference))
    left, right = _unit_of(reference), _unit_of(candidate)
    if left is None and right is None:
        return _compare_values(reference.value, candidate.value, policy, "")
    if left is not None and right is not None:
        if left.offset and (right.angle or clean(candidate.unit_text) in ("C", "F")):
            right = _temperature(left, right, clean(candidate.unit_text))
        return _compare_units(reference, candidate, left, right, policy)
    if left is not None:
        return _unit_missing(reference, candidate, left, policy)
    return _unit_extra(reference, candidate, right, policy)


def _temperature(asked: Unit, stated: Unit, text: str) -> Unit:
    """What ``20 degrees``, ``20°`` and ``20 C`` mean where a temperature on a scale is asked."""
    if stated.angle and text not in ("C", "F"):
        return asked if not text or text.startswith(("°", "º", "deg")) else stated
    return parse_unit(f"°{text}")


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


def _values(reference: Node, candidate: Node) -> tuple[Value, Value] | Outcome:
    try:
        left = stated_value(reference)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError) as error:
        return Outcome(Same.UNKNOWN, f"The reference cannot be computed: {error}.", {})
    try:
        return left, stated_value(candidate)
    except UndefinedError as error:
        return Outcome(Same.NO, f"The answer has no value: {error}.", {})
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError) as error:
        return Outcome(Same.UNKNOWN, f"The answer cannot be computed: {error}.", {})


def _compare_values(reference: Node, candidate: Node, policy: Policy, unit: str) -> Outcome:
    values = _values(reference, candidate)
    if isinstance(values, Outcome):
        return values
    return _decide(values[0], values[1], policy, unit)


def _decide(reference: Value, candidate: Value, policy: Policy, unit: str) -> Outcome:
    same, rule = compare(reference, candidate, policy.tolerance)
    unit = f" {unit}" if unit else ""
    left, right = shown(reference.value) + unit, shown(candidate.value) + unit
    detail: dict[str, JsonValue] = {"reference": left, "candidate": right}
    if same is Same.YES:
        return Outcome(same, f"{right} agrees with {left}: {rule}.", detail)
    return Outcome(same, f"{right} is not {left}: {rule}.", detail)


def _compare_units(
    reference: Quantity, candidate: Quantity, left: Unit, right: Unit, policy: Policy
) -> Outcome:
    values = _values(_bare(reference), _bare(candidate))
    if isinstance(values, Outcome):
        return values
    theirs, ours = _name(candidate), _name(reference)
    if not left.same_dimension(right):
        detail: dict[str, JsonValue] = {"reference_unit": ours, "candidate_unit": theirs}
        if left.unknown or right.unknown:
            if not left.unknown and left.dimension == () and policy.percent:
                return _decide(values[0], values[1], policy, ours)
            value = _decide(values[0], values[1], policy, "")
            if value.same is Same.NO:
                return value
            unknown = ", ".join(w.partition("^")[0] for w in (*left.unknown, *right.unknown))
            return Outcome(Same.UNKNOWN, f"The unit {unknown!r} is not known.", detail)
        return Outcome(
            Same.NO, f"The unit {theirs} does not measure the same quantity as {ours}.", detail
        )
    if left.percent != right.percent and left.dimension == ():
        return _decide(values[0], values[1].scaled(right.factor / left.factor), policy, ours)
    factor = right.factor / left.factor
    offset = (right.offset - left.offset) / left.factor
    converted = values[1].scaled(factor, offset)
    outcome = _decide(values[0], converted, policy, ours)
    if factor != 1 or offset:
        outcome.detail["stated"] = f"{shown(values[1].value)} {theirs}"
    return outcome


def _unit_missing(reference: Quantity, candidate: Quantity, unit: Unit, policy: Policy) -> Outcome:
    """A bare candidate is read in the asked unit; so is one with the power of ten put in."""
    name = _name(reference)
    if unit.percent:
        return _percent_missing(_bare(reference), candidate.value, policy)
    if policy.unit_required and not unit.bare and not unit.angle:
        return Outcome(Same.NO, f"The answer has no unit; {name} is asked for.", {})
    values = _values(_bare(reference), candidate.value)
    if isinstance(values, Outcome):
        return values
    outcome = _decide(values[0], values[1], policy, name)
    if outcome.same is Same.YES:
        return outcome
    if unit.scale != 1:
        scaled = _decide(values[0], values[1].scaled(1 / unit.scale), policy, name)
        if scaled.same is Same.YES:
            return scaled
    if unit.angle:
        radians = _decide(values[0], values[1].scaled(1 / unit.factor), policy, name)
        if radians.same is Same.YES and not values[1].rational:
            return radians
    return outcome


def _unit_extra(
    reference: Quantity, candidate: Quantity, unit: Unit | None, policy: Policy
) -> Outcome:
    """The reference states no unit: the candidate's is taken for the one that was asked."""
    if unit is None:
        return _compare_values(reference.value, candidate.value, policy, "")
    if unit.percent:
        values = _values(reference.value, _bare(candidate))
        if isinstance(values, Outcome):
            return values
        if policy.percent == "literal":
            return Outcome(Same.NO, "The answer is in percent; the reference is not.", {})
        ratio = _decide(values[0], values[1].scaled(Fraction(1, 100)), policy, "")
        if policy.percent == "ratio" or ratio.same is Same.YES:
            return ratio
        return _decide(values[0], values[1], policy, "")
    values = _values(reference.value, _bare(candidate))
    if isinstance(values, Outcome):
        return values
    outcome = _decide(values[0], values[1].scaled(unit.scale), policy, "")
    if outcome.same is not Same.YES and unit.angle:
        radians = _decide(values[0], values[1].scaled(unit.factor), policy, "rad")
        if radians.same is Same.YES:
            return radians
    return outcome


def _percent_missing(reference: Node, candidate: Node, policy: Policy) -> Outcome:
    values = _values(reference, candidate)
    if isinstance(values, Outcome):
        return values
    if policy.percent == "literal":
        return Outcome(Same.NO, "The reference is in percent; the answer is not.", {})
    hundred = values[1].scaled(Fraction(100))
    ratio = _decide(values[0], hundred, policy, "%")
    if policy.percent == "ratio" or ratio.same is Same.YES:
        return ratio
    return _decide(values[0], values[1], policy, "%")
