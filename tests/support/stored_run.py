"""The small run that the stored journal of schema version 1 is of: every stage, every failure.

``tests/core/journal/data/version-1.sql`` was written by the last version before schema 2. Its
problems, replies and strategy are repeated here word for word, so that a run over it finds in
it whatever it wants to ask.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from in_process import InProcessTeacher, Once, TextHost, one_pass, quick, reply

from preceptor.components import Reflection, Request, SolveContext
from preceptor.engine import AnnotationSummary, annotate
from preceptor.engine.events import Counters
from preceptor.errors import Failure, RequestFailedError
from preceptor.journal import Journal
from preceptor.records import (
    Attempt,
    Distractor,
    Earned,
    Message,
    Problem,
    Provenance,
    Reference,
    Reply,
    Stage,
)
from preceptor.registry import Registry

REFUSED, FLAKY, INSISTS, LIMITED = 5, 6, 7, 8
"""Numbers of the problems that the endpoint refuses, answers late, answers wrongly, puts off."""
RIGHT_AT: dict[int, Stage] = {
    0: Stage.SOLVE,
    1: Stage.REVISE,
    2: Stage.RESOLVE,
    3: Stage.REVISE_SHOWN,
    4: Stage.RESAMPLE,
    FLAKY: Stage.SOLVE,
}
"""The stage at which each problem is first answered correctly."""
SOURCES = "nine problems"
"""What the journal notes about its sources."""


def problems() -> list[Problem]:
    return [
        Problem(
            subject="math" if number % 2 else "physics",
            topic="products",
            statement=f"[no. {number}] What is {number} times 3?",
            reference=Reference(kind="text", value=str(3 * number)),
            provenance=Provenance(source="nine", licence="CC0-1.0", location=f"nine:{number}"),
            derivation=f"Three times {number}.\nAnswer: {3 * number}",
            distractors=(Distractor(answer=str(3 + number), error="added instead: “+” for ×"),),
        )
        for number in range(9)
    ]


class EveryStage(Reflection):
    """Goes through the stages until an answer holds; its wording is its own."""

    async def solve(self, ctx: SolveContext) -> None:
        first = await self._answered(ctx, Stage.SOLVE, None, Earned.FIRST_TRY)
        if first is None:
            return
        await ctx.ask(Stage.CRITIQUE, words(ctx.problem, Stage.CRITIQUE), parent=first, round=1)
        if await self._answered(ctx, Stage.REVISE, first, Earned.REFLECTED, round=1) is None:
            return
        for sample in (1, 2):
            earned = Earned.RESAMPLED
            if await self._answered(ctx, Stage.RESAMPLE, None, earned, sample=sample) is None:
                return
        shown = words(ctx.problem, Stage.CRITIQUE_SHOWN)
        await ctx.ask(Stage.CRITIQUE_SHOWN, shown, parent=first, round=2)
        revised = await ctx.ask(Stage.REVISE_SHOWN, words(ctx.problem, Stage.REVISE_SHOWN), round=2)
        holds = (await ctx.verify(revised)).accepted
        again = await self._answered(ctx, Stage.RESOLVE, revised, Earned.RESOLVED, round=2)
        if again is not None and holds:
            ctx.accept(revised, Earned.REFERENCE_SHOWN)

    async def _answered(
        self,
        ctx: SolveContext,
        stage: Stage,
        parent: Attempt | None,
        earned: Earned,
        round: int = 0,
        sample: int = 0,
    ) -> Attempt | None:
        """Ask; ``None`` when the answer was accepted, else the attempt."""
        messages = words(ctx.problem, stage)
        attempt = await ctx.ask(stage, messages, parent=parent, round=round, sample=sample)
        if (await ctx.verify(attempt)).accepted:
            ctx.accept(attempt, earned)
            return None
        return attempt


def words(problem: Problem, stage: Stage) -> list[Message]:
    return [Message(role="user", content=f"{stage.name}: {problem.statement}")]


def endpoint() -> Callable[[Request], Reply]:
    """Answers as the script above says."""
    tries: Counter[int] = Counter()
    first = (Failure.TRANSIENT, Failure.MALFORMED, Failure.RATE_LIMITED)

    def answer(request: Request) -> Reply:
        number = int(request.problem.statement[5])
        tries[number] += 1
        if number == REFUSED:
            raise RequestFailedError(Failure.REJECTED, "HTTP 422: not this one", status=422)
        if number == LIMITED:
            raise RequestFailedError(
                Failure.RATE_LIMITED, "HTTP 429: later", status=429, retry_after=0.0
            )
        if number == FLAKY and tries[number] <= len(first):
            raise RequestFailedError(first[tries[number] - 1], "once", retry_after=0.0)
        if request.stage in (Stage.CRITIQUE, Stage.CRITIQUE_SHOWN):
            return reply("It was added where it should have been multiplied.")
        known = RIGHT_AT.get(number)
        right = request.stage is known or (number == 2 and request.stage is Stage.REVISE_SHOWN)
        return reply(f"Answer: {3 * number if right else 3 + number + 100}")

    return answer


def run(path: Path) -> tuple[AnnotationSummary, InProcessTeacher]:
    """Run the passes over the journal at ``path``; the teacher knows what it was asked."""
    teacher = InProcessTeacher(endpoint(), prices=(1.0, 2.0))
    derivation = Registry.load().create("teacher", "derivation", {})
    passes = [
        one_pass(teacher, EveryStage),
        one_pass(derivation, Once, name="derivation", on="unsolved"),
    ]
    with Journal(path) as journal:
        journal.ingest({"nine": problems()}, SOURCES)
        summary = asyncio.run(annotate(journal, passes, TextHost(), quick(), Counters()))
    return summary, teacher
