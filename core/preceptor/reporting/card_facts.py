"""What a data card states."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, JsonValue

from preceptor.records import Earned, Record, Stage, Status
from preceptor.reporting.judge_report import JudgeFacts
from preceptor.reporting.markdown import share


class Interval(Record):
    """``count`` of ``total`` with its 95 % Wilson interval."""

    count: int
    total: int
    low: float
    high: float

    @property
    def shown(self) -> str:
        """``12/40 = 30 % (18 to 45)``."""
        return share(self.count, self.total, self.low, self.high)


class PassYield(Record):
    """What one annotation pass made of the problems of one subject.

    Attributes:
        solved: Solved by the teacher without the answer in view in that attempt.
        accepted: Any accepted solution, own derivations and shown references included.
        earned: Accepted solutions by how they were earned.
        judged: Solutions accepted on the word of a judge alone, which are in none of the
            three counts above.
        failed: Problems that ended without any usable reply.
        asked_model: False when every attempt was a problem's own derivation.
    """

    annotation: str
    subject: str
    asked_model: bool = True
    solved: Interval
    accepted: Interval
    earned: Mapping[Earned, int]
    judged: int = 0
    failed: int


class StageYield(Record):
    """Verdicts on the attempts of one stage in one subject.

    Attributes:
        accepted: Out of all verified attempts of the stage, undecided ones included.
        verdicts: Attempts by verdict; only ``rejected`` means wrong.
        judged: Further attempts, by the verdict of a judge that was asked last.
    """

    subject: str
    stage: Stage
    accepted: Interval
    verdicts: Mapping[Status, int]
    judged: Mapping[Status, int] = Field(default_factory=dict)


class SourceFacts(Record):
    """Rows of a source under one licence."""

    source: str
    role: str
    licence: str
    rows: int


class BadRows(Record):
    """Rows of a source that were set aside: the reasons and where the first ones are."""

    source: str
    count: int
    reasons: Mapping[str, int]
    locations: tuple[str, ...]


class TeacherFacts(Record):
    """Requests of an annotation pass to one teacher, and the terms of what came back.

    ``judging`` requests ask for a comparison; their replies are in no export.
    """

    annotation: str
    teacher: str
    terms: str
    requests: int
    prompt_tokens: int
    completion_tokens: int
    estimated: int
    judging: bool = False


class VerifierFacts(Record):
    """Verdicts by the verifier that gave them."""

    verifier: str
    version: str
    verdicts: Mapping[Status, int]


class FilterDrops(Record):
    """Rows that a filter dropped, by reason."""

    filter: str
    count: int
    reasons: Mapping[str, int]


class FlaggedRows(Record):
    """A flag of solutions, how often it was set, and some of the rows."""

    flag: str
    count: int
    rows: tuple[str, ...]


class ComponentFacts(Record):
    """A component of the run with the options it ran with."""

    kind: str
    name: str
    use: str
    version: str
    options: Mapping[str, JsonValue] = Field(default_factory=dict)


class DataFile(Record):
    """An exported file, relative to the card; ``config`` names the view."""

    config: str
    split: str
    path: str


class CardFacts(Record):
    """Everything a data card states; see :func:`~preceptor.reporting.collect`."""

    title: str
    rows: int = 0
    passes: tuple[PassYield, ...] = ()
    stages: tuple[StageYield, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    bad_rows: tuple[BadRows, ...] = ()
    teachers: tuple[TeacherFacts, ...] = ()
    verifiers: tuple[VerifierFacts, ...] = ()
    judge: JudgeFacts | None = None
    drops: tuple[FilterDrops, ...] = ()
    findings: tuple[FlaggedRows, ...] = ()
    failures: Mapping[str, int] = Field(default_factory=dict)
    splits: Mapping[str, int] = Field(default_factory=dict)
    components: tuple[ComponentFacts, ...] = ()
    files: tuple[DataFile, ...] = ()
    versions: Mapping[str, str] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
