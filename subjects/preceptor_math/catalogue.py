"""All families of the mathematics subject, in the order in which they are listed and drawn."""

from __future__ import annotations

from typing import Final

from preceptor.families import Family
from preceptor_math import (
    algebra,
    constrained_extrema,
    derivatives,
    differential_equations,
    first_steps,
    integrals,
    linear_algebra,
    number_theory,
    one_step,
    power_series,
    probability,
)

FAMILIES: Final[tuple[type[Family], ...]] = (
    *one_step.FAMILIES,
    *first_steps.FAMILIES,
    *algebra.FAMILIES,
    *linear_algebra.FAMILIES,
    *derivatives.FAMILIES,
    *power_series.FAMILIES,
    *constrained_extrema.FAMILIES,
    *integrals.FAMILIES,
    *differential_equations.FAMILIES,
    *probability.FAMILIES,
    *number_theory.FAMILIES,
)
