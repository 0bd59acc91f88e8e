"""The ``processes`` executor, with workers that are small programs of the test's own."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from preceptor_executors.processes import ProcessesExecutor, ProcessesOptions

WORKER = """
import pathlib, sys, time
folder, shard, behaviour = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
starts = folder / f"{shard}.starts"
starts.write_text(starts.read_text() + "x" if starts.exists() else "x")
(folder / f"{shard}.began").write_text(repr(time.time()))
if behaviour == "sleeps":
    time.sleep(60)
if behaviour == "reports":
    (folder / f"{shard}.failed").write_text("no key")
    sys.exit(3)
if behaviour == "crashes" or behaviour == "crashes once" and len(starts.read_text()) == 1:
    sys.exit(9)
if behaviour != "forgets":
    time.sleep(0.4)
    (folder / f"{shard}.done").write_text(repr(time.time()))
"""


@dataclass
class Work:
    """Shards and how the worker of each behaves; marks are files in ``folder``."""

    folder: Path
    behaviours: Sequence[str]

    @property
    def shards(self) -> Sequence[int]:
        return range(len(self.behaviours))

    def command(self, shard: int) -> Sequence[str]:
        return [sys.executable, "-c", WORKER, str(self.folder), str(shard), self.behaviours[shard]]

    def run_here(self, shard: int) -> None:
        raise AssertionError("every shard has a process of its own")

    def is_done(self, shard: int) -> bool:
        return (self.folder / f"{shard}.done").exists()

    def failure(self, shard: int) -> str | None:
        mark = self.folder / f"{shard}.failed"
        return mark.read_text() if mark.exists() else None

    def starts(self, shard: int) -> int:
        return len((self.folder / f"{shard}.starts").read_text())


def executor(build: Callable[..., Any], **options: Any) -> ProcessesExecutor:
    made: ProcessesExecutor = build(ProcessesExecutor, **options)
    return made


def test_every_shard_has_a_worker_and_so_many_run_at_once(
    build: Callable[..., Any], tmp_path: Path
) -> None:
    work = Work(tmp_path, ["works"] * 4)
    assert executor(build, at_once=2).execute(work) == {}
    assert all(work.is_done(shard) for shard in work.shards)
    spans = [
        (float((tmp_path / f"{n}.began").read_text()), float((tmp_path / f"{n}.done").read_text()))
        for n in work.shards
    ]
    for began, _ in spans:
        assert sum(start <= began < end for start, end in spans) <= 2


@pytest.mark.parametrize(
    ("behaviour", "starts", "failure"),
    [
        ("crashes once", 2, None),
        ("crashes", 2, "its worker ended with exit code 9"),
        ("forgets", 2, "its worker ended with exit code 0"),
        ("reports", 1, "no key"),
    ],
)
def test_a_worker_that_ends_badly(
    build: Callable[..., Any],
    tmp_path: Path,
    behaviour: str,
    starts: int,
    failure: str | None,
) -> None:
    work = Work(tmp_path, ["works", behaviour])
    failures = executor(build, starts=2).execute(work)
    assert failures == ({} if failure is None else {1: failure})
    assert work.is_done(0), "the other shards are finished all the same"
    assert work.starts(1) == starts


def test_an_interrupted_run_leaves_no_worker(
    build: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work(tmp_path, ["sleeps"] * 2)
    slept = time.sleep

    def interrupted(seconds: float) -> None:
        if (
            threading.current_thread() is threading.main_thread()
            and (tmp_path / "1.began").exists()
        ):
            raise KeyboardInterrupt
        slept(seconds)

    monkeypatch.setattr("preceptor_executors.processes.time.sleep", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        executor(build).execute(work)
    assert time.monotonic() - began < 30, "the workers were ended, not waited for"


def test_options_are_bounded() -> None:
    for wrong in ({"at_once": 0}, {"starts": 0}):
        with pytest.raises(ValueError, match="greater than or equal to 1"):
            ProcessesOptions(**wrong)
