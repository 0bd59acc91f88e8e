"""Which solutions may be trained on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from preceptor.components import Options
from preceptor.records import CurrentSpelling, Earned, Role, Solution

SOLVED: tuple[Earned, ...] = tuple(
    earned for earned in Earned if earned.solved or earned is Earned.OWN_DERIVATION
)
"""All but solutions that repeat an answer which was shown."""


class EligibilityOptions(Options):
    """Options that both mixers share."""

    earned: tuple[Annotated[Earned, CurrentSpelling], ...] = Field(
        default=SOLVED,
        description="Ways in which a solution may have been earned. Default: all except "
        f"`{Earned.REFERENCE_SHOWN.value}`, where the teacher may only have repeated the answer.",
    )
    annotations: tuple[str, ...] = Field(
        default=(),
        description="Annotation passes to take solutions from. Empty: all passes.",
    )
    leave_out_flagged: tuple[Annotated[str, CurrentSpelling], ...] = Field(
        default=("suspect-reference",),
        description="Leave out solutions with a flag that begins with one of these texts. "
        "Default: solutions that agree with a suspect reference, which proves little.",
    )
    accepted_by_judge: bool = Field(
        default=False,
        description="Also train on solutions that only a judge accepted, not a verifier.",
    )

    def concerns(self, solution: Solution) -> bool:
        """True when the row is of a training source and of a selected annotation pass."""
        return solution.problem.role is Role.TRAIN and (
            not self.annotations or solution.annotation in self.annotations
        )

    def trainable(self, solution: Solution) -> bool:
        """True when the row may be trained on."""
        return (
            self.concerns(solution)
            and solution.final is not None
            and solution.earned in self.earned
            and (self.accepted_by_judge or not solution.judged)
            and not any(flag.startswith(self.leave_out_flagged) for flag in solution.flags)
        )
