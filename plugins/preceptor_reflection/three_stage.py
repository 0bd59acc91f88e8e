"""The three stages of SciGLM (arXiv 2401.07950, §2.3), with the honesty it lacked.

1. Solve.
2. A wrong answer is criticised without the reference in view, naming the kind of error, and
   revised.
3. What is still wrong is criticised and revised with the reference in view.
4. Such a solution counts as solved only after the problem was solved once more in a fresh
   context without the reference; the critique may come along with the answer masked.

How much reflection gains is measured against plain resampling: for a share of the problems,
as many tokens as reflection cost are spent on independent samples.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from preceptor.components import Options, Reflection, SolveContext
from preceptor.records import Attempt, Earned, Message, Sampling, Stage, Verdict, digest
from preceptor_reflection.masking import mask_answer

NO_ANSWER = "The solution stops without giving a final answer in the form asked for."


class ThreeStageOptions(Options):
    """Options of ``three-stage``.

    Attributes:
        rounds: Rounds of criticise-and-revise without the reference; 0 leaves stage 2 out.
        show_reference: Whether stage 3 takes place.
        resolves: Tries to solve again without the reference after stage 3.
        hint: Whether the masked critique goes into the re-solve prompt.
        critique_tokens: Longest critique.
        temperature: Temperature of revisions, re-solves and resamples. Greedy decoding
            would return the attempt that has just failed.
        control_share: Share of the problems with a wrong first answer on which plain
            resampling is tried as well, at equal cost in tokens. Chosen by problem id.
        control_samples: Most samples of that control for one problem.
    """

    rounds: int = Field(default=1, ge=0, le=10)
    show_reference: bool = True
    resolves: int = Field(default=1, ge=0, le=10)
    hint: bool = True
    critique_tokens: int = Field(default=300, ge=1)
    temperature: float = Field(default=0.7, gt=0.0, le=2.0)
    control_share: float = Field(default=0.25, ge=0.0, le=1.0)
    control_samples: int = Field(default=8, ge=1, le=100)


class ThreeStage(Reflection):
    """Solve, criticise and revise, show the reference, re-solve without it."""

    Options: ClassVar[type[Options]] = ThreeStageOptions
    options: ThreeStageOptions

    async def solve(self, ctx: SolveContext) -> None:
        work = _Work(ctx, self.options)
        first, verdict = await work.first()
        if verdict.accepted:
            ctx.accept(first, Earned.FIRST_TRY)
            return
        if not _worth_reflecting(first, verdict):
            return  # nobody could tell whether it is wrong, so nobody may say that it is
        accepted = await work.reflect(first, verdict)
        if self._in_control(ctx.problem.id):
            sample = await work.resample_at_equal_cost()
            if accepted is None or not accepted[1].solved:
                accepted = sample or accepted
        if accepted is not None:
            ctx.accept(*accepted)

    def worst_case(self) -> Mapping[Stage, int]:
        options = self.options
        shown = int(options.show_reference)
        return {
            Stage.SOLVE: 1,
            Stage.CRITIQUE: options.rounds,
            Stage.REVISE: options.rounds,
            Stage.CRITIQUE_SHOWN: shown,
            Stage.REVISE_SHOWN: shown,
            Stage.RESOLVE: shown * options.resolves,
            Stage.RESAMPLE: options.control_samples if options.control_share else 0,
        }

    def _in_control(self, problem_id: str) -> bool:
        draw = int(digest(["control", problem_id], length=8), 16) / 2**32
        return draw < self.options.control_share


def _worth_reflecting(attempt: Attempt, verdict: Verdict) -> bool:
    return verdict.rejected or (attempt.answer is None and attempt.reply.refusal is None)


class _Work:
    """The stages for one problem; counts what reflection costs."""

    def __init__(self, ctx: SolveContext, options: ThreeStageOptions) -> None:
        self.ctx = ctx
        self.options = options
        self.tokens = 0
        self.again = ctx.sampling.model_copy(update={"temperature": options.temperature})
        self.critic = ctx.sampling.model_copy(
            update={"max_tokens": options.critique_tokens, "stop": ()}
        )

    async def first(self) -> tuple[Attempt, Verdict]:
        messages = self.ctx.prompts.solve(self.ctx.problem, self.ctx.examples)
        attempt = await self.ctx.ask(Stage.SOLVE, messages)
        return attempt, await self.ctx.verify(attempt)

    async def reflect(self, first: Attempt, verdict: Verdict) -> tuple[Attempt, Earned] | None:
        """Stages 2 to 4; the attempt that holds and how it was earned."""
        latest = first
        for round_ in range(1, self.options.rounds + 1):
            latest, verdict, _ = await self._criticise_and_revise(latest, round_, None)
            if verdict.accepted:
                return latest, Earned.REFLECTED
            if not _worth_reflecting(latest, verdict):
                return None
        if not self.options.show_reference:
            return None
        reference = self.ctx.problem.reference.written
        round_ = self.options.rounds + 1
        shown, verdict, critique = await self._criticise_and_revise(latest, round_, reference)
        if not verdict.accepted:
            return None
        solved = await self._resolve(shown, critique, round_ + 1)
        return (solved, Earned.RESOLVED) if solved else (shown, Earned.REFERENCE_SHOWN)

    async def _criticise_and_revise(
        self, wrong: Attempt, round_: int, reference: str | None
    ) -> tuple[Attempt, Verdict, str]:
        ctx, prompts = self.ctx, self.ctx.prompts
        shown = reference is not None
        critique, parent = NO_ANSWER, wrong
        if shown or wrong.answer is not None:
            parent = await self._ask(
                Stage.CRITIQUE_SHOWN if shown else Stage.CRITIQUE,
                prompts.critique(ctx.problem, wrong.reply.text, reference),
                wrong,
                round_,
                self.critic,
            )
            critique = parent.reply.text
        revised = await self._ask(
            Stage.REVISE_SHOWN if shown else Stage.REVISE,
            prompts.revise(ctx.problem, wrong.reply.text, critique, reference),
            parent,
            round_,
            self.again,
        )
        return revised, await ctx.verify(revised), critique

    async def _resolve(self, shown: Attempt, critique: str, round_: int) -> Attempt | None:
        ctx = self.ctx
        hint = ""
        if self.options.hint:
            hint = await mask_answer(critique, ctx.problem.reference, ctx.agree)
        messages = ctx.prompts.resolve(ctx.problem, hint)
        for sample in range(self.options.resolves):
            attempt = await self._ask(Stage.RESOLVE, messages, shown, round_, self.again, sample)
            if (await ctx.verify(attempt)).accepted:
                return attempt
        return None

    async def resample_at_equal_cost(self) -> tuple[Attempt, Earned] | None:
        """Plain samples until as many tokens are spent as reflection spent."""
        messages = self.ctx.prompts.solve(self.ctx.problem, self.ctx.examples)
        spent, found = 0, None
        for sample in range(1, self.options.control_samples + 1):
            attempt = await self.ctx.ask(
                Stage.RESAMPLE, messages, sample=sample, sampling=self.again
            )
            spent += attempt.reply.usage.total
            if (await self.ctx.verify(attempt)).accepted and found is None:
                found = attempt
            if spent >= self.tokens:
                break
        return (found, Earned.RESAMPLED) if found else None

    async def _ask(
        self,
        stage: Stage,
        messages: list[Message],
        parent: Attempt,
        round_: int,
        sampling: Sampling,
        sample: int = 0,
    ) -> Attempt:
        attempt = await self.ctx.ask(
            stage, messages, parent=parent, round=round_, sample=sample, sampling=sampling
        )
        self.tokens += attempt.reply.usage.total
        return attempt
