"""Physical constants, CODATA 2022 (Mohr, Newell, Taylor and Tiesinga, NIST, 2024).

Constants with zero uncertainty are exact since the 2019 redefinition of the SI.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Constant:
    """A physical constant in SI units.

    Attributes:
        symbol: The field's usual symbol.
        value: Numerical value in ``unit``.
        unit: SI unit.
        uncertainty: Standard uncertainty in ``unit``; zero when the value is exact.
        year: Year of the CODATA adjustment the value is taken from.
    """

    symbol: str
    value: float
    unit: str
    uncertainty: float = 0.0
    year: int = 2022


SPEED_OF_LIGHT = Constant("c", 299_792_458.0, "m/s")
PLANCK = Constant("h", 6.626_070_15e-34, "J s")
REDUCED_PLANCK = Constant("ħ", 1.054_571_817e-34, "J s")
ELEMENTARY_CHARGE = Constant("e", 1.602_176_634e-19, "C")
BOLTZMANN = Constant("k", 1.380_649e-23, "J/K")
AVOGADRO = Constant("N_A", 6.022_140_76e23, "1/mol")
GAS = Constant("R", 8.314_462_618, "J/(mol K)")
WIEN = Constant("b", 2.897_771_955e-3, "m K")
ELECTRON_MASS = Constant("m_e", 9.109_383_7139e-31, "kg", 2.8e-40)
PROTON_MASS = Constant("m_p", 1.672_621_925_95e-27, "kg", 5.2e-37)
NEUTRON_MASS = Constant("m_n", 1.674_927_500_56e-27, "kg", 8.5e-37)
ALPHA_MASS = Constant("m_α", 6.644_657_3450e-27, "kg", 2.1e-36)
VACUUM_PERMITTIVITY = Constant("ε0", 8.854_187_8188e-12, "F/m", 1.4e-21)
RYDBERG = Constant("R_∞", 10_973_731.568_157, "1/m", 1.2e-5)

c, e, h, k = SPEED_OF_LIGHT.value, ELEMENTARY_CHARGE.value, PLANCK.value, BOLTZMANN.value
m_e = ELECTRON_MASS.value
"""The values that formulas name by their usual symbols, in SI units."""

G = 9.81
"""Acceleration of free fall as the problems of mechanics state it, m/s^2."""
