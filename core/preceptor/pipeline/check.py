"""Gives references, typical wrong answers and probes of sources to the verifiers.

A reference that its own verifier does not accept cannot be earned by any teacher; a wrong answer
that it accepts can be used by any teacher to cheat. Both are found here, before a model is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from preceptor.components import Item, Margin, Probe, ProbeAnswer
from preceptor.errors import PluginError
from preceptor.extraction.answers import extract
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.reference_check import ReferenceChecker, ReferenceReport
from preceptor.records import BadRow, Problem, Status, Verdict
from preceptor.references import ReferenceKind
from preceptor.registry import Registry
from preceptor.reporting.statistics import wilson_interval
from preceptor.verification import VerificationHost

CHECK_UNDECIDED: Final = 1_000
"""Undecided probes that a check lists; the counts include all of them."""

REJECTED: Final = ("distractor", "perturbation")
"""What is to be rejected; everything else is to be accepted."""
CHECKED: Final = ("reference", "derivation", "distractor", "perturbation", "equivalent")
BATCH: Final = 256


@dataclass(frozen=True)
class Unexpected:
    """A verdict other than the expected one, or none.

    Attributes:
        checked: One of :data:`CHECKED`.
        change: For perturbations and equivalents, how the candidate was made.
    """

    source: str
    family: str
    problem_id: str
    checked: str
    change: str
    candidate: str
    reference: str
    status: str
    reason: str


@dataclass
class CheckCounts:
    """Counts for one source and family (or topic).

    Distractors and perturbations are expected to be rejected, everything else to be accepted.
    Undecided verdicts are counted separately: they are neither right nor wrong.
    """

    as_expected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKED, 0))
    unexpected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKED, 0))
    undecided: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKED, 0))

    def share(self, checked: str) -> ExpectedShare:
        """How often the verdict was the expected one."""
        undecided = self.undecided[checked]
        offered = self.as_expected[checked] + self.unexpected[checked] + undecided
        low, high = wilson_interval(self.as_expected[checked], offered)
        return ExpectedShare(self.as_expected[checked], offered, undecided, low, high)

    def __add__(self, other: CheckCounts) -> CheckCounts:
        total = CheckCounts()
        for name in ("as_expected", "unexpected", "undecided"):
            into, left, right = (getattr(counts, name) for counts in (total, self, other))
            into.update({checked: left[checked] + right[checked] for checked in CHECKED})
        return total


@dataclass(frozen=True)
class ExpectedShare:
    """``good`` of ``offered`` answers got the expected verdict; with its 95 % Wilson interval.

    ``undecided`` ones are offered and not good, but not unexpected either.
    """

    good: int
    offered: int
    undecided: int
    low: float
    high: float


@dataclass
class CheckReport:
    """Result of :func:`check_sources`.

    Attributes:
        counts: By source and family.
        by_perturbation: Verdicts by ``perturbation`` or ``equivalent`` and what was changed.
        undecided: The first perturbations and equivalents that no verifier could decide.
        without_perturbations: Problems whose kind of reference no probe perturbs.
        unparsed: Problems whose reference a probe for its kind could not parse with certainty.
        references: What the verifiers read in the references.
    """

    counts: dict[tuple[str, str], CheckCounts] = field(default_factory=dict)
    by_perturbation: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    unexpected: list[Unexpected] = field(default_factory=list)
    undecided: list[Unexpected] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    problems: int = 0
    without_perturbations: int = 0
    unparsed: int = 0
    references: ReferenceReport = field(default_factory=ReferenceReport)

    @property
    def passed(self) -> bool:
        """No unexpected verdict, no bad row, and nothing wrong with the references."""
        return not self.unexpected and not self.bad_rows and self.references.passed

    @property
    def skipped(self) -> int:
        """Problems without perturbations, for either reason."""
        return self.without_perturbations + self.unparsed

    def of_source(self, source: str) -> CheckCounts:
        """The counts of all families of a source together."""
        own = (counts for (name, _), counts in self.counts.items() if name == source)
        return sum(own, CheckCounts())


@dataclass(frozen=True)
class _Answer:
    source: str
    problem: Problem
    checked: str
    change: str
    candidate: str


def given_answers(problem: Problem, kind: ReferenceKind | None) -> Iterator[tuple[str, str]]:
    """What the problem itself says about answers: ``(reference, derivation, …)`` and candidate."""
    # A proof is not checked against itself: the reference is only the statement.
    if kind is None or kind.answered_by == "value":
        yield "reference", problem.reference.written
    if problem.derivation:
        answer = extract(problem.derivation, kind or problem.reference.kind).answer
        yield "derivation", answer or ""
    for distractor in problem.distractors:
        yield "distractor", distractor.answer


def check_sources(
    assembly: Assembly,
    host: VerificationHost,
    limit: int | None = None,
    *,
    perturbations: bool = True,
) -> CheckReport:
    """Check every source of the recipe, at most ``limit`` problems of each.

    Args:
        perturbations: Whether the installed probes are used as well.

    Raises:
        PluginError: a probe fails.
    """
    checker = ReferenceChecker(host)
    report = CheckReport(references=checker.report)
    registry = assembly.registry
    probes = installed_probes(registry) if perturbations else ()
    margin = widest(assembly.recipe.verification.use)
    batch: list[_Answer] = []
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
            checker.read(name, family_of(row), row)
            kind = registry.known_kind(row.reference.kind)
            batch += [_Answer(name, row, what, "", text) for what, text in given_answers(row, kind)]
            if perturbations:
                batch += _probed(name, row, probes, margin, report)
            if len(batch) >= BATCH:
                _decide(batch, host, report, checker)
                batch = []
    _decide(batch, host, report, checker)
    return report


def family_of(problem: Problem) -> str:
    """The heading under which a problem is counted."""
    return problem.provenance.family or problem.topic or problem.subject


def installed_probes(registry: Registry) -> tuple[Probe, ...]:
    """Every installed probe, with its default options.

    Raises:
        PluginError: one does not import.
    """
    return tuple(registry.create("probe", name) for name in registry.names("probe"))


def widest(options: Mapping[str, Mapping[str, Any]]) -> Margin:
    """The widest tolerances that options of verifiers allow where a reference states none."""

    def most(name: str) -> float:
        given: Iterable[Any] = (values.get(name) for values in options.values())
        return max((float(v) for v in given if isinstance(v, int | float)), default=0.0)

    return Margin(most("rtol"), most("atol"))


def _probed(
    source: str, problem: Problem, probes: Sequence[Probe], margin: Margin, report: CheckReport
) -> Iterator[_Answer]:
    own = [probe for probe in probes if problem.reference.kind in _kinds(probe)]
    offered = False
    for probe in own:
        for answer in _probe_answers(probe, problem, margin):
            offered = True
            checked = "perturbation" if answer.expected == "rejected" else "equivalent"
            yield _Answer(source, problem, checked, answer.change, answer.candidate)
    if not own:
        report.without_perturbations += 1
    elif not offered:
        report.unparsed += 1


def _probe_answers(probe: Probe, problem: Problem, margin: Margin) -> Sequence[ProbeAnswer]:
    try:
        answers = tuple(probe.probes(problem, margin))
        for answer in answers:
            _require_answer(answer)
        return answers
    except Exception as error:
        raise PluginError(
            f"probe {probe.name!r} failed on problem {problem.id}: {type(error).__name__}: {error}",
            hint="report it to the author of the plugin; --no-perturbations checks without probes",
        ) from error


def _kinds(probe: Probe) -> Sequence[str]:
    kinds = getattr(probe, "kinds", None)
    if isinstance(kinds, tuple | list):
        return kinds
    raise PluginError(
        f"probe {probe.name!r} states no kinds of reference",
        hint="its class needs `kinds`, a tuple of names; --no-perturbations checks without probes",
    )


def _require_answer(answer: object) -> None:
    """Refuse what a probe must not offer.

    Raises:
        TypeError: it is not a :class:`~preceptor.components.ProbeAnswer` with sound values.
    """
    if not isinstance(answer, ProbeAnswer):
        raise TypeError(f"returned {type(answer).__name__} instead of ProbeAnswer")
    if answer.expected not in ("accepted", "rejected"):
        raise TypeError(f"expected {answer.expected!r} is neither 'accepted' nor 'rejected'")
    if not isinstance(answer.candidate, str) or not isinstance(answer.change, str):
        raise TypeError("a candidate or change is not text")
    if not answer.change:
        raise TypeError("a change without a name")


def _decide(
    batch: list[_Answer], host: VerificationHost, report: CheckReport, checker: ReferenceChecker
) -> None:
    items = [
        Item(
            id=f"{answer.problem.id}/{index}",
            reference=answer.problem.reference,
            candidate=answer.candidate,
            statement=answer.problem.statement,
        )
        for index, answer in enumerate(batch)
    ]
    for answer, verdict in zip(batch, host.verify_batch(items), strict=True):
        _count(answer, verdict, report)
        if answer.checked == "reference" and verdict.status is Status.UNDECIDED:
            family = family_of(answer.problem)
            checker.undecided(answer.source, family, answer.problem, verdict.reason)
    checker.compare_duplicates()


def _count(answer: _Answer, verdict: Verdict, report: CheckReport) -> None:
    problem, checked, change = answer.problem, answer.checked, answer.change
    family = family_of(problem)
    counts = report.counts.setdefault((answer.source, family), CheckCounts())
    if change:
        verdicts = report.by_perturbation.setdefault((checked, change), Counter())
        verdicts[str(verdict.status)] += 1
    if verdict.rejected if checked in REJECTED else verdict.accepted:
        counts.as_expected[checked] += 1
        return
    unexpected = Unexpected(
        source=answer.source,
        family=family,
        problem_id=problem.id,
        checked=checked,
        change=change,
        candidate=answer.candidate,
        reference=problem.reference.written,
        status=str(verdict.status),
        reason=verdict.reason,
    )
    # A perturbation that runs out of time is not accepted, nor is its equivalent rejected.
    undecided = not verdict.status.decided if change else verdict.status is Status.UNDECIDED
    if not undecided:
        counts.unexpected[checked] += 1
        report.unexpected.append(unexpected)
        return
    counts.undecided[checked] += 1
    if change and len(report.undecided) < CHECK_UNDECIDED:
        report.undecided.append(unexpected)
