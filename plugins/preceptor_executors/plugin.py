"""Registers the built-in executor."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_executors() -> list[Registration]:
    return [
        Registration(
            "local",
            "preceptor_executors.local:LocalExecutor",
            "runs the shards one after another in this process",
        )
    ]
