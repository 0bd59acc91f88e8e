"""The journal: one SQLite file per shard that holds everything a run paid for or computed.

A request's intent is committed before it is sent and its reply before it is used, so that the
same command, run again after a crash at any instant, sends no answered request again.
"""

from __future__ import annotations

from preceptor.journal.journal import Journal
from preceptor.journal.reading import JournalBase, JournalReader
from preceptor.journal.rows import (
    Compared,
    Duplicate,
    FailedTry,
    Intent,
    ProblemRow,
    Recorded,
    SolutionQuery,
    SourceCount,
    Spent,
    UnknownOutcome,
    row_id,
    shard_of,
    storable,
)
from preceptor.journal.schema import SCHEMA_VERSION, is_empty
from preceptor.journal.solutions import (
    Solutions,
    record_assignments,
    record_drops,
)

__all__ = [
    "SCHEMA_VERSION",
    "Compared",
    "Duplicate",
    "FailedTry",
    "Intent",
    "Journal",
    "JournalBase",
    "JournalReader",
    "ProblemRow",
    "Recorded",
    "SolutionQuery",
    "Solutions",
    "SourceCount",
    "Spent",
    "UnknownOutcome",
    "is_empty",
    "record_assignments",
    "record_drops",
    "row_id",
    "shard_of",
    "storable",
]
