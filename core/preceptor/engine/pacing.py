"""How fast a teacher is asked: requests and tokens per minute, and how many at a time."""

from __future__ import annotations

import asyncio
import time
from collections import deque

from preceptor.engine.stop import Stop

_BURST_SECONDS = 1.0
"""How much of a minute's allowance may be used at once; providers meter by the second."""


class Pacer:
    """Spaces requests out (generic cell rate algorithm, ITU-T I.371) and pauses all of them.

    Args:
        stop: Ends every wait.
        requests_per_minute / tokens_per_minute: ``None`` for no limit.
    """

    def __init__(
        self,
        stop: Stop,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
    ) -> None:
        self._stop = stop
        self._rates = (requests_per_minute, tokens_per_minute)
        self._due = [0.0, 0.0]
        self._held_until = 0.0

    async def wait(self, tokens: int) -> None:
        """Wait for a request's turn. ``tokens`` is what it is expected to use."""
        now = time.monotonic()
        turn = now
        for index, amount in enumerate((1, tokens)):
            rate = self._rates[index]
            if rate is not None:
                due = max(self._due[index], now - _BURST_SECONDS)
                turn = max(turn, due)
                self._due[index] = due + amount * 60.0 / rate
        if turn > now:
            await self._stop.sleep(turn - now)
        while (pause := self._held_until - time.monotonic()) > 0:
            await self._stop.sleep(pause)

    def correct(self, expected: int, used: int) -> None:
        """Give back, or take, the difference between expected and used tokens."""
        rate = self._rates[1]
        if rate is not None:
            self._due[1] += (used - expected) * 60.0 / rate

    def hold(self, seconds: float) -> None:
        """Send nothing for so long; requests under way go on."""
        self._held_until = max(self._held_until, time.monotonic() + seconds)


class Limiter:
    """How many requests are under way at most: adds while it goes well, halves on overload.

    The additive-increase, multiplicative-decrease rule of Chiu and Jain (1989), as TCP has it.
    It begins at the ceiling, which the user chose, and gets back there from half in 16 rounds.

    Args:
        stop: Ends every wait.
        ceiling: The most requests under way.
    """

    def __init__(self, stop: Stop, ceiling: int) -> None:
        self._stop = stop
        self._ceiling = float(ceiling)
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._last_cut = 0.0
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
            await self._stop.race(place)
        except BaseException:
            if place.done() and not place.cancelled():
                self._release()  # the place came just as the wait ended; somebody else takes it
            raise

    async def __aexit__(self, *_exc: object) -> None:
        self._release()

    def _release(self) -> None:
        self.under_way -= 1
        self._admit()

    def went_well(self) -> None:
        """A reply came: a little more at a time."""
        self.limit = min(self._ceiling, self.limit + max(self._ceiling / 32, 1.0) / self.limit)
        self._admit()

    def overloaded(self, sent: float) -> bool:
        """An endpoint has too much to do: half as many at a time, once for all that were sent.

        Args:
            sent: When the refused request was sent (``time.monotonic``).

        Returns:
            Whether this refusal was news.
        """
        if sent < self._last_cut:
            return False
        self._last_cut = time.monotonic()
        self.limit = max(1.0, self.limit / 2)
        return True

    def _admit(self) -> None:
        while self._waiting and self.under_way < int(self.limit):
            place = self._waiting.popleft()
            if not place.done():
                self.under_way += 1
                place.set_result(None)
