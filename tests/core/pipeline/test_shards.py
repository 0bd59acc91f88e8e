"""Shards of a run: command lines of workers, marks, and what an executor reports."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from preceptor.cli.progress import Display
from preceptor.components import ShardWork
from preceptor.engine import AnnotationSummary
from preceptor.errors import Exit, NotReadyError, PreceptorError
from preceptor.pipeline.annotation import annotate_shard, open_host
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder
from preceptor.pipeline.shards import RunShards, read_summary, record_failure, run_shards

Assemble = Callable[..., Assembly]

OLD = Path(__file__).parents[1] / "journal" / "data" / "version-1.sql"

HOLDS = """
import sys
from pathlib import Path
from preceptor.journal import Journal
journal = Journal(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


class Scripted:
    """An executor that does with each shard what ``does`` says."""

    def __init__(self, does: Callable[[ShardWork, int], str | None]) -> None:
        self.does = does

    def execute(self, work: ShardWork) -> Mapping[int, str]:
        outcomes = {shard: self.does(work, shard) for shard in work.shards}
        return {shard: reason for shard, reason in outcomes.items() if reason}


@pytest.fixture
def shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Annotates with a scripted executor; returns the summaries by shard."""

    def annotate(
        assembly: Assembly, does: Callable[[ShardWork, int], str | None]
    ) -> dict[int, AnnotationSummary]:
        monkeypatch.setattr(assembly, "executor", lambda: Scripted(does))
        folder = RunFolder(tmp_path / "out")
        done: dict[int, AnnotationSummary] = {}
        with Display(folder.log, live=False) as display, open_host(assembly) as host:
            run_shards(assembly, folder, host, display, done.__setitem__)
        return done

    return annotate


def test_every_shard_leaves_its_mark(
    assemble: Assemble, shards: Callable[..., Any], tmp_path: Path
) -> None:
    def here(work: ShardWork, shard: int) -> None:
        assert not work.is_done(shard), "marks of an earlier start are gone"
        work.run_here(shard)
        assert work.is_done(shard)

    assembly = assemble(shards=2)
    for _ in range(2):
        done = shards(assembly, here)
        assert sorted(done) == [0, 1]
        assert sum(summary.problems for summary in done.values()) == 4
    mark = tmp_path / "out/journals/shard-00001.done.json"
    assert read_summary(mark) == done[1]


def test_a_command_line_carries_all_that_a_worker_needs(
    assemble: Assemble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = tmp_path / "own.py"
    plugin.write_text("PRECEPTOR_API = 1\n")
    monkeypatch.chdir(tmp_path)
    loaded = assemble(overrides=["seed=7"], shards=3)
    loaded = Assembly.of(Path("r.yaml"), overrides=["seed=7"], plugin_files=[Path("own.py")])
    work = RunShards(loaded, RunFolder(Path("out")), None, None, None)  # type: ignore[arg-type]
    line = work.command(2)
    assert line[:6] == [
        *(sys.executable, "-P", "-m", "preceptor", "worker", str(tmp_path / "r.yaml")),
    ]
    rest = dict(zip(line[6::2], line[7::2], strict=True))
    assert float(rest.pop("--elapsed")) < 60
    assert rest == {
        "--out": str(tmp_path / "out"),
        "--shard": "2",
        "--set": "seed=7",
        "--plugin": str(plugin),
    }


@pytest.mark.parametrize(
    ("mark", "reason", "code", "message"),
    [
        (None, None, Exit.TOO_MANY_FAILED, "shard 1: its worker ended without recording a result"),
        (None, "killed", Exit.TOO_MANY_FAILED, "1 of 2 shards were not annotated: shard 1: killed"),
        ({"error": "no key", "exit_code": 3}, "no key", Exit.NOT_READY, "shard 1: no key"),
    ],
)
def test_a_shard_that_fails_fails_the_run(
    assemble: Assemble,
    shards: Callable[..., Any],
    tmp_path: Path,
    mark: dict[str, Any] | None,
    reason: str | None,
    code: Exit,
    message: str,
) -> None:
    def does(work: ShardWork, shard: int) -> str | None:
        if shard != 1:
            work.run_here(shard)
            return None
        if mark is not None:
            path = tmp_path / "out/journals/shard-00001.failed.json"
            path.write_text(json.dumps(mark))
            assert work.failure(shard) == mark["error"]
        return reason

    with pytest.raises(PreceptorError, match=message) as caught:
        shards(assemble(shards=2), does)
    assert caught.value.exit_code is code


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"spent": 3}', '{"problems": 1}'])
def test_half_a_mark_is_no_mark(tmp_path: Path, text: str) -> None:
    mark = tmp_path / "mark.json"
    mark.write_text(text)
    assert read_summary(mark) is None


def test_a_summary_is_announced_when_its_shard_is_done(
    assemble: Assemble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly = assemble(shards=2)
    announced: list[int] = []

    def here(work: ShardWork, shard: int) -> None:
        work.run_here(shard)
        assert announced == list(range(shard + 1))

    monkeypatch.setattr(assembly, "executor", lambda: Scripted(here))
    folder = RunFolder(tmp_path / "out")
    with Display(folder.log, live=False) as display, open_host(assembly) as host:
        run_shards(assembly, folder, host, display, lambda shard, _: announced.append(shard))
    assert announced == [0, 1]


def test_journals_of_an_older_version_are_all_migrated_before_a_shard_is_read(
    assemble: Assemble, shards: Callable[..., Any], tmp_path: Path
) -> None:
    """A shard looks at what the others have spent, so they must be readable."""
    folder = RunFolder(tmp_path / "out")
    for shard in range(2):
        connection = sqlite3.connect(folder.journal(shard))
        connection.executescript(OLD.read_text("utf-8"))
        connection.execute("UPDATE meta SET value = ? WHERE name = 'shard'", (str(shard),))
        connection.commit()
        connection.close()
    done = shards(assemble(shards=2), lambda work, shard: work.run_here(shard))
    assert sorted(done) == [0, 1]


def test_a_second_start_touches_no_mark_of_the_first(
    assemble: Assemble, shards: Callable[..., Any], tmp_path: Path
) -> None:
    folder = RunFolder(tmp_path / "out")
    folder.done_mark(0).write_text("{}")
    held = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder.journal(0))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert held.stdout is not None
    assert held.stdout.readline()
    with pytest.raises(NotReadyError, match=f"process {held.pid} is working on this run"):
        shards(assemble(), lambda work, shard: work.run_here(shard))
    record_failure(folder, 0, NotReadyError("no key"))
    held.kill()
    held.communicate()
    assert folder.done_mark(0).exists()
    assert not folder.failed_mark(0).exists()


def test_a_worker_beside_one_that_is_only_starting(assemble: Assemble, tmp_path: Path) -> None:
    """A scheduler may start workers at the same time; an empty journal has nothing spent."""
    folder = RunFolder(tmp_path / "out")
    folder.journal(1).touch()
    assembly = assemble(shards=2)
    with Display(folder.log, live=False) as display, open_host(assembly) as host:
        summary = annotate_shard(assembly, folder, 0, host, display)
    assert summary.stopped is None
