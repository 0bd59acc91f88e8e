"""Registers the built-in teachers."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_teachers() -> Iterable[Registration]:
    return [
        Registration(
            "openai",
            "preceptor_teachers.openai:OpenAITeacher",
            "any endpoint that speaks OpenAI's chat completions",
        ),
        Registration(
            "local",
            "preceptor_teachers.local:LocalTeacher",
            "a small model served on this machine, no key and no hub",
        ),
        Registration(
            "derivation",
            "preceptor_teachers.derivation:DerivationTeacher",
            "the problem's own derivation, no model asked",
        ),
    ]
