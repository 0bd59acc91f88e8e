"""Photon families against the other form of Planck's law, maxima, and four-momenta."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from scipy.constants import c, e, h, k, m_e
from scipy.optimize import brentq, minimize_scalar

Route = Callable[[Mapping[str, Any]], float]


def planck_ratio(p: Mapping[str, Any]) -> float:
    """From the radiance per unit wavelength, with B_ν = B_λ λ^2 / c."""

    def per_wavelength(frequency: float) -> float:
        lam = c / frequency
        return 2 * h * c**2 / lam**5 / math.expm1(h * c / (lam * k * p["temperature_K"]))

    high, low = p["high_THz"] * 1e12, p["low_THz"] * 1e12
    return float(per_wavelength(high) / per_wavelength(low) * (low / high) ** 2)


def maximum_of_planck(power: int) -> float:
    """Where x^power / (exp(x) - 1) is largest: power 5 per wavelength, 3 per frequency."""
    peak = minimize_scalar(
        lambda x: -(x**power) / math.expm1(x),
        bounds=(1, 10),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return float(peak.x)


def planck_peak(p: Mapping[str, Any]) -> float:
    if p["wanted"] == "frequency":
        return float(maximum_of_planck(3) * k * p["temperature_K"] / h)
    x = maximum_of_planck(5)
    if p["wanted"] == "wavelength":
        return float(h * c / (x * k * p["temperature_K"]))
    return float(h * c / (x * k * p["peak_nm"] * 1e-9))


def photoelectric(p: Mapping[str, Any]) -> float:
    """In joules; the threshold as the root of the kinetic energy."""

    def kinetic(lam: float) -> float:
        return float(h * c / lam - p["work_function_eV"] * e)

    left = kinetic(p["wavelength_nm"] * 1e-9)
    assert left > 0, "the light must free electrons"
    if p["wanted"] == "threshold":
        return float(brentq(kinetic, 1e-8, 1e-5, xtol=1e-14))
    values = {
        "energy": left,
        "stopping voltage": left / e,
        "speed": c * math.sqrt(1 - (1 + left / (m_e * c**2)) ** -2),
    }
    return values[p["wanted"]]


def compton(p: Mapping[str, Any]) -> float:
    """Conservation of energy and both momentum components, solved for the photon's energy."""
    energy, rest, angle = p["energy_keV"], 511.0, math.radians(p["angle_deg"])

    def excess(after: float) -> float:
        px = energy - after * math.cos(angle)
        py = -after * math.sin(angle)
        return float(energy + rest - after - math.sqrt(rest**2 + px**2 + py**2))

    after = brentq(excess, 1e-6, energy)
    values = {
        "photon energy": after * 1e3 * e,
        "recoil energy": (energy - after) * 1e3 * e,
        "wavelength": h * c / (after * 1e3 * e),
    }
    return float(values[p["wanted"]])


ROUTES: dict[str, Route] = {
    "planck-ratio": planck_ratio,
    "planck-peak": planck_peak,
    "photoelectric-effect": photoelectric,
    "compton-scattering": compton,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("photons") == set(ROUTES)
