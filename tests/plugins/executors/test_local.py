"""The ``local`` executor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from preceptor_executors.local import LocalExecutor


def test_shards_run_in_order_and_an_error_ends_it(
    build: Callable[..., Any], said: list[str]
) -> None:
    ran: list[int] = []
    build(LocalExecutor).execute([2, 0, 1], ran.append)
    assert ran == [2, 0, 1]
    assert said[0] == "shard 2 (1 of 3)"

    def fail(shard: int) -> None:
        ran.append(shard)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(LocalExecutor).execute([7, 8], fail)
    assert ran[3:] == [7]
