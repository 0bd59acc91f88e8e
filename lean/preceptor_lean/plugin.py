"""Registers the kind of reference that a Lean proof is checked against, and what works with it."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl
from preceptor.references import FormalPayload, ReferenceKind

PRECEPTOR_API = 1


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    # Never inferred: a formal statement is stated as one.
    return [ReferenceKind(name="formal", payload=FormalPayload, needs="Lean checker")]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [
        Registration(
            "lean",
            "preceptor_lean.verifier:LeanVerifier",
            "Lean's kernel accepts the proof of the very statement posed",
        )
    ]


@hookimpl
def preceptor_reflections() -> list[Registration]:
    return [
        Registration(
            "lean-repair",
            "preceptor_lean.reflection:LeanRepair",
            "hand Lean's errors and open goals back, several rounds",
        )
    ]
