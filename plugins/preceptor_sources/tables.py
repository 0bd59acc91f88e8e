"""Rows of files, streamed: JSON Lines, a JSON array, CSV, Parquet, Hugging Face datasets.

Every reader yields :class:`Row`: the decoded row, or why it could not be decoded. Reading
continues after a bad row; only a file that does not have its format raises.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from preceptor.errors import NotReadyError, UsageError
from preceptor_sources.columnar import arrow, arrow_rows, parquet, parquet_rows
from preceptor_sources.rows import Row, excerpt

ROW_CHARACTERS: Final = 8 * 1024 * 1024
"""Longest row of a JSONL, JSON or CSV file, and longest cell of a CSV file."""


@dataclass(frozen=True)
class Table:
    """A file that can be read row by row, any number of times.

    Attributes:
        path: The file.
        format: ``jsonl``, ``json``, ``csv``, ``parquet`` or ``arrow``.
        delimiter: Between the cells of a CSV file.
    """

    path: Path
    format: str
    delimiter: str = field(default=",")

    def columns(self) -> tuple[str, ...] | None:
        """The field names that the file declares, or ``None`` when only its rows show them."""
        if self.format == "csv":
            with _open_text(self.path) as stream:
                return tuple(_csv_header(self.path, _csv_reader(stream, self.delimiter)))
        if self.format == "parquet":
            with parquet(self.path) as table:
                return tuple(table.schema_arrow.names)
        if self.format == "arrow":
            with arrow(self.path) as reader:
                return tuple(reader.schema.names)
        return None

    def rows(self, columns: Sequence[str] | None = None) -> Iterator[Row]:
        """Yield the rows in order; columnar files read only ``columns``, if given."""
        if self.format == "csv":
            return _csv_rows(self.path, self.delimiter)
        if self.format == "json":
            return _json_rows(self.path)
        if self.format == "parquet":
            return parquet_rows(self.path, columns)
        if self.format == "arrow":
            return arrow_rows(self.path, columns)
        return _jsonl_rows(self.path)


# --- text files ----------------------------------------------------------------------------

AS_UTF8 = "save the file as UTF-8; a spreadsheet calls that CSV UTF-8"
NOT_UTF8 = f"not valid UTF-8; {AS_UTF8}"


def _open_text(path: Path) -> TextIO:
    """Open as UTF-8, with or without a byte-order mark; invalid bytes become surrogates."""
    try:
        with path.open("rb") as stream:
            start = stream.read(2)
        if start in (b"\xff\xfe", b"\xfe\xff"):
            raise UsageError(f"{path} is UTF-16 text", hint=AS_UTF8)
        # newline="" keeps line ends as they are: the csv module needs them in quoted cells.
        return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        raise NotReadyError(f"cannot read {path}: {error.strerror or error}") from error


def _undecodable(text: str) -> bool:
    # UTF-8 cannot encode surrogates, so they can only come from surrogateescape.
    return not text.isascii() and any("\udc80" <= c <= "\udcff" for c in text)


class Literal(str):
    """A JSON number with all its digits: ``1.50`` is not shortened to 1.5."""

    __slots__ = ()


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("an object has a key twice")
    return values


_DECODER = json.JSONDecoder(
    parse_float=Literal, parse_constant=_no_constant, object_pairs_hook=_object
)


def _decoded(number: int, text: str) -> Row:
    if _undecodable(text):
        return Row(number, None, NOT_UTF8, excerpt(text))
    try:
        values = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return Row(
            number, None, f"not valid JSON: {error.msg} at column {error.colno}", excerpt(text)
        )
    except RecursionError:
        return Row(number, None, "not read: nested too deeply", excerpt(text))
    except ValueError as error:
        return Row(number, None, f"not valid JSON: {error}", excerpt(text))
    return _row_of(number, values, text)


def _row_of(number: int, values: Any, text: str) -> Row:
    if not isinstance(values, dict):
        return Row(number, None, f"{_json_type(values)} instead of an object", excerpt(text))
    return Row(number, values)


def _json_type(value: Any) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _bounded_lines(stream: TextIO) -> Iterator[tuple[int, str, bool]]:
    """Yield ``(line number, line, too long)``; the rest of a line that is too long is skipped."""
    number = 0
    while line := stream.readline(ROW_CHARACTERS):
        number += 1
        too_long = len(line) >= ROW_CHARACTERS and line[-1] not in "\r\n"
        if too_long:
            while (rest := stream.readline(1 << 16)) and rest[-1] not in "\r\n":
                pass
        yield number, line, too_long


def _jsonl_rows(path: Path) -> Iterator[Row]:
    with _open_text(path) as stream:
        for number, line, too_long in _bounded_lines(stream):
            if too_long:
                reason = f"longer than {ROW_CHARACTERS} characters"
                yield Row(number, None, reason, excerpt(line))
            elif line.strip():
                yield _decoded(number, line.strip())


def _json_rows(path: Path) -> Iterator[Row]:
    """Yield the objects of one JSON array, or of JSON Lines in a file called ``.json``."""
    with _open_text(path) as stream:
        start = stream.read(4096).lstrip()[:1]
    if start != "[":
        yield from _jsonl_rows(path)
        return
    with _open_text(path) as stream:
        yield from _array_rows(path, stream)


def _array_rows(path: Path, stream: TextIO) -> Iterator[Row]:
    """Yield the elements of a JSON array, decoded one by one from a sliding window of text."""
    window = _Window(stream)
    window.expect(path, "[")
    first = True
    while True:
        window.skip_space()
        if window.peek() == "]":
            return
        if not first:
            window.expect(path, ",")
            window.skip_space()
        first = False
        number = window.line
        text, values, problem = window.element()
        if problem:
            # The end of a broken element is unknown, so the rest cannot be trusted.
            reason = f"not valid JSON: {problem}; the array is not read any further"
            yield Row(number, None, reason, excerpt(text))
            return
        if _undecodable(text):
            yield Row(number, None, NOT_UTF8, excerpt(text))
        else:
            yield _row_of(number, values, text)


class _Window:
    """A sliding window over a JSON text, from the current element to the end of what was read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self.line = 1

    def _more(self) -> bool:
        block = self._stream.read(1 << 16)
        self._text = self._text[self._at :] + block
        self._at = 0
        return bool(block)

    def _advance(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def peek(self) -> str:
        if self._at >= len(self._text):
            self._more()
        return self._text[self._at : self._at + 1]

    def skip_space(self) -> None:
        while (char := self.peek()) and char.isspace():
            self._advance(self._at + 1)

    def expect(self, path: Path, char: str) -> None:
        self.skip_space()
        if self.peek() != char:
            actual = repr(self.peek()) if self.peek() else "the end of the file"
            raise UsageError(f"{path}:{self.line}: expected {char!r} instead of {actual}")
        self._advance(self._at + 1)

    def element(self) -> tuple[str, Any, str]:
        """The next element as ``(text, value, error)``; ``error`` is empty if it is valid."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            else:
                # A number may continue in the next block.
                if end < len(self._text) or isinstance(value, dict | list):
                    text = self._text[self._at : end]
                    self._advance(end)
                    return text, value, ""
                reason = "the array is not closed"
            held = len(self._text) - self._at
            if held > ROW_CHARACTERS or not self._more():
                return self._text[self._at :], None, reason


def _csv_reader(stream: TextIO, delimiter: str, cut: list[int] | None = None) -> Any:
    """Make a csv reader of bounded lines; the numbers of lines cut short go into ``cut``."""
    # The csv module has one limit for the whole process; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), ROW_CHARACTERS))

    def lines() -> Iterator[str]:
        for number, line, too_long in _bounded_lines(stream):
            if too_long and cut is not None:
                cut.append(number)
            yield line

    # Strict, so that an unclosed quote is an error instead of taking in the rest of the file.
    return csv.reader(lines(), delimiter=delimiter, strict=True)


def _csv_header(path: Path, reader: Any) -> list[str]:
    try:
        header: list[str] = next(reader, [])
    except csv.Error as error:
        raise UsageError(f"{path}:1: the header is not valid CSV: {error}") from error
    if any(_undecodable(name) for name in header):
        raise UsageError(f"{path}:1: the header is not valid UTF-8", hint=AS_UTF8)
    if header.count("") > 1:
        raise UsageError(
            f"{path}:1: {header.count('')} columns have no name",
            hint="name them, or delete the empty columns",
        )
    if len(set(header)) != len(header):
        twice = sorted({name for name in header if header.count(name) > 1})
        raise UsageError(f"{path}:1: column {twice[0]!r} appears twice in the header")
    return header


def _csv_rows(path: Path, delimiter: str) -> Iterator[Row]:
    with _open_text(path) as stream:
        cut: list[int] = []
        reader = _csv_reader(stream, delimiter, cut)
        header = _csv_header(path, reader)
        cut.clear()
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cut.clear()
                yield Row(number, None, f"not valid CSV: {error}")
                continue
            if not cells:
                continue
            text = delimiter.join(cells)
            if cut:
                cut.clear()
                reason = f"a line longer than {ROW_CHARACTERS} characters"
                yield Row(number, None, reason, excerpt(text))
            elif _undecodable(text):
                yield Row(number, None, NOT_UTF8, excerpt(text))
            elif len(cells) != len(header):
                reason = f"{len(cells)} cells, but the header has {len(header)}"
                if len(cells) > len(header):
                    reason += f"; a cell that contains {delimiter!r} needs quotes"
                yield Row(number, None, reason, excerpt(text))
            else:
                yield Row(number, dict(zip(header, cells, strict=True)))
