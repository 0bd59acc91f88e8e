"""The ``file`` source on the formats and the damage that real files come with."""

from __future__ import annotations

import csv
import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from preceptor import limits
from preceptor.errors import NotReadyError, UsageError
from preceptor.records import BadRow, Problem, Role
from preceptor_sources import tables
from preceptor_sources.file import FileSource
from preceptor_sources.mapping import plain_unit
from preceptor_sources.tables import Table

Read = Callable[..., tuple[list[Problem], list[BadRow]]]
FIELDS = {"statement": "q", "reference": "a"}


@pytest.fixture
def read(build: Callable[..., Any]) -> Read:
    def run(path: str, role: Role = Role.TRAIN, **options: Any) -> Any:
        if options.get("mapping") is None:
            options = {"subject": "math", "fields": FIELDS, **options}
        rows = list(build(FileSource, path=path, **options).rows(role))
        return (
            [row for row in rows if isinstance(row, Problem)],
            [row for row in rows if isinstance(row, BadRow)],
        )

    return run


def jsonl(path: Path, rows: list[Any]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path.name


ROWS = [{"q": "1 + 1?", "a": "2"}, {"q": "2 + 2?", "a": "4"}, {"q": "3 + 3?", "a": "6"}]


def save(tmp_path: Path, form: str, rows: list[dict[str, Any]]) -> str:
    path = tmp_path / f"rows.{form}"
    if form in ("jsonl", "ndjson"):
        return jsonl(path, rows)
    if form == "json":
        path.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    elif form in ("csv", "tsv"):
        with path.open("w", newline="", encoding="utf-8-sig") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter="\t" if form == "tsv" else ",")
            writer.writeheader()
            writer.writerows(rows)
    elif form == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=2)
    else:
        import datasets

        datasets.Dataset.from_list(rows).save_to_disk(str(path))
    return path.name


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


