"""Registers the reflection strategies."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_reflections() -> list[Registration]:
    return [
        Registration(
            "none",
            "preceptor_reflection.single:SingleTry",
            "one try without reflection",
            default=True,
        ),
        Registration(
            "best-of-n",
            "preceptor_reflection.best_of_n:BestOfN",
            "independent samples until one is accepted",
        ),
        Registration(
            "three-stage",
            "preceptor_reflection.three_stage:ThreeStage",
            "critique and revision, without and then with the reference, then a fresh solution",
        ),
    ]
