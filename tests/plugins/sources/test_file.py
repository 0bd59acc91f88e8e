"""The ``file`` source on every format."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_files import FIELDS, ROWS, Read, jsonl, save

from preceptor.errors import UsageError
from preceptor.records import Role
from preceptor_sources.file import FileSource
from preceptor_sources.tables import Table


@pytest.mark.parametrize(
    "form", ["jsonl", "ndjson", "json", "csv", "tsv", "parquet", "saved-by-datasets"]
)
def test_every_format_gives_the_same_problems(form: str, tmp_path: Path, read: Read) -> None:
    name = save(tmp_path, form, ROWS)
    problems, bad = read(name, licence="MIT", topic="sums", role=Role.EVAL)
    assert not bad
    assert [p.statement for p in problems] == ["1 + 1?", "2 + 2?", "3 + 3?"]
    assert [p.reference.value for p in problems] == ["2", "4", "6"]
    assert {(p.role, p.subject, p.topic, p.reference.kind) for p in problems} == {
        (Role.EVAL, "math", "sums", "number")
    }
    assert {p.provenance.licence for p in problems} == {"MIT"}
    # Provenance is exported: no path of this machine in it.
    assert not any(str(tmp_path) in (p.provenance.location or "") for p in problems)


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "parquet", "saved-by-datasets"])
def test_offset_limit_and_where(form: str, tmp_path: Path, read: Read) -> None:
    rows = [{"q": f"{i}?", "a": str(i), "level": i % 2} for i in range(1, 11)]
    name = save(tmp_path, form, rows)
    problems, _ = read(name, where={"level": 1}, offset=1, limit=3)
    assert [p.reference.value for p in problems] == ["3", "5", "7"]
    problems, _ = read(name, where={"level": [0, 1]})
    assert len(problems) == 10


def test_locations_are_lines_of_the_file(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "r.csv"
    path.write_text('q,a\n"two\nlines?",2\n\nx?,\n"more ""quoted"", text\n\n?",3\n', "utf-8")
    problems, bad = read("r.csv")
    assert [p.provenance.location for p in problems] == ["r.csv:2", "r.csv:6"]
    assert problems[1].statement == 'more "quoted", text\n\n?'
    assert [row.location for row in bad] == [f"{path}:5"]
    path = tmp_path / "r.json"
    path.write_text('[\n {"q": "a?",\n  "a": 1},\n\n {"q": "b?", "a": 2}\n]', "utf-8")
    problems, _ = read("r.json")
    assert [p.provenance.location for p in problems] == ["r.json:2", "r.json:5"]


def test_digits_of_a_json_number_are_kept(tmp_path: Path, read: Read) -> None:
    (tmp_path / "r.jsonl").write_text('{"q": "x?", "a": 1.50}\n{"q": "y?", "a": 12345678901}\n')
    problems, _ = read("r.jsonl")
    assert [p.reference.value for p in problems] == ["1.50", "12345678901"]


def test_dotted_paths_reach_into_rows(tmp_path: Path, read: Read) -> None:
    rows = [{"data": {"q": "x?", "final": ["5"]}, "a.b": "m", "meta": {"id": 7, "lic": "MIT"}}]
    jsonl(tmp_path / "r.jsonl", rows)
    fields = {
        "statement": "data.q",
        "reference": "data.final.0",
        "id": "meta.id",
        "licence": "meta.lic",
        "topic": "a.b",
    }
    problems, bad = read("r.jsonl", fields=fields)
    assert not bad
    assert problems[0].reference.value == "5"
    assert problems[0].provenance.original_id == "7"
    assert problems[0].provenance.licence == "MIT"
    assert problems[0].topic == "m"
    save(tmp_path, "parquet", rows)
    assert read("rows.parquet", fields=fields)[0][0].id == problems[0].id


def test_a_pattern_reads_files_in_order(tmp_path: Path, read: Read) -> None:
    jsonl(tmp_path / "part-1.jsonl", ROWS[:1])
    jsonl(tmp_path / "part-0.jsonl", ROWS[1:])
    problems, _ = read("part-*.jsonl", limit=3)
    assert [p.provenance.location for p in problems] == [
        "part-0.jsonl:1",
        "part-0.jsonl:2",
        "part-1.jsonl:1",
    ]


def test_dataset_dict_needs_a_split(tmp_path: Path, read: Read) -> None:
    import datasets

    rows = datasets.Dataset.from_list(ROWS)
    info = datasets.DatasetInfo(license="CC-BY-4.0")
    shuffled = datasets.Dataset.from_list(ROWS, info=info).select([2, 0])
    both = datasets.DatasetDict({"train": rows, "test": shuffled})
    both.save_to_disk(str(tmp_path / "d"), num_shards={"train": 2, "test": 1})
    with pytest.raises(UsageError, match="several splits"):
        read("d")
    with pytest.raises(UsageError, match="did you mean 'train'"):
        read("d", split="tain")
    assert [p.reference.value for p in read("d", split="train")[0]] == ["2", "4", "6"]
    problems, _ = read("d", split="test")
    assert [p.reference.value for p in problems] == ["6", "2"]
    assert problems[0].provenance.licence == "CC-BY-4.0"


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "parquet"])
def test_memory_is_flat_in_the_number_of_rows(
    form: str, tmp_path: Path, build: Callable[..., Any]
) -> None:
    text = "x" * 400

    def peak(rows: int) -> int:
        name = save(tmp_path, form, [{"q": f"{text}{i}", "a": "1"} for i in range(rows)])
        source = build(FileSource, path=name, subject="math", fields=FIELDS)
        sum(1 for _ in source.rows(Role.TRAIN))  # imports and caches are not the rows
        tracemalloc.start()
        count = sum(1 for _ in source.rows(Role.TRAIN))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == rows
        return most

    small = peak(600)
    assert peak(3000) < 1.5 * small + 100_000


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["q", "a", "u"]),
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(max_size=20)
            | st.lists(st.text(max_size=3), max_size=2),
            max_size=3,
        ),
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_json_array_and_json_lines_agree(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    array, lines = tmp_path / "h.json", tmp_path / "h.jsonl"
    array.write_text(json.dumps(rows, indent=2), "utf-8")
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    from_array = [row.values for row in Table(array, "json").rows()]
    from_lines = [row.values for row in Table(lines, "jsonl").rows()]
    assert from_array == from_lines
    assert [json.loads(json.dumps(row)) for row in from_array] == [
        {k: repr(v) if isinstance(v, float) else v for k, v in row.items()} for row in rows
    ]


def test_a_long_json_array_is_read_through_a_window(tmp_path: Path) -> None:
    rows = [{"q": "é" * (i % 700), "a": i} for i in range(2000)]
    (tmp_path / "r.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    read = Table(tmp_path / "r.json", "json").rows()
    assert [row.values for row in read] == rows
