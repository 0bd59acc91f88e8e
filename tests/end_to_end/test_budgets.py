"""Caps of a run and of a subject: reached exactly, told, and raised to go on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from program import Program, Sums, SumsSource
from scripted_server import MODEL, ScriptedServer, script_for

COUNT = 12


@pytest.fixture
def run(program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path) -> Any:
    """Runs with the given engine options and shards: what was said, requests sent, report."""
    problems = sums(COUNT)

    def run(server: ScriptedServer, engine: Mapping[str, Any], shards: int) -> Any:
        teacher = {"use": "openai", "base_url": server.url, "model": MODEL, "api_key_env": None}
        recipe = program.recipe(
            sources={"sums": sums_source(problems)},
            teachers={"t": {**teacher, "price": {"prompt": 0.0, "completion": 1000.0}}},
            annotate=[{"name": "model", "teacher": "t", "sampling": {"max_tokens": 50}}],
            verification={"workers": 1},
            engine={"in_flight": 4, **engine},
            shards=shards,
        )
        before = server.count()
        done = program("run", recipe, "--out", "out")
        assert done.returncode == 0, done.stderr
        return done.stderr, server.count() - before, program.report()

    with ScriptedServer(script_for(problems)) as server:
        yield lambda engine, shards=1: run(server, engine, shards)


@pytest.mark.parametrize(
    ("caps", "most", "shards"),
    [
        ({"budget": {"requests": 5}}, 5, 3),
        ({"budget": {"dollars": 0.12}}, None, 1),
        ({"subject_budgets": {"math": {"requests": 4}}}, 4, 3),
        ({"budget": {"seconds": 0.001}}, 0, 1),
    ],
    ids=["requests", "dollars", "subject", "seconds"],
)
def test_a_cap_holds_over_all_shards_and_starts(
    run: Any, caps: Mapping[str, Any], most: int | None, shards: int
) -> None:
    said, sent, report = run(caps, shards)
    assert most is None or sent == most
    assert sent < COUNT
    (note, *_) = report["notes"]
    assert "the budget" in note
    assert "problems remain" in note
    assert note in said
    spent = sum(one["dollars"] for one in report["spending"])
    assert spent <= caps.get("budget", {}).get("dollars", spent)
    if shards > 1:
        assert run(caps, shards)[1] == 0, "nothing is left of it in another start"
    _, sent_later, report = run({}, shards)
    assert sent + sent_later == COUNT, "the rest, and nothing twice"
    assert report["notes"] == []
