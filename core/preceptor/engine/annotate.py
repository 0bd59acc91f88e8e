"""Annotation: problems out of the journal, solutions into it, many at once.

A continuous pool: each worker takes the next problem as soon as it is done with one, so that
a slow reply delays nobody, and what is in memory depends on the number of workers alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

from preceptor.engine.budget import Budget
from preceptor.engine.cache_keys import Ruled, pass_mark
from preceptor.engine.descriptors import raise_descriptor_limit
from preceptor.engine.events import Watch
from preceptor.engine.judge import Judge
from preceptor.engine.judge_sampling import measure_agreement
from preceptor.engine.options import EngineOptions, Pass
from preceptor.engine.scheduler import Sender
from preceptor.engine.shutdown import Stop, StoppedError
from preceptor.engine.solve_context import Extract, Host, JournaledContext
from preceptor.engine.suspect_references import suspect_reference
from preceptor.errors import Failure, PreceptorError, RequestFailedError
from preceptor.journal import Journal, ProblemRow, Spent
from preceptor.records import Solution

_BREATH = 64
"""Problems that may be skipped before the event loop gets its turn."""


class AnnotationHost(Host, Ruled, Protocol):
    """A verification host as the engine uses it: ``submit`` and ``policy``."""


@dataclass(frozen=True)
class AnnotationSummary:
    """What came of an annotation.

    Attributes:
        problems: Problems in the journal that some pass is about.
        finished: Those among them for which all passes are done, earlier starts included.
        accepted: Finished problems with an accepted attempt.
        failed: Finished problems of which a pass ended in a failure.
        suspects: Problems flagged for a suspect reference by this start.
        replies: Replies that this start paid for.
        replayed: Replies that it took from the journal.
        unknown: Requests an earlier start left under way; charged, and sent again if needed.
        spent: What all starts of the run used up.
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
    watch: Watch,
    *,
    extract: Extract | None = None,
    judge: Judge | None = None,
    elsewhere: Mapping[str, Spent] | None = None,
) -> AnnotationSummary:
    """Work through all problems of the journal until they are finished or a cap is reached.

    Args:
        journal: Open for writing, with its problems taken in.
        passes: Run in this order for each problem.
        host: Verifies, and names by its policy what its verdicts depend on.
        options: Pace and patience.
        watch: Told of everything.
        extract: Finds final answers; :func:`preceptor.extraction.answers.extract` by default.
        judge: Decides what the rules leave open; nobody by default. When all problems are
            finished it is asked about a sample of what the rules decided, too.
        elsewhere: What other journals of the run used up of its budget, by subject.

    Returns:
        Counts; ``stopped`` says why problems remain, if a budget ran out.

    Raises:
        NotReadyError: no key, no endpoint, a 401, a full disk: exit code 3, resumable.
        TooManyFailedError: an endpoint stayed down: exit code 1, resumable.
        asyncio.CancelledError: interrupted; replies under way were waited for, for a while.
    """
    if extract is None:
        from preceptor.extraction.answers import extract as default_extract

        extract = default_extract
    run = _Run(journal, passes, host, options, watch, extract, judge)
    return await run.annotate(elsewhere or {})


