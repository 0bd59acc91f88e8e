"""Plans and previews: what would be asked, counted and shown without asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.plan import make_plan, preview

Assemble = Callable[..., Assembly]

MODEL = {"use": "openai", "base_url": "http://127.0.0.1:9/v1", "model": "m", "api_key_env": None}


def plan_of(assemble: Assemble, **parts: Any) -> Any:
    passes = [{"name": "model", "teacher": "t", "sampling": {"max_tokens": 100}}]
    return make_plan(assemble(**{"teachers": {"t": MODEL}, "annotate": passes, **parts}))


def test_sources_and_rows_that_are_set_aside(assemble: Assemble) -> None:
    plan = plan_of(assemble)
    assert plan.sources["sums"].subjects == {"math": 4}
    assert plan.bad_rows == {"sums": 1}
    assert len(plan.examples["sums"]) == 1


def test_one_request_a_problem_without_reflection(assemble: Assemble) -> None:
    [entry] = plan_of(assemble).passes
    assert (entry.problems, entry.first_requests, entry.most_requests) == (4, 4, 4)
    assert entry.completion_tokens == 400
    assert 0 < entry.prompt_tokens < 2000


def test_the_worst_case_of_a_strategy(assemble: Assemble) -> None:
    passes = [{"name": "model", "teacher": "t", "reflection": {"use": "best-of-n", "n": 5}}]
    [entry] = plan_of(assemble, annotate=passes).passes
    assert entry.first_requests == 4
    assert entry.most_requests == 20


def test_a_teacher_that_asks_no_model_costs_nothing(assemble: Assemble) -> None:
    [entry] = make_plan(assemble()).passes
    assert (entry.first_requests, entry.dollars) == (0, 0.0)


def test_a_preview_shows_rows_messages_and_bad_rows(assemble: Assemble) -> None:
    passes = [{"name": "model", "teacher": "t", "shots": 1}]
    shown = preview(assemble(teachers={"t": MODEL}, annotate=passes), 10)
    good: list[Any] = [entry for entry in shown if "problem" in entry]
    assert [entry["problem"]["statement"] for entry in good][:1] == ["What is 2 + 2?"]
    roles = [message["role"] for message in good[0]["requests"]["model"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert sum("bad_row" in entry for entry in shown) == 1
    assert len(preview(assemble(teachers={"t": MODEL}, annotate=passes), 1)) == 1
