"""Small files of problems in every format that the ``file`` source reads."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from preceptor.records import BadRow, Problem

Read = Callable[..., tuple[list[Problem], list[BadRow]]]


FIELDS = {"statement": "q", "reference": "a"}


ROWS = [{"q": "1 + 1?", "a": "2"}, {"q": "2 + 2?", "a": "4"}, {"q": "3 + 3?", "a": "6"}]


def jsonl(path: Path, rows: list[Any]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path.name


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
