"""Who runs the shards."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from preceptor.components.base import Component


class Executor(Component):
    """Has the shards of a run worked on, and returns when all of them are done."""

    @abstractmethod
    def execute(self, shards: Sequence[int], work: Callable[[int], None]) -> None:
        """Call ``work(shard)`` for every shard.

        A shard that was done before is called for again: it finds its replies in its journal.
        """
