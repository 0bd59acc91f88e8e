"""Field families against Coulomb integrals and momenta."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from scipy import constants
from scipy.integrate import quad

Route = Callable[[Mapping[str, Any]], float]


def axial_field(p: Mapping[str, Any]) -> float:
    """Coulomb's law summed over the charge elements, axial component only."""
    a, x = p["radius_cm"] / 100, p["distance_cm"] / 100
    k = 1 / (4 * math.pi * constants.epsilon_0)

    def ring(radius: float) -> float:  # field of unit charge, over the angle
        def element(angle: float) -> float:
            dx, dy, dz = radius * math.cos(angle), radius * math.sin(angle), x
            distance = math.sqrt(dx * dx + dy * dy + dz * dz)
            return float(dz / distance / distance**2)

        return float(quad(element, 0, 2 * math.pi)[0] / (2 * math.pi))

    if p["body"] == "ring":
        per_charge = ring(a)
    else:
        per_charge = quad(lambda s: ring(s) * 2 * s / a**2, 0, a)[0]
    return float(k * p["charge_nC"] * 1e-9 * per_charge)


def orbit(p: Mapping[str, Any]) -> float:
    """From the momentum; constants from scipy."""
    name, charges = {
        "electron": ("electron", 1),
        "proton": ("proton", 1),
        "alpha particle": ("alpha particle", 2),
    }[p["particle"]]
    mass = constants.value(f"{name} mass")
    q = charges * constants.e
    momentum = math.sqrt(2 * mass * q * p["volt_V"])
    radius = momentum / (q * p["field_mT"] * 1e-3)
    speed = momentum / mass
    assert speed < 0.1 * constants.c, "relativity may be ignored only for slow particles"
    values = {"radius": radius, "speed": speed, "period": 2 * math.pi * radius / speed}
    return float(values[p["wanted"]])


ROUTES: dict[str, Route] = {
    "axial-field": axial_field,
    "magnetic-orbit": orbit,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("electromagnetism") == set(ROUTES)
