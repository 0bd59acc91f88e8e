"""The bundled problems: they load, and code finds every reference again by another route."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy
from scipy import constants
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

from preceptor.records import Problem, Provenance, Reference
from preceptor.references import ChoicePayload, ExpressionPayload, NumberPayload, Payload
from preceptor.registry import Registry
from preceptor_physics.notation import read
from preceptor_physics.subject import Physics

SUBJECT = Physics(Physics.Options(), Registry.load().context("physics"))
PATH = SUBJECT.bundled()
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]
G = 9.81
MEGA_EV = 1e6 * constants.e


def sliding_chain() -> float:
    """Integrate y'' = g y / L until all of the chain hangs."""

    def off_the_table(_t: float, state: Any) -> float:
        return float(state[0] - 1.2)

    off_the_table.terminal = True  # type: ignore[attr-defined]
    run = solve_ivp(
        lambda _t, s: [s[1], G * s[0] / 1.2], (0, 5), [0.3, 0.0], events=off_the_table, rtol=1e-9
    )
    return float(run.y[1, -1])


def rocket() -> float:
    run = solve_ivp(lambda t, _v: [8 * 2400 / (1200 - 8 * t) - G], (0, 60), [0.0], rtol=1e-9)
    return float(run.y[0, -1])


def transfer_orbit() -> float:
    """Energy and angular momentum at both ends of the ellipse, as equations for the speed."""
    gm, r1, r2 = 3.986e14, 6.7e6, 4.2164e7

    def excess(v: float) -> float:
        at_far_end = v * r1 / r2
        return (v**2 - at_far_end**2) / 2 - gm / r1 + gm / r2

    return (brentq(excess, 7e3, 1.2e4) - math.sqrt(gm / r1)) / 1e3


def composite_wall() -> float:
    """Temperature between the layers and the heat flux, from both layers at once."""
    brick, wool = 0.72 / 0.12, 0.040 / 0.08
    _, flux = np.linalg.solve([[brick, 1.0], [-wool, 1.0]], [brick * 20, wool * 5])
    return float(flux * 15)


def entropy_of_mixing() -> float:
    """The integral of dQ / T while both parts come to the common temperature."""
    final = brentq(lambda t: 0.5 * (t - 353.15) + 1.5 * (t - 293.15), 290, 360)
    return float(
        quad(lambda t: 0.5 * 4186 / t, 353.15, final)[0]
        + quad(lambda t: 1.5 * 4186 / t, 293.15, final)[0]
    )


def van_der_waals() -> float:
    """The pressure at which (p + a / V^2) (V - b) = R T."""
    v, a, b = 0.5e-3, 0.364, 4.27e-5
    return float(
        brentq(lambda p: (p + a / v**2) * (v - b) - constants.R * 300, 0, 1e8, xtol=1) / 1e6
    )


def coaxial_cable() -> float:
    """From the energy of the field of a unit charge per length: C = Q^2 / (2 W)."""
    eps = 2.25 * constants.epsilon_0
    energy = quad(
        lambda r: eps / 2 * (1 / (2 * math.pi * eps * r)) ** 2 * 2 * math.pi * r, 0.5e-3, 2e-3
    )[0]
    return float(100 / (2 * energy) * 1e9)


def falling_bar() -> float:
    """Let the bar fall for a hundred time constants."""
    m, r, bl = 0.050, 0.40, 0.80 * 0.50
    run = solve_ivp(lambda _t, v: [G - bl**2 * v[0] / (r * m)], (0, 12.5), [0.0], rtol=1e-8)
    return float(run.y[0, -1])


def interferometer() -> float:
    """Count the waves in twice the cell, with gas and without."""
    waves = 2 * 0.05 / 633e-9
    return (waves + 46) / waves - 1


def polarisers() -> float:
    """Project the field of many random polarisations on the three axes."""
    axes = [np.array([math.cos(a), math.sin(a)]) for a in np.radians([0, 30, 90])]
    total = 0.0
    angles = np.linspace(0, math.pi, 1000, endpoint=False)
    for angle in angles:
        field = np.array([math.cos(angle), math.sin(angle)])
        for axis in axes:
            field = axis * (axis @ field)
        total += float(field @ field)
    return total / len(angles) * 100


def planet() -> float:
    absorbed = quad(lambda a: 1361 * 0.7 * math.cos(a) * 2 * math.pi * math.sin(a), 0, math.pi / 2)
    return float(brentq(lambda t: 4 * math.pi * constants.sigma * t**4 - absorbed[0], 10, 1000))


def middle_third() -> float:
    return float(quad(lambda x: 2 * math.sin(math.pi * x) ** 2, 1 / 3, 2 / 3)[0])


def hydrogen_chloride() -> float:
    """Eigenvalues of the equations of motion of two masses on a spring."""
    m1, m2, k = 1.008 * constants.u, 34.97 * constants.u, 516
    values = np.linalg.eigvals(np.array([[k / m1, -k / m1], [-k / m2, k / m2]]))
    return math.sqrt(max(values.real)) / (2 * math.pi) / 1e12


def fermi_energy() -> float:
    """The energy up to which the density of states holds all electrons."""
    density = 8.49e28

    def electrons(energy: float) -> float:
        front = (2 * constants.m_e) ** 1.5 / (2 * math.pi**2 * constants.hbar**3)
        return float(front * 2 / 3 * energy**1.5)

    unit = constants.e
    return float(brentq(lambda ev: electrons(ev * unit) / density - 1, 0.1, 50))


def pion_decay() -> float:
    """The momentum at which the energies of muon and neutrino add up to the pion's."""
    p = brentq(lambda q: math.hypot(105.66, q) + q - 139.57, 0, 139.57)
    return math.hypot(105.66, p) - 105.66


