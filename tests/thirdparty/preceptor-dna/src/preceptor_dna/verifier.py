"""The verifier of DNA sequences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.records import Status, Verdict
from preceptor_dna.sequence import NotASequenceError, SequencePayload, parse, same_molecule


class StrandOptions(Options):
    """Options of :class:`StrandVerifier`."""

    always_stranded: bool = Field(
        default=False, description="Never take the complementary strand for an answer."
    )


class StrandVerifier(Verifier):
    """Accepts a sequence that names the same molecule as the reference."""

    Options = StrandOptions
    version = "1"
    kinds: ClassVar[tuple[str, ...]] = ("dna",)
    batch_size = 32

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [self._verify(item) for item in items]

    def _verify(self, item: Item) -> Verdict:
        payload = SequencePayload.model_validate(dict(item.reference.payload))
        try:
            reference = parse(item.reference.value)
        except NotASequenceError as error:
            return Verdict(status=Status.UNDECIDED, reason=f"unreadable reference: {error}")
        try:
            candidate = parse(item.candidate)
        except NotASequenceError as error:
            return Verdict(status=Status.UNDECIDED, reason=f"not a DNA sequence: {error}")
        stranded = payload.stranded or self.options.always_stranded
        how = same_molecule(reference, candidate, stranded=stranded, circular=payload.circular)
        if how is not None:
            return Verdict(status=Status.ACCEPTED, reason=how)
        detail = {"bases": len(candidate), "expected": len(reference)}
        return Verdict(status=Status.REJECTED, reason="another sequence", detail=detail)
