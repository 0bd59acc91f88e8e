"""Failed tries: which class is tried how often, what is charged, and when the run ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import (
    InProcessTeacher,
    Lines,
    TextHost,
    one_pass,
    problems,
    quick,
    reply,
    right,
    run,
)

from preceptor.components import Request
from preceptor.engine import BudgetLimits, annotate
from preceptor.engine.scheduler import MALFORMED_TRIES, REFUSED_AT_FIRST
from preceptor.errors import (
    Exit,
    Failure,
    NotReadyError,
    RequestFailedError,
    TooManyFailedError,
)
from preceptor.journal import Journal, JournalReader, Solutions
from preceptor.records import Reply


def failing(error: Callable[[], Exception], times: int) -> Callable[[Request], Reply]:
    """Fails each prompt's first ``times`` tries."""
    seen: dict[str, int] = {}

    def answer(request: Request) -> Reply:
        text = request.messages[-1].content
        seen[text] = seen.get(text, 0) + 1
        if seen[text] <= times:
            raise error()
        return right(request)

    return answer


def failed(failure: Failure, status: int | None = None, after: float | None = None) -> Exception:
    return RequestFailedError(failure, "scripted", status=status, retry_after=after)


@pytest.mark.parametrize(
    ("failure", "status", "failures", "tries", "solved", "charged"),
    [
        (Failure.TRANSIENT, 500, 3, 4, True, 0),
        (Failure.TRANSIENT, 500, 99, 6, False, 0),
        (Failure.TRANSIENT, None, 3, 4, True, 3),  # no status: it may have been paid for
        (Failure.MALFORMED, 200, 2, 3, True, 2),
        (Failure.MALFORMED, 200, 99, MALFORMED_TRIES, False, MALFORMED_TRIES),
        (Failure.RATE_LIMITED, 429, 12, 13, True, 0),
        (Failure.REJECTED, 400, 99, 1, False, 0),
    ],
)
def test_tries_and_charges_by_class(
    journal_path: Path,
    failure: Failure,
    status: int | None,
    failures: int,
    tries: int,
    solved: bool,
    charged: int,
) -> None:
    teacher = InProcessTeacher(failing(lambda: failed(failure, status), failures))
    options = quick(in_flight=1, breaker_failures=1000)
    summary = run(journal_path, teacher, 1, options)
    assert len(teacher.requests) == tries
    assert (summary.accepted, summary.failed) == (int(solved), int(not solved))
    assert summary.spent.requests == tries
    one = 64 + -(-sum(len(m.content) for m in teacher.requests[0].messages) // 3)
    assert summary.spent.tokens == charged * one + 15 * solved
    with JournalReader(journal_path) as journal:
        expected = {str(failure): tries - solved}
        assert journal.failed_tries() == expected
        assert journal.request_states() == {"done" if solved else "failed": 1}


def nonsense(value: object) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        if isinstance(value, Exception):
            raise value
        return value  # type: ignore[return-value]

    return answer


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (nonsense(KeyError("choices")), "the teacher plain raised KeyError: 'choices'"),
        (nonsense(None), "returned NoneType instead of Reply"),
        (nonsense("Answer: 4"), "returned str instead of Reply"),
        (
            nonsense(reply("Answer: 4", prompt_tokens=2**70)),
            "more than the bytes of the longest reply",
        ),
    ],
)
def test_a_faulty_teacher_is_named_and_its_request_is_no_open_one(
    journal_path: Path, answer: Callable[[Request], Reply], message: str
) -> None:
    summary = run(journal_path, InProcessTeacher(answer), 1)
    assert (summary.failed, summary.spent.requests) == (1, MALFORMED_TRIES)
    with JournalReader(journal_path) as reader:
        assert reader.request_states() == {"failed": 1}
        ((_, solution),) = Solutions([reader])
    assert solution.failure is not None
    assert message in solution.failure


def test_what_was_given_up_is_tried_again_by_the_next_start(journal_path: Path) -> None:
    down = InProcessTeacher(failing(lambda: failed(Failure.TRANSIENT, 500), 99))
    summary = run(journal_path, down, 1, quick(breaker_failures=1000))
    assert summary.failed == 1
    summary = run(journal_path, InProcessTeacher(right), 1)
    assert (summary.accepted, summary.failed) == (1, 0)


