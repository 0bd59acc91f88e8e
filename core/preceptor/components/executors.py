"""Who runs the shards."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from preceptor.components.base import Component


class Executor(Component):
    """Starts workers that each run one shard of a run, and waits for their done marks."""

    @abstractmethod
    def execute(self, shards: Sequence[int], work: Callable[[int], None]) -> None:
        """Have ``work(shard)`` done for every shard that has no done mark yet."""
