"""Registers the proofs subject."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_subjects() -> Iterable[Registration]:
    return [
        Registration(
            "proofs",
            "preceptor_proofs.subject:Proofs",
            "Formal proofs in Lean 4: logic, natural numbers, lists",
        )
    ]
