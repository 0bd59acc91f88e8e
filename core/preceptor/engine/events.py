"""What happens in an annotation, as events, and the observer that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from preceptor.errors import Failure
from preceptor.records import Earned, Solution, Stage, Status, Usage

_REFLECTED = frozenset({Earned.REFLECTED, Earned.RESOLVED, Earned.REFERENCE_SHOWN})


class Event:
    """Base of all events."""

    __slots__ = ()


class RunObserver(Protocol):
    """Receives every event of a run, on the event loop's thread; must return at once.

    An observer ignores the types of events that it does not know.
    """

    def on_event(self, event: Event) -> None:
        """Take note of an event."""


@dataclass(frozen=True, slots=True)
class PassesExpected(Event):
    """Announces the number of passes of an annotation, including completed ones."""

    annotation: str
    passes: int
    asks_model: bool


@dataclass(frozen=True, slots=True)
class PassStarted(Event):
    """A pass over a problem started."""

    subject: str
    annotation: str


@dataclass(frozen=True, slots=True)
class RequestSent(Event):
    """A try was sent; ``ReplyReceived``, ``TryFailed`` or ``RequestAbandoned`` follows."""

    subject: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class ReplyReceived(Event):
    """A reply arrived and is in the journal."""

    subject: str
    stage: Stage
    usage: Usage
    dollars: float


@dataclass(frozen=True, slots=True)
class TryFailed(Event):
    """A try brought no reply."""

    subject: str
    stage: Stage
    failure: Failure
    message: str


@dataclass(frozen=True, slots=True)
class RequestAbandoned(Event):
    """A try was abandoned because the run is ending."""

    subject: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class ReplyReplayed(Event):
    """A reply was taken from the journal."""

    subject: str
    stage: Stage
    usage: Usage


@dataclass(frozen=True, slots=True)
class AnswerVerified(Event):
    """An answer has a verdict, which may be ``undecided``."""

    subject: str
    stage: Stage
    status: Status


@dataclass(frozen=True, slots=True)
class PassFinished(Event):
    """A pass over a problem finished and its solution is in the journal."""

    solution: Solution


@dataclass(frozen=True, slots=True)
class PassSkipped(Event):
    """A pass over a problem was finished by an earlier start of the run."""

    subject: str
    annotation: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class LogMessage(Event):
    """A line for the person who watches the run."""

    line: str


@dataclass
class StageCounters:
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

    def add(self, more: StageCounters) -> None:
        """Add other counts to these."""
        for name, value in vars(more).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass
class SubjectCounters:
    """Counts of one subject, in passes over problems.

    ``reflected`` counts the accepted passes whose first answer was wrong; skipped passes are
    not among them, because how they came about is not known.
    """

    started: int = 0
    finished: int = 0
    skipped: int = 0
    accepted: int = 0
    reflected: int = 0
    failed: int = 0


@dataclass
class Counters:
    """A :class:`RunObserver` that counts. A display inherits from it and shows the counts.

    Attributes:
        stages: By ``(subject, stage)``.
        subjects: By subject.
        failures: Failed tries by class.
        expected: Passes over problems.
    """

    stages: dict[tuple[str, Stage], StageCounters] = field(default_factory=dict)
    subjects: dict[str, SubjectCounters] = field(default_factory=dict)
    failures: Counter[Failure] = field(default_factory=Counter)
    expected: int = 0

    def stage(self, subject: str, stage: Stage) -> StageCounters:
        """The counts of a subject and stage."""
        counters = self.stages.get((subject, stage))
        if counters is None:
            counters = self.stages[subject, stage] = StageCounters()
        return counters

    def subject(self, name: str) -> SubjectCounters:
        """The counts of a subject."""
        return self.subjects.setdefault(name, SubjectCounters())

    def by_stage(self) -> Mapping[Stage, StageCounters]:
        """The counts of all subjects together, by stage."""
        total: dict[Stage, StageCounters] = {}
        for (_subject, stage), counters in self.stages.items():
            total.setdefault(stage, StageCounters()).add(counters)
        return total

    def on_event(self, event: Event) -> None:
        """Count an event."""
        count = _COUNT.get(type(event))
        if count is not None:
            count(self, event)

    def _passes_expected(self, event: PassesExpected) -> None:
        self.expected += event.passes

    def _pass_started(self, event: PassStarted) -> None:
        self.subject(event.subject).started += 1

    def _request_sent(self, event: RequestSent) -> None:
        counters = self.stage(event.subject, event.stage)
        counters.sent += 1
        counters.in_flight += 1

    def _reply_received(self, event: ReplyReceived) -> None:
        counters = self.stage(event.subject, event.stage)
        counters.in_flight -= 1
        counters.replied += 1
        counters.tokens += event.usage.total
        counters.dollars += event.dollars

    def _try_failed(self, event: TryFailed) -> None:
        counters = self.stage(event.subject, event.stage)
        counters.in_flight -= 1
        counters.failed_tries += 1
        self.failures[event.failure] += 1

    def _request_abandoned(self, event: RequestAbandoned) -> None:
        self.stage(event.subject, event.stage).in_flight -= 1

    def _reply_replayed(self, event: ReplyReplayed) -> None:
        self.stage(event.subject, event.stage).replayed += 1

    def _answer_verified(self, event: AnswerVerified) -> None:
        counters = self.stage(event.subject, event.stage)
        if event.status is Status.ACCEPTED:
            counters.accepted += 1
        elif event.status is Status.REJECTED:
            counters.rejected += 1
        else:
            counters.undecided += 1

    def _pass_finished(self, event: PassFinished) -> None:
        solution = event.solution
        counters = self.subject(solution.problem.subject)
        counters.finished += 1
        counters.accepted += solution.accepted is not None
        counters.reflected += solution.earned in _REFLECTED
        counters.failed += solution.failure is not None

    def _pass_skipped(self, event: PassSkipped) -> None:
        counters = self.subject(event.subject)
        counters.skipped += 1
        counters.accepted += event.accepted


_COUNT: Mapping[type[Event], Callable[[Counters, Any], None]] = {
    PassesExpected: Counters._passes_expected,
    PassStarted: Counters._pass_started,
    RequestSent: Counters._request_sent,
    ReplyReceived: Counters._reply_received,
    TryFailed: Counters._try_failed,
    RequestAbandoned: Counters._request_abandoned,
    ReplyReplayed: Counters._reply_replayed,
    AnswerVerified: Counters._answer_verified,
    PassFinished: Counters._pass_finished,
    PassSkipped: Counters._pass_skipped,
}
