"""The ``eval-overlap`` filter: drops training rows that ask what an evaluation asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Protocol, runtime_checkable

from preceptor.components import GlobalFilter, SolutionView
from preceptor.records import Role
from preceptor_filters.text_keys import KeySet, bare, key


@runtime_checkable
class KnowsEvaluation(Protocol):
    """A view that includes evaluation problems which were never annotated."""

    def eval_statements(self) -> Iterator[tuple[str, str]]:
        """Yield ``(problem id, statement)`` of every problem of every eval source."""
        ...


class EvalOverlap(GlobalFilter):
    """Drops training rows whose statement equals that of an evaluation problem.

    Statements are compared by their words, numbers and operators; case, spacing, punctuation
    and markup are ignored. Rewordings are not detected.
    """

    def drops(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        """Find overlaps in two passes over the view; memory does not grow with it."""
        with closing(KeySet()) as evaluated:
            for problem_id, statement in self._evaluated(view):
                evaluated.add(key(bare(statement)), problem_id)
            for row_id, solution in view:
                if solution.problem.role is Role.EVAL:
                    continue
                match = evaluated.holder(key(bare(solution.problem.statement)))
                if match is not None:
                    yield row_id, f"same statement as evaluation problem {match}"

    def _evaluated(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        if isinstance(view, KnowsEvaluation):
            yield from view.eval_statements()
        else:
            self.context.log(
                f"{self.name}: compared only with annotated evaluation rows; this run has no list "
                "of the other evaluation problems"
            )
        for _, solution in view:
            if solution.problem.role is Role.EVAL:
                yield solution.problem.id, solution.problem.statement
