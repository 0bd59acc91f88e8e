"""Families on waves against eigenvalues and the travel times of single crests."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.linalg import eigh_tridiagonal
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


def damped(p: Mapping[str, Any]) -> float:
    """Roots of the characteristic polynomial m s^2 + b s + k."""
    root = np.roots([p["mass_kg"], p["damping_kg_s"], p["stiffness_N_m"]])[0]
    assert root.imag != 0, "the motion must oscillate"
    if p["wanted"] == "frequency":
        omega = abs(root.imag)
        return float(omega / (2 * math.pi) if p["unit"] == "Hz" else omega)
    if p["wanted"] == "amplitude":
        return float(p["start_cm"] / 100 * abs(np.exp(root * p["time_s"])))
    fallen = 1 / p["fraction"]
    return float(brentq(lambda t: abs(np.exp(root * t)) - fallen, 0, 1e4))


def doppler(p: Mapping[str, Any]) -> float:
    """Arrival times of two crests that leave the source one period apart."""
    c, vs, vl = p["sound_speed_m_s"], p["source_m_s"], p["listener_m_s"]
    far = 1e4  # starting distance in m

    def arrival(emitted: float) -> float:
        # c (t - emitted) = (far - vl t) - vs emitted
        return float((far - vs * emitted + c * emitted) / (c + vl))

    return 1 / (arrival(1 / p["frequency_Hz"]) - arrival(0.0))


@cache
def string_eigenvalue(n: int, points: int = 4000) -> float:
    """Eigenvalue n of -y'' on (0, 1) with fixed ends, by finite differences."""
    h = 1 / (points + 1)
    values = eigh_tridiagonal(
        np.full(points, 2.0),
        np.full(points - 1, -1.0),
        eigvals_only=True,
        select="i",
        select_range=(n - 1, n - 1),
    )
    return float(values[0] / h**2)


def string(p: Mapping[str, Any]) -> float:
    length, mass = p["length_cm"] / 100, p["mass_g"] / 1000
    eigenvalue = string_eigenvalue(p["harmonic"])
    if p["wanted"] == "frequency":
        return math.sqrt(eigenvalue * p["tension_N"] / (mass * length)) / (2 * math.pi)
    return float((2 * math.pi * p["frequency_Hz"]) ** 2 * mass * length / eigenvalue)


ROUTES: dict[str, Route] = {
    "damped-oscillator": damped,
    "sound-doppler": doppler,
    "string-harmonic": string,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("waves") == set(ROUTES)
