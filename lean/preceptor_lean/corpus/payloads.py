"""The payload of references of kind ``tactic``."""

from __future__ import annotations

from preceptor.references import FormalPayload


class TacticPayload(FormalPayload):
    """The state for which a tactic is asked, and the effect of the recorded tactic (``value``).

    Attributes:
        statement: The state's first goal as a statement; empty if it cannot be one.
        goals_after: Goals that the recorded tactic leaves, as Lean prints them.
    """

    statement: str = ""
    goals_after: tuple[str, ...] = ()
