"""The ``local`` executor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from preceptor_executors.local import LocalExecutor


@dataclass
class Work:
    """Shards that are only counted; the one called ``interrupted`` is."""

    shards: Sequence[int]
    interrupted: int | None = None
    ran: list[int] = field(default_factory=list)

    def command(self, shard: int) -> Sequence[str]:
        raise AssertionError("the local executor starts no process")

    def run_here(self, shard: int) -> None:
        self.ran.append(shard)
        if shard == self.interrupted:
            raise KeyboardInterrupt

    def is_done(self, shard: int) -> bool:
        return shard in self.ran

    def failure(self, shard: int) -> str | None:
        return None


def test_shards_run_in_order(build: Callable[..., Any], logged: list[str]) -> None:
    work = Work([2, 0, 1])
    assert build(LocalExecutor).execute(work) == {}
    assert work.ran == [2, 0, 1]
    assert logged[0] == "shard 2 (1 of 3)"


def test_an_error_ends_it(build: Callable[..., Any]) -> None:
    work = Work([7, 8], interrupted=7)
    with pytest.raises(KeyboardInterrupt):
        build(LocalExecutor).execute(work)
    assert work.ran == [7]
