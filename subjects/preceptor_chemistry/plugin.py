"""Registers the chemistry subject."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_subjects() -> Iterable[Registration]:
    """Chemistry: prompts, worked examples, families and bundled problems."""
    return [
        Registration(
            "chemistry",
            "preceptor_chemistry.subject:Chemistry",
            "general and physical chemistry, from moles to equilibria",
        )
    ]
