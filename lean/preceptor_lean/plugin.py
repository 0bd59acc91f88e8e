"""Registers the kind of reference that a Lean proof is checked against."""

from __future__ import annotations

from preceptor.hookspecs import hookimpl
from preceptor.references import FormalPayload, ReferenceKind

PRECEPTOR_API = 1


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    # Never inferred: a formal statement is stated as one. As long as no verifier takes the
    # kind, routing answers "undecided: no Lean checker", which is not "wrong".
    return [ReferenceKind(name="formal", payload=FormalPayload, needs="Lean checker")]
