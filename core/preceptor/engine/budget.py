"""Limits on requests, tokens, money and time: reserved before sending, settled afterwards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from preceptor.engine.options import BudgetLimits
from preceptor.engine.shutdown import Shutdown
from preceptor.journal import Spent


class ExhaustedError(Exception):
    """A limit does not allow this request.

    Attributes:
        subject: The subject whose limit it is; ``None`` for the limit of the run.
    """

    def __init__(self, message: str, subject: str | None) -> None:
        super().__init__(message)
        self.subject = subject


class Budget:
    """The budget of a run.

    A request that fits only if those in flight turn out cheaper than reserved waits for them,
    so that a limit is used fully and never exceeded by more than an estimate was too low.

    Args:
        shutdown: Ends every wait.
        limits: Limits of the run.
        by_subject: Further limits by subject.
        spent: What earlier starts of the run used, by subject.
    """

    def __init__(
        self,
        shutdown: Shutdown,
        limits: BudgetLimits,
        by_subject: Mapping[str, BudgetLimits],
        spent: Mapping[str, Spent],
    ) -> None:
        self._shutdown = shutdown
        self._started = time.monotonic()
        self._run = _Account(limits, sum(spent.values(), Spent()))
        self._subjects = {
            subject: _Account(subject_limits, spent.get(subject, Spent()))
            for subject, subject_limits in by_subject.items()
        }
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def spent(self) -> Spent:
        """What all starts of the run used."""
        return self._run.spent

    async def reserve(self, subject: str, estimate: Spent) -> None:
        """Reserve what a request may use.

        Raises:
            ExhaustedError: it would exceed a limit, whatever the requests in flight use.
        """
        while True:
            elapsed = time.monotonic() - self._started
            accounts = self._accounts(subject)
            for name, account in accounts:
                if exceeded := account.exceeded(account.spent + estimate, elapsed):
                    where = f" of subject {name}" if name else ""
                    raise ExhaustedError(f"the budget{where} is used up: {exceeded}", name)
            if not any(a.exceeded(a.spent + a.held + estimate, elapsed) for _, a in accounts):
                break
            change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(change)
            try:
                await self._shutdown.race(change)
            finally:
                self._waiting.discard(change)
        for _, account in accounts:
            account.held = account.held + estimate

    def settle(self, subject: str, reserved: Spent, used: Spent) -> None:
        """Replace what was reserved by what was used."""
        for _, account in self._accounts(subject):
            account.held = account.held + Spent(
                -reserved.requests, -reserved.tokens, -reserved.dollars
            )
            account.spent = account.spent + used
        for change in self._waiting:
            if not change.done():
                change.set_result(None)

    def _accounts(self, subject: str) -> list[tuple[str | None, _Account]]:
        own = self._subjects.get(subject)
        return [(None, self._run)] if own is None else [(None, self._run), (subject, own)]


class _Account:
    def __init__(self, limits: BudgetLimits, spent: Spent) -> None:
        self.limits = limits
        self.spent = spent
        self.held = Spent()

    def exceeded(self, would: Spent, elapsed: float) -> str | None:
        """The limit that ``would`` exceeds, in words."""
        limits, spent = self.limits, self.spent
        if limits.requests is not None and would.requests > limits.requests:
            return f"{spent.requests} of {limits.requests} requests sent"
        if limits.tokens is not None and would.tokens > limits.tokens:
            return f"{spent.tokens} of {limits.tokens} tokens, and the next request may need more"
        # Rounding of sums of small prices must not shut out the request that just fits.
        if limits.dollars is not None and would.dollars > limits.dollars * (1 + 1e-9):
            return (
                f"${spent.dollars:.4f} of ${limits.dollars:.4f}, and the next request may cost more"
            )
        if limits.seconds is not None and elapsed >= limits.seconds:
            return f"{elapsed:.0f} of {limits.seconds:.0f} seconds"
        return None
