"""Which accepted solutions go where: filters, mixers, exporters."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from preceptor.components.base import Component
from preceptor.records import Assignment, Solution


class SolutionView(Protocol):
    """Solutions of a run, read from the journals on disk as they are iterated.

    Each iteration reads again; nothing is kept in memory.
    """

    def __iter__(self) -> Iterator[tuple[str, Solution]]:
        """``(row id, solution)`` in a stable order, over all shards."""
        ...

    def __len__(self) -> int: ...


class RowFilter(Component):
    """Keeps or drops one solution without regard to the others."""

    @abstractmethod
    def reason_to_drop(self, solution: Solution) -> str | None:
        """Why the solution is dropped, or ``None`` to keep it."""


class GlobalFilter(Component):
    """Drops solutions with regard to all of them: a barrier between stages."""

    @abstractmethod
    def drops(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        """Yield ``(row id, reason)`` for every solution to drop."""


class Mixer(Component):
    """Chooses which kept solutions are trained on, and which are held out.

    Attributes:
        validation_split: The split that a trainer uses for validation; ``None`` for no split.
    """

    validation_split: ClassVar[str | None] = None

    @abstractmethod
    def assignments(self, view: SolutionView) -> Iterator[Assignment]:
        """Yield an assignment for each chosen row; other rows are left out of this mixture."""


@dataclass(frozen=True)
class ExportJob:
    """The input of an exporter.

    Attributes:
        splits: Per split, the rows as ``(row id, solution)``; an iterable that can be read again.
        folder: Where to write; exists.
        terms: Per annotation pass, the terms of its teacher's output.
    """

    splits: Mapping[str, Iterable[tuple[str, Solution]]]
    folder: Path
    terms: Mapping[str, str]


class Exporter(Component):
    """Writes a mixture to files that other tools read."""

    @abstractmethod
    def export(self, job: ExportJob) -> Sequence[Path]:
        """Write and return the files, in a stable order. Eval rows are refused."""
