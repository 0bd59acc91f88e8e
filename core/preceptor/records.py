"""The records that flow through preceptor: small, frozen, one JSON row each.

Data flows one way: a :class:`Problem` is answered by :class:`Attempt` rows, each attempt is
decided by a :class:`Verdict`, and a problem with its whole trail is a :class:`Solution`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, computed_field

from preceptor.digests import digest
from preceptor.errors import current_spelling

CurrentSpelling: Final = BeforeValidator(current_spelling)
"""Annotates an option whose values were once spelled otherwise: an old spelling is an error that
names the new one."""


class Record(BaseModel):
    """Base of every record: immutable; unknown names are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What rows of a source may be used for. ``eval`` rows never enter a training export."""

    TRAIN = "train"
    EVAL = "eval"


class Status(StrEnum):
    """The outcome of one verification. Only ``rejected`` means "wrong"."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNDECIDED = "undecided"
    TIMEOUT = "timeout"
    ERROR = "error"

    @property
    def decided(self) -> bool:
        """True when the verifier could tell: accepted or rejected."""
        return self in (Status.ACCEPTED, Status.REJECTED)


class Earned(StrEnum):
    """How a solution came about; an answer repeated after being shown is its own class."""

    FIRST_TRY = "first-try"
    RESAMPLED = "resampled"
    REFLECTED = "reflected"
    REFERENCE_SHOWN = "reference-shown"
    RESOLVED = "re-solved"
    OWN_DERIVATION = "own-derivation"

    @property
    def label(self) -> str:
        """The words for it in reports and tables."""
        return _EARNED_LABELS[self]

    @property
    def solved(self) -> bool:
        """True when the teacher reached the answer without seeing it in that attempt."""
        return self not in (Earned.REFERENCE_SHOWN, Earned.OWN_DERIVATION)


_EARNED_LABELS = {
    Earned.FIRST_TRY: "first try",
    Earned.RESAMPLED: "resampled",
    Earned.REFLECTED: "reflected",
    Earned.REFERENCE_SHOWN: "reference shown",
    Earned.RESOLVED: "reference shown, then re-solved without it",
    Earned.OWN_DERIVATION: "own derivation",
}


class Reference(Record):
    """The trusted answer of a problem.

    Attributes:
        kind: Name of a registered reference kind (``number``, ``expression``, ``choice``,
            ``set``, ``equation``, ``formal``, ``text``, or one a plugin registers).
        value: The answer as a person would write it; always present, whatever the kind.
        payload: What else the kind needs (unit, tolerance, choices, …), validated by the
            payload model registered for the kind; see :mod:`preceptor.references`.
    """

    kind: str = Field(min_length=1)
    value: str = Field(min_length=1)
    payload: Mapping[str, JsonValue] = Field(default_factory=dict)

    @property
    def written(self) -> str:
        """The whole answer as a person would write it: the value with its unit, if it has one."""
        unit = self.payload.get("unit")
        return f"{self.value} {unit}" if isinstance(unit, str) and unit else self.value


class Provenance(Record):
    """Where a problem came from and under which terms it may be used.

    Attributes:
        source: Name of the source in the recipe.
        licence: SPDX identifier or a sentence; ``unknown`` is stated, never implied.
        split: Split of the origin, if it has one (``test``, ``train``, …).
        family: Name of the generating family, when generated.
        seed: Seed of the instance within the family, when generated.
        parameters: The drawn parameters, so that a reference can be recomputed.
        location: ``file:line`` of the row, when read from a file.
        original_id: Identifier of the row at its origin.
    """

    source: str
    licence: str = "unknown"
    split: str | None = None
    family: str | None = None
    seed: int | None = None
    parameters: Mapping[str, JsonValue] = Field(default_factory=dict)
    location: str | None = None
    original_id: str | None = None


class Distractor(Record):
    """A typical wrong answer and the error that leads to it."""

    answer: str
    error: str


