"""Counts of what a host has done."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class HostCounts:
    """What a host has done so far.

    Attributes:
        verified: Verdicts of verifiers (an item that two verifiers were asked about counts twice).
        cached: Items answered from the cache, or by an equal item already being verified.
        started: Workers started.
        kills: Workers killed at the time limit.
        crashes: Workers that ended by themselves while they had work.
        recycled: Workers replaced after their share of rows.
        seconds: Wall time spent in verifiers, summed over workers.
    """

    verified: int = 0
    cached: int = 0
    started: int = 0
    kills: int = 0
    crashes: int = 0
    recycled: int = 0
    seconds: float = 0.0

    def plus(self, **more: float) -> HostCounts:
        """These counts with the given numbers added."""
        return replace(self, **{name: getattr(self, name) + n for name, n in more.items()})
