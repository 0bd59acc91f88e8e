"""Names of dimensions: ``kg m² s⁻²`` is an energy.

Several quantities share a dimension (work and torque, pressure and energy density); the name
is the one that the SI brochure (9th ed., tables 4 and 5) lists with that unit, or the first
in its order.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.quantities.unit_definitions import Dimension, dimension_of

_QUANTITIES: Final = {
    "m": "length", "m^2": "area", "m^3": "volume", "kg": "mass", "s": "time",
    "A": "electric current", "K": "temperature", "mol": "amount of substance",
    "cd": "luminous intensity", "m s^-1": "speed", "m s^-2": "acceleration", "s^-1": "frequency",
    "s^-2": "angular acceleration", "m^-1": "wavenumber", "kg m s^-2": "force",
    "kg m^2 s^-2": "energy", "kg m^2 s^-3": "power", "kg m^-1 s^-2": "pressure",
    "kg m s^-1": "momentum", "kg m^2 s^-1": "angular momentum", "kg m^2": "moment of inertia",
    "kg m^-3": "density", "kg m^-2": "surface density", "kg m^-1": "linear density",
    "kg s^-2": "surface tension", "kg m^-1 s^-1": "dynamic viscosity",
    "m^2 s^-1": "kinematic viscosity", "kg s^-1": "mass flow", "m^3 s^-1": "volume flow",
    "m^3 kg^-1": "specific volume", "kg s^-3": "intensity", "A s": "electric charge",
    "kg m^2 s^-3 A^-1": "electric potential", "kg m^2 s^-3 A^-2": "electric resistance",
    "kg^-1 m^-2 s^3 A^2": "electric conductance", "kg^-1 m^-2 s^4 A^2": "capacitance",
    "kg m^2 s^-2 A^-2": "inductance", "kg m^2 s^-2 A^-1": "magnetic flux",
    "kg s^-2 A^-1": "magnetic flux density", "A m^-1": "magnetic field strength",
    "kg m s^-3 A^-1": "electric field strength", "A m^2": "magnetic moment",
    "m A s": "electric dipole moment", "A m^-2": "current density", "m^-3 A s": "charge density",
    "kg m^3 s^-3 A^-2": "resistivity", "kg^-1 m^-3 s^4 A^2": "permittivity",
    "kg m s^-2 A^-2": "permeability", "kg m^2 s^-2 K^-1": "heat capacity",
    "m^2 s^-2 K^-1": "specific heat capacity", "m^2 s^-2": "specific energy",
    "kg m s^-3 K^-1": "thermal conductivity", "K^-1": "thermal expansion",
    "kg s^-3 K^-1": "heat transfer coefficient", "kg m^2 s^-2 mol^-1": "molar energy",
    "kg m^2 s^-2 K^-1 mol^-1": "molar heat capacity", "kg mol^-1": "molar mass",
    "m^3 mol^-1": "molar volume", "m^-3 mol": "concentration", "kg^-1 mol": "molality",
    "m^-3": "number density", "mol^-1": "number per amount", "mol s^-1": "catalytic activity",
    "m^-3 mol s^-1": "rate of reaction", "m^2 mol^-1": "molar absorption coefficient",
    "A s mol^-1": "charge per amount", "m^3 kg^-1 s^-2": "gravitational constant",
    "m^-2 cd": "luminance",
}  # fmt: skip
_NAMES: Final = {dimension_of(unit): name for unit, name in _QUANTITIES.items()}
_ORDER: Final = ("kg", "m", "s", "A", "K", "mol", "cd")
_SUPERSCRIPTS: Final = str.maketrans("0123456789-/", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ")


def base_units(dimension: Dimension) -> str:
    """Return the SI base units of a dimension, as ``kg·m²·s⁻²``; ``1`` for a number."""
    powers = dict(dimension)
    ordered = [*(b for b in _ORDER if b in powers), *(b for b in powers if b not in _ORDER)]
    parts = [b if powers[b] == 1 else b + _exponent(powers[b]) for b in ordered]
    return "·".join(parts) or "1"


def _exponent(power: Fraction) -> str:
    return str(power).translate(_SUPERSCRIPTS)


def quantity_name(dimension: Dimension) -> str:
    """Return what a dimension measures, with its base units: ``energy (kg·m²·s⁻²)``."""
    if not dimension:
        return "a pure number"
    if len(dimension) == 1 and dimension[0][0].startswith("level") and dimension[0][1] == 1:
        return f"a {dimension[0][0]}"
    units = base_units(dimension)
    name = _NAMES.get(dimension)
    return f"{name} ({units})" if name else units
