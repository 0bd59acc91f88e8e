"""The conventions of a comparison: public test suites contradict each other on these.

What a reference states goes before a verifier's options, and those before the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import Field

from preceptor.components import Options
from preceptor.references import Conventions, PercentRule, Rounding
from preceptor_verifiers.quantities.tolerance import Tolerance


@dataclass(frozen=True, slots=True)
class Policy:
    """What counts as agreement where conventions differ.

    Attributes:
        tolerance: See :mod:`preceptor_verifiers.quantities.tolerance`.
        percent: What a percent sign on only one side means. ``either``: the sign may be
            dropped or mean a hundredth; ``ratio``: a hundredth; ``literal``: the sign is
            needed.
        unit_required: A candidate without the reference's unit is rejected.
        ordered: Whether lists without brackets have an order; ``None`` leaves it to
            :mod:`preceptor_verifiers.collections.lists`: none, unless both lists are unsorted.
        decimal_comma: A comma between digits is the decimal mark.
        uncertainty: ``a ± b`` is a value with its uncertainty, and not two values.
        formula: The reference is a formula: letters that may be variables are variables.
    """

    tolerance: Tolerance = field(default_factory=Tolerance)
    percent: PercentRule = "either"
    unit_required: bool = False
    ordered: bool | None = None
    decimal_comma: bool = False
    uncertainty: bool = False
    formula: bool = False


class ConventionOptions(Options):
    """Conventions for references that state none themselves.

    Attributes:
        rtol: Relative tolerance.
        atol: Absolute tolerance, in the reference's unit.
        digits: Significant digits to which numbers must agree; goes instead of a tolerance.
        rounding: Without a tolerance, whether a decimal stands for its ``last digit`` or is
            ``exact``; see :mod:`preceptor_verifiers.quantities.tolerance`.
        min_digits: Significant digits that a rounded answer to an exact reference needs.
        percent: What a percent sign on only one side means: ``either`` (it may be left out or
            mean a hundredth), ``ratio`` (a hundredth) or ``literal`` (it is required).
        unit_required: Reject an answer without a unit whenever the reference has one.
        ordered: Whether values separated by commas without brackets have an order; by default
            they have none, unless both lists are unsorted.
        decimal_comma: A comma between digits is the decimal mark: ``1,22`` is 1.22.
        uncertainty: ``a ± b`` is a value with its uncertainty, and not two values.
    """

    rtol: float | None = Field(default=None, ge=0.0, lt=1.0)
    atol: float | None = Field(default=None, ge=0.0)
    digits: int | None = Field(default=None, ge=1, le=30)
    rounding: Rounding = "last digit"
    min_digits: int = Field(default=3, ge=1, le=17)
    percent: PercentRule = "either"
    unit_required: bool = False
    ordered: bool | None = None
    decimal_comma: bool = False
    uncertainty: bool = False

    def policy(self, stated: Conventions, *, formula: bool = False) -> Policy:
        """The policy for a reference that states some of the conventions."""
        source = self if stated.rtol is stated.atol is stated.digits is None else stated
        tolerance = Tolerance(
            rtol=source.rtol,
            atol=source.atol,
            digits=source.digits,
            rounding=stated.rounding or self.rounding,
            min_digits=self.min_digits,
        )

        def either(mine: bool | None, theirs: bool) -> bool:
            return theirs if mine is None else mine

        return Policy(
            tolerance=tolerance,
            percent=stated.percent or self.percent,
            unit_required=either(stated.unit_required, self.unit_required),
            ordered=self.ordered if stated.ordered is None else stated.ordered,
            decimal_comma=either(stated.decimal_comma, self.decimal_comma),
            uncertainty=either(stated.uncertainty, self.uncertainty),
            formula=formula,
        )
