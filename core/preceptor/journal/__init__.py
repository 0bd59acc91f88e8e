"""The journal: one SQLite file per shard that holds everything a run paid for or computed.

A request's intent is committed before it is sent and its reply before it is used, so that the
same command, given again after a crash at any instant, asks for nothing twice.
"""

from __future__ import annotations

from preceptor.journal.journal import Journal
from preceptor.journal.reading import JournalReader, Reading
from preceptor.journal.rows import (
    Choice,
    Compared,
    Duplicate,
    FailedTry,
    Intent,
    ProblemRow,
    Recorded,
    SourceCount,
    Spent,
    UnknownOutcome,
    row_id,
    shard_of,
    storable,
)
from preceptor.journal.schema import SCHEMA_VERSION
from preceptor.journal.solutions import (
    Solutions,
    record_assignments,
    record_drops,
)

__all__ = [
    "SCHEMA_VERSION",
    "Choice",
    "Compared",
    "Duplicate",
    "FailedTry",
    "Intent",
    "Journal",
    "JournalReader",
    "ProblemRow",
    "Reading",
    "Recorded",
    "Solutions",
    "SourceCount",
    "Spent",
    "UnknownOutcome",
    "record_assignments",
    "record_drops",
    "row_id",
    "shard_of",
    "storable",
]
