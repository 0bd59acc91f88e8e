"""Tells solutions that are proofs from those that end in a value."""

from __future__ import annotations

from preceptor.components import Context
from preceptor.records import Solution


def is_proof(context: Context, solution: Solution) -> bool:
    """True when the reference of the problem is a statement that the solution proves."""
    kind = context.reference_kinds.get(solution.problem.reference.kind)
    return kind is not None and kind.answered_by == "proof"
