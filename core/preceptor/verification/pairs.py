"""Rows of a pairs file to rows with verdicts: streamed, in order, one for each."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import IO, Any, Final

from preceptor.errors import PluginError
from preceptor.records import Reference, Status, Verdict
from preceptor.references import Conventions
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import ReferenceOptions, stated_conventions, submit

PAIRS_LINE_BYTES: Final = 16 * 1024**2
"""Longest line of a pairs file; a longer one becomes a row in error."""
PAIRS_IN_FLIGHT: Final = 512
"""Pairs that are read ahead of the last one written."""
COLUMNS: Final = ("kind", "unit", *Conventions.model_fields)
"""Fields of a row, besides id, reference and candidate, that say how the two are compared."""


class _Literal(str):
    """A JSON number as it was written: 2.50 has one more significant figure than 2.5."""

    __slots__ = ()


@dataclass(frozen=True)
class VerdictRow:
    """One line of output and the status in it."""

    line: str
    status: str


class BadLineError(Exception):
    """The line is not a pair; the message says why."""


def verdict_rows(
    lines: IO[bytes],
    host: VerificationHost,
    options: ReferenceOptions,
    *,
    extract: bool = False,
    pattern: str | None = None,
    note: Callable[[str], None] = lambda _line: None,
) -> Iterator[VerdictRow]:
    """Yield one row per input row, in order, reading at most ``PAIRS_IN_FLIGHT`` rows ahead.

    A row that cannot be read becomes a row with verdict ``error`` and its line number. Blank
    lines are not rows.
    """
    waiting: deque[tuple[int, Any, Future[Verdict] | Verdict]] = deque()
    for number, line in numbered_lines(lines):
        identity: Any = None
        try:
            row = parse_row(line)
            identity = _identity(row.get("id"))
            reference, candidate = pair_of(row, host.registry, options, note)
            outcome = submit(host, reference, candidate, extract=extract, pattern=pattern)
        except BadLineError as error:
            reason = f"line {number}: {error}"
            outcome = Verdict(status=Status.ERROR, reason=reason, detail={"line": number})
        waiting.append((number, identity, outcome))
        while len(waiting) >= PAIRS_IN_FLIGHT or (waiting and _ready(waiting[0][2])):
            yield _written(*waiting.popleft())
    while waiting:
        yield _written(*waiting.popleft())


def _ready(outcome: Future[Verdict] | Verdict) -> bool:
    return isinstance(outcome, Verdict) or outcome.done()


def _written(number: int, identity: Any, outcome: Future[Verdict] | Verdict) -> VerdictRow:
    verdict = outcome if isinstance(outcome, Verdict) else outcome.result()
    row = {
        "id": f"line-{number}" if identity is None else identity,
        "verdict": str(verdict.status),
        "verifier": verdict.verifier,
        "reason": verdict.reason,
        "seconds": round(verdict.seconds, 6),
    }
    if "line" in verdict.detail:
        row["line"] = verdict.detail["line"]
    # ASCII: an id or a reason may contain an unpaired surrogate, which UTF-8 cannot encode.
    return VerdictRow(json.dumps(row, ensure_ascii=True), str(verdict.status))


def numbered_lines(lines: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; ``None`` for one that is longer than the limit."""
    number = 0
    while line := lines.readline(PAIRS_LINE_BYTES):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) >= PAIRS_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := lines.readline(PAIRS_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def parse_row(line: bytes | None) -> dict[str, Any]:
    """The object on a line, its numbers as they were written.

    Raises:
        BadLineError: it is not an object, or the line was too long (``None``).
    """
    if line is None:
        raise BadLineError(f"longer than {PAIRS_LINE_BYTES} bytes")
    try:
        row = json.loads(line.decode("utf-8"), parse_float=_Literal, parse_int=_Literal)
    except UnicodeDecodeError as error:
        raise BadLineError(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise BadLineError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise BadLineError("not JSON: nested too deeply") from error
    if not isinstance(row, dict):
        raise BadLineError(f"not an object: {_named(row)}")
    return row


def pair_of(
    row: dict[str, Any],
    registry: Registry,
    options: ReferenceOptions,
    note: Callable[[str], None] = lambda _line: None,
) -> tuple[Reference, str | None]:
    """Reference and candidate of a row; the fields of the row go before ``options``.

    Raises:
        BadLineError: a field is missing or of the wrong type.
    """
    value = row.get("reference")
    if value is None:
        raise BadLineError("no reference")
    if not isinstance(value, str):
        raise BadLineError(f"the reference is {_named(value)}, not text")
    candidate = row.get("candidate")
    if candidate is not None and not isinstance(candidate, str):
        raise BadLineError(f"the candidate is {_named(candidate)}, not text")
    try:
        own = replace(
            options,
            kind=_kind(row.get("kind"), registry, note) or options.kind,
            unit=_unit(row.get("unit")) or options.unit,
            conventions=_conventions(row, options.conventions),
        )
        reference = own.reference(registry, str(value))
    except (TypeError, ValueError) as error:
        raise BadLineError(str(error)) from error
    return reference, None if candidate is None else str(candidate)


def _identity(value: Any) -> Any:
    """The row's id unchanged; a number as a number."""
    if isinstance(value, _Literal):
        return int(value) if len(value) < 19 and value.lstrip("-").isdigit() else str(value)
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:  # Python reads NaN, which is not JSON
        return str(value)
    return value


def _kind(value: Any, registry: Registry, note: Callable[[str], None]) -> str | None:
    """``kind`` where it names a kind of reference; files use the word for other things too."""
    if value is None:
        return None
    try:
        return registry.reference_kind(str(value)).name
    except PluginError:
        note(f"kind {str(value)[:60]!r} is not a kind of reference and is ignored")
        return None


def _unit(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or isinstance(value, _Literal):
        raise BadLineError(f"the unit is {_named(value)}, not text")
    return value if value.strip() else None


def _conventions(row: dict[str, Any], default: Conventions) -> Conventions:
    """The conventions that a row states, others as by default.

    Raises:
        TypeError, ValueError: a value of the row is not valid.
    """
    stated = {name: row[name] for name in Conventions.model_fields if row.get(name) is not None}
    if not stated:
        return default
    own = stated_conventions(stated, strict=False)
    return default.model_copy(update=own.model_dump(exclude_none=True))


def _named(value: Any) -> str:
    """The type of a JSON value, for a message."""
    names: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (_Literal, "a number"),
        (str, "text"),
        (dict, "an object"),
        (list, "a list"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), str(value)[:20])
