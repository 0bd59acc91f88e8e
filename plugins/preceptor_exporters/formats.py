"""Writers of the two file formats."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from preceptor_exporters.views import Row

GROUP_ROWS: Final = 1_000
"""Rows per row group of an exported Parquet file."""


class Writer(ABC):
    """A context manager that writes rows one by one."""

    @abstractmethod
    def write(self, row: Row) -> None:
        """Append a row."""

    @abstractmethod
    def close(self) -> None:
        """Write buffered rows and close the file."""

    def abandon(self) -> None:
        """Close the file without writing buffered rows; the caller removes it."""
        self.close()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self.abandon()


class JsonlWriter(Writer):
    """Writes JSON Lines; unpaired surrogates become ``?``, as UTF-8 cannot encode them."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="\n")

    def write(self, row: Row) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")

    def close(self) -> None:
        self._file.close()


class ParquetWriter(Writer):
    """Writes Parquet with a schema derived from the first row; no column is ever null."""

    def __init__(self, path: Path, first: Row) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema = pa.schema([(name, _type(value)) for name, value in first.items()])
        self._writer = pq.ParquetWriter(str(path), self._schema)
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        self._rows.append(_encodable(row))
        if len(self._rows) >= GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        try:
            self._flush()
        finally:
            self._writer.close()

    def abandon(self) -> None:
        self._rows.clear()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def _type(value: Any) -> Any:
    import pyarrow as pa

    if isinstance(value, list):
        return pa.list_(_type(value[0]))
    if isinstance(value, dict):
        return pa.struct([(name, _type(inner)) for name, inner in value.items()])
    return pa.string()


def _encodable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _encodable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_encodable(inner) for inner in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
