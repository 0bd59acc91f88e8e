"""Options of the engine: the passes over the problems, rates, tries and timeouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from preceptor.components import Example, Reflection, Subject, Teacher
from preceptor.prompts import Prompts
from preceptor.records import Role, Sampling

TRY_SECONDS: Final = 300.0
"""Wall time of one try of a request, after which a stalled connection is closed."""
BACKOFF_SECONDS: Final = 0.5
"""Most seconds before the second try of a request; doubled for every further one."""
BREAKER_FAILURES: Final = 12
"""Consecutive failed tries, over all requests to a teacher, after which everything pauses."""
BREAKER_PROBES: Final = 8
"""Probes after such a pause, with doubled waits (2 minutes in all), before the run gives up."""
DRAIN_SECONDS: Final = 10.0
"""How long replies in flight are awaited when a run is interrupted."""


@dataclass(frozen=True)
class Pass:
    """One pass over the problems; the passes of a problem run in order.

    Attributes:
        name: Unique among the passes; part of the rows' ids.
        teacher: The teacher; entered by the engine before the first request is sent.
        strategy: What is done about answers that are not accepted.
        on: ``unsolved`` leaves out problems for which an earlier pass has an accepted answer.
        subjects: Only problems of these subjects; ``None`` for all.
        sources: Only problems of these sources; ``None`` for all.
        roles: Only problems of these roles.
        sampling: Sampling parameters, unless the strategy sets its own.
        shots: Worked examples in a solving prompt.
        subject_plugins: Prompts and examples by subject; other subjects get the shared wording.
    """

    name: str
    teacher: Teacher
    strategy: Reflection
    on: Literal["all", "unsolved"] = "all"
    subjects: frozenset[str] | None = None
    sources: frozenset[str] | None = None
    roles: frozenset[Role] = frozenset({Role.TRAIN})
    sampling: Sampling = field(default_factory=Sampling)
    shots: int = 0
    subject_plugins: Mapping[str, Subject] = field(default_factory=dict)

    def takes(self, role: Role, subject: str, source: str) -> bool:
        """Whether the pass takes problems of this role, subject and source."""
        return (
            role in self.roles
            and (self.subjects is None or subject in self.subjects)
            and (self.sources is None or source in self.sources)
        )

    def prompts(self, subject: str) -> Prompts:
        """The wording for a subject."""
        plugin = self.subject_plugins.get(subject)
        return Prompts() if plugin is None else plugin.prompts()

    def examples(self, subject: str) -> tuple[Example, ...]:
        """The worked examples for a subject."""
        plugin = self.subject_plugins.get(subject)
        return () if plugin is None or not self.shots else tuple(plugin.examples())[: self.shots]


@dataclass(frozen=True)
class BudgetLimits:
    """Limits on what a run or a subject uses; ``None`` for no limit.

    Requests, tokens and US dollars count over all starts of a run; seconds of wall time count
    from the latest start.
    """

    requests: int | None = None
    tokens: int | None = None
    dollars: float | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class EngineOptions:
    """Rates, tries and timeouts.

    Attributes:
        in_flight: Problems worked on at once; also the most requests in flight to a teacher.
        requests_per_minute / tokens_per_minute: Rates per teacher; ``None`` for no limit.
        tries: Tries of one request over transient failures.
        request_seconds: Wall time of one try.
        budget: Limits of the run.
        subject_budgets: Further limits by subject.
        refresh: With another text than before, every request is sent again; what was paid for
            under the earlier text stays in the journal.
        backoff_seconds: Most seconds before a second try; doubled for every further one.
        breaker_failures: Consecutive failed tries that open the circuit breaker.
        breaker_seconds: The breaker's first pause; doubled for every further probe.
        breaker_probes: Probes before the run gives up.
        drain_seconds: How long replies in flight are awaited after an interrupt.
    """

    in_flight: int = 64
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    tries: int = 6
    request_seconds: float = TRY_SECONDS
    budget: BudgetLimits = BudgetLimits()
    subject_budgets: Mapping[str, BudgetLimits] = field(default_factory=dict)
    refresh: str = ""
    backoff_seconds: float = BACKOFF_SECONDS
    breaker_failures: int = BREAKER_FAILURES
    breaker_seconds: float = 1.0
    breaker_probes: int = BREAKER_PROBES
    drain_seconds: float = DRAIN_SECONDS
