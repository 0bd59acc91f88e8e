"""What the verifiers read in the references of a recipe, and which references contradict others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from preceptor.components import Described, Item
from preceptor.digests import digest
from preceptor.records import Problem, Reference, Verdict
from preceptor.verification import VerificationHost

SHOWN_CHARS: Final = 300
"""Characters of a statement that a contradiction shows."""


@dataclass(frozen=True)
class ReadReference:
    """A reference and what a verifier reads in it.

    Attributes:
        read: What is read, such as ``number 12 kg``, or why nothing is.
        look: What about it a person should look at, such as ``unit kg``.
        doubtful: Whether something else may well have been meant.
    """

    source: str
    family: str
    problem_id: str
    kind: str
    reference: str
    read: str
    look: str
    doubtful: bool = False


@dataclass(frozen=True)
class Contradiction:
    """Two references to one statement, of which neither is accepted for the other.

    Attributes:
        certain: Whether one of them is rejected; otherwise no verifier could tell.
    """

    statement: str
    sources: tuple[str, str]
    problem_ids: tuple[str, str]
    references: tuple[str, str]
    certain: bool
    reason: str


@dataclass
class ReferenceReport:
    """What was read in all references.

    Attributes:
        kinds: By kind, how many references have which :attr:`ReadReference.look`; the empty text
            stands for those with nothing to look at.
        to_look_at: The references with something to look at.
        unusable: References that no verifier reads as a value of their kind.
        contradictions: Duplicate statements whose references do not agree.
    """

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    to_look_at: list[ReadReference] = field(default_factory=list)
    unusable: list[ReadReference] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """No reference is unusable, and none is certain to contradict another."""
        return not self.unusable and not any(found.certain for found in self.contradictions)


@dataclass(frozen=True)
class _First:
    """The first reference to a statement."""

    source: str
    problem_id: str
    reference: Reference


class ReferenceChecker:
    """Reads references one after the other; the findings are in :attr:`report`.

    Args:
        host: Its verifiers read and compare. Reading only reads, as recognising a kind does,
            and happens in this process; comparing happens in the workers.
    """

    def __init__(self, host: VerificationHost) -> None:
        self._host = host
        self._first: dict[str, _First] = {}
        self._duplicates: list[tuple[_First, _First, str]] = []
        self._unusable: set[str] = set()
        self.report = ReferenceReport()

    def read(self, source: str, family: str, problem: Problem) -> None:
        """Read the reference of a problem, and remember it for its duplicates."""
        described = self._host.router.describe(problem.reference)
        described = described or Described("")
        own = _read(source, family, problem, described)
        self.report.kinds.setdefault(own.kind, Counter())[own.look] += 1
        if not described.usable:
            self._add_unusable(own)
        elif own.look:
            self.report.to_look_at.append(own)
        entry = _First(source, problem.id, problem.reference)
        key = _question(problem)
        first = self._first.setdefault(key, entry)
        if first.problem_id != problem.id:
            self._duplicates.append((first, entry, problem.statement[:SHOWN_CHARS]))

    def undecided(self, source: str, family: str, problem: Problem, reason: str) -> None:
        """Note that no verifier can tell whether a reference is equal to itself."""
        self._add_unusable(_read(source, family, problem, Described(reason)))

    def compare_duplicates(self) -> None:
        """Compare the references of duplicate statements that were read since the last call."""
        duplicates, self._duplicates = self._duplicates, []
        pairs = [
            pair for first, other, _ in duplicates for pair in ((first, other), (other, first))
        ]
        items = [
            Item(id=str(number), reference=one.reference, candidate=two.reference.written)
            for number, (one, two) in enumerate(pairs)
        ]
        verdicts = self._host.verify_batch(items)
        for number, (first, other, statement) in enumerate(duplicates):
            self._compare(first, other, statement, verdicts[2 * number : 2 * number + 2])

    def _compare(
        self, first: _First, other: _First, statement: str, verdicts: Sequence[Verdict]
    ) -> None:
        if any(verdict.accepted for verdict in verdicts):
            return
        rejected = [verdict for verdict in verdicts if verdict.rejected]
        self.report.contradictions.append(
            Contradiction(
                statement=statement,
                sources=(first.source, other.source),
                problem_ids=(first.problem_id, other.problem_id),
                references=(first.reference.written, other.reference.written),
                certain=bool(rejected),
                reason=(rejected or list(verdicts))[0].reason,
            )
        )

    def _add_unusable(self, found: ReadReference) -> None:
        if found.problem_id not in self._unusable:
            self._unusable.add(found.problem_id)
            self.report.unusable.append(found)


def _read(source: str, family: str, problem: Problem, described: Described) -> ReadReference:
    return ReadReference(
        source=source,
        family=family,
        problem_id=problem.id,
        kind=problem.reference.kind,
        reference=problem.reference.written,
        read=described.text,
        look=described.look,
        doubtful=described.doubtful,
    )


def _question(problem: Problem) -> str:
    """What is the same for two problems that ask the same: the words and the options."""
    options: Any = problem.reference.payload.get("choices", ())
    return digest([" ".join(problem.statement.split()).casefold(), options])
