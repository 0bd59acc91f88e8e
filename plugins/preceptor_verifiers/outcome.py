"""Outcomes of comparisons as verdicts."""

from __future__ import annotations

from preceptor.records import Status, Verdict
from preceptor_verifiers.algebra.equality import Same
from preceptor_verifiers.quantities.comparison import Outcome

_STATUS = {
    Same.YES: Status.ACCEPTED,
    Same.NO: Status.REJECTED,
    Same.UNKNOWN: Status.UNDECIDED,
}


def verdict(outcome: Outcome) -> Verdict:
    """The verdict with the outcome's reason and facts."""
    return Verdict(status=_STATUS[outcome.same], reason=outcome.reason, detail=outcome.detail)
