"""A run with a judge, by the program, against a SYNTHETIC scripted endpoint."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from program import Program
from scripted_server import MODEL, Part, Script, ScriptedServer

COUNT = 24
SYNONYMS = {"melts": "liquefies"}


def reference(number: int) -> str:
    return f"the wax liquefies slowly in room {number}"


def answer(number: int) -> str:
    """By turns a paraphrase, something else, and the reference."""
    changed = {
        0: f"slowly the wax melts in room {number}",
        1: f"the wax burns quickly in room {number}",
        2: reference(number),
    }
    return changed[number % 3]


def script(**more: Any) -> Script:
    parts = tuple(
        Part(f"Question {number}: what happens?", answer(number)) for number in range(COUNT)
    )
    return Script(parts=parts, synonyms=SYNONYMS, **more)


def parts(program: Program, server: ScriptedServer) -> dict[str, Any]:
    rows = [
        {"q": f"Question {number}: what happens?", "a": reference(number)}
        for number in range(COUNT)
    ]
    return {
        "sources": {
            "words": {
                "use": "file",
                "path": program.rows("words.jsonl", rows),
                "subject": "physics",
                "fields": {"statement": "q", "reference": "a"},
                "kind": "text",
                "licence": "CC0-1.0",
            }
        },
        "teachers": {
            "t": {"use": "openai", "base_url": server.url, "model": MODEL, "api_key_env": None}
        },
        "annotate": [{"name": "model", "teacher": "t"}],
        "verification": {"judge": {"teacher": "t", "agreement_rows": 4}},
        "engine": {"in_flight": 4},
        "filters": [],
    }


def test_what_a_judge_accepts_is_counted_apart_and_not_trained_on(
    program: Program, tmp_path: Path
) -> None:
    with ScriptedServer(script()) as server:
        given = parts(program, server)
        given["arms"] = {
            "rules": {"mix": "everything"},
            "judged": {"mix": {"use": "everything", "accepted_by_judge": True}},
        }
        recipe = program.recipe(**given)
        done = program("run", recipe, "--out", "out")
        assert done.returncode == 0, done.stderr
    third = COUNT // 3
    card = program.report()["card"]
    [one] = card["passes"]
    assert (one["solved"]["count"], one["judged"]) == (third, third)
    assert one["earned"] == {"first-try": third}
    [solve] = card["stages"]
    assert solve["verdicts"] == {"accepted": third}
    assert solve["judged"] == {"accepted": third, "rejected": third}
    judge = card["judge"]
    assert judge["asked"] == {"accepted": third, "rejected": third}
    assert judge["solutions"] == third
    assert judge["answers_too"] is True
    assert judge["agreement"]["agreed"] == judge["agreement"]["decided"] == 4
    assert 0.5 < judge["agreement"]["low"] < judge["agreement"]["high"] == 1.0
    by_name = {(v["verifier"], v["version"]) for v in card["verifiers"]}
    assert ("judge", "1") in by_name
    assert {(t["teacher"], t["judging"]) for t in card["teachers"]} == {("t", False), ("t", True)}

    report = (tmp_path / "out/report.md").read_text("utf-8")
    assert "accepted by judge" in report
    assert "models favour what they wrote themselves" in report
    readme = (tmp_path / "out/exports/rules/README.md").read_text("utf-8")
    assert "## The judge" in readme
    assert "4/4 = 100 % (51 to 100)" in readme

    def rows(arm: str, view: str = "sft") -> list[dict[str, Any]]:
        file = tmp_path / f"out/exports/{arm}/{view}/train.jsonl"
        return [json.loads(line) for line in file.open()]

    assert Counter(row["decided_by"] for row in rows("rules")) == {"rules": third}
    assert Counter(row["decided_by"] for row in rows("judged")) == {"rules": third, "judge": third}

    judged = next(row for row in rows("judged") if row["decided_by"] == "judge")
    story = program("explain", judged["problem_id"], "--run", "out").stdout
    assert "accepted by judge 1" in story
    assert story.count("Verdict: EQUIVALENT") == 2


@pytest.mark.parametrize("kill_at", [30, pytest.param(50, marks=pytest.mark.slow)])
def test_killed_and_run_again_nothing_is_asked_twice(
    program: Program, tmp_path: Path, kill_at: int
) -> None:
    with ScriptedServer(script(latency=0.05)) as server:
        recipe = program.recipe(**parts(program, server))
        process = program.start("run", recipe, "--out", "out")
        while server.count() < kill_at and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        at_kill = server.count()
        done = program("run", recipe, "--out", "out")
        assert done.returncode == 0, done.stderr
        log = server.log()
        times = Counter(entry.digest for entry in log)
        twice = [digest for digest, count in times.items() if count > 1]
        under_way = {entry.digest for entry in log[max(0, at_kill - 4) : at_kill]}
        assert set(twice) <= under_way, "only what was under way at the kill is sent again"
        assert {entry.stage for entry in log} == {"solve", "judge"}
        # Two thirds are compared, and a sample of the rest; twice each.
        assert len(times) == COUNT + 2 * (2 * COUNT // 3) + 2 * 4
        again = program("run", recipe, "--out", "out")
        assert again.returncode == 0, again.stderr
        assert server.count() == len(log), "a finished run asks nothing"
    assert program.report()["card"]["judge"]["solutions"] == COUNT // 3


def test_a_judge_must_be_a_teacher_and_its_kinds_must_exist(program: Program) -> None:
    with ScriptedServer(script()) as server:
        given = parts(program, server)
        given["verification"] = {"judge": {"teacher": "tt", "kinds": ["text", "formal"]}}
        done = program("run", program.recipe(**given), "--out", "out")
    assert done.returncode == 2
    assert "verification.judge.teacher: unknown teacher 'tt' (did you mean 't'?)" in done.stderr
    assert "verification.judge.kinds: unknown kind of reference for a judge 'formal'" in done.stderr


def test_a_plan_counts_what_a_judge_would_be_asked(program: Program) -> None:
    with ScriptedServer(script()) as server:
        given = parts(program, server)
        recipe = program.recipe(**given)
        [with_judge] = json.loads(program("plan", recipe, "--json").stdout)["passes"]
        without = program.recipe(**{**given, "verification": {}})
        [alone] = json.loads(program("plan", without, "--json").stdout)["passes"]
        assert server.count() == 0
    assert alone["most_requests"] == COUNT
    assert with_judge["most_requests"] == 3 * COUNT, "every answer may be compared twice"
    assert with_judge["first_requests"] == COUNT
    assert with_judge["most_tokens"] > alone["most_tokens"]
