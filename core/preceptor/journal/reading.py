"""Queries on a journal, for the process that writes it and for all others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from preceptor.errors import Failure
from preceptor.journal.rows import (
    Compared,
    Duplicate,
    ProblemRow,
    Recorded,
    SolutionQuery,
    SourceCount,
    Spent,
    UnknownOutcome,
)
from preceptor.journal.schema import cannot, open_for_reading
from preceptor.records import BadRow, Problem, Reply, Role, Solution, Stage, Verdict

PAGE = 256
"""Rows per query when many are read: no query stays open while its rows are worked on, so that
a writer's checkpoints are never blocked."""

_CHARGED = {
    "replies": "t.prompt_tokens + t.completion_tokens",
    "failed_tries": "t.tokens",
    "unknown_outcomes": "t.tokens",
}
"""Every try that was sent is a row of exactly one of these tables; its tokens in each."""


class JournalBase:
    """Typed queries over one journal file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.shard = int(self.meta("shard") or 0)

    def meta(self, name: str) -> str | None:
        """A value of the ``meta`` table."""
        row = self._one("SELECT value FROM meta WHERE name = ?", name)
        return None if row is None else str(row[0])

    # --- problems ---------------------------------------------------------------------------

    def problem_count(self) -> int:
        """How many problems the sources hold, each counted once."""
        return self._number("SELECT count(*) FROM problems WHERE live")

    def problem_counts(self) -> dict[tuple[Role, str, str], int]:
        """Problems by role, subject and source."""
        return {
            (Role(role), subject, source): count
            for role, subject, source, count in self._all(
                "SELECT role, subject, source, count(*) FROM problems WHERE live "
                "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            )
        }

    def problems(self) -> Iterator[ProblemRow]:
        """All problems in the order of their row numbers, read as they are needed."""
        last = -1
        while page := self._all(
            "SELECT row, id, source, json FROM problems WHERE live AND row > ? "
            "ORDER BY row LIMIT ?",
            last,
            PAGE,
        ):
            earlier: dict[int, list[tuple[str, str, bool, bool]]] = {}
            for row, *facts in self._all(
                "SELECT problem_row, annotation, CASE WHEN open THEN '' ELSE fingerprint END, "
                "accepted, failure IS NOT NULL FROM solutions WHERE problem_row BETWEEN ? AND ?",
                page[0][0],
                page[-1][0],
            ):
                earlier.setdefault(row, []).append(tuple(facts))
            for row, id_, source, text in page:
                known = earlier.get(row, ())
                yield ProblemRow(
                    row=row,
                    id=id_,
                    source=source,
                    problem=Problem.model_validate_json(text),
                    fingerprints={name: digest for name, digest, _, _ in known},
                    accepted={name: bool(accepted) for name, _, accepted, _ in known},
                    failed={name: bool(failed) for name, _, _, failed in known},
                )
            last = page[-1][0]

    def problem(self, id_: str) -> Problem | None:
        """The problem of that id."""
        row = self._one("SELECT json FROM problems WHERE id = ?", id_)
        return None if row is None else Problem.model_validate_json(row[0])

    def bad_rows(self) -> Iterator[BadRow]:
        """Rows that could not become problems, by source and place in it."""
        for source, location, reason, excerpt in self._all(
            "SELECT source, location, reason, excerpt FROM bad_rows ORDER BY source, ordinal"
        ):
            yield BadRow(source=source, location=location, reason=reason, excerpt=excerpt)

    def duplicates(self) -> Iterator[Duplicate]:
        """Rows that repeat a problem, by source and place in it."""
        for source, location, id_, kept in self._all(
            "SELECT source, location, id, kept_source FROM duplicates ORDER BY source, ordinal"
        ):
            yield Duplicate(source, location, id_, kept)

    def source_counts(self) -> dict[str, SourceCount]:
        """The rows of each source by what became of them."""
        tables = ("problems", "bad_rows", "duplicates")
        counts = {
            table: dict(self._all(f"SELECT source, count(*) FROM {table} GROUP BY 1"))  # noqa: S608
            for table in tables
        }
        names = sorted(set().union(*counts.values()))
        return {
            name: SourceCount(*(counts[table].get(name, 0) for table in tables)) for name in names
        }

    # --- requests ---------------------------------------------------------------------------

    def recorded(self, key: str) -> Recorded | None:
        """What is known about a request, or ``None`` when it was never about to be sent."""
        row = self._one(
            "SELECT r.state, p.json, r.failure, r.message "
            "FROM requests r LEFT JOIN replies p ON p.key = r.key WHERE r.key = ?",
            key,
        )
        if row is None:
            return None
        state, reply, failure, message = row
        return Recorded(
            state,
            None if reply is None else Reply.model_validate_json(reply),
            None if failure is None else Failure(failure),
            message or "",
        )

    def request_states(self) -> dict[str, int]:
        """Requests by state."""
        return dict(self._all("SELECT state, count(*) FROM requests GROUP BY 1"))

    def failed_tries(self) -> dict[str, int]:
        """Tries that brought no reply, by class of failure."""
        return dict(self._all("SELECT failure, count(*) FROM failed_tries GROUP BY 1"))

    def incomplete_replies(self) -> dict[str, int]:
        """Replies ``cut-off`` at their length limit, and those that were ``refused``."""
        refused = (
            "json_extract(json, '$.refusal') IS NOT NULL "
            "OR json_extract(json, '$.finish_reason') = 'content_filter'"
        )
        return dict(
            self._all(
                f"SELECT CASE WHEN {refused} THEN 'refused' ELSE 'cut-off' END, count(*) "  # noqa: S608
                f"FROM replies WHERE {refused} "
                "OR json_extract(json, '$.finish_reason') = 'length' GROUP BY 1 ORDER BY 1"
            )
        )

    def unknown_outcomes(self) -> Iterator[UnknownOutcome]:
        """Requests that were in flight when a run died, oldest first."""
        for row in self._all(
            "SELECT u.key, r.problem_id, r.annotation, r.stage, u.sent, u.found, u.tokens, u.cost "
            "FROM unknown_outcomes u JOIN requests r ON r.key = u.key ORDER BY u.id"
        ):
            key, problem, annotation, stage, *rest = row
            yield UnknownOutcome(key, problem, annotation, Stage(stage), *rest)

    def spent_by_subject(self) -> dict[str, Spent]:
        """What was used so far: replies, failed tries and unknown outcomes."""
        return {subject: spent for (subject,), spent in self._spent("r.subject").items()}

    def spent_by_stage(self) -> dict[tuple[str, str], Spent]:
        """The same by ``(annotation pass, stage)``."""
        by_stage = self._spent("r.annotation, r.stage").items()
        return {(annotation, stage): spent for (annotation, stage), spent in by_stage}

    def _spent(self, group: str) -> dict[tuple[str, ...], Spent]:
        total: dict[tuple[str, ...], Spent] = {}
        for table, tokens in _CHARGED.items():
            for *names, count, used, cost in self._all(
                f"SELECT {group}, count(*), sum({tokens}), sum(t.cost) "  # noqa: S608
                f"FROM {table} t JOIN requests r ON r.key = t.key GROUP BY {group}"
            ):
                key = tuple(names)
                total[key] = total.get(key, Spent()) + Spent(count, used, cost)
        return total

    # --- verdicts ---------------------------------------------------------------------------

    def verdict(self, key: str, problem_id: str, verdict_policy: str) -> Verdict | None:
        """The verdict on an attempt, unless it was reached under another policy."""
        row = self._one(
            "SELECT json FROM verdicts WHERE key = ? AND problem_id = ? AND verdict_policy = ?",
            key,
            problem_id,
            verdict_policy,
        )
        return None if row is None else Verdict.model_validate_json(row[0])

    def known_equal(self, key: str) -> bool | None:
        """Whether two answers were judged equal; ``None`` if they were not compared."""
        row = self._one("SELECT equal FROM equalities WHERE key = ?", key)
        return None if row is None else bool(row[0])

    def judge_sample(self) -> list[Compared]:
        """A judge's verdicts on attempts that the rules had decided; empty without a judge."""
        rows = json.loads(self.meta("judge_sample") or "[]")
        return [Compared.model_validate(row) for row in rows]

    # --- solutions --------------------------------------------------------------------------

    def solution(self, row_id: str) -> Solution | None:
        """The solution of that row id."""
        row = self._one("SELECT json FROM solutions WHERE row_id = ?", row_id)
        return None if row is None else Solution.model_validate_json(row[0])

    def find_solutions(self, start: str) -> Iterator[tuple[str, Solution]]:
        """Solutions whose row id or problem id begins with ``start``."""
        pattern = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        for row_id, text in self._all(
            "SELECT row_id, json FROM solutions WHERE row_id LIKE ?1 ESCAPE '\\' "
            "OR problem_id LIKE ?1 ESCAPE '\\' ORDER BY problem_row, position",
            pattern,
        ):
            yield row_id, Solution.model_validate_json(text)

    def drops_of(self, row_id: str) -> dict[str, str]:
        """Why a row was dropped, by filter."""
        return dict(self._all("SELECT filter, reason FROM drops WHERE row_id = ?", row_id))

    def drops(self) -> Iterator[tuple[str, str]]:
        """``(filter, reason)`` of every row that a filter dropped."""
        yield from self._all("SELECT filter, reason FROM drops ORDER BY 1, row_id")

    def eval_statements(self) -> Iterator[tuple[str, str]]:
        """``(problem id, statement)`` of every problem that is for evaluation only."""
        last = -1
        while page := self._all(
            "SELECT row, id, json FROM problems WHERE live AND role = ? AND row > ? "
            "ORDER BY row LIMIT ?",
            str(Role.EVAL),
            last,
            PAGE,
        ):
            for _row, id_, text in page:
                yield id_, Problem.model_validate_json(text).statement
            last = page[-1][0]

    def assignments_of(self, row_id: str) -> dict[str, tuple[str, int]]:
        """``(split, repeat)`` of a row, by mixture."""
        return {
            mixture: (split, repeat)
            for mixture, split, repeat in self._all(
                "SELECT mixture, split, repeat FROM assignments WHERE row_id = ?", row_id
            )
        }

    def solutions(self, query: SolutionQuery) -> Iterator[tuple[str, Solution]]:
        """``(row id, solution)`` in the order of the problems, a page at a time."""
        tables, where, values = _selection(query)
        last = (-1, -1)
        while page := self._all(
            f"SELECT s.row_id, s.problem_row, s.position, s.json, {_repeat(query)} "  # noqa: S608
            f"FROM {tables} WHERE (s.problem_row, s.position) > (?, ?){where} "
            "ORDER BY s.problem_row, s.position LIMIT ?",
            *last,
            *values,
            PAGE,
        ):
            for row_id, _row, _position, text, repeat in page:
                solution = Solution.model_validate_json(text)
                for _ in range(repeat):
                    yield row_id, solution
            last = (page[-1][1], page[-1][2])

    def solution_count(self, query: SolutionQuery) -> int:
        """How many rows :meth:`solutions` yields."""
        tables, where, values = _selection(query)
        return self._number(
            f"SELECT coalesce(sum({_repeat(query)}), 0) "  # noqa: S608
            f"FROM {tables} WHERE true{where}",
            *values,
        )

    def yields(self) -> Iterator[tuple[str, str, str | None, bool, int]]:
        """``(annotation, subject, earned, failed, count)`` of all solutions."""
        for annotation, subject, earned, failed, count in self._all(
            "SELECT annotation, subject, earned, failure IS NOT NULL, count(*) FROM solutions "
            "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        ):
            yield annotation, subject, earned, bool(failed), count

    # --- inside -----------------------------------------------------------------------------

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        with self._reading():
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return row

    def _number(self, sql: str, *values: object) -> int:
        return int(self._all(sql, *values)[0][0])

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise cannot(self.path, "read", error) from error


class JournalReader(JournalBase):
    """A journal opened read-only, of a live or a finished run; close it after use."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, open_for_reading(path))

    def __enter__(self) -> JournalReader:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _selection(query: SolutionQuery) -> tuple[str, str, list[object]]:
    conditions = list(query.conditions())
    tables = "solutions s"
    if query.mixture is not None or query.split is not None:
        tables += " JOIN assignments a ON a.row_id = s.row_id"
    where = "".join(f" AND {condition}" for condition, _value in conditions)
    return tables, where, [value for _condition, value in conditions]


def _repeat(query: SolutionQuery) -> str:
    return "1" if query.mixture is None and query.split is None else "a.repeat"
