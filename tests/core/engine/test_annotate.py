"""Annotation as a whole: what is asked, what comes out, what a second start does."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from in_process import (
    InProcessTeacher,
    Once,
    Several,
    TextHost,
    Twice,
    context,
    one_pass,
    problem,
    problems,
    quick,
    reply,
    right,
)

from preceptor.components import Options, Reflection, Request, SolveContext
from preceptor.engine import (
    AnnotationSummary,
    BudgetLimits,
    Counters,
    EngineOptions,
    Pass,
    annotate,
)
from preceptor.errors import Failure, RequestFailedError
from preceptor.journal import Journal, Solutions
from preceptor.prompts import Prompts
from preceptor.records import Earned, Problem, Reply, Role, Sampling, Solution, Stage, Status


def run(
    path: Path,
    passes: list[Pass],
    rows: list[Problem],
    host: TextHost | None = None,
    options: EngineOptions | None = None,
) -> tuple[AnnotationSummary, list[Solution], Counters]:
    """Annotate ``rows`` in the journal at ``path``; the summary, the solutions, the counts."""
    counts = Counters()
    with Journal(path) as journal:
        journal.ingest({"numbers": rows}, str(len(rows)))
        summary = asyncio.run(
            annotate(journal, passes, host or TextHost(), options or quick(), counts)
        )
        return summary, [solution for _, solution in Solutions([journal])], counts


def test_all_problems_end_as_solutions_in_order(journal_path: Path) -> None:
    teacher = InProcessTeacher(right)
    summary, solutions, counts = run(journal_path, [one_pass(teacher)], problems(50))
    assert (summary.problems, summary.finished, summary.accepted) == (50, 50, 50)
    assert summary.replies == len(teacher.requests) == 50
    assert [s.problem.statement for s in solutions] == [p.statement for p in problems(50)]
    assert all(s.earned is Earned.FIRST_TRY and s.final is not None for s in solutions)
    counters = counts.stages["math", Stage.SOLVE]
    assert (counters.sent, counters.replied, counters.in_flight) == (50, 50, 0)
    assert counters.accepted == 50
    assert summary.spent.tokens == 50 * 15


def test_a_second_start_asks_nothing_and_works_on_nothing(journal_path: Path) -> None:
    run(journal_path, [one_pass(InProcessTeacher(right))], problems(20))
    teacher, host = InProcessTeacher(right), TextHost()
    summary, solutions, _ = run(journal_path, [one_pass(teacher)], problems(20), host)
    assert teacher.requests == []
    assert teacher.entered == 0, "a teacher that is not asked need not be reachable"
    assert host.items == []
    assert (summary.replies, summary.replayed, summary.finished) == (0, 0, 20)
    assert len(solutions) == 20


def test_another_verifier_reuses_every_reply(journal_path: Path) -> None:
    run(journal_path, [one_pass(InProcessTeacher(right))], problems(20))
    teacher, host = InProcessTeacher(right), TextHost("texts-2")
    summary, solutions, _ = run(journal_path, [one_pass(teacher)], problems(20), host)
    assert teacher.requests == []
    assert summary.replayed == 20
    assert len(host.items) == 20
    assert {s.trail[0].verdict.policy for s in solutions if s.trail[0].verdict} == {"texts-2"}


class _OtherRevision(Prompts):
    def revise(self, *args: object, **more: object) -> list[Any]:
        messages = super().revise(*args, **more)  # type: ignore[arg-type]
        return [messages[0].model_copy(update={"content": "Be careful."}), *messages[1:]]


class _Subject:
    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts

    def prompts(self) -> Prompts:
        return self._prompts


def test_another_prompt_asks_again_only_what_it_touches(journal_path: Path) -> None:
    def wrong(request: Request) -> Reply:
        return reply("Answer: 1")

    run(journal_path, [one_pass(InProcessTeacher(wrong), Twice)], problems(10))
    teacher = InProcessTeacher(wrong)
    changed = one_pass(teacher, Twice, subject_plugins={"math": _Subject(_OtherRevision())})
    summary, _, _ = run(journal_path, [changed], problems(10))
    assert Counter(r.stage for r in teacher.requests) == {Stage.REVISE: 10}
    assert summary.replayed == 10


def test_refresh_asks_everything_again_and_keeps_what_was_paid_for(journal_path: Path) -> None:
    run(journal_path, [one_pass(InProcessTeacher(right))], problems(5))
    teacher = InProcessTeacher(right)
    summary, _, _ = run(journal_path, [one_pass(teacher)], problems(5), options=quick(refresh="2"))
    assert len(teacher.requests) == 5
    assert summary.spent.requests == 10


def test_the_second_pass_takes_what_the_first_left_unsolved(journal_path: Path) -> None:
    def odd_only(request: Request) -> Reply:
        number = int(request.problem.reference.value) // 2
        return right(request) if number % 2 else reply("Answer: none")

    first, second = InProcessTeacher(odd_only, name="weak"), InProcessTeacher(right, name="strong")
    passes = [one_pass(first), one_pass(second, name="rescue", on="unsolved")]
    summary, solutions, _ = run(journal_path, passes, problems(10))
    assert summary.accepted == 10
    assert len(second.requests) == 5
    assert Counter(s.annotation for s in solutions) == {"main": 10, "rescue": 5}
    # Once the first pass solves them all, the second has no business with any.
    solver = InProcessTeacher(right, name="solver")
    passes = [one_pass(solver), one_pass(second, name="rescue", on="unsolved")]
    _, solutions, _ = run(journal_path, passes, problems(10))
    assert Counter(s.annotation for s in solutions) == {"main": 10}


def test_passes_choose_by_subject_source_and_role(journal_path: Path) -> None:
    rows = [*problems(3), *(problem(n, "physics") for n in range(100, 104))]
    rows.append(problem(999, role=Role.EVAL))
    teacher = InProcessTeacher(right)
    passes = [
        one_pass(teacher, name="physics", subjects=frozenset({"physics"})),
        one_pass(teacher, name="elsewhere", sources=frozenset({"other"})),
        one_pass(teacher, name="benchmark", roles=frozenset({Role.EVAL})),
    ]
    summary, solutions, _ = run(journal_path, passes, rows)
    assert Counter(s.annotation for s in solutions) == {"physics": 4, "benchmark": 1}
    assert (summary.problems, summary.finished) == (5, 5)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (Reply(text="", refusal="no"), "the teacher refused to answer"),
        (Reply(text="", finish_reason="content_filter"), "the teacher refused to answer"),
        (
            Reply(text="First,", finish_reason="length"),
            "the reply was cut off at its length limit before a final answer",
        ),
        (
            Reply(text="Answer: 1", finish_reason="length"),  # of 12, for all we know
            "the reply was cut off at its length limit before a final answer",
        ),
        (Reply(text="I wonder.", finish_reason="stop"), "no answer found in the reply"),
    ],
)
def test_a_reply_without_an_answer_is_undecided(
    journal_path: Path, sent: Reply, reason: str
) -> None:
    host = TextHost()
    _, solutions, _ = run(
        journal_path, [one_pass(InProcessTeacher(lambda _: sent))], [problem(1)], host
    )
    verdict = solutions[0].trail[0].verdict
    assert verdict is not None
    assert (verdict.status, verdict.reason) == (Status.UNDECIDED, reason)
    assert solutions[0].accepted is None
    assert solutions[0].failure is None
    assert host.items == []


@pytest.mark.parametrize("text", ["Answer: 2\nTo check,", r"So \boxed{2}", "It is \\boxed{2} as"])
def test_a_whole_answer_of_a_reply_that_was_cut_off_later_counts(
    journal_path: Path, text: str
) -> None:
    teacher = InProcessTeacher(lambda _: Reply(text=text, finish_reason="length"))
    summary, _, _ = run(journal_path, [one_pass(teacher)], [problem(1)])
    assert summary.accepted == 1


def test_a_poisoned_request_fails_its_problem_alone_after_one_try(journal_path: Path) -> None:
    def answer(request: Request) -> Reply:
        if "[no. 7]" in request.messages[-1].content:
            raise RequestFailedError(Failure.REJECTED, "HTTP 400: bad words", status=400)
        return right(request)

    teacher = InProcessTeacher(answer)
    summary, solutions, _ = run(journal_path, [one_pass(teacher)], problems(30))
    assert (summary.accepted, summary.failed) == (29, 1)
    assert solutions[7].failure == "rejected: HTTP 400: bad words"
    assert len(teacher.requests) == 30
    again = InProcessTeacher(answer)
    summary, _, _ = run(journal_path, [one_pass(again)], problems(30), TextHost("texts-2"))
    assert again.requests == [], "what was refused is refused, and not tried again"
    assert summary.failed == 1


class _Faulty(Reflection):
    async def solve(self, ctx: SolveContext) -> None:
        await Once(Options(), context("once")).solve(ctx)
        if ctx.problem.reference.value == "6":
            raise KeyError("oops")


def test_a_faulty_strategy_fails_its_problem_and_keeps_the_trail(journal_path: Path) -> None:
    _, solutions, _ = run(journal_path, [one_pass(InProcessTeacher(right), _Faulty)], problems(5))
    assert [s.failure is not None for s in solutions] == [False, False, False, True, False]
    assert "KeyError" in (solutions[3].failure or "")
    assert len(solutions[3].trail) == 1


def test_answers_that_agree_against_the_reference_make_it_suspect(journal_path: Path) -> None:
    answers = {0: ["7", "7", "7", "8", "7"], 1: ["7", "8", "9", "7", "10"], 2: ["4"] * 5}

    def answer(request: Request) -> Reply:
        number = int(request.problem.reference.value) // 2
        return reply(f"Answer: {answers[number][request.sample]}")

    summary, solutions, _ = run(
        journal_path, [one_pass(InProcessTeacher(answer), Several)], problems(3)
    )
    assert summary.suspects == 1
    assert [s.flags for s in solutions] == [
        ("suspect-reference: 4 of 5 independent attempts agree on 7",),
        (),
        (),
    ]
    assert solutions[0].problem.reference.value == "0", "the reference itself stays"


def test_samples_of_a_seeded_request_have_seeds_of_their_own(journal_path: Path) -> None:
    teacher = InProcessTeacher(right)
    sampling = Sampling(max_tokens=8, seed=40)
    run(journal_path, [one_pass(teacher, Several, sampling=sampling)], [problem(1)])
    assert [r.sampling.seed for r in teacher.requests] == [40, 41, 42, 43, 44]


def test_equal_requests_of_two_problems_are_paid_for_once(journal_path: Path) -> None:
    one = problem(1)
    other = one.model_copy(
        update={"reference": one.reference.model_copy(update={"value": "elsewhere"})}
    )
    teacher = InProcessTeacher(lambda _: reply("Answer: 2"), seconds=0.01)
    summary, solutions, _ = run(journal_path, [one_pass(teacher)], [one, other])
    assert len(teacher.requests) == 1
    assert (summary.replies, summary.replayed) == (1, 1)
    assert [s.accepted for s in solutions] == [0, None]


def test_a_derivation_is_no_request_and_never_counts_as_solved(journal_path: Path) -> None:
    class Own(InProcessTeacher):
        asks_model = False

    teacher = Own(right)
    summary, solutions, _ = run(
        journal_path, [one_pass(teacher)], problems(3), options=quick(budget=_nothing())
    )
    assert summary.spent.requests == 0
    assert {s.earned for s in solutions} == {Earned.OWN_DERIVATION}
    assert {s.trail[0].attempt.stage for s in solutions} == {Stage.DERIVATION}


def _nothing() -> BudgetLimits:
    return BudgetLimits(requests=0)


class _Eager(Reflection):
    """Tries what the ctx must not allow; each refusal becomes a flag."""

    async def solve(self, ctx: SolveContext) -> None:
        attempt = await ctx.ask(Stage.SOLVE, ctx.prompts.solve(ctx.problem))
        for verified in (False, True):
            if verified:
                await ctx.verify(attempt)
            try:
                ctx.accept(attempt, Earned.FIRST_TRY)
            except ValueError as error:
                ctx.flag(str(error))


@pytest.mark.parametrize("holds", [True, False])
def test_only_what_was_accepted_can_be_the_solution(journal_path: Path, holds: bool) -> None:
    teacher = InProcessTeacher(right if holds else lambda _: reply("Answer: no"))
    _, solutions, _ = run(journal_path, [one_pass(teacher, _Eager)], [problem(1)])
    assert (solutions[0].accepted is not None) == holds
    assert len(solutions[0].flags) == 1
    assert "verdict is `accepted`" in solutions[0].flags[0]


def test_a_slow_reply_delays_no_other_problem(journal_path: Path) -> None:
    finished: list[str] = []
    others = asyncio.Event()

    class Slow(InProcessTeacher):
        async def ask(self, request: Request) -> Reply:
            slow = "[no. 0]" in request.messages[-1].content
            await (others.wait() if slow else asyncio.sleep(0.001))
            finished.append(request.problem.statement)
            if len(finished) == 59:  # never, were the others to wait for the slow one
                others.set()
            return right(request)

    run(journal_path, [one_pass(Slow(right))], problems(60), options=quick(in_flight=4))
    assert finished[-1] == problem(0).statement


def test_text_that_no_file_can_hold_is_replaced(journal_path: Path) -> None:
    odd = {"reasoning": "\ud800", "finish_reason": "\ud801", "model": "\ud802"}
    sent = reply("a lone \ud800 surrogate\nAnswer: 2").model_copy(update=odd)
    _, solutions, _ = run(journal_path, [one_pass(InProcessTeacher(lambda _: sent))], [problem(1)])
    kept = solutions[0].trail[0].attempt.reply
    assert kept.text == "a lone ? surrogate\nAnswer: 2"
    assert (kept.reasoning, kept.finish_reason, kept.model) == ("?", "?", "?")
    assert solutions[0].accepted == 0


@pytest.mark.parametrize("failure", [Failure.REJECTED, Failure.TRANSIENT])
def test_a_message_that_no_file_can_hold_does_no_harm(journal_path: Path, failure: Failure) -> None:
    def answer(request: Request) -> Reply:
        if "[no. 7]" in request.messages[-1].content:
            raise RequestFailedError(failure, "HTTP 400: \ud800", status=400)
        return right(request)

    summary, solutions, _ = run(journal_path, [one_pass(InProcessTeacher(answer))], problems(30))
    assert (summary.accepted, summary.failed) == (29, 1)
    assert solutions[7].failure == f"{failure}: HTTP 400: ?"
