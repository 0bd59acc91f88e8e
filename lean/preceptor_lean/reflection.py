"""Proofs repaired with the help of Lean's messages: its errors and the open goals.

Lean is a critic that is never wrong and costs nothing, so no teacher is asked for a critique:
each round returns Lean's messages on the last proof and asks for another one. What Lean prints
about a proof follows from the statement and the proof, both of which the teacher knows: no
reference is revealed, and a repaired proof counts as reflected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from preceptor.components import Options, Reflection, SolveContext
from preceptor.records import Attempt, Earned, Stage, Status, Verdict


class LeanRepairOptions(Options):
    """Options of ``lean-repair``."""

    rounds: int = Field(
        default=3, ge=0, le=20, description="Maximum number of repairs of one proof."
    )
    mode: Literal["whole", "continue"] = Field(
        default="whole",
        description="`whole`: the teacher rewrites the proof. `continue`: the lines before the "
        "first error are shown as accepted, and the new proof must begin with them.",
    )
    messages: int = Field(
        default=3, ge=1, le=20, description="Number of Lean's errors shown, causes first."
    )
    chars: int = Field(
        default=2_000, ge=100, description="Maximum length of the report on one proof."
    )
    temperature: float = Field(
        default=0.7,
        gt=0.0,
        le=2.0,
        description="Sampling temperature of repairs; at 0 the failed proof may be repeated.",
    )


class LeanRepair(Reflection):
    """Solve; while Lean rejects the proof, return its errors and open goals to the teacher.

    A problem whose reference is not a formal statement gets one try: another verifier's reason
    may reveal the answer.
    """

    Options: ClassVar[type[Options]] = LeanRepairOptions
    options: LeanRepairOptions

    async def solve(self, ctx: SolveContext) -> None:
        problem, options = ctx.problem, self.options
        attempt = await ctx.ask(Stage.SOLVE, ctx.prompts.solve(problem, ctx.examples))
        verdict = await ctx.verify(attempt)
        if verdict.accepted:
            ctx.accept(attempt, Earned.FIRST_TRY)
            return
        if problem.reference.kind != "formal":
            return
        again = ctx.sampling.model_copy(update={"temperature": options.temperature})
        for round_ in range(1, options.rounds + 1):
            if not _repairable(attempt, verdict):
                return
            report = report_for(attempt.answer, verdict, options)
            attempt = await ctx.ask(
                Stage.REVISE,
                ctx.prompts.revise(problem, attempt.reply.text, report, None),
                parent=attempt,
                round=round_,
                sampling=again,
            )
            verdict = await ctx.verify(attempt)
            if verdict.accepted:
                ctx.accept(attempt, Earned.REFLECTED)
                return

    def worst_case(self) -> Mapping[Stage, int]:
        return {Stage.SOLVE: 1, Stage.REVISE: self.options.rounds}


def _repairable(attempt: Attempt, verdict: Verdict) -> bool:
    """Whether there is something to report about the proof; an error on our side is not."""
    if attempt.answer is None:
        return attempt.reply.refusal is None
    return verdict.status in (Status.REJECTED, Status.TIMEOUT)


def report_for(proof: str | None, verdict: Verdict, options: LeanRepairOptions) -> str:
    """Report Lean's result on ``proof`` to the teacher.

    Args:
        proof: The proof as it was verified; ``None`` if there was none in the reply.
    """
    if proof is None:
        return "There is no Lean proof in the reply; it has to stand in one ```lean block."
    if verdict.status is Status.TIMEOUT:
        return f"{verdict.reason}. Find a proof that takes Lean less work."
    errors = _errors(verdict.detail)
    if not errors:
        return f"Lean does not accept the proof: {verdict.reason}"
    parts = ["Lean does not accept the proof."]
    lines = proof.split("\n")
    for error in errors[: options.messages]:
        line, column = error["line"], error["column"]
        quoted = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        at = f"Line {line}, column {column}" + (f" (`{quoted}`)" if quoted else "")
        parts.append(f"{at}: {error['text']}")
    goals = verdict.detail.get("goals")
    if isinstance(goals, Sequence) and goals and str(goals[0]) not in parts[1]:
        parts += ["Goals open at the first error:", *map(str, goals)]
    report = "\n\n".join(parts)
    if len(report) > options.chars:
        report = report[: options.chars - 1] + "…"
    if options.mode == "continue" and (prefix := accepted_prefix(proof, errors)):
        report += (
            "\n\nLean takes the proof up to here. Keep these lines as they are, "
            f"and go on from them:\n\n```lean\n{prefix}\n```"
        )
    return report


def accepted_prefix(proof: str, errors: Sequence[Mapping[str, Any]]) -> str:
    """The lines of ``proof`` before its first error; all of them if only goals are left.

    Lean works from top to bottom and reports an error where it occurs, so earlier lines have been
    accepted. Goals that are left are reported at the beginning of their block, once its end is
    reached: without another error, the whole proof has been accepted.
    """
    lines = proof.rstrip().split("\n")
    mistakes = [error for error in errors if not str(error["text"]).startswith("unsolved goals")]
    if not mistakes:
        # Only the outermost block is known to end where the proof ends.
        return "\n".join(lines) if all(error["line"] == 1 for error in errors) else ""
    before = lines[: min(int(error["line"]) for error in mistakes) - 1]
    # The error may be on a later line of a tactic that began further up.
    at = lines[len(before)] if len(before) < len(lines) else ""
    while before and _indentation(before[-1]) < _indentation(at) and not _opens(before[-1]):
        at = before.pop()
    return "\n".join(before).rstrip()


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _opens(line: str) -> bool:
    """Whether the following lines belong to a block that this one opens."""
    return line.rstrip().endswith(("by", "=>", "with", "do")) or line.lstrip().startswith("·")


def _errors(detail: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    messages = detail.get("messages")
    if not isinstance(messages, Sequence):
        return []
    return [m for m in messages if isinstance(m, Mapping) and m.get("severity") == "error"]
