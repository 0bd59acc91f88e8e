"""Introductory families against pint and numerical integration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pint
import pytest
from scipy.integrate import quad

Route = Callable[[Mapping[str, Any]], float]
U = pint.UnitRegistry()


def newton(p: Mapping[str, Any]) -> float:
    m, a, force = (
        U.Quantity(p["mass_kg"], "kg"),
        U.Quantity(p["acceleration_m_s2"], "m/s^2"),
        U.Quantity(p["force_N"], "N"),
    )
    value = {"force": m * a, "acceleration": force / m, "mass": force / a}[p["wanted"]]
    return float(value.to_base_units().magnitude)


def uniform(p: Mapping[str, Any]) -> float:
    """Speed as the integral of the acceleration, distance as that of the speed."""
    u, a, t = p["initial_speed_m_s"], p["acceleration_m_s2"], p["time_s"]
    if p["wanted"] == "speed":
        return float(u + quad(lambda _: a, 0, t)[0])
    return float(quad(lambda s: u + a * s, 0, t)[0])


def kinetic(p: Mapping[str, Any]) -> float:
    """Work of the net force: the integral of v dp."""
    return float(quad(lambda v: p["mass_kg"] * v, 0, p["speed_m_s"])[0])


def power(p: Mapping[str, Any]) -> float:
    """Voltage squared over resistance, from whichever two are known."""
    current, resistance, voltage = p["current_A"], p["resistance_ohm"], p["voltage_V"]
    if p["known"] == "current and resistance":
        voltage = current * resistance
    elif p["known"] == "voltage and current":
        resistance = voltage / current
    return float(voltage**2 / resistance)


def density(p: Mapping[str, Any]) -> float:
    a, b, c = (U.Quantity(edge, "cm") for edge in p["edges_cm"])
    if p["wanted"] == "density":
        value = U.Quantity(p["mass_g"], "g") / a / b / c
    else:
        value = U.Quantity(p["density"], "g/cm^3") * a * b * c
    return float(value.to_base_units().magnitude)


def wave(p: Mapping[str, Any]) -> float:
    """Wavelength over period."""
    period = 1 / U.Quantity(p["frequency_Hz"], "1/s")
    return float((U.Quantity(p["wavelength_cm"], "cm") / period).to("m/s").magnitude)


def lifting(p: Mapping[str, Any]) -> float:
    """Force times speed of the load."""
    speed = U.Quantity(p["height_m"], "m") / U.Quantity(p["time_s"], "s")
    weight = U.Quantity(p["mass_kg"], "kg") * U.Quantity(p["g_m_s2"], "m/s^2")
    return float((weight * speed).to("W").magnitude)


ROUTES: dict[str, Route] = {
    "newton-second-law": newton,
    "uniform-acceleration": uniform,
    "kinetic-energy": kinetic,
    "resistor-power": power,
    "block-density": density,
    "wave-speed": wave,
    "lifting-power": lifting,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("introductory") == set(ROUTES)
