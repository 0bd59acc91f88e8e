"""Matter waves against the electron's speed and matched wave functions."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from scipy.constants import c, e, h, hbar, k, m_e, m_n, zero_Celsius

from preceptor.families import Family
from preceptor_physics.notation import read

Route = Callable[[Mapping[str, Any]], float]


def de_broglie(p: Mapping[str, Any]) -> float:
    """Through the speed: γ from the energy, then h / (γ m v)."""
    if p["beam"] == "neutrons":
        speed = math.sqrt(3 * k * (p["temperature_C"] + zero_Celsius) / m_n)
        return h / (m_n * speed)
    gamma = 1 + e * p["volt_V"] / (m_e * c**2)
    return float(h / (gamma * m_e * c * math.sqrt(1 - gamma**-2)))


def tunnelling(p: Mapping[str, Any]) -> float:
    """Match psi and psi' at both walls (a 4 by 4 linear system) and take |t|^2."""
    energy, barrier, width = p["energy_eV"] * e, p["barrier_eV"] * e, p["width_nm"] * 1e-9
    q = math.sqrt(2 * m_e * energy) / hbar * width
    s = cmath.sqrt(2 * m_e * (energy - barrier)) / hbar * width
    grow, fall = cmath.exp(1j * s), cmath.exp(-1j * s)
    # Unknowns: reflected, inside forward, inside backward, transmitted; length in widths.
    matrix = np.array(
        [
            [1, -1, -1, 0],
            [-1j * q, -1j * s, 1j * s, 0],
            [0, grow, fall, -cmath.exp(1j * q)],
            [0, 1j * s * grow, -1j * s * fall, -1j * q * cmath.exp(1j * q)],
        ]
    )
    amplitudes = np.linalg.solve(matrix, np.array([-1, -1j * q, 0, 0]))
    return float(abs(amplitudes[3]) ** 2)


ROUTES: dict[str, Route] = {
    "de-broglie-wavelength": de_broglie,
    "barrier-tunnelling": tunnelling,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_the_factor_2_is_forgotten_where_the_energy_is_relativistic_too(
    families: Mapping[str, Family],
) -> None:
    error = "forgot the factor 2 under the root"
    seen = 0
    for seed in range(100):
        instance = families["de-broglie-wavelength"].instance(seed)
        for distractor in instance.distractors:
            if distractor.error == error:
                volts: Any = instance.parameters["volt_V"]
                kinetic, rest = e * volts, m_e * c**2
                wrong = h * c / math.sqrt(kinetic**2 + kinetic * rest) * 1e12
                assert read(distractor.answer.removesuffix(" pm")) == pytest.approx(wrong, rel=1e-3)
                seen += 1
    assert seen > 20


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("matter_waves") == set(ROUTES)
