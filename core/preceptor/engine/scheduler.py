"""How a request is sent: journal, budget, rate, intent, tries, reply, journal."""

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
from preceptor.engine.cache_keys import request_content, request_key
from preceptor.engine.endpoint import Endpoint, ask
from preceptor.engine.events import (
    LogMessage,
    ReplyReceived,
    ReplyReplayed,
    RequestAbandoned,
    RequestSent,
    RunObserver,
    TryFailed,
)
from preceptor.engine.options import EngineOptions
from preceptor.engine.rate_limits import Ticket
from preceptor.engine.shutdown import RunStoppedError, Shutdown
from preceptor.errors import (
    Failure,
    NotReadyError,
    PreceptorError,
    RequestFailedError,
    TooManyFailedError,
)
from preceptor.journal import FailedTry, Intent, Journal, Spent, storable
from preceptor.limits import FAILURE_CHARS
from preceptor.records import Reply

MALFORMED_TRIES: Final = 5
"""Tries of one request whose replies are not completions: most servers would keep doing that."""
RATE_LIMITED_TRIES: Final = 40
"""Tries of one request that the endpoint defers; the pool slows down each time."""
REFUSED_AT_FIRST: Final = 20
"""Requests refused before any was answered (at least twice those in flight): a wrong recipe."""


