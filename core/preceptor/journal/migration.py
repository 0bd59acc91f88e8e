"""Bringing journals of older versions up to date, one step per version.

A step changes rows as they were written by the version before it, so it is written against
their text and not against the records of today.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Final

_PAGE: Final = 500
"""Rows that are in memory at a time."""

_STAGES = {
    "critique, reference shown": "critique-shown",
    "revise, reference shown": "revise-shown",
}
_EARNED = {
    "first try": "first-try",
    "reference shown": "reference-shown",
    "reference shown, then re-solved without it": "re-solved",
    "own derivation": "own-derivation",
}
_FAILURES = {"rate limited": "rate-limited"}
_ROUNDING = {"last digit": "last-digit"}
_FLAGS = {"suspect reference": "suspect-reference"}
_ORDERS = {"trusted answer first": "trusted-first", "candidate first": "candidate-first"}

_RENAMED_COLUMNS = """
    ALTER TABLE verdicts RENAME COLUMN ruling TO verdict_policy;
    ALTER TABLE solutions RENAME COLUMN mark TO fingerprint;
    ALTER TABLE agreements RENAME TO equalities;
"""


def slugs_and_distractors(connection: sqlite3.Connection) -> None:
    """Version 1 to 2: sentences become slugs, slips distractors, three names clearer ones."""
    for statement in filter(str.strip, _RENAMED_COLUMNS.split(";")):
        connection.execute(statement)
    for table, column, renamed in (
        ("requests", "stage", _STAGES),
        ("requests", "failure", _FAILURES),
        ("failed_tries", "failure", _FAILURES),
        ("solutions", "earned", _EARNED),
    ):
        for old, new in renamed.items():
            connection.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608
                (new, old),
            )
    _rewrite(connection, "problems", "row", _problem)
    _rewrite(connection, "solutions", "rowid", _solution)
    for old, new in _FAILURES.items():
        connection.execute(
            "UPDATE solutions SET failure = ? || substr(failure, ?) WHERE failure LIKE ? || ':%'",
            (new, len(old) + 1, old),
        )


def _rewrite(
    connection: sqlite3.Connection,
    table: str,
    number: str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """Apply ``change`` to the JSON of every row of a table, a page at a time."""
    last = -1
    while page := connection.execute(
        f"SELECT {number}, json FROM {table} WHERE {number} > ? ORDER BY {number} LIMIT ?",  # noqa: S608
        (last, _PAGE),
    ).fetchall():
        connection.executemany(
            f"UPDATE {table} SET json = ? WHERE {number} = ?",  # noqa: S608
            ((_text(change(json.loads(text))), row) for row, text in page),
        )
        last = page[-1][0]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    slips = problem.get("slips", ())
    distractors = [{"answer": slip["answer"], "error": slip["mistake"]} for slip in slips]
    payload = problem["reference"]["payload"]
    if "rounding" in payload:
        payload["rounding"] = _renamed(payload["rounding"], _ROUNDING)
    return {
        ("distractors" if name == "slips" else name): (distractors if name == "slips" else value)
        for name, value in problem.items()
    }


def _solution(solution: dict[str, Any]) -> dict[str, Any]:
    for step in solution["trail"]:
        attempt = step["attempt"]
        attempt["stage"] = _renamed(attempt["stage"], _STAGES)
        verdict = step["verdict"]
        # Only the judge's own detail is known; that of a plugin's verifier may hold anything.
        if verdict and verdict["verifier"] == "judge" and verdict["decided_by"] == "judge":
            for reply in verdict["detail"]["judge"]["replies"]:
                reply["order"] = _renamed(reply["order"], _ORDERS)
                reply["status"] = reply.pop("said")
    return solution | {
        "problem": _problem(solution["problem"]),
        "earned": _renamed(solution["earned"], _EARNED),
        "failure": _prefix_renamed(solution["failure"], _FAILURES),
        "flags": [_prefix_renamed(flag, _FLAGS) for flag in solution["flags"]],
    }


def _renamed(value: Any, renamed: Mapping[str, str]) -> Any:
    return renamed.get(value, value) if isinstance(value, str) else value


def _prefix_renamed(text: str | None, renamed: Mapping[str, str]) -> str | None:
    """``text`` with what precedes its first colon renamed."""
    head, colon, rest = (text or "").partition(":")
    return renamed[head] + colon + rest if head in renamed else text
