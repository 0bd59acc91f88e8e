"""Constants against NIST's table as SciPy ships it, and against pint's: year by year."""

from __future__ import annotations

from typing import Any

import pytest

from preceptor_verifiers.quantities.physical_constants import (
    BY_SYMBOL,
    CODATA_YEAR,
    CONSTANTS,
    PhysicalConstant,
)
from preceptor_verifiers.quantities.unit_definitions import dimension_of
from preceptor_verifiers.quantities.units import parse_unit

PINT_NAMES = {
    "speed of light in vacuum": "speed_of_light", "Planck constant": "planck_constant",
    "reduced Planck constant": "dirac_constant", "elementary charge": "elementary_charge",
    "Boltzmann constant": "boltzmann_constant", "Avogadro constant": "avogadro_constant",
    "molar gas constant": "molar_gas_constant", "Faraday constant": "faraday_constant",
    "Stefan-Boltzmann constant": "stefan_boltzmann_constant",
    "standard acceleration of gravity": "standard_gravity", "atomic mass constant":
    "atomic_mass_constant", "electron mass": "electron_mass", "proton mass": "proton_mass",
    "neutron mass": "neutron_mass", "Rydberg constant": "rydberg_constant",
    "Newtonian constant of gravitation": "newtonian_constant_of_gravitation",
    "vacuum electric permittivity": "vacuum_permittivity", "Bohr radius": "bohr",
    "vacuum mag. permeability": "vacuum_permeability", "Hartree energy": "hartree",
    "Bohr magneton": "bohr_magneton", "nuclear magneton": "nuclear_magneton",
}  # fmt: skip


@pytest.mark.parametrize("constant", CONSTANTS, ids=lambda c: c.name)
def test_value_and_uncertainty_are_codata_2022(constant: PhysicalConstant) -> None:
    codata = pytest.importorskip("scipy.constants._codata")
    if getattr(codata, "_current_codata", "") != f"CODATA {CODATA_YEAR}":
        pytest.skip(f"this SciPy carries another year than CODATA {CODATA_YEAR}")
    value, unit, uncertainty = codata.physical_constants[constant.name]
    # NIST's table is read as binary numbers, and cuts irrational exact values at ten digits.
    assert float(constant.value) == pytest.approx(value, rel=1e-15)
    assert float(constant.uncertainty) == pytest.approx(uncertainty, rel=1e-12)
    assert constant.exact == (uncertainty == 0.0)
    assert parse_unit(unit or "%").dimension == dimension_of(constant.unit)
    assert constant.year == CODATA_YEAR or constant.exact


@pytest.mark.parametrize("name", sorted(PINT_NAMES))
def test_the_registry_of_units_has_the_same_values(name: str) -> None:
    import pint

    registry: Any = pint.UnitRegistry(cache_folder=None)
    ours = next(c for c in CONSTANTS if c.name == name)
    theirs = registry.Quantity(1, PINT_NAMES[name]).to_base_units()
    # pint 0.25 derives a_0, μ_0 and the like from other CODATA 2022 values: ten digits agree.
    assert theirs.magnitude == pytest.approx(float(ours.value), rel=1e-9)


def test_symbols_are_unique() -> None:
    symbols = [symbol for constant in CONSTANTS for symbol in constant.symbols]
    assert len(symbols) == len(set(symbols))
    assert BY_SYMBOL["N_A"].exact
    assert not BY_SYMBOL["m_e"].exact


@pytest.mark.parametrize(
    ("one", "other"),
    [("k_B", "J/K"), ("\\hbar", "J s"), ("N_A", "mol^{-1}"), ("m_e", "kg"), ("a_0", "m"),
     ("\\mu_{\\mathrm{B}}", "J/T"), ("ε₀", "F/m"), ("k_{B} K", "J"), ("E_h", "eV"), ("u", "kg"),
     ("MeV/c^2", "kg"), ("eV/c", "kg m/s"), ("\\epsilon_0", "C^2/(N m^2)"), ("g_n", "m/s^2")],
)  # fmt: skip
def test_constants_are_units(one: str, other: str) -> None:
    left, right = parse_unit(one), parse_unit(other)
    assert not left.unknown
    assert left.dimension == right.dimension
