"""What reflection gains over plain resampling at equal cost.

A solution of the control group holds both: the attempts of reflection, and independent samples
drawn until they had cost as many tokens. The two are compared on the same problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from preceptor.records import Record, Solution, Stage
from preceptor.reporting.statistics import mcnemar_exact, wilson_interval

REFLECTION = frozenset(
    {
        Stage.CRITIQUE,
        Stage.REVISE,
        Stage.CRITIQUE_SHOWN,
        Stage.REVISE_SHOWN,
        Stage.RESOLVE,
    }
)
WITHOUT_REFERENCE = frozenset({Stage.REVISE, Stage.RESOLVE})
"""Stages whose accepted attempt counts as solved: the reference was not in view."""


class ReflectionGain(Record):
    """The comparison for one annotation pass and strategy.

    Attributes:
        problems: Problems with a wrong first answer on which both were tried.
        reflected / resampled: How many of them each solved, with 95 % Wilson intervals.
        shown_only: How many reflection got right only with the reference in view.
        gained / lost: Solved by reflection alone, by resampling alone.
        p_value: Exact McNemar test of the two.
    """

    annotation: str
    strategy: str
    problems: int
    reflected: int
    reflected_low: float
    reflected_high: float
    resampled: int
    resampled_low: float
    resampled_high: float
    shown_only: int
    gained: int
    lost: int
    p_value: float
    reflection_tokens: int
    resampling_tokens: int


@dataclass
class _Counts:
    problems: int = 0
    reflected: int = 0
    resampled: int = 0
    shown_only: int = 0
    gained: int = 0
    lost: int = 0
    tokens: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})

    def add(self, solution: Solution) -> None:
        reflected = shown = resampled = False
        for step in solution.trail:
            stage, usage = step.attempt.stage, step.attempt.reply.usage
            if stage in REFLECTION or stage is Stage.RESAMPLE:
                self.tokens[stage in REFLECTION] += usage.total
            verdict = step.verdict
            if verdict is None or not verdict.accepted or verdict.decided_by == "judge":
                continue  # a judge may favour one way of writing over the other
            reflected |= stage in WITHOUT_REFERENCE
            shown |= stage is Stage.REVISE_SHOWN
            resampled |= stage is Stage.RESAMPLE
        self.problems += 1
        self.reflected += reflected
        self.resampled += resampled
        self.shown_only += shown and not reflected
        self.gained += reflected and not resampled
        self.lost += resampled and not reflected


def reflection_gains(solutions: Iterable[tuple[str, Solution]]) -> tuple[ReflectionGain, ...]:
    """Compare reflection with resampling for every pass that did both; streams once."""
    counted: dict[tuple[str, str], _Counts] = defaultdict(_Counts)
    for _, solution in solutions:
        stages = {step.attempt.stage for step in solution.trail}
        if Stage.RESAMPLE in stages and stages & REFLECTION:
            counted[solution.annotation, solution.reflection].add(solution)
    return tuple(_gain(*key, counts) for key, counts in sorted(counted.items()))


def _gain(annotation: str, strategy: str, counts: _Counts) -> ReflectionGain:
    reflected = wilson_interval(counts.reflected, counts.problems)
    resampled = wilson_interval(counts.resampled, counts.problems)
    return ReflectionGain(
        annotation=annotation,
        strategy=strategy,
        problems=counts.problems,
        reflected=counts.reflected,
        reflected_low=reflected[0],
        reflected_high=reflected[1],
        resampled=counts.resampled,
        resampled_low=resampled[0],
        resampled_high=resampled[1],
        shown_only=counts.shown_only,
        gained=counts.gained,
        lost=counts.lost,
        p_value=mcnemar_exact(counts.gained, counts.lost),
        reflection_tokens=counts.tokens[True],
        resampling_tokens=counts.tokens[False],
    )