BAD_LINES = [
    (b'{"q": "x?", "a": ', "not valid JSON"),
    (b'{"q": "x?", "a": "\xff\xfe"}', "not valid UTF-8"),
    (b"[1, 2]", "a list where an object is needed"),
    (b"null", "null where an object is needed"),
    (b'{"q": "x?", "a": NaN}', "NaN is no JSON value"),
    (b'{"q": "x?", "q": "y?", "a": 1}', "a key stands twice"),
    (b'{"q": "x?"}', "no reference in field 'a'"),
    (b'{"q": "x?", "a": "  "}', "no reference in field 'a'"),
    (b'{"q": "x?", "a": null}', "no reference in field 'a'"),
    (b'{"a": "2"}', "no statement in field 'q'"),
    (b'{"q": "", "a": "2"}', "no statement in field 'q'"),
    (b'{"q": ["x"], "a": "2"}', "statement in field 'q' is a list"),
    (b'{"q": "x?", "a": true}', "reference in field 'a' is a bool"),
    (b'{"q": "x?", "a": "\\ud800"}', "half a surrogate pair"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"q": "x?", "a": ' + b"9" * 5000 + b"}", "not valid JSON"),
    (b'{"q": "x?", "a": "' + b"9" * (limits.REFERENCE_CHARACTERS + 1) + b'"}', "more than"),
    (b'{"q": "' + b"x" * (limits.STATEMENT_CHARACTERS + 1) + b'", "a": 1}', "more than"),
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
        (b"q,a\n1?,1,extra\n2?,2\n", ["2"], ["3 cells under a header of 2"]),
        (b"q,a\n1?,\xff\n2?,2\n", ["2"], ["not valid UTF-8"]),
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
    monkeypatch.setattr(limits, "SOURCE_ROW_CHARACTERS", 200_000)
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


@pytest.mark.parametrize(
    ("unit", "plain"),
    [
        (r"$10^{-19} \mathrm{~J}$", r"10^{-19} \mathrm{~J}"),
        (r"$\mathrm{kJ} \mathrm{mol}^{-1}$", r"\mathrm{kJ} \mathrm{mol}^{-1}"),
        (r"$ \mathrm{~km} / \mathrm{s}$", r"\mathrm{~km} / \mathrm{s}"),
        (r"$10^2$ kg", "10^2 kg"),
        ("$", "$"),
        (r"\$", r"\$"),
        ("$$", None),
        ("%", "%"),
        ("", None),
        (None, None),
    ],
)
def test_units_lose_their_dollar_signs(unit: str | None, plain: str | None) -> None:
    assert plain_unit(unit) == plain


def test_numbers_take_unit_and_tolerance(tmp_path: Path, read: Read) -> None:
    rows = [
        {"q": "E?", "a": "+7.3", "u": r"$10^{-19} \mathrm{~J}$"},
        {"q": "n?", "a": "5", "u": ""},
        {"q": "who?", "a": "Bohr", "u": ""},
        {"q": "who?", "a": "Bohr", "u": "m"},
    ]
    jsonl(tmp_path / "r.jsonl", rows)
    problems, bad = read("r.jsonl", fields={**FIELDS, "unit": "u"}, rtol=0.05)
    assert [dict(p.reference.payload) for p in problems] == [
        {"unit": r"10^{-19} \mathrm{~J}", "rtol": 0.05},
        {"rtol": 0.05},
        {},
    ]
    assert [p.reference.kind for p in problems] == ["number", "number", "text"]
    assert "takes none" in bad[0].reason


def test_a_kind_can_be_forced_with_its_payload(tmp_path: Path, read: Read) -> None:
    jsonl(tmp_path / "r.jsonl", [{"q": "5 m in cm", "a": "500"}])
    problems, _ = read("r.jsonl", kind="text", payload={"aliases": ["500 cm"]})
    assert problems[0].reference.kind == "text"
    assert problems[0].reference.payload == {"aliases": ["500 cm"]}
    _, bad = read("r.jsonl", kind="text", payload={"alias": 1})
    assert "alias" in bad[0].reason


CHOICES = ["red", "green", "blue"]


@pytest.mark.parametrize(
    ("choices", "answer", "base", "letter"),
    [
        (CHOICES, "B", None, "B"),
        (CHOICES, "(b)", None, "B"),
        (CHOICES, "green", None, "B"),
        (CHOICES, 1, 0, "B"),
        (CHOICES, "2", 1, "B"),
        (json.dumps(CHOICES), "B", None, "B"),
        ({"text": CHOICES, "label": ["A", "B", "C"]}, "B", None, "B"),
        (["1", "2", "3"], "2", None, "B"),
    ],
)
def test_choices(
    choices: Any, answer: Any, base: int | None, letter: str, tmp_path: Path, read: Read
) -> None:
    jsonl(tmp_path / "r.jsonl", [{"q": "which?", "a": answer, "c": choices}])
    problems, bad = read("r.jsonl", fields={**FIELDS, "choices": "c"}, choice_base=base)
    assert not bad
    assert problems[0].reference.kind == "choice"
    assert problems[0].reference.value == letter
    assert len(problems[0].reference.payload["choices"]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choices", "answer", "reason"),
    [
        (CHOICES, "D", "none of the 3 choices"),
        (CHOICES, 1, "choice_base"),
        (["red"], "A", "1 choices"),
        (["red", ""], "A", "an empty one"),
        ("red", "A", "no JSON list"),
        (3, "A", "are no list"),
    ],
)
def test_bad_choices(choices: Any, answer: Any, reason: str, tmp_path: Path, read: Read) -> None:
    jsonl(tmp_path / "r.jsonl", [{"q": "which?", "a": answer, "c": choices}])
    problems, bad = read("r.jsonl", fields={**FIELDS, "choices": "c"})
    assert not problems
    assert reason in bad[0].reason


def test_one_field_per_choice(tmp_path: Path, read: Read) -> None:
    (tmp_path / "r.csv").write_text("q,a,opa,opb\nwhich?,1,red,green\n")
    problems, _ = read("r.csv", fields={**FIELDS, "choices": ["opa", "opb"]}, choice_base=0)
    assert problems[0].reference.value == "B"


def test_a_complete_reference_object(tmp_path: Path, read: Read) -> None:
    reference = {"kind": "number", "value": "3", "payload": '{"unit":"m"}'}
    wrong = [{"value": 3}, {"kind": "nummer", "value": "3"}]
    jsonl(tmp_path / "r.jsonl", [{"q": "x?", "a": one} for one in (reference, *wrong)])
    problems, bad = read("r.jsonl")
    assert problems[0].reference.payload == {"unit": "m"}
    assert "`kind`" in bad[0].reason
    assert "did you mean 'number'" in bad[1].reason


def test_sciinstruct(tmp_path: Path, read: Read) -> None:
    rows = [
        {"content": "2 + 3?", "summary": "We add.\nThe answer is $\\boxed{5}$.", "subject": "Math"},
        {"content": "p → p", "summary": "fun h => h\nAnswer: 1", "subject": "Formal Proofs"},
        {"content": "2 + 2?", "summary": "Answer: 4", "subject": "Astrology"},
    ]
    jsonl(tmp_path / "r.json", rows)
    problems, bad = read("r.json", mapping="sciinstruct")
    assert [p.subject for p in problems] == ["math", "proofs"]
    assert problems[0].reference.value == "5"
    assert problems[0].derivation == rows[0]["summary"]
    assert "unknown subject 'Astrology'" in bad[0].reason
    problems, bad = read("r.json", mapping="sciinstruct", subjects={"Astrology": "physics"})
    assert (problems[2].subject, bad) == ("physics", [])


def test_the_answer_inside_a_worked_solution(tmp_path: Path, read: Read) -> None:
    solution = "She sells 16 - 3 - 4 = 9 eggs.\nThat makes 9 * 2 = 18 dollars.\n#### 18"
    jsonl(tmp_path / "r.jsonl", [{"q": "How much?", "a": solution}])
    problems, bad = read("r.jsonl", answer_from="extract")
    assert not bad
    assert problems[0].reference.value == "18"
    assert problems[0].derivation == solution


# --- mistakes in the recipe end the run, with what to do ------------------------------------


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
    monkeypatch.setattr(limits, "SOURCE_PROBE_ROWS", 3)
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
    for name in ("none.jsonl", "none-*.parquet"):
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
    with pytest.raises(UsageError, match="stands twice"):
        read("twice.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="save_to_disk"):
        read("empty")
    (tmp_path / "empty.jsonl").write_text("")
    assert read("empty.jsonl") == ([], [])


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


def test_a_saved_folder_cannot_name_files_elsewhere(tmp_path: Path, read: Read) -> None:
    name = save(tmp_path, "saved-by-datasets", ROWS)
    state = {"_data_files": [{"filename": "../rows.jsonl"}]}
    (tmp_path / name / "state.json").write_text(json.dumps(state))
    with pytest.raises(UsageError, match="is named"):
        read(name)
    (tmp_path / name / "state.json").write_text('{"_data_files": [{"filename": "gone.arrow"}]}')
    with pytest.raises(NotReadyError, match=r"gone\.arrow is missing"):
        read(name)


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
    one = [row.values for row in Table(array, "json").rows()]
    other = [row.values for row in Table(lines, "jsonl").rows()]
    assert one == other
    assert [json.loads(json.dumps(row)) for row in one] == [
        {k: repr(v) if isinstance(v, float) else v for k, v in row.items()} for row in rows
    ]


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


def test_a_long_json_array_is_read_through_a_window(tmp_path: Path) -> None:
    rows = [{"q": "é" * (i % 700), "a": i} for i in range(2000)]
    (tmp_path / "r.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    found = list(tables.Table(tmp_path / "r.json", "json").rows())
    assert [row.values for row in found] == rows


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "options", "count"),
    [
        ("problems_gsm8k_test.jsonl", {}, 300),
        ("problems_gsm8k_test.jsonl", {"answer_from": "extract", "reference": "solution"}, 300),
        ("problems_math_test.jsonl", {}, 500),
        ("problems_scibench.jsonl", {"unit": "unit", "kind": "number"}, 343),
        ("problems_balance_equations.jsonl", {}, 60),
    ],
)
def test_public_problems(file: str, options: dict[str, str], count: int, read: Read) -> None:
    folder = os.environ.get("PRECEPTOR_DATA")
    if not folder or not (Path(folder) / "problems" / file).exists():
        pytest.skip("PRECEPTOR_DATA names no folder with problems/")
    options = dict(options)
    kind, answer_from = options.pop("kind", None), options.pop("answer_from", None)
    fields = {"statement": "problem", "reference": "reference", "id": "id", **options}
    path = str(Path(folder) / "problems" / file)
    problems, bad = read(path, fields=fields, kind=kind, answer_from=answer_from)
    assert (len(problems), bad) == (count, [])
    assert len({p.provenance.original_id for p in problems}) == count
    if answer_from:
        stated, _ = read(path, fields={**fields, "reference": "reference"})
        for problem, other in zip(problems, stated, strict=True):
            one, two = (p.reference.value.replace(",", "") for p in (problem, other))
            assert one == two
