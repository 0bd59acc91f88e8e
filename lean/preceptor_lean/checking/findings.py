"""What the checker has found about a proof, and which of two findings is the one to report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from preceptor.records import Status
from preceptor_lean.checking.evidence import Ruling
from preceptor_lean.checking.messages import Remark, kept
from preceptor_lean.toolchains.replay import Replayer


@dataclass(frozen=True)
class Finding:
    """What was found about a proof.

    Attributes:
        remarks: Lean's messages, placed in the candidate.
        goals: Goals that were open at the first error.
        axioms: What the proof rests on, where Lean said so.
        form: How the candidate was read: ``term``, ``tactics`` or ``equations``.
        restated: Whether the candidate repeats the theorem's header, and which.
        seconds: Wall time of Lean, shared among the proofs of a process; a replay's is not in it.
        lean: Whether Lean was asked at all.
        replayed: The program that gave it to the kernel again, where one did.
    """

    status: Status
    reason: str
    remarks: tuple[Remark, ...] = ()
    goals: tuple[str, ...] = ()
    axioms: tuple[str, ...] | None = None
    form: str = ""
    restated: str = "no"
    seconds: float = 0.0
    lean: bool = True
    replayed: str = ""


def finding_of(ruling: Ruling, seconds: float) -> Finding:
    """What a process has shown about a proof that took so many seconds of it."""
    remarks = kept(ruling.remarks)
    errors = [remark for remark in remarks if remark.severity == "error"]
    goals = next((remark.goals for remark in errors if remark.goals), ())
    return Finding(
        ruling.status,
        ruling.reason,
        remarks=remarks,
        goals=goals,
        axioms=ruling.axioms,
        seconds=seconds,
    )


def marked(finding: Finding, replayer: Replayer) -> Finding:
    """The finding, saying that ``replayer`` has accepted the proof as well."""
    if finding.status is not Status.ACCEPTED:
        return finding
    reason = f"{finding.reason}; {replayer.name} accepts it too"
    return replace(finding, reason=reason, replayed=replayer.name)


def better(one: Finding | None, other: Finding) -> Finding:
    """Of two readings' findings the one to report, with the time of both.

    An accepted one, else the one that Lean could read further.
    """
    if one is None:
        return other
    seconds = one.seconds + other.seconds
    if other.status is Status.ACCEPTED or _reach(other) > _reach(one):
        return replace(other, seconds=seconds)
    return replace(one, seconds=seconds)


def _reach(finding: Finding) -> tuple[bool, bool, int, int]:
    """How far Lean came: to the end, else past the syntax, else to a line and column."""
    first = next((r for r in finding.remarks if r.severity == "error"), None)
    if first is None:
        return (finding.status is Status.REJECTED, True, 0, 0)
    return (False, not first.is_of_syntax, first.line, first.column)
