"""How the facts of a data card are collected from the solutions of a run.

Collecting is one pass over the solutions; what is kept grows with the number of subjects,
sources, stages and reasons, not with the number of rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from preceptor import limits
from preceptor.components import SolutionView
from preceptor.journal.rows import Compared
from preceptor.records import BadRow, Earned, Solution, Stage, Status
from preceptor.reporting.card_facts import (
    BadRows,
    CardFacts,
    ComponentFacts,
    DataFile,
    FilterDrops,
    FlaggedRows,
    Interval,
    PassYield,
    SourceFacts,
    StageYield,
    TeacherFacts,
    VerifierFacts,
)
from preceptor.reporting.judge_report import JudgeCounts, JudgeFacts
from preceptor.reporting.statistics import wilson_interval

CARD_REASONS: Final = 12
"""Distinct reasons listed per filter or source; the rest is counted together."""
CARD_EXAMPLES: Final = 20
"""Rows named under a finding."""

OTHER_REASONS = "other reasons"


def interval(count: int, total: int) -> Interval:
    """``count`` of ``total`` with its Wilson interval; (0, 1) where nothing was counted."""
    low, high = wilson_interval(count, total)
    return Interval(count=count, total=total, low=low, high=high)


def collect(
    view: SolutionView,
    *,
    title: str,
    terms: Mapping[str, str] | None = None,
    bad_rows: Iterable[BadRow] = (),
    drops: Iterable[tuple[str, str]] = (),
    splits: Mapping[str, int] | None = None,
    components: Sequence[ComponentFacts] = (),
    files: Sequence[DataFile] = (),
    versions: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    judge: JudgeFacts | None = None,
    judge_sample: Iterable[Compared] = (),
) -> CardFacts:
    """Collect the facts of a run, streaming.

    Args:
        view: All solutions, those that filters drop included.
        terms: Per annotation pass, the terms of its teacher's output.
        bad_rows: Rows that sources set aside.
        drops: ``(filter, reason)`` of every dropped row.
        splits: Rows per exported split, repeats counted.
        judge: What the recipe says of its judge, if it has one.
        judge_sample: What the judge said about attempts that the rules had decided.
    """
    counts = _Counts(terms or {})
    for row_id, solution in view:
        counts.add(row_id, solution)
    return CardFacts(
        title=title,
        rows=counts.rows,
        passes=counts.passes(),
        stages=counts.stages(),
        sources=tuple(
            SourceFacts(source=source, role=role, licence=licence, rows=rows)
            for (source, role, licence), rows in sorted(counts.sources.items())
        ),
        bad_rows=_bad_rows(bad_rows),
        teachers=counts.teachers(),
        verifiers=counts.verifiers(),
        judge=counts.judge.facts(judge, judge_sample),
        drops=_drops(drops),
        findings=tuple(
            FlaggedRows(flag=flag, count=count, rows=tuple(counts.flagged[flag]))
            for flag, count in sorted(counts.flags.items())
        ),
        failures=counts.failures.as_dict(),
        splits=splits or {},
        components=tuple(
            one.model_copy(update={"options": _portable(dict(one.options))}) for one in components
        ),
        files=tuple(files),
        versions=versions or {},
        notes=tuple(notes),
    )


class _Reasons:
    """Counts of reasons whose particulars (ids, numbers, quotations) are left out."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, reason: str) -> None:
        general = re.sub(r"'[^']*'|\"[^\"]*\"|\b[0-9a-f]{12,}\b", "…", reason)
        general = re.sub(r"(?<![\w.])(?<!HTTP )\d{2,}(?![\w.])", "…", general)
        general = general[: limits.EXCERPT_CHARACTERS]
        # Reasons come from data: their number is bounded here, not by what the data holds.
        if general not in self._counts and len(self._counts) >= CARD_REASONS:
            general = OTHER_REASONS
        self._counts[general] += 1

    @property
    def total(self) -> int:
        return self._counts.total()

    def as_dict(self) -> dict[str, int]:
        return dict(sorted(self._counts.items(), key=lambda item: (-item[1], item[0])))


