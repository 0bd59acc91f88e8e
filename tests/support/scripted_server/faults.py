"""How the synthetic server breaks down."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formatdate
from time import time

KINDS = frozenset(
    {
        *("429", "500", "503", "401", "400", "404"),
        *("drop", "slow", "half_body", "invalid_json", "empty_choices", "error_200", "no_usage"),
    }
)
WORKED = frozenset({"slow", "half_body", "invalid_json", "empty_choices", "no_usage"})
"""Faults that strike after the work is done: a real endpoint would charge for them."""


@dataclass(frozen=True)
class Fault:
    """Strikes the requests that meet all the conditions given.

    Attributes:
        kind: One of :data:`KINDS`.
        at: Numbers of requests by order of arrival, from 0.
        every: Every n-th request from ``start``.
        start: No request before this number.
        match: Text in the prompt.
        times: How often it strikes at most; ``None`` for always.
        retry_after: Seconds in a ``Retry-After`` header; ``None`` for no header.
        as_date: The header gives an HTTP date instead of seconds.
        seconds: Delay of ``slow``.
    """

    kind: str
    at: tuple[int, ...] | None = None
    every: int | None = None
    start: int = 0
    match: str | None = None
    times: int | None = None
    retry_after: float | None = None
    as_date: bool = False
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault {self.kind!r}")

    def strikes(self, number: int, prompt: str, struck: int) -> bool:
        """True when request ``number`` is struck, after ``struck`` requests were."""
        return (
            number >= self.start
            and (self.at is None or number in self.at)
            and (self.every is None or (number - self.start) % self.every == 0)
            and (self.match is None or self.match in prompt)
            and (self.times is None or struck < self.times)
        )

    def headers(self) -> dict[str, str]:
        """The response's headers."""
        if self.retry_after is None:
            return {}
        if self.as_date:
            # Dates have whole seconds; rounding up never makes the wait shorter.
            return {"Retry-After": formatdate(int(time() + self.retry_after) + 1, usegmt=True)}
        return {"Retry-After": f"{self.retry_after:g}"}
