"""Items that wait for a worker, and which of them go to it together."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from preceptor.components import Item
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
        key: What its verdict is remembered under.
        seconds: Wall time it may take in workers, all its verifiers together.
        futures: Everybody who waits for the verdict.
        said: What the verifiers asked so far have said.
        alone: Not to be verified with others again: a batch with it has failed, or a worker
            ended over it.
    """

    number: int
    key: str
    item: Item
    routes: tuple[Route, ...]
    seconds: float
    futures: list[Future[Verdict]]
    said: list[Verdict] = field(default_factory=list)
    alone: bool = False

    @property
    def route(self) -> Route:
        """The verifier to ask now."""
        return self.routes[len(self.said)]

    @property
    def remaining(self) -> float:
        """Seconds that are left for the verifiers still to be asked."""
        spent = zip(self.routes, self.said, strict=False)
        return self.seconds - sum(
            verdict.seconds for route, verdict in spent if route.component.runs_in == "worker"
        )

    @property
    def chars(self) -> int:
        """About how much of a message it takes up."""
        item = self.item
        return len(item.candidate) + len(item.reference.value) + len(item.statement or "")


class Lanes:
    """One queue for each verifier, of tasks that may share a message. Not thread-safe.

    Args:
        workers: How many will take from them.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._lanes: dict[tuple[str, bool], deque[Task]] = {}
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def put(self, task: Task, *, front: bool = False) -> None:
        """Queue a task; in ``front`` when it was taken before."""
        lane = self._lanes.setdefault((task.route.name, task.alone), deque())
        if front:
            lane.appendleft(task)
        else:
            lane.append(task)
        self._waiting += 1

    def group(self) -> list[Task]:
        """Take the tasks of the next message, from the lane whose head has waited longest.

        Not all that wait: a share, so that the last ones do not all stand behind one worker.
        """
        lane = min((lane for lane in self._lanes.values() if lane), key=lambda q: q[0].number)
        share = -(-len(lane) // (2 * self._workers))
        batch = min(lane[0].route.component.batch_size, len(lane))
        most = min(WORKER_GROUP_ITEMS, max(1, share, batch))
        group = [lane.popleft()]
        chars = group[0].chars
        while lane and len(group) < most:
            chars += lane[0].chars
            if chars > WORKER_GROUP_CHARS:
                break
            group.append(lane.popleft())
        self._waiting -= len(group)
        return group

    def clear(self) -> None:
        """Forget every task."""
        self._lanes.clear()
        self._waiting = 0
