"""The verifier of numbers: units, tolerances, rounding, percent."""

from __future__ import annotations

from collections.abc import Sequence

from preceptor.components import Described, Item, Verifier
from preceptor.records import Reference, Verdict
from preceptor.references import NumberPayload, with_decimal_point
from preceptor_verifiers.comparison import compare_readings
from preceptor_verifiers.descriptions import number_described
from preceptor_verifiers.outcome import Outcome, Same, verdict
from preceptor_verifiers.quantities.conventions import ConventionOptions
from preceptor_verifiers.reading.answer import Reading
from preceptor_verifiers.reading.asked_unit import read_answer, read_reference
from preceptor_verifiers.reading.decimal_comma import groups_with_points
from preceptor_verifiers.warm_up import load


class NumericOptions(ConventionOptions):
    """Conventions for numbers whose reference states none itself."""


class NumericVerifier(Verifier):
    """Decide numbers: dimension first, then the value in the reference's unit."""

    Options = NumericOptions
    version = "5"
    kinds = ("number",)
    priority = 10

    options: NumericOptions

    def warm_up(self) -> None:
        load()

    def describe(self, reference: Reference) -> Described:
        payload = NumberPayload.model_validate(dict(reference.payload))
        value = reference.value
        if self.options.policy(payload).decimal_comma:
            value = with_decimal_point(value)
        read = number_described(read_reference(value, payload.unit), payload.unit)
        return read or Described("no number", usable=False)

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [verdict(self._decide(item)) for item in items]

    def _decide(self, item: Item) -> Outcome:
        payload = NumberPayload.model_validate(dict(item.reference.payload))
        policy = self.options.policy(payload)
        value, answer = item.reference.value, item.candidate
        if policy.decimal_comma:
            value, answer = with_decimal_point(value), with_decimal_point(answer)
        reference = read_reference(value, payload.unit)
        candidate = read_answer(answer, payload.unit)
        outcome = compare_readings(reference, candidate, policy)
        if outcome.same is Same.NO and policy.decimal_comma and groups_with_points(item.candidate):
            with_point = read_answer(item.candidate, payload.unit)
            if compare_readings(reference, with_point, policy).same is Same.YES:
                return Outcome(Same.UNKNOWN, "The point may be a decimal mark.", outcome.detail)
        if outcome.same is Same.UNKNOWN and _no_number(candidate):
            return Outcome(Same.UNKNOWN, "The answer states no number.", {})
        return outcome


def _no_number(candidate: Reading) -> bool:
    return candidate.tree is None and not any(c.isdigit() for c in candidate.text)
