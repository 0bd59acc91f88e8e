"""Solutions of all shards as one sequence, and what later stages write about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from preceptor.journal.journal import Journal
from preceptor.journal.reading import JournalBase, JournalReader
from preceptor.journal.rows import SolutionQuery, shard_of
from preceptor.records import Assignment, Role, Solution

T = TypeVar("T")
_CHUNK = 1000


class Solutions:
    """A :class:`~preceptor.components.SolutionView`: read from disk each time it is iterated.

    Args:
        journals: The journals of all shards, open; in the order of their shard numbers.
        query: Which solutions are shown; all of them by default.
    """

    def __init__(self, journals: Sequence[JournalBase], query: SolutionQuery | None = None) -> None:
        self._journals = sorted(journals, key=lambda journal: journal.shard)
        self._query = query or SolutionQuery()

    @classmethod
    def read(cls, paths: Iterable[Path], stack: ExitStack) -> Solutions:
        """All solutions in the journals at ``paths``, which ``stack`` closes."""
        return cls([stack.enter_context(JournalReader(path)) for path in paths])

    def where(
        self,
        *,
        kept: bool | None = None,
        accepted: bool | None = None,
        role: Role | None = None,
        subject: str | None = None,
        annotation: str | None = None,
        mixture: str | None = None,
        split: str | None = None,
    ) -> Solutions:
        """A narrower view; what is not named stays as it is."""
        given = {
            "kept": kept,
            "accepted": accepted,
            "role": role,
            "subject": subject,
            "annotation": annotation,
            "mixture": mixture,
            "split": split,
        }
        narrowed = {name: value for name, value in given.items() if value is not None}
        return Solutions(self._journals, replace(self._query, **narrowed))  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[tuple[str, Solution]]:
        for journal in self._journals:
            yield from journal.solutions(self._query)

    def eval_statements(self) -> Iterator[tuple[str, str]]:
        """``(problem id, statement)`` of the run's evaluation problems, whatever is shown."""
        for journal in self._journals:
            yield from journal.eval_statements()

    def __len__(self) -> int:
        return sum(journal.solution_count(self._query) for journal in self._journals)


def record_drops(
    journals: Sequence[Journal], filter_name: str, drops: Iterable[tuple[str, str]]
) -> int:
    """Write what a filter drops to the shards of the rows: all of it, or nothing.

    Returns:
        How many rows were dropped.
    """
    with _together(journals):
        return _deal(journals, drops, lambda d: d[0], lambda j, d: j.put_drops(filter_name, d))


def record_assignments(
    journals: Sequence[Journal], mixture: str, assignments: Iterable[Assignment]
) -> int:
    """Write a mixture in place of an earlier one of that name: all of it, or nothing.

    Returns:
        How many rows were assigned.
    """
    with _together(journals):
        for journal in journals:
            journal.forget_assignments(mixture)
        return _deal(
            journals, assignments, lambda a: a.row_id, lambda j, a: j.put_assignments(mixture, a)
        )


def _deal(
    journals: Sequence[Journal],
    rows: Iterable[T],
    id_of: Callable[[T], str],
    put: Callable[[Journal, list[T]], None],
) -> int:
    """Hand each row to the journal of its shard and return how many there were."""
    count = 0
    rest = iter(rows)
    while chunk := list(islice(rest, _CHUNK)):
        count += len(chunk)
        for journal in journals:
            put(journal, [row for row in chunk if shard_of(id_of(row)) == journal.shard])
    return count


def _together(journals: Sequence[Journal]) -> ExitStack:
    with ExitStack() as stack:
        for journal in journals:
            stack.enter_context(journal.transaction())
        return stack.pop_all()
