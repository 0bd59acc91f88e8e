"""Steps of a trail, and views of solutions as filters, mixers and data cards get them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from preceptor.records import (
    Attempt,
    Reply,
    Sampling,
    Solution,
    Stage,
    Status,
    TrailStep,
    Verdict,
)

GOOD = "First add the two numbers: 2 and 2 make 4 in all, as counting shows.\nAnswer: 4"


def step(
    text: str = GOOD,
    status: Status | None = Status.ACCEPTED,
    *,
    stage: Stage = Stage.SOLVE,
    answer: str | None = "4",
    **reply: Any,
) -> TrailStep:
    return TrailStep(
        attempt=Attempt(
            id="a",
            problem_id="p",
            stage=stage,
            messages=(),
            reply=Reply(text=text, **reply),
            answer=answer,
            teacher="tiny",
            sampling=Sampling(),
        ),
        verdict=None
        if status is None
        else Verdict(status=status, verifier="numeric", version="3", reason="4 is 4"),
    )


class View:
    """Solutions under the row ids ``r0``, ``r1``, …"""

    def __init__(self, *solutions: Solution) -> None:
        self.solutions = solutions

    def __iter__(self) -> Iterator[tuple[str, Solution]]:
        return ((f"r{n}", solution) for n, solution in enumerate(self.solutions))

    def __len__(self) -> int:
        return len(self.solutions)
