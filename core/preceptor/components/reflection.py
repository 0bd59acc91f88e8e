"""Strategies for what does not hold, and what they work with."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

from preceptor.components.base import Component
from preceptor.prompts import Example, Prompts
from preceptor.records import Attempt, Earned, Message, Problem, Sampling, Stage, Verdict


class SolveContext(Protocol):
    """What a reflection strategy works with, for one problem and one teacher.

    ``ask`` goes through the journal: a strategy that is run again after a crash gets the
    replies it already had, so it must be a deterministic function of what it is told.
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
        """Declare the attempt to be the solution. At most once; its verdict is accepted."""
        ...

    def flag(self, finding: str) -> None:
        """Attach a finding worth a person's look to the solution."""
        ...


class Reflection(Component):
    """A strategy that turns one problem into an accepted attempt, or shows that it could not."""

    @abstractmethod
    async def solve(self, ctx: SolveContext) -> None:
        """Work on ``ctx.problem`` until something is accepted or the strategy is done."""

    def worst_case(self) -> Mapping[Stage, int]:
        """The most requests per problem and stage; ``preceptor plan`` multiplies by it."""
        return {Stage.SOLVE: 1}
