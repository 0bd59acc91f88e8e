"""Teachers answer requests."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic import JsonValue

from preceptor.components.base import Component
from preceptor.records import Message, Problem, Reply, Sampling, Stage


@dataclass(frozen=True)
class Request:
    """One request to a teacher, before it is sent."""

    problem: Problem
    stage: Stage
    round: int
    sample: int
    messages: tuple[Message, ...]
    sampling: Sampling


@dataclass(frozen=True)
class Allowance:
    """What is left of a rate limit, as reported by an endpoint.

    Attributes:
        left: Requests or tokens that may still be sent.
        limit: How many there are when nothing is used; ``None`` when not reported.
        reset: Seconds until all of them may be sent again.
    """

    left: float
    limit: float | None
    reset: float


class Teacher(Component):
    """Answers requests, one at a time and many at once.

    ``ask`` makes exactly one try: retries, pacing, budgets and the journal belong to the
    engine. A teacher is an asynchronous context manager, entered before the first request.
    """

    asks_model: ClassVar[bool] = True
    """False when no model is asked, as for a problem's own derivation."""

    @abstractmethod
    def fingerprint(self) -> Mapping[str, JsonValue]:
        """What makes replies interchangeable: endpoint and model, or the weights' hash."""

    @abstractmethod
    async def ask(self, request: Request) -> Reply:
        """Send one request.

        Raises:
            RequestFailedError: classified; the class decides whether the engine tries again.
        """

    def terms(self) -> str:
        """The terms that the teacher's output comes under; a column of every export."""
        return "unknown"

    def prices(self) -> tuple[float, float]:
        """US dollars per million prompt and completion tokens; zero when it costs nothing."""
        return (0.0, 0.0)

    def allowances(self) -> Mapping[str, Allowance]:
        """What is left of the rate limits ``requests`` and ``tokens``, by the latest response."""
        return {}

    def check_ready(self) -> None:
        """Find what is missing, without connecting; called before anything is read or asked.

        Raises:
            NotReadyError: a key, an extra or a file is missing.
        """

    def max_in_flight(self) -> int | None:
        """The most requests it can work on at once; ``None`` leaves that to the engine."""
        return None

    async def __aenter__(self) -> Teacher:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        return None
