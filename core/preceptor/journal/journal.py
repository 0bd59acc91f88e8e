"""Writing a journal: group commits on the event loop's own thread.

All commits that are requested in one turn of the loop share one transaction. There is one
thread and one connection, so that everything handed over can be read back at once. The price is
that the loop is blocked while SQLite writes, and while it folds its log into the file.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from preceptor.errors import NotReadyError
from preceptor.files.lock import JournalLock
from preceptor.journal.ingest import ingest
from preceptor.journal.reading import JournalBase
from preceptor.journal.rows import (
    Compared,
    FailedTry,
    Intent,
    SourceCount,
    UnknownOutcome,
    row_id,
)
from preceptor.journal.schema import cannot, insert_into, open_for_writing
from preceptor.records import Assignment, BadRow, Problem, Reply, Solution, Verdict

_Statement = tuple[str, tuple[Any, ...]]
_PENDING = 1000
"""Statements that no task awaits are committed when there are this many."""

_REQUEST = (
    insert_into(
        "requests",
        "key, problem_id, subject, annotation, stage, round, sample, teacher, json, state, "
        "created, tokens, cost",
    )
    + " ON CONFLICT (key) DO UPDATE SET state = 'intent', failure = NULL, message = NULL, "
    "created = excluded.created, tokens = excluded.tokens, cost = excluded.cost"
)
_REPLY = insert_into(
    "replies",
    "key, json, prompt_tokens, completion_tokens, estimated, cost, seconds, received",
    replace=True,
)
_FAILED_TRY = insert_into("failed_tries", "key, failed, failure, status, message, tokens, cost")
_VERDICT = insert_into(
    "verdicts",
    "key, problem_id, verdict_policy, status, verifier, version, policy, json",
    replace=True,
)
_EQUALITY = insert_into("equalities", "key, equal", replace=True)
_SOLUTION = insert_into(
    "solutions",
    "row_id, problem_id, problem_row, annotation, position, fingerprint, role, subject, earned, "
    "solved, accepted, failure, open, json",
    replace=True,
)
_DROP = insert_into("drops", "row_id, filter, reason", replace=True)
_ASSIGNMENT = insert_into("assignments", "mixture, row_id, split, repeat", replace=True)


class Journal(JournalBase):
    """The journal of one shard, opened by the one process that writes it.

    Use it from one thread. Methods that are awaited return when what they wrote is committed.

    Args:
        path: The SQLite file; created when absent, in a folder that exists.
        shard: The number of the shard that the file belongs to.

    Raises:
        NotReadyError: another live process writes it, or the disk cannot be read or written.
        UsageError: the file is not a journal, or of a newer version, or of another shard.
    """

    def __init__(self, path: Path, shard: int = 0) -> None:
        self._lock = JournalLock(path)
        try:
            super().__init__(path, open_for_writing(path, shard))
        except BaseException:
            self._lock.release()
            raise
        self._pending: list[_Statement] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._scheduled = False
        self._broken: NotReadyError | None = None

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Commit what is pending, fold the log into the file, unlock."""
        try:
            if self._broken is None:
                self.flush()
            self._connection.close()
        finally:
            self._lock.release()

    # --- problems ---------------------------------------------------------------------------

    def ingest(
        self, sources: Mapping[str, Iterable[Problem | BadRow]], fingerprint: str
    ) -> dict[str, SourceCount]:
        """Read the sources into the journal, unless exactly these are there already.

        A problem that occurs twice is kept once: the first wins, except that a row of an eval
        source replaces one for training, so that no benchmark is trained on by accident. The
        other row is listed in :meth:`duplicates`. Problems that are in no source any more are
        removed, with their solutions; what was paid for stays.

        Args:
            sources: Rows by name of source, in the order of the recipe; read only if needed.
            fingerprint: Digest of everything the rows depend on.
        """
        with self._writing():
            return ingest(self, self._connection, sources, fingerprint)

    # --- requests ---------------------------------------------------------------------------

    def recover(self) -> list[UnknownOutcome]:
        """List the requests that an earlier run left without a reply, and return them.

        Whether they were answered cannot be known: they are charged, and will be sent again.
        """
        now = time.time()
        with self._writing(), self.transaction():
            self._connection.execute(
                "INSERT INTO unknown_outcomes (key, sent, found, tokens, cost) "
                "SELECT key, created, ?, tokens, cost FROM requests WHERE state = 'intent' "
                "ORDER BY created, key",
                (now,),
            )
            self._connection.execute("UPDATE requests SET state = 'unknown' WHERE state = 'intent'")
        return [outcome for outcome in self.unknown_outcomes() if outcome.found == now]

    async def record_intent(self, intent: Intent) -> None:
        """Commit that a request is about to be sent."""
        await self._commit(
            _REQUEST,
            intent.key,
            intent.problem_id,
            intent.subject,
            intent.annotation,
            str(intent.stage),
            intent.round,
            intent.sample,
            intent.teacher,
            intent.content,
            "intent",
            time.time(),
            intent.tokens,
            intent.cost,
        )

    async def record_reply(self, key: str, reply: Reply, cost: float, seconds: float) -> None:
        """Commit a reply. ``cost`` in US dollars, ``seconds`` from sending to the last byte."""
        usage = reply.usage
        self._later(
            _REPLY,
            key,
            reply.model_dump_json(),
            usage.prompt_tokens,
            usage.completion_tokens,
            int(usage.estimated),
            cost,
            seconds,
            time.time(),
        )
        await self._commit("UPDATE requests SET state = 'done' WHERE key = ?", key)

    async def failed_try(self, tried: FailedTry, *, for_good: bool) -> None:
        """Commit that a try brought no reply and, with ``for_good``, that there will be none."""
        self._later(
            _FAILED_TRY,
            tried.key,
            time.time(),
            str(tried.failure),
            tried.status,
            tried.message,
            tried.tokens,
            tried.cost,
        )
        # Between two tries nothing is in flight: a crash then leaves no unknown outcome.
        await self._commit(
            "UPDATE requests SET state = 'failed', failure = ?, message = ? WHERE key = ?",
            str(tried.failure) if for_good else None,
            tried.message,
            tried.key,
        )

    async def record_retry(self, key: str) -> None:
        """Commit that a request is about to be sent once more."""
        await self._commit(
            "UPDATE requests SET state = 'intent', created = ? WHERE key = ?", time.time(), key
        )

    def reset_refusals(self, keys: Iterable[str]) -> None:
        """Let a later run send refused requests again and work on their problems."""
        with self._writing(), self.transaction():
            for key in keys:
                self._connection.execute(
                    "UPDATE requests SET failure = NULL WHERE key = ? AND state = 'failed'", (key,)
                )
                self._connection.execute(
                    "UPDATE solutions SET open = 1 WHERE failure IS NOT NULL AND problem_id = "
                    "(SELECT problem_id FROM requests WHERE key = ?)",
                    (key,),
                )

    # --- verdicts and solutions ---------------------------------------------------------------

    def put_verdict(self, key: str, problem_id: str, verdict_policy: str, verdict: Verdict) -> None:
        """Write a verdict; it is committed no later than the solution it leads to."""
        self._later(
            _VERDICT,
            key,
            problem_id,
            verdict_policy,
            str(verdict.status),
            verdict.verifier,
            verdict.version,
            verdict.policy,
            verdict.model_dump_json(),
        )

    def record_equality(self, key: str, equal: bool) -> None:
        """Write whether two answers are equal; committed as a verdict is."""
        self._later(_EQUALITY, key, int(equal))

    def put_judge_sample(self, rows: Iterable[Compared]) -> None:
        """Write a judge's verdicts on a sample of decided attempts, in place of the last ones."""
        text = json.dumps([row.model_dump(mode="json") for row in rows])
        self._later("INSERT OR REPLACE INTO meta (name, value) VALUES ('judge_sample', ?)", text)

    async def put_solution(
        self, solution: Solution, *, problem_row: int, position: int, fingerprint: str, open_: bool
    ) -> None:
        """Commit a solution in place of an earlier one of the same pass.

        Args:
            solution: The solution.
            problem_row: Row number of its problem.
            position: The pass's place among the passes.
            fingerprint: Digest of everything the solution depends on.
            open_: It ended in a failure that may not occur in another run.
        """
        problem = solution.problem
        await self._commit(
            _SOLUTION,
            row_id(self.shard, problem.id, solution.annotation),
            problem.id,
            problem_row,
            solution.annotation,
            position,
            fingerprint,
            str(problem.role),
            problem.subject,
            solution.earned and str(solution.earned),
            int(solution.earned is not None and solution.earned.solved),
            int(solution.accepted is not None),
            solution.failure,
            int(open_),
            solution.model_dump_json(exclude={"problem": {"id"}}),
        )

    def remove_solution(self, problem_id: str, annotation: str) -> None:
        """Remove the solution of a pass that does not take this problem any more."""
        self._later(
            "DELETE FROM solutions WHERE row_id = ?", row_id(self.shard, problem_id, annotation)
        )

    def keep_annotations(self, names: Iterable[str]) -> None:
        """Remove the solutions of passes that are not among ``names``; replies stay."""
        kept = json.dumps(list(names))
        with self._writing(), self.transaction():
            self._connection.execute(
                "DELETE FROM solutions WHERE annotation NOT IN (SELECT value FROM json_each(?))",
                (kept,),
            )

    # --- stages after annotation ----------------------------------------------------------------

    def forget_drops(self) -> None:
        """Undo all filters, before they are run again."""
        with self._writing(), self.transaction():
            self._connection.execute("DELETE FROM drops")

    def put_drops(self, filter_name: str, drops: Iterable[tuple[str, str]]) -> None:
        """Write ``(row id, reason)`` of one filter; inside :meth:`transaction` or by itself."""
        with self._writing():
            self._connection.executemany(
                _DROP,
                ((row, filter_name, reason) for row, reason in drops),
            )

    def forget_assignments(self, mixture: str) -> None:
        """Undo a mixture, before it is mixed again."""
        with self._writing():
            self._connection.execute("DELETE FROM assignments WHERE mixture = ?", (mixture,))

    def put_assignments(self, mixture: str, assignments: Iterable[Assignment]) -> None:
        """Write assignments; inside :meth:`transaction` or by itself."""
        with self._writing():
            self._connection.executemany(
                _ASSIGNMENT,
                ((mixture, a.row_id, a.split, a.repeat) for a in assignments),
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together, or nothing of it."""
        with self._writing():
            self.flush()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    # --- group commit -----------------------------------------------------------------------------

    def _later(self, sql: str, *values: Any) -> None:
        if self._broken is not None:
            raise self._broken
        self._pending.append((sql, values))
        if len(self._pending) >= _PENDING:
            self.flush()

    async def _commit(self, sql: str, *values: Any) -> None:
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(committed)
        self._later(sql, *values)
        if not self._scheduled:
            self._scheduled = True
            # Runs after everything else that is ready in this turn of the loop.
            asyncio.get_running_loop().call_soon(self._flush_scheduled)
        await committed

    def _flush_scheduled(self) -> None:
        self._scheduled = False
        with suppress(NotReadyError):  # the waiting tasks receive it
            self.flush()

    def flush(self) -> None:
        """Commit what is pending, and wake the tasks that wait for it."""
        waiting, self._waiting = self._waiting, []
        try:
            self._write_pending()
        except BaseException as error:
            for committed in waiting:
                if not committed.done():
                    committed.set_exception(error)
                    committed.exception()  # its task may be gone: no warning then
            raise
        for committed in waiting:
            if not committed.done():  # else its task was cancelled; the row is written anyway
                committed.set_result(None)

    def _write_pending(self) -> None:
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        with self._writing():
            execute = self._connection.execute
            execute("BEGIN IMMEDIATE")
            try:
                for sql, values in pending:
                    execute(sql, values)
                execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    execute("ROLLBACK")
                raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._broken is not None:
            raise self._broken
        try:
            yield
        except sqlite3.Error as error:
            # After a full disk nothing more is written: the rows after it would have gaps.
            self._broken = cannot(self.path, "write", error)
            raise self._broken from error
