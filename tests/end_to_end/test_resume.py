"""``kill -9`` of the program in the middle of annotation; the same command finishes the job."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from program import Program, Sums, SumsSource
from scripted_server import MODEL, ScriptedServer, script_for

CYCLE = ["right", "corrects", "resolves", "never"]
ALL = {
    "use": "weighted",
    "earned": ["first-try", "reflected", "re-solved"],
}


def replies(journal: Path) -> dict[str, str]:
    """Key and prompt text of every request whose reply is in the journal."""
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as connection:
        return dict(
            connection.execute("SELECT key, r.json FROM replies JOIN requests r USING (key)")
        )


def waited_for(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def ignore_interrupts() -> None:
    """What a shell does to the background jobs of a script."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize(
    ("stop", "before_start"),
    [
        (signal.SIGKILL, None),
        (signal.SIGINT, None),
        (signal.SIGTERM, None),
        pytest.param(signal.SIGTERM, ignore_interrupts, id="background job"),
    ],
)
def test_the_same_command_finishes_what_was_stopped(
    program: Program,
    sums: Sums,
    sums_source: SumsSource,
    tmp_path: Path,
    stop: signal.Signals,
    before_start: Callable[[], None] | None,
) -> None:
    problems = sums(60)
    script = script_for(problems, cycle=CYCLE, latency=0.15)
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(
            sources={"sums": sums_source(problems)},
            teachers={
                "t": {"use": "openai", "base_url": server.url, "model": MODEL, "api_key_env": None}
            },
            annotate=[
                {
                    "name": "model",
                    "teacher": "t",
                    "reflection": {"use": "three-stage", "control_share": 0.0},
                }
            ],
            engine={"in_flight": 8},
            mix=ALL,
        )
        process = program.start("run", recipe, "--out", "out", preexec_fn=before_start)
        assert waited_for(lambda: server.count() >= 60), "the run never got going"
        os.kill(process.pid, stop)
        _, said = process.communicate(timeout=60)
        journal = tmp_path / "out/journals/shard-00000.sqlite3"
        known = replies(journal)
        before = server.count()
        assert known
        assert not (tmp_path / "out/manifest.json").exists()
        if stop is not signal.SIGKILL:
            assert process.returncode == 130, said
            assert "the same command again" in said

        done = program("run", recipe, "--out", "out")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "out/manifest.json").exists()
        report = program.report()

        # Every request the server got is in the journal once, or was in flight at the end; an
        # intent may have been written that was never sent.
        unknown = report["unknown_outcomes"]
        final = replies(journal)
        assert set(known) <= set(final)
        assert len(final) <= server.count() <= len(final) + len(unknown)
        assert len(unknown) <= 8, "at most the requests in flight"
        assert before <= server.count()
        if stop is signal.SIGKILL:
            shown = (tmp_path / "out/report.md").read_text("utf-8")
            assert all(outcome["request"] in shown for outcome in unknown)
        else:
            assert not unknown, "a polite end waits for the replies under way"

        earned = {k: v for one in report["card"]["passes"] for k, v in one["earned"].items()}
        assert earned == {
            "first-try": 15,
            "reflected": 15,
            "re-solved": 15,
        }
        rows = (tmp_path / "out/exports/tuned/sft/train.jsonl").read_text("utf-8").splitlines()
        assert len(rows) == 45, "no row lost, none doubled"
