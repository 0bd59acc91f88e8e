"""What one Lean process has shown about each proof in its file.

The absence of an error proves nothing. A proof is accepted on the evidence of exactly one line:
the output of ``#print axioms``, at the place of that command, about a theorem whose name was drawn
at random for this file, when every listed axiom is allowed and there is no error anywhere in the
proof. A process that ended in any other way than by reaching the end of the file, or that printed
anything unexpected, has shown nothing about any proof.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from preceptor.records import Status
from preceptor_lean.checking.document import Document, Region
from preceptor_lean.checking.messages import Remark, axioms_of, precedence, remark
from preceptor_lean.toolchains import LeanMessage, LeanRun


@dataclass(frozen=True)
class Evidence:
    """What was shown about one proof.

    Attributes:
        remarks: Lean's messages about it, located in the candidate.
        axioms: The axioms it depends on, if Lean got as far as listing them.
    """

    status: Status
    reason: str
    remarks: tuple[Remark, ...] = ()
    axioms: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Irregular:
    """A process that has shown nothing.

    Attributes:
        reason: What was wrong.
        suspects: Numbers of the proofs that may have caused it; empty when that is unknown.
        status: The status of a proof that was alone in its process.
    """

    reason: str
    suspects: frozenset[int]
    status: Status = Status.ERROR


def evidence_of(
    document: Document, outcome: LeanRun, allowed: Collection[str]
) -> dict[int, Evidence] | Irregular:
    """Return the evidence about each proof of the file, or why there is none.

    Args:
        allowed: Axioms that a proof may depend on.
    """
    numbers = range(len(document.names))
    sorted_ = _SortedMessages(document, numbers)
    for message in outcome.messages:
        sorted_.add(message)
    silent = [n for n in numbers if n not in sorted_.axioms]
    if how := _ending(outcome):
        status = Status.TIMEOUT if outcome.timed_out else Status.ERROR
        # Lean works from top to bottom: the first proof without its line of axioms stopped it.
        # A process without any output may have withheld it, and then its silence shows nothing.
        has_output = sorted_.any_message or len(numbers) == 1
        return Irregular(how, frozenset(silent[:1] if has_output else ()), status)
    if sorted_.preamble:
        # Fixed before the first line of any candidate, so it is the same for all of them.
        reason = f"Lean does not understand the header: {_first_line(sorted_.preamble[0].text)}"
        return {number: Evidence(Status.UNDECIDED, reason) for number in numbers}
    if sorted_.unexpected:
        suspects = frozenset(number for number, _ in sorted_.unexpected if number >= 0)
        return Irregular(sorted_.unexpected[0][1], suspects)
    evidence: dict[int, Evidence] = {}
    lost: set[int] = set()
    for number in numbers:
        shown = sorted_.evidence(number, allowed)
        if shown is None:
            lost.add(number)
        else:
            evidence[number] = shown
    if lost:
        return Irregular("Lean did not list the axioms of the proof", frozenset(lost))
    return evidence


def _ending(outcome: LeanRun) -> str:
    """How the process ended, if not by reaching the end of the file."""
    if outcome.out_of_memory:
        return "Lean ran out of memory"
    if outcome.timed_out:
        return "Lean did not finish in time"
    if outcome.output_cut:
        return "Lean wrote more output than is read"
    if outcome.stray:
        return f"Lean wrote something that is not a message: {outcome.stray[:200]!r}"
    if not outcome.ended_by_itself:
        code = "a signal" if outcome.exit_code is None else f"exit code {outcome.exit_code}"
        stderr = outcome.stderr.strip()[-200:]
        return f"Lean crashed ({code})" + (f": {stderr}" if stderr else "")
    return ""


class _SortedMessages:
    """The messages of one process, by proof and by region of the file."""

    def __init__(self, document: Document, numbers: Iterable[int]) -> None:
        self._document = document
        self._proofs: Mapping[int, list[LeanMessage]] = {n: [] for n in numbers}
        self._statements: Mapping[int, list[LeanMessage]] = {n: [] for n in numbers}
        self._finals: Mapping[int, list[LeanMessage]] = {n: [] for n in numbers}
        self.axioms: dict[int, tuple[str, ...]] = {}
        self.any_message = False
        self.preamble: list[LeanMessage] = []
        self.unexpected: list[tuple[int, str]] = []

    def add(self, message: LeanMessage) -> None:
        place = self._document.place(message.line)
        number = place.proof
        self.any_message = True
        if place.region is Region.AXIOMS and message.severity == "information":
            axioms = axioms_of(self._document.names[number], message.text)
            if axioms is None or number in self.axioms:
                self._add_unexpected(number, message)
            else:
                self.axioms[number] = axioms
        elif message.severity == "warning":
            # Lean warns of `sorry`; the axioms show it too, and only they count.
            if place.region is Region.PROOF:
                self._proofs[number].append(message)
        elif place.region is Region.PREAMBLE and message.severity == "error":
            self.preamble.append(message)
        elif message.severity != "error":
            # A proof alone in its process may print: not at the place where evidence counts.
            if place.region is Region.PROOF and len(self._proofs) == 1:
                self._proofs[number].append(message)
            else:
                self._add_unexpected(number, message)
        elif place.region is Region.STATEMENT:
            self._statements[number].append(message)
        elif place.region is Region.PROOF:
            self._proofs[number].append(message)
        else:
            self._finals[number].append(message)

    def _add_unexpected(self, number: int, message: LeanMessage) -> None:
        text = message.text.strip()[:200]
        self.unexpected.append((number, f"unexpected message from Lean: {text}"))

    def evidence(self, number: int, allowed: Collection[str]) -> Evidence | None:
        """``None`` if there is neither an error nor a line of axioms."""
        if statement := self._statements[number]:
            reason = f"Lean does not understand the statement: {_first_line(statement[0].text)}"
            return Evidence(Status.UNDECIDED, reason)
        remarks = tuple(self._remark(message) for message in self._proofs[number])
        errors = [remark for remark in remarks if remark.severity == "error"]
        if errors:
            if all(error.is_timeout for error in errors):
                return Evidence(Status.TIMEOUT, "Lean reached its limit of heartbeats", remarks)
            first = min(errors, key=precedence)
            reason = f"line {first.line}, column {first.column}: {_first_line(first.text)}"
            return Evidence(Status.REJECTED, reason, remarks)
        if self._finals[number] or number not in self.axioms:
            return None
        axioms = self.axioms[number]
        foreign = [axiom for axiom in axioms if axiom not in allowed]
        if foreign:
            reason = "the proof depends on axioms that are not allowed: " + ", ".join(foreign)
            return Evidence(Status.REJECTED, reason, remarks, axioms)
        used = f"with {', '.join(axioms)}" if axioms else "without axioms"
        return Evidence(Status.ACCEPTED, f"Lean accepts the proof, {used}", remarks, axioms)

    def _remark(self, message: LeanMessage) -> Remark:
        place = self._document.origin(message.line, message.column)
        return remark(message.severity, place, message.text)


def _first_line(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= 300 else line[:299] + "…"
