"""Reflection against resampling, on trails that hold both."""

from __future__ import annotations

import pytest
from solutions import View, step

from preceptor.records import (
    Earned,
    Problem,
    Provenance,
    Reference,
    Solution,
    Stage,
    Status,
    TrailStep,
    Verdict,
)
from preceptor.reporting.reflection_gain import reflection_gains

RIGHT, WRONG = Status.ACCEPTED, Status.REJECTED


def solution(*steps: TrailStep, annotation: str = "model") -> Solution:
    return Solution(
        problem=Problem(
            subject="math",
            statement="What is 2 + 2?",
            reference=Reference(kind="number", value="4"),
            provenance=Provenance(source="s"),
        ),
        trail=steps,
        annotation=annotation,
        reflection="three-stage",
        earned=Earned.REFLECTED,
    )


def tried(revised: Status, resampled: Status, *, shown: Status | None = None) -> Solution:
    """A wrong first answer, a critique, a revision, and one sample of the control."""
    steps = [
        step(status=WRONG),
        step(status=None, stage=Stage.CRITIQUE),
        step(status=revised, stage=Stage.REVISE),
        step(status=resampled, stage=Stage.RESAMPLE),
    ]
    if shown is not None:
        steps.append(step(status=shown, stage=Stage.REVISE_SHOWN))
    return solution(*steps)


def test_each_problem_counts_once_for_each_side() -> None:
    view = View(
        tried(RIGHT, WRONG),
        tried(RIGHT, RIGHT),
        tried(WRONG, RIGHT),
        tried(WRONG, WRONG, shown=RIGHT),
        tried(WRONG, Status.UNDECIDED),
    )
    [gain] = reflection_gains(view)
    assert (gain.problems, gain.reflected, gain.resampled) == (5, 2, 2)
    assert (gain.gained, gain.lost, gain.shown_only) == (1, 1, 1)
    assert gain.p_value == 1.0
    assert gain.reflected_low < 2 / 5 < gain.reflected_high


def test_the_p_value_is_the_exact_binomial_one() -> None:
    [gain] = reflection_gains(View(*[tried(RIGHT, WRONG)] * 6))
    assert gain.p_value == pytest.approx(2 * 0.5**6)


def test_a_problem_without_a_control_is_left_out() -> None:
    alone = solution(step(status=WRONG), step(status=RIGHT, stage=Stage.REVISE))
    control = solution(step(status=WRONG), step(status=RIGHT, stage=Stage.RESAMPLE))
    assert reflection_gains(View(alone, control, solution(step()))) == ()


def test_the_word_of_a_judge_counts_for_neither_side() -> None:
    judged = Verdict(status=RIGHT, verifier="judge", decided_by="judge")
    revised = step(stage=Stage.REVISE).model_copy(update={"verdict": judged})
    [gain] = reflection_gains(
        View(solution(step(status=WRONG), revised, step(status=WRONG, stage=Stage.RESAMPLE)))
    )
    assert (gain.reflected, gain.resampled) == (0, 0)


def test_passes_are_compared_apart() -> None:
    view = View(tried(RIGHT, WRONG), tried(RIGHT, WRONG).model_copy(update={"annotation": "b"}))
    assert [gain.annotation for gain in reflection_gains(view)] == ["b", "model"]
