"""Mistakes in the recipe, and unreadable files, end the run with advice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from source_files import FIELDS, ROWS, Read, jsonl, save

from preceptor.errors import NotReadyError, UsageError
from preceptor_sources.file import FileSource


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "parquet", "saved-by-datasets"])
@pytest.mark.parametrize("fields", [{"statement": "qq"}, {"unit": "units"}])
def test_a_field_that_no_row_has(
    form: str, fields: dict[str, str], tmp_path: Path, read: Read
) -> None:
    name = save(tmp_path, form, [{**row, "q2": "", "unit": "m"} for row in ROWS])
    with pytest.raises(UsageError) as caught:
        read(name, fields={**FIELDS, **fields})
    field, path = next(iter(fields.items()))
    assert f"fields.{field}" in str(caught.value)
    assert repr(path) in str(caught.value)
    assert "did you mean" in str(caught.value)
    assert "q, a, q2, unit" in (caught.value.hint or "")


def test_a_rare_field_is_no_mistake(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preceptor_sources.file.PROBE_ROWS", 3)
    rows = [{"q": f"{i}?", "a": "1"} for i in range(9)]
    jsonl(tmp_path / "r.jsonl", [*rows, {"q": "x?", "a": "1", "u": "m"}])
    problems, bad = read("r.jsonl", fields={**FIELDS, "unit": "u"})
    assert (len(problems), bad) == (10, [])
    jsonl(tmp_path / "r.jsonl", rows)
    with pytest.raises(UsageError, match=r"fields\.unit"):
        read("r.jsonl", fields={**FIELDS, "unit": "u"})


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"subject": "maths"}, "did you mean 'math'"),
        ({"subjects": {"x": "mathh"}}, "did you mean 'math'"),
        ({"kind": "nummer"}, "did you mean 'number'"),
        ({"format": "datasets"}, "not a folder"),
        ({"format": "parquet"}, "cannot be read as Parquet"),
        ({"format": "arrow"}, "cannot be read as an Arrow stream"),
    ],
)
def test_wrong_options(options: dict[str, Any], what: str, tmp_path: Path, read: Read) -> None:
    name = jsonl(tmp_path / "r.jsonl", ROWS)
    with pytest.raises(UsageError) as caught:
        read(name, **options)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    "options",
    [
        {"fields": FIELDS},
        {"subject": "math", "payload": {"unit": "m"}},
        {"mapping": "sciinstruct", "fields": FIELDS},
        {"subject": "math", "limit": 0},
        {"subject": "math", "filds": FIELDS},
    ],
)
def test_options_that_contradict(options: dict[str, Any], build: Callable[..., Any]) -> None:
    with pytest.raises(ValidationError):
        build(FileSource, path="r.jsonl", **options)


def test_a_missing_file_says_how_to_name_it(tmp_path: Path, read: Read) -> None:
    for name in ("none.jsonl", "none-*.parquet", "~no-such-user/r.csv"):
        with pytest.raises(NotReadyError) as caught:
            read(name)
        assert str(tmp_path / name) in str(caught.value)
        assert "--set source.path" in (caught.value.hint or "")
        assert "PRECEPTOR_DATA" in (caught.value.hint or "")


def test_files_that_are_not_what_they_seem(tmp_path: Path, read: Read) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"PK")
    with pytest.raises(UsageError, match="cannot tell the format"):
        read("r.xlsx")
    (tmp_path / "r.csv").write_text("q,a\n1?,1\n", encoding="utf-16")
    with pytest.raises(UsageError, match="UTF-16"):
        read("r.csv")
    (tmp_path / "twice.csv").write_text("q,a,a\n1?,1,2\n")
    with pytest.raises(UsageError, match="appears twice"):
        read("twice.csv")
    (tmp_path / "void.csv").write_text("")
    with pytest.raises(UsageError, match="has no header"):
        read("void.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="save_to_disk"):
        read("empty")
    (tmp_path / "empty.jsonl").write_text("")
    assert read("empty.jsonl") == ([], [])


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("r.csv", "q;a\n1 + 1?;2\n", "no row of", 'set `delimiter: ";"`'),
        ("r.csv", "q\ta\n1 + 1?\t2\n", "no row of", 'set `delimiter: "\\t"`'),
        ("r.tsv", "q,a\n1 + 1?,2\n", "no row of", 'set `delimiter: ","`'),
        ("r.csv", "question,a\n1 + 1?,2\n", "no row of", "its fields are: question, a; set under"),
        ("r.csv", "q,a,,\n1 + 1?,2,,\n", "2 columns have no name", "delete the empty columns"),
        ("r.csv", "q,a,fl\u00e4che\n", "header is not valid UTF-8", "CSV UTF-8"),
        ("r.xlsx", "", "cannot tell the format", "as CSV"),
    ],
)
def test_what_a_spreadsheet_writes(
    name: str, text: str, message: str, hint: str, tmp_path: Path, read: Read
) -> None:
    (tmp_path / name).write_text(text, encoding="latin-1")
    with pytest.raises(UsageError, match=message) as caught:
        read(name)
    assert hint in (caught.value.hint or "")
    assert "did you mean" not in str(caught.value)


def test_a_saved_folder_cannot_name_files_elsewhere(tmp_path: Path, read: Read) -> None:
    name = save(tmp_path, "saved-by-datasets", ROWS)
    state = {"_data_files": [{"filename": "../rows.jsonl"}]}
    (tmp_path / name / "state.json").write_text(json.dumps(state))
    with pytest.raises(UsageError, match="invalid name"):
        read(name)
    (tmp_path / name / "state.json").write_text('{"_data_files": [{"filename": "gone.arrow"}]}')
    with pytest.raises(NotReadyError, match=r"gone\.arrow is missing"):
        read(name)
