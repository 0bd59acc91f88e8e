"""A solve context whose teacher follows a script by stage; verification is text equality."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from preceptor.components import Example
from preceptor.extraction.answers import extract
from preceptor.prompts import Prompts
from preceptor.records import (
    Attempt,
    Earned,
    Message,
    Problem,
    Provenance,
    Reference,
    Reply,
    Sampling,
    Stage,
    Status,
    TrailStep,
    Usage,
    Verdict,
)

Script = dict[Stage, str | Callable[[Sequence[Message], int], str]]


class ScriptedContext:
    """Implements ``preceptor.components.SolveContext`` without engine, journal or network."""

    def __init__(
        self,
        script: Script,
        reference: Reference,
        *,
        status: Callable[[str | None], Status] | None = None,
    ) -> None:
        self.script = script
        self.problem = Problem(
            subject="math",
            statement="What is six times seven?",
            reference=reference,
            provenance=Provenance(source="test"),
        )
        self.prompts = Prompts()
        self.examples: Sequence[Example] = ()
        self.sampling = Sampling(temperature=0.0, max_tokens=64)
        self.trail: list[TrailStep] = []
        self.accepted: tuple[Attempt, Earned] | None = None
        self.flags: list[str] = []
        self._status = status or self._equal

    def _equal(self, answer: str | None) -> Status:
        if answer is None:
            return Status.UNDECIDED
        return Status.ACCEPTED if answer == self.problem.reference.value else Status.REJECTED

    async def ask(
        self,
        stage: Stage,
        messages: Sequence[Message],
        *,
        parent: Attempt | None = None,
        round: int = 0,
        sample: int = 0,
        sampling: Sampling | None = None,
    ) -> Attempt:
        scripted = self.script[stage]
        text = scripted if isinstance(scripted, str) else scripted(messages, sample)
        answer = extract(text, self.problem.reference.kind).answer
        attempt = Attempt(
            id=f"{stage}/{round}/{sample}/{len(self.trail)}",
            problem_id=self.problem.id,
            parent=parent.id if parent else None,
            stage=stage,
            round=round,
            sample=sample,
            messages=tuple(messages),
            reply=Reply(text=text, usage=Usage(prompt_tokens=10, completion_tokens=10)),
            answer=answer,
            teacher="scripted",
            sampling=sampling or self.sampling,
        )
        self.trail.append(TrailStep(attempt=attempt))
        return attempt

    async def verify(self, attempt: Attempt) -> Verdict:
        return Verdict(status=self._status(attempt.answer), verifier="scripted")

    async def agree(self, left: str, right: str) -> bool:
        return left.replace(".0", "") == right.replace(".0", "")

    def accept(self, attempt: Attempt, earned: Earned) -> None:
        assert self.accepted is None, "accepted twice"
        self.accepted = (attempt, earned)

    def flag(self, finding: str) -> None:
        self.flags.append(finding)

    @property
    def stages(self) -> list[Stage]:
        return [step.attempt.stage for step in self.trail]

    def sent(self, stage: Stage) -> str:
        """Everything that was sent in requests of a stage."""
        return "\n".join(
            message.content
            for step in self.trail
            if step.attempt.stage is stage
            for message in step.attempt.messages
        )
