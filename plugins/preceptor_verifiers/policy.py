"""The conventions of a comparison: public test suites contradict each other on these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from preceptor_verifiers.rounding import Tolerance

PercentRule = Literal["either", "ratio", "literal"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What counts as agreement where conventions differ.

    Attributes:
        tolerance: See :mod:`preceptor_verifiers.rounding`.
        percent: What a percent sign on only one side means. ``either``: the sign may be
            dropped or mean a hundredth; ``ratio``: a hundredth; ``literal``: the sign is
            needed.
        unit_required: A candidate without the reference's unit is rejected.
        ordered: Lists without brackets have an order.
        formula: The reference is a formula: letters that may be variables are variables.
    """

    tolerance: Tolerance = field(default_factory=Tolerance)
    percent: PercentRule = "either"
    unit_required: bool = False
    ordered: bool = False
    formula: bool = False
