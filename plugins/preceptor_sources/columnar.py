"""Rows of Parquet files and of Arrow streams, a batch of them in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from preceptor.errors import UsageError
from preceptor_sources.rows import Row

SOURCE_BATCH_ROWS: Final = 256
"""Rows of a Parquet or Arrow file held in memory at once."""


def parquet(path: Path) -> Any:
    """An open ``pyarrow.parquet.ParquetFile``.

    Raises:
        UsageError: it is none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise UsageError(f"{path} cannot be read as Parquet: {error}") from error


def parquet_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    """The rows in order, with ``columns`` or all of them.

    Raises:
        UsageError: the file is no Parquet, or damaged.
    """
    import pyarrow as pa

    with parquet(path) as table:
        batches = table.iter_batches(
            batch_size=SOURCE_BATCH_ROWS, columns=None if columns is None else list(columns)
        )
        try:
            yield from _batch_rows(batches)
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{path} is damaged: {error}") from error


def arrow(path: Path) -> Any:
    """An open reader of an Arrow stream.

    Raises:
        UsageError: it is none.
    """
    import pyarrow as pa

    try:
        source = pa.memory_map(str(path))
        return pa.ipc.open_stream(source)
    except (pa.ArrowException, OSError) as error:
        raise UsageError(f"{path} cannot be read as an Arrow stream: {error}") from error


def arrow_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    """As :func:`parquet_rows`, of an Arrow stream."""
    import pyarrow as pa

    with arrow(path) as reader:
        try:
            yield from _batch_rows(
                part.select(list(columns)) if columns is not None else part
                for batch in reader
                for part in _slices(batch)
            )
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{path} is damaged: {error}") from error


def _slices(batch: Any) -> Iterator[Any]:
    for start in range(0, batch.num_rows, SOURCE_BATCH_ROWS):
        yield batch.slice(start, SOURCE_BATCH_ROWS)


def _batch_rows(batches: Any) -> Iterator[Row]:
    number = 0
    for batch in batches:
        try:
            decoded: list[Mapping[str, Any] | None] = batch.to_pylist()
        except UnicodeDecodeError:
            # A text column may hold bytes that are none; find the rows that do.
            decoded = [_one(batch, at) for at in range(batch.num_rows)]
        for values in decoded:
            number += 1
            yield Row(number, values, "" if values is not None else "not valid UTF-8")


def _one(batch: Any, at: int) -> Mapping[str, Any] | None:
    try:
        values: Mapping[str, Any] = batch.slice(at, 1).to_pylist()[0]
    except UnicodeDecodeError:
        return None
    return values
