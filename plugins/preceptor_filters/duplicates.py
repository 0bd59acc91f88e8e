"""The ``exact-duplicates`` filter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import ClassVar

from pydantic import Field

from preceptor.components import GlobalFilter, Options, SolutionView
from preceptor_filters.text_keys import KeySet, key, spaced


class ExactDuplicatesOptions(Options):
    """Options of the ``exact-duplicates`` filter."""

    statements: bool = Field(
        default=False,
        description="Keep one solution per statement, whatever the solutions say. False: keep "
        "all different solutions of a statement.",
    )
    per_annotation: bool = Field(
        default=False,
        description="Compare only solutions of the same annotation pass, so that passes to be "
        "compared with each other keep all their rows. False: compare across passes.",
    )


class ExactDuplicates(GlobalFilter):
    """Drops a solution when an earlier one has the same statement and the same text.

    Texts are compared in Unicode form C with single spaces. Rows without an accepted solution
    are ignored; training and evaluation rows are compared separately.
    """

    Options: ClassVar[type[Options]] = ExactDuplicatesOptions
    options: ExactDuplicatesOptions

    def drops(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        """Find duplicates in one pass over the view; memory does not grow with it."""
        what = "statement" if self.options.statements else "statement and solution"
        with closing(KeySet()) as seen:
            for row_id, solution in view:
                step = solution.final
                if step is None:
                    continue
                parts = [solution.problem.role.value, spaced(solution.problem.statement)]
                parts.append(solution.annotation if self.options.per_annotation else "")
                if not self.options.statements:
                    parts.append(spaced(step.attempt.reply.text))
                first = seen.add(key(*parts), row_id)
                if first is not None and first != row_id:
                    yield row_id, f"same {what} as {first}"
