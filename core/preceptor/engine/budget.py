"""Caps on requests, tokens, money and time: reserved before sending, settled afterwards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from preceptor.engine.options import Caps
from preceptor.engine.shutdown import Stop
from preceptor.journal import Spent


class ExhaustedError(Exception):
    """A cap does not allow this request.

    Attributes:
        subject: The subject whose cap it is; ``None`` for the cap of the run.
    """

    def __init__(self, message: str, subject: str | None) -> None:
        super().__init__(message)
        self.subject = subject


class Budget:
    """The account of a run.

    A request that fits only if those under way turn out cheaper than reserved waits for them,
    so that a cap is used up as far as it goes and never exceeded by more than an estimate was
    too low.

    Args:
        stop: Ends every wait.
        caps: Caps of the run.
        by_subject: Further caps by subject.
        spent: What earlier starts of the run used up, by subject.
    """

    def __init__(
        self,
        stop: Stop,
        caps: Caps,
        by_subject: Mapping[str, Caps],
        spent: Mapping[str, Spent],
    ) -> None:
        self._stop = stop
        self._started = time.monotonic()
        self._run = _Account(caps, sum(spent.values(), Spent()))
        self._subjects = {
            subject: _Account(subject_caps, spent.get(subject, Spent()))
            for subject, subject_caps in by_subject.items()
        }
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def spent(self) -> Spent:
        """What was used up in all starts of the run."""
        return self._run.spent

    async def reserve(self, subject: str, estimate: Spent) -> None:
        """Set aside what a request may use up.

        Raises:
            ExhaustedError: it would go beyond a cap, whatever comes of the requests under way.
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
                await self._stop.race(change)
            finally:
                self._waiting.discard(change)
        for _, account in accounts:
            account.held = account.held + estimate

    def settle(self, subject: str, reserved: Spent, used: Spent) -> None:
        """Replace what was set aside by what was used up."""
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
    def __init__(self, caps: Caps, spent: Spent) -> None:
        self.caps = caps
        self.spent = spent
        self.held = Spent()

    def exceeded(self, would: Spent, elapsed: float) -> str | None:
        """The cap that ``would`` go beyond, in words."""
        caps, spent = self.caps, self.spent
        if caps.requests is not None and would.requests > caps.requests:
            return f"{spent.requests} of {caps.requests} requests sent"
        if caps.tokens is not None and would.tokens > caps.tokens:
            return f"{spent.tokens} of {caps.tokens} tokens, and the next request may need more"
        # Rounding of sums of small prices must not shut out the request that just fits.
        if caps.dollars is not None and would.dollars > caps.dollars * (1 + 1e-9):
            return (
                f"${spent.dollars:.4f} of ${caps.dollars:.4f}, and the next request may cost more"
            )
        if caps.seconds is not None and elapsed >= caps.seconds:
            return f"{elapsed:.0f} of {caps.seconds:.0f} seconds"
        return None
