"""The journal's tables, their version, and how a file is opened.

A file of an older version is brought up to date step by step; a newer or a foreign one is
refused.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

from preceptor.errors import NotReadyError, UsageError
from preceptor.journal import migration

APPLICATION_ID: Final = 0x50524350
"""The header of every journal has it ("PRCP"), so that no other SQLite file is mistaken for one."""

STEPS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
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

    -- ruling: the digest of everything that could change the verdict (the host's policy).
    CREATE TABLE verdicts (
        key TEXT NOT NULL, problem_id TEXT NOT NULL, ruling TEXT NOT NULL, status TEXT NOT NULL,
        verifier TEXT NOT NULL, version TEXT NOT NULL, policy TEXT NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (key, problem_id));
    CREATE TABLE agreements (key TEXT PRIMARY KEY, equal INTEGER NOT NULL) WITHOUT ROWID;

    -- mark: the digest of everything that the solution depends on; open: worth another run.
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
    migration.slugs_and_distractors,
)
"""Step *n* brings a file of version *n* to version *n* + 1; an empty file has version 0."""

SCHEMA_VERSION = len(STEPS)


def open_for_writing(path: Path, shard: int) -> sqlite3.Connection:
    """Open or create the journal at ``path`` and bring its tables up to date.

    Raises:
        UsageError: the file is not a journal, or of a newer version, or of another shard.
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
        # sound but may lack the last moments, whose requests are then sent again.
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
        UsageError: the file is not a journal, or of another version.
        NotReadyError: the file does not exist or cannot be read.
    """
    if not path.is_file():
        raise NotReadyError(f"{path}: there is no journal", hint="is this a run folder?")
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


def is_empty(path: Path) -> bool:
    """Whether the journal has no tables yet: its process is about to make them."""
    try:
        with closing(_connect_read_only(path)) as connection:
            return _check(connection, path) == 0
    except sqlite3.Error:
        return False


def cannot(path: Path, do: str, error: sqlite3.Error) -> NotReadyError:
    """Error for a failed read or write."""
    return NotReadyError(
        f"{path}: cannot {do} the journal: {error}",
        hint="free some space or check the disk, then run the same command to resume: "
        "everything committed so far is kept",
    )


def insert_into(table: str, columns: str, *, replace: bool = False) -> str:
    """An ``INSERT`` statement that names its columns, with a placeholder for each."""
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    places = ",".join("?" * len(columns.split(",")))
    return f"{verb} INTO {table} ({columns}) VALUES ({places})"


def _connect_read_only(path: Path) -> sqlite3.Connection:
    uri = "file:" + quote(str(path.absolute()))
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError):
            raise
        # A finished run on a read-only medium needs no shared-memory file.
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
            f"{path}: journal version {version} was written by an older preceptor; "
            f"this one reads version {SCHEMA_VERSION}",
            hint="`preceptor export RECIPE --run FOLDER` updates the journals without any request; "
            "so does `preceptor run`, which also resumes the run",
        )


def _migrate(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number in range(version, len(STEPS)):
        # One transaction for rows and version: an interrupted step leaves no trace.
        connection.execute("BEGIN IMMEDIATE")
        try:
            _apply(connection, STEPS[number])
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute(
                "INSERT OR REPLACE INTO meta (name, value) VALUES ('schema_version', ?)",
                (str(number + 1),),
            )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _apply(
    connection: sqlite3.Connection, step: str | Callable[[sqlite3.Connection], None]
) -> None:
    if callable(step):
        step(connection)
        return
    without_comments = re.sub(r"--[^\n]*", "", step)
    for statement in filter(str.strip, without_comments.split(";")):
        connection.execute(statement)


def _claim(connection: sqlite3.Connection, path: Path, shard: int) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO meta (name, value) VALUES ('shard', ?)", (str(shard),)
    )
    owner = connection.execute("SELECT value FROM meta WHERE name = 'shard'").fetchone()[0]
    if owner != str(shard):
        raise UsageError(f"{path}: this is the journal of shard {owner}, not of shard {shard}")
