"""Where the shards of a run are annotated: in this process, or by workers somewhere."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

from preceptor.components.base import Component


class ShardWork(Protocol):
    """The shards of a run, and the ways to have one annotated.

    A worker needs nothing but its command line, the run folder and what is installed: nothing is
    pickled, so a scheduler can start it on any machine that sees the folder. A worker that ends
    by itself leaves a mark in the run folder, done or failed; one that is killed leaves none.
    """

    @property
    def shards(self) -> Sequence[int]:
        """Numbers of the shards to annotate."""
        ...

    def command(self, shard: int) -> Sequence[str]:
        """The command line of a worker for one shard."""
        ...

    def run_here(self, shard: int) -> None:
        """Annotate one shard in this process; its errors are raised here."""
        ...

    def is_done(self, shard: int) -> bool:
        """Whether the shard has its done mark."""
        ...

    def failure(self, shard: int) -> str | None:
        """Why the shard's worker failed, by its own account; ``None`` without a failure mark."""
        ...


class Executor(Component):
    """Has every shard of a run annotated."""

    @abstractmethod
    def execute(self, work: ShardWork) -> Mapping[int, str]:
        """Return when every shard is done or has failed.

        A shard that an earlier start of the run finished is annotated again: it finds its replies
        in its journal. Starting a worker for a shard twice, one after the other, is harmless.

        Returns:
            The shards that failed, with the reason.
        """
