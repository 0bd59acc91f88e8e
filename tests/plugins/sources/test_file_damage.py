"""Damage that real files come with: it costs the rows that have it, and says where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_files import ROWS, Read, jsonl

from preceptor import limits
from preceptor.errors import UsageError
from preceptor_sources.mapping import REFERENCE_CHARACTERS, STATEMENT_CHARACTERS
from preceptor_sources.tables import NOT_UTF8, Table

BAD_LINES = [
    (b'{"q": "x?", "a": ', "not valid JSON"),
    (b'{"q": "x?", "a": "\xff\xfe"}', "not valid UTF-8"),
    (b"[1, 2]", "a list instead of an object"),
    (b"null", "null instead of an object"),
    (b'{"q": "x?", "a": NaN}', "NaN is not a JSON value"),
    (b'{"q": "x?", "q": "y?", "a": 1}', "has a key twice"),
    (b'{"q": "x?"}', "no reference in field 'a'"),
    (b'{"q": "x?", "a": "  "}', "no reference in field 'a'"),
    (b'{"q": "x?", "a": null}', "no reference in field 'a'"),
    (b'{"a": "2"}', "no statement in field 'q'"),
    (b'{"q": "", "a": "2"}', "no statement in field 'q'"),
    (b'{"q": ["x"], "a": "2"}', "statement in field 'q' is a list"),
    (b'{"q": "x?", "a": true}', "reference in field 'a' is a bool"),
    (b'{"q": "x?", "a": "\\ud800"}', "an unpaired surrogate"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"q": "x?", "a": ' + b"9" * 5000 + b"}", "not valid JSON"),
    (b'{"q": "x?", "a": "' + b"9" * (REFERENCE_CHARACTERS + 1) + b'"}', "more than"),
    (b'{"q": "' + b"x" * (STATEMENT_CHARACTERS + 1) + b'", "a": 1}', "more than"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_set_aside_with_its_place(
    line: bytes, reason: str, tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'{"q": "1?", "a": "1"}\n' + line + b'\n{"q": "3?", "a": "3"}')
    problems, bad = read("r.jsonl")
    assert [p.reference.value for p in problems] == ["1", "3"]
    assert len(bad) == 1
    assert bad[0].location == f"{path}:2"
    assert reason in bad[0].reason
    assert len(bad[0].excerpt) <= limits.EXCERPT_CHARACTERS
    bad[0].model_dump_json()


@pytest.mark.parametrize(
    ("text", "values", "reasons"),
    [
        (
            b"q,a\n1?,1,extra\n2?,2\n",
            ["2"],
            ["3 cells, but the header has 2; a cell that contains ',' needs quotes"],
        ),
        (b"q,a\n1?,\xff\n2?,2\n", ["2"], [NOT_UTF8]),
        (b"q,a\r\n1?,1\r\n2?,2\r\n", ["1", "2"], []),
        (b"q,a\r1?,1\r2?,2\r", ["1", "2"], []),
        (b"\xef\xbb\xbfq,a\n1?,1\n", ["1"], []),
        # A quote that is never closed would swallow the rest of the file as one cell.
        (b'q,a\n1?,1\n2?,"2\n3?,3\n', ["1"], ["not valid CSV: unexpected end of data"]),
        (b'q,a\n1?,"1"x\n2?,2\n', ["2"], ["not valid CSV: ',' expected after '\"'"]),
    ],
)
def test_csv_rows(
    text: bytes, values: list[str], reasons: list[str], tmp_path: Path, read: Read
) -> None:
    (tmp_path / "r.csv").write_bytes(text)
    problems, bad = read("r.csv")
    assert [p.reference.value for p in problems] == values
    assert [row.reason for row in bad] == reasons


def test_rows_beyond_the_limit_are_set_aside(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preceptor_sources.tables.ROW_CHARACTERS", 200_000)
    long = "x" * 300_000
    jsonl(tmp_path / "r.jsonl", [ROWS[0], {"q": long, "a": "1"}, ROWS[1]])
    problems, bad = read("r.jsonl")
    assert len(problems) == 2
    assert "longer than 200000" in bad[0].reason
    (tmp_path / "r.csv").write_text(f"q,a\n1?,1\n{long},{long}\n2?,2\n")
    problems, bad = read("r.csv")
    assert [p.reference.value for p in problems] == ["1", "2"]
    assert len(bad) == 1


def test_csv_cells_longer_than_the_modules_own_limit(tmp_path: Path, read: Read) -> None:
    long = "7" * 150_000
    (tmp_path / "r.csv").write_text(f"q,a,note\n1?,1,{long}\n")
    problems, bad = read("r.csv")
    assert (len(problems), bad) == (1, [])


def test_a_broken_element_ends_a_json_array_loudly(tmp_path: Path, read: Read) -> None:
    (tmp_path / "r.json").write_text('[{"q": "1?", "a": 1},\n {"q": "2?", "a": }, {"q": "3?"}]')
    problems, bad = read("r.json")
    assert len(problems) == 1
    assert "not read any further" in bad[0].reason
    assert bad[0].location.endswith("r.json:2")


def test_invalid_utf8_in_columnar_text_costs_one_row(tmp_path: Path, read: Read) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # A cast would refuse the byte; the buffers of a binary column are those of a text column.
    raw = pa.Array.from_buffers(pa.string(), 3, pa.array([b"1", b"\xff", b"3"]).buffers())
    pq.write_table(pa.table({"q": ["1?", "2?", "3?"], "a": raw}), tmp_path / "r.parquet")
    problems, bad = read("r.parquet")
    assert [p.reference.value for p in problems] == ["1", "3"]
    assert [(row.reason, row.location[-2:]) for row in bad] == [("not valid UTF-8", ":2")]


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_bytes_break_the_text_readers(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fuzz"
    path.write_bytes(data)
    for form in ("jsonl", "json", "csv"):
        try:
            rows = list(Table(path, form).rows())
        except UsageError:
            continue
        for row in rows:
            assert (row.values is None) == bool(row.problem)
            json.dumps(row.excerpt).encode()
