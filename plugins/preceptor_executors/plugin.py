"""Registers the built-in executors."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_executors() -> list[Registration]:
    return [
        Registration(
            "local",
            "preceptor_executors.local:LocalExecutor",
            "annotates the shards one after another in this process",
            default=True,
        ),
        Registration(
            "processes",
            "preceptor_executors.processes:ProcessesExecutor",
            "starts a worker process on this machine for every shard",
        ),
    ]
