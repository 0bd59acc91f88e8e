"""What this distribution registers; imports nothing heavy."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl
from preceptor.references import ReferenceKind
from preceptor_dna.sequence import SequencePayload, recognise

PRECEPTOR_API = 1


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    return [
        ReferenceKind(
            name="dna",
            payload=SequencePayload,
            needs="verifier of DNA sequences",
            # Before `expression`, which would read ATGC as a product of four symbols.
            priority=25,
            recognise=recognise,
        )
    ]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    target = "preceptor_dna.verifier:StrandVerifier"
    return [Registration("dna-strands", target, "DNA sequences, either strand, linear or circular")]
