"""Items that wait for a worker, and which of them are sent together."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from preceptor.components import Item
from preceptor.digests import digest
from preceptor.records import Verdict
from preceptor.verification.router import Route

WORKER_GROUP_ITEMS: Final = 64
"""Most items that cross the boundary to a worker in one message."""
WORKER_GROUP_CHARS: Final = 4_000_000
"""Most characters of candidates and references in one message to a worker."""


@dataclass(eq=False)
class Task:
    """An item on its way through its verifiers.

    Attributes:
        number: Order of submission.
        key: Key of its verdict in the cache.
        seconds: Wall time it may take in workers, for all its verifiers together.
        futures: All that wait for the verdict.
        verdicts: Verdicts of the verifiers asked so far.
        alone: Not to be verified with others again: a batch with it failed, or a worker ended
            while it verified the item.
    """

    number: int
    key: str
    item: Item
    routes: tuple[Route, ...]
    seconds: float
    futures: list[Future[Verdict]]
    verdicts: list[Verdict] = field(default_factory=list)
    alone: bool = False

    @property
    def route(self) -> Route:
        """The verifier to ask now."""
        return self.routes[len(self.verdicts)]

    @property
    def remaining(self) -> float:
        """Seconds left for the verifiers that are still to be asked."""
        spent = zip(self.routes, self.verdicts, strict=False)
        return self.seconds - sum(
            verdict.seconds for route, verdict in spent if route.component.runs_in == "worker"
        )

    @property
    def chars(self) -> int:
        """Its approximate share of a message."""
        item = self.item
        return len(item.candidate) + len(item.reference.value) + len(item.statement or "")


class WorkQueue:
    """Tasks that wait, in one queue per verifier, since those may share a message.

    Not thread-safe.

    Args:
        workers: Number of workers that take from it.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._queues: dict[tuple[str, bool], deque[Task]] = {}
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def put(self, task: Task, *, front: bool = False) -> None:
        """Queue a task; at the ``front`` when it was taken before."""
        queue = self._queues.setdefault((task.route.name, task.alone), deque())
        if front:
            queue.appendleft(task)
        else:
            queue.append(task)
        self._waiting += 1

    def group(self) -> list[Task]:
        """Take the tasks of the next message, from the queue whose head has waited longest.

        A share of those that wait, so that the last ones do not all wait for one worker.
        """
        queue = min((queue for queue in self._queues.values() if queue), key=lambda q: q[0].number)
        share = -(-len(queue) // (2 * self._workers))
        batch = min(queue[0].route.component.batch_size, len(queue))
        most = min(WORKER_GROUP_ITEMS, max(1, share, batch))
        group = [queue.popleft()]
        chars = group[0].chars
        while queue and len(group) < most:
            chars += queue[0].chars
            if chars > WORKER_GROUP_CHARS:
                break
            group.append(queue.popleft())
        self._waiting -= len(group)
        return group

    def clear(self) -> None:
        """Forget every task."""
        self._queues.clear()
        self._waiting = 0


def cache_key(item: Item) -> str:
    """Digest of everything that a verdict depends on besides the host's policy."""
    reference = item.reference
    return digest(
        [reference.kind, reference.value, dict(reference.payload), item.candidate, item.statement],
        length=32,
    )
