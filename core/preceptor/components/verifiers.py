"""What decides whether an answer is right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal

from preceptor.components.base import Component
from preceptor.records import Record, Reference, Verdict


class Item(Record):
    """One candidate answer to verify."""

    id: str
    reference: Reference
    candidate: str
    statement: str | None = None


class Verifier(Component):
    """Decides whether candidate answers agree with their references.

    Candidates are hostile text. A verifier never evaluates them as code and bounds sizes
    before computing; the host kills it at the time limit all the same.

    Attributes:
        kinds: Reference kinds it takes.
        priority: Among the verifiers of a kind, higher ones are asked first; a lower one is
            asked only about what those before it left undecided.
        runs_in: ``worker``: a killable worker process of the host. ``self``: the verifier
            looks after its own processes and is called from a thread of the host.
        batch_size: Items per ``verify_batch`` call; with more than one, a batch that fails
            or runs into the limit is repeated item by item.
    """

    kinds: ClassVar[tuple[str, ...]]
    priority: ClassVar[int] = 0
    runs_in: ClassVar[Literal["worker", "self"]] = "worker"
    batch_size: ClassVar[int] = 1

    def warm_up(self) -> None:
        """Import what is heavy. Called once, before the time limit starts to count."""

    def close(self) -> None:
        """End what the verifier keeps running; at most once, when it is not needed any more.

        A verifier that runs in ``self`` may be closed while a batch is with it, from another
        thread. One in a worker is not asked: the worker is killed.
        """

    @abstractmethod
    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        """One verdict per item, in order. ``undecided`` whenever it cannot tell.

        ``verifier``, ``version``, ``policy`` and ``seconds`` are filled in by the host.
        """
