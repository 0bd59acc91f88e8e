"""All families of the physics subject, in the order in which they are listed and drawn."""

from __future__ import annotations

from typing import Final

from preceptor.families import Family
from preceptor_physics import (
    bound_states,
    circuits,
    electromagnetism,
    introductory,
    kinetic_theory,
    matter_waves,
    mechanics,
    nuclei,
    one_step,
    optics,
    photons,
    relativity,
    rigid_bodies,
    thermal,
    waves,
)

FAMILIES: Final[tuple[type[Family], ...]] = (
    *one_step.FAMILIES,
    *introductory.FAMILIES,
    *mechanics.FAMILIES,
    *rigid_bodies.FAMILIES,
    *waves.FAMILIES,
    *thermal.FAMILIES,
    *kinetic_theory.FAMILIES,
    *circuits.FAMILIES,
    *electromagnetism.FAMILIES,
    *optics.FAMILIES,
    *photons.FAMILIES,
    *bound_states.FAMILIES,
    *matter_waves.FAMILIES,
    *nuclei.FAMILIES,
    *relativity.FAMILIES,
)
