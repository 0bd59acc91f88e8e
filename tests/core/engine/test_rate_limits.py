"""How fast a teacher is asked: rates, announced limits, and how many requests at a time."""

from __future__ import annotations

import asyncio
import heapq
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from in_process import InProcessTeacher, Lines, quick, right, run

from preceptor.components import Allowance, Request
from preceptor.engine.circuit_breaker import CircuitBreaker
from preceptor.engine.rate_limits import ConcurrencyLimiter, RateLimiter, RateQuota
from preceptor.engine.shutdown import RunStoppedError, Shutdown
from preceptor.errors import Failure, RequestFailedError
from preceptor.records import Reply

# --- how many at a time -------------------------------------------------------------------------


def limiter_of(ceiling: int) -> ConcurrencyLimiter:
    async def made() -> ConcurrencyLimiter:
        return ConcurrencyLimiter(Shutdown(), ceiling)

    return asyncio.run(made())


@dataclass
class Simulated:
    """A run against an endpoint, request by request in the order of their ends, without a clock.

    Attributes:
        refuses: Whether the endpoint refuses a request, by how many it is answering already.
        ceiling: The limiter's.
        refusal: Length of a refusal's round trip; that of a reply is 1, give or take a tenth.
        limits: The limit at each end of a round trip.
        shares: The share of requests that was refused in each.
    """

    refuses: Callable[[int], bool]
    ceiling: int = 256
    refusal: float = 1.0
    limits: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def run(self, round_trips: int) -> Simulated:
        limiter, chance = limiter_of(self.ceiling), random.Random(1)
        under_way: list[tuple[float, int, bool]] = []
        now, answering, number = 0.0, 0, 0
        for end in range(1, round_trips + 1):
            refused = sent = 0
            while now < end:
                while len(under_way) < int(limiter.limit):
                    no = self.refuses(answering)
                    answering += not no
                    takes = self.refusal if no else chance.uniform(0.9, 1.1)
                    heapq.heappush(under_way, (now + takes, number, no))
                    number, sent = number + 1, sent + 1
                now, _, no = heapq.heappop(under_way)
                answering -= not no
                refused += no
                if no:
                    limiter.overloaded()
                else:
                    limiter.succeeded(1.0)
            self.limits.append(limiter.limit)
            self.shares.append(refused / max(sent, 1))
        return self


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize("refusal", [1.0, 0.02], ids=["refused late", "refused at once"])
@pytest.mark.parametrize("room", [4, 16, 100, 200])
def test_an_endpoint_with_room_for_fewer_is_asked_about_so_many(room: int, refusal: float) -> None:
    seen = Simulated(lambda answering: answering >= room, refusal=refusal).run(60)
    settled = slice(20, None)
    assert room <= min(seen.limits[settled])
    assert mean(seen.limits[settled]) < room * 1.1 + 1
    assert mean(seen.shares[settled]) < 0.1
    assert max(seen.shares[settled]) < 0.1 + 2 / room


@pytest.mark.parametrize("ceiling", [2, 8, 64, 256])
@pytest.mark.parametrize("share", [0.02, 0.04])
def test_refusals_now_and_then_cost_little(ceiling: int, share: float) -> None:
    chance = random.Random(2)
    seen = Simulated(lambda _: chance.random() < share, ceiling=ceiling).run(100)
    assert mean(seen.limits) > 0.8 * ceiling


def test_an_endpoint_that_refuses_half_is_asked_less_and_less() -> None:
    chance = random.Random(3)
    seen = Simulated(lambda _: chance.random() < 0.5).run(15)
    assert seen.limits[3] < 256 / 2
    assert seen.limits[9] < 256 / 10
    assert seen.limits[14] < 256 / 20


def test_an_endpoint_that_refuses_everything_is_asked_once_at_a_time_and_may_come_back() -> None:
    assert Simulated(lambda _: True).run(12).limits[-1] == 1
    limiter = limiter_of(256)
    for _ in range(600):
        limiter.overloaded()
    assert limiter.limit == 1
    round_trips = 0
    while limiter.limit < 256:
        for _ in range(int(limiter.limit)):
            limiter.succeeded(1.0)
        round_trips += 1
    assert round_trips <= 32


def test_that_an_endpoint_is_overloaded_is_reported_when_it_is_asked_half_as_much() -> None:
    limiter = limiter_of(64)
    reported = [limiter.limit for _ in range(300) if limiter.overloaded()]
    assert reported == [32, 16, 8, 4, 2, 1]
    while limiter.limit < 64:
        limiter.succeeded(1.0)
    assert not limiter.overloaded(), "one refusal is not reported"


def test_concurrency_does_not_grow_while_replies_get_slower() -> None:
    limiter = limiter_of(64)
    limiter.succeeded(0.2)
    for _ in range(64):
        limiter.overloaded()
    for number in range(1, 20):
        limiter.succeeded(0.2 * 2**number)
    assert limiter.limit == 32
    for _ in range(50):
        limiter.succeeded(0.2)
    assert limiter.limit > 32


