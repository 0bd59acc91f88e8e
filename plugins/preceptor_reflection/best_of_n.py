"""Independent samples until one is accepted or ``n`` have been drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from preceptor.components import Options, Reflection, SolveContext
from preceptor.records import Earned, Stage


class BestOfNOptions(Options):
    """Options of ``best-of-n``."""

    n: int = Field(default=4, ge=1, le=1000, description="Maximum number of samples per problem.")
    stop_early: bool = Field(
        default=True,
        description="Stop at the first accepted sample. False: draw all `n`, which shows how "
        "often the teacher is right and whether its answers agree.",
    )
    temperature: float = Field(
        default=0.7,
        gt=0.0,
        le=2.0,
        description="Sampling temperature of every sample; greedy samples would all be equal.",
    )


class BestOfN(Reflection):
    """Draws up to ``n`` independent samples; the first accepted one is the solution."""

    Options: ClassVar[type[Options]] = BestOfNOptions
    options: BestOfNOptions

    async def solve(self, ctx: SolveContext) -> None:
        messages = ctx.prompts.solve(ctx.problem, ctx.examples)
        sampling = ctx.sampling.model_copy(update={"temperature": self.options.temperature})
        solved = False
        for sample in range(self.options.n):
            stage = Stage.RESAMPLE if sample else Stage.SOLVE
            attempt = await ctx.ask(stage, messages, sample=sample, sampling=sampling)
            accepted = (await ctx.verify(attempt)).accepted
            if accepted and not solved:
                solved = True
                ctx.accept(attempt, Earned.RESAMPLED if sample else Earned.FIRST_TRY)
            if solved and self.options.stop_early:
                return

    def worst_case(self) -> Mapping[Stage, int]:
        return {Stage.SOLVE: 1, Stage.RESAMPLE: self.options.n - 1}