class _Counts:
    """Running counts over solutions."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = terms
        self.rows = 0
        self.sources: Counter[tuple[str, str, str]] = Counter()
        self.flags: Counter[str] = Counter()
        self.flagged: dict[str, list[str]] = {}
        self.failures = _Reasons()
        self._problems: Counter[tuple[str, str]] = Counter()
        self._failed: Counter[tuple[str, str]] = Counter()
        self._earned: Counter[tuple[str, str, Earned]] = Counter()
        self._derived: Counter[tuple[str, str]] = Counter()
        self._attempts: Counter[tuple[str, str]] = Counter()
        self._staged: Counter[tuple[str, Stage, Status]] = Counter()
        self._verdicts: Counter[tuple[str, str, Status]] = Counter()
        self._requests: dict[tuple[str, str, bool], Counter[str]] = {}
        self._judged: Counter[tuple[str, str]] = Counter()
        self._judged_stages: Counter[tuple[str, Stage, Status]] = Counter()
        self.judge = JudgeCounts()

    def add(self, row_id: str, solution: Solution) -> None:
        problem = solution.problem
        origin = problem.provenance
        self.rows += 1
        self.sources[origin.source, problem.role.value, origin.licence] += 1
        self._problems[solution.annotation, problem.subject] += 1
        if solution.judged:
            self._judged[solution.annotation, problem.subject] += 1
            self.judge.solutions += 1
        elif solution.earned is not None:
            self._earned[solution.annotation, problem.subject, solution.earned] += 1
        if solution.failure is not None:
            self._failed[solution.annotation, problem.subject] += 1
            self.failures.add(solution.failure)
        for flag in solution.flags:
            # What follows a colon is about the one row.
            kind = flag.partition(":")[0].strip()
            self.flags[kind] += 1
            rows = self.flagged.setdefault(kind, [])
            if len(rows) < CARD_EXAMPLES:
                rows.append(row_id)
        for step in solution.trail:
            attempt, usage = step.attempt, step.attempt.reply.usage
            judging = attempt.stage is Stage.JUDGE
            key = (solution.annotation, attempt.teacher, judging)
            asked = self._requests.setdefault(key, Counter())
            asked["requests"] += 1
            self._attempts[solution.annotation, problem.subject] += not judging
            self._derived[solution.annotation, problem.subject] += attempt.stage is Stage.DERIVATION
            asked["prompt_tokens"] += usage.prompt_tokens
            asked["completion_tokens"] += usage.completion_tokens
            asked["estimated"] += usage.estimated
            if step.verdict is not None:
                verdict = step.verdict
                by_judge = verdict.decided_by == "judge"
                staged = self._judged_stages if by_judge else self._staged
                staged[problem.subject, attempt.stage, verdict.status] += 1
                if by_judge:
                    self.judge.add(verdict)
                self._verdicts[verdict.verifier, verdict.version, verdict.status] += 1

    def passes(self) -> tuple[PassYield, ...]:
        yields = []
        for (annotation, subject), total in sorted(self._problems.items()):
            earned = {
                how: count for how in Earned if (count := self._earned[annotation, subject, how])
            }
            attempts = self._attempts[annotation, subject]
            derived = self._derived[annotation, subject]
            solved = sum(count for how, count in earned.items() if how.solved)
            yields.append(
                PassYield(
                    annotation=annotation,
                    subject=subject,
                    asked_model=not attempts or derived < attempts,
                    solved=interval(solved, total),
                    accepted=interval(sum(earned.values()), total),
                    earned=earned,
                    judged=self._judged[annotation, subject],
                    failed=self._failed[annotation, subject],
                )
            )
        return tuple(yields)

    def stages(self) -> tuple[StageYield, ...]:
        order = list(Stage)
        counted = [*self._staged, *self._judged_stages]
        keys = {(subject, stage) for subject, stage, _ in counted}
        yields = []
        for subject, stage in sorted(keys, key=lambda key: (key[0], order.index(key[1]))):
            verdicts = {s: n for s in Status if (n := self._staged[subject, stage, s])}
            judged = {s: n for s in Status if (n := self._judged_stages[subject, stage, s])}
            total = sum(verdicts.values()) + sum(judged.values())
            yields.append(
                StageYield(
                    subject=subject,
                    stage=stage,
                    accepted=interval(verdicts.get(Status.ACCEPTED, 0), total),
                    verdicts=verdicts,
                    judged=judged,
                )
            )
        return tuple(yields)

    def teachers(self) -> tuple[TeacherFacts, ...]:
        return tuple(
            TeacherFacts(
                annotation=annotation,
                teacher=teacher,
                terms="not exported" if judging else self._terms.get(annotation, "unknown"),
                requests=asked["requests"],
                prompt_tokens=asked["prompt_tokens"],
                completion_tokens=asked["completion_tokens"],
                estimated=asked["estimated"],
                judging=judging,
            )
            for (annotation, teacher, judging), asked in sorted(self._requests.items())
        )

    def verifiers(self) -> tuple[VerifierFacts, ...]:
        keys = sorted({(name, version) for name, version, _ in self._verdicts})
        return tuple(
            VerifierFacts(
                verifier=name,
                version=version,
                verdicts={s: n for s in Status if (n := self._verdicts[name, version, s])},
            )
            for name, version in keys
        )


def _portable(value: Any) -> Any:
    """Options with absolute paths cut to the last part: a card is read on other machines."""
    if isinstance(value, Mapping):
        return {name: _portable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_portable(inner) for inner in value]
    if isinstance(value, str) and re.match(r"(?:/|~[/\\]|[A-Za-z]:[/\\])\S*$", value):
        return "…/" + re.split(r"[/\\]", value.rstrip("/\\"))[-1]
    return value


def _bad_rows(rows: Iterable[BadRow]) -> tuple[BadRows, ...]:
    reasons: dict[str, _Reasons] = {}
    locations: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row.source, _Reasons()).add(row.reason)
        shown = locations.setdefault(row.source, [])
        if len(shown) < CARD_EXAMPLES:
            # The file's name is enough; where it was on a machine does not matter to a reader.
            shown.append(re.split(r"[/\\]", row.location)[-1])
    return tuple(
        BadRows(
            source=source,
            count=counted.total,
            reasons=counted.as_dict(),
            locations=tuple(locations[source]),
        )
        for source, counted in sorted(reasons.items())
    )


def _drops(drops: Iterable[tuple[str, str]]) -> tuple[FilterDrops, ...]:
    reasons: dict[str, _Reasons] = {}
    for name, reason in drops:
        reasons.setdefault(name, _Reasons()).add(reason)
    return tuple(
        FilterDrops(filter=name, count=counted.total, reasons=counted.as_dict())
        for name, counted in reasons.items()
    )
