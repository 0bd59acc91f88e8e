"""A single-file plugin: decimal numbers with a relative tolerance, compared as ``Decimal``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.hookspecs import Registration, hookimpl
from preceptor.records import Status, Verdict
from preceptor.references import Payload, ReferenceKind

PRECEPTOR_API = 1

NUMBER = re.compile(r"\s*([+-]?\d{1,30}(?:\.\d{1,30})?)\s*([A-Za-z]*)\s*")


class DecimalPayload(Payload):
    unit: str | None = None
    rtol: float | None = Field(default=None, ge=0, lt=1)
    choices: tuple[str, ...] = ()


class PlainDecimal(Verifier):
    """Decides about plain decimal numbers; hangs on request."""

    kinds: ClassVar[tuple[str, ...]] = ("plain-decimal",)
    Options = Options

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [self._verify(item) for item in items]

    def _verify(self, item: Item) -> Verdict:
        payload = DecimalPayload.model_validate(dict(item.reference.payload))
        while item.candidate == "hang":
            pass
        ours, theirs = NUMBER.fullmatch(item.reference.value), NUMBER.fullmatch(item.candidate)
        if ours is None or theirs is None:
            return Verdict(status=Status.UNDECIDED, reason="not a plain decimal number")
        if theirs[2] and payload.unit and theirs[2] != payload.unit:
            return Verdict(status=Status.REJECTED, reason=f"unit {theirs[2]} for {payload.unit}")
        difference = abs(Decimal(ours[1]) - Decimal(theirs[1]))
        bound = abs(Decimal(ours[1])) * Decimal(payload.rtol or 0)
        status = Status.ACCEPTED if difference <= bound else Status.REJECTED
        return Verdict(status=status, reason=f"differs by {difference}")


def recognise(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    return NUMBER.fullmatch(value) is not None


def trip(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    raise RuntimeError("a faulty recogniser")


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    return [
        ReferenceKind("plain-decimal", DecimalPayload, "decimal verifier", 1_000, recognise),
        ReferenceKind("tripping", Payload, "nothing", 2_000, trip),
    ]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [Registration("plain-decimal", PlainDecimal, "plain decimal numbers")]
