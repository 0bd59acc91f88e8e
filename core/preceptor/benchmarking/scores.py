"""What a verifier made of labelled pairs, in numbers."""

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
        label: Whether the candidate is right; ``None`` where nobody has said.
        groups: What the row says about itself (``source``, ``variant``); never shown to a
            verifier.
        seconds: Wall time of reading the reference and of the verifiers.
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
        """Whether the verdict is the label; what was not decided is right for neither."""
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
        labelled = [one for one in judged if one.label is not None]
        statuses = [one.verdict.status for one in labelled]
        return cls(
            rows=len(labelled),
            positives=sum(one.label is True for one in labelled),
            correct=sum(one.right for one in labelled),
            false_accepts=sum(
                not one.label and one.verdict.status is Status.ACCEPTED for one in labelled
            ),
            false_rejects=sum(
                one.label is True and one.verdict.status is Status.REJECTED for one in labelled
            ),
            undecided=sum(not status.decided for status in statuses),
            timeouts=statuses.count(Status.TIMEOUT),
            errors=statuses.count(Status.ERROR),
        )

    def as_dict(self) -> dict[str, Any]:
        """The counts with the shares made of them; a share of nothing is ``None``."""
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
    for one in judged:
        groups.setdefault(one.groups.get(field, "(none)"), []).append(one)
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
