"""All families of the chemistry subject, in the order in which they are listed and drawn."""

from __future__ import annotations

from typing import Final

from preceptor.families import Family
from preceptor_chemistry import (
    acids,
    amounts,
    arrhenius,
    electrochemistry,
    equilibrium,
    gases,
    kinetics,
    one_step,
    solutions,
    spectrophotometry,
    stoichiometry,
    temperature_shift,
    thermochemistry,
    titration,
)

FAMILIES: Final[tuple[type[Family], ...]] = (
    *one_step.FAMILIES,
    *amounts.FAMILIES,
    *stoichiometry.FAMILIES,
    *titration.FAMILIES,
    *solutions.FAMILIES,
    *spectrophotometry.FAMILIES,
    *gases.FAMILIES,
    *acids.FAMILIES,
    *equilibrium.FAMILIES,
    *electrochemistry.FAMILIES,
    *thermochemistry.FAMILIES,
    *temperature_shift.FAMILIES,
    *kinetics.FAMILIES,
    *arrhenius.FAMILIES,
)
