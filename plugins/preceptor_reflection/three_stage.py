"""The three stages of SciGLM (arXiv 2401.07950, §2.3), and a fourth that checks the third.

1. Solve.
2. Criticise a wrong answer without the reference in view, naming the kind of error, and revise
   it.
3. If it is still wrong, criticise and revise it with the reference in view.
4. Count the solution of stage 3 as solved only after the problem is solved once more in a fresh
   context without the reference; the prompt may include the critique with the answer masked.

The gain from reflection is measured against plain resampling: for a share of the problems, as
many tokens as reflection used are spent on independent samples.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from preceptor.components import Options, Reflection, SolveContext
from preceptor.digests import digest
from preceptor.records import Attempt, Earned, Message, Sampling, Stage, Verdict
from preceptor_reflection.masking import mask_answer

NO_ANSWER = "The solution stops without giving a final answer in the form asked for."


class ThreeStageOptions(Options):
    """Options of ``three-stage``."""

    rounds: int = Field(
        default=1,
        ge=0,
        le=10,
        description="Rounds of critique and revision without the reference; 0 skips stage 2.",
    )
    show_reference: bool = Field(
        default=True,
        description="Criticise and revise, with the reference in view, what stage 2 did not solve. "
        "False: skip stage 3.",
    )
    resolves: int = Field(
        default=1,
        ge=0,
        le=10,
        description="Maximum number of tries to solve the problem again without the reference "
        f"after stage 3. 0: solutions of stage 3 stay `{Earned.REFERENCE_SHOWN.value}`.",
    )
    hint: bool = Field(
        default=True,
        description="Include the critique, with the answer masked, in the prompt that solves "
        "the problem again.",
    )
    critique_tokens: int = Field(
        default=300, ge=1, description="Maximum length of a critique, in tokens of the teacher."
    )
    temperature: float = Field(
        default=0.7,
        gt=0.0,
        le=2.0,
        description="Sampling temperature of revisions, re-solves and control samples; greedy "
        "decoding would repeat the failed attempt.",
    )
    control_share: float = Field(
        default=0.25,
        ge=0.0,
        le=1.0,
        description="Fraction of the problems with a wrong first answer that are also resampled "
        "plainly, at equal cost in tokens, to measure what reflection gains. They are chosen by "
        "problem id; 0 turns the control off.",
    )
    control_samples: int = Field(
        default=8, ge=1, le=100, description="Maximum number of control samples per problem."
    )


class ThreeStage(Reflection):
    """Solves, criticises and revises, shows the reference, and re-solves without it."""

    Options: ClassVar[type[Options]] = ThreeStageOptions
    options: ThreeStageOptions

    async def solve(self, ctx: SolveContext) -> None:
        work = _Work(ctx, self.options)
        first, verdict = await work.first()
        if verdict.accepted:
            ctx.accept(first, Earned.FIRST_TRY)
            return
        if not _worth_reflecting(first, verdict):
            return  # undecided: a critique must not claim that it is wrong
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
    """The stages for one problem; counts the tokens that reflection uses."""

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
        """Run stages 2 to 4; return the accepted attempt and how it was earned."""
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
        """Draw plain samples until they have used as many tokens as reflection."""
        messages = self.ctx.prompts.solve(self.ctx.problem, self.ctx.examples)
        spent = 0
        accepted: Attempt | None = None
        for sample in range(1, self.options.control_samples + 1):
            attempt = await self.ctx.ask(
                Stage.RESAMPLE, messages, sample=sample, sampling=self.again
            )
            spent += attempt.reply.usage.total
            if (await self.ctx.verify(attempt)).accepted and accepted is None:
                accepted = attempt
            if spent >= self.tokens:
                break
        return (accepted, Earned.RESAMPLED) if accepted else None

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
