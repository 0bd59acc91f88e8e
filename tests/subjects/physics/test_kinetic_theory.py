"""Kinetic theory against integrals over the distribution of velocities."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from scipy.constants import N_A, R, k, zero_Celsius
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

Route = Callable[[Mapping[str, Any]], float]


@cache
def characteristic_speed(which: str) -> float:
    """In units of sqrt(k T / m), from the distribution v^2 exp(-v^2 / 2)."""

    def density(v: float) -> float:
        return v * v * math.exp(-v * v / 2)

    norm = quad(density, 0, 30)[0]
    if which == "mean speed":
        return float(quad(lambda v: v * density(v), 0, 30)[0] / norm)
    if which == "root-mean-square speed":
        return math.sqrt(quad(lambda v: v * v * density(v), 0, 30)[0] / norm)
    return float(minimize_scalar(lambda v: -density(v), bounds=(0.1, 5), method="bounded").x)


def maxwell(p: Mapping[str, Any]) -> float:
    m = p["molar_g"] / 1000 / N_A
    x = characteristic_speed(p["which"])
    if p["wanted"] == "speed":
        return x * math.sqrt(k * (p["temperature_C"] + zero_Celsius) / m)
    return float(m * (p["speed_m_s"] / x) ** 2 / k)


def free_path(p: Mapping[str, Any]) -> float:
    """Collision rate from the mean relative speed of two molecules (reduced mass m / 2)."""
    t, m = p["temperature_C"] + zero_Celsius, p["molar_g"] / 1000 / N_A
    density = N_A * p["pressure_kPa"] * 1e3 / (R * t)
    mean = characteristic_speed("mean speed")
    rate = density * math.pi * (p["diameter_pm"] * 1e-12) ** 2 * mean * math.sqrt(k * t / (m / 2))
    return float(1 / rate if p["wanted"] == "time" else mean * math.sqrt(k * t / m) / rate)


ROUTES: dict[str, Route] = {
    "maxwell-boltzmann-speed": maxwell,
    "mean-free-path": free_path,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("kinetic_theory") == set(ROUTES)
