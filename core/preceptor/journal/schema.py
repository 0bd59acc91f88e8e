"""The journal's tables, their version, and how a file is opened.

A file of an older version is brought up to date step by step; a newer or a foreign one is
refused, never guessed at.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import quote

from preceptor.errors import NotReadyError, UsageError

APPLICATION_ID: Final = 0x50524350
"""Stands in the header of every journal ("PRCP"), so that no other SQLite file is taken for one."""

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    -- live: seen when the sources were read last; ordinal: position in the source.
    CREATE TABLE problems (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
        ordinal INTEGER NOT NULL, live INTEGER NOT NULL, role TEXT NOT NULL,
        subject TEXT NOT NULL, topic TEXT NOT NULL, family TEXT, json TEXT NOT NULL);
    CREATE TABLE bad_rows (
        source TEXT NOT NULL, ordinal INTEGER NOT NULL, location TEXT NOT NULL,
        reason TEXT NOT NULL, excerpt TEXT NOT NULL, PRIMARY KEY (source, ordinal));
    CREATE TABLE duplicates (
        source TEXT NOT NULL, ordinal INTEGER NOT NULL, id TEXT NOT NULL, location TEXT NOT NULL,
        kept_source TEXT NOT NULL, PRIMARY KEY (source, ordinal));

    -- tokens, cost: what was reserved for a try before it was sent.
    CREATE TABLE requests (
        key TEXT PRIMARY KEY, problem_id TEXT NOT NULL, subject TEXT NOT NULL,
        annotation TEXT NOT NULL, stage TEXT NOT NULL, round INTEGER NOT NULL,
        sample INTEGER NOT NULL, teacher TEXT NOT NULL, json TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('intent', 'done', 'failed', 'unknown')),
        failure TEXT, message TEXT, created REAL NOT NULL,
        tokens INTEGER NOT NULL, cost REAL NOT NULL);
    CREATE INDEX requests_open ON requests (state) WHERE state <> 'done';
    CREATE TABLE replies (
        key TEXT PRIMARY KEY, json TEXT NOT NULL, prompt_tokens INTEGER NOT NULL,
        completion_tokens INTEGER NOT NULL, estimated INTEGER NOT NULL, cost REAL NOT NULL,
        seconds REAL NOT NULL, received REAL NOT NULL);
    -- tokens, cost: charged, because the endpoint may have worked although no reply came.
    CREATE TABLE failed_tries (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL, failed REAL NOT NULL, failure TEXT NOT NULL,
        status INTEGER, message TEXT NOT NULL, tokens INTEGER NOT NULL, cost REAL NOT NULL);
    CREATE TABLE unknown_outcomes (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL, sent REAL NOT NULL, found REAL NOT NULL,
        tokens INTEGER NOT NULL, cost REAL NOT NULL);

    -- ruling: the digest of everything that could have decided otherwise (the host's policy).
    CREATE TABLE verdicts (
        key TEXT NOT NULL, problem_id TEXT NOT NULL, ruling TEXT NOT NULL, status TEXT NOT NULL,
        verifier TEXT NOT NULL, version TEXT NOT NULL, policy TEXT NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (key, problem_id));
    CREATE TABLE agreements (key TEXT PRIMARY KEY, equal INTEGER NOT NULL) WITHOUT ROWID;

    -- mark: the digest of everything that the solution follows from; open: worth another run.
    CREATE TABLE solutions (
        row_id TEXT PRIMARY KEY, problem_id TEXT NOT NULL, problem_row INTEGER NOT NULL,
        annotation TEXT NOT NULL, position INTEGER NOT NULL, mark TEXT NOT NULL,
        role TEXT NOT NULL, subject TEXT NOT NULL, earned TEXT, solved INTEGER NOT NULL,
        accepted INTEGER NOT NULL, failure TEXT, open INTEGER NOT NULL, json TEXT NOT NULL);
    CREATE UNIQUE INDEX solutions_order ON solutions (problem_row, position);
    CREATE TABLE drops (
        row_id TEXT NOT NULL, filter TEXT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (row_id, filter)) WITHOUT ROWID;
    CREATE TABLE assignments (
        mixture TEXT NOT NULL, row_id TEXT NOT NULL, split TEXT NOT NULL, repeat INTEGER NOT NULL,
        PRIMARY KEY (row_id, mixture)) WITHOUT ROWID;
    """,
)
"""Step *n* brings a file of version *n* to version *n* + 1; an empty file has version 0."""

