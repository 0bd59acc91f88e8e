"""Rows of the journal that are not records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from preceptor.errors import Failure
from preceptor.records import Problem, Record, Reply, Role, Stage, Status


def row_id(shard: int, problem_id: str, annotation: str) -> str:
    """The id of a solution: ``shard.problem.annotation``; stable over runs."""
    return f"{shard}.{problem_id}.{annotation}"


def shard_of(row: str) -> int:
    """The shard whose journal holds the row."""
    return int(row.partition(".")[0])


def storable(text: str) -> str:
    """``text`` with ``?`` for each lone surrogate: JSON can escape one, UTF-8 cannot encode it."""
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class SourceCount:
    """The rows of one source by what became of them."""

    problems: int = 0
    bad_rows: int = 0
    duplicates: int = 0


@dataclass(frozen=True)
class Duplicate:
    """A row whose problem was already there; the kept one is from ``kept_source``."""

    source: str
    location: str
    problem_id: str
    kept_source: str


@dataclass(frozen=True)
class ProblemRow:
    """A problem with its row number and its results so far.

    Attributes:
        row: The row number in the shard, stable over runs.
        id: ``problem.id``, which is not computed again.
        source: The source it was kept from.
        fingerprints: Fingerprint of each annotation pass that has a solution of this problem, by
            the pass's name; empty when the solution is worth another run.
        accepted: For the same passes, whether the solution is accepted.
        failed: For the same passes, whether it ended in a failure.
    """

    row: int
    id: str
    source: str
    problem: Problem
    fingerprints: dict[str, str] = field(default_factory=dict)
    accepted: dict[str, bool] = field(default_factory=dict)
    failed: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Intent:
    """A request that is about to be sent.

    Attributes:
        key: The request's key; see :func:`preceptor.engine.cache_keys.request_key`.
        content: Messages and sampling parameters as JSON.
        tokens: Tokens reserved for one try.
        cost: US dollars reserved for one try.
    """

    key: str
    problem_id: str
    subject: str
    annotation: str
    stage: Stage
    round: int
    sample: int
    teacher: str
    content: str
    tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True)
class Recorded:
    """The recorded state of a request.

    Attributes:
        state: ``intent``, ``done``, ``failed`` or ``unknown``.
        failure: Why it failed for good, if it did.
        message: The endpoint's message then.
    """

    state: str
    reply: Reply | None
    failure: Failure | None
    message: str


@dataclass(frozen=True)
class FailedTry:
    """One try that brought no reply. ``tokens`` and ``cost`` are charged to the budget."""

    key: str
    failure: Failure
    status: int | None
    message: str
    tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True)
class UnknownOutcome:
    """A request that was in flight when a run died; it is charged, and sent again.

    Attributes:
        sent: When its intent was committed, in seconds since the epoch.
        found: When a later run found it without a reply.
    """

    key: str
    problem_id: str
    annotation: str
    stage: Stage
    sent: float
    found: float
    tokens: int
    cost: float


class Compared(Record):
    """A judge's verdict on an attempt that the rules had decided.

    Attributes:
        key: Key of the attempt.
        kind: Kind of the reference.
        rules: ``accepted`` or ``rejected``.
        judge: The same, or ``undecided``, or ``error`` when it gave no reply.
    """

    problem_id: str
    key: str
    kind: str
    rules: Status
    judge: Status


@dataclass(frozen=True)
class Spent:
    """Requests sent, tokens and US dollars used or written off."""

    requests: int = 0
    tokens: int = 0
    dollars: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.requests + other.requests,
            self.tokens + other.tokens,
            self.dollars + other.dollars,
        )


@dataclass(frozen=True)
class SolutionQuery:
    """Which solutions are selected; ``None`` sets no condition.

    Attributes:
        kept: Not dropped by any filter.
        accepted: An attempt of the trail is accepted.
        mixture: Name of a mixture; a row is then selected as often as it is repeated.
        split: The split of that mixture.
    """

    kept: bool | None = None
    accepted: bool | None = None
    role: Role | None = None
    subject: str | None = None
    annotation: str | None = None
    mixture: str | None = None
    split: str | None = None

    def conditions(self) -> Iterator[tuple[str, object]]:
        """Conditions in SQL over ``solutions s`` and ``assignments a``, each with its value."""
        dropped = "EXISTS (SELECT 1 FROM drops d WHERE d.row_id = s.row_id) = ?"
        if self.kept is not None:
            yield dropped, int(not self.kept)
        for column, value in (
            ("s.accepted", None if self.accepted is None else int(self.accepted)),
            ("s.role", None if self.role is None else str(self.role)),
            ("s.subject", self.subject),
            ("s.annotation", self.annotation),
            ("a.mixture", self.mixture),
            ("a.split", self.split),
        ):
            if value is not None:
                yield f"{column} = ?", value
