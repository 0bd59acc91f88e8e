"""Exported files: the content of each view, loading by datasets, and atomic replacement."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from preceptor import references
from preceptor.components import ExportJob
from preceptor.errors import NotReadyError, UsageError
from preceptor.files.atomic import replacing
from preceptor.prompts import Prompts
from preceptor.records import Earned, Role, Solution, Stage, Status
from preceptor_exporters import files
from preceptor_exporters.files import JsonlExporter, ParquetExporter
from preceptor_exporters.views import PROVENANCE

Build = Callable[..., Any]
Make = Callable[..., Solution]

EXPORTERS = pytest.mark.parametrize(
    ("exporter", "reader"), [(JsonlExporter, "json"), (ParquetExporter, "parquet")]
)


def job(folder: Path, **splits: list[Solution]) -> ExportJob:
    numbered = {
        split: [(f"{split}-{n}", solution) for n, solution in enumerate(solutions)]
        for split, solutions in splits.items()
    }
    return ExportJob(splits=numbered, folder=folder, terms={"solve": "Apache-2.0 weights"})


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path], Any]:
    """Loads a file with Hugging Face datasets, without a network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")

    def run(reader: str, path: Path) -> Any:
        import datasets

        return datasets.load_dataset(
            reader, data_files={"train": str(path)}, split="train", cache_dir=str(tmp_path / "hf")
        )

    return run


@pytest.fixture
def revised(make_solution: Make, make_step: Callable[..., Any]) -> Solution:
    """Wrong, undecided, criticised, wrong again, then right."""
    return make_solution(
        trail=(
            make_step("2 + 2 = 5\nAnswer: 5", Status.REJECTED),
            make_step("Who knows?\nAnswer: ?", Status.UNDECIDED, stage=Stage.RESAMPLE),
            make_step("You erred in calculation.", None, stage=Stage.CRITIQUE),
            make_step("2 + 2 = 3\nAnswer: 3", Status.REJECTED, stage=Stage.REVISE),
            make_step("  2 + 2 = 4\nAnswer: 4\n", stage=Stage.REVISE),
        ),
        earned=Earned.REFLECTED,
        family="sum",
        seed=7,
    )


@EXPORTERS
def test_every_view_loads_with_datasets(
    exporter: Any,
    reader: str,
    build: Build,
    revised: Solution,
    make_solution: Make,
    tmp_path: Path,
    load: Callable[[str, Path], Any],
) -> None:
    # The first rows have no family and no seed, the last has: a reader that infers the schema
    # from the first must not be misled.
    solutions = [
        make_solution(statement="λ → ∞?", reference=references.text("naïve")),
        make_solution(reference=references.number("4", "m", rtol=0.1)),
        revised,
    ]
    written = build(exporter).export(job(tmp_path, train=solutions, heldout_instances=solutions))
    suffix = exporter.suffix
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        f"{view}/{split}{suffix}"
        for view in ("sft", "preference", "rl")
        for split in ("train", "heldout_instances")
    ]
    sft, preference, rl = (
        load(reader, tmp_path / view / f"train{suffix}") for view in ("sft", "preference", "rl")
    )
    assert sft.column_names == ["messages", *PROVENANCE]
    assert len(sft) == len(rl) == 3
    last = sft[2]
    question = [
        {"role": "system", "content": Prompts.system},
        {"role": "user", "content": f"What is 2 + 2?\n\n{Prompts.answer_form}"},
    ]
    # A corrected solution is trained as an answer to the plain question.
    reply = {"role": "assistant", "content": "2 + 2 = 4\nAnswer: 4"}
    assert last["messages"] == [*question, reply]
    assert {name: last[name] for name in PROVENANCE} == {
        "id": "train-2",
        "problem_id": revised.problem.id,
        "split": "train",
        "subject": "math",
        "topic": "",
        "source": "src",
        "licence": "MIT",
        "family": "sum",
        "seed": "7",
        "original_id": "",
        "location": "",
        "annotation": "solve",
        "teacher": "tiny",
        "teacher_terms": "Apache-2.0 weights",
        "earned": "reflected",
        "verifier": "numeric",
        "verifier_version": "3",
        "decided_by": "rules",
    }
    assert len(preference) == 1
    assert preference[0]["prompt"] == question
    assert preference[0]["chosen"] == [reply]
    assert preference[0]["rejected"] == [{"role": "assistant", "content": "2 + 2 = 5\nAnswer: 5"}]
    assert preference[0]["rejected_stage"] == "solve"
    assert rl[1]["answer"] == "4"
    assert rl[1]["reference"]["kind"] == "number"
    assert json.loads(rl[1]["reference"]["payload"]) == {"unit": "m", "rtol": 0.1}
    assert rl[0]["prompt"][1]["content"].startswith("λ → ∞?")