class Problem(Record):
    """One problem with its reference.

    ``id`` hashes statement, reference and kind only: the same problem read twice, from
    whichever source and with whatever metadata, has the same id.
    """

    role: Role = Role.TRAIN
    subject: str
    topic: str = ""
    statement: str = Field(min_length=1)
    reference: Reference
    provenance: Provenance
    derivation: str | None = None
    distractors: tuple[Distractor, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def id(self) -> str:
        """16 hexadecimal digits of SHA-256 over statement and reference."""
        payload = dict(self.reference.payload)
        if payload.get("rounding") == "last-digit":
            payload["rounding"] = "last digit"  # as it was once spelled: ids outlive spellings
        return digest([self.statement, self.reference.kind, self.reference.value, payload])


class BadRow(Record):
    """A row of a source that could not become a problem; set aside, never silent."""

    source: str
    location: str
    reason: str
    excerpt: str = ""


class Message(Record):
    """One chat message as it is sent."""

    role: Literal["system", "user", "assistant"]
    content: str


class Sampling(Record):
    """Sampling parameters of a request; part of its key."""

    temperature: float = Field(
        default=0.7, ge=0.0, le=2.0, description="Sampling temperature; 0 is greedy."
    )
    top_p: float = Field(
        default=1.0, gt=0.0, le=1.0, description="Probability mass from which tokens are sampled."
    )
    max_tokens: int = Field(default=1024, gt=0, description="Maximum number of tokens in a reply.")
    seed: int | None = Field(
        default=None,
        description="Seed sent to the endpoint; samples of one request add their index to it.",
    )
    stop: tuple[str, ...] = Field(
        default=(), description="Texts at which the endpoint ends the reply."
    )


class Usage(Record):
    """Tokens of one request. ``estimated`` when the endpoint reported none."""

    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    estimated: bool = False

    @property
    def total(self) -> int:
        return self.prompt_tokens + self.completion_tokens


class Reply(Record):
    """What a teacher sent back.

    Attributes:
        text: The visible reply, without reasoning that came separately.
        reasoning: Reasoning in its own field or in ``<think>`` tags, if any.
        finish_reason: As reported by the endpoint: ``stop``, ``length``, ``content_filter``, …
        refusal: The refusal text when the model refused in its own field.
        model: The model name the endpoint answered with.
    """

    text: str
    reasoning: str | None = None
    finish_reason: str | None = None
    refusal: str | None = None
    usage: Usage = Usage()
    model: str | None = None


class Stage(StrEnum):
    """What a request asks the teacher to do."""

    SOLVE = "solve"
    CRITIQUE = "critique"
    REVISE = "revise"
    CRITIQUE_SHOWN = "critique-shown"
    REVISE_SHOWN = "revise-shown"
    RESOLVE = "re-solve"
    RESAMPLE = "resample"
    JUDGE = "judge"
    DERIVATION = "derivation"

    @property
    def label(self) -> str:
        """The words for it in reports and tables."""
        return _STAGE_LABELS.get(self, self.value)

    @property
    def answers(self) -> bool:
        """True when a reply ends in a final answer; the numbers of a critique are not one."""
        return self not in _WITHOUT_ANSWER

    @property
    def independent(self) -> bool:
        """True when the prompt shows neither the reference nor an earlier answer."""
        return self in _INDEPENDENT


_STAGE_LABELS = {
    Stage.CRITIQUE_SHOWN: "critique, reference shown",
    Stage.REVISE_SHOWN: "revise, reference shown",
}
_WITHOUT_ANSWER = frozenset({Stage.CRITIQUE, Stage.CRITIQUE_SHOWN, Stage.JUDGE})
_INDEPENDENT = frozenset({Stage.SOLVE, Stage.RESAMPLE, Stage.RESOLVE})


class Attempt(Record):
    """One request to a teacher and its reply, as kept in the trail of a solution.

    Attributes:
        id: Key of the request in the journal.
        parent: Key of the attempt this one criticises or revises.
        round: Reflection round, 0 for the first solve.
        sample: Sample index among requests that are otherwise equal.
        answer: The extracted final answer; ``None`` when the reply has none.
        answer_rule: The extraction rule that found it (see :mod:`preceptor.extraction.answers`).
    """

    id: str
    problem_id: str
    parent: str | None = None
    stage: Stage
    round: int = 0
    sample: int = 0
    messages: tuple[Message, ...]
    reply: Reply
    answer: str | None = None
    answer_rule: str | None = None
    teacher: str
    sampling: Sampling


class Verdict(Record):
    """The outcome of one verification and who decided it.

    Attributes:
        status: See :class:`Status`; ``undecided``, ``timeout`` and ``error`` are not "wrong".
        verifier: Name of the verifier that decided, or ``none``.
        version: That verifier's version.
        policy: Hash of the options and conventions the verifier ran with.
        decided_by: ``judge`` where a model compared the answers, whoever asked it; everything
            else, a proof checker included, is ``rules``.
        reason: One sentence a person can read.
        detail: Structured facts (positions, goals, steps, converted values).
        seconds: Wall time spent in the verifier.
    """

    status: Status
    verifier: str = "none"
    version: str = ""
    policy: str = ""
    decided_by: Literal["rules", "judge"] = "rules"
    reason: str = ""
    detail: Mapping[str, JsonValue] = Field(default_factory=dict)
    seconds: float = 0.0

    @classmethod
    def accept(cls, reason: str, *, detail: Mapping[str, JsonValue] | None = None) -> Verdict:
        """The answer agrees with the reference."""
        return cls(status=Status.ACCEPTED, reason=reason, detail=detail or {})

    @classmethod
    def reject(cls, reason: str, *, detail: Mapping[str, JsonValue] | None = None) -> Verdict:
        """The answer is wrong."""
        return cls(status=Status.REJECTED, reason=reason, detail=detail or {})

    @classmethod
    def undecided(cls, reason: str, *, detail: Mapping[str, JsonValue] | None = None) -> Verdict:
        """The verifier cannot tell."""
        return cls(status=Status.UNDECIDED, reason=reason, detail=detail or {})

    @property
    def accepted(self) -> bool:
        return self.status is Status.ACCEPTED

    @property
    def rejected(self) -> bool:
        return self.status is Status.REJECTED


class TrailStep(Record):
    """One attempt with its verdict; critiques carry none."""

    attempt: Attempt
    verdict: Verdict | None = None


class Solution(Record):
    """A problem with its whole trail and, where there is one, the accepted attempt.

    Attributes:
        accepted: Index into ``trail`` of the accepted attempt, ``None`` when there is none.
        earned: How it was earned; ``None`` when nothing was accepted.
        annotation: Name of the annotation pass (recipe ``annotate`` entry) that made it.
        reflection: Name of the reflection strategy.
        flags: Findings that deserve a person's attention, such as ``suspect-reference``.
        failure: Why the problem ended without any usable reply, if it did.
    """

    problem: Problem
    trail: tuple[TrailStep, ...] = ()
    accepted: int | None = None
    earned: Earned | None = None
    annotation: str
    reflection: str = "none"
    flags: tuple[str, ...] = ()
    failure: str | None = None

    @property
    def final(self) -> TrailStep | None:
        """The accepted step, or ``None``."""
        return None if self.accepted is None else self.trail[self.accepted]

    @property
    def judged(self) -> bool:
        """Whether a judge alone supports it."""
        step = self.final
        return step is not None and step.verdict is not None and step.verdict.decided_by == "judge"


@dataclass(frozen=True)
class Assignment:
    """Where a solution goes.

    Attributes:
        split: ``train``, or one of the mixer's held-out splits.
        repeat: How many times the row is in the split, at least 1.
    """

    row_id: str
    split: str
    repeat: int = 1
