"""What one Lean process has shown about each proof in its file.

Nothing is believed for want of a complaint. A proof is accepted on one line alone: what
``#print axioms`` says, at the place where it was asked, about a theorem whose name was drawn
for this very file, when every axiom in it is allowed and no error lies anywhere in the proof.
A process that ended otherwise than by reaching the end of the file, or that said anything
which was not expected, has shown nothing about any proof.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from preceptor.records import Status
from preceptor_lean.checking.document import Document, Region
from preceptor_lean.checking.messages import Remark, axioms_of, precedence, remark
from preceptor_lean.toolchains import Message, Outcome


@dataclass(frozen=True)
class Ruling:
    """What was shown about one proof.

    Attributes:
        remarks: Lean's messages about it, placed in the candidate.
        axioms: What it rests on, where Lean got as far as saying so.
    """

    status: Status
    reason: str
    remarks: tuple[Remark, ...] = ()
    axioms: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Irregular:
    """A process that has shown nothing.

    Attributes:
        reason: What was not as it should be.
        suspects: Numbers of the proofs that may be behind it; none when that cannot be told.
        status: What this is for a proof that was alone in its process.
    """

    reason: str
    suspects: frozenset[int]
    status: Status = Status.ERROR


def judge(
    document: Document, outcome: Outcome, allowed: Collection[str]
) -> dict[int, Ruling] | Irregular:
    """A ruling for each proof of the file, or why there is none.

    Args:
        allowed: Axioms that a proof may rest on.
    """
    numbers = range(len(document.names))
    sorted_ = _Sorted(document, numbers)
    for message in outcome.messages:
        sorted_.put(message)
    silent = [n for n in numbers if n not in sorted_.evidence]
    if how := _ending(outcome):
        status = Status.TIMEOUT if outcome.timed_out else Status.ERROR
        # Lean works from top to bottom: the first proof it said nothing about stopped it. One
        # that has said nothing at all may have kept it to itself, and then it shows nothing.
        telling = sorted_.said_anything or len(numbers) == 1
        return Irregular(how, frozenset(silent[:1] if telling else ()), status)
    if sorted_.preamble:
        # Settled before the first line of any candidate, so it is the same for all of them.
        reason = f"Lean does not understand the header: {_first_line(sorted_.preamble[0].text)}"
        return {number: Ruling(Status.UNDECIDED, reason) for number in numbers}
    if sorted_.unexpected:
        suspects = frozenset(number for number, _ in sorted_.unexpected if number >= 0)
        return Irregular(sorted_.unexpected[0][1], suspects)
    rulings: dict[int, Ruling] = {}
    lost: set[int] = set()
    for number in numbers:
        ruling = sorted_.ruling(number, allowed)
        if ruling is None:
            lost.add(number)
        else:
            rulings[number] = ruling
    if lost:
        return Irregular("Lean did not say what the proof rests on", frozenset(lost))
    return rulings


def _ending(outcome: Outcome) -> str:
    """How the process ended, if not by reaching the end of the file."""
    if outcome.out_of_memory:
        return "Lean ran out of memory"
    if outcome.timed_out:
        return "Lean did not finish in time"
    if outcome.output_cut:
        return "Lean wrote more than is read"
    if outcome.stray:
        return f"Lean wrote something that is no message: {outcome.stray[:200]!r}"
    if not outcome.ended_by_itself:
        code = "a signal" if outcome.exit_code is None else f"exit code {outcome.exit_code}"
        said = outcome.stderr.strip()[-200:]
        return f"Lean crashed ({code})" + (f": {said}" if said else "")
    return ""


class _Sorted:
    """The messages of one process, by the proof and the part of the file they are about."""

    def __init__(self, document: Document, numbers: Iterable[int]) -> None:
        self._document = document
        self._proofs: Mapping[int, list[Message]] = {n: [] for n in numbers}
        self._statements: Mapping[int, list[Message]] = {n: [] for n in numbers}
        self._finals: Mapping[int, list[Message]] = {n: [] for n in numbers}
        self.evidence: dict[int, tuple[str, ...]] = {}
        self.said_anything = False
        self.preamble: list[Message] = []
        self.unexpected: list[tuple[int, str]] = []

    def put(self, message: Message) -> None:
        place = self._document.place(message.line)
        number = place.proof
        self.said_anything = True
        if place.region is Region.AXIOMS and message.severity == "information":
            axioms = axioms_of(self._document.names[number], message.text)
            if axioms is None or number in self.evidence:
                self._expect_not(number, message)
            else:
                self.evidence[number] = axioms
        elif message.severity == "warning":
            # Lean warns of `sorry`; the axioms say it too, and they are what counts.
            if place.region is Region.PROOF:
                self._proofs[number].append(message)
        elif place.region is Region.PREAMBLE and message.severity == "error":
            self.preamble.append(message)
        elif message.severity != "error":
            # Alone in its process a proof may talk: what it says is not where evidence stands.
            if place.region is Region.PROOF and len(self._proofs) == 1:
                self._proofs[number].append(message)
            else:
                self._expect_not(number, message)
        elif place.region is Region.STATEMENT:
            self._statements[number].append(message)
        elif place.region is Region.PROOF:
            self._proofs[number].append(message)
        else:
            self._finals[number].append(message)

    def _expect_not(self, number: int, message: Message) -> None:
        text = message.text.strip()[:200]
        self.unexpected.append((number, f"an unexpected message of Lean: {text}"))

    def ruling(self, number: int, allowed: Collection[str]) -> Ruling | None:
        """``None`` where there is neither an error nor the evidence."""
        if statement := self._statements[number]:
            reason = f"Lean does not understand the statement: {_first_line(statement[0].text)}"
            return Ruling(Status.UNDECIDED, reason)
        remarks = tuple(self._remark(message) for message in self._proofs[number])
        errors = [remark for remark in remarks if remark.severity == "error"]
        if errors:
            if all(error.is_timeout for error in errors):
                return Ruling(Status.TIMEOUT, "Lean gave up at its limit of heartbeats", remarks)
            first = min(errors, key=precedence)
            reason = f"line {first.line}, column {first.column}: {_first_line(first.text)}"
            return Ruling(Status.REJECTED, reason, remarks)
        if self._finals[number] or number not in self.evidence:
            return None
        axioms = self.evidence[number]
        foreign = [axiom for axiom in axioms if axiom not in allowed]
        if foreign:
            reason = "it rests on what is not allowed: " + ", ".join(foreign)
            return Ruling(Status.REJECTED, reason, remarks, axioms)
        resting = "on " + ", ".join(axioms) if axioms else "on no axiom"
        return Ruling(Status.ACCEPTED, f"Lean accepts it, resting {resting}", remarks, axioms)

    def _remark(self, message: Message) -> Remark:
        place = self._document.origin(message.line, message.column)
        return remark(message.severity, place, message.text)


def _first_line(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= 300 else line[:299] + "…"
