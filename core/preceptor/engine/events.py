"""What a run tells while it goes on, by subject and stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from preceptor.errors import Failure
from preceptor.records import Earned, Solution, Stage, Status, Usage

_REFLECTED = frozenset({Earned.REFLECTED, Earned.RESOLVED, Earned.REFERENCE_SHOWN})


class Watch(Protocol):
    """Told of everything that happens, on the event loop's thread; must return at once."""

    def expecting(self, annotation: str, passes: int, asks_model: bool) -> None:
        """So many passes of an annotation are ahead, those already finished included."""

    def started(self, subject: str, annotation: str) -> None:
        """A pass over a problem began."""

    def sent(self, subject: str, stage: Stage) -> None:
        """A try was sent; followed by ``replied``, ``failed_try`` or ``abandoned``."""

    def replied(self, subject: str, stage: Stage, usage: Usage, dollars: float) -> None:
        """A reply came and is in the journal."""

    def failed_try(self, subject: str, stage: Stage, failure: Failure, message: str) -> None:
        """A try brought no reply."""

    def abandoned(self, subject: str, stage: Stage) -> None:
        """A try was given up because the run is being ended."""

    def replayed(self, subject: str, stage: Stage, usage: Usage) -> None:
        """A reply was taken from the journal."""

    def verified(self, subject: str, stage: Stage, status: Status) -> None:
        """An answer was decided, or could not be."""

    def finished(self, solution: Solution) -> None:
        """A pass over a problem ended and its solution is in the journal."""

    def skipped(self, subject: str, annotation: str, accepted: bool) -> None:
        """An earlier start of the run already finished this pass over a problem."""

    def log(self, line: str) -> None:
        """A line for the person watching."""


@dataclass
class Cell:
    """Counts of one subject and stage."""

    sent: int = 0
    in_flight: int = 0
    replied: int = 0
    replayed: int = 0
    failed_tries: int = 0
    accepted: int = 0
    rejected: int = 0
    undecided: int = 0
    tokens: int = 0
    dollars: float = 0.0


@dataclass
class Progress:
    """Counts of one subject, in passes over problems.

    ``reflected`` are those among the accepted ones whose first answer was not; what was
    skipped is not known to be among them.
    """

    started: int = 0
    finished: int = 0
    skipped: int = 0
    accepted: int = 0
    reflected: int = 0
    failed: int = 0


@dataclass
class Tally:
    """A :class:`Watch` that counts. A display inherits from it and draws the counts.

    Attributes:
        cells: By ``(subject, stage)``.
        subjects: By subject.
        failures: Failed tries by class.
        expected: Passes over problems.
    """

    cells: dict[tuple[str, Stage], Cell] = field(default_factory=dict)
    subjects: dict[str, Progress] = field(default_factory=dict)
    failures: Counter[Failure] = field(default_factory=Counter)
    expected: int = 0

    def cell(self, subject: str, stage: Stage) -> Cell:
        """The counts of a subject and stage."""
        return self.cells.setdefault((subject, stage), Cell())

    def subject(self, name: str) -> Progress:
        """The counts of a subject."""
        return self.subjects.setdefault(name, Progress())

    def by_stage(self) -> Mapping[Stage, Cell]:
        """The counts of all subjects together, by stage."""
        total: dict[Stage, Cell] = {}
        for (_subject, stage), cell in self.cells.items():
            into = total.setdefault(stage, Cell())
            for name, value in vars(cell).items():
                setattr(into, name, getattr(into, name) + value)
        return total

    def expecting(self, annotation: str, passes: int, asks_model: bool) -> None:
        self.expected += passes

    def started(self, subject: str, annotation: str) -> None:
        self.subject(subject).started += 1

    def sent(self, subject: str, stage: Stage) -> None:
        cell = self.cell(subject, stage)
        cell.sent += 1
        cell.in_flight += 1

    def replied(self, subject: str, stage: Stage, usage: Usage, dollars: float) -> None:
        cell = self.cell(subject, stage)
        cell.in_flight -= 1
        cell.replied += 1
        cell.tokens += usage.total
        cell.dollars += dollars

    def failed_try(self, subject: str, stage: Stage, failure: Failure, message: str) -> None:
        cell = self.cell(subject, stage)
        cell.in_flight -= 1
        cell.failed_tries += 1
        self.failures[failure] += 1

    def abandoned(self, subject: str, stage: Stage) -> None:
        self.cell(subject, stage).in_flight -= 1

    def replayed(self, subject: str, stage: Stage, usage: Usage) -> None:
        self.cell(subject, stage).replayed += 1

    def verified(self, subject: str, stage: Stage, status: Status) -> None:
        cell = self.cell(subject, stage)
        if status is Status.ACCEPTED:
            cell.accepted += 1
        elif status is Status.REJECTED:
            cell.rejected += 1
        else:
            cell.undecided += 1

    def finished(self, solution: Solution) -> None:
        progress = self.subject(solution.problem.subject)
        progress.finished += 1
        progress.accepted += solution.accepted is not None
        progress.reflected += solution.earned in _REFLECTED
        progress.failed += solution.failure is not None

    def skipped(self, subject: str, annotation: str, accepted: bool) -> None:
        progress = self.subject(subject)
        progress.skipped += 1
        progress.accepted += accepted

    def log(self, line: str) -> None:
        """Nobody listens; a display overrides this."""
