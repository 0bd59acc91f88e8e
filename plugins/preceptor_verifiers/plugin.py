"""Registers the reference kinds and verifiers of this package."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl
from preceptor.references import ReferenceKind

PRECEPTOR_API = 1


@hookimpl
def preceptor_reference_kinds() -> Iterable[ReferenceKind]:
    """Register number, expression, equation, set, choice and text."""
    from preceptor_verifiers.reference_kinds import reference_kinds

    return reference_kinds()


@hookimpl
def preceptor_verifiers() -> Iterable[Registration]:
    """Register one verifier per way of deciding."""
    return [
        Registration(
            "numeric",
            "preceptor_verifiers.numeric:NumericVerifier",
            "numbers with units, tolerances and rounding",
        ),
        Registration(
            "symbolic",
            "preceptor_verifiers.symbolic:SymbolicVerifier",
            "expressions, equations, sets, intervals and matrices",
        ),
        Registration(
            "choice",
            "preceptor_verifiers.choice:ChoiceVerifier",
            "multiple choice, by letter or by the option's text",
        ),
        Registration(
            "text",
            "preceptor_verifiers.text:TextVerifier",
            "short free text; paraphrases stay undecided",
        ),
    ]
