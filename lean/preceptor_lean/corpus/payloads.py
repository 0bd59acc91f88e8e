"""What a reference of kind ``tactic`` carries."""

from __future__ import annotations

from preceptor.references import FormalPayload


class TacticPayload(FormalPayload):
    """The state that a tactic is asked for, and what the recorded tactic (``value``) does to it.

    Attributes:
        statement: The state's first goal as a statement; empty where it cannot be one.
        goals_after: Goals that the recorded tactic leaves, as Lean prints them.
    """

    statement: str = ""
    goals_after: tuple[str, ...] = ()
