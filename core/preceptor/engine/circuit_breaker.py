"""The circuit breaker: waits for an endpoint that is down instead of sending requests to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from preceptor.engine.limits import BACKOFF_MOST_SECONDS
from preceptor.engine.shutdown import Shutdown
from preceptor.errors import TooManyFailedError


@dataclass
class Turn:
    """One request that was let through.

    Attributes:
        is_probe: Whether it probes if the endpoint is up again.
        failed_with: How it failed on the way or inside the endpoint, if it did.
    """

    is_probe: bool
    failed_with: str | None = None


class CircuitBreaker:
    """Pauses all requests to a teacher after consecutive failures, probes, and gives up in time.

    Args:
        shutdown: Requested when the breaker gives up.
        log: Called when it pauses, resumes, or gives up.
        failures: Consecutive failures that open it.
        seconds: The first pause; doubled for every further probe.
        probes: Probes before it gives up.
    """

    def __init__(
        self,
        shutdown: Shutdown,
        log: Callable[[str], None],
        *,
        failures: int,
        seconds: float,
        probes: int,
    ) -> None:
        self._shutdown = shutdown
        self._log = log
        self._threshold = failures
        self._first_pause = seconds
        self._most_probes = probes
        self._in_a_row = 0
        self._open = False
        self._probing = False
        self._probes = 0
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def admitted(self) -> AsyncIterator[Turn]:
        """Wait until requests may be sent; the request is sent inside the context.

        Raises:
            RunStoppedError: the run was stopped first.
        """
        turn = Turn(await self._admit())
        try:
            yield turn
        finally:
            if turn.is_probe:
                self._probed(turn.failed_with)

    async def _admit(self) -> bool:
        while self._open:
            if self._probing:
                await self._shutdown.race(self._changed.wait())
                continue
            self._probing = True
            try:
                pause = min(self._first_pause * 2**self._probes, BACKOFF_MOST_SECONDS)
                await self._shutdown.sleep(pause)
            except BaseException:
                self._probe_ended()
                raise
            if self._open:
                return True
            self._probe_ended()
        return False

    def succeeded(self) -> None:
        """Note that the endpoint answered, if only with a refusal."""
        self._in_a_row = 0
        if self._open:
            self._open = False
            self._probes = 0
            self._log("the endpoint answers again: resuming")
            self._notify()

    def failed(self, message: str) -> None:
        """Note that a try failed on the way or inside the endpoint."""
        self._in_a_row += 1
        if not self._open and self._in_a_row >= self._threshold:
            self._open = True
            self._log(
                f"{self._in_a_row} consecutive tries failed ({message}): pausing, with a probe "
                f"from time to time"
            )
            self._changed.clear()

    def _probed(self, message: str | None) -> None:
        if message is not None:
            self._probes += 1
            if self._probes < self._most_probes:
                self._log(f"probe {self._probes} of {self._most_probes} failed: {message}")
            else:
                text = f"the endpoint is still down after {self._probes} probes: {message}"
                self._shutdown.request(
                    TooManyFailedError(text, hint="run the same command to resume once it is up")
                )
        self._probe_ended()

    def _probe_ended(self) -> None:
        self._probing = False
        self._notify()

    def _notify(self) -> None:
        # Wakes all waiters; while the breaker is open, the first of them becomes the next probe.
        self._changed.set()
        if self._open:
            self._changed = asyncio.Event()
