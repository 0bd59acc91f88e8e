"""Reading sources into a journal: each problem once, and every bad row recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice

from preceptor.journal.reading import JournalBase
from preceptor.journal.rows import SourceCount, storable
from preceptor.journal.schema import insert_into
from preceptor.records import BadRow, Problem, Role

_CHUNK = 1000
"""Rows per transaction: an interrupted reading starts again, so only speed depends on it."""

_BAD_ROW = insert_into("bad_rows", "source, ordinal, location, reason, excerpt")
_DUPLICATE = insert_into("duplicates", "source, ordinal, id, location, kept_source")
_PROBLEM = insert_into("problems", "source, ordinal, role, subject, topic, family, json, live, id")


def ingest(
    journal: JournalBase,
    connection: sqlite3.Connection,
    sources: Mapping[str, Iterable[Problem | BadRow]],
    fingerprint: str,
) -> dict[str, SourceCount]:
    """See :meth:`preceptor.journal.Journal.ingest`."""
    if journal.meta("sources") != fingerprint:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM meta WHERE name = 'sources'")
        connection.execute("DELETE FROM bad_rows")
        connection.execute("DELETE FROM duplicates")
        connection.execute("UPDATE problems SET live = 0")
        connection.execute("COMMIT")
        for source, rows in sources.items():
            _take_source(connection, source, rows)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "DELETE FROM solutions WHERE problem_row IN (SELECT row FROM problems WHERE NOT live)"
        )
        connection.execute("DELETE FROM problems WHERE NOT live")
        connection.execute("INSERT INTO meta (name, value) VALUES ('sources', ?)", (fingerprint,))
        connection.execute("COMMIT")
    counts = journal.source_counts()
    return {source: counts.get(source, SourceCount()) for source in sources}


def _take_source(
    connection: sqlite3.Connection, source: str, rows: Iterable[Problem | BadRow]
) -> None:
    numbered = enumerate(rows)
    while chunk := list(islice(numbered, _CHUNK)):
        connection.execute("BEGIN IMMEDIATE")
        for ordinal, row in chunk:
            if isinstance(row, BadRow):
                _set_aside(connection, source, ordinal, row)
                continue
            try:
                text = row.model_dump_json(exclude={"id"})
            except (ValueError, UnicodeError):
                # A lone surrogate, which JSON can escape but UTF-8 cannot encode.
                reason = "the row has text that is not valid Unicode"
                bad = BadRow(source=source, location=_location(row), reason=reason)
                _set_aside(connection, source, ordinal, bad)
                continue
            _take_problem(connection, source, ordinal, row, text)
        connection.execute("COMMIT")


def _set_aside(connection: sqlite3.Connection, source: str, ordinal: int, row: BadRow) -> None:
    texts = map(storable, (row.location, row.reason, row.excerpt))
    connection.execute(_BAD_ROW, (source, ordinal, *texts))


def _take_problem(
    connection: sqlite3.Connection, source: str, ordinal: int, problem: Problem, json: str
) -> None:
    id_ = problem.id
    known = connection.execute(
        "SELECT row, live, source, ordinal, role, json FROM problems WHERE id = ?", (id_,)
    ).fetchone()
    values = (
        source,
        ordinal,
        str(problem.role),
        problem.subject,
        problem.topic,
        problem.provenance.family,
        json,
    )
    if known is None:
        connection.execute(_PROBLEM, (*values, 1, id_))
        return
    row, live, kept_source, kept_ordinal, role, text = known
    if live:
        outranks = problem.role is Role.EVAL and role != Role.EVAL
        repeated = Problem.model_validate_json(text) if outranks else problem
        lost = (kept_source, kept_ordinal) if outranks else (source, ordinal)
        connection.execute(
            _DUPLICATE,
            (*lost, id_, _location(repeated), source if outranks else kept_source),
        )
        if not outranks:
            return
    connection.execute(
        "UPDATE problems SET source = ?, ordinal = ?, role = ?, subject = ?, topic = ?, "
        "family = ?, json = ?, live = 1 WHERE row = ?",
        (*values, row),
    )
    if text != values[-1]:
        # A solution contains its problem: with another role or licence it is made again, for free.
        connection.execute("DELETE FROM solutions WHERE problem_row = ?", (row,))


def _location(problem: Problem) -> str:
    origin = problem.provenance
    if origin.location:
        return origin.location
    return f"{origin.family} seed {origin.seed}" if origin.family else origin.original_id or ""
