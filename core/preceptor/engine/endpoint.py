"""A teacher's endpoint as the scheduler sees it, and a safe way to ask a teacher."""

from __future__ import annotations

import asyncio

from preceptor.components import Request, Teacher
from preceptor.engine.cache_keys import teacher_fingerprint
from preceptor.engine.circuit_breaker import CircuitBreaker
from preceptor.engine.events import LogMessage, RunObserver
from preceptor.engine.options import EngineOptions
from preceptor.engine.rate_limits import ConcurrencyLimiter, RateLimiter
from preceptor.engine.shutdown import Shutdown
from preceptor.errors import Failure, PreceptorError, RequestFailedError
from preceptor.journal import Spent, storable
from preceptor.limits import CHARACTERS_PER_TOKEN, REPLY_BYTES
from preceptor.records import Reply, Usage


class Endpoint:
    """A teacher's endpoint: its limiters, its circuit breaker and what is known about it."""

    def __init__(
        self, teacher: Teacher, options: EngineOptions, shutdown: Shutdown, observer: RunObserver
    ) -> None:
        self.teacher = teacher
        self.fingerprint = teacher_fingerprint(teacher)
        self.prices = teacher.prices()
        self.rate_limiter = RateLimiter(
            shutdown, options.requests_per_minute, options.tokens_per_minute
        )
        most = teacher.max_in_flight() or options.in_flight
        self.concurrency = ConcurrencyLimiter(shutdown, min(most, options.in_flight))
        self.breaker = CircuitBreaker(
            shutdown,
            lambda line: observer.on_event(LogMessage(f"{teacher.name}: {line}")),
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
        """The most that one try of a request may use, with an ordinary tokenizer."""
        asked = sum(len(message.content) for message in request.messages)
        usage = Usage(
            prompt_tokens=-(-asked // CHARACTERS_PER_TOKEN),
            completion_tokens=request.sampling.max_tokens,
        )
        return Spent(1, usage.total, self.dollars(usage))


async def ask(teacher: Teacher, request: Request) -> Reply:
    """The teacher's reply, checked, because a third party's teacher may do anything.

    Raises:
        RequestFailedError: ``malformed``: the teacher raised an exception that teachers must not
            raise, or did not return a reply. The endpoint may have worked and charge for it.
    """
    try:
        reply = await teacher.ask(request)
    except (RequestFailedError, PreceptorError, TimeoutError):
        raise
    except Exception as error:
        raise _faulty(teacher, f"raised {type(error).__name__}: {error}") from error
    if not isinstance(reply, Reply):
        raise _faulty(teacher, f"returned {type(reply).__name__} instead of Reply")
    tokens = max(reply.usage.prompt_tokens, reply.usage.completion_tokens)
    if tokens > REPLY_BYTES:
        raise _faulty(
            teacher, f"reported {tokens} tokens, more than the bytes of the longest reply"
        )
    return _storable(reply)


def _faulty(teacher: Teacher, what: str) -> RequestFailedError:
    return RequestFailedError(Failure.MALFORMED, f"the teacher {teacher.name} {what}")


def _storable(reply: Reply) -> Reply:
    changed = {
        field: storable(value)
        for field in ("text", "reasoning", "refusal", "finish_reason", "model")
        if (value := getattr(reply, field)) and not value.isascii()
    }
    return reply.model_copy(update=changed) if changed else reply
