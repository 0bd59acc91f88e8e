"""What a judge decided in a run, and how far it agrees with the rules; in facts and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from preceptor.journal.rows import Compared
from preceptor.records import Record, Status, Verdict
from preceptor.reporting.markdown import share, table
from preceptor.reporting.statistics import wilson_interval


class AgreementRow(Record):
    """Sampled attempts on which the rules gave one verdict, by what the judge says of them."""

    kind: str
    rules: Status
    judge: Mapping[Status, int]


class JudgeAgreement(Record):
    """How far the judge agrees with the rules on a sample of what they decided.

    Attributes:
        rows: Counts by kind of reference and verdict of the rules.
        agreed / decided: Pairs on which the two agree, among those on which the judge gave a
            verdict; with the 95 % Wilson interval ``low`` to ``high``.
        false_accepts / rejected: Accepted by the judge among those that the rules reject,
            undecided ones included; with the interval ``false_low`` to ``false_high``.
    """

    rows: tuple[AgreementRow, ...]
    agreed: int
    decided: int
    low: float
    high: float
    false_accepts: int
    rejected: int
    false_low: float
    false_high: float


class JudgeFacts(Record):
    """The judge of a run.

    Attributes:
        teacher: Its name in the recipe.
        answers_too: Whether the same model also gives answers in the run: models favour their
            own (arXiv 2404.13076).
        version / prompt: Version of the judge and digest of its wording.
        fingerprint: Digest of the model's fingerprint.
        asked: Verdicts on attempts that the rules left open, the same pair counted each time
            that it came up.
        solutions: Accepted solutions that nothing but its word supports.
        agreement: ``None`` where no attempt was compared.
    """

    teacher: str
    answers_too: bool = False
    version: str = ""
    prompt: str = ""
    fingerprint: str = ""
    asked: Mapping[Status, int] = Field(default_factory=dict)
    solutions: int = 0
    agreement: JudgeAgreement | None = None


class JudgeCounts:
    """Running counts over the verdicts of a run."""

    def __init__(self) -> None:
        self.asked: Counter[Status] = Counter()
        self.solutions = 0

    def add(self, verdict: Verdict) -> None:
        """Count a verdict that the judge gave."""
        self.asked[verdict.status] += 1

    def facts(self, judge: JudgeFacts | None, sample: Iterable[Compared]) -> JudgeFacts | None:
        """The facts, with what the recipe says of the judge; ``None`` where there is none."""
        if judge is None and not self.asked:
            return None
        asked = {status: count for status in Status if (count := self.asked[status])}
        return (judge or JudgeFacts(teacher="unknown")).model_copy(
            update={
                "asked": asked,
                "solutions": self.solutions,
                "agreement": agreement(sample),
            }
        )


def agreement(sample: Iterable[Compared]) -> JudgeAgreement | None:
    """The agreement on a sample; ``None`` where it is empty."""
    counts: Counter[tuple[str, Status, Status]] = Counter(
        (row.kind, row.rules, row.judge) for row in sample
    )
    if not counts:
        return None
    rows = tuple(
        AgreementRow(
            kind=kind,
            rules=rules,
            judge={s: n for s in Status if (n := counts[kind, rules, s])},
        )
        for kind, rules in sorted({(kind, rules) for kind, rules, _ in counts})
    )
    agreed = sum(n for (_, rules, judge), n in counts.items() if rules is judge)
    decided = sum(n for (_, _, judge), n in counts.items() if judge.decided)
    rejected = sum(n for (_, rules, _), n in counts.items() if rules is Status.REJECTED)
    wrong = sum(
        n
        for (_, rules, judge), n in counts.items()
        if rules is Status.REJECTED and judge is Status.ACCEPTED
    )
    low, high = wilson_interval(agreed, decided)
    false_low, false_high = wilson_interval(wrong, rejected)
    return JudgeAgreement(
        rows=rows,
        agreed=agreed,
        decided=decided,
        low=low,
        high=high,
        false_accepts=wrong,
        rejected=rejected,
        false_low=false_low,
        false_high=false_high,
    )


def describe_judge(facts: JudgeFacts | None) -> Iterator[str]:
    """The judge in words and tables."""
    if facts is None:
        return
    counts = ", ".join(f"{count} {status}" for status, count in facts.asked.items())
    yield (
        f"`{facts.teacher}` (judge version {facts.version or '?'}, wording {facts.prompt or '?'}, "
        f"model {facts.fingerprint or '?'}) was asked about answers that the rules could not "
        f"decide: {counts or 'none'}. {facts.solutions} solutions are accepted on its word alone; "
        "they are not among the solved ones."
    )
    if facts.answers_too:
        yield ""
        yield "The same model gives answers in this run; models favour what they wrote themselves."
    yield ""
    measured = facts.agreement
    if measured is None:
        yield "Its agreement with the rules was not measured: it was asked about no decided answer."
        return
    agreed = share(measured.agreed, measured.decided, measured.low, measured.high)
    accepted = share(
        measured.false_accepts, measured.rejected, measured.false_low, measured.false_high
    )
    yield (
        f"Asked about answers that the rules did decide, it agrees with them on {agreed} of those "
        f"on which it gives a verdict, and accepts {accepted} of those that they reject (95 % "
        "Wilson intervals)."
    )
    yield ""
    yield from table(
        ("kind", "rules", "judge: accepted", "judge: rejected", "judge: undecided", "no reply"),
        (
            (
                row.kind,
                str(row.rules),
                *(row.judge.get(status, 0) for status in _COLUMNS),
            )
            for row in measured.rows
        ),
    )


_COLUMNS = (Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED, Status.ERROR)