@EXPORTERS
def test_a_late_seed_does_not_change_the_schema(
    exporter: Any,
    reader: str,
    build: Build,
    make_solution: Make,
    tmp_path: Path,
    load: Callable[[str, Path], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("preceptor_exporters.formats.GROUP_ROWS", 100)
    long = "word " * 4_000  # 700 rows of 20 kB are more than one block of datasets' JSON reader
    solutions = [make_solution(long)] * 700 + [make_solution("x", family="sum", seed=1)] * 20
    [path] = build(exporter, views=["sft"]).export(job(tmp_path, train=solutions))
    rows = load(reader, path)
    assert len(rows) == 720
    assert (rows[0]["seed"], rows[719]["seed"]) == ("", "1")
    if reader == "parquet":
        import pyarrow.parquet as pq

        assert pq.ParquetFile(path).metadata.num_row_groups == 8


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_system_prompt_can_be_left_out(build: Build, revised: Solution, tmp_path: Path) -> None:
    build(JsonlExporter, system_prompt=False).export(job(tmp_path, train=[revised]))
    sft = read_jsonl(tmp_path / "sft" / "train.jsonl")[0]
    assert [m["role"] for m in sft["messages"]] == ["user", "assistant"]
    assert [m["role"] for m in read_jsonl(tmp_path / "rl" / "train.jsonl")[0]["prompt"]] == ["user"]


def test_pairs_are_only_of_attempts_found_wrong(
    build: Build, revised: Solution, tmp_path: Path
) -> None:
    build(JsonlExporter, max_pairs=5).export(job(tmp_path, train=[revised]))
    pairs = read_jsonl(tmp_path / "preference" / "train.jsonl")
    assert [(p["rejected_stage"], p["rejected"][0]["content"]) for p in pairs] == [
        ("solve", "2 + 2 = 5\nAnswer: 5"),
        ("revise", "2 + 2 = 3\nAnswer: 3"),
    ]


def test_unsolved_rows_give_rl_prompts_only(
    build: Build, make_solution: Make, tmp_path: Path, logged: list[str]
) -> None:
    unsolved = make_solution("no idea", earned=None, status=Status.REJECTED)
    written = build(JsonlExporter).export(job(tmp_path, train=[unsolved]))
    assert [path.name for path in written] == ["train.jsonl"]
    row = read_jsonl(tmp_path / "rl" / "train.jsonl")[0]
    assert (row["earned"], row["teacher"]) == ("", "")
    assert logged == ["part: no rows for sft/train", "part: no rows for preference/train"]


def test_repeats_appear_in_sft_and_once_in_rl(
    build: Build, make_solution: Make, tmp_path: Path
) -> None:
    repeated, another = make_solution(), make_solution(annotation="b")
    build(JsonlExporter).export(job(tmp_path, train=[repeated, repeated, another]))
    assert len(read_jsonl(tmp_path / "sft" / "train.jsonl")) == 3
    assert len(read_jsonl(tmp_path / "rl" / "train.jsonl")) == 1


@pytest.mark.parametrize("view", ["sft", "preference", "rl"])
@EXPORTERS
def test_eval_rows_are_refused_and_nothing_is_left(
    exporter: Any, reader: str, view: str, build: Build, make_solution: Make, tmp_path: Path
) -> None:
    wrong = make_solution(statement="secret", role=Role.EVAL)
    with pytest.raises(UsageError) as caught:
        build(exporter, views=[view]).export(job(tmp_path, train=[make_solution(), wrong]))
    assert "row train-1" in str(caught.value)
    assert wrong.problem.id in str(caught.value)
    assert "'src'" in str(caught.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@EXPORTERS
def test_an_export_that_fails_leaves_the_old_file(
    exporter: Any, reader: str, build: Build, make_solution: Make, tmp_path: Path
) -> None:
    [path] = build(exporter, views=["sft"]).export(job(tmp_path, train=[make_solution()]))
    before = path.read_bytes()

    def failing() -> Iterator[tuple[str, Solution]]:
        yield "a", make_solution("another text")
        raise KeyboardInterrupt

    broken = ExportJob(splits={"train": failing()}, folder=tmp_path, terms={})
    with pytest.raises(KeyboardInterrupt):
        build(exporter, views=["sft"]).export(broken)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]
    # A split that has become empty must not keep its old rows.
    assert build(exporter, views=["sft"]).export(job(tmp_path, train=[])) == []
    assert os.listdir(path.parent) == []


def test_a_full_disk_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with (
        pytest.raises(NotReadyError, match="no space left") as caught,
        replacing(tmp_path / "rows.jsonl") as temporary,
    ):
        temporary.write_text("half")
    assert "run the same command again" in (caught.value.hint or "")
    assert list(tmp_path.iterdir()) == []


def test_a_subject_that_is_not_installed(build: Build, make_solution: Make, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown subject 'biology'"):
        build(JsonlExporter).export(job(tmp_path, train=[make_solution(subject="biology")]))


@EXPORTERS
def test_text_that_is_not_valid_unicode_is_written(
    exporter: Any,
    reader: str,
    build: Build,
    make_solution: Make,
    tmp_path: Path,
    load: Callable[[str, Path], Any],
) -> None:
    [path] = build(exporter, views=["sft"]).export(
        job(tmp_path, train=[make_solution("half \ud800 pair, \u2028 and a\0zero")])
    )
    assert load(reader, path)[0]["messages"][-1]["content"] == "half ? pair, \u2028 and a\0zero"


def test_views_are_known_by_name() -> None:
    assert set(files.ExportOptions().views) == {"sft", "preference", "rl"}


def test_what_only_a_judge_rejects_is_not_a_rejected_side(
    build: Build, revised: Solution, tmp_path: Path
) -> None:
    first, *rest = revised.trail
    assert first.verdict is not None
    judged = first.verdict.model_copy(update={"decided_by": "judge"})
    solution = revised.model_copy(
        update={"trail": (first.model_copy(update={"verdict": judged}), *rest)}
    )
    build(JsonlExporter, max_pairs=5).export(job(tmp_path, train=[solution]))
    lines = (tmp_path / "preference/train.jsonl").read_text().splitlines()
    [row] = [json.loads(line) for line in lines]
    assert "= 3" in row["rejected"][0]["content"]
    assert row["decided_by"] == "rules"
