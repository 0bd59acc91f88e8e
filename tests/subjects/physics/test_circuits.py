"""Circuit families against differential equations and phasors."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar

Route = Callable[[Mapping[str, Any]], float]


def rc(p: Mapping[str, Any]) -> float:
    """Integrate the charge on the capacitor; times come from the root of the solution."""
    r, c = p["R_kohm"] * 1e3, p["C_uF"] * 1e-6
    emf, start = (p["emf_V"], 0.0) if p["charging"] else (0.0, p["emf_V"])

    def current(voltage: float) -> float:
        return float((emf - voltage) / r)

    run = solve_ivp(
        lambda _t, y: [current(y[0]) / c],
        (0, 4 * r * c),
        [start],
        rtol=1e-8,
        atol=1e-10,
        dense_output=True,
    )
    assert run.sol is not None
    if p["wanted"] == "time":
        target = p["percent"] / 100 * p["emf_V"]
        return float(brentq(lambda t: run.sol(t)[0] - target, 0, 4 * r * c))
    voltage = float(run.sol(p["time_s"])[0])
    return voltage if p["wanted"] == "voltage" else abs(current(voltage))


def rl(p: Mapping[str, Any]) -> float:
    """Integrate the current, and the power that goes into the coil."""
    r, coil, emf = p["R_ohm"], p["L_mH"] * 1e-3, p["emf_V"]

    def slope(_t: float, y: Any) -> list[float]:
        growth = (emf - r * y[0]) / coil
        return [growth, coil * growth * y[0]]

    run = solve_ivp(slope, (0, 4 * coil / r), [0.0, 0.0], rtol=1e-8, atol=1e-12, dense_output=True)
    assert run.sol is not None
    if p["wanted"] == "time":
        target = p["percent"] / 100 * emf / r
        return float(brentq(lambda t: run.sol(t)[0] - target, 0, 4 * coil / r))
    current, energy = run.sol(p["time_ms"] * 1e-3)
    return float(current if p["wanted"] == "current" else energy)


def rlc_impedance(p: Mapping[str, Any]) -> float:
    """Complex phasors; the power as the real part of V times the conjugate current."""
    s = 2j * math.pi * p["frequency_Hz"]
    z = p["R_ohm"] + s * p["L_mH"] * 1e-3 + 1 / (s * p["C_uF"] * 1e-6)
    current = p["rms_V"] / z
    values = {
        "impedance": abs(z),
        "current": abs(current),
        "power": (p["rms_V"] * current.conjugate()).real,
        "phase": cmath.phase(z),
    }
    return float(values[p["wanted"]])


def rlc_resonance(p: Mapping[str, Any]) -> float:
    """The minimum of |Z| and the two frequencies at which |Z| = sqrt(2) R, found numerically."""
    r, coil, c = p["R_ohm"], p["L_mH"] * 1e-3, p["C_nF"] * 1e-9

    def reactance(log_f: float) -> float:
        w = 2 * math.pi * math.exp(log_f)
        return float(abs(w * coil - 1 / (w * c)))

    guess = math.log(1 / (2 * math.pi * math.sqrt(coil * c)))
    peak = minimize_scalar(
        reactance, bounds=(guess - 1, guess + 2), method="bounded", options={"xatol": 1e-9}
    )
    low = brentq(lambda x: reactance(x) - r, peak.x - 12, peak.x)
    high = brentq(lambda x: reactance(x) - r, peak.x, peak.x + 12)
    f0, width = math.exp(peak.x), math.exp(high) - math.exp(low)
    return {"frequency": f0, "bandwidth": width, "quality factor": f0 / width}[p["wanted"]]


ROUTES: dict[str, Route] = {
    "rc-transient": rc,
    "rl-transient": rl,
    "rlc-impedance": rlc_impedance,
    "rlc-resonance": rlc_resonance,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("circuits") == set(ROUTES)
