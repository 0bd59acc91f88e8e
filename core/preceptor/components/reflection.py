"""Strategies for answers that are not accepted, and the context they work in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

from preceptor.components.base import Component
from preceptor.prompts import Example, Prompts
from preceptor.records import Attempt, Earned, Message, Problem, Sampling, Stage, Verdict


class SolveContext(Protocol):
    """The context of a reflection strategy, for one problem and one teacher.

    ``ask`` goes through the journal: a strategy that is run again after a crash gets the
    replies it already had, so it must be a deterministic function of replies and verdicts.
    """

    @property
    def problem(self) -> Problem: ...

    @property
    def prompts(self) -> Prompts: ...

    @property
    def examples(self) -> Sequence[Example]: ...

    @property
    def sampling(self) -> Sampling: ...

    async def ask(
        self,
        stage: Stage,
        messages: Sequence[Message],
        *,
        parent: Attempt | None = None,
        round: int = 0,
        sample: int = 0,
        sampling: Sampling | None = None,
    ) -> Attempt:
        """Send a request and append the attempt to the trail."""
        ...

    async def verify(self, attempt: Attempt) -> Verdict:
        """Verify the attempt's answer against the reference; recorded in the trail."""
        ...

    async def agree(self, one: str, other: str) -> bool:
        """Whether two answers are accepted as equal by the problem's verifiers."""
        ...

    def accept(self, attempt: Attempt, earned: Earned) -> None:
        """Declare the attempt to be the solution; at most once, with an accepted verdict."""
        ...

    def flag(self, finding: str) -> None:
        """Attach a finding that deserves a person's attention to the solution."""
        ...


class Reflection(Component):
    """A strategy that tries to turn one problem into an accepted attempt."""

    @abstractmethod
    async def solve(self, ctx: SolveContext) -> None:
        """Work on ``ctx.problem`` until an attempt is accepted or nothing is left to try."""

    def worst_case(self) -> Mapping[Stage, int]:
        """The most requests per problem and stage; ``preceptor plan`` multiplies by it."""
        return {Stage.SOLVE: 1}
