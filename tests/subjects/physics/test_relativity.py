"""Relativity families against integrals of force, boosted events and rapidities."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from scipy.constants import c, e
from scipy.integrate import quad
from scipy.optimize import brentq

Route = Callable[[Mapping[str, Any]], float]


def work(beta1: float, beta2: float) -> float:
    """Work on unit rest energy: the integral of v dp = β γ^3 dβ."""
    return float(quad(lambda b: b * (1 - b * b) ** -1.5, beta1, beta2)[0])


def energy(p: Mapping[str, Any]) -> float:
    rest = p["rest_MeV"]
    if p["wanted"] == "speed":
        beta = brentq(lambda b: work(0, b) - p["kinetic_MeV"] / rest, 0, 0.99999)
        return float(beta * c)
    if p["wanted"] == "kinetic energy":
        return float(work(0, p["beta"]) * rest * 1e6 * e)
    return float(work(p["beta1"], p["beta2"]) * rest * 1e6 * e)


def boost(t: float, x: float, beta: float) -> tuple[float, float]:
    """Coordinates (t, x / c) in a frame in which the first one moves with β."""
    gamma = (1 - beta * beta) ** -0.5
    return gamma * (t + beta * x), gamma * (x + beta * t)


def dilation(p: Mapping[str, Any]) -> float:
    """Boost the event of the decay; survival from the invariant interval."""
    if p["wanted"] == "distance":
        return boost(p["mean_life_s"], 0.0, p["beta"])[1] * c
    x = p["distance_m"] / c
    t = x / p["beta"]
    return math.exp(-math.sqrt(t * t - x * x) / p["mean_life_s"])


def doppler(p: Mapping[str, Any]) -> float:
    """Two crests as events in the source's frame, boosted, and their light followed."""

    def stretch(beta: float) -> float:  # observed over emitted period, β > 0 is away
        t, x = boost(1.0, 0.0, beta)
        return t + x

    if p["wanted"] == "wavelength":
        return float(p["rest_nm"] * 1e-9 * stretch(p["beta"]))
    ratio = p["seen_nm"] / p["rest_nm"]
    return float(abs(brentq(lambda b: stretch(b) - ratio, -0.999, 0.999)) * c)


def addition(p: Mapping[str, Any]) -> float:
    """Rapidities add."""
    return abs(math.tanh(math.atanh(p["ship"]) + math.atanh(p["probe"]))) * c


ROUTES: dict[str, Route] = {
    "relativistic-energy": energy,
    "time-dilation": dilation,
    "relativistic-doppler": doppler,
    "velocity-addition": addition,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("relativity") == set(ROUTES)
