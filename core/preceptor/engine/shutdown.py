"""Ending a run early without losing anything: nothing new is sent, what is under way arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from preceptor.errors import PreceptorError

T = TypeVar("T")


class StoppedError(BaseException):
    """Nothing more is sent for this problem.

    Not an ``Exception``, as cancellation is not: a strategy that guards itself against failed
    requests must not take it for one.
    """


class Stop:
    """Whether, and why, a run ends early.

    Attributes:
        reason: Why, in words; ``None`` while the run goes on.
        error: What is raised at the end, if it is an error.
    """

    def __init__(self) -> None:
        self.reason: str | None = None
        self.error: PreceptorError | None = None
        self._fired: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def set(self, why: str | PreceptorError) -> None:
        """Stop; the first reason is the one that is told."""
        if self.reason is not None:
            return
        self.reason = str(why)
        self.error = why if isinstance(why, PreceptorError) else None
        self._fired.set_result(None)

    def check(self) -> None:
        """Raise :class:`StoppedError` once the run is stopped."""
        if self.reason is not None:
            raise StoppedError(self.reason)

    async def sleep(self, seconds: float) -> None:
        """Sleep, but no longer than the run goes on."""
        await self.race(asyncio.sleep(seconds))

    async def race(self, waiting: Awaitable[T]) -> T:
        """Wait for something, but no longer than the run goes on.

        Raises:
            StoppedError: the run was stopped first.
        """
        task = asyncio.ensure_future(waiting)
        try:
            both: set[asyncio.Future[T] | asyncio.Future[None]] = {task, self._fired}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        finally:
            task.cancel()
        raise StoppedError(self.reason)
