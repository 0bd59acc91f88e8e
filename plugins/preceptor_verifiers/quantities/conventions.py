"""The conventions of a comparison: public test suites contradict each other on these.

They are listed in :class:`preceptor.references.ValueConventions`. What a reference states takes
precedence over a verifier's options, and those over the defaults of :class:`Policy` and
:class:`~preceptor_verifiers.quantities.tolerance.Tolerance`, which have an attribute for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, Final

from pydantic import Field

from preceptor.components import Options
from preceptor.references import PercentRule, ValueConventions
from preceptor_verifiers.quantities.tolerance import Tolerance

_TOLERANCES: Final = frozenset(("rtol", "atol", "digits"))
"""Conventions of which the strongest source decides together: a stated tolerance is not mixed
with digits from the options."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What counts as agreement where conventions differ.

    Attributes:
        tolerance: See :mod:`preceptor_verifiers.quantities.tolerance`.
        percent: What a percent sign on only one side means. ``either``: the sign may be
            dropped or mean a hundredth; ``ratio``: a hundredth; ``literal``: the sign is
            needed.
        unit_required: Whether a candidate without the reference's unit is rejected.
        ordered: Whether lists without brackets have an order; ``None`` leaves it to
            :mod:`preceptor_verifiers.collections.lists`: none, unless both lists are unsorted.
        decimal_comma: Whether a comma between digits is the decimal mark.
        uncertainty: Whether ``a ± b`` is a value with its uncertainty rather than two values.
        formula: Whether the reference is a formula: letters that may be variables are variables.
    """

    tolerance: Tolerance = field(default_factory=Tolerance)
    percent: PercentRule = "either"
    unit_required: bool = False
    ordered: bool | None = None
    decimal_comma: bool = False
    uncertainty: bool = False
    formula: bool = False


class ConventionOptions(ValueConventions, Options):
    """Conventions for references that state none themselves."""

    min_digits: int = Field(
        default=3,
        ge=1,
        le=17,
        description="Significant digits that a rounded answer to an exact reference needs.",
    )

    def policy(self, stated: ValueConventions, *, formula: bool = False) -> Policy:
        """Return the policy for a reference that states some of the conventions."""
        settled = _set(self, ("min_digits", *ValueConventions.model_fields))
        asked = _set(stated, ValueConventions.model_fields)
        if not _TOLERANCES.isdisjoint(asked):
            settled = {name: settled[name] for name in settled.keys() - _TOLERANCES}
        settled |= asked
        tolerance = Tolerance(**_attributes(Tolerance, settled))
        return Policy(tolerance=tolerance, formula=formula, **_attributes(Policy, settled))


def _set(conventions: ValueConventions, names: Iterable[str]) -> dict[str, Any]:
    """Return the conventions that are set, by name."""
    values = {name: getattr(conventions, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _attributes(model: type[Tolerance | Policy], settled: dict[str, Any]) -> dict[str, Any]:
    """Return the settled conventions that are attributes of ``model``."""
    return {item.name: settled[item.name] for item in fields(model) if item.name in settled}
