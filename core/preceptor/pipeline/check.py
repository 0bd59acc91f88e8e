"""Feeds references, typical wrong answers and mutations of sources to the verifiers.

What a verifier does not accept of its own reference, no teacher can earn; what it accepts of
a known distractor or a perturbed reference, any teacher can cheat with. Both are found here, before
a model is asked. See :mod:`preceptor_probes` for the perturbations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from preceptor.components import Item
from preceptor.extraction.answers import extract
from preceptor.pipeline.assembly import Assembly
from preceptor.records import BadRow, Problem, Status, Verdict
from preceptor.reporting.statistics import wilson_interval
from preceptor.verification import VerificationHost
from preceptor_probes import Margin, mutation_probes

CHECK_UNDECIDED: Final = 1_000
"""Undecided probes that a check lists; the counts hold all of them."""

REJECTED = ("distractor", "mutation")
"""Probes that are to be rejected; the others are to be accepted."""
EXPECTATIONS = ("reference", "derivation", "distractor", "mutation", "equivalent")
BATCH = 256


@dataclass(frozen=True)
class Surprise:
    """A verdict that should have been another, or one that could not be reached.

    Attributes:
        probe: One of :data:`EXPECTATIONS`.
        what: For mutations and equivalents, how the candidate was made.
    """

    source: str
    family: str
    problem_id: str
    probe: str
    what: str
    candidate: str
    reference: str
    status: str
    reason: str


@dataclass
class Tally:
    """Counts for one source and family (or topic).

    Distractors and mutations are expected to be rejected, the other probes to be accepted. What is
    undecided is counted apart: it is neither right nor wrong.
    """

    as_expected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXPECTATIONS, 0))
    surprises: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXPECTATIONS, 0))
    undecided: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXPECTATIONS, 0))

    def score(self, probe: str) -> Score:
        """How often the verdict on one sort of probe was the expected one."""
        undecided = self.undecided[probe]
        offered = self.as_expected[probe] + self.surprises[probe] + undecided
        low, high = wilson_interval(self.as_expected[probe], offered)
        return Score(self.as_expected[probe], offered, undecided, low, high)

    def __add__(self, other: Tally) -> Tally:
        total = Tally()
        for name in ("as_expected", "surprises", "undecided"):
            into, one, two = (getattr(tally, name) for tally in (total, self, other))
            into.update({probe: one[probe] + two[probe] for probe in EXPECTATIONS})
        return total


@dataclass(frozen=True)
class Score:
    """``good`` of ``offered`` probes got the expected verdict; with its 95 % Wilson interval.

    ``undecided`` ones are offered and not good, but no finding either.
    """

    good: int
    offered: int
    undecided: int
    low: float
    high: float


@dataclass
class CheckReport:
    """What :func:`check_sources` found.

    Attributes:
        tallies: By source and family.
        by_mistake: By sort of probe and the way it was made.
        undecided: Mutations and equivalents that no verifier could decide, the first ones.
        untouched: Problems whose reference was not surely read, so that nothing was made of it.
    """

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    by_mistake: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    surprises: list[Surprise] = field(default_factory=list)
    undecided: list[Surprise] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    problems: int = 0
    untouched: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing unexpected and no bad row was seen."""
        return not self.surprises and not self.bad_rows

    def of_source(self, source: str) -> Tally:
        """The counts of all families of a source together."""
        own = (tally for (name, _), tally in self.tallies.items() if name == source)
        return sum(own, Tally())


@dataclass(frozen=True)
class _Probe:
    source: str
    problem: Problem
    probe: str
    what: str
    candidate: str


def probes(problem: Problem) -> Iterator[tuple[str, str]]:
    """Pairs of what is probed and the candidate answer."""
    if problem.reference.kind == "formal":
        # A formal reference is a statement; what answers it is a proof.
        if problem.derivation:
            yield "derivation", extract(problem.derivation, "formal").answer or ""
    else:
        yield "reference", problem.reference.written
        if problem.derivation:
            yield "derivation", extract(problem.derivation, problem.reference.kind).answer or ""
    for distractor in problem.distractors:
        yield "distractor", distractor.answer


def check_sources(
    assembly: Assembly,
    host: VerificationHost,
    limit: int | None = None,
    *,
    mutations: bool = True,
) -> CheckReport:
    """Check every source of the recipe, at most ``limit`` problems of each.

    Args:
        mutations: Whether references are perturbed and rewritten as well.
    """
    report = CheckReport()
    floor = widest(assembly.recipe.verification.use)
    batch: list[_Probe] = []
    for name, _ in assembly.sources():
        taken = 0
        for row in assembly.rows(name):
            if isinstance(row, BadRow):
                report.bad_rows.append(row)
                continue
            if limit is not None and taken == limit:
                break
            taken += 1
            report.problems += 1
            batch += [_Probe(name, row, probe, "", answer) for probe, answer in probes(row)]
            if mutations:
                made = mutation_probes(row, floor)
                report.untouched += not made
                batch += [_Probe(name, row, one.sort, one.what, one.answer) for one in made]
            if len(batch) >= BATCH:
                _decide(batch, host, report)
                batch = []
    _decide(batch, host, report)
    return report


def widest(options: Mapping[str, Mapping[str, Any]]) -> Margin:
    """The widest tolerances that options of verifiers allow where a reference states none."""

    def most(name: str) -> float:
        given: Iterable[Any] = (one.get(name) for one in options.values())
        return max((float(v) for v in given if isinstance(v, int | float)), default=0.0)

    return Margin(most("rtol"), most("atol"))


def _decide(batch: list[_Probe], host: VerificationHost, report: CheckReport) -> None:
    items = [
        Item(
            id=f"{one.problem.id}/{index}",
            reference=one.problem.reference,
            candidate=one.candidate,
            statement=one.problem.statement,
        )
        for index, one in enumerate(batch)
    ]
    for one, verdict in zip(batch, host.verify_batch(items), strict=True):
        _count(one, verdict, report)


def _count(one: _Probe, verdict: Verdict, report: CheckReport) -> None:
    problem = one.problem
    family = problem.provenance.family or problem.topic or problem.subject
    tally = report.tallies.setdefault((one.source, family), Tally())
    made = report.by_mistake.setdefault((one.probe, one.what), Counter()) if one.what else None
    if made is not None:
        made[str(verdict.status)] += 1
    if verdict.rejected if one.probe in REJECTED else verdict.accepted:
        tally.as_expected[one.probe] += 1
        return
    surprise = Surprise(
        source=one.source,
        family=family,
        problem_id=problem.id,
        probe=one.probe,
        what=one.what,
        candidate=one.candidate,
        reference=problem.reference.written,
        status=str(verdict.status),
        reason=verdict.reason,
    )
    # A mutation that runs out of time is not accepted, nor is its equivalent rejected.
    open_ = not verdict.status.decided if one.what else verdict.status is Status.UNDECIDED
    if not open_:
        tally.surprises[one.probe] += 1
        report.surprises.append(surprise)
        return
    tally.undecided[one.probe] += 1
    if one.what and len(report.undecided) < CHECK_UNDECIDED:
        report.undecided.append(surprise)
