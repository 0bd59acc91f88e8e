"""Registers the physics subject."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_subjects() -> Iterable[Registration]:
    return [
        Registration(
            "physics",
            "preceptor_physics.subject:Physics",
            "physics from mechanics to quantum mechanics, answers with units",
        )
    ]
