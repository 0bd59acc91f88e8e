"""How physics families write numbers, units and steps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from preceptor.families import significant
from preceptor_physics.constants import e


@dataclass(frozen=True)
class Scale:
    """A unit relative to SI: ``SI value = (value + offset) × factor``."""

    factor: float
    offset: float = 0.0


DEGREE = math.pi / 180
"""One degree in radians."""

EV = e
"""One electronvolt in joules."""

COHERENT = (
    *("m", "m/s", "m/s^2", "s", "kg", "N", "J", "W", "K", "V", "A", "Ω", "Pa", "Hz", "Bq"),
    *("rad", "rad/s", "V/m", "kg m/s"),
)
"""Coherent SI units, whose scale is 1."""

UNITS: Mapping[str, Scale] = {
    **dict.fromkeys(COHERENT, Scale(1.0)),
    "km": Scale(1e3),
    "cm": Scale(1e-2),
    "mm": Scale(1e-3),
    "µm": Scale(1e-6),
    "nm": Scale(1e-9),
    "pm": Scale(1e-12),
    "km/h": Scale(1 / 3.6),
    "km/s": Scale(1e3),
    "cm/s^2": Scale(1e-2),
    "ms": Scale(1e-3),
    "µs": Scale(1e-6),
    "h": Scale(3600.0),
    "year": Scale(365.25 * 86_400),
    "g": Scale(1e-3),
    "g/cm^3": Scale(1e3),
    "kJ": Scale(1e3),
    "mJ": Scale(1e-3),
    "eV": Scale(EV),
    "keV": Scale(1e3 * EV),
    "MeV": Scale(1e6 * EV),
    "kPa": Scale(1e3),
    "°C": Scale(1.0, 273.15),
    "mA": Scale(1e-3),
    "kΩ": Scale(1e3),
    "mV": Scale(1e-3),
    "kV/m": Scale(1e3),
    "kHz": Scale(1e3),
    "THz": Scale(1e12),
    "kBq": Scale(1e3),
    "MBq": Scale(1e6),
    "°": Scale(DEGREE),
    "%": Scale(1e-2),
}
"""Units that statements ask for. The tests compare every row with pint's registry."""


def convert(value: float, unit: str | None) -> float:
    """``value`` (SI) expressed in ``unit``; ``None`` is a pure number."""
    if unit is None:
        return value
    scale = UNITS[unit]
    return value / scale.factor - scale.offset


def shown(value: float, digits: int = 4) -> str:
    """``value`` as a derivation writes it: ``digits`` significant figures, no trailing zeros."""
    text = significant(value, digits)
    mantissa, times, power = text.partition(" × ")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + times + power


def grouped(value: float, digits: int = 4) -> str:
    """:func:`shown`, in brackets where a power of ten follows: ``a / (b × 10^n)``."""
    text = shown(value, digits)
    return f"({text})" if "×" in text else text


def quantity(value: float, unit: str | None, digits: int = 4) -> str:
    """``value`` (SI) as text in ``unit``, for a step of a derivation."""
    text = shown(convert(value, unit), digits)
    if unit is None or unit == "°":  # the SI Brochure (5.4.3) puts no space before a degree sign
        return f"{text}{unit or ''}"
    return f"{text} {unit}"


def angle_unit(unit: str) -> str:
    """The unit of an angle as a statement asks for it."""
    return "degrees (°)" if unit == "°" else unit


def restated(symbol: str, value: float, unit: str, *, solved_in: str) -> list[str]:
    """A closing step that converts the result, if ``unit`` is not the one it was solved in."""
    if unit == solved_in:
        return []
    return [f"In {unit}: {f'{symbol} = ' if symbol else ''}{quantity(value, unit)}."]


def in_km_per_hour(speed: float, unit: str) -> list[str]:
    """The step from m/s to km/h, if the answer is wanted in km/h."""
    return [f"In km/h: {shown(speed)} × 3.6 = {shown(speed * 3.6)}."] if unit == "km/h" else []


def read(text: str) -> float:
    """The number written by :func:`shown` or ``significant``."""
    mantissa, _, exponent = text.partition(" × 10^")
    return float(f"{mantissa}e{exponent or 0}")
