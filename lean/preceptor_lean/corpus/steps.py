"""Two further kinds of formal answer and how Lean decides them.

``tactic``: the next tactic in a state. Lean runs it on that state, posed as a statement. It is
accepted if it proves the goal, or leaves exactly the goals that the recorded tactic leaves; it is
rejected if Lean reports an error in it. Other goals are undecided: whether they can be proved is
unknown.

``formalisation``: a statement in Lean for one in words. It is accepted if Lean proves, by
computation alone (``Iff.rfl``), that it is equivalent to the recorded one, and rejected if Lean's
``decide`` shows that it is not. Everything else is undecided: a sentence has many formalisations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from preceptor.components import Item
from preceptor.records import Status, Verdict
from preceptor.references import FormalPayload
from preceptor_lean.checking.checker import Checker, Proof
from preceptor_lean.checking.document import Statement, StatementError
from preceptor_lean.checking.findings import Finding
from preceptor_lean.corpus.payloads import TacticPayload
from preceptor_lean.corpus.states import state_of, without_case
from preceptor_lean.toolchains import Toolchain
from preceptor_lean.verifier import LeanVerifier, identity, missing_library

_UNSOLVED = "unsolved goals"
_CUT = "…"


class TacticVerifier(LeanVerifier):
    """Runs tactics on the states for which they were asked."""

    kinds: ClassVar[tuple[str, ...]] = ("tactic",)

    def _decide(self, items: Sequence[Item], checker: Checker) -> Sequence[Verdict]:
        payloads = [TacticPayload.model_validate(dict(item.reference.payload)) for item in items]
        proofs = [
            Proof(payload.statement, tactic_block(item.candidate), payload.header, payload.name)
            for item, payload in zip(items, payloads, strict=True)
        ]
        posed = [i for i, payload in enumerate(payloads) if _posable(payload, checker.toolchain)]
        findings = dict(zip(posed, checker.check([proofs[i] for i in posed]), strict=True))
        return [
            _tactic_verdict(items[i], findings[i], payload, checker.toolchain) if i in findings
            else _not_posed(payload, checker.toolchain)
            for i, payload in enumerate(payloads)
        ]  # fmt: skip


class FormalisationVerifier(LeanVerifier):
    """Compares statements by Lean's own computation."""

    kinds: ClassVar[tuple[str, ...]] = ("formalisation",)

    def _decide(self, items: Sequence[Item], checker: Checker) -> Sequence[Verdict]:
        verdicts: list[Verdict | None] = [None] * len(items)
        claims: dict[int, tuple[str, str]] = {}
        for index, item in enumerate(items):
            payload = FormalPayload.model_validate(dict(item.reference.payload))
            reason = missing_library(payload.library, checker.toolchain)
            try:
                posed = Statement.of(item.reference.value).proposition
                given = Statement.of(_unfenced(item.candidate)).proposition
            except StatementError as error:
                reason = reason or f"the statement cannot be given to Lean: {error}"
            if reason:
                verdicts[index] = Verdict.undecided(reason)
            else:
                claims[index] = f"({given}) ↔ ({posed})", payload.header
        same = [Proof(f": {claim}", "Iff.rfl", header) for claim, header in claims.values()]
        for index, finding in zip(claims, checker.check(same), strict=True):
            verdicts[index] = _equivalence_verdict(finding, checker.toolchain)
        remaining = [i for i in claims if verdicts[i] is None]
        different = [Proof(f": ¬({claims[i][0]})", "by decide", claims[i][1]) for i in remaining]
        for index, finding in zip(remaining, checker.check(different), strict=True):
            verdicts[index] = _difference_verdict(finding, checker.toolchain)
        return [verdict for verdict in verdicts if verdict is not None]


def tactic_block(tactic: str) -> str:
    """A tactic as a complete proof."""
    text = _unfenced(tactic)
    if text.startswith(("by ", "by\n")):
        return text
    return "by\n" + "\n".join("  " + line for line in text.split("\n"))


def goals_left(finding: Finding) -> tuple[str, ...] | None:
    """The goals that a tactic leaves; ``None`` if it failed or they are unknown."""
    if finding.status is Status.ACCEPTED:
        return ()
    errors = [remark for remark in finding.remarks if remark.severity == "error"]
    if len(errors) != 1 or not errors[0].text.startswith(_UNSOLVED):
        return None
    goals = errors[0].goals
    if not goals or errors[0].text.endswith(_CUT) or any(goal.endswith(_CUT) for goal in goals):
        return None
    return goals


def _posable(payload: TacticPayload, used: Toolchain) -> bool:
    return bool(payload.statement) and not missing_library(payload.library, used)


def _not_posed(payload: TacticPayload, used: Toolchain) -> Verdict:
    reason = missing_library(payload.library, used)
    return Verdict.undecided(reason or "the state cannot be posed apart from its proof")


def _tactic_verdict(
    item: Item, finding: Finding, payload: TacticPayload, used: Toolchain
) -> Verdict:
    left = goals_left(finding)
    detail = _detail(finding, used)
    recorded = _unfenced(item.candidate).strip() == item.reference.value.strip()
    if left is None and recorded and finding.status is Status.REJECTED:
        # It did run where it was recorded, with more opened or imported than is known here.
        reason = f"the recorded tactic does not run on the state as printed: {finding.reason}"
        return Verdict.undecided(reason, detail=detail)
    if left is None:
        return Verdict(status=finding.status, reason=finding.reason, detail=detail)
    if not left:
        return Verdict.accept("the tactic proves the goal", detail=detail)
    detail["goals"] = list(left)
    if [without_case(goal) for goal in left] == [without_case(g) for g in payload.goals_after]:
        return Verdict.accept("the tactic leaves the same goals as the recorded one", detail=detail)
    return Verdict.undecided(f"the tactic leaves other goals: {state_of(left)}", detail=detail)


def _equivalence_verdict(finding: Finding, used: Toolchain) -> Verdict | None:
    """The verdict from ``Iff.rfl``; ``None`` if that does not decide."""
    if finding.status is Status.REJECTED:
        return None
    accepted = finding.status is Status.ACCEPTED
    return Verdict(
        status=finding.status,
        reason="the statements are equivalent by computation" if accepted else finding.reason,
        detail=_detail(finding, used),
    )


def _difference_verdict(finding: Finding, used: Toolchain) -> Verdict:
    """The verdict from ``decide`` on the negated equivalence."""
    detail = _detail(finding, used)
    if finding.status is Status.ACCEPTED:
        reason = "Lean decides that the statements are not equivalent"
        return Verdict.reject(reason, detail=detail)
    reason = "Lean cannot decide by computation whether the statements are equivalent"
    return Verdict.undecided(reason, detail=detail)


def _detail(finding: Finding, used: Toolchain) -> dict[str, Any]:
    return {
        "lean": dict(identity(used)),
        "messages": [dict(remark.as_json()) for remark in finding.remarks],
    }


def _unfenced(text: str) -> str:
    lines = text.strip("\n").split("\n")
    if lines[0].lstrip().startswith("```"):
        end = next((i for i, x in enumerate(lines[1:], 1) if x.lstrip().startswith("```")), None)
        lines = lines[1:end]
    return "\n".join(lines).strip("\n")
