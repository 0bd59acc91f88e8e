"""Bound states against a discretised operator and the fine-structure constant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.constants import alpha, c, h, hbar, m_e
from scipy.linalg import eigh_tridiagonal
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


@cache
def box_levels(points: int = 4000) -> tuple[float, ...]:
    """Lowest eigenvalues of -d^2/dx^2 on (0, 1) with hard walls, by finite differences."""
    values = eigh_tridiagonal(
        np.full(points, 2.0),
        np.full(points - 1, -1.0),
        eigvals_only=True,
        select="i",
        select_range=(0, 7),
    )
    return tuple(float(value) * (points + 1) ** 2 for value in values)


def box(p: Mapping[str, Any]) -> float:
    levels = box_levels()
    difference = levels[p["upper"] - 1] - levels[p["lower"] - 1]

    def gap(width: float) -> float:
        return float(hbar**2 / (2 * m_e * width**2) * difference)

    if p["wanted"] == "width":
        photon = h * c / (p["wavelength_nm"] * 1e-9)
        return float(brentq(lambda width: gap(width) / photon - 1, 1e-11, 1e-7, xtol=1e-16))
    energy = gap(p["width_nm"] * 1e-9)
    return energy if p["wanted"] == "energy" else h * c / energy


def hydrogen(p: Mapping[str, Any]) -> float:
    """Bohr levels from the fine-structure constant: E = -(Z α)^2 m c^2 / (2 n^2)."""

    def level(n: int) -> float:
        return float(-((p["Z"] * alpha / n) ** 2) * m_e * c**2 / 2)

    energy = level(p["upper"]) - level(p["lower"])
    return energy if p["wanted"] == "energy" else h * c / energy


ROUTES: dict[str, Route] = {
    "particle-in-a-box": box,
    "hydrogen-like-lines": hydrogen,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("bound_states") == set(ROUTES)
