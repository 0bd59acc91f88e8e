"""Sources in the journal: each problem once, and nothing set aside in silence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from journal_rows import problem, put, solution

from preceptor.journal import Journal, Solutions, SourceCount
from preceptor.records import BadRow, Role


def test_each_problem_is_kept_once_and_the_rest_is_listed(journal_path: Path) -> None:
    bad = BadRow(source="a", location="a.jsonl:9", reason="no reference", excerpt="{}")
    with Journal(journal_path) as journal:
        counts = journal.ingest(
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
        counts = journal.ingest({"a": [odd, bad, problem(3)]}, "1")
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
        journal.ingest(order, "1")
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
        journal.ingest({"a": [one, two]}, "1")
        numbers = {row.id: row.row for row in journal.problems()}
        asyncio.run(put(journal, [solution(one), solution(two)]))
        assert journal.ingest({"a": exploding()}, "1") == {"a": SourceCount(2)}  # type: ignore[dict-item]
        relicensed = problem(2, licence="GPL-3.0-only")
        journal.ingest({"a": [three, relicensed]}, "2")
        after = {row.id: row.row for row in journal.problems()}
        assert set(after) == {two.id, three.id}
        assert after[two.id] == numbers[two.id], "row numbers are stable"
        assert len(Solutions([journal])) == 0, "gone, or to be made again with the new licence"


def test_an_interrupted_reading_of_sources_starts_again(journal_path: Path) -> None:
    def torn() -> object:
        for number in range(1500):
            yield problem(number)
        raise KeyboardInterrupt

    with Journal(journal_path) as journal, pytest.raises(KeyboardInterrupt):
        journal.ingest({"a": torn()}, "1")  # type: ignore[dict-item]
    with Journal(journal_path) as journal:
        counts = journal.ingest({"a": (problem(number) for number in range(1600))}, "1")
        assert counts == {"a": SourceCount(1600, 0, 0)}
