"""What is shown and logged during a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from preceptor.cli import progress
from preceptor.cli.progress import Display
from preceptor.engine.events import (
    AnswerVerified,
    PassesExpected,
    PassFinished,
    PassSkipped,
    PassStarted,
    ReplyReceived,
    RequestSent,
    TryFailed,
)
from preceptor.errors import Failure, NotReadyError
from preceptor.pipeline.progress import EvaluationProgress, StageStarted
from preceptor.pipeline.run_folder import RunFolder
from preceptor.records import (
    Earned,
    Problem,
    Provenance,
    Reference,
    Solution,
    Stage,
    Status,
    Usage,
)


def solution(subject: str, earned: Earned | None, annotation: str = "main") -> Solution:
    problem = Problem(
        subject=subject,
        statement="2 + 2?",
        reference=Reference(kind="number", value="4"),
        provenance=Provenance(source="s"),
    )
    accepted = None if earned is None else 0
    return Solution.model_construct(
        problem=problem, annotation=annotation, accepted=accepted, earned=earned, failure=None
    )


def played(display: Display) -> None:
    """Two subjects; one problem is solved at once, one after reflection, one was done before."""
    used = Usage(prompt_tokens=70, completion_tokens=30)
    display.on_event(StageStarted("annotate"))
    display.on_event(PassesExpected("main", 5, asks_model=True))
    display.on_event(PassSkipped("math", "main", accepted=True))
    for subject, stage in (("math", Stage.SOLVE), ("physics", Stage.SOLVE)):
        display.on_event(PassStarted(subject, "main"))
        display.on_event(RequestSent(subject, stage))
    display.on_event(TryFailed("physics", Stage.SOLVE, Failure.RATE_LIMITED, "HTTP 429: slow down"))
    display.on_event(RequestSent("physics", Stage.SOLVE))
    display.on_event(ReplyReceived("physics", Stage.SOLVE, used, 0.5))
    display.on_event(AnswerVerified("physics", Stage.SOLVE, Status.REJECTED))
    display.on_event(RequestSent("physics", Stage.REVISE))
    display.on_event(ReplyReceived("physics", Stage.REVISE, used, 0.25))
    display.on_event(AnswerVerified("physics", Stage.REVISE, Status.ACCEPTED))
    display.on_event(PassFinished(solution("physics", Earned.REFLECTED)))


def events(folder: RunFolder) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in (folder.path / "log.jsonl").read_text("utf-8").splitlines()
    ]


def test_plain_lines_tell_by_subject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    with Display(RunFolder(tmp_path / "run").log, live=False) as display:
        played(display)
    last = capsys.readouterr().err.splitlines()[-1]
    for part in (
        "annotate: 2/5",
        "1 in flight, 2 replies",
        "replies/s",
        "tokens/s",
        "math 1 done, 1 accepted, 0 reflected",
        "physics 1 done, 1 accepted, 1 reflected",
        "1 failed tries",
        "$0.75",
        "left",
    ):
        assert part in last, last


def test_the_table_tells_by_subject_and_stage(tmp_path: Path) -> None:
    from rich.console import Console

    display = Display(RunFolder(tmp_path / "run").log, live=False)
    played(display)
    console = Console(width=160, record=True, file=(tmp_path / "shown").open("w"))
    console.print(display._table())
    rows = [line.split() for line in console.export_text().splitlines()]
    assert ["physics", "problems", "0", "1", "1", "1"] in rows
    assert ["solve", "0", "1", "0", "1", "0", "0", "100", "0.500"] in rows
    assert ["revise", "0", "1", "1", "0", "0", "0", "100", "0.250"] in rows
    assert ["solve", "1", "0", "0", "0", "0", "0", "0", "0.000"] in rows, "math, in flight"


def test_the_log_has_the_same_as_events(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with Display(folder.log, live=False) as display:
        played(display)
        display.log("a pause")
    logged = events(folder)
    (failed,) = [event for event in logged if event["event"] == "try-failed"]
    assert (failed["failure"], failed["stage"]) == ("rate-limited", "solve")
    assert "a pause" in [event.get("line") for event in logged]
    last = logged[-1]
    assert (last["event"], last["phase"], last["done"], last["total"]) == (
        "progress", "annotate", 2, 5,
    )  # fmt: skip
    assert last["subjects"]["physics"]["reflected"] == 1
    stages = {(stage["subject"], stage["stage"]): stage for stage in last["stages"]}
    assert stages["physics", "solve"]["failed_tries"] == 1
    assert stages["math", "solve"]["in_flight"] == 1


def test_a_log_that_cannot_be_written_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def full(event: str, **facts: object) -> None:
        raise OSError(28, "No space left on device")

    with Display(full, live=False) as display:
        played(display)
        display.log("still here")
    assert "still here" in capsys.readouterr().err


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the display sees; a test moves it on."""
    now = [1000.0]
    monkeypatch.setattr("preceptor.cli.progress.time.monotonic", lambda: now[0])
    return now


