"""Physical constants as problems state them, in SI units.

CODATA 2022 (exact since the SI of 2019): R = 8.314 462 618… J/(mol·K), F = 96 485.332 12… C/mol,
N_A = 6.022 140 76e23 1/mol. Problems state the shorter values below and are computed with them,
so that a solver who uses the values in the statement gets the reference.
"""

from __future__ import annotations

from typing import Final

R: Final = 8.314
"""Gas constant, J/(mol·K)."""

F: Final = 96485.0
"""Faraday constant, C/mol."""

N_A: Final = 6.022e23
"""Avogadro constant, 1/mol."""

ZERO_CELSIUS: Final = 273.15
"""0 °C in K (exact)."""

PKW: Final = 14.0
"""-log10 of the ion product of water at 25 °C, molar scale (CRC Handbook: 13.995)."""

KPA_PER_ATM: Final = 101.325
"""Standard atmosphere in kPa (exact)."""