def test_a_401_stops_the_run_and_keeps_every_reply(journal_path: Path) -> None:
    count = 0

    def answer(request: Request) -> Reply:
        nonlocal count
        count += 1
        if count > 25:
            raise failed(Failure.UNAUTHORISED, 401)
        return right(request)

    teacher = InProcessTeacher(answer, seconds=0.001)
    with pytest.raises(NotReadyError, match="rejected the API key") as caught:
        run(journal_path, teacher, 100, quick(in_flight=8))
    assert caught.value.exit_code is Exit.NOT_READY
    assert len(teacher.requests) < 25 + 2 * 8
    with JournalReader(journal_path) as journal:
        assert journal.request_states()["done"] == 25
        assert len(Solutions([journal])) == 25, "the others stay open, none is marked as failed"
    again = InProcessTeacher(right)
    summary = run(journal_path, again, 100)
    assert len(again.requests) == 75
    assert summary.accepted == 100


@pytest.mark.parametrize(("status", "asked"), [(404, 3), (400, REFUSED_AT_FIRST)])
def test_an_endpoint_that_refuses_everything_stops_the_run(
    journal_path: Path, status: int, asked: int
) -> None:
    teacher = InProcessTeacher(failing(lambda: failed(Failure.REJECTED, status), 9))
    with pytest.raises(NotReadyError, match="refused each of the first"):
        run(journal_path, teacher, 100, quick(in_flight=1))
    assert len(teacher.requests) == asked
    summary = run(journal_path, InProcessTeacher(right), 100)
    assert summary.accepted == 100, "with the recipe put right, all of them are asked again"


def test_retry_after_holds_the_whole_pool(journal_path: Path) -> None:
    sent: list[float] = []

    def answer(request: Request) -> Reply:
        sent.append(time.monotonic())
        if len(sent) == 5:
            raise failed(Failure.RATE_LIMITED, 429, after=0.3)
        return right(request)

    summary = run(journal_path, InProcessTeacher(answer), 20, quick(in_flight=2))
    assert summary.accepted == 20
    early = [moment for moment in sent[5:] if moment - sent[4] < 0.3]
    assert len(early) <= 1, "only what was let through already"


def test_a_pause_beyond_reason_ends_the_run(journal_path: Path) -> None:
    teacher = InProcessTeacher(failing(lambda: failed(Failure.RATE_LIMITED, 429, after=86400), 1))
    with pytest.raises(TooManyFailedError, match="asked for a pause of 86400 s"):
        run(journal_path, teacher, 3, quick(in_flight=1))


def test_a_stalled_request_is_cut_and_tried_again(journal_path: Path) -> None:
    class Stalling(InProcessTeacher):
        async def ask(self, request: Request) -> Reply:
            self.requests.append(request)
            await asyncio.sleep(3600 if len(self.requests) == 1 else 0)
            return right(request)

    teacher = Stalling(right)
    summary = run(journal_path, teacher, 1, quick(request_seconds=0.1))
    assert summary.accepted == 1
    assert len(teacher.requests) == 2


def test_the_breaker_waits_for_an_endpoint_that_comes_back(journal_path: Path) -> None:
    observer, tries = Lines(), 0

    def answer(request: Request) -> Reply:
        nonlocal tries
        tries += 1
        if 20 <= tries < 45:
            raise failed(Failure.TRANSIENT)
        return right(request)

    teacher = InProcessTeacher(answer, seconds=0.001)
    options = quick(in_flight=16, breaker_probes=30)
    summary = run(journal_path, teacher, 60, options, observer)
    assert (summary.accepted, summary.failed) == (60, 0)
    assert any("pausing" in line for line in observer.lines)
    assert any("resuming" in line for line in observer.lines)


