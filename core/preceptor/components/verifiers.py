"""Verifiers decide whether an answer is right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from preceptor.components.base import Component
from preceptor.records import Record, Reference, Verdict


class Item(Record):
    """One candidate answer to verify."""

    id: str
    reference: Reference
    candidate: str
    statement: str | None = None


@dataclass(frozen=True)
class Described:
    """What a verifier reads in a reference, for the person who checks the references.

    Attributes:
        text: What is read, such as ``number 12 kg``; where nothing is, why not.
        look: What a person should look at, in the same words wherever it is the same
            (``unit kg``, ``list of 3``); empty where there is nothing.
        usable: Whether it is a value of the reference's kind. Otherwise an answer can at most
            repeat the text of the reference.
        doubtful: Whether something else may well have been meant; it is shown first.
    """

    text: str
    look: str = ""
    usable: bool = True
    doubtful: bool = False


class Verifier(Component):
    """Decides whether candidate answers agree with their references.

    Candidates are hostile text. A verifier never evaluates them as code and bounds sizes
    before computing; in any case the host kills it at the time limit.

    Attributes:
        kinds: Reference kinds it takes.
        priority: Among the verifiers of a kind, higher ones are asked first; a lower one is
            asked only about answers that they left undecided.
        runs_in: ``worker``: a worker process of the host, which can be killed. ``self``: the
            verifier manages its own processes and is called from a thread of the host.
        batch_size: Items per ``verify_batch`` call; with more than one, a batch that fails
            or runs into the limit is repeated item by item.
    """

    kinds: ClassVar[tuple[str, ...]]
    priority: ClassVar[int] = 0
    runs_in: ClassVar[Literal["worker", "self"]] = "worker"
    batch_size: ClassVar[int] = 1

    def warm_up(self) -> None:
        """Import heavy modules; called once, before the time limit starts."""

    def close(self) -> None:
        """End what the verifier keeps running; called at most once, when it is no longer needed.

        A verifier that runs in ``self`` may be closed from another thread while it verifies a
        batch. One in a worker is not closed: the worker is killed.
        """

    def describe(self, reference: Reference) -> Described | None:
        """What this verifier reads in ``reference``; ``None``: it does not say.

        Like a recogniser it only reads, must be cheap, and is asked in the process of
        ``preceptor check``, without :meth:`warm_up`.
        """
        return None

    @abstractmethod
    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        """One verdict per item, in order; ``undecided`` whenever it cannot tell.

        ``verifier``, ``version``, ``policy`` and ``seconds`` are filled in by the host.
        """
