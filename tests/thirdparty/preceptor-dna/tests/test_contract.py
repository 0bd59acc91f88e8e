"""The contract that preceptor ships for every verifier, on this one."""

from __future__ import annotations

from typing import ClassVar

from preceptor.records import Reference
from preceptor.testing import VerifierContract


def dna(value: str, **payload: bool) -> Reference:
    return Reference(kind="dna", value=value, payload=payload)


class TestStrandVerifier(VerifierContract):
    component = "dna-strands"
    accepts = (
        (dna("ATGCCA"), "atgcca"),
        (dna("ATGCCA"), "5'-TGG CAT-3'"),
        (dna("ATGCCA"), "3'-TACGGT-5'"),
        (dna("ATGCCA", circular=True), "CCAATG"),
        (dna("ATGCCA", stranded=True), "5'-ATGCCA-3'"),
    )
    rejects = (
        (dna("ATGCCA"), "ATGCCT"),
        (dna("ATGCCA"), "CCAATG"),
        (dna("ATGCCA", stranded=True), "TGGCAT"),
        (dna("ATGCCA", circular=True), "ATGCCAATGCCA"),
    )
    unreadable = (dna("Met-Pro"),)


class TestAlwaysStranded(VerifierContract):
    component = "dna-strands"
    options: ClassVar[dict[str, bool]] = {"always_stranded": True}
    accepts = ((dna("ATGCCA"), "ATGCCA"),)
    rejects = ((dna("ATGCCA"), "TGGCAT"),)
