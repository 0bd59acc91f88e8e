"""References that several independent attempts agree against: flagged, never overwritten."""

from __future__ import annotations

from typing import Final

from preceptor.engine.solve_context import JournaledContext
from preceptor.records import Stage

SUSPECT_ATTEMPTS: Final = 3
"""Independent rejected attempts that must agree for a reference to be suspect."""

_INDEPENDENT = frozenset({Stage.SOLVE, Stage.RESAMPLE, Stage.RESOLVE})
"""Stages whose prompt shows neither the reference nor an earlier answer."""


async def suspect_reference(ctx: JournaledContext) -> str | None:
    """The finding, when enough independent attempts give one and the same rejected answer.

    An answer that only as many attempts give as give the accepted one is no reason to doubt
    the reference.
    """
    independent = [
        step
        for step in ctx.trail
        if step.attempt.stage in _INDEPENDENT and step.attempt.answer and step.verdict
    ]
    rejected = [
        step.attempt.answer for step in independent if step.verdict and step.verdict.rejected
    ]
    accepted = sum(1 for step in independent if step.verdict and step.verdict.accepted)
    if len(rejected) < SUSPECT_ATTEMPTS:
        return None
    groups: list[list[str]] = []
    for answer in filter(None, rejected):
        for group in groups:
            if await ctx.agree(group[0], answer):
                group.append(answer)
                break
        else:
            groups.append([answer])
    largest = max(groups, key=len)
    if len(largest) < SUSPECT_ATTEMPTS or len(largest) <= accepted:
        return None
    return (
        f"suspect reference: {len(largest)} of {len(independent)} independent attempts "
        f"agree on {largest[0]}"
    )
