"""Optics families against ray-transfer matrices, path differences and traced rays."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


def lens_pair(p: Mapping[str, Any]) -> float:
    """Ray-transfer matrices: the image is where the element B of the product vanishes."""

    def gap(d: float) -> np.ndarray:
        return np.array([[1.0, d], [0.0, 1.0]])

    def lens(f: float) -> np.ndarray:
        return np.array([[1.0, 0.0], [-1.0 / f, 1.0]])

    before = lens(p["f2_cm"]) @ gap(p["gap_cm"]) @ lens(p["f1_cm"]) @ gap(p["object_cm"])
    distance = -before[0, 1] / before[1, 1]
    magnification = (gap(distance) @ before)[0, 0]
    if p["wanted"] == "position":
        return float(distance / 100)
    return float(abs(magnification) * p["height_cm"] / 100)


def grating(p: Mapping[str, Any]) -> float:
    """The angle at which neighbouring slits differ in path by a whole number of waves."""
    d, order = 1e-3 / p["lines_per_mm"], p["order"]

    def path(angle: float) -> float:
        far = 1e4 * d  # distances from two slits to a far point, subtracted exactly
        x, y = far * math.sin(angle), far * math.cos(angle)
        return math.hypot(x + d / 2, y) - math.hypot(x - d / 2, y)

    if p["wanted"] == "wavelength":
        return float(path(math.radians(p["angle_deg"])) / order)
    angle = brentq(lambda a: path(a) - order * p["wavelength_nm"] * 1e-9, 0, math.pi / 2)
    if p["wanted"] == "angle":
        return float(angle)
    return float(p["screen_cm"] / 100 * math.tan(angle))


def fibre(p: Mapping[str, Any]) -> float:
    """Trace a ray from the end face to the wall; find where it stops being reflected."""
    core, clad, outside = p["core"], p["cladding"], p["outside"]
    critical = brentq(lambda a: core * math.sin(a) - clad, 0, math.pi / 2)
    if p["wanted"] == "critical":
        return float(critical)

    def at_wall(entry: float) -> float:
        inside = brentq(lambda a: core * math.sin(a) - outside * math.sin(entry), 0, math.pi / 2)
        return math.pi / 2 - inside

    return float(brentq(lambda a: at_wall(a) - critical, 0, math.pi / 2))


ROUTES: dict[str, Route] = {
    "thin-lens-pair": lens_pair,
    "diffraction-grating": grating,
    "optical-fibre": fibre,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("optics") == set(ROUTES)