class _Run:
    def __init__(
        self,
        journal: Journal,
        passes: Sequence[Pass],
        host: AnnotationHost,
        options: EngineOptions,
        watch: Watch,
        extract: Extract,
        judge: Judge | None,
    ) -> None:
        self.journal = journal
        self.passes = passes
        self.host = host
        self.options = options
        self.watch = watch
        self.extract = extract
        self.judge = judge
        self.ruling = host.policy
        self.stop = Stop()
        self.marks: dict[tuple[int, str], str | None] = {}
        self.short: str | None = None
        self.finished = self.accepted = self.failed = self.suspects = 0

    async def annotate(self, elsewhere: Mapping[str, Spent]) -> AnnotationSummary:
        started = time.monotonic()
        self.journal.keep_annotations(pass_.name for pass_ in self.passes)
        kinds = self.journal.problem_counts().items()
        for pass_ in self.passes:
            ahead = sum(n for kind, n in kinds if pass_.takes(*kind))
            self.watch.expecting(pass_.name, ahead, pass_.teacher.asks_model)
        unknown = self.journal.recover()
        if unknown:
            self.watch.log(
                f"{len(unknown)} requests of an earlier start are of unknown outcome: "
                "charged to the budget, and sent again if they are still wanted"
            )
        spent = self.journal.spent_by_subject()
        for subject, more in elsewhere.items():
            spent[subject] = spent.get(subject, Spent()) + more
        budget = Budget(self.stop, self.options.budget, self.options.subject_budgets, spent)
        if (seconds := self.options.budget.seconds) is not None:
            # Nobody may be at the point of reserving when the time is up: a pause can be long.
            why = "the budget is used up: the seconds of this start are over"
            asyncio.get_running_loop().call_later(seconds, self.stop.set, why)
        async with AsyncExitStack() as exits:
            self.sender = Sender(self.journal, self.options, budget, self.stop, self.watch, exits)
            await self._work_off()
            await self._measure_agreement()
        if self.stop.error is not None:
            raise self.stop.error
        self.journal.flush()
        return AnnotationSummary(
            problems=sum(
                n for kind, n in kinds if any(pass_.takes(*kind) for pass_ in self.passes)
            ),
            finished=self.finished,
            accepted=self.accepted,
            failed=self.failed,
            suspects=self.suspects,
            replies=self.sender.replied,
            replayed=self.sender.replayed,
            unknown=len(unknown),
            spent=budget.spent,
            stopped=self.stop.reason or self.short,
            seconds=time.monotonic() - started,
        )

    # --- the pool ---------------------------------------------------------------------------

    async def _work_off(self) -> None:
        rows = self.journal.problems()
        count = min(self.options.in_flight, max(self.journal.problem_count(), 1))
        allowed = raise_descriptor_limit(count)
        if allowed < count:
            self.watch.log(
                f"the system allows {allowed} connections at a time, not {count}: "
                "`ulimit -Hn` says how many files may be open"
            )
            count = allowed
        workers = [asyncio.create_task(self._worker(rows)) for _ in range(count)]
        try:
            done, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
            for worker in done:
                worker.result()
        except asyncio.CancelledError:
            self.stop.set("interrupted")
            self.watch.log("interrupted: waiting for the replies that are under way")
            await asyncio.wait(workers, timeout=self.options.drain_seconds)
            raise
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _worker(self, rows: Iterator[ProblemRow]) -> None:
        passed = 0
        while self.stop.reason is None and (row := next(rows, None)) is not None:
            try:
                worked = await self._problem(row)
            except StoppedError as stopped:
                # The run ends, or the subject's budget is used up: the problem stays open.
                self.short = self.short or str(stopped)
                continue
            except PreceptorError as error:
                self.stop.set(error)
                continue
            passed = 0 if worked else passed + 1
            if passed >= _BREATH:
                passed = 0
                await asyncio.sleep(0)

    async def _measure_agreement(self) -> None:
        """Compare the judge with the rules, once everything is there to draw a sample from."""
        if self.judge is None:
            self.journal.put_judge_sample(())
        elif self.stop.reason is None and self.short is None:
            try:
                rows = await measure_agreement(self.journal, self.judge, self.sender)
            except StoppedError as stopped:
                self.short = str(stopped)
                return
            self.journal.put_judge_sample(rows)

    # --- one problem ------------------------------------------------------------------------

    async def _problem(self, row: ProblemRow) -> bool:
        """Run the passes over one problem; whether there was anything to do."""
        accepted = failed = worked = taken = False
        kind = (row.problem.role, row.problem.subject, row.source)
        for position, pass_ in enumerate(self.passes):
            if not pass_.takes(*kind) or (pass_.on == "unsolved" and accepted):
                if pass_.name in row.marks:
                    self.journal.remove_solution(row.id, pass_.name)
                continue
            taken = True
            subject = row.problem.subject
            mark = self._mark(position, subject)
            if mark is not None and row.marks.get(pass_.name) == mark:
                self.watch.skipped(subject, pass_.name, row.accepted[pass_.name])
                accepted |= row.accepted[pass_.name]
                failed |= row.failed[pass_.name]
                continue
            worked = True
            solution = await self._solve(pass_, position, row, mark or "")
            accepted |= solution.accepted is not None
            failed |= solution.failure is not None
        self.finished += taken
        self.accepted += accepted
        self.failed += failed
        return worked

    async def _solve(self, pass_: Pass, position: int, row: ProblemRow, mark: str) -> Solution:
        ctx = JournaledContext(
            pass_,
            row.problem,
            row.id,
            sender=self.sender,
            journal=self.journal,
            host=self.host,
            ruling=self.ruling,
            extract=self.extract,
            watch=self.watch,
            judge=self.judge,
        )
        self.watch.started(row.problem.subject, pass_.name)
        failure, again = None, False
        try:
            await pass_.strategy.solve(ctx)
        except RequestFailedError as error:
            failure, again = f"{error.failure}: {error}", error.failure is not Failure.REJECTED
        except PreceptorError:
            raise
        except Exception as error:
            # A faulty strategy fails the problem it stumbles over, not the run.
            name = pass_.strategy.name
            failure, again = f"{name} raised {type(error).__name__}: {error}", True
        if finding := await suspect_reference(ctx):
            ctx.flag(finding)
            self.suspects += 1
        solution = ctx.solution(failure)
        await self.journal.put_solution(
            solution, problem_row=row.row, position=position, mark=mark, open_=again
        )
        self.watch.finished(solution)
        return solution

    def _mark(self, position: int, subject: str) -> str | None:
        key = (position, subject)
        if key not in self.marks:
            self.marks[key] = pass_mark(
                self.passes[position],
                position,
                subject,
                self.ruling,
                self.options.refresh,
                self.judge.policy if self.judge else "",
            )
        return self.marks[key]