def test_the_breaker_gives_up_with_a_run_that_can_be_resumed(journal_path: Path) -> None:
    observer, tries = Lines(), 0

    def answer(request: Request) -> Reply:
        nonlocal tries
        tries += 1
        if tries > 10:
            raise failed(Failure.TRANSIENT)
        return right(request)

    options = quick(in_flight=8, breaker_failures=5, breaker_probes=4)
    with pytest.raises(TooManyFailedError, match="still down after 4 probes") as caught:
        run(journal_path, InProcessTeacher(answer), 50, options, observer)
    assert caught.value.exit_code is Exit.TOO_MANY_FAILED
    # Late successes among the first 16 tries may restart the count of failures.
    assert tries <= 16 + 5 + 8 + 4, "no request runs against a wall"
    teacher = InProcessTeacher(right)
    summary = run(journal_path, teacher, 50)
    assert (summary.accepted, len(teacher.requests)) == (50, 40)


@pytest.mark.parametrize(
    ("caps", "answered"),
    [
        (BudgetLimits(requests=12), 12),
        (BudgetLimits(dollars=0.0030), 12),
        (BudgetLimits(tokens=300), 12),
    ],
)
def test_a_budget_is_used_up_and_never_exceeded(
    journal_path: Path, caps: BudgetLimits, answered: int
) -> None:
    teacher = InProcessTeacher(
        lambda r: reply(f"Answer: {r.problem.reference.value}", 10, 10), prices=(0.0, 25.0)
    )
    summary = run(journal_path, teacher, 40, quick(in_flight=8, budget=caps))
    assert summary.stopped is not None
    assert "budget" in summary.stopped
    spent = summary.spent
    assert caps.requests is None or spent.requests == caps.requests
    assert caps.tokens is None or 0 < spent.tokens <= caps.tokens
    assert caps.dollars is None or 0 < spent.dollars <= caps.dollars
    # Every request reserves its longest reply, so the last ones may not fit any more.
    assert len(teacher.requests) <= answered
    assert summary.remaining == 40 - summary.finished
    resumed = run(journal_path, teacher, 40, quick(budget=caps))
    assert resumed.spent == spent, "the cap counts over all starts of the run"
    assert run(journal_path, teacher, 40).accepted == 40


def test_a_subjects_budget_stops_that_subject_alone(journal_path: Path) -> None:
    teacher = InProcessTeacher(right)
    rows = [*problems(10), *(p.model_copy(update={"subject": "physics"}) for p in _more(10))]
    with Journal(journal_path) as journal:
        journal.ingest({"numbers": rows}, "both")
        summary = asyncio.run(
            annotate(
                journal,
                [one_pass(teacher)],
                TextHost(),
                quick(subject_budgets={"math": BudgetLimits(requests=4)}),
                Lines(),
            )
        )
        done = [s.problem.subject for _, s in Solutions([journal])]
    assert (done.count("math"), done.count("physics")) == (4, 10)
    assert "subject math" in (summary.stopped or "")
    assert summary.remaining == 6


def _more(count: int) -> list:  # type: ignore[type-arg]
    return problems(1000 + count)[1000:]


def test_seconds_are_a_budget_too(journal_path: Path) -> None:
    teacher = InProcessTeacher(right, seconds=0.05)
    summary = run(journal_path, teacher, 100, quick(in_flight=2, budget=BudgetLimits(seconds=0.3)))
    assert summary.remaining > 0
    assert "seconds" in (summary.stopped or "")


def test_seconds_run_out_during_a_pause_too(journal_path: Path) -> None:
    teacher = InProcessTeacher(failing(lambda: failed(Failure.RATE_LIMITED, 429, after=60), 1))
    summary = run(journal_path, teacher, 3, quick(in_flight=1, budget=BudgetLimits(seconds=0.2)))
    assert "seconds" in (summary.stopped or "")
    assert len(teacher.requests) == 1


def test_a_request_that_never_arrived_is_not_charged(journal_path: Path) -> None:
    def unreachable() -> Exception:
        return RequestFailedError(Failure.TRANSIENT, "connection refused", reached=False)

    teacher = InProcessTeacher(failing(unreachable, 3))
    summary = run(journal_path, teacher, 1, quick(in_flight=1))
    assert summary.spent.requests == 4
    assert summary.spent.tokens == 15, "only the reply"
