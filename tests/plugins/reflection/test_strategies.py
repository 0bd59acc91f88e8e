"""The strategies step by step, with a teacher that errs and corrects itself by script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from scripted_context import Script, ScriptedContext

from preceptor import references
from preceptor.components import Reflection
from preceptor.prompts import MASK, error_kind
from preceptor.records import Earned, Stage, Status
from preceptor.registry import Registry

RIGHT = "6 times 7 is 42.\nAnswer: 42"
WRONG = "6 times 7 is 41.\nAnswer: 41"
CRITIQUE = "This is a calculation error: the product is off by one."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def run(
    registry: Registry,
    name: str,
    script: Script,
    status: Callable[[str | None], Status] | None = None,
    **options: Any,
) -> ScriptedContext:
    ctx = ScriptedContext(script, references.number("42"), status=status)
    strategy: Reflection = registry.create("reflection", name, options)
    asyncio.run(strategy.solve(ctx))
    return ctx


FULL: Script = {
    Stage.SOLVE: WRONG,
    Stage.CRITIQUE: CRITIQUE,
    Stage.REVISE: WRONG,
    Stage.CRITIQUE_SHOWN: "A calculation error: 6 · 7 gives 42, that is 42.0, and not 41.",
    Stage.REVISE_SHOWN: RIGHT,
    Stage.RESOLVE: RIGHT,
    Stage.RESAMPLE: WRONG,
}


@pytest.mark.parametrize(
    ("name", "changes", "options", "earned", "stages"),
    [
        ("none", {Stage.SOLVE: RIGHT}, {}, Earned.FIRST_TRY, [Stage.SOLVE]),
        ("none", {}, {}, None, [Stage.SOLVE]),
        (
            "best-of-n",
            {Stage.RESAMPLE: lambda _m, sample: RIGHT if sample == 2 else WRONG},
            {"n": 5},
            Earned.RESAMPLED,
            [Stage.SOLVE, Stage.RESAMPLE, Stage.RESAMPLE],
        ),
        (
            "best-of-n",
            {Stage.SOLVE: RIGHT},
            {"n": 3, "stop_early": False},
            Earned.FIRST_TRY,
            [Stage.SOLVE, Stage.RESAMPLE, Stage.RESAMPLE],
        ),
        ("three-stage", {Stage.SOLVE: RIGHT}, {}, Earned.FIRST_TRY, [Stage.SOLVE]),
        (
            "three-stage",
            {Stage.REVISE: RIGHT},
            {"control_share": 0.0},
            Earned.REFLECTED,
            [Stage.SOLVE, Stage.CRITIQUE, Stage.REVISE],
        ),
        (
            "three-stage",
            {},
            {"control_share": 0.0},
            Earned.RESOLVED,
            [
                Stage.SOLVE,
                Stage.CRITIQUE,
                Stage.REVISE,
                Stage.CRITIQUE_SHOWN,
                Stage.REVISE_SHOWN,
                Stage.RESOLVE,
            ],
        ),
        (
            "three-stage",
            {Stage.RESOLVE: WRONG},
            {"control_share": 0.0, "resolves": 2},
            Earned.REFERENCE_SHOWN,
            [
                Stage.SOLVE,
                Stage.CRITIQUE,
                Stage.REVISE,
                Stage.CRITIQUE_SHOWN,
                Stage.REVISE_SHOWN,
                Stage.RESOLVE,
                Stage.RESOLVE,
            ],
        ),
        (
            "three-stage",
            {Stage.REVISE_SHOWN: WRONG},
            {"control_share": 0.0, "rounds": 0},
            None,
            [Stage.SOLVE, Stage.CRITIQUE_SHOWN, Stage.REVISE_SHOWN],
        ),
        (
            "three-stage",
            {},
            {"control_share": 0.0, "show_reference": False, "rounds": 2},
            None,
            [Stage.SOLVE, Stage.CRITIQUE, Stage.REVISE, Stage.CRITIQUE, Stage.REVISE],
        ),
    ],
)
def test_paths_through_the_strategies(
    registry: Registry,
    name: str,
    changes: Script,
    options: dict[str, Any],
    earned: Earned | None,
    stages: list[Stage],
) -> None:
    ctx = run(registry, name, {**FULL, **changes}, **options)
    assert ctx.stages == stages
    assert (ctx.accepted and ctx.accepted[1]) == earned


def test_worst_case_is_never_exceeded(registry: Registry) -> None:
    script = {**FULL, Stage.RESOLVE: WRONG}
    options: dict[str, Any] = {"control_share": 1.0, "rounds": 2, "resolves": 2}
    ctx = run(registry, "three-stage", script, **options)
    worst = registry.create("reflection", "three-stage", options).worst_case()
    for stage in set(ctx.stages):
        assert ctx.stages.count(stage) <= worst[stage]


def test_the_reference_is_in_view_only_in_stage_three(registry: Registry) -> None:
    ctx = run(registry, "three-stage", FULL, control_share=1.0)
    assert "42" not in ctx.sent(Stage.CRITIQUE)
    assert "42" not in ctx.sent(Stage.REVISE)
    assert "42" in ctx.sent(Stage.CRITIQUE_SHOWN)
    assert "42" not in ctx.sent(Stage.RESOLVE)
    assert ctx.sent(Stage.RESOLVE).count(MASK) >= 2
    assert "42" not in ctx.sent(Stage.RESAMPLE)


def test_without_hint_the_resolve_prompt_is_the_plain_question(registry: Registry) -> None:
    ctx = run(registry, "three-stage", FULL, control_share=0.0, hint=False)
    assert MASK not in ctx.sent(Stage.RESOLVE)
    assert "advice" not in ctx.sent(Stage.RESOLVE)


@pytest.mark.parametrize("status", [Status.UNDECIDED, Status.TIMEOUT, Status.ERROR])
def test_undecided_answers_are_not_criticised_as_wrong(registry: Registry, status: Status) -> None:
    ctx = run(registry, "three-stage", FULL, status=lambda _answer: status)
    assert ctx.stages == [Stage.SOLVE]
    assert ctx.accepted is None


def test_a_reply_without_answer_is_revised_without_a_made_up_critique(registry: Registry) -> None:
    script = {**FULL, Stage.SOLVE: "I multiply six by seven and then", Stage.REVISE: RIGHT}
    ctx = run(registry, "three-stage", script, control_share=0.0)
    assert ctx.stages == [Stage.SOLVE, Stage.REVISE]
    assert "without giving a final answer" in ctx.sent(Stage.REVISE)
    assert ctx.accepted is not None


def test_the_control_spends_as_many_tokens_as_reflection(registry: Registry) -> None:
    ctx = run(registry, "three-stage", FULL, control_share=1.0, control_samples=50)
    cost = {True: 0, False: 0}
    for step in ctx.trail[1:]:
        cost[step.attempt.stage is Stage.RESAMPLE] += step.attempt.reply.usage.total
    assert cost[True] == cost[False] > 0


def test_a_resample_wins_over_a_solution_that_saw_the_reference(registry: Registry) -> None:
    script = {**FULL, Stage.RESOLVE: WRONG, Stage.RESAMPLE: RIGHT}
    ctx = run(registry, "three-stage", script, control_share=1.0)
    assert ctx.accepted is not None
    assert ctx.accepted[1] is Earned.RESAMPLED


def test_the_control_group_is_a_share_of_the_problems(registry: Registry) -> None:
    strategy = registry.create("reflection", "three-stage", {"control_share": 0.3})
    chosen = sum(strategy._in_control(f"{number:016x}") for number in range(2000))
    assert 0.25 < chosen / 2000 < 0.35


def test_again_requests_are_not_greedy(registry: Registry) -> None:
    ctx = run(registry, "three-stage", FULL, control_share=1.0)
    for step in ctx.trail:
        greedy = step.attempt.sampling.temperature == 0.0
        assert greedy == (step.attempt.stage in (Stage.SOLVE, Stage.CRITIQUE, Stage.CRITIQUE_SHOWN))


@pytest.mark.parametrize(
    ("critique", "kind"),
    [
        ("A calculation error in step 2.", "calculation"),
        ("False reasoning: energy is not conserved.", "false reasoning"),
        (
            "Comprehension: the radius is asked for; no calculation is wrong.",
            "comprehension",
        ),
        ("It is simply wrong.", None),
        ("miscalculations abound", None),
    ],
)
def test_the_kind_of_error_a_critique_names(critique: str, kind: str | None) -> None:
    assert error_kind(critique) == kind
