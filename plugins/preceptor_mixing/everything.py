"""The ``everything`` mixer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from preceptor.components import Assignment, Mixer, Options, SolutionView
from preceptor_mixing.eligibility import EligibilityOptions


class EverythingMixer(Mixer):
    """Takes every eligible solution once, in the order of the view; holds nothing out."""

    Options: ClassVar[type[Options]] = EligibilityOptions
    options: EligibilityOptions

    def assignments(self, view: SolutionView) -> Iterator[Assignment]:
        """Assign in one pass; memory does not grow with the view."""
        for row_id, solution in view:
            if self.options.trainable(solution):
                yield Assignment(row_id, "train")