class RequestScheduler:
    """Gets replies from the journal or else from the teacher.

    Args:
        journal: Open for writing.
        options: Rates, tries and timeouts.
        budget: The run's budget.
        shutdown: Requested when the run has to end.
        observer: Receives an event for every try.
        exits: Exits the teachers that were entered.
    """

    def __init__(
        self,
        journal: Journal,
        options: EngineOptions,
        budget: Budget,
        shutdown: Shutdown,
        observer: RunObserver,
        exits: AsyncExitStack,
    ) -> None:
        self._journal = journal
        self._options = options
        self._budget = budget
        self._shutdown = shutdown
        self._observer = observer
        self._exits = exits
        self._endpoints: dict[int, Endpoint] = {}
        self._wanted: dict[str, asyncio.Future[None]] = {}
        self._random = random.Random()  # noqa: S311 - spreads retries out, keeps no secret
        self.replied = 0
        self.replayed = 0

    def key(self, teacher: Teacher, request: Request) -> str:
        """The request's key in the journal."""
        return request_key(self._endpoint(teacher).fingerprint, request, self._options.refresh)

    async def reply(self, teacher: Teacher, request: Request, key: str, annotation: str) -> Reply:
        """The reply to a request.

        Raises:
            RequestFailedError: there is none, for good or after all tries.
            RunStoppedError: the run is ending, or the subject's budget is used up.
        """
        if not teacher.asks_model:
            return await teacher.ask(request)
        while (pending := self._wanted.get(key)) is not None:
            # Another problem is sending the same request: its reply serves both.
            await self._shutdown.race(asyncio.shield(pending))
        known = self._journal.recorded(key)
        if known is not None and known.reply is not None:
            self.replayed += 1
            self._observer.on_event(
                ReplyReplayed(request.problem.subject, request.stage, known.reply.usage)
            )
            return known.reply
        if known is not None and known.failure is Failure.REJECTED:
            raise RequestFailedError(Failure.REJECTED, known.message)
        self._wanted[key] = done = asyncio.get_running_loop().create_future()
        try:
            return await self._try_until_answered(self._endpoint(teacher), request, key, annotation)
        finally:
            del self._wanted[key]
            done.set_result(None)

    # --- tries ------------------------------------------------------------------------------

    async def _try_until_answered(
        self, endpoint: Endpoint, request: Request, key: str, annotation: str
    ) -> Reply:
        estimate = endpoint.estimate(request)
        intent = Intent(
            key=key,
            problem_id=request.problem.id,
            subject=request.problem.subject,
            annotation=annotation,
            stage=request.stage,
            round=request.round,
            sample=request.sample,
            teacher=endpoint.teacher.name,
            content=request_content(request),
            tokens=estimate.tokens,
            cost=estimate.dollars,
        )
        tried: Counter[Failure] = Counter()
        while True:
            outcome, used, probe = await self._try(endpoint, request, intent, again=bool(tried))
            if isinstance(outcome, Reply):
                return outcome
            failure = outcome.failure
            # A failed probe is about the endpoint, not about the request.
            tried[failure] += not probe
            last = tried[failure] >= self._most_tries(failure)
            await self._failed(endpoint, intent, outcome, used, for_good=last)
            self._shutdown.check()
            if last:
                raise outcome
            await self._back_off(outcome, sum(tried.values()))

    async def _try(
        self, endpoint: Endpoint, request: Request, intent: Intent, *, again: bool
    ) -> tuple[Reply | RequestFailedError, Spent, bool]:
        """Make one try when it is due: its outcome, what it used, whether it was a probe."""
        self._shutdown.check()
        await self._enter(endpoint)
        estimate, used = Spent(1, intent.tokens, intent.cost), Spent()
        await self._reserve(intent.subject, estimate)
        try:
            async with endpoint.breaker.admitted() as probe, endpoint.concurrency:
                ticket = await endpoint.rate_limiter.wait(intent.tokens)
                self._shutdown.check()
                if again:
                    await self._journal.record_retry(intent.key)
                else:
                    await self._journal.record_intent(intent)
                outcome, used = await self._once(endpoint, request, intent, ticket)
                if isinstance(outcome, RequestFailedError) and _down(outcome):
                    probe.failed_with = str(outcome)
            return outcome, used, probe.is_probe
        finally:
            self._budget.settle(intent.subject, estimate, used)

    async def _once(
        self, endpoint: Endpoint, request: Request, intent: Intent, ticket: Ticket
    ) -> tuple[Reply | RequestFailedError, Spent]:
        """Make one try: its outcome, and what it used."""
        subject, stage = intent.subject, intent.stage
        sent = time.monotonic()
        self._observer.on_event(RequestSent(subject, stage))
        try:
            async with asyncio.timeout(self._options.request_seconds):
                reply = await ask(endpoint.teacher, request)
        except RequestFailedError as error:
            if error.status is not None:
                endpoint.rate_limiter.update(endpoint.teacher.allowances(), ticket)
            return self._without_reply(endpoint, intent, error)
        except TimeoutError:
            seconds = self._options.request_seconds
            late = RequestFailedError(Failure.TRANSIENT, f"no reply within {seconds:g} s")
            return self._without_reply(endpoint, intent, late)
        except PreceptorError as error:
            self._observer.on_event(RequestAbandoned(subject, stage))
            self._shutdown.request(error)
            raise RunStoppedError(str(error)) from None
        except BaseException:
            self._observer.on_event(RequestAbandoned(subject, stage))
            raise
        seconds = time.monotonic() - sent
        endpoint.rate_limiter.update(endpoint.teacher.allowances(), ticket)
        dollars = endpoint.dollars(reply.usage)
        await self._journal.record_reply(intent.key, reply, dollars, seconds)
        endpoint.answered = True
        endpoint.breaker.succeeded()
        endpoint.concurrency.succeeded(seconds)
        endpoint.rate_limiter.correct(intent.tokens, reply.usage.total)
        self.replied += 1
        self._observer.on_event(ReplyReceived(subject, stage, reply.usage, dollars))
        return reply, Spent(1, reply.usage.total, dollars)

    def _without_reply(
        self, endpoint: Endpoint, intent: Intent, error: RequestFailedError
    ) -> tuple[RequestFailedError, Spent]:
        failure = error.failure
        self._observer.on_event(TryFailed(intent.subject, intent.stage, failure, str(error)))
        # Without a status that says otherwise, the endpoint may have worked, and charge for it.
        charged = _down(error) and error.reached and (error.status is None or error.status < 300)
        used = Spent(1, intent.tokens, intent.cost) if charged else Spent(1)
        endpoint.rate_limiter.correct(intent.tokens, used.tokens)
        if _down(error):
            endpoint.breaker.failed(str(error))
        else:
            endpoint.breaker.succeeded()
        busy = failure is Failure.RATE_LIMITED or error.status in (503, 529)
        if busy and endpoint.concurrency.overloaded():
            self._observer.on_event(
                LogMessage(
                    f"{endpoint.teacher.name} is overloaded ({error}): "
                    f"at most {int(endpoint.concurrency.limit)} requests at a time"
                )
            )
        if failure is Failure.RATE_LIMITED and error.retry_after is not None:
            endpoint.rate_limiter.hold(min(error.retry_after, limits.RETRY_AFTER_SECONDS))
        return error, used

    async def _failed(
        self,
        endpoint: Endpoint,
        intent: Intent,
        error: RequestFailedError,
        used: Spent,
        *,
        for_good: bool,
    ) -> None:
        message = storable(str(error)[:FAILURE_CHARS])
        tried = FailedTry(
            intent.key, error.failure, error.status, message, used.tokens, used.dollars
        )
        await self._journal.failed_try(tried, for_good=for_good)
        name = endpoint.teacher.name
        if error.failure is Failure.UNAUTHORISED:
            self._shutdown.request(
                NotReadyError(
                    f"{name} rejected the API key: {message}",
                    hint="check the key and the account, then run the same command to resume",
                )
            )
        elif (error.retry_after or 0.0) > limits.RETRY_AFTER_SECONDS:
            self._shutdown.request(
                TooManyFailedError(
                    f"{name} asked for a pause of {error.retry_after:.0f} s: {message}",
                    hint="run the same command to resume after that",
                )
            )
        elif error.failure is Failure.REJECTED and not endpoint.answered:
            self._refused_from_the_start(endpoint, intent.key, error.status, message)

    def _refused_from_the_start(
        self, endpoint: Endpoint, key: str, status: int | None, message: str
    ) -> None:
        endpoint.refused.append(key)
        # A single prompt may be refused; a 404 never concerns the prompt.
        many = 3 if status == 404 else max(REFUSED_AT_FIRST, 2 * self._options.in_flight)
        if len(endpoint.refused) >= many:
            self._journal.reset_refusals(endpoint.refused)
            self._shutdown.request(
                NotReadyError(
                    f"{endpoint.teacher.name} refused each of the first "
                    f"{len(endpoint.refused)} requests: {message}",
                    hint="check base_url, model and the sampling parameters in the recipe",
                )
            )

    async def _back_off(self, error: RequestFailedError, tries: int) -> None:
        if error.failure is Failure.RATE_LIMITED and error.retry_after is not None:
            # The pool pauses for that long; the jitter keeps it from resuming all at once.
            tries = 1
        most = min(self._options.backoff_seconds * 2 ** (tries - 1), limits.BACKOFF_MOST_SECONDS)
        await self._shutdown.sleep(self._random.uniform(0.0, most))

    def _most_tries(self, failure: Failure) -> int:
        if failure is Failure.RATE_LIMITED:
            return RATE_LIMITED_TRIES
        if failure is Failure.TRANSIENT:
            return self._options.tries
        if failure is Failure.MALFORMED:
            return min(MALFORMED_TRIES, self._options.tries)
        return 1

    # --- before a try -----------------------------------------------------------------------

    def _endpoint(self, teacher: Teacher) -> Endpoint:
        endpoint = self._endpoints.get(id(teacher))
        if endpoint is None:
            endpoint = Endpoint(teacher, self._options, self._shutdown, self._observer)
            self._endpoints[id(teacher)] = endpoint
        return endpoint

    async def _enter(self, endpoint: Endpoint) -> None:
        if endpoint.entered:
            return
        async with endpoint.entering:
            self._shutdown.check()
            if not endpoint.entered:
                try:
                    await self._exits.enter_async_context(endpoint.teacher)
                except PreceptorError as error:
                    self._shutdown.request(error)
                    raise RunStoppedError(str(error)) from None
                endpoint.entered = True

    async def _reserve(self, subject: str, estimate: Spent) -> None:
        try:
            await self._budget.reserve(subject, estimate)
        except ExhaustedError as error:
            if error.subject is None:
                self._shutdown.request(str(error))
            raise RunStoppedError(str(error)) from None


def _down(error: RequestFailedError) -> bool:
    return error.failure in (Failure.TRANSIENT, Failure.MALFORMED)