@pytest.mark.parametrize(
    ("failure", "status", "busy"),
    [
        (Failure.RATE_LIMITED, 429, True),
        (Failure.TRANSIENT, 503, True),
        (Failure.TRANSIENT, 529, True),
        (Failure.TRANSIENT, 500, False),
        (Failure.TRANSIENT, None, False),
    ],
)
def test_what_counts_as_a_refusal(
    journal_path: Path, failure: Failure, status: int | None, busy: bool
) -> None:
    observer = Lines()
    refused = iter(range(20))

    def answer(request: Request) -> Reply:
        if next(refused, None) is not None:
            raise RequestFailedError(failure, "scripted", status=status)
        return right(request)

    options = quick(in_flight=8, breaker_failures=1000)
    summary = run(journal_path, InProcessTeacher(answer), 30, options, observer)
    assert summary.accepted == 30
    logged = [line.rpartition(": ")[2] for line in observer.lines if "overloaded" in line]
    assert logged == [f"at most {most} requests at a time" for most in (4, 2, 1) if busy]


# --- rates and announced limits -----------------------------------------------------------------


def test_requests_per_minute_space_requests_out(journal_path: Path) -> None:
    teacher = InProcessTeacher(right)
    started = time.monotonic()
    # 20 a second with one second's worth at once: 30 requests take half a second.
    run(journal_path, teacher, 30, quick(requests_per_minute=1200))
    assert time.monotonic() - started >= 0.4


def test_an_endpoint_that_says_nothing_is_left_is_left_alone_until_its_reset(
    journal_path: Path,
) -> None:
    sent: list[float] = []

    class Metered(InProcessTeacher):
        """Says with its fifth reply that this was the last one for 0.3 s."""

        def allowances(self) -> dict[str, Allowance]:
            left = 5 - len(sent) if len(sent) <= 5 else 50
            return {"requests": Allowance(left, 50, 0.3)}

        async def ask(self, request: Request) -> Reply:
            sent.append(time.monotonic())
            return right(request)

    summary = run(journal_path, Metered(right), 20, quick(in_flight=1))
    assert summary.accepted == 20
    assert sent[5] - sent[4] >= 0.3


@pytest.mark.parametrize(
    ("left", "sent_since", "amount", "waits"),
    [
        (10.0, 0, 10.0, False),
        (10.0, 0, 11.0, True),
        (10.0, 3, 8.0, True),  # what was sent since the response is not in its count
        (10.0, 3, 7.0, False),
        (100.0, 0, 500.0, False),  # larger than the whole limit: for the endpoint to refuse
    ],
)
def test_a_quota_counts_what_was_sent_since(
    left: float, sent_since: int, amount: float, waits: bool
) -> None:
    quota = RateQuota()
    quota.take(5.0)
    quota.take(float(sent_since))
    quota.update(Allowance(left, 100.0, 60.0), since=5.0)
    assert (quota.wait(amount) > 0) == waits
    quota.update(Allowance(0.0, 100.0, 0.0), since=quota.sent)
    assert quota.wait(100.0) == 0, "after the reset there is as much as the limit says"


def test_tokens_per_minute_are_corrected_by_what_was_used() -> None:
    class Recording(Shutdown):
        async def sleep(self, seconds: float) -> None:
            slept.append(seconds)

    async def scenario(used: int) -> None:
        rate_limiter = RateLimiter(Recording(), tokens_per_minute=600)
        for _ in range(13):
            await rate_limiter.wait(100)
            rate_limiter.correct(100, used)

    slept: list[float] = []
    asyncio.run(scenario(0))
    assert slept == []
    asyncio.run(scenario(100))
    assert max(slept) > 100, "1,300 tokens at 600 a minute"


def test_every_wait_ends_when_the_run_is_stopped() -> None:
    async def scenario() -> list[object]:
        shutdown = Shutdown()
        limiter, rate_limiter = ConcurrencyLimiter(shutdown, 1), RateLimiter(shutdown)
        breaker = CircuitBreaker(shutdown, lambda _: None, failures=1, seconds=60, probes=3)
        breaker.failed("down")
        rate_limiter.hold(60)

        async def through(breaker: CircuitBreaker) -> None:
            async with breaker.admitted():
                raise AssertionError("the breaker is open")

        async def place() -> None:
            async with limiter:
                await rate_limiter.wait(1)

        waits = [through(breaker), through(breaker), place(), place(), shutdown.sleep(60)]
        tasks = [asyncio.create_task(_caught(wait)) for wait in waits]
        await asyncio.sleep(0.01)
        shutdown.request("enough")
        return list(await asyncio.wait_for(asyncio.gather(*tasks), 5))

    assert asyncio.run(scenario()) == ["enough"] * 5


async def _caught(waiting: Awaitable[object]) -> object:
    try:
        return await waiting
    except RunStoppedError as error:
        return str(error)
