"""The ``local`` executor."""

from __future__ import annotations

from collections.abc import Mapping

from preceptor.components import Executor, ShardWork


class LocalExecutor(Executor):
    """Annotates the shards one after another in this process, in order.

    One shard already keeps the teacher's endpoint and the verification workers busy, so
    shards side by side on one machine would only compete for both.
    """

    def execute(self, work: ShardWork) -> Mapping[int, str]:
        """Annotate every shard; the first error ends the run, which can be resumed."""
        for position, shard in enumerate(work.shards, start=1):
            if len(work.shards) > 1:
                self.context.log(f"shard {shard} ({position} of {len(work.shards)})")
            work.run_here(shard)
        return {}
