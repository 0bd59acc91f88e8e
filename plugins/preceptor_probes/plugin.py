"""Registers the probes of this package."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_probes() -> list[Registration]:
    return [
        Registration(
            "perturbations",
            "preceptor_probes.probes:Perturbations",
            "references with one thing wrong, and references written in another way",
        )
    ]
