"""Decays in small steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from scipy.constants import N_A
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


def decay(p: Mapping[str, Any]) -> float:
    """Nuclei that decay in one second; later activities by repeated small steps."""
    half = p["half_life_s"]
    if p["wanted"] == "activity of a mass":
        atoms = N_A * p["mass_ng"] * 1e-9 / p["molar_g"]
        return float(-atoms * math.expm1(-math.log(2) / half))
    steps = 4096  # each keeps 1 - x + x^2/2 of what is there: an error below 1e-6 in all

    def left(time: float) -> float:
        x = math.log(2) * time / half / steps
        return float((1 - x + x * x / 2) ** steps)

    if p["wanted"] == "later activity":
        return float(p["start_kBq"] * 1e3 * left(p["after_s"]))
    ratio = p["now_kBq"] / p["start_kBq"]
    return float(brentq(lambda t: left(t) - ratio, 0, 10 * half))


ROUTES: dict[str, Route] = {
    "radioactive-decay": decay,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("nuclei") == set(ROUTES)
