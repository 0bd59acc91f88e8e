"""Which solutions may be trained on at all."""

from __future__ import annotations

from preceptor.components import Options
from preceptor.records import Earned, Role, Solution

SOLVED: tuple[Earned, ...] = tuple(
    earned for earned in Earned if earned.solved or earned is Earned.OWN_DERIVATION
)
"""Solutions whose author did not merely repeat an answer that was shown."""


class EligibilityOptions(Options):
    """Options that both mixers share.

    Attributes:
        earned: How a solution must have been earned. An answer that was repeated after being
            shown is trained on only when this names ``reference shown``.
        annotations: Annotation passes to take solutions from; all unless given.
        leave_out_flagged: Solutions with a flag that begins so are left out: an answer that
            agrees with a reference under suspicion proves little.
        accepted_by_judge: Whether solutions are trained on that nothing but the word of a
            judge supports.
    """

    earned: tuple[Earned, ...] = SOLVED
    annotations: tuple[str, ...] = ()
    leave_out_flagged: tuple[str, ...] = ("suspect reference",)
    accepted_by_judge: bool = False

    def concerns(self, solution: Solution) -> bool:
        """Whether the row is of a training source and of a wanted annotation pass."""
        return solution.problem.role is Role.TRAIN and (
            not self.annotations or solution.annotation in self.annotations
        )

    def trainable(self, solution: Solution) -> bool:
        """Whether the row may be trained on."""
        return (
            self.concerns(solution)
            and solution.final is not None
            and solution.earned in self.earned
            and (self.accepted_by_judge or not solution.judged)
            and not any(flag.startswith(self.leave_out_flagged) for flag in solution.flags)
        )
