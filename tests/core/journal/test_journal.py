"""The journal: opening, versions, locks, sources, views."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from preceptor.components import Assignment
from preceptor.errors import Exit, Failure, NotReadyError, UsageError
from preceptor.journal import (
    SCHEMA_VERSION,
    Choice,
    FailedTry,
    Intent,
    Journal,
    JournalReader,
    Solutions,
    SourceCount,
    Spent,
    record_assignments,
    record_drops,
    row_id,
    schema,
    shard_of,
)
from preceptor.records import (
    Attempt,
    BadRow,
    Earned,
    Message,
    Problem,
    Provenance,
    Reference,
    Reply,
    Role,
    Sampling,
    Solution,
    Stage,
    Status,
    TrailStep,
    Usage,
    Verdict,
)


def problem(number: int, *, source: str = "a", role: Role = Role.TRAIN, **more: str) -> Problem:
    return Problem(
        role=role,
        subject=more.get("subject", "math"),
        statement=f"What is {number}?",
        reference=Reference(kind="text", value=str(number)),
        provenance=Provenance(
            source=source, licence=more.get("licence", "MIT"), location=f"{source}.jsonl:{number}"
        ),
    )


def solution(of: Problem, *, accepted: bool = True, annotation: str = "main") -> Solution:
    attempt = Attempt(
        id="k" + of.id,
        problem_id=of.id,
        stage=Stage.SOLVE,
        messages=(Message(role="user", content=of.statement),),
        reply=Reply(text="Answer: 1"),
        answer="1",
        teacher="t",
        sampling=Sampling(),
    )
    status = Status.ACCEPTED if accepted else Status.REJECTED
    return Solution(
        problem=of,
        trail=(TrailStep(attempt=attempt, verdict=Verdict(status=status)),),
        accepted=0 if accepted else None,
        earned=Earned.FIRST_TRY if accepted else None,
        annotation=annotation,
    )


async def put(journal: Journal, solutions: list[Solution]) -> None:
    rows = {row.id: row.row for row in journal.problems()}
    for one in solutions:
        position = 0 if one.annotation == "main" else 1
        await journal.put_solution(
            one, problem_row=rows[one.problem.id], position=position, mark="m", open_=False
        )


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
        journal.take_in({"a": [problem(1)]}, "1")
    newer = (*schema.STEPS, "ALTER TABLE problems ADD COLUMN level TEXT NOT NULL DEFAULT 'x';")
    monkeypatch.setattr(schema, "STEPS", newer)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", len(newer))
    with pytest.raises(UsageError, match="journal version 1, this preceptor reads 2"):
        JournalReader(journal_path)
    with Journal(journal_path) as journal:
        assert journal.meta("schema_version") == "2"
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
    with pytest.raises(NotReadyError, match="no journal there"):
        JournalReader(tmp_path / "none.sqlite3")
    with pytest.raises(NotReadyError):
        Journal(tmp_path / "no" / "folder.sqlite3")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_finished_run_can_be_read_where_nothing_can_be_written(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        journal.take_in({"a": [problem(1)]}, "1")
    journal_path.parent.chmod(0o500)
    try:
        with JournalReader(journal_path) as reader:
            assert reader.problem_count() == 1
    finally:
        journal_path.parent.chmod(0o700)


# --- sources ----------------------------------------------------------------------------------


def test_each_problem_is_kept_once_and_the_rest_is_listed(journal_path: Path) -> None:
    bad = BadRow(source="a", location="a.jsonl:9", reason="no reference", excerpt="{}")
    with Journal(journal_path) as journal:
        counts = journal.take_in(
            {
                "a": [problem(1), bad, problem(2), problem(1)],
                "b": [problem(2, source="b"), problem(3, source="b")],
            },
            "1",
        )
        assert counts == {"a": SourceCount(2, 1, 1), "b": SourceCount(1, 0, 1)}
        assert [row.problem.statement for row in journal.problems()] == [
            "What is 1?",
            "What is 2?",
            "What is 3?",
        ]
        assert list(journal.bad_rows()) == [bad]
        assert [(d.source, d.location, d.kept_source) for d in journal.duplicates()] == [
            ("a", "a.jsonl:1", "a"),
            ("b", "b.jsonl:2", "a"),
        ]


def test_text_that_no_file_can_hold_is_set_aside(journal_path: Path) -> None:
    odd = problem(1).model_copy(update={"statement": "What is \ud800?"})
    bad = BadRow(source="a", location="a.jsonl:2", reason="no \udfff reference")
    with Journal(journal_path) as journal:
        counts = journal.take_in({"a": [odd, bad, problem(3)]}, "1")
        assert counts == {"a": SourceCount(1, 2, 0)}
        assert [(row.location, row.reason) for row in journal.bad_rows()] == [
            ("a.jsonl:1", "the row has text that is not valid Unicode"),
            ("a.jsonl:2", "no ? reference"),
        ]


@pytest.mark.parametrize("eval_first", [True, False])
def test_a_row_of_an_eval_source_outranks_one_for_training(
    journal_path: Path, eval_first: bool
) -> None:
    sources = {
        "bench": [problem(1, source="bench", role=Role.EVAL)],
        "mine": [problem(1, source="mine"), problem(2, source="mine")],
    }
    order = sources if eval_first else dict(reversed(sources.items()))
    with Journal(journal_path) as journal:
        journal.take_in(order, "1")
        kept = {row.problem.statement: (row.source, row.problem.role) for row in journal.problems()}
        assert kept == {
            "What is 1?": ("bench", Role.EVAL),
            "What is 2?": ("mine", Role.TRAIN),
        }
        assert [(d.source, d.kept_source) for d in journal.duplicates()] == [("mine", "bench")]


def test_sources_are_read_once_and_again_when_they_change(journal_path: Path) -> None:
    def exploding() -> object:
        raise AssertionError("was read again")
        yield

    one, two, three = problem(1), problem(2), problem(3)
    with Journal(journal_path) as journal:
        journal.take_in({"a": [one, two]}, "1")
        numbers = {row.id: row.row for row in journal.problems()}
        asyncio.run(put(journal, [solution(one), solution(two)]))
        assert journal.take_in({"a": exploding()}, "1") == {"a": SourceCount(2)}  # type: ignore[dict-item]
        relicensed = problem(2, licence="GPL-3.0-only")
        journal.take_in({"a": [three, relicensed]}, "2")
        after = {row.id: row.row for row in journal.problems()}
        assert set(after) == {two.id, three.id}
        assert after[two.id] == numbers[two.id], "row numbers are stable"
        assert len(Solutions([journal])) == 0, "gone, or to be made anew with the new licence"


def test_an_interrupted_reading_of_sources_starts_anew(journal_path: Path) -> None:
    def torn() -> object:
        for number in range(1500):
            yield problem(number)
        raise KeyboardInterrupt

    with Journal(journal_path) as journal, pytest.raises(KeyboardInterrupt):
        journal.take_in({"a": torn()}, "1")  # type: ignore[dict-item]
    with Journal(journal_path) as journal:
        counts = journal.take_in({"a": (problem(number) for number in range(1600))}, "1")
        assert counts == {"a": SourceCount(1600, 0, 0)}


# --- requests ---------------------------------------------------------------------------------


def test_the_life_of_requests_and_what_they_cost(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> None:
        for key in ("done", "open", "refused"):
            await journal.intend(intent(key))
        reply = Reply(text="x", usage=Usage(prompt_tokens=7, completion_tokens=3))
        await journal.answered("done", reply, 0.25, 1.5)
        tried = FailedTry("refused", Failure.REJECTED, 400, "bad words")
        await journal.failed_try(tried, for_good=True)
        await journal.intend(intent("again", "physics"))
        tried = FailedTry("again", Failure.TRANSIENT, None, "gone", 100, 0.5)
        await journal.failed_try(tried, for_good=False)
        await journal.trying_again("again")
        await journal.answered("again", reply, 0.25, 1.5)

    with Journal(journal_path) as journal:
        asyncio.run(scenario(journal))
        assert journal.request_states() == {"done": 2, "failed": 1, "intent": 1}
    with Journal(journal_path) as journal:
        found = journal.recover()
        assert [(u.key, u.tokens, u.cost) for u in found] == [("open", 100, 0.5)]
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
        await asyncio.gather(*(journal.intend(intent(f"k{number}")) for number in range(500)))
        return len(begun)

    with Journal(journal_path) as journal:
        assert asyncio.run(scenario(journal)) == 1
        assert journal.request_states() == {"intent": 500}


def test_what_nobody_waits_for_does_not_pile_up(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        for number in range(2500):
            journal.put_agreement(f"k{number}", True)
        assert len(journal._pending) < 1000
        assert journal.agreement("k1500") is True


def test_a_commit_that_failed_is_told_to_everyone_who_waits(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> list[BaseException | None]:
        waits = [journal.intend(intent(f"k{number}" * 400)) for number in range(1500)]
        return await asyncio.gather(*waits, return_exceptions=True)

    with Journal(journal_path) as journal:
        journal._connection.execute("PRAGMA max_page_count = 60")
        told = asyncio.run(scenario(journal))
        assert {type(error) for error in told} == {NotReadyError}
        with pytest.raises(NotReadyError, match="full"):
            journal.put_agreement("k", True)
    with JournalReader(journal_path) as journal:
        assert journal.request_states() == {}


def test_a_cancelled_wait_does_not_undo_the_commit(journal_path: Path) -> None:
    async def scenario(journal: Journal) -> None:
        tasks = [asyncio.create_task(journal.intend(intent(key))) for key in ("one", "other")]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    with Journal(journal_path) as journal:
        asyncio.run(scenario(journal))
        assert journal.request_states() == {"intent": 2}


def test_a_verdict_of_another_ruling_does_not_count(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        journal.put_verdict("k", "p", "ruling-1", Verdict(status=Status.REJECTED, reason="no"))
        journal.put_agreement("pair", True)
        journal.flush()
        known = journal.verdict("k", "p", "ruling-1")
        assert known is not None
        assert known.reason == "no"
        assert journal.verdict("k", "p", "ruling-2") is None
        assert journal.verdict("k", "other problem", "ruling-1") is None
        assert (journal.agreement("pair"), journal.agreement("other")) == (True, None)


# --- views ------------------------------------------------------------------------------------


def test_a_view_over_shards_is_ordered_filtered_and_can_be_read_again(tmp_path: Path) -> None:
    paths = [tmp_path / f"{shard}.sqlite3" for shard in range(2)]
    with ExitStack() as stack:
        journals = [stack.enter_context(Journal(p, n)) for n, p in enumerate(paths)]
        for shard, journal in enumerate(journals):
            role = Role.EVAL if shard else Role.TRAIN
            rows = [problem(100 * shard + number, role=role) for number in range(300)]
            journal.take_in({"a": rows}, "1")
            made = [solution(row, accepted=number % 3 > 0) for number, row in enumerate(rows)]
            # Written in any order: the view has the order of the problems.
            asyncio.run(put(journal, [*reversed(made), solution(rows[0], annotation="second")]))
        view = Solutions(list(reversed(journals)))
        assert len(view) == 602
        ids = [row for row, _ in view]
        assert ids == [row for row, _ in view]
        assert ids[:2] == [
            row_id(0, problem(0).id, "main"),
            row_id(0, problem(0).id, "second"),
        ]
        assert [shard_of(row) for row in ids] == [0] * 301 + [1] * 301
        assert len(view.where(role=Role.EVAL)) == 301
        assert len(view.where(accepted=True, annotation="main")) == 400
        drops = ((row, "too long") for row in ids if row.endswith("main") and shard_of(row) == 0)
        assert record_drops(journals, "length", drops) == 300
        assert len(view.where(kept=True)) == 302
        assert len(view.where(kept=False)) == 300
        assert journals[0].drops_of(ids[0]) == {"length": "too long"}
        assert journals[0].drop_counts() == {"length": 300}
        kept = [row for row, _ in view.where(kept=True)]
        plan = [
            Assignment(row, "train" if n else "heldout", 1 + n % 2) for n, row in enumerate(kept)
        ]
        assert record_assignments(journals, "mix", plan) == 302
        assert record_assignments(journals, "mix", plan) == 302, "in the place of the earlier one"
        train = view.where(mixture="mix", split="train")
        repeats = sum(a.repeat for a in plan if a.split == "train")
        assert len(train) == sum(1 for _ in train) == repeats
        assert journals[0].assignments_of(kept[0]) == {"mix": ("heldout", 1)}
        for journal in journals:
            journal.forget_drops()
        assert len(view.where(kept=True)) == 602
    with ExitStack() as stack:
        assert [row for row, _ in Solutions.read(paths, stack)] == ids


def test_a_torn_stage_leaves_nothing_behind(journal_path: Path) -> None:
    def torn() -> object:
        for number in range(1500):
            yield f"0.{number}.main", "dull"
        raise KeyboardInterrupt

    with Journal(journal_path) as journal:
        with pytest.raises(KeyboardInterrupt):
            record_drops([journal], "dull", torn())  # type: ignore[arg-type]
        assert journal.drop_counts() == {}


def test_solutions_are_found_by_the_beginning_of_an_id(journal_path: Path) -> None:
    one, two = problem(1), problem(2)
    with Journal(journal_path) as journal:
        journal.take_in({"a": [one, two]}, "1")
        asyncio.run(put(journal, [solution(one), solution(two, annotation="second")]))
        assert [found.problem.id for _, found in journal.find_solutions(one.id[:10])] == [one.id]
        whole = row_id(0, two.id, "second")
        assert [row for row, _ in journal.find_solutions(whole)] == [whole]
        assert list(journal.find_solutions("%")) == []
        journal.keep_annotations(["main"])
        assert journal.solution(whole) is None
        assert journal.chosen_count(Choice()) == 1
