"""The way of one request: journal, budget, pace, intent, tries, reply, journal."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from contextlib import AsyncExitStack
from typing import Final

from preceptor.components import Request, Teacher
from preceptor.engine import limits
from preceptor.engine.budget import Budget, ExhaustedError
from preceptor.engine.cache_keys import request_content, request_key, teacher_mark
from preceptor.engine.circuit_breaker import Breaker
from preceptor.engine.events import Watch
from preceptor.engine.options import EngineOptions
from preceptor.engine.rate_limits import Limiter, Pacer, Ticket
from preceptor.engine.shutdown import Stop, StoppedError
from preceptor.errors import (
    Failure,
    NotReadyError,
    PreceptorError,
    RequestFailedError,
    TooManyFailedError,
)
from preceptor.journal import FailedTry, Intent, Journal, Spent, storable
from preceptor.limits import CHARACTERS_PER_TOKEN, FAILURE_CHARS, REPLY_BYTES
from preceptor.records import Reply, Usage

MALFORMED_TRIES: Final = 5
"""Tries of one request whose replies are no completions: most servers would go on like that."""
RATE_LIMITED_TRIES: Final = 40
"""Tries of one request that the endpoint puts off; the pool slows down each time."""
REFUSED_AT_FIRST: Final = 20
"""Requests refused before any was answered (and twice those in flight): a wrong recipe."""


class Lane:
    """One teacher with its pace, its breaker and what is known of its endpoint."""

    def __init__(self, teacher: Teacher, options: EngineOptions, stop: Stop, watch: Watch) -> None:
        self.teacher = teacher
        self.mark = teacher_mark(teacher)
        self.prices = teacher.prices()
        self.pacer = Pacer(stop, options.requests_per_minute, options.tokens_per_minute)
        most = teacher.max_in_flight() or options.in_flight
        self.limiter = Limiter(stop, min(most, options.in_flight))
        self.breaker = Breaker(
            stop,
            lambda line: watch.log(f"{teacher.name}: {line}"),
            failures=options.breaker_failures,
            seconds=options.breaker_seconds,
            probes=options.breaker_probes,
        )
        self.entered = False
        self.entering = asyncio.Lock()
        self.answered = False
        self.refused: list[str] = []

    def dollars(self, usage: Usage) -> float:
        """The price of a request."""
        prompt, completion = self.prices
        return (usage.prompt_tokens * prompt + usage.completion_tokens * completion) / 1e6

    def estimate(self, request: Request) -> Spent:
        """What one try of a request may use up at most, for an ordinary tokenizer."""
        asked = sum(len(message.content) for message in request.messages)
        usage = Usage(
            prompt_tokens=-(-asked // CHARACTERS_PER_TOKEN),
            completion_tokens=request.sampling.max_tokens,
        )
        return Spent(1, usage.total, self.dollars(usage))


class Sender:
    """Gets replies: from the journal where they are, else from the teacher.

    Args:
        journal: Open for writing.
        options: Pace and patience.
        budget: The run's account.
        stop: Set when the run has to end.
        watch: Told of every try.
        exits: Leaves the teachers that were entered.
    """

    def __init__(
        self,
        journal: Journal,
        options: EngineOptions,
        budget: Budget,
        stop: Stop,
        watch: Watch,
        exits: AsyncExitStack,
    ) -> None:
        self._journal = journal
        self._options = options
        self._budget = budget
        self._stop = stop
        self._watch = watch
        self._exits = exits
        self._lanes: dict[int, Lane] = {}
        self._wanted: dict[str, asyncio.Future[None]] = {}
        self._random = random.Random()  # noqa: S311 - spreads retries out, keeps no secret
        self.replied = 0
        self.replayed = 0

    def key(self, teacher: Teacher, request: Request) -> str:
        """The request's key in the journal."""
        return request_key(self._lane(teacher).mark, request, self._options.refresh)

    async def reply(self, teacher: Teacher, request: Request, key: str, annotation: str) -> Reply:
        """The reply to a request.

        Raises:
            RequestFailedError: there is none, for good or after all tries.
            StoppedError: the run is being ended, or the subject's budget is used up.
        """
        if not teacher.asks_model:
            return await teacher.ask(request)
        while (other := self._wanted.get(key)) is not None:
            # Another problem is asking the very same thing: its reply serves both.
            await self._stop.race(asyncio.shield(other))
        known = self._journal.recorded(key)
        if known is not None and known.reply is not None:
            self.replayed += 1
            self._watch.replayed(request.problem.subject, request.stage, known.reply.usage)
            return known.reply
        if known is not None and known.failure is Failure.REJECTED:
            raise RequestFailedError(Failure.REJECTED, known.message)
        self._wanted[key] = done = asyncio.get_running_loop().create_future()
        try:
            return await self._try_until_answered(self._lane(teacher), request, key, annotation)
        finally:
            del self._wanted[key]
            done.set_result(None)

    # --- tries ------------------------------------------------------------------------------

    async def _try_until_answered(
        self, lane: Lane, request: Request, key: str, annotation: str
    ) -> Reply:
        estimate = lane.estimate(request)
        intent = Intent(
            key=key,
            problem_id=request.problem.id,
            subject=request.problem.subject,
            annotation=annotation,
            stage=request.stage,
            round=request.round,
            sample=request.sample,
            teacher=lane.teacher.name,
            content=request_content(request),
            tokens=estimate.tokens,
            cost=estimate.dollars,
        )
        tried: Counter[Failure] = Counter()
        while True:
            outcome, used, probe = await self._try(lane, request, intent, again=bool(tried))
            if isinstance(outcome, Reply):
                return outcome
            failure = outcome.failure
            # The failure of a probe says something about the endpoint, not about the request.
            tried[failure] += not probe
            last = tried[failure] >= self._most_tries(failure)
            await self._failed(lane, intent, outcome, used, for_good=last)
            self._stop.check()
            if last:
                raise outcome
            await self._back_off(lane, outcome, sum(tried.values()))

    async def _try(
        self, lane: Lane, request: Request, intent: Intent, *, again: bool
    ) -> tuple[Reply | RequestFailedError, Spent, bool]:
        """One try in its turn: what came of it, what it used up, whether it was a probe."""
        self._stop.check()
        await self._enter(lane)
        estimate, used = Spent(1, intent.tokens, intent.cost), Spent()
        await self._reserve(intent.subject, estimate)
        try:
            async with lane.breaker.admitted() as probe, lane.limiter:
                ticket = await lane.pacer.wait(intent.tokens)
                self._stop.check()
                if again:
                    await self._journal.trying_again(intent.key)
                else:
                    await self._journal.intend(intent)
                outcome, used = await self._once(lane, request, intent, ticket)
                if isinstance(outcome, RequestFailedError) and _down(outcome):
                    probe.failed_with = str(outcome)
            return outcome, used, probe.is_probe
        finally:
            self._budget.settle(intent.subject, estimate, used)

    async def _once(
        self, lane: Lane, request: Request, intent: Intent, ticket: Ticket
    ) -> tuple[Reply | RequestFailedError, Spent]:
        """One try: what came of it, and what it used up."""
        subject, stage = intent.subject, intent.stage
        sent = time.monotonic()
        self._watch.sent(subject, stage)
        try:
            async with asyncio.timeout(self._options.request_seconds):
                reply = _storable(await _asked(lane.teacher, request))
        except RequestFailedError as error:
            if error.status is not None:
                lane.pacer.told(lane.teacher.allowances(), ticket)
            return self._unanswered(lane, intent, error)
        except TimeoutError:
            seconds = self._options.request_seconds
            late = RequestFailedError(Failure.TRANSIENT, f"no reply within {seconds:g} s")
            return self._unanswered(lane, intent, late)
        except PreceptorError as error:
            self._watch.abandoned(subject, stage)
            self._stop.set(error)
            raise StoppedError(str(error)) from None
        except BaseException:
            self._watch.abandoned(subject, stage)
            raise
        seconds = time.monotonic() - sent
        lane.pacer.told(lane.teacher.allowances(), ticket)
        dollars = lane.dollars(reply.usage)
        await self._journal.answered(intent.key, reply, dollars, seconds)
        lane.answered = True
        lane.breaker.answered()
        lane.limiter.went_well(seconds)
        lane.pacer.correct(intent.tokens, reply.usage.total)
        self.replied += 1
        self._watch.replied(subject, stage, reply.usage, dollars)
        return reply, Spent(1, reply.usage.total, dollars)

    def _unanswered(
        self, lane: Lane, intent: Intent, error: RequestFailedError
    ) -> tuple[RequestFailedError, Spent]:
        failure = error.failure
        self._watch.failed_try(intent.subject, intent.stage, failure, str(error))
        # Without a status that says otherwise, the endpoint may have worked, and charge for it.
        charged = _down(error) and error.reached and (error.status is None or error.status < 300)
        used = Spent(1, intent.tokens, intent.cost) if charged else Spent(1)
        lane.pacer.correct(intent.tokens, used.tokens)
        if _down(error):
            lane.breaker.failed(str(error))
        else:
            lane.breaker.answered()
        busy = failure is Failure.RATE_LIMITED or error.status in (503, 529)
        if busy and lane.limiter.overloaded():
            self._watch.log(
                f"{lane.teacher.name} is overloaded ({error}): "
                f"at most {int(lane.limiter.limit)} requests at a time"
            )
        if failure is Failure.RATE_LIMITED and error.retry_after is not None:
            lane.pacer.hold(min(error.retry_after, limits.RETRY_AFTER_SECONDS))
        return error, used

    async def _failed(
        self, lane: Lane, intent: Intent, error: RequestFailedError, used: Spent, *, for_good: bool
    ) -> None:
        message = storable(str(error)[:FAILURE_CHARS])
        tried = FailedTry(
            intent.key, error.failure, error.status, message, used.tokens, used.dollars
        )
        await self._journal.failed_try(tried, for_good=for_good)
        name = lane.teacher.name
        if error.failure is Failure.UNAUTHORISED:
            self._stop.set(
                NotReadyError(
                    f"{name} lets nobody in: {message}",
                    hint="look at the key and the account, then give the same command again",
                )
            )
        elif (error.retry_after or 0.0) > limits.RETRY_AFTER_SECONDS:
            self._stop.set(
                TooManyFailedError(
                    f"{name} wants a pause of {error.retry_after:.0f} s: {message}",
                    hint="give the same command again after that",
                )
            )
        elif error.failure is Failure.REJECTED and not lane.answered:
            self._refused_from_the_start(lane, intent.key, error.status, message)

    def _refused_from_the_start(
        self, lane: Lane, key: str, status: int | None, message: str
    ) -> None:
        lane.refused.append(key)
        # A single prompt may be refused; a 404 is never about the prompt.
        many = 3 if status == 404 else max(REFUSED_AT_FIRST, 2 * self._options.in_flight)
        if len(lane.refused) >= many:
            self._journal.forgive(lane.refused)
            self._stop.set(
                NotReadyError(
                    f"{lane.teacher.name} refused each of the first {len(lane.refused)} requests: "
                    f"{message}",
                    hint="look at base_url, model and the sampling parameters in the recipe",
                )
            )

    async def _back_off(self, lane: Lane, error: RequestFailedError, tries: int) -> None:
        if error.failure is Failure.RATE_LIMITED and error.retry_after is not None:
            # The pool is held for that long; what follows keeps it from leaving all at once.
            tries = 1
        most = min(self._options.backoff_seconds * 2 ** (tries - 1), limits.BACKOFF_MOST_SECONDS)
        await self._stop.sleep(self._random.uniform(0.0, most))

    def _most_tries(self, failure: Failure) -> int:
        if failure is Failure.RATE_LIMITED:
            return RATE_LIMITED_TRIES
        if failure is Failure.TRANSIENT:
            return self._options.tries
        if failure is Failure.MALFORMED:
            return min(MALFORMED_TRIES, self._options.tries)
        return 1

    # --- before a try -----------------------------------------------------------------------

    def _lane(self, teacher: Teacher) -> Lane:
        lane = self._lanes.get(id(teacher))
        if lane is None:
            lane = Lane(teacher, self._options, self._stop, self._watch)
            self._lanes[id(teacher)] = lane
        return lane

    async def _enter(self, lane: Lane) -> None:
        if lane.entered:
            return
        async with lane.entering:
            self._stop.check()
            if not lane.entered:
                try:
                    await self._exits.enter_async_context(lane.teacher)
                except PreceptorError as error:
                    self._stop.set(error)
                    raise StoppedError(str(error)) from None
                lane.entered = True

    async def _reserve(self, subject: str, estimate: Spent) -> None:
        try:
            await self._budget.reserve(subject, estimate)
        except ExhaustedError as error:
            if error.subject is None:
                self._stop.set(str(error))
            raise StoppedError(str(error)) from None


