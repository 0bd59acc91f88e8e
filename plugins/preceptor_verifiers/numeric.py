"""The verifier of numbers: units, tolerances, rounding, percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.records import Reference, Verdict
from preceptor.references import NumberPayload
from preceptor_verifiers.comparison import compare_readings
from preceptor_verifiers.equality import Same
from preceptor_verifiers.loading import load
from preceptor_verifiers.measures import Outcome
from preceptor_verifiers.policy import Policy
from preceptor_verifiers.quantities import Quantity
from preceptor_verifiers.reading import Reading, read
from preceptor_verifiers.rounding import Tolerance
from preceptor_verifiers.units import UnitError, clean, parse_unit
from preceptor_verifiers.verdicts import verdict


class NumericOptions(Options):
    """Conventions for numbers; what a reference states itself goes before them.

    Attributes:
        rtol: Relative tolerance for references that state no tolerance.
        atol: Absolute tolerance for them, in the reference's unit.
        min_digits: Significant digits a rounded answer needs; see
            :mod:`preceptor_verifiers.rounding`.
        percent: What a percent sign on only one side means: ``either`` (it may be left out or
            mean a hundredth), ``ratio`` (a hundredth) or ``literal`` (it is required).
        unit_required: Reject an answer without a unit whenever the reference has one.
    """

    rtol: float | None = Field(default=None, ge=0.0, lt=1.0)
    atol: float | None = Field(default=None, ge=0.0)
    min_digits: int = Field(default=3, ge=1, le=17)
    percent: Literal["either", "ratio", "literal"] = "either"
    unit_required: bool = False


class NumericVerifier(Verifier):
    """Decides numbers: dimension first, then the value in the reference's unit."""

    Options = NumericOptions
    version = "2"
    kinds = ("number",)
    priority = 10

    options: NumericOptions

    def warm_up(self) -> None:
        load()

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [verdict(self._decide(item)) for item in items]

    def _decide(self, item: Item) -> Outcome:
        payload = NumberPayload.model_validate(dict(item.reference.payload))
        reference = _reference(item.reference, payload.unit)
        candidate = read(item.candidate)
        if payload.unit and (candidate.quantity is None or candidate.quantity.unit is None):
            candidate = _without_unit_text(candidate, payload.unit)
        outcome = compare_readings(reference, candidate, self._policy(payload))
        if outcome.same is Same.UNKNOWN and _no_number(candidate):
            return Outcome(Same.UNKNOWN, "The answer states no number.", {})
        return outcome

    def _policy(self, payload: NumberPayload) -> Policy:
        options = self.options
        stated = payload.rtol is not None or payload.atol is not None
        return Policy(
            tolerance=Tolerance(
                rtol=payload.rtol if stated else options.rtol,
                atol=payload.atol if stated else options.atol,
                min_digits=options.min_digits,
            ),
            percent=options.percent,
            unit_required=payload.unit_required or options.unit_required,
        )


def _reference(reference: Reference, unit_text: str | None) -> Reading:
    reading = read(reference.value)
    if not unit_text or not clean(unit_text):
        return reading
    value = reading.quantity
    if value is None or value.unit is not None:
        return reading
    try:
        unit = parse_unit(unit_text)
    except UnitError:
        return reading
    return replace(reading, quantity=Quantity(value.value, unit, unit_text, upright=True))


def _without_unit_text(candidate: Reading, unit_text: str) -> Reading:
    """The asked unit is a unit even where the grammar reads it otherwise: ``2 e``, ``5 t``."""
    plain = candidate.text.strip()
    if candidate.quantity is not None and not clean(unit_text).isalpha():
        return candidate
    for ending in (unit_text.strip(), clean(unit_text)):
        if ending and plain.endswith(ending):
            return read(plain[: -len(ending)])
    return candidate


def _no_number(candidate: Reading) -> bool:
    return candidate.tree is None and not any(c.isdigit() for c in candidate.text)
