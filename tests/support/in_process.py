"""Plain stand-ins for tests of the engine: a host that compares texts, an offline teacher."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from preceptor.components import Context, Item, Options, Reflection, Request, SolveContext, Teacher
from preceptor.engine import AnnotationSummary, Counters, EngineOptions, Pass, RunObserver, annotate
from preceptor.engine.events import Event, LogMessage
from preceptor.journal import Journal
from preceptor.records import (
    Earned,
    Problem,
    Provenance,
    Reference,
    Reply,
    Role,
    Sampling,
    Stage,
    Status,
    Usage,
    Verdict,
)
from preceptor.registry import Registry


class TextHost:
    """Accepts what equals the reference to the letter; keeps what it was asked."""

    def __init__(self, policy: str = "texts-1") -> None:
        self.policy = policy
        self.items: list[Item] = []

    def submit(self, item: Item) -> Future[Verdict]:
        self.items.append(item)
        right = item.candidate.strip() == item.reference.value.strip()
        future: Future[Verdict] = Future()
        future.set_result(
            Verdict(
                status=Status.ACCEPTED if right else Status.REJECTED,
                verifier="texts",
                version="1",
                policy=self.policy,
                reason="equal" if right else "not equal",
            )
        )
        return future


class Once(Reflection):
    """One try."""

    async def solve(self, ctx: SolveContext) -> None:
        attempt = await ctx.ask(Stage.SOLVE, ctx.prompts.solve(ctx.problem, ctx.examples))
        if (await ctx.verify(attempt)).accepted:
            ctx.accept(attempt, Earned.FIRST_TRY)


class Twice(Reflection):
    """A try and, when it is not accepted, a revision."""

    async def solve(self, ctx: SolveContext) -> None:
        first = await ctx.ask(Stage.SOLVE, ctx.prompts.solve(ctx.problem))
        if (await ctx.verify(first)).accepted:
            ctx.accept(first, Earned.FIRST_TRY)
            return
        messages = ctx.prompts.revise(ctx.problem, first.reply.text, "wrong", None)
        second = await ctx.ask(Stage.REVISE, messages, parent=first, round=1)
        if (await ctx.verify(second)).accepted:
            ctx.accept(second, Earned.REFLECTED)


class Several(Reflection):
    """Five samples, whatever their verdicts."""

    async def solve(self, ctx: SolveContext) -> None:
        messages = ctx.prompts.solve(ctx.problem)
        for sample in range(5):
            stage = Stage.RESAMPLE if sample else Stage.SOLVE
            attempt = await ctx.ask(stage, messages, sample=sample)
            await ctx.verify(attempt)


class Lines(Counters):
    """Counts, and keeps the lines that are logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def on_event(self, event: Event) -> None:
        super().on_event(event)
        if isinstance(event, LogMessage):
            self.lines.append(event.line)


Answer = Callable[[Request], Reply]


class InProcessTeacher(Teacher):
    """A plain teacher: ``answer`` makes the reply or raises."""

    def __init__(
        self,
        answer: Answer,
        *,
        seconds: float = 0.0,
        prices: tuple[float, float] = (0.0, 0.0),
        name: str = "plain",
    ) -> None:
        super().__init__(Options(), context(name))
        self.answer = answer
        self.seconds = seconds
        self._prices = prices
        self.requests: list[Request] = []
        self.entered = 0

    def fingerprint(self) -> Mapping[str, JsonValue]:
        return {"plain": self.name}

    def prices(self) -> tuple[float, float]:
        return self._prices

    async def __aenter__(self) -> InProcessTeacher:
        self.entered += 1
        return self

    async def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        await asyncio.sleep(self.seconds)
        return self.answer(request)


def reply(text: str, prompt_tokens: int = 10, completion_tokens: int = 5) -> Reply:
    usage = Usage(prompt_tokens=prompt_tokens, completion_tokens=completion_tokens)
    return Reply(text=text, finish_reason="stop", usage=usage)


def right(request: Request) -> Reply:
    return reply(f"Answer: {request.problem.reference.value}")


def problem(number: int, subject: str = "math", role: Role = Role.TRAIN) -> Problem:
    return Problem(
        subject=subject,
        role=role,
        statement=f"[no. {number}] What is {number} times 2?",
        reference=Reference(kind="text", value=str(2 * number)),
        provenance=Provenance(source="numbers", licence="CC0-1.0"),
    )


def problems(count: int, subject: str = "math") -> list[Problem]:
    return [problem(number, subject) for number in range(count)]


def context(name: str) -> Context:
    return Registry.load().context(name)


def one_pass(teacher: Teacher, strategy: type[Reflection] = Once, **more: Any) -> Pass:
    given = {"name": "main", "sampling": Sampling(max_tokens=64), **more}
    return Pass(teacher=teacher, strategy=strategy(Options(), context("strategy")), **given)


QUICK: dict[str, Any] = {"backoff_seconds": 0.001, "breaker_seconds": 0.001, "drain_seconds": 2.0}


def quick(**more: Any) -> EngineOptions:
    return EngineOptions(**{**QUICK, **more})


def run(
    path: Path,
    teacher: InProcessTeacher,
    count: int,
    options: EngineOptions | None = None,
    observer: RunObserver | None = None,
) -> AnnotationSummary:
    """Annotate ``count`` problems in the journal at ``path``."""
    with Journal(path) as journal:
        journal.ingest({"numbers": problems(count)}, str(count))
        return asyncio.run(
            annotate(
                journal, [one_pass(teacher)], TextHost(), options or quick(), observer or Counters()
            )
        )
