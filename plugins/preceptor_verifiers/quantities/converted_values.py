"""Compare two values once they are in one unit, and convert them so that they are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pydantic import JsonValue

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, UndefinedError
from preceptor_verifiers.grammar.tree import LimitError, Node
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.tolerance import (
    Value,
    compare,
    may_be_rounded,
    shown,
    stated_value,
)


def both_values(reference: Node, candidate: Node) -> tuple[Value, Value] | Outcome:
    """Return the values of two trees, or why one of them has none."""
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


def compare_values(reference: Node, candidate: Node, policy: Policy, unit: str) -> Outcome:
    """Compare the values of two trees in one unit, which is only named."""
    values = both_values(reference, candidate)
    if isinstance(values, Outcome):
        return values
    return decide(values[0], values[1], policy, unit)


def decide(reference: Value, candidate: Value, policy: Policy, unit: str) -> Outcome:
    """Compare two values in one unit."""
    same, rule = compare(reference, candidate, policy.tolerance)
    unit = f" {unit}" if unit else ""
    left, right = shown(reference.value) + unit, shown(candidate.value) + unit
    detail: dict[str, JsonValue] = {"reference": left, "candidate": right}
    if same is Same.YES:
        return Outcome(same, f"{right} agrees with {left}: {rule}.", detail)
    if may_be_rounded(reference, candidate, policy.tolerance):
        return Outcome(Same.UNKNOWN, f"{left} may be {right}, rounded to a whole number.", detail)
    return Outcome(same, f"{right} is not {left}: {rule}.", detail)


def converted(
    values: tuple[Value, Value],
    factor: Fraction,
    offset: Fraction,
    units: tuple[str, str],
    policy: Policy,
) -> Outcome:
    """Compare in the reference's unit, then in the candidate's, in which it was rounded."""
    ours, theirs = units
    outcome = decide(values[0], values[1].scaled(factor, offset), policy, ours)
    if factor == 1 and not offset:
        return outcome
    outcome.detail["stated"] = f"{shown(values[1].value)} {theirs}"
    if outcome.same is Same.YES or policy.tolerance.stated:
        return outcome
    if not offset and _power_of_ten(factor):
        return outcome  # another prefix moves the decimal point only; nothing was rounded
    asked = values[0].scaled(1 / factor, -offset / factor)
    stated = _to_last_digit(values[1], policy.tolerance.min_digits)
    rounded = decide(replace(asked, rational=False), stated, policy, theirs)
    return rounded if rounded.same is Same.YES else outcome


def _power_of_ten(factor: Fraction) -> bool:
    large, small = factor.numerator, factor.denominator
    return min(large, small) == 1 and str(max(large, small)).strip("0") == "1"


def _to_last_digit(value: Value, min_digits: int) -> Value:
    """Return a whole number from a conversion as rounded, like a decimal: ``4047 m²``."""
    if value.step is not None or not value.rational or value.value.denominator != 1:
        return value
    digits = len(str(abs(value.value.numerator)))
    if digits < min_digits:
        return value
    return replace(value, step=Fraction(1), digits=digits)
