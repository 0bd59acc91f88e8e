"""A journal that an older version wrote is brought up to date, resumed, or refused with advice."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import stored_run

from preceptor.digests import digest
from preceptor.errors import Failure, UsageError
from preceptor.journal import SCHEMA_VERSION, Journal, JournalReader, Solutions
from preceptor.journal import migration as steps
from preceptor.journal.migration import _problem
from preceptor.records import Earned, Problem, Provenance, Solution, Stage
from preceptor.references import number

STORED = Path(__file__).parent / "data" / "version-1.sql"
KILLED = 9


@pytest.fixture
def old(journal_path: Path) -> Path:
    """A journal of schema version 1, as the version before wrote it."""
    with sqlite3.connect(journal_path) as connection:
        connection.executescript(STORED.read_text("utf-8"))
    connection.close()
    return journal_path


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def texts(path: Path) -> Iterator[str]:
    """Every text in every table."""
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in connection.execute(f"SELECT * FROM {table}"):
            yield from (value for value in row if isinstance(value, str))
    connection.close()


def loaded(path: Path) -> dict[str, Solution]:
    with JournalReader(path) as journal:
        return dict(iter(Solutions([journal])))


def test_every_solution_loads_with_its_new_words(old: Path) -> None:
    Journal(old).close()
    assert version(old) == SCHEMA_VERSION
    solutions = loaded(old)
    assert len(solutions) == 12
    assert {s.earned for s in solutions.values()} == {None, *Earned}
    trails = [step.attempt for s in solutions.values() for step in s.trail]
    assert {a.stage for a in trails} == set(Stage) - {Stage.JUDGE}
    failures = {s.failure.partition(":")[0] for s in solutions.values() if s.failure}
    assert failures == {Failure.REJECTED, Failure.RATE_LIMITED}
    flags = {flag.partition(":")[0] for s in solutions.values() for flag in s.flags}
    assert flags == {"suspect-reference"}
    problems = {p.id: p for p in stored_run.problems()}
    assert all(s.problem == problems[s.problem.id] for s in solutions.values())


def test_the_other_tables_have_the_new_words_too(old: Path) -> None:
    Journal(old).close()
    words = set(texts(old))
    assert not {"first try", "revise, reference shown", "rate limited"} & words
    assert not any('"slips"' in text or '"mistake"' in text for text in words)
    with JournalReader(old) as journal:
        assert journal.failed_tries().keys() == set(Failure) - {Failure.UNAUTHORISED}
        assert ("main", "revise-shown") in journal.spent_by_stage()
        assigned = [journal.assignments_of(row) for row in loaded(old)]
        assert [of_row for of_row in assigned if of_row] == [
            {"main": ("heldout_instances", 1)},
            {"main": ("train", 2)},
        ]
        dropped = [journal.drops_of(row) for row in loaded(old)]
        assert [of_row for of_row in dropped if of_row] == [{"length": "too long: 9 of 5 tokens"}]


def test_what_was_paid_for_is_not_asked_again(old: Path) -> None:
    summary, teacher = stored_run.run(old)
    asked = {request.problem.statement for request in teacher.requests}
    open_problem = stored_run.problems()[stored_run.LIMITED]
    assert asked == {open_problem.statement}, "only what the endpoint put off is sent again"
    assert summary.replies == 0
    assert summary.replayed == 33
    resumed = loaded(old)
    second = stored_run.run(old)[0]
    assert second.replayed == 0, "what the migrated journal led to is not worked on again"
    assert loaded(old) == resumed


def test_the_solutions_made_again_are_those_that_were_stored(old: Path) -> None:
    Journal(old).close()
    migrated = loaded(old)
    stored_run.run(old)
    assert {name: _results(s) for name, s in loaded(old).items()} == {
        name: _results(s) for name, s in migrated.items()
    }


def _results(solution: Solution) -> list[object]:
    stages = [(step.attempt.id, step.attempt.stage) for step in solution.trail]
    return [stages, solution.earned, solution.accepted, solution.flags, solution.failure]


def test_a_reader_refuses_it_with_what_to_do(old: Path) -> None:
    with pytest.raises(UsageError, match="journal version 1 was written by an older") as caught:
        JournalReader(old)
    assert "preceptor run" in (caught.value.hint or "")
    assert version(old) == 1


def test_an_interrupted_migration_leaves_no_trace(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(texts(old))

    def interrupt(_solution: dict[str, object]) -> dict[str, object]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(steps, "_solution", interrupt)
        with pytest.raises(KeyboardInterrupt):
            Journal(old)
    assert version(old) == 1
    assert sorted(texts(old)) == before
    Journal(old).close()
    assert len(loaded(old)) == 12


def test_a_killed_migration_is_begun_again(old: Path) -> None:
    killed = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from preceptor.journal import Journal, migration\n"
        "change, calls = migration._solution, []\n"
        "def kill(solution):\n"
        "    calls.append(solution)\n"
        f"    return change(solution) if len(calls) < 6 else os._exit({KILLED})\n"
        "migration._solution, migration._PAGE = kill, 2\n"
        "Journal(Path(sys.argv[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(old)], env=os.environ, check=False)
    assert done.returncode == KILLED
    assert version(old) == 1
    Journal(old).close()
    assert len(loaded(old)) == 12


def test_a_problem_keeps_its_id_when_its_rounding_gets_the_new_spelling() -> None:
    """Ids name rows of journals and exports; what is hashed is the spelling of then."""
    new = Problem(
        subject="math",
        statement="1/3?",
        reference=number("0.33", rounding="last-digit"),
        provenance=Provenance(source="s"),
    )
    stored = new.model_dump(mode="json")
    stored["slips"] = stored.pop("distractors")
    stored["reference"]["payload"]["rounding"] = "last digit"
    assert new.id == digest(["1/3?", "number", "0.33", {"rounding": "last digit"}])
    assert Problem.model_validate({k: v for k, v in _problem(stored).items() if k != "id"}) == new


@pytest.mark.parametrize("detail", ["a model", {"replies": "none"}, None, ["x"]])
def test_the_detail_of_a_plugins_verifier_may_hold_anything(detail: object) -> None:
    verdict = {"verifier": "mine", "decided_by": "judge", "detail": {"judge": detail}}
    stored = {
        "problem": {"reference": {"payload": {"rounding": ["odd"]}}},
        "trail": [{"attempt": {"stage": "solve"}, "verdict": verdict}],
        "earned": None,
        "failure": None,
        "flags": [],
    }
    assert steps._solution(stored)["trail"][0]["verdict"] == verdict
