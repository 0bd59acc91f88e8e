"""Mechanics families against linear systems and root finding."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


def incline_pulley(p: Mapping[str, Any]) -> float:
    """Both equations of motion as one linear system in (a, T)."""
    m1, m2, g, angle = p["m1_kg"], p["m2_kg"], p["g_m_s2"], math.radians(p["angle_deg"])
    load = m1 * g * (math.sin(angle) + p["friction"] * math.cos(angle))
    a, tension = np.linalg.solve([[m1, -1.0], [m2, 1.0]], [-load, m2 * g])
    assert a > 0, "the hanging block must go down"
    return float(a if p["wanted"] == "acceleration" else tension)


def projectile(p: Mapping[str, Any]) -> float:
    """The time of landing as the root of the height, the speed from its components there."""
    v, angle, g = p["speed_m_s"], math.radians(p["angle_deg"]), p["g_m_s2"]
    vx, vy = v * math.cos(angle), v * math.sin(angle)
    t = brentq(lambda s: p["height_m"] + vy * s - g * s * s / 2, vy / g, 100)
    values = {"time": t, "range": vx * t, "impact speed": math.hypot(vx, vy - g * t)}
    return float(values[p["wanted"]])


ROUTES: dict[str, Route] = {
    "incline-pulley-friction": incline_pulley,
    "projectile-from-height": projectile,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("mechanics") == set(ROUTES)
