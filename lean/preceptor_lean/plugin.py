"""Registers the kinds of reference that Lean decides, and the components for them."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl
from preceptor.references import FormalPayload, ReferenceKind
from preceptor_lean.corpus.payloads import TacticPayload
from preceptor_lean.extraction import lean_text

PRECEPTOR_API = 1


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    # Never inferred from a text: a problem states that its reference is formal.
    return [
        ReferenceKind(
            "formal", FormalPayload, "Lean checker", answered_by="proof", extract=lean_text
        ),
        ReferenceKind("tactic", TacticPayload, "Lean checker", extract=lean_text),
        ReferenceKind("formalisation", FormalPayload, "Lean checker", extract=lean_text),
    ]


@hookimpl
def preceptor_sources() -> list[Registration]:
    return [
        Registration(
            "lean-files",
            "preceptor_lean.corpus.lean_files:LeanFilesSource",
            "theorems, proofs and proof states from Lean files, as Lean itself reports them",
        ),
        Registration(
            "lean-dojo",
            "preceptor_lean.corpus.lean_dojo:LeanDojoSource",
            "proof states from a repository traced by lean-dojo, or from its published JSON",
        ),
    ]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [
        Registration(
            "lean",
            "preceptor_lean.verifier:LeanVerifier",
            "Lean's kernel accepts the proof of exactly the posed statement",
        ),
        Registration(
            "lean-tactic",
            "preceptor_lean.corpus.steps:TacticVerifier",
            "Lean runs the tactic on the given proof state",
        ),
        Registration(
            "lean-formalisation",
            "preceptor_lean.corpus.steps:FormalisationVerifier",
            "Lean shows by computation that two statements are equivalent",
        ),
    ]


@hookimpl
def preceptor_reflections() -> list[Registration]:
    return [
        Registration(
            "lean-repair",
            "preceptor_lean.reflection:LeanRepair",
            "return Lean's errors and open goals to the teacher, for several rounds",
        )
    ]
