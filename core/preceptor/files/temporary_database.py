"""A database that lasts as long as its connection: what is remembered of every row of a run."""

from __future__ import annotations

import sqlite3
from typing import Final

TEMPORARY_CACHE_KIBIBYTES: Final = 32 * 1024
"""Page cache of the temporary database behind duplicate search, mixing and RL prompts; the rest
of it lies on disk."""


def temporary_database(table: str) -> sqlite3.Connection:
    """Open a database with one table, without any transaction begun.

    SQLite keeps a database without a name in its page cache and spills it to a temporary file
    that is gone with the connection: memory stays flat whatever the number of rows.

    Args:
        table: What follows ``CREATE TABLE``: its name and columns.
    """
    database = sqlite3.connect("", isolation_level=None)
    database.execute(f"PRAGMA cache_size = -{TEMPORARY_CACHE_KIBIBYTES:d}")
    database.execute("PRAGMA journal_mode = OFF")
    database.execute(f"CREATE TABLE {table}")
    return database
