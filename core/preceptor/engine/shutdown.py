"""Ending a run early without losing anything: nothing new is sent, pending replies arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from preceptor.errors import PreceptorError

T = TypeVar("T")


class RunStoppedError(BaseException):
    """Nothing more is sent for this problem.

    Like cancellation it is not an ``Exception``: a strategy that handles failed requests must
    not mistake it for one.
    """


class Shutdown:
    """Whether, and why, a run ends early.

    Attributes:
        reason: Why, in words; ``None`` while the run continues.
        error: The error to raise at the end, if there is one.
    """

    def __init__(self) -> None:
        self.reason: str | None = None
        self.error: PreceptorError | None = None
        self._requested: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def request(self, why: str | PreceptorError) -> None:
        """Request the end of the run; the first reason is the one that is reported."""
        if self.reason is not None:
            return
        self.reason = str(why)
        self.error = why if isinstance(why, PreceptorError) else None
        self._requested.set_result(None)

    def check(self) -> None:
        """Raise :class:`RunStoppedError` once the shutdown is requested."""
        if self.reason is not None:
            raise RunStoppedError(self.reason)

    async def sleep(self, seconds: float) -> None:
        """Sleep, but not beyond the shutdown."""
        await self.race(asyncio.sleep(seconds))

    async def race(self, waiting: Awaitable[T]) -> T:
        """Wait for something, but not beyond the shutdown.

        Raises:
            RunStoppedError: the shutdown was requested first.
        """
        task = asyncio.ensure_future(waiting)
        try:
            both: set[asyncio.Future[T] | asyncio.Future[None]] = {task, self._requested}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        finally:
            task.cancel()
        raise RunStoppedError(self.reason)
