"""Solutions over all shards, and what stages write about them."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from journal_rows import problem, put, solution

from preceptor.components import Assignment
from preceptor.journal import (
    Journal,
    SolutionQuery,
    Solutions,
    record_assignments,
    record_drops,
    row_id,
    shard_of,
)
from preceptor.records import Role


def test_a_view_over_shards_is_ordered_filtered_and_can_be_read_again(tmp_path: Path) -> None:
    paths = [tmp_path / f"{shard}.sqlite3" for shard in range(2)]
    with ExitStack() as stack:
        journals = [stack.enter_context(Journal(p, n)) for n, p in enumerate(paths)]
        for shard, journal in enumerate(journals):
            role = Role.EVAL if shard else Role.TRAIN
            rows = [problem(100 * shard + number, role=role) for number in range(300)]
            journal.ingest({"a": rows}, "1")
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
        statements = [problem(100 + number).statement for number in range(300)]
        assert [statement for _, statement in view.eval_statements()] == statements
        assert len(view.where(accepted=True, annotation="main")) == 400
        drops = ((row, "too long") for row in ids if row.endswith("main") and shard_of(row) == 0)
        assert record_drops(journals, "length", drops) == 300
        assert len(view.where(kept=True)) == 302
        assert len(view.where(kept=False)) == 300
        assert journals[0].drops_of(ids[0]) == {"length": "too long"}
        assert Counter(filter_ for filter_, _ in journals[0].drops()) == {"length": 300}
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
        assert list(journal.drops()) == []


def test_solutions_are_found_by_the_beginning_of_an_id(journal_path: Path) -> None:
    one, two = problem(1), problem(2)
    with Journal(journal_path) as journal:
        journal.ingest({"a": [one, two]}, "1")
        asyncio.run(put(journal, [solution(one), solution(two, annotation="second")]))
        assert [match.problem.id for _, match in journal.find_solutions(one.id[:10])] == [one.id]
        whole = row_id(0, two.id, "second")
        assert [row for row, _ in journal.find_solutions(whole)] == [whole]
        assert list(journal.find_solutions("%")) == []
        journal.keep_annotations(["main"])
        assert journal.solution(whole) is None
        assert journal.solution_count(SolutionQuery()) == 1
