"""One try and no reflection: the baseline every strategy is compared with."""

from __future__ import annotations

from preceptor.components import Reflection, Workbench
from preceptor.records import Earned, Stage


class SingleTry(Reflection):
    """Ask once; keep the attempt when it is accepted."""

    async def solve(self, bench: Workbench) -> None:
        messages = bench.prompts.solve(bench.problem, bench.examples)
        attempt = await bench.ask(Stage.SOLVE, messages)
        if (await bench.verify(attempt)).accepted:
            bench.accept(attempt, Earned.FIRST_TRY)