def test_what_was_done_before_says_nothing_of_the_time_left(
    tmp_path: Path, clock: list[float]
) -> None:
    display = Display(RunFolder(tmp_path / "run").log, live=False)
    display.on_event(StageStarted("annotate"))
    display.on_event(PassesExpected("main", 100, asks_model=True))
    for _ in range(50):
        display.on_event(PassSkipped("math", "main", accepted=True))
    assert display._pace.seconds_left() is None
    clock[0] += 2
    display.on_event(PassFinished(solution("math", None)))
    assert display._pace.seconds_left() == 2 * 49


def test_passes_that_ask_no_model_say_nothing_of_the_pace_of_those_that_do(
    tmp_path: Path, clock: list[float]
) -> None:
    display = Display(RunFolder(tmp_path / "run").log, live=False)
    display.on_event(StageStarted("annotate"))
    display.on_event(PassesExpected("derivation", 380, asks_model=False))
    display.on_event(PassesExpected("model", 20, asks_model=True))
    clock[0] += 30
    for name in ("model", "model", "derivation"):
        display.on_event(PassFinished(solution("math", None, name)))
    assert display._pace.seconds_left() == 15 * 18


def test_where_no_model_is_asked_every_pass_counts(tmp_path: Path, clock: list[float]) -> None:
    display = Display(RunFolder(tmp_path / "run").log, live=False)
    display.on_event(StageStarted("annotate"))
    display.on_event(PassesExpected("derivation", 10, asks_model=False))
    clock[0] += 3
    display.on_event(PassFinished(solution("math", None, "derivation")))
    assert display._pace.seconds_left() == 3 * 9


def test_what_is_evaluated_next_has_a_pace_of_its_own(tmp_path: Path, clock: list[float]) -> None:
    display = Display(RunFolder(tmp_path / "run").log, live=False)
    display.on_event(StageStarted("evaluate"))
    for done in (10, 20):
        clock[0] += 60
        display.on_event(EvaluationProgress("base", done, 20))
    clock[0] += 100
    display.on_event(EvaluationProgress("tuned", 4, 40))
    assert display._pace.seconds_left() is None, "the first figure may hide a model's loading"
    clock[0] += 8
    display.on_event(EvaluationProgress("tuned", 8, 40))
    assert display._pace.seconds_left() == 2 * 32


def test_a_refresh_that_did_not_come_to_its_end_is_resumed(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    assert folder.refreshed(anew=False) == ""
    first = folder.refreshed(anew=True)
    assert first
    assert folder.refreshed(anew=True) == first, "killed, and the same command again"
    assert folder.refreshed(anew=False) == first, "a plain resume keeps to it, too"
    folder.manifest.write_text("{}")
    assert folder.refreshed(anew=False) == first
    second = folder.refreshed(anew=True)
    assert second not in ("", first)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "\x00"])
def test_a_damaged_mark_of_a_refresh_is_named(tmp_path: Path, text: str) -> None:
    folder = RunFolder(tmp_path / "run")
    (folder.path / "refresh.json").write_text(text)
    with pytest.raises(NotReadyError, match=r"refresh\.json is damaged"):
        folder.refreshed(anew=False)
