"""Feeds the references and typical wrong answers of sources to the verifiers.

What a verifier does not accept of its own reference, no teacher can earn; what it accepts of
a known slip, any teacher can cheat with. Both are found here, before a model is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from preceptor.answers import extract
from preceptor.components import Item
from preceptor.host import VerificationHost
from preceptor.pipeline.assembly import Assembly
from preceptor.records import BadRow, Problem, Reference, Status, Verdict

EXPECTATIONS = ("reference", "derivation", "slip")
BATCH = 256


@dataclass(frozen=True)
class Surprise:
    """A verdict that should have been another."""

    source: str
    family: str
    problem_id: str
    probe: str
    candidate: str
    reference: str
    status: str
    reason: str


@dataclass
class Tally:
    """Counts for one source and family (or topic).

    ``slip`` answers are expected not to be accepted, the other two to be accepted. What is
    undecided is counted apart: it is neither right nor wrong.
    """

    as_expected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXPECTATIONS, 0))
    surprises: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXPECTATIONS, 0))
    undecided: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXPECTATIONS, 0))


@dataclass
class CheckReport:
    """What :func:`check_sources` found."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    surprises: list[Surprise] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    problems: int = 0

    @property
    def sound(self) -> bool:
        """No surprise and no bad row."""
        return not self.surprises and not self.bad_rows


def as_answer(reference: Reference) -> str:
    """The reference written as an answer: the value with its unit, if it has a plain one."""
    unit = reference.payload.get("unit")
    return f"{reference.value} {unit}" if isinstance(unit, str) and unit else reference.value


def probes(problem: Problem) -> Iterator[tuple[str, str]]:
    """Pairs of what is probed and the candidate answer."""
    if problem.reference.kind == "formal":
        # A formal reference is a statement; what answers it is a proof.
        if problem.derivation:
            yield "derivation", extract(problem.derivation, "formal").answer or ""
    else:
        yield "reference", as_answer(problem.reference)
        if problem.derivation:
            yield "derivation", extract(problem.derivation, problem.reference.kind).answer or ""
    for slip in problem.slips:
        yield "slip", slip.answer


def check_sources(
    assembly: Assembly, host: VerificationHost, limit: int | None = None
) -> CheckReport:
    """Check every source of the recipe, at most ``limit`` problems of each."""
    report = CheckReport()
    batch: list[tuple[str, Problem, str, str]] = []
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
            batch += [(name, row, probe, candidate) for probe, candidate in probes(row)]
            if len(batch) >= BATCH:
                _decide(batch, host, report)
                batch = []
    _decide(batch, host, report)
    return report


def _decide(
    batch: list[tuple[str, Problem, str, str]], host: VerificationHost, report: CheckReport
) -> None:
    items = [
        Item(
            id=f"{problem.id}/{index}",
            reference=problem.reference,
            candidate=candidate,
            statement=problem.statement,
        )
        for index, (_, problem, _, candidate) in enumerate(batch)
    ]
    for (source, problem, probe, candidate), verdict in zip(
        batch, host.verify_batch(items), strict=True
    ):
        family = problem.provenance.family or problem.topic or problem.subject
        tally = report.tallies.setdefault((source, family), Tally())
        if _expected(probe, verdict):
            tally.as_expected[probe] += 1
        elif verdict.status is Status.UNDECIDED:
            tally.undecided[probe] += 1
        else:
            tally.surprises[probe] += 1
            report.surprises.append(
                Surprise(
                    source=source,
                    family=family,
                    problem_id=problem.id,
                    probe=probe,
                    candidate=candidate,
                    reference=as_answer(problem.reference),
                    status=str(verdict.status),
                    reason=verdict.reason,
                )
            )


def _expected(probe: str, verdict: Verdict) -> bool:
    return verdict.rejected if probe == "slip" else verdict.accepted
