"""How fast requests are sent to a teacher: per minute, and how many at a time."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from preceptor.components import Allowance
from preceptor.engine.limits import RETRY_AFTER_SECONDS
from preceptor.engine.shutdown import Shutdown

_BURST_SECONDS = 1.0
"""How much of a minute's allowance may be used at once; providers meter by the second."""


@dataclass(frozen=True)
class Ticket:
    """What had been sent before a request, by the name of the limit."""

    sent: Mapping[str, float]


class RateQuota:
    """What remains of one of an endpoint's limits, counted down as requests are sent.

    Each response reports what remained when its request arrived: what was sent since is
    subtracted. Once nothing remains, the next request waits for the announced reset.
    """

    def __init__(self) -> None:
        self.sent = 0.0
        self._left = self._limit = math.inf
        self._reset = 0.0
        self._full_at = math.inf

    def update(self, allowance: Allowance, since: float) -> None:
        """Apply what a response reports; ``since`` is what was sent before its request."""
        self._left = allowance.left - (self.sent - since)
        self._limit = math.inf if allowance.limit is None else max(allowance.limit, 1.0)
        self._reset = min(allowance.reset, RETRY_AFTER_SECONDS)
        self._full_at = time.monotonic() + self._reset

    def wait(self, amount: float) -> float:
        """Seconds until ``amount`` may be sent."""
        now = time.monotonic()
        if now >= self._full_at:
            self._left, self._full_at = self._limit, now + self._reset
        # A request that exceeds the whole limit is left to the endpoint to refuse.
        return self._full_at - now if self._left < min(amount, self._limit) else 0.0

    def take(self, amount: float) -> None:
        """Count what is about to be sent."""
        self.sent += amount
        self._left -= amount


class RateLimiter:
    """Spaces requests (generic cell rate algorithm, ITU-T I.371) and pauses all of them.

    Args:
        shutdown: Ends every wait.
        requests_per_minute / tokens_per_minute: ``None`` for no limit.
    """

    def __init__(
        self,
        shutdown: Shutdown,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
    ) -> None:
        self._shutdown = shutdown
        self._rates = (requests_per_minute, tokens_per_minute)
        self._due = [0.0, 0.0]
        self._held_until = 0.0
        self._quotas = {"requests": RateQuota(), "tokens": RateQuota()}

    async def wait(self, tokens: int) -> Ticket:
        """Wait until a request may be sent. ``tokens`` is what it is expected to use."""
        now = time.monotonic()
        turn = now
        for index, amount in enumerate((1, tokens)):
            rate = self._rates[index]
            if rate is not None:
                due = max(self._due[index], now - _BURST_SECONDS)
                turn = max(turn, due)
                self._due[index] = due + amount * 60.0 / rate
        if turn > now:
            await self._shutdown.sleep(turn - now)
        amounts = {"requests": 1.0, "tokens": float(tokens)}
        while (pause := self._pause(amounts)) > 0:
            await self._shutdown.sleep(pause)
        ticket = Ticket({name: quota.sent for name, quota in self._quotas.items()})
        for name, quota in self._quotas.items():
            quota.take(amounts[name])
        return ticket

    def _pause(self, amounts: Mapping[str, float]) -> float:
        waits = (quota.wait(amounts[name]) for name, quota in self._quotas.items())
        return max(self._held_until - time.monotonic(), *waits)

    def update(self, allowances: Mapping[str, Allowance], ticket: Ticket) -> None:
        """Apply what the response to a request reports about the endpoint's limits."""
        for name, quota in self._quotas.items():
            if name in allowances:
                quota.update(allowances[name], ticket.sent[name])

    def correct(self, expected: int, used: int) -> None:
        """Return, or take, the difference between expected and used tokens."""
        rate = self._rates[1]
        if rate is not None:
            self._due[1] += (used - expected) * 60.0 / rate

    def hold(self, seconds: float) -> None:
        """Send nothing for ``seconds``; requests in flight continue."""
        self._held_until = max(self._held_until, time.monotonic() + seconds)


_SLOW = 1.5
"""A reply that took this many times the recent mean is a sign of an endpoint under strain."""

_CUT = 0.5
"""Places that a refusal removes: an endpoint that refuses everything halves the limit once
for each time that all places were tried, as TCP halves its window."""

_GROWTH = 1 / 32
"""Places that a fast reply adds soon after a refusal. Growth and cuts balance where one request
in 17 is refused (``_GROWTH / (_GROWTH + _CUT)``): an endpoint that fails at random less often
than that keeps the ceiling, and one with room for fewer is asked that much too often."""

_FASTEST = 0.5
"""Places that a fast reply adds at most: half as many again in a round trip."""


class ConcurrencyLimiter:
    """How many requests are in flight at most: fewer with every refusal, more with fast replies.

    The cut is in proportion to the share that is refused, which is what DCTCP brought to TCP
    (Alizadeh et al. 2010; RFC 8257: ``limit *= 1 - alpha / 2`` per round trip). ``alpha`` is
    here the share of the round trip itself, gain 1 and start 0: half a place for each refusal
    comes to the same and needs no round trips. Those of refusals are far shorter than those of
    replies, so a share of what came back would count one place again and again, and a mean
    over many round trips would come too late in a run of a few dozen. What is refused at once
    is also cut at once, and an endpoint with room for fewer is approached from above.

    A refusal weighs the same however high the limit is, so growth has to do so too for the
    refused share to settle at the same level everywhere: each reply adds a constant (Kelly
    2003, Scalable TCP), which grows with the round trips that went by without a refusal, as
    an endpoint may be back that had refused everything. While replies take ever longer the
    limit does not grow: more at a time would only queue up.

    Args:
        shutdown: Ends every wait.
        ceiling: The most requests in flight; the limit starts there.
    """

    def __init__(self, shutdown: Shutdown, ceiling: int) -> None:
        self._shutdown = shutdown
        self._ceiling = float(ceiling)
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._clean = 0.0
        self._reported = float(ceiling)
        self._mean: float | None = None
        self.limit = float(ceiling)
        self.under_way = 0

    async def __aenter__(self) -> None:
        """Wait for a place."""
        if self.under_way < int(self.limit) and not self._waiting:
            self.under_way += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await self._shutdown.race(place)
        except BaseException:
            if place.done() and not place.cancelled():
                self._release()  # the place came just as the wait ended; the next request takes it
            raise

    async def __aexit__(self, *_exc: object) -> None:
        self._release()

    def _release(self) -> None:
        self.under_way -= 1
        self._admit()

    def succeeded(self, seconds: float) -> None:
        """Note a reply after ``seconds``: raise the limit a little if it was fast."""
        mean = seconds if self._mean is None else self._mean
        self._mean = mean + (seconds - mean) / 16
        self._clean += 1 / self.limit
        if seconds > _SLOW * mean:
            return
        more = min(_GROWTH * max(self._clean, 1.0), _FASTEST)
        self.limit = min(self._ceiling, self.limit + more)
        self._reported = max(self._reported, self.limit)
        self._admit()

    def overloaded(self) -> bool:
        """Note that the endpoint refused a request because it is overloaded: lower the limit.

        Returns:
            Whether the limit has fallen to half of what it was when this was last true.
        """
        self._clean = 0.0
        self.limit = max(1.0, self.limit - _CUT)
        halved = self.limit <= self._reported / 2
        if halved:
            self._reported = self.limit
        return halved

    def _admit(self) -> None:
        while self._waiting and self.under_way < int(self.limit):
            place = self._waiting.popleft()
            if not place.done():
                self.under_way += 1
                place.set_result(None)
