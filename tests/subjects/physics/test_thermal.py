"""Thermal families against entropy and enthalpy balances."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from scipy.constants import R, zero_Celsius
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


def carnot(p: Mapping[str, Any]) -> float:
    """The rejected heat at which the entropy of both reservoirs together does not change."""
    hot, cold = p["hot_C"] + zero_Celsius, p["cold_C"] + zero_Celsius
    heat = p["heat_kJ"] * 1e3
    rejected = brentq(lambda q: q / cold - heat / hot, 0, heat)
    values = {"work": heat - rejected, "rejected heat": rejected, "efficiency": 1 - rejected / heat}
    return float(values[p["wanted"]])


def otto(p: Mapping[str, Any]) -> float:
    """The cycle state by state for one mole; adiabats integrated from dT/T = -(γ-1) dV/V."""
    gamma, r = p["gamma"], p["compression_ratio"]
    t1 = p["start_C"] + zero_Celsius
    grown = math.exp(quad(lambda v: (gamma - 1) / v, 1, r)[0])
    t2 = t1 * grown
    if p["wanted"] == "temperature":
        return float(t2)
    cv = R / (gamma - 1)
    t3 = t2 + p["heat_J"] / cv
    t4 = t3 / grown
    work = cv * (t3 - t2) - cv * (t4 - t1)
    return float(work if p["wanted"] == "work" else work / p["heat_J"])


def adiabatic(p: Mapping[str, Any]) -> float:
    """Step through volumes with dU = -p dV, adding up the work."""
    gamma, n = float(Fraction(p["gamma"])), p["amount_mol"]
    v1, v2 = p["V1_L"] * 1e-3, p["V2_L"] * 1e-3
    cv = n * R / (gamma - 1)

    def slope(v: float, state: Any) -> list[float]:
        pressure = n * R * state[0] / v
        return [-pressure / cv, pressure]

    run = solve_ivp(slope, (v1, v2), [p["start_C"] + zero_Celsius, 0.0], rtol=1e-8)
    temperature, work = run.y[0, -1], run.y[1, -1]
    values = {"temperature": temperature, "pressure": n * R * temperature / v2, "work": abs(work)}
    return float(values[p["wanted"]])


def ice(p: Mapping[str, Any]) -> float:
    """The temperature at which the enthalpy of the whole cup is what it was."""
    water, ice_mass = p["water_g"] / 1000, p["ice_g"] / 1000

    def ice_enthalpy(t: float) -> float:  # J per kg, zero for ice at 0 °C
        return 2100 * t if t <= 0 else 334e3 + 4186 * t

    before = water * 4186 * p["water_C"] + ice_mass * ice_enthalpy(p["ice_C"])
    final = brentq(lambda t: water * 4186 * t + ice_mass * ice_enthalpy(t) - before, 1e-9, 99)
    assert final > 1, "all the ice must melt"
    return float(final + zero_Celsius)


ROUTES: dict[str, Route] = {
    "carnot-engine": carnot,
    "otto-cycle": otto,
    "adiabatic-gas": adiabatic,
    "ice-calorimetry": ice,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("thermal") == set(ROUTES)
