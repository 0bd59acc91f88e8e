"""One try without reflection: the baseline for every strategy."""

from __future__ import annotations

from preceptor.components import Reflection, SolveContext
from preceptor.records import Earned, Stage


class SingleTry(Reflection):
    """Asks once and keeps the attempt when it is accepted."""

    async def solve(self, ctx: SolveContext) -> None:
        messages = ctx.prompts.solve(ctx.problem, ctx.examples)
        attempt = await ctx.ask(Stage.SOLVE, messages)
        if (await ctx.verify(attempt)).accepted:
            ctx.accept(attempt, Earned.FIRST_TRY)
