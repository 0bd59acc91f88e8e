"""The verifier of formulas: expressions, equations, sets, intervals, matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.records import Verdict
from preceptor.references import NumberPayload, SetPayload
from preceptor_verifiers.chemistry import compare_chemistry
from preceptor_verifiers.comparison import compare_readings
from preceptor_verifiers.equality import Same
from preceptor_verifiers.loading import load
from preceptor_verifiers.measures import Outcome
from preceptor_verifiers.policy import Policy
from preceptor_verifiers.reading import read
from preceptor_verifiers.rounding import Tolerance
from preceptor_verifiers.verdicts import verdict


class SymbolicOptions(Options):
    """Conventions for formulas.

    Attributes:
        rtol: Relative tolerance for numbers inside sets, tuples and matrices.
        min_digits: Significant digits a rounded number in them needs.
        percent: What a percent sign on only one side means, as for numbers.
        ordered: Values separated by commas without brackets have an order.
        simplify: Ask SymPy about what cheaper tests leave undecided.
    """

    rtol: float | None = Field(default=None, ge=0.0, lt=1.0)
    min_digits: int = Field(default=3, ge=1, le=17)
    percent: Literal["either", "ratio", "literal"] = "either"
    ordered: bool = False
    simplify: bool = True


class SymbolicVerifier(Verifier):
    """Decides formulas by cheap sound tests first and SymPy last."""

    Options = SymbolicOptions
    version = "2"
    kinds = ("expression", "equation", "set", "number")
    priority = 0

    options: SymbolicOptions

    def warm_up(self) -> None:
        load(simplify=self.options.simplify)

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [verdict(self._decide(item)) for item in items]

    def _decide(self, item: Item) -> Outcome:
        reference, candidate = read(item.reference.value), read(item.candidate)
        outcome = compare_readings(reference, candidate, self._policy(item))
        if outcome.same is not Same.UNKNOWN or not self.options.simplify:
            return outcome
        if reference.tree is None or candidate.tree is None:
            return outcome
        if compare_chemistry(reference.text, candidate.text) is not None:
            return outcome  # SymPy would multiply the elements
        from preceptor_verifiers.simplification import simplifies_to_equal

        asked = {**outcome.detail, "sympy": True}
        if simplifies_to_equal(reference.tree, candidate.tree):
            return Outcome(Same.YES, "SymPy simplifies the difference to zero.", asked)
        return replace(outcome, detail=asked)

    def _policy(self, item: Item) -> Policy:
        ordered, rtol, atol = self.options.ordered, self.options.rtol, None
        if item.reference.kind == "set":
            ordered = SetPayload.model_validate(dict(item.reference.payload)).ordered or ordered
        elif item.reference.kind == "number":
            payload = NumberPayload.model_validate(dict(item.reference.payload))
            rtol = payload.rtol if payload.rtol is not None else rtol
            atol = payload.atol
        return Policy(
            tolerance=Tolerance(rtol=rtol, atol=atol, min_digits=self.options.min_digits),
            percent=self.options.percent,
            ordered=ordered,
            formula=item.reference.kind != "number",
        )
