"""Rolling bodies and pendulums against linear systems, root finding and integrals over bodies."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import ellipk

Route = Callable[[Mapping[str, Any]], float]


def moment_of_inertia(shape: str) -> float:
    """I / (m r^2) by integrating the squared distance from the axis over the body."""
    if shape == "thin hoop":
        return float(quad(lambda _: 1.0, 0, 2 * math.pi)[0] / (2 * math.pi))
    if shape == "solid cylinder":
        return float(quad(lambda r: r**2 * 2 * math.pi * r, 0, 1)[0] / math.pi)
    if shape == "solid sphere":  # discs of radius s = sqrt(1 - z^2), each with I = s^4 π / 2
        return float(quad(lambda z: (1 - z * z) ** 2 * math.pi / 2, -1, 1)[0] / (4 / 3 * math.pi))
    return float(quad(lambda a: math.sin(a) ** 3 / 2, 0, math.pi)[0])


def rolling(p: Mapping[str, Any]) -> float:
    """Newton's law for the centre and the torque equation, solved for (a, f)."""
    m, g, angle = p["mass_kg"], p["g_m_s2"], math.radians(p["angle_deg"])
    beta = moment_of_inertia(p["shape"])
    a, friction = np.linalg.solve([[m, 1.0], [-beta * m, 1.0]], [m * g * math.sin(angle), 0.0])
    t = math.sqrt(2 * p["length_m"] / a)
    return float({"acceleration": a, "friction": friction, "speed": a * t}[p["wanted"]])


def ballistic(p: Mapping[str, Any]) -> float:
    """Height from the energy left after the loss in the collision; speed by inverting that."""
    m, block, g = p["bullet_g"] / 1000, p["block_kg"], p["g_m_s2"]

    def height(v: float) -> float:
        reduced = m * block / (m + block)
        left = m * v**2 / 2 - reduced * v**2 / 2
        return float(left / ((m + block) * g))

    if p["wanted"] == "height":
        return height(p["speed_m_s"])
    return float(brentq(lambda v: height(v) - p["height_cm"] / 100, 0, 1e5))


def pendulum(p: Mapping[str, Any]) -> float:
    """The exact period (complete elliptic integral) at a tiny amplitude, inertia integrated."""
    length, d = p["length_cm"] / 100, p["pivot_from_centre_cm"] / 100
    inertia = quad(lambda x: x * x / length, d - length / 2, d + length / 2)[0]
    return float(4 * math.sqrt(inertia / (p["g_m_s2"] * d)) * ellipk(math.sin(0.001) ** 2))


ROUTES: dict[str, Route] = {
    "rolling-incline": rolling,
    "ballistic-pendulum": ballistic,
    "physical-pendulum": pendulum,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("rigid_bodies") == set(ROUTES)