async def _asked(teacher: Teacher, request: Request) -> Reply:
    """The reply, whatever a third party's teacher does in its place.

    Raises:
        RequestFailedError: ``malformed``: it raised what no teacher should raise, or gave what is
            no reply. The endpoint may have worked and charge for it.
    """
    try:
        reply = await teacher.ask(request)
    except (RequestFailedError, PreceptorError, TimeoutError):
        raise
    except Exception as error:
        raise _faulty(teacher, f"raised {type(error).__name__}: {error}") from error
    if not isinstance(reply, Reply):
        raise _faulty(teacher, f"gave no Reply but {type(reply).__name__}")
    tokens = max(reply.usage.prompt_tokens, reply.usage.completion_tokens)
    if tokens > REPLY_BYTES:
        raise _faulty(teacher, f"counted {tokens} tokens, more than a reply may have bytes")
    return reply


def _faulty(teacher: Teacher, what: str) -> RequestFailedError:
    return RequestFailedError(Failure.MALFORMED, f"the teacher {teacher.name} {what}")


def _storable(reply: Reply) -> Reply:
    changed = {
        field: storable(value)
        for field in ("text", "reasoning", "refusal", "finish_reason", "model")
        if (value := getattr(reply, field)) and not value.isascii()
    }
    return reply.model_copy(update=changed) if changed else reply


def _down(error: RequestFailedError) -> bool:
    return error.failure in (Failure.TRANSIENT, Failure.MALFORMED)
