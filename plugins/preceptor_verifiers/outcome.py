"""What a comparison finds, and the verdict that it becomes: the ground of the package."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pydantic import JsonValue

from preceptor.records import Status, Verdict


class Same(Enum):
    """Whether two things are the same."""

    YES = "equal"
    NO = "different"
    UNKNOWN = "undecided"

    @classmethod
    def of(cls, value: bool) -> Same:
        """Return ``YES`` for true and ``NO`` for false."""
        return cls.YES if value else cls.NO


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison, a sentence that gives its reason, and the facts behind it."""

    same: Same
    reason: str
    detail: dict[str, JsonValue]


_STATUS = {
    Same.YES: Status.ACCEPTED,
    Same.NO: Status.REJECTED,
    Same.UNKNOWN: Status.UNDECIDED,
}


def verdict(outcome: Outcome) -> Verdict:
    """Return the verdict with the outcome's reason and facts."""
    return Verdict(status=_STATUS[outcome.same], reason=outcome.reason, detail=outcome.detail)
