"""Rows of Parquet files and of Arrow streams, one batch in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from preceptor.errors import UsageError
from preceptor_sources.rows import Row

BATCH_ROWS: Final = 256
"""Rows of a Parquet or Arrow file held in memory at once."""


def parquet(path: Path) -> Any:
    """Open a ``pyarrow.parquet.ParquetFile``.

    Raises:
        UsageError: the file is not Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise UsageError(f"{path} cannot be read as Parquet: {error}") from error


def parquet_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    """Yield the rows in order, with ``columns`` or all of them.

    Raises:
        UsageError: the file is not Parquet, or is damaged.
    """
    import pyarrow as pa

    with parquet(path) as table:
        batches = table.iter_batches(
            batch_size=BATCH_ROWS, columns=None if columns is None else list(columns)
        )
        try:
            yield from _batch_rows(batches)
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{path} is damaged: {error}") from error


def arrow(path: Path) -> Any:
    """Open a reader of an Arrow stream.

    Raises:
        UsageError: the file is not an Arrow stream.
    """
    import pyarrow as pa

    try:
        source = pa.memory_map(str(path))
        return pa.ipc.open_stream(source)
    except (pa.ArrowException, OSError) as error:
        raise UsageError(f"{path} cannot be read as an Arrow stream: {error}") from error


def arrow_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    """The same as :func:`parquet_rows`, for an Arrow stream."""
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
    for start in range(0, batch.num_rows, BATCH_ROWS):
        yield batch.slice(start, BATCH_ROWS)


def _batch_rows(batches: Any) -> Iterator[Row]:
    number = 0
    for batch in batches:
        try:
            decoded: list[Mapping[str, Any] | None] = batch.to_pylist()
        except UnicodeDecodeError:
            # A text column contains bytes that are not UTF-8; decode row by row to find them.
            decoded = [_decoded_row(batch, index) for index in range(batch.num_rows)]
        for values in decoded:
            number += 1
            yield Row(number, values, "" if values is not None else "not valid UTF-8")


def _decoded_row(batch: Any, index: int) -> Mapping[str, Any] | None:
    try:
        values: Mapping[str, Any] = batch.slice(index, 1).to_pylist()[0]
    except UnicodeDecodeError:
        return None
    return values
