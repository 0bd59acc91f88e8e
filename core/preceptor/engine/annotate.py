"""Annotation: reads problems from the journal and writes solutions to it, many at once.

A continuous pool: each worker takes the next problem as soon as it has finished one, so that a
slow reply delays no other problem, and memory depends on the number of workers alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from preceptor.digests import digest
from preceptor.engine.budget import Budget
from preceptor.engine.cache_keys import HasPolicy, pass_fingerprint
from preceptor.engine.descriptors import raise_descriptor_limit
from preceptor.engine.events import (
    LogMessage,
    PassesExpected,
    PassFinished,
    PassSkipped,
    PassStarted,
    RunObserver,
)
from preceptor.engine.judge import Judge
from preceptor.engine.judge_sampling import measure_agreement
from preceptor.engine.options import EngineOptions, Pass
from preceptor.engine.scheduler import RequestScheduler
from preceptor.engine.shutdown import RunStoppedError, Shutdown
from preceptor.engine.solve_context import Extract, Host, JournaledContext
from preceptor.engine.suspect_references import suspect_reference
from preceptor.errors import Failure, PreceptorError, RequestFailedError
from preceptor.extraction import answers
from preceptor.journal import Journal, ProblemRow, Spent
from preceptor.records import Solution
from preceptor.references import ReferenceKind

_SKIPS_PER_TURN = 64
"""Problems that may be skipped before the event loop gets its turn."""


class AnnotationHost(Host, HasPolicy, Protocol):
    """A verification host as the engine uses it: ``submit`` and ``policy``."""


@dataclass(frozen=True)
class AnnotationSummary:
    """The result of an annotation.

    Attributes:
        problems: Problems in the journal that at least one pass takes.
        finished: Those among them for which all passes are done, including by earlier starts.
        accepted: Finished problems with an accepted attempt.
        failed: Finished problems of which a pass ended in a failure.
        suspects: Problems that this start flagged for a suspect reference.
        replies: Replies that this start paid for.
        replayed: Replies that it took from the journal.
        unknown: Requests that an earlier start left in flight; charged, and sent again if needed.
        spent: What all starts of the run used.
        stopped: Why it ended before all problems were finished, or ``None``.
        seconds: Wall time of this start.
    """

    problems: int
    finished: int
    accepted: int
    failed: int
    suspects: int
    replies: int
    replayed: int
    unknown: int
    spent: Spent
    stopped: str | None
    seconds: float

    @property
    def remaining(self) -> int:
        """Problems that are not finished."""
        return self.problems - self.finished


async def annotate(
    journal: Journal,
    passes: Sequence[Pass],
    host: AnnotationHost,
    options: EngineOptions,
    observer: RunObserver,
    *,
    pattern: str | None = None,
    kinds: Mapping[str, ReferenceKind] | None = None,
    judge: Judge | None = None,
    elsewhere: Mapping[str, Spent] | None = None,
) -> AnnotationSummary:
    """Work through all problems of the journal until they are finished or a limit is reached.

    Args:
        journal: Open for writing, with its problems ingested.
        passes: Run in this order for each problem.
        host: Verifies; its policy identifies everything that its verdicts depend on.
        options: Rates, tries and timeouts.
        observer: Receives every event.
        pattern: Format in which answers are asked for; see :func:`preceptor.extract`.
        kinds: The installed kinds of reference by name.
        judge: Decides what the rules leave open; none by default. When all problems are
            finished it is also asked about a sample of what the rules decided.
        elsewhere: What other journals of the run used of its budget, by subject.

    Returns:
        Counts; ``stopped`` says why problems remain, if a budget ran out.

    Raises:
        NotReadyError: no key, no endpoint, a 401, a full disk: exit code 3, resumable.
        TooManyFailedError: an endpoint stayed down: exit code 1, resumable.
        asyncio.CancelledError: interrupted; replies in flight were awaited for a while.
    """
    run = _Run(journal, passes, host, options, observer, pattern, kinds or {}, judge)
    return await run.annotate(elsewhere or {})


class _Run:
    def __init__(
        self,
        journal: Journal,
        passes: Sequence[Pass],
        host: AnnotationHost,
        options: EngineOptions,
        observer: RunObserver,
        pattern: str | None,
        kinds: Mapping[str, ReferenceKind],
        judge: Judge | None,
    ) -> None:
        self.journal = journal
        self.passes = passes
        self.host = host
        self.options = options
        self.observer = observer
        self.extract: Extract = partial(answers.extract, pattern=pattern)
        self.kinds = kinds
        self.judge = judge
        self.verdict_policy = digest([host.policy, answers.VERSION, pattern])
        self.shutdown = Shutdown()
        self.fingerprints: dict[tuple[int, str], str | None] = {}
        self.stopped: str | None = None
        self.finished = self.accepted = self.failed = self.suspects = 0

    async def annotate(self, elsewhere: Mapping[str, Spent]) -> AnnotationSummary:
        started = time.monotonic()
        self.journal.keep_annotations(pass_.name for pass_ in self.passes)
        kinds = self.journal.problem_counts().items()
        for pass_ in self.passes:
            expected = sum(n for kind, n in kinds if pass_.takes(*kind))
            asks_model = pass_.teacher.asks_model
            self.observer.on_event(PassesExpected(pass_.name, expected, asks_model))
        unknown = self.journal.recover()
        if unknown:
            self._log(
                f"{len(unknown)} requests of an earlier start have an unknown outcome: "
                "they are charged to the budget, and sent again if they are still needed"
            )
        spent = self.journal.spent_by_subject()
        for subject, more in elsewhere.items():
            spent[subject] = spent.get(subject, Spent()) + more
        budget = Budget(self.shutdown, self.options.budget, self.options.subject_budgets, spent)
        if (seconds := self.options.budget.seconds) is not None:
            # When the time is up, every request may be waiting elsewhere: a pause can be long.
            why = "the budget is used up: the seconds of this start have elapsed"
            asyncio.get_running_loop().call_later(seconds, self.shutdown.request, why)
        async with AsyncExitStack() as exits:
            self.scheduler = RequestScheduler(
                self.journal, self.options, budget, self.shutdown, self.observer, exits
            )
            await self._run_workers()
            await self._measure_agreement()
        if self.shutdown.error is not None:
            raise self.shutdown.error
        self.journal.flush()
        return AnnotationSummary(
            problems=sum(
                n for kind, n in kinds if any(pass_.takes(*kind) for pass_ in self.passes)
            ),
            finished=self.finished,
            accepted=self.accepted,
            failed=self.failed,
            suspects=self.suspects,
            replies=self.scheduler.replied,
            replayed=self.scheduler.replayed,
            unknown=len(unknown),
            spent=budget.spent,
            stopped=self.shutdown.reason or self.stopped,
            seconds=time.monotonic() - started,
        )

    # --- the pool ---------------------------------------------------------------------------

    async def _run_workers(self) -> None:
        rows = self.journal.problems()
        count = min(self.options.in_flight, max(self.journal.problem_count(), 1))
        allowed = raise_descriptor_limit(count)
        if allowed < count:
            self._log(
                f"the system allows {allowed} connections at a time, not {count}: "
                "`ulimit -Hn` shows how many files may be open"
            )
            count = allowed
        workers = [asyncio.create_task(self._worker(rows)) for _ in range(count)]
        try:
            done, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
            for worker in done:
                worker.result()
        except asyncio.CancelledError:
            self.shutdown.request("interrupted")
            self._log("interrupted: waiting for the replies that are in flight")
            await asyncio.wait(workers, timeout=self.options.drain_seconds)
            raise
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _worker(self, rows: Iterator[ProblemRow]) -> None:
        skipped = 0
        while self.shutdown.reason is None and (row := next(rows, None)) is not None:
            try:
                worked = await self._problem(row)
            except RunStoppedError as stopped:
                # The run ends, or the subject's budget is used up: the problem stays open.
                self.stopped = self.stopped or str(stopped)
                continue
            except PreceptorError as error:
                self.shutdown.request(error)
                continue
            skipped = 0 if worked else skipped + 1
            if skipped >= _SKIPS_PER_TURN:
                skipped = 0
                await asyncio.sleep(0)

    async def _measure_agreement(self) -> None:
        """Compare the judge with the rules, once all problems are finished."""
        if self.judge is None:
            self.journal.put_judge_sample(())
        elif self.shutdown.reason is None and self.stopped is None:
            try:
                rows = await measure_agreement(self.journal, self.judge, self.scheduler)
            except RunStoppedError as stopped:
                self.stopped = str(stopped)
                return
            self.journal.put_judge_sample(rows)

    # --- one problem ------------------------------------------------------------------------

    async def _problem(self, row: ProblemRow) -> bool:
        """Run the passes over one problem and return whether there was anything to do."""
        accepted = failed = worked = taken = False
        kind = (row.problem.role, row.problem.subject, row.source)
        for position, pass_ in enumerate(self.passes):
            if not pass_.takes(*kind) or (pass_.on == "unsolved" and accepted):
                if pass_.name in row.fingerprints:
                    self.journal.remove_solution(row.id, pass_.name)
                continue
            taken = True
            subject = row.problem.subject
            fingerprint = self._fingerprint(position, subject)
            if fingerprint is not None and row.fingerprints.get(pass_.name) == fingerprint:
                self.observer.on_event(PassSkipped(subject, pass_.name, row.accepted[pass_.name]))
                accepted |= row.accepted[pass_.name]
                failed |= row.failed[pass_.name]
                continue
            worked = True
            solution = await self._solve(pass_, position, row, fingerprint or "")
            accepted |= solution.accepted is not None
            failed |= solution.failure is not None
        self.finished += taken
        self.accepted += accepted
        self.failed += failed
        return worked

    async def _solve(
        self, pass_: Pass, position: int, row: ProblemRow, fingerprint: str
    ) -> Solution:
        ctx = JournaledContext(
            pass_,
            row.problem,
            row.id,
            scheduler=self.scheduler,
            journal=self.journal,
            host=self.host,
            verdict_policy=self.verdict_policy,
            extract=self.extract,
            kind=self.kinds.get(row.problem.reference.kind),
            observer=self.observer,
            judge=self.judge,
        )
        self.observer.on_event(PassStarted(row.problem.subject, pass_.name))
        failure, retry = None, False
        try:
            await pass_.strategy.solve(ctx)
        except RequestFailedError as error:
            failure, retry = f"{error.failure}: {error}", error.failure is not Failure.REJECTED
        except PreceptorError:
            raise
        except Exception as error:
            # An exception in a strategy fails its problem, not the run.
            name = pass_.strategy.name
            failure, retry = f"{name} raised {type(error).__name__}: {error}", True
        if finding := await suspect_reference(ctx):
            ctx.flag(finding)
            self.suspects += 1
        solution = ctx.solution(failure)
        await self.journal.put_solution(
            solution, problem_row=row.row, position=position, fingerprint=fingerprint, open_=retry
        )
        self.observer.on_event(PassFinished(solution))
        return solution

    def _fingerprint(self, position: int, subject: str) -> str | None:
        key = (position, subject)
        if key not in self.fingerprints:
            self.fingerprints[key] = pass_fingerprint(
                self.passes[position],
                position,
                subject,
                self.verdict_policy,
                self.options.refresh,
                self.judge.policy if self.judge else "",
            )
        return self.fingerprints[key]

    def _log(self, line: str) -> None:
        self.observer.on_event(LogMessage(line))
