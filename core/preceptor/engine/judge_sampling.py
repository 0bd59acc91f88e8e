"""How far a judge agrees with the rules, on attempts that the rules have decided."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Iterable, Iterator

from preceptor.digests import digest
from preceptor.engine.judge import Judge
from preceptor.engine.scheduler import RequestScheduler
from preceptor.errors import RequestFailedError
from preceptor.journal import Compared, Journal, SolutionQuery
from preceptor.records import Problem, Solution, Stage, Status

_Row = tuple[tuple[bool, str], str, Problem, str, str, Status]
"""Rank, key of the attempt, problem, answer, annotation pass, verdict of the rules."""


async def measure_agreement(
    journal: Journal, judge: Judge, scheduler: RequestScheduler
) -> list[Compared]:
    """Ask the judge about a sample of attempts that the rules decided.

    Half of the sample are answers that the rules accept and half are answers that they reject, as
    far as there are any; kinds of reference that the judge decides come first. Pairs are chosen
    by a digest of the seed and the pair: the same run gives the same sample.

    Returns:
        One row per pair; the judge's status is ``error`` where it gave no reply.

    Raises:
        RunStoppedError: the run is ending, or a budget is used up.
    """
    rows = sample(journal, judge)

    async def ask(row: _Row) -> Compared:
        _, key, problem, answer, annotation, rules = row
        try:
            judgement = await judge.compare(scheduler, problem, answer, key, annotation)
            status = judgement.status
        except RequestFailedError:
            status = Status.ERROR
        return Compared(
            problem_id=problem.id, key=key, kind=problem.reference.kind, rules=rules, judge=status
        )

    results = await asyncio.gather(*(ask(row) for row in rows), return_exceptions=True)
    compared: list[Compared] = []
    for result in results:
        if isinstance(result, BaseException):
            raise result
        compared.append(result)
    return compared


def sample(journal: Journal, judge: Judge) -> list[_Row]:
    """The chosen pairs, in the order of their digests; memory grows with the sample alone."""
    size = judge.agreement_rows
    if size == 0:
        return []
    smallest = {
        status: heapq.nsmallest(size, _once(_decided(journal, judge), status), key=lambda r: r[0])
        for status in (Status.ACCEPTED, Status.REJECTED)
    }
    accepted, rejected = smallest.values()
    half = max(size // 2, size - len(rejected))
    chosen = accepted[:half]
    return chosen + rejected[: size - len(chosen)]


def _once(rows: Iterable[_Row], status: Status) -> Iterator[_Row]:
    """Rows of one status; a pair that occurs in several attempts of a problem counts once."""
    problem, seen = "", set[str]()
    for row in rows:
        if row[5] is not status:
            continue
        if row[2].id != problem:
            problem, seen = row[2].id, set()
        if row[3] not in seen:
            seen.add(row[3])
            yield row


def _decided(journal: Journal, judge: Judge) -> Iterator[_Row]:
    for _, solution in journal.solutions(SolutionQuery()):
        yield from _of(solution, judge)


def _of(solution: Solution, judge: Judge) -> Iterator[_Row]:
    problem = solution.problem
    for step in solution.trail:
        attempt, verdict = step.attempt, step.verdict
        if verdict is None or not verdict.status.decided or verdict.decided_by != "rules":
            continue
        # The derivation's answer is the reference, which says nothing about a judge.
        if attempt.stage is Stage.DERIVATION or not judge.comparable(problem, attempt.answer):
            continue
        answer = attempt.answer or ""
        rank = (
            problem.reference.kind not in judge.kinds,
            digest([judge.seed, problem.id, answer], length=32),
        )
        yield rank, attempt.id, problem, answer, solution.annotation, verdict.status
