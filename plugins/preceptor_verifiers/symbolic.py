"""The verifier of formulas: expressions, equations, sets, intervals, matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pydantic import Field

from preceptor.components import Described, Item, Verifier
from preceptor.records import Reference, Verdict
from preceptor.references import (
    EquationPayload,
    ExpressionPayload,
    NumberPayload,
    SetPayload,
    ValueConventions,
    with_decimal_point,
)
from preceptor_verifiers.algebra.unevaluated_gcd import carries_out_division
from preceptor_verifiers.chemistry.comparison import compare_chemistry
from preceptor_verifiers.collections.contradictory_chains import contradicts_itself
from preceptor_verifiers.comparison import NAMES, compare_readings, says_more_than_values
from preceptor_verifiers.descriptions import formula_described
from preceptor_verifiers.outcome import Outcome, Same, verdict
from preceptor_verifiers.quantities.conventions import ConventionOptions, Policy
from preceptor_verifiers.reading.asked_unit import read_answer, read_reference
from preceptor_verifiers.reading.decimal_comma import groups_with_points
from preceptor_verifiers.warm_up import load

_PAYLOADS: Final[Mapping[str, type[ValueConventions]]] = {
    "number": NumberPayload,
    "expression": ExpressionPayload,
    "equation": EquationPayload,
    "set": SetPayload,
}


class SymbolicOptions(ConventionOptions):
    """Conventions for formulas; tolerances are for the numbers in them."""

    simplify: bool = Field(
        default=True, description="Ask SymPy about what cheaper tests leave undecided."
    )


class SymbolicVerifier(Verifier):
    """Decide formulas by cheap sound tests first and SymPy last."""

    Options = SymbolicOptions
    version = "5"
    kinds = ("expression", "equation", "set", "number")
    priority = 0

    options: SymbolicOptions

    def warm_up(self) -> None:
        load(simplify=self.options.simplify)

    def describe(self, reference: Reference) -> Described:
        value = reference.value
        if self._policy(reference).decimal_comma:
            value = with_decimal_point(value)
        unit = reference.payload.get("unit")
        reading = read_reference(value, unit if isinstance(unit, str) else None)
        read = formula_described(reading, reference.kind)
        return read or Described(f"no {reference.kind}: {reading.problem or 'words'}", usable=False)

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [verdict(self._decide(item)) for item in items]

    def _decide(self, item: Item) -> Outcome:
        policy = self._policy(item.reference)
        value, answer = item.reference.value, item.candidate
        if policy.decimal_comma:
            value, answer = with_decimal_point(value), with_decimal_point(answer)
        # A number whose unit is separate comes here when the letters after it were ambiguous.
        unit = item.reference.payload.get("unit")
        asked_unit = unit if isinstance(unit, str) else None
        reference, candidate = read_reference(value, asked_unit), read_answer(answer, asked_unit)
        outcome = compare_readings(reference, candidate, policy)
        if outcome.same is Same.NO and policy.decimal_comma and groups_with_points(item.candidate):
            with_point = read_answer(item.candidate, asked_unit)
            if compare_readings(reference, with_point, policy).same is Same.YES:
                return Outcome(Same.UNKNOWN, "The point may be a decimal mark.", outcome.detail)
        if outcome.same is not Same.UNKNOWN or not self.options.simplify or NAMES in outcome.detail:
            return outcome
        if reference.tree is None or candidate.tree is None:
            return outcome
        if says_more_than_values(reference, candidate):
            return outcome
        if carries_out_division(candidate.tree, reference.tree):
            return outcome  # SymPy would treat unknown whole numbers as polynomials
        if contradicts_itself(candidate.tree) or contradicts_itself(reference.tree):
            return outcome  # SymPy would look at the last number only
        if compare_chemistry(reference.text, candidate.text) is not None:
            return outcome  # SymPy would multiply the elements
        from preceptor_verifiers.algebra.sympy_fallback import simplifies_to_equal

        asked = {**outcome.detail, "sympy": True}
        if simplifies_to_equal(reference.tree, candidate.tree):
            return Outcome(Same.YES, "SymPy simplifies the difference to zero.", asked)
        return replace(outcome, detail=asked)

    def _policy(self, reference: Reference) -> Policy:
        payload = _PAYLOADS[reference.kind].model_validate(dict(reference.payload))
        return self.options.policy(payload, formula=reference.kind != "number")
