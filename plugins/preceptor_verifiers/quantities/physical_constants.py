"""Physical constants, with the year of their CODATA adjustment and their uncertainty.

Values: CODATA 2022 (P. Mohr, D. Newell, B. Taylor, E. Tiesinga, "CODATA recommended values of
the fundamental physical constants: 2022", Rev. Mod. Phys. 97 (2025) 025002; NIST SP 961,
May 2024). The constants that define the SI (Brochure, 9th ed. 2019, table 1) have no
uncertainty, and neither has what is computed from them; those products are computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

CODATA_YEAR: Final = 2022

PI: Final = Fraction(31415926535897932384626433832795028841971693993751, 10**49)
"""π to fifty digits."""


@dataclass(frozen=True, slots=True)
class PhysicalConstant:
    """A physical constant.

    Attributes:
        name: Its name in the CODATA tables.
        value: Numerical value in ``unit``.
        unit: SI units with their exponents, as ``kg m^2 s^-1``; empty for a number.
        uncertainty: Standard uncertainty in ``unit``; zero for an exact one.
        year: The CODATA adjustment, or the year in which an exact value was fixed.
        symbols: Its spellings in answers, without LaTeX.
    """

    name: str
    value: Fraction
    unit: str
    symbols: tuple[str, ...]
    uncertainty: Fraction = Fraction(0)
    year: int = CODATA_YEAR

    @property
    def exact(self) -> bool:
        """Whether the value has no uncertainty (irrational ones are kept to fifty digits)."""
        return not self.uncertainty


_C: Final = Fraction(299_792_458)
_H: Final = Fraction("6.62607015e-34")
_E: Final = Fraction("1.602176634e-19")
_K: Final = Fraction("1.380649e-23")
_N_A: Final = Fraction("6.02214076e23")
_HBAR: Final = _H / (2 * PI)


def _exact(
    name: str, value: Fraction, unit: str, symbols: str, year: int = 2019
) -> PhysicalConstant:
    return PhysicalConstant(name, value, unit, tuple(symbols.split()), year=year)


def _measured(name: str, value: str, uncertainty: str, unit: str, symbols: str) -> PhysicalConstant:
    return PhysicalConstant(
        name, Fraction(value), unit, tuple(symbols.split()), Fraction(uncertainty)
    )


CONSTANTS: Final = (
    _exact("speed of light in vacuum", _C, "m s^-1", "c c_0 speed_of_light"),
    _exact("Planck constant", _H, "kg m^2 s^-1", "h planck_constant"),
    _exact("reduced Planck constant", _HBAR, "kg m^2 s^-1", "ħ hbar"),
    _exact("elementary charge", _E, "A s", "e elementary_charge"),
    _exact("Boltzmann constant", _K, "kg m^2 s^-2 K^-1", "k_B k k_b kB boltzmann_constant"),
    _exact("Avogadro constant", _N_A, "mol^-1", "N_A N_a NA N_Av avogadro_constant"),
    _exact("molar gas constant", _N_A * _K, "kg m^2 s^-2 K^-1 mol^-1", "R R_g gas_constant"),
    _exact("Faraday constant", _N_A * _E, "A s mol^-1", "F faraday_constant"),
    _exact(
        "Stefan-Boltzmann constant",
        2 * PI**5 * _K**4 / (15 * _H**3 * _C**2), "kg s^-3 K^-4", "σ sigma σ_SB sigma_SB",
    ),
    _exact("mag. flux quantum", _H / (2 * _E), "kg m^2 s^-2 A^-1", "Φ_0 Phi_0 phi_0"),
    _exact("conductance quantum", 2 * _E**2 / _H, "kg^-1 m^-2 s^3 A^2", "G_0"),
    _exact("Josephson constant", 2 * _E / _H, "kg^-1 m^-2 s^2 A", "K_J"),
    _exact("von Klitzing constant", _H / _E**2, "kg m^2 s^-3 A^-2", "R_K"),
    _exact("standard acceleration of gravity", Fraction("9.80665"), "m s^-2",
           "g g_n g_0 standard_gravity", 1901),
    _exact("standard atmosphere", Fraction(101_325), "kg m^-1 s^-2", "atm", 1954),
    _measured(
        "Newtonian constant of gravitation", "6.67430e-11", "1.5e-15", "m^3 kg^-1 s^-2", "G G_N"
    ),
    _measured("fine-structure constant", "7.2973525643e-3", "1.1e-12", "", "α alpha"),
    _measured(
        "vacuum electric permittivity", "8.8541878188e-12", "1.4e-21", "kg^-1 m^-3 s^4 A^2",
        "ε_0 epsilon_0 eps_0",
    ),
    _measured("vacuum mag. permeability", "1.25663706127e-6", "2.0e-16", "kg m s^-2 A^-2",
              "µ_0 mu_0"),
    _measured("atomic mass constant", "1.66053906892e-27", "5.2e-37", "kg", "u m_u Da dalton amu"),
    _measured("electron mass", "9.1093837139e-31", "2.8e-40", "kg", "m_e"),
    _measured("proton mass", "1.67262192595e-27", "5.2e-37", "kg", "m_p"),
    _measured("neutron mass", "1.67492750056e-27", "8.5e-37", "kg", "m_n"),
    _measured("deuteron mass", "3.3435837768e-27", "1.0e-36", "kg", "m_d"),
    _measured("alpha particle mass", "6.6446573450e-27", "2.1e-36", "kg", "m_α m_alpha"),
    _measured("muon mass", "1.883531627e-28", "4.2e-36", "kg", "m_µ m_mu"),
    _measured("Rydberg constant", "10973731.568157", "1.2e-5", "m^-1", "R_∞ R_inf"),
    _measured("Rydberg constant times hc in J", "2.1798723611030e-18", "2.4e-30",
              "kg m^2 s^-2", "Ry rydberg"),
    _measured("Bohr radius", "5.29177210544e-11", "8.2e-21", "m", "a_0 bohr"),
    _measured("Hartree energy", "4.3597447222060e-18", "4.8e-30", "kg m^2 s^-2", "E_h hartree"),
    _measured("Bohr magneton", "9.2740100657e-24", "2.9e-33", "A m^2", "µ_B mu_B"),
    _measured("nuclear magneton", "5.0507837393e-27", "1.6e-36", "A m^2", "µ_N mu_N"),
    _measured("classical electron radius", "2.8179403205e-15", "1.3e-24", "m", "r_e"),
    _measured("Compton wavelength", "2.42631023538e-12", "7.6e-22", "m", "λ_C lambda_C"),
)  # fmt: skip

ELECTRON_VOLT: Final = _exact("electron volt", _E, "kg m^2 s^-2", "eV")
"""A unit by name; it is here because its value is that of the elementary charge."""

BY_SYMBOL: Final = {
    symbol: constant for constant in (*CONSTANTS, ELECTRON_VOLT) for symbol in constant.symbols
}
"""The constants by each of their symbols."""
