"""Constants against the CODATA table that SciPy ships."""

from __future__ import annotations

import pytest
from scipy.constants import physical_constants

from preceptor_physics import constants
from preceptor_physics.constants import Constant

NAMES = {
    "SPEED_OF_LIGHT": "speed of light in vacuum",
    "PLANCK": "Planck constant",
    "REDUCED_PLANCK": "reduced Planck constant",
    "ELEMENTARY_CHARGE": "elementary charge",
    "BOLTZMANN": "Boltzmann constant",
    "AVOGADRO": "Avogadro constant",
    "GAS": "molar gas constant",
    "WIEN": "Wien wavelength displacement law constant",
    "ELECTRON_MASS": "electron mass",
    "PROTON_MASS": "proton mass",
    "NEUTRON_MASS": "neutron mass",
    "ALPHA_MASS": "alpha particle mass",
    "VACUUM_PERMITTIVITY": "vacuum electric permittivity",
    "RYDBERG": "Rydberg constant",
}


def test_every_constant_is_compared() -> None:
    defined = {name for name, value in vars(constants).items() if isinstance(value, Constant)}
    assert defined == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_value(name: str) -> None:
    constant: Constant = getattr(constants, name)
    value, _, uncertainty = physical_constants[NAMES[name]]
    assert constant.year == 2022
    # SciPy's table may be of another adjustment: those agree within a few uncertainties.
    assert constant.value == pytest.approx(value, rel=2e-9)
    assert (constant.uncertainty == 0) == (uncertainty == 0)
