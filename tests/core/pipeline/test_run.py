"""A whole run in one process: its report, its files, and the same command again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preceptor.errors import Exit, TooManyFailedError
from preceptor.journal import JournalReader
from preceptor.pipeline.assembly import Assembly
from preceptor.records import Earned
from preceptor.reporting.run_report import RunReport

Assemble = Callable[..., Assembly]
RunIt = Callable[..., RunReport]


@pytest.mark.parametrize("shards", [1, 3])
def test_the_report_and_the_files_say_the_same(
    assemble: Assemble, run: RunIt, tmp_path: Path, shards: int
) -> None:
    report = run(assemble(shards=shards))
    [own] = report.card.passes
    assert own.earned == {Earned.OWN_DERIVATION: 2}
    assert own.solved.count == 0, "a derivation that came with the problem is nobody's solution"
    assert report.card.rows == 4
    assert [bad.count for bad in report.card.bad_rows] == [1]
    [arm] = report.arms
    assert arm.splits == {"train": 2}
    lines = (tmp_path / "out/exports/tuned/sft/train.jsonl").read_text().splitlines()
    assert len(lines) == 2
    assert json.loads((tmp_path / "out/report.json").read_text())["name"] == "small"
    assert "Run small" in (tmp_path / "out/report.md").read_text()
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["shards"] == shards
    assert manifest["files"] == {"tuned": list(arm.files)}


def test_running_again_changes_nothing(assemble: Assemble, run: RunIt, tmp_path: Path) -> None:
    assembly = assemble()
    first = run(assembly)
    exported = (tmp_path / "out/exports/tuned/sft/train.jsonl").read_bytes()
    again = run(assembly)
    same: dict[str, Any] = {"seconds": {}, "notes": ()}
    assert again.model_copy(update=same) == first.model_copy(update=same)
    assert (tmp_path / "out/exports/tuned/sft/train.jsonl").read_bytes() == exported


def test_too_many_failed_rows_end_the_run_after_its_report(
    assemble: Assemble, run: RunIt, tmp_path: Path
) -> None:
    with pytest.raises(TooManyFailedError, match="1 of 4 rows failed") as caught:
        run(assemble(engine={"failed_share": 0.1}))
    assert caught.value.exit_code is Exit.TOO_MANY_FAILED
    assert (tmp_path / "out/report.md").is_file()


def test_filters_drop_and_say_why(assemble: Assemble, run: RunIt, tmp_path: Path) -> None:
    filters: list[Any] = [{"use": "length", "min_words": 1000}]
    report = run(assemble(filters=filters))
    assert [(drops.filter, drops.count) for drops in report.card.drops] == [("length", 2)]
    assert report.arms[0].splits == {}
    run(assemble())
    with JournalReader(tmp_path / "out/journals/shard-00000.sqlite3") as journal:
        assert list(journal.drops()) == [], "a filter that is gone drops nothing any more"


def test_every_arm_has_its_own_mixture(assemble: Assemble, run: RunIt) -> None:
    arms = {
        "all": {"mix": {"use": "everything"}},
        "none": {"mix": {"use": "weighted", "earned": ["first-try"]}},
    }
    report = run(assemble(arms=arms))
    assert {arm.name: arm.splits for arm in report.arms} == {"all": {"train": 2}, "none": {}}


def test_without_a_trainer_nothing_is_evaluated(assemble: Assemble, run: RunIt) -> None:
    report = run(assemble(evaluate={"shots": 0}))
    assert report.evaluation is None
