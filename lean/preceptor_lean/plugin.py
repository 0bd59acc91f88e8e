"""Registers the kind of reference that a Lean proof is checked against, and what works with it."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl
from preceptor.references import FormalPayload, ReferenceKind
from preceptor_lean.corpus.payloads import TacticPayload

PRECEPTOR_API = 1


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    # Never inferred: a formal statement is stated as one.
    return [
        ReferenceKind(name="formal", payload=FormalPayload, needs="Lean checker"),
        ReferenceKind(name="tactic", payload=TacticPayload, needs="Lean checker"),
        ReferenceKind(name="formalisation", payload=FormalPayload, needs="Lean checker"),
    ]


@hookimpl
def preceptor_sources() -> list[Registration]:
    return [
        Registration(
            "lean-files",
            "preceptor_lean.corpus.lean_files:LeanFilesSource",
            "theorems, proofs and proof states out of Lean files, as Lean itself reports them",
        ),
        Registration(
            "lean-dojo",
            "preceptor_lean.corpus.lean_dojo:LeanDojoSource",
            "proof states out of a repository by the lean-dojo package, or its published JSON",
        ),
    ]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [
        Registration(
            "lean",
            "preceptor_lean.verifier:LeanVerifier",
            "Lean's kernel accepts the proof of the very statement posed",
        ),
        Registration(
            "lean-tactic",
            "preceptor_lean.corpus.steps:TacticVerifier",
            "Lean runs the tactic on the very state it was asked for",
        ),
        Registration(
            "lean-formalisation",
            "preceptor_lean.corpus.steps:FormalisationVerifier",
            "Lean sees by computation that two statements say the same",
        ),
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