def helium() -> float:
    mass_defect = 2 * (1.007825 + 1.008665) - 4.002602
    return mass_defect * constants.u * constants.c**2 / MEGA_EV / 4


NUMBERS: dict[str, Callable[[], float]] = {
    "sliding-chain": sliding_chain,
    "rocket-vertical-burn": rocket,
    "transfer-orbit-burn": transfer_orbit,
    "composite-wall": composite_wall,
    "entropy-of-mixing-water": entropy_of_mixing,
    "van-der-waals-carbon-dioxide": van_der_waals,
    "coaxial-cable-capacitance": coaxial_cable,
    "falling-bar-on-rails": falling_bar,
    "interferometer-gas-index": interferometer,
    "three-polarisers": polarisers,
    "planet-equilibrium-temperature": planet,
    "box-middle-third": middle_third,
    "hydrogen-chloride-vibration": hydrogen_chloride,
    "fermi-energy-copper": fermi_energy,
    "pion-decay-at-rest": pion_decay,
    "helium-binding-energy": helium,
}
"""Routes to the numbers, in the unit of the reference."""


def cone() -> sympy.Expr:
    """Triple integral of the squared distance from the axis, in cylinder coordinates."""
    M, R, h, r, z = sympy.symbols("M R h r z", positive=True)
    density = M / (sympy.pi * R**2 * h / 3)
    return sympy.integrate(density * r**2 * 2 * sympy.pi * r, (r, 0, R * z / h), (z, 0, h))


def tank() -> sympy.Expr:
    """The parabola that solves y' = -(a/A) sqrt(2 g y) from y = H, at its zero."""
    A, a, H, g, t = sympy.symbols("A a H g t", positive=True)
    level = (sympy.sqrt(H) - a / A * sympy.sqrt(g / 2) * t) ** 2
    inner = sympy.sqrt(H) - a / A * sympy.sqrt(g / 2) * t
    assert sympy.simplify(sympy.diff(level, t) + a / A * sympy.sqrt(2 * g) * inner) == 0
    return sympy.solve(inner, t)[0]


EXPRESSIONS: dict[str, Callable[[], sympy.Expr]] = {
    "solid-cone-inertia": cone,
    "discharge-of-tank": tank,
}
CHOICES = {"gas-doubled-pressure-speed": "It stays the same."}


def test_every_row_has_a_second_route() -> None:
    assert [row["id"] for row in ROWS] == [*NUMBERS, *EXPRESSIONS, *CHOICES]
    assert len(ROWS) >= 12


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_is_a_problem(row: dict[str, Any]) -> None:
    assert set(row) == {"id", "topic", "statement", "reference", "derivation", "distractors"}
    problem = Problem(
        subject="physics",
        topic=row["topic"],
        statement=row["statement"],
        reference=Reference.model_validate(row["reference"]),
        provenance=Provenance(source="bundled", original_id=row["id"]),
        derivation=row["derivation"],
        distractors=row["distractors"],
    )
    models: dict[str, type[Payload]] = {
        "number": NumberPayload,
        "expression": ExpressionPayload,
        "choice": ChoicePayload,
    }
    payload = models[problem.reference.kind].model_validate(dict(problem.reference.payload))
    unit = payload.unit if isinstance(payload, NumberPayload) else None
    answer = f"{problem.reference.value} {unit}" if unit else problem.reference.value
    assert problem.derivation is not None
    assert problem.derivation.splitlines()[-1] == f"Answer: {answer}"
    if unit:
        assert f"in {unit}" in problem.statement
    assert len(problem.distractors) >= 2


@pytest.mark.parametrize("row", ROWS[: len(NUMBERS)], ids=lambda row: row["id"])
def test_number(row: dict[str, Any]) -> None:
    value = read(row["reference"]["value"])
    rtol, unit = row["reference"]["payload"]["rtol"], row["reference"]["payload"].get("unit")
    assert NUMBERS[row["id"]]() == pytest.approx(value, rel=1e-3)
    for distractor in row["distractors"]:
        text = (
            distractor["answer"] if unit is None else distractor["answer"].removesuffix(f" {unit}")
        )
        assert abs(read(text) - value) > 2 * rtol * abs(value), distractor


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_expression(row: dict[str, Any]) -> None:
    if row["id"] not in EXPRESSIONS:
        assert row["reference"]["kind"] != "expression"
        return
    expected = EXPRESSIONS[row["id"]]()
    point = {name: 2.0 + i / 3 for i, name in enumerate("MRAaHg")}

    def at(expression: sympy.Expr) -> float:
        return float(expression.subs({s: point[s.name] for s in expression.free_symbols}))

    # The rows are our own text, so that sympify is safe here.
    assert at(sympy.sympify(row["reference"]["value"])) == pytest.approx(at(expected))
    for distractor in row["distractors"]:
        assert at(sympy.sympify(distractor["answer"])) != pytest.approx(at(expected), rel=0.01)


def test_choice() -> None:
    for row in ROWS:
        if row["id"] in CHOICES:
            letter, options = row["reference"]["value"], row["reference"]["payload"]["choices"]
            assert options["ABCD".index(letter)] == CHOICES[row["id"]]
            assert all(distractor["answer"] in "ABCD" for distractor in row["distractors"])
