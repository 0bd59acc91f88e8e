"""One try and no reflection: the baseline every strategy is compared with."""

from __future__ import annotations

from preceptor.components import Reflection, SolveContext
from preceptor.records import Earned, Stage


class SingleTry(Reflection):
    """Ask once; keep the attempt when it is accepted."""

    async def solve(self, ctx: SolveContext) -> None:
        messages = ctx.prompts.solve(ctx.problem, ctx.examples)
        attempt = await ctx.ask(Stage.SOLVE, messages)
        if (await ctx.verify(attempt)).accepted:
            ctx.accept(attempt, Earned.FIRST_TRY)
