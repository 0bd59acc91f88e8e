"""Registers the math subject."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_subjects() -> Iterable[Registration]:
    return [
        Registration(
            "math",
            "preceptor_math.subject:Math",
            "College mathematics: algebra, calculus, equations, probability, numbers",
        )
    ]
