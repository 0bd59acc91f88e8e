"""The ``local`` executor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from preceptor.components import Executor


class LocalExecutor(Executor):
    """Runs the shards one after another in this process, in the order given.

    One shard already keeps the teacher's endpoint and the verification workers busy, so
    shards side by side on one machine would only compete for both.
    """

    def execute(self, shards: Sequence[int], work: Callable[[int], None]) -> None:
        """Call ``work`` for every shard; the first error ends it, and a later run resumes."""
        for at, shard in enumerate(shards, start=1):
            if len(shards) > 1:
                self.context.log(f"shard {shard} ({at} of {len(shards)})")
            work(shard)
