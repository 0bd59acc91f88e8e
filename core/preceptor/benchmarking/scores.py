"""The verdicts of a verifier on labelled pairs, in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from preceptor.records import Status, Verdict


@dataclass(frozen=True)
class Judged:
    """One pair with its verdict.

    Attributes:
        label: Whether the candidate is right; ``None`` without a label.
        groups: The row's ``source`` and ``variant``; hidden from verifiers.
        seconds: Wall time of parsing the reference and of the verifiers.
    """

    identity: str
    reference: str
    candidate: str
    label: bool | None
    groups: dict[str, str]
    verdict: Verdict
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the verdict is the label; one without a decision never is."""
        return self.verdict.status is (Status.ACCEPTED if self.label else Status.REJECTED)


@dataclass(frozen=True)
class Scores:
    """Counts over labelled pairs.

    Attributes:
        rows: Pairs with a label.
        positives: Those labelled right.
        correct: Verdicts that are the label.
        false_accepts: Accepted, labelled wrong.
        false_rejects: Rejected, labelled right.
        undecided: Neither accepted nor rejected: undecided, timeout or error.
        timeouts, errors: Those among them.
    """

    rows: int
    positives: int
    correct: int
    false_accepts: int
    false_rejects: int
    undecided: int
    timeouts: int
    errors: int

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Scores:
        labelled = [pair for pair in judged if pair.label is not None]
        statuses = [pair.verdict.status for pair in labelled]
        return cls(
            rows=len(labelled),
            positives=sum(pair.label is True for pair in labelled),
            correct=sum(pair.right for pair in labelled),
            false_accepts=sum(
                not pair.label and pair.verdict.status is Status.ACCEPTED for pair in labelled
            ),
            false_rejects=sum(
                pair.label is True and pair.verdict.status is Status.REJECTED for pair in labelled
            ),
            undecided=sum(not status.decided for status in statuses),
            timeouts=statuses.count(Status.TIMEOUT),
            errors=statuses.count(Status.ERROR),
        )

    def as_dict(self) -> dict[str, Any]:
        """The counts, and shares of them; ``None`` for a share of nothing."""
        negatives = self.rows - self.positives
        return {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "accuracy": share(self.correct, self.rows),
            "false_accept_rate": share(self.false_accepts, negatives),
            "false_reject_rate": share(self.false_rejects, self.positives),
            "undecided_rate": share(self.undecided, self.rows),
        }


def share(part: float, whole: float) -> float | None:
    """``part`` of ``whole``, or ``None`` of nothing."""
    return part / whole if whole else None


def by_group(judged: Sequence[Judged], field: str) -> dict[str, Scores]:
    """Scores for each value of ``source`` or ``variant``, in order of first appearance."""
    groups: dict[str, list[Judged]] = {}
    for pair in judged:
        groups.setdefault(pair.groups.get(field, "(none)"), []).append(pair)
    return {name: Scores.of(members) for name, members in groups.items()}


def quantile(values: Sequence[float], q: float) -> float:
    """The smallest value that a share ``q`` of all values does not exceed (nearest rank).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(q * len(ordered)) - 1)]
