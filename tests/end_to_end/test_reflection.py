"""Every stage of reflection, seen to work end to end against a SYNTHETIC scripted endpoint.

The server errs and corrects itself as scripted (tests/support) instead of running a model,
because a small real model rarely corrects itself.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from program import Program, Sums, SumsSource
from scripted_server import MODEL, Script, ScriptedServer, script_for

from preceptor.records import Problem

Run = Callable[..., tuple[dict[str, Any], subprocess.CompletedProcess[str]]]

CYCLE = [
    "right",
    "corrects",
    "resolves",
    "shown_only",
    "repeats",
    "never",
    "refuses",
    "truncates",
    "no_answer",
    "think_tags",
]
EARNED = {
    "first-try": 2,  # right, think_tags
    "reflected": 1,  # corrects
    "re-solved": 1,  # resolves
    "reference-shown": 2,  # shown_only, repeats
}


@pytest.fixture
def run(program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path) -> Run:
    """Annotate with the script's behaviours; return the report and the first run."""

    def run(
        script_of: Callable[[list[Problem]], Script],
        reflection: dict[str, Any],
        *,
        count: int = 40,
        **parts: Any,
    ) -> tuple[dict[str, Any], subprocess.CompletedProcess[str]]:
        problems = sums(count)
        with ScriptedServer(script_of(problems), log=tmp_path / "server.jsonl") as server:
            recipe = program.recipe(
                sources={"sums": sums_source(problems)},
                teachers={
                    "t": {
                        "use": "openai",
                        "base_url": server.url,
                        "model": MODEL,
                        "api_key_env": None,
                        "terms": "synthetic",
                    }
                },
                annotate=[{"name": "model", "teacher": "t", "reflection": reflection}],
                filters=["format", {"use": "length", "min_words": 3}, "exact-duplicates"],
                **parts,
            )
            first = program("run", recipe, "--out", "out")
            assert first.returncode == 0, first.stderr
            asked = server.count()
            again = program("run", recipe, "--out", "out")
            assert again.returncode == 0, again.stderr
            assert server.count() == asked, "the same command again asked something"
        return program.report(), first

    return run


def earned(report: dict[str, Any]) -> Counter[str]:
    total: Counter[str] = Counter()
    for annotation in report["card"]["passes"]:
        total.update(annotation["earned"])
    return total


def test_every_way_of_earning_a_solution(run: Run, program: Program, tmp_path: Path) -> None:
    report, shown = run(
        lambda problems: script_for(problems, cycle=CYCLE),
        {"use": "three-stage", "control_share": 0.0},
        exports=["jsonl", "parquet"],
        mix={
            "use": "weighted",
            "earned": [
                "first-try",
                "reflected",
                "re-solved",
            ],
        },
    )
    rounds = 40 // len(CYCLE)
    assert earned(report) == {how: rounds * count for how, count in EARNED.items()}
    assert "(95 % interval)" in shown.stdout

    # The one that is cut off stays so when it is revised, with the reference shown or not.
    assert report["incomplete_replies"] == {"cut-off": 3 * rounds, "refused": rounds}
    stages = {stage["stage"]: stage["verdicts"] for stage in report["card"]["stages"]}
    assert stages["solve"]["undecided"] == 3 * rounds, "no answer, refused, cut off: not wrong"
    # Showing the reference is what makes `reference-shown` right; re-solving tells it apart.
    assert stages["revise-shown"]["accepted"] > stages["re-solve"]["accepted"]

    sft = [json.loads(x) for x in (tmp_path / "out/exports/tuned/sft/train.jsonl").open()]
    assert Counter(row["earned"] for row in sft) == {
        "first-try": 2 * rounds,
        "reflected": rounds,
        "re-solved": rounds,
    }
    pairs = [json.loads(x) for x in (tmp_path / "out/exports/tuned/preference/train.jsonl").open()]
    assert len(pairs) == 2 * rounds, "wrong → corrected, of what was corrected without the answer"
    assert all(pair["chosen"] != pair["rejected"] for pair in pairs)

    corrected = next(row for row in sft if row["earned"] == "reflected")
    story = program("explain", corrected["id"].split(".")[1], "--run", "out")
    assert story.returncode == 0
    assert story.stdout.index("critique") < story.stdout.index("revise")
    assert "earned: reflected" in story.stdout
    assert "kind of error: none" not in story.stdout


def test_reflection_is_reported_beside_resampling_at_equal_cost(run: Run) -> None:
    report, shown = run(
        lambda problems: script_for(problems, cycle=["corrects", "never", "resolves", "nth_ask"]),
        {"use": "three-stage", "control_share": 1.0, "control_samples": 6},
    )
    (gain,) = report["gains"]
    assert gain["problems"] == 40 - (40 // 4) * (earned(report)["first-try"] > 0)
    assert gain["reflected"] == 20
    assert gain["resampling_tokens"] > 0
    assert gain["reflected_low"] < gain["reflected"] / gain["problems"] < gain["reflected_high"]
    assert "Reflection against resampling at equal cost" in shown.stdout


def test_a_reference_that_attempts_agree_against_is_flagged_not_overwritten(run: Run) -> None:
    report, _ = run(
        lambda problems: Script(
            parts=script_for(problems, cycle=["insists", "right"]).parts, vary=True
        ),
        {"use": "best-of-n", "n": 4, "stop_early": False},
        count=10,
    )
    (finding,) = report["card"]["findings"]
    assert finding["flag"].startswith("suspect-reference")
    assert finding["count"] == 5
    assert earned(report) == {"first-try": 5}
