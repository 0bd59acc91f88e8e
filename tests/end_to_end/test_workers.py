"""Shards annotated by worker processes: the same result as in one process, and no lost worker."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from program import Program, Sums, SumsSource
from scripted_server import MODEL, ScriptedServer, script_for

SHARDS = 3


def parts(server: ScriptedServer, source: dict[str, Any], **executor: Any) -> dict[str, Any]:
    return {
        "sources": {"sums": source},
        "shards": SHARDS,
        "teachers": {
            "t": {"use": "openai", "base_url": server.url, "model": MODEL, "api_key_env": None}
        },
        "annotate": [{"name": "model", "teacher": "t"}],
        "engine": {"in_flight": 4},
        "executor": executor,
    }


def earned(report: dict[str, Any]) -> dict[str, int]:
    return {k: v for one in report["card"]["passes"] for k, v in one["earned"].items()}


def test_workers_do_what_one_process_does(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(24)
    script = script_for(problems, cycle=["right", "never"])
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(**parts(server, sums_source(problems), use="local"))
        assert program("run", recipe, "--out", "local").returncode == 0
        asked = server.count()
        recipe = program.recipe(**parts(server, sums_source(problems), use="processes", at_once=2))
        done = program("run", recipe, "--out", "workers")
        assert done.returncode == 0, done.stderr
        assert server.count() == 2 * asked
        again = program("run", recipe, "--out", "workers")
        assert again.returncode == 0, again.stderr
        assert server.count() == 2 * asked, "workers that are started again ask nothing again"
    assert earned(program.report("local")) == earned(program.report("workers"))
    marks = sorted((tmp_path / "workers/journals").glob("*.done.json"))
    assert len(marks) == SHARDS
    assert sum(json.loads(mark.read_text())["problems"] for mark in marks) == 24


def test_a_killed_worker_is_started_again_and_asks_nothing_twice(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(24)
    script = script_for(problems, cycle=["right"], latency=0.3)
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(**parts(server, sums_source(problems), use="processes", at_once=1))
        process = program.start("run", recipe, "--out", "out")
        lines: list[str] = []
        reader = threading.Thread(target=lambda: lines.extend(process.stderr))
        reader.start()
        end = time.monotonic() + 60
        while server.count() < 6 and time.monotonic() < end:
            time.sleep(0.02)
        started = [re.search(r"shard \d+: worker (\d+) started", line) for line in lines]
        [worker] = [int(match[1]) for match in started if match][-1:]
        os.kill(worker, signal.SIGKILL)
        assert process.wait(timeout=120) == 0, "".join(lines)
        reader.join(timeout=10)
        process.stdout.close()
    assert any("starting it again" in line for line in lines)
    report = program.report()
    assert earned(report) == {"first-try": 24}
    # What was in flight when the worker was killed is of unknown outcome, and sent again.
    assert server.count() <= 24 + len(report["unknown_outcomes"])


def test_what_a_worker_reports_is_what_the_run_reports(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(12)
    given = "sk-0123456789-not-the-right-one"
    with ScriptedServer(script_for(problems, key="another"), log=tmp_path / "s.jsonl") as server:
        teacher = {"use": "openai", "base_url": server.url, "model": MODEL, "api_key_env": "A_KEY"}
        recipe = program.recipe(
            **{**parts(server, sums_source(problems), use="processes"), "teachers": {"t": teacher}}
        )
        done = program("run", recipe, "--out", "out", env={"A_KEY": given})
    assert done.returncode == 3, done.stderr
    assert "shards were not annotated: shard " in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out/journals").glob("*.failed.json"))
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or given.encode() not in path.read_bytes(), path


def test_a_worker_by_hand(program: Program, sums: Sums, sums_source: SumsSource) -> None:
    recipe = program.recipe(
        sources={"sums": sums_source(sums(6))},
        shards=2,
        teachers={"own": {"use": "derivation"}},
        annotate=[{"name": "own", "teacher": "own"}],
    )
    wrong = program("worker", recipe, "--out", "out", "--shard", "2")
    assert wrong.returncode == 2
    assert "there is no shard 2: the recipe has 2, counted from 0" in wrong.stderr
    done = program("worker", recipe, "--out", "out", "--shard", "1")
    assert done.returncode == 0, done.stderr
    assert (program.folder / "out/journals/shard-00001.done.json").is_file()
    assert not (program.folder / "out/journals/shard-00000.sqlite3").exists()


def test_ctrl_c_keeps_the_replies_under_way(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    """A terminal sends SIGINT to the whole foreground group; the workers are not in it."""
    problems = sums(12)
    script = script_for(problems, cycle=["right"], latency=2.0)
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(**parts(server, sums_source(problems), use="processes", at_once=3))
        process = program.start("run", recipe, "--out", "out", start_new_session=True)
        end = time.monotonic() + 60
        while server.count() < 6 and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 130
        asked = server.count()
    states: dict[str, int] = {}
    for journal in (tmp_path / "out/journals").glob("*.sqlite3"):
        with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as connection:
            for state, count in connection.execute(
                "SELECT state, count(*) FROM requests GROUP BY state"
            ):
                states[state] = states.get(state, 0) + count
    assert states.get("done", 0) >= 6
    assert states == {"done": asked}, "no reply under way was thrown away"
