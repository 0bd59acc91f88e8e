"""The context in which a strategy solves one problem in one pass, recorded in the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from preceptor.components import Example, Item, Request
from preceptor.engine.cache_keys import equality_key
from preceptor.engine.events import AnswerVerified, RunObserver
from preceptor.engine.judge import Judge
from preceptor.engine.options import Pass
from preceptor.engine.scheduler import RequestScheduler
from preceptor.extraction.answers import NOTHING, Extraction
from preceptor.extraction.verdicts import options_of, verdict_on
from preceptor.journal import Journal, storable
from preceptor.prompts import Prompts
from preceptor.records import (
    Attempt,
    Earned,
    Message,
    Problem,
    Reference,
    Reply,
    Sampling,
    Solution,
    Stage,
    TrailStep,
    Verdict,
)
from preceptor.references import ReferenceKind


class Host(Protocol):
    """The part of :class:`preceptor.verification.VerificationHost` that the engine uses."""

    def submit(self, item: Item) -> Future[Verdict]: ...


Extract = Callable[[str, ReferenceKind | str, Sequence[str]], Extraction]
"""Takes a reply's text, the kind of reference and the options of a choice; see
:mod:`preceptor.extraction.answers`."""


class JournaledContext:
    """A :class:`~preceptor.components.SolveContext`.

    Args:
        pass_: The pass.
        problem, problem_id: The problem and its id.
        scheduler: Gets replies.
        journal: Keeps verdicts.
        host: Verifies.
        verdict_policy: Digest of everything that verdicts depend on, apart from answer and
            reference.
        extract: Finds the final answer of a reply.
        kind: The problem's kind of reference, if it is installed.
        observer: Receives an event for every verdict.
        judge: Decides what the rules leave open, if there is one.
    """

    def __init__(
        self,
        pass_: Pass,
        problem: Problem,
        problem_id: str,
        *,
        scheduler: RequestScheduler,
        journal: Journal,
        host: Host,
        verdict_policy: str,
        extract: Extract,
        kind: ReferenceKind | None = None,
        observer: RunObserver,
        judge: Judge | None = None,
    ) -> None:
        self._pass = pass_
        self._problem = problem
        self._id = problem_id
        self._scheduler = scheduler
        self._journal = journal
        self._host = host
        self._verdict_policy = verdict_policy
        self._extract = extract
        self._kind = kind
        self._observer = observer
        self._judge = judge
        self._prompts = pass_.prompts(problem.subject)
        self._examples = pass_.examples(problem.subject)
        self.trail: list[TrailStep] = []
        self.flags: list[str] = []
        self._readings: dict[str, Extraction] = {}
        self._accepted: int | None = None
        self._earned: Earned | None = None

    @property
    def problem(self) -> Problem:
        return self._problem

    @property
    def prompts(self) -> Prompts:
        return self._prompts

    @property
    def examples(self) -> Sequence[Example]:
        return self._examples

    @property
    def sampling(self) -> Sampling:
        return self._pass.sampling

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
        """Send a request, or take its reply from the journal; append it to the trail.

        Where the sampling has a seed, the sample's index is added to it: otherwise equal samples
        would be identical.
        """
        teacher = self._pass.teacher
        sampling = sampling or self.sampling
        if sampling.seed is not None and sample:
            sampling = sampling.model_copy(update={"seed": sampling.seed + sample})
        if not teacher.asks_model:
            stage = Stage.DERIVATION
        request = Request(self._problem, stage, round, sample, tuple(messages), sampling)
        key = self._scheduler.key(teacher, request)
        reply = await self._scheduler.reply(teacher, request, key, self._pass.name)
        read = self._answer(stage, reply)
        self._readings[key] = read
        attempt = Attempt(
            id=key,
            problem_id=self._id,
            parent=parent.id if parent else None,
            stage=stage,
            round=round,
            sample=sample,
            messages=request.messages,
            reply=reply,
            answer=read.answer,
            answer_rule=read.rule,
            teacher=teacher.name,
            sampling=sampling,
        )
        self.trail.append(TrailStep(attempt=attempt))
        return attempt

    async def verify(self, attempt: Attempt) -> Verdict:
        """Verify the attempt's answer, or take its verdict under this policy from the journal.

        What the rules leave open goes to the judge, if there is one; its requests follow the
        attempt in the trail.
        """
        verdict = await self._judged(attempt, await self._verdict(attempt))
        index = self._index(attempt)
        self.trail[index] = TrailStep(attempt=attempt, verdict=verdict)
        self._observer.on_event(
            AnswerVerified(self._problem.subject, attempt.stage, verdict.status)
        )
        return verdict

    async def agree(self, one: str, other: str) -> bool:
        """Whether the problem's verifiers accept ``other`` for a reference that is ``one``."""
        if not one.strip() or not other.strip():
            return False
        reference = self._problem.reference
        if one.strip() == other.strip():
            return True
        if self._kind is not None and self._kind.answered_by == "proof":
            return False  # its answers are proofs, which cannot serve as statements to prove
        key = equality_key(self._verdict_policy, reference, one, other)
        known = self._journal.known_equal(key)
        if known is not None:
            return known
        standin = Reference(kind=reference.kind, value=one, payload=reference.payload)
        item = Item(id=key, reference=standin, candidate=other)
        equal = (await asyncio.wrap_future(self._host.submit(item))).accepted
        self._journal.record_equality(key, equal)
        return equal

    def accept(self, attempt: Attempt, earned: Earned) -> None:
        """Declare the attempt to be the solution.

        Raises:
            ValueError: something was accepted before, or the verdict is not ``accepted``.
        """
        index = self._index(attempt)
        verdict = self.trail[index].verdict
        if self._accepted is not None:
            raise ValueError("a strategy accepts one attempt at most")
        if verdict is None or not verdict.accepted:
            raise ValueError("only an attempt whose verdict is `accepted` can be the solution")
        self._accepted = index
        # No model reached the answer where the derivation came with the problem.
        own = attempt.stage is Stage.DERIVATION
        self._earned = Earned.OWN_DERIVATION if own else earned

    def flag(self, finding: str) -> None:
        """Attach a finding to the solution, once."""
        if finding not in self.flags:
            self.flags.append(finding)

    def solution(self, failure: str | None = None) -> Solution:
        """The result for the problem."""
        return Solution(
            problem=self._problem,
            trail=tuple(self.trail),
            accepted=self._accepted,
            earned=self._earned,
            annotation=self._pass.name,
            reflection=self._pass.strategy.name,
            flags=tuple(self.flags),
            failure=failure and storable(failure),
        )

    def _index(self, attempt: Attempt) -> int:
        for index in range(len(self.trail) - 1, -1, -1):
            if self.trail[index].attempt.id == attempt.id:
                return index
        raise ValueError("the attempt does not belong to this problem")

    def _answer(self, stage: Stage, reply: Reply) -> Extraction:
        if not stage.answers or not reply.text:
            return NOTHING
        kind = self._kind or self._problem.reference.kind
        options = options_of(self._problem.reference)
        found = self._extract(reply.text, kind, options)
        if reply.finish_reason != "length" or not found or found.rule == "boxed":
            return found
        # The last line may contain half an answer; a closed box is complete.
        found = self._extract(reply.text[: reply.text.rfind("\n") + 1], kind, options)
        return found if found.cued else NOTHING

    async def _verdict(self, attempt: Attempt) -> Verdict:
        if attempt.answer is None:
            return Verdict.undecided(_why_no_answer(attempt.reply))
        known = self._journal.verdict(attempt.id, self._id, self._verdict_policy)
        if known is not None:
            return known
        item = Item(
            id=attempt.id,
            reference=self._problem.reference,
            candidate=attempt.answer,
            statement=self._problem.statement,
        )
        read = self._readings.get(attempt.id) or Extraction(attempt.answer)
        verdict = await asyncio.wrap_future(
            verdict_on(
                read,
                lambda text: self._host.submit(item.model_copy(update={"candidate": text})),
            )
        )
        self._journal.put_verdict(attempt.id, self._id, self._verdict_policy, verdict)
        return verdict

    async def _judged(self, attempt: Attempt, rules: Verdict) -> Verdict:
        judge, answer = self._judge, attempt.answer
        if judge is None or answer is None or not judge.takes(self._problem, answer, rules):
            return rules
        judgement = await judge.compare(
            self._scheduler, self._problem, answer, attempt.id, self._pass.name
        )
        known = {step.attempt.id for step in self.trail}
        self.trail += [
            TrailStep(attempt=asked) for asked in judgement.attempts if asked.id not in known
        ]
        return judge.verdict(rules, judgement)


def _why_no_answer(reply: Reply) -> str:
    if reply.refusal or reply.finish_reason == "content_filter":
        return "the teacher refused to answer"
    if reply.finish_reason == "length":
        return "the reply was cut off at its length limit before a final answer"
    return "no answer found in the reply"
