"""The journal: opening, versions, locks; requests, what they cost, and group commits."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from journal_rows import problem

from preceptor.errors import Exit, Failure, NotReadyError, UsageError
from preceptor.journal import (
    SCHEMA_VERSION,
    FailedTry,
    Intent,
    Journal,
    JournalReader,
    Spent,
    schema,
)
from preceptor.records import Reply, Stage, Status, Usage, Verdict


def intent(key: str, subject: str = "math", tokens: int = 100, cost: float = 0.5) -> Intent:
    return Intent(key, "p", subject, "main", Stage.SOLVE, 0, 0, "t", "{}", tokens, cost)


# --- opening ----------------------------------------------------------------------------------


def test_a_new_journal_has_the_current_version_and_its_shard(journal_path: Path) -> None:
    with Journal(journal_path, 7) as journal:
        assert journal.meta("schema_version") == str(SCHEMA_VERSION)
        assert journal.shard == 7
    with pytest.raises(UsageError, match="of shard 7, not of shard 8"):
        Journal(journal_path, 8)


def test_an_older_version_is_migrated_with_its_rows(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal(journal_path) as journal:
        journal.ingest({"a": [problem(1)]}, "1")
    newer = (*schema.STEPS, "ALTER TABLE problems ADD COLUMN level TEXT NOT NULL DEFAULT 'x';")
    monkeypatch.setattr(schema, "STEPS", newer)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", len(newer))
    with pytest.raises(UsageError, match="written by an older preceptor"):
        JournalReader(journal_path)
    with Journal(journal_path) as journal:
        assert journal.meta("schema_version") == str(len(newer))
        assert journal._all("SELECT level FROM problems") == [("x",)]
    monkeypatch.undo()
    for open_ in (Journal, JournalReader):
        with pytest.raises(UsageError, match="newer preceptor") as caught:
            open_(journal_path)
        assert caught.value.exit_code is Exit.USAGE


@pytest.mark.parametrize("open_", [Journal, JournalReader])
def test_foreign_files_are_refused_and_left_alone(
    journal_path: Path, open_: type[Journal] | type[JournalReader]
) -> None:
    journal_path.write_bytes(b"this is no database, whatever its name says" * 40)
    with pytest.raises(UsageError, match="not a journal"):
        open_(journal_path)
    journal_path.unlink()
    connection = sqlite3.connect(journal_path)
    connection.execute("CREATE TABLE accounts (name TEXT)")
    connection.commit()
    connection.close()
    before = journal_path.read_bytes()
    with pytest.raises(UsageError, match="not a journal of preceptor"):
        open_(journal_path)
    assert journal_path.read_bytes() == before


def test_a_journal_in_use_names_the_process_that_has_it(journal_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from preceptor.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(journal_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(NotReadyError, match=f"process {holder.pid} is working") as caught:
        Journal(journal_path)
    assert caught.value.exit_code is Exit.NOT_READY
    with JournalReader(journal_path) as reader:
        assert reader.problem_count() == 0, "looking is always allowed"
    holder.kill()
    holder.communicate()
    with Journal(journal_path) as journal:
        assert journal.problem_count() == 0, "a lock ends with its holder, however it ends"


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="there is no journal"):
        JournalReader(tmp_path / "none.sqlite3")
    with pytest.raises(NotReadyError):
        Journal(tmp_path / "no" / "folder.sqlite3")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_finished_run_can_be_read_where_nothing_can_be_written(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        journal.ingest({"a": [problem(1)]}, "1")
    journal_path.parent.chmod(0o500)
    try:
        with JournalReader(journal_path) as reader:
            assert reader.problem_count() == 1
    finally:
        journal_path.parent.chmod(0o700)


# --- requests ---------------------------------------------------------------------------------


def test_the_life_of_requests_and_what_they_cost(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> None:
        for key in ("done", "open", "refused"):
            await journal.record_intent(intent(key))
        reply = Reply(text="x", usage=Usage(prompt_tokens=7, completion_tokens=3))
        await journal.record_reply("done", reply, 0.25, 1.5)
        tried = FailedTry("refused", Failure.REJECTED, 400, "bad words")
        await journal.failed_try(tried, for_good=True)
        await journal.record_intent(intent("again", "physics"))
        tried = FailedTry("again", Failure.TRANSIENT, None, "gone", 100, 0.5)
        await journal.failed_try(tried, for_good=False)
        await journal.record_retry("again")
        await journal.record_reply("again", reply, 0.25, 1.5)

    with Journal(journal_path) as journal:
        asyncio.run(scenario(journal))
        assert journal.request_states() == {"done": 2, "failed": 1, "intent": 1}
    with Journal(journal_path) as journal:
        unknown = journal.recover()
        assert [(u.key, u.tokens, u.cost) for u in unknown] == [("open", 100, 0.5)]
        assert journal.recover() == []
        assert journal.recorded("never") is None
        done, refused = journal.recorded("done"), journal.recorded("refused")
        assert done is not None
        assert done.reply is not None
        assert done.reply.usage.total == 10
        assert refused is not None
        assert (refused.failure, refused.message) == (Failure.REJECTED, "bad words")
        assert journal.spent_by_subject() == {
            "math": Spent(3, 110, 0.75),
            "physics": Spent(2, 110, 0.75),
        }
        assert journal.spent_by_stage() == {("main", "solve"): Spent(5, 220, 1.5)}


def test_many_commits_of_one_turn_are_one_transaction(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> int:
        begun: list[str] = []
        journal._connection.set_trace_callback(
            lambda sql: begun.append(sql) if sql.startswith("BEGIN") else None
        )
        await asyncio.gather(
            *(journal.record_intent(intent(f"k{number}")) for number in range(500))
        )
        return len(begun)

    with Journal(journal_path) as journal:
        assert asyncio.run(scenario(journal)) == 1
        assert journal.request_states() == {"intent": 500}


def test_what_no_task_awaits_does_not_pile_up(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        for number in range(2500):
            journal.record_equality(f"k{number}", True)
        assert len(journal._pending) < 1000
        assert journal.known_equal("k1500") is True


def test_a_commit_that_failed_is_raised_in_every_waiting_task(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> list[BaseException | None]:
        waits = [journal.record_intent(intent(f"k{number}" * 400)) for number in range(1500)]
        return await asyncio.gather(*waits, return_exceptions=True)

    with Journal(journal_path) as journal:
        journal._connection.execute("PRAGMA max_page_count = 60")
        errors = asyncio.run(scenario(journal))
        assert {type(error) for error in errors} == {NotReadyError}
        with pytest.raises(NotReadyError, match="full"):
            journal.record_equality("k", True)
    with JournalReader(journal_path) as reader:
        assert reader.request_states() == {}


def test_a_cancelled_wait_does_not_undo_the_commit(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> None:
        tasks = [
            asyncio.create_task(journal.record_intent(intent(key))) for key in ("one", "other")
        ]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    with Journal(journal_path) as journal:
        asyncio.run(scenario(journal))
        assert journal.request_states() == {"intent": 2}


def test_a_verdict_under_another_policy_does_not_count(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        journal.put_verdict("k", "p", "policy-1", Verdict(status=Status.REJECTED, reason="no"))
        journal.record_equality("pair", True)
        journal.flush()
        known = journal.verdict("k", "p", "policy-1")
        assert known is not None
        assert known.reason == "no"
        assert journal.verdict("k", "p", "policy-2") is None
        assert journal.verdict("k", "other problem", "policy-1") is None
        assert (journal.known_equal("pair"), journal.known_equal("other")) == (True, None)
