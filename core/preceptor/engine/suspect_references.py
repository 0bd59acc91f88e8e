"""References that several independent attempts contradict: flagged, never overwritten."""

from __future__ import annotations

from typing import Final

from preceptor.engine.solve_context import JournaledContext

SUSPECT_ATTEMPTS: Final = 3
"""Independent rejected attempts that must agree before a reference is suspect."""


async def suspect_reference(ctx: JournaledContext) -> str | None:
    """Return the finding when enough independent attempts give the same rejected answer.

    A rejected answer that is no more frequent than the accepted one does not cast doubt on the
    reference.
    """
    independent = [
        step
        for step in ctx.trail
        if step.attempt.stage.independent and step.attempt.answer and step.verdict
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
        f"suspect-reference: {len(largest)} of {len(independent)} independent attempts "
        f"agree on {largest[0]}"
    )
