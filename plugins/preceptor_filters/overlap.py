"""The ``eval-overlap`` filter: no training row asks what an evaluation asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from preceptor.components import GlobalFilter, SolutionView
from preceptor.records import Role
from preceptor_filters.text_keys import KeySet, bare, key


@runtime_checkable
class KnowsEvaluation(Protocol):
    """A view that also knows the evaluation problems that were never annotated."""

    def eval_statements(self) -> Iterator[tuple[str, str]]:
        """``(problem id, statement)`` of every problem of every eval source."""
        ...


class EvalOverlap(GlobalFilter):
    """Drops training rows whose statement equals that of an evaluation problem.

    Statements are equal when their words, numbers and operators are, whatever the case,
    spacing, punctuation and markup. Rewordings are not found.
    """

    def drops(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        """Two passes over the view; memory does not grow with it."""
        with KeySet() as evaluated:
            for problem_id, statement in self._evaluated(view):
                evaluated.add(key(bare(statement)), problem_id)
            for row_id, solution in view:
                if solution.problem.role is Role.EVAL:
                    continue
                found = evaluated.holder(key(bare(solution.problem.statement)))
                if found is not None:
                    yield row_id, f"same statement as evaluation problem {found}"

    def _evaluated(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        if isinstance(view, KnowsEvaluation):
            yield from view.eval_statements()
        else:
            self.context.log(
                f"{self.name}: compared only with evaluation rows that were annotated; this "
                "run keeps no list of the others"
            )
        for _, solution in view:
            if solution.problem.role is Role.EVAL:
                yield solution.problem.id, solution.problem.statement
