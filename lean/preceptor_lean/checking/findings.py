"""What the checker reports about a proof, and which of two findings is reported."""

from __future__ import annotations

from dataclasses import dataclass, replace

from preceptor.records import Status
from preceptor_lean.checking.evidence import Evidence
from preceptor_lean.checking.messages import Remark, kept
from preceptor_lean.toolchains.replay import Replayer


@dataclass(frozen=True)
class Finding:
    """The result of checking a proof.

    Attributes:
        remarks: Lean's messages, located in the candidate.
        goals: Goals that were open at the first error.
        axioms: The axioms the proof depends on, if Lean listed them.
        form: How the candidate was read: ``term``, ``tactics`` or ``equations``.
        restated: Whether the candidate repeats a theorem header: ``no``, ``same`` (the posed
            one) or ``different``.
        seconds: Wall time of Lean, divided among the proofs of a process; excludes replays.
        lean: Whether Lean was run at all.
        replayed: The program that replayed the proof through the kernel, if any.
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


def finding_of(evidence: Evidence, seconds: float) -> Finding:
    """Turn the evidence about a proof into a finding; ``seconds`` is its share of the time."""
    remarks = kept(evidence.remarks)
    errors = [remark for remark in remarks if remark.severity == "error"]
    goals = next((remark.goals for remark in errors if remark.goals), ())
    return Finding(
        evidence.status,
        evidence.reason,
        remarks=remarks,
        goals=goals,
        axioms=evidence.axioms,
        seconds=seconds,
    )


def marked(finding: Finding, replayer: Replayer) -> Finding:
    """Add to an accepted finding that ``replayer`` has accepted the proof as well."""
    if finding.status is not Status.ACCEPTED:
        return finding
    reason = f"{finding.reason}; {replayer.name} accepts it too"
    return replace(finding, reason=reason, replayed=replayer.name)


def better(earlier: Finding | None, later: Finding) -> Finding:
    """Choose which form's finding to report, with the time of both.

    The accepted one, otherwise the one in which Lean got further.
    """
    if earlier is None:
        return later
    seconds = earlier.seconds + later.seconds
    if later.status is Status.ACCEPTED or _reach(later) > _reach(earlier):
        return replace(later, seconds=seconds)
    return replace(earlier, seconds=seconds)


def _reach(finding: Finding) -> tuple[bool, bool, int, int]:
    """How far Lean got: to the end, or past the syntax, or to a line and column."""
    first = next((r for r in finding.remarks if r.severity == "error"), None)
    if first is None:
        return (finding.status is Status.REJECTED, True, 0, 0)
    return (False, not first.is_of_syntax, first.line, first.column)
