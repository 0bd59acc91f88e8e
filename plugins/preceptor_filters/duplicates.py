"""The ``exact-duplicates`` filter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from preceptor.components import GlobalFilter, Options, SolutionView
from preceptor_filters.text_keys import KeySet, key, spaced


class ExactDuplicatesOptions(Options):
    """Options of the ``exact-duplicates`` filter.

    Attributes:
        statements: Keep one solution per statement, whatever the solutions say.
        per_annotation: Look for duplicates within each annotation pass only, so that passes
            which are compared with each other do not take rows from one another.
    """

    statements: bool = False
    per_annotation: bool = False


class ExactDuplicates(GlobalFilter):
    """Drops a solution when one before it has the same statement and the same text.

    Texts are compared in Unicode form C with single spaces. Rows without an accepted solution
    neither drop nor are dropped; training and evaluation rows are looked at apart.
    """

    Options: ClassVar[type[Options]] = ExactDuplicatesOptions
    options: ExactDuplicatesOptions

    def drops(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        """One pass over the view; memory does not grow with it."""
        what = "statement" if self.options.statements else "statement and solution"
        with KeySet() as seen:
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