SCHEMA_VERSION = len(STEPS)


def open_for_writing(path: Path, shard: int) -> sqlite3.Connection:
    """Open or create the journal at ``path`` and bring its tables up to date.

    Raises:
        UsageError: the file is no journal, of a newer version, or of another shard.
        NotReadyError: the file cannot be opened or written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None)
    except sqlite3.Error as error:
        raise cannot(path, "open", error) from error
    try:
        _check(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing that was committed; after a power cut the file is
        # sound but may lack the last moments, which are then owed again.
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection)
        _claim(connection, path, shard)
    except sqlite3.Error as error:
        connection.close()
        raise cannot(path, "open", error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open the journal of a live or finished run without changing anything.

    Raises:
        UsageError: the file is no journal, or of another version.
        NotReadyError: there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise NotReadyError(f"{path}: no journal there", hint="is this a run folder?")
    try:
        connection = _connect_read_only(path)
    except sqlite3.OperationalError as error:
        raise cannot(path, "read", error) from error
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path}: not a journal of preceptor: {error}") from error
    try:
        _require_current(_check(connection, path), path)
    except sqlite3.Error as error:
        connection.close()
        raise cannot(path, "read", error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def cannot(path: Path, do: str, error: sqlite3.Error) -> NotReadyError:
    """What is told when the disk does not take or give what it should."""
    return NotReadyError(
        f"{path}: cannot {do} the journal: {error}",
        hint="free some space or look at the disk, then give the same command again: "
        "everything committed so far is kept",
    )


def _connect_read_only(path: Path) -> sqlite3.Connection:
    uri = "file:" + quote(str(path.absolute()))
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError):
            raise
        # A finished run on a medium that cannot be written needs no shared memory beside it.
        if path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """The file's schema version, 0 when it is empty."""
    try:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise UsageError(f"{path}: not a journal of preceptor: {error}") from error
    if not tables:
        return 0
    if application != APPLICATION_ID:
        raise UsageError(
            f"{path}: an SQLite file, but not a journal of preceptor",
            hint="name another run folder",
        )
    if version > SCHEMA_VERSION:
        raise UsageError(
            f"{path}: journal version {version} was written by a newer preceptor; "
            f"this one knows versions up to {SCHEMA_VERSION}",
            hint="upgrade preceptor, or name another run folder",
        )
    return int(version)


def _require_current(version: int, path: Path) -> None:
    if version != SCHEMA_VERSION:
        raise UsageError(
            f"{path}: journal version {version}, this preceptor reads {SCHEMA_VERSION}",
            hint="give the run command again: it brings the journal up to date",
        )


def _migrate(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number in range(version, len(STEPS)):
        # One transaction for tables and version: an interrupted step is as if never begun.
        connection.executescript(
            f"BEGIN IMMEDIATE; {STEPS[number]} "  # noqa: S608
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number + 1}; "
            f"INSERT OR REPLACE INTO meta VALUES ('schema_version', '{number + 1}'); COMMIT;"
        )


def _claim(connection: sqlite3.Connection, path: Path, shard: int) -> None:
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('shard', ?)", (str(shard),))
    found = connection.execute("SELECT value FROM meta WHERE name = 'shard'").fetchone()[0]
    if found != str(shard):
        raise UsageError(f"{path}: the journal of shard {found}, not of shard {shard}")
