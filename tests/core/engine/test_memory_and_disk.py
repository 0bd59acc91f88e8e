"""What a run needs of the machine: memory that does not grow, a disk that may fill up."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import InProcessTeacher, TextHost, one_pass, problem, problems, quick, right

from preceptor.components import Request
from preceptor.engine import Counters, annotate
from preceptor.errors import Exit, NotReadyError
from preceptor.journal import Journal, Solutions
from preceptor.records import Problem, Reply


class Forgetful(InProcessTeacher):
    """Keeps no record of what it was asked."""

    async def ask(self, request: Request) -> Reply:
        await asyncio.sleep(0)
        return right(request)


class ForgetfulHost(TextHost):
    def submit(self, item):  # type: ignore[no-untyped-def]
        future = super().submit(item)
        self.items.clear()
        return future


def many(count: int) -> Iterator[Problem]:
    return (problem(number) for number in range(count))


def peak(path: Path, count: int) -> int:
    """Most bytes of Python objects alive at once while ``count`` problems are annotated."""
    with Journal(path) as journal:
        journal.ingest({"numbers": many(count)}, str(count))
        gc.collect()
        tracemalloc.start()
        summary = asyncio.run(
            annotate(
                journal,
                [one_pass(Forgetful(right))],
                ForgetfulHost(),
                quick(in_flight=32),
                Counters(),
            )
        )
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert summary.accepted == count
        assert sum(1 for _ in Solutions([journal])) == count
    return most


def test_memory_does_not_grow_with_the_number_of_problems(tmp_path: Path) -> None:
    peak(tmp_path / "warm.sqlite3", 50)
    few, lots = peak(tmp_path / "few.sqlite3", 400), peak(tmp_path / "lots.sqlite3", 2000)
    # Both read whole pages of problems; 300 bytes left behind per problem would show.
    assert lots < 1.5 * few, f"{few} bytes for 400 problems, {lots} for 2000"


@pytest.mark.parametrize("room", [1, 12, 60])
def test_a_full_disk_ends_the_run_and_nothing_committed_is_lost(
    journal_path: Path, room: int
) -> None:
    teacher = InProcessTeacher(right)
    with Journal(journal_path) as journal:
        journal.ingest({"numbers": problems(200)}, "200")
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count = {pages + room}")
        with pytest.raises(NotReadyError, match="database or disk is full") as caught:
            asyncio.run(
                annotate(journal, [one_pass(teacher)], TextHost(), quick(in_flight=8), Counters())
            )
    assert caught.value.exit_code is Exit.NOT_READY
    assert str(journal_path) in str(caught.value)
    assert "free some space" in (caught.value.hint or "")
    assert len(teacher.requests) < 200
    again = InProcessTeacher(right)
    with Journal(journal_path) as journal:
        answered = journal.request_states().get("done", 0)
        summary = asyncio.run(annotate(journal, [one_pass(again)], TextHost(), quick(), Counters()))
    assert summary.accepted == 200
    assert len(again.requests) == 200 - answered
    # A reply that found the disk full is lost, but its request is known to have been sent.
    assert summary.unknown == len(teacher.requests) - answered <= 8


def test_a_full_disk_while_sources_are_read(journal_path: Path) -> None:
    with Journal(journal_path) as journal:
        journal._connection.execute("PRAGMA max_page_count = 60")
        with pytest.raises(NotReadyError, match="full"):
            journal.ingest({"numbers": many(5000)}, "5000")
    with Journal(journal_path) as journal:
        assert journal.ingest({"numbers": many(5000)}, "5000")["numbers"].problems == 5000
