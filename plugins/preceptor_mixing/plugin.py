"""Registers the built-in mixers."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_mixers() -> list[Registration]:
    return [
        Registration(
            "weighted",
            "preceptor_mixing.weighted:WeightedMixer",
            "subjects by weight, with instances and whole families held out",
            default=True,
        ),
        Registration(
            "everything",
            "preceptor_mixing.everything:EverythingMixer",
            "every eligible solution once, nothing held out",
        ),
    ]
