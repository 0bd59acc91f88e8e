"""References of change (equilibrium, energy, rates), computed again by another route.

The routes share no code with the families and read the parameters only: equilibria are solved
as full charge balances by root finding, kinetics and temperature dependences are integrated
numerically, combustions are balanced as linear systems, units are pint's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pint
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

from preceptor.families import Family
from preceptor_chemistry.catalogue import FAMILIES

# Families of these modules belong to test_references_of_composition.py and test_one_step.py; all
# others, and so whatever is added, have to have a route here.
ELSEWHERE = {
    *("amounts", "stoichiometry", "titration", "solutions", "spectrophotometry", "gases"),
    "one_step",
}
COVERED = [f() for f in FAMILIES if f.__module__.rpartition(".")[2] not in ELSEWHERE]
SEEDS = range(200)
U = pint.UnitRegistry()
R = U("8.314 J/mol/K")
P = Mapping[str, Any]


def to(quantity: Any, unit: str | None) -> float:
    """Magnitude in ``unit``; ``%`` and pure numbers are spelled as pint knows them."""
    name = {None: "dimensionless", "%": "percent", "1/s": "1/s"}.get(unit, unit)
    return float(U.Quantity(quantity).to(name).magnitude)


# --- acids and equilibria -------------------------------------------------------------------


def proton_balance(ka: float, total: float, strong: float) -> float:
    """pH of a solution of ``total`` mol/L of an acid and base pair, of which ``strong`` mol/L
    has been neutralised by strong base (or was put in as the base), water included."""

    def excess(pH: float) -> float:
        h = 10**-pH
        return h + strong - 1e-14 / h - total * ka / (ka + h)

    return float(brentq(excess, -1, 15, xtol=1e-12))


def weak_acid(p: P) -> float:
    pH = proton_balance(p["ka"], p["concentration"], 0.0)
    if p["asked"] == "pH":
        return pH
    h = 10**-pH
    return h if p["asked"] == "hydrogen" else 100 * p["ka"] / (p["ka"] + h)


def buffer(p: P) -> float:
    volume = p["acid_mL"] + p["base_mL"]
    acid = p["acid_mL"] * p["acid_mol_per_L"]
    base = p["base_mL"] * p["base_mol_per_L"]
    added = {"none": 0, "NaOH": 1, "HCl": -1}[p["added"]] * p["added_mmol"]
    return proton_balance(10 ** -p["pka"], (acid + base) / volume, (base + added) / volume)


def titration(p: P) -> float:
    volume = p["acid_mL"] + p["base_mL"]
    acid = p["acid_mL"] * p["acid_mol_per_L"]
    base = p["base_mL"] * p["base_mol_per_L"]
    return proton_balance(p["ka"], acid / volume, base / volume)


def common_ion(p: P) -> float:
    shared, other = p["shared_count"], p["other_count"]

    def excess(log_s: float) -> float:
        s = 10**log_s
        product = (other * s) ** other * (p["common_mol_per_L"] + shared * s) ** shared
        return math.log10(product) - math.log10(p["ksp"])

    s = 10 ** brentq(excess, -20, 0, xtol=1e-12) * U("mol/L")
    return to(s if p["unit"] == "mol/L" else s * p["molar_mass"] * U("g/mol"), p["unit"])


def dissociation(p: P) -> float:
    def pressures(x: float) -> tuple[float, list[float]]:
        # 1 mol at the start, x of it dissociated into two product moles.
        amounts = [2 * x] if p["products"] == 2 else [x, x]
        n = 1 - x + sum(amounts)
        return (1 - x) / n * p["pressure_bar"], [a / n * p["pressure_bar"] for a in amounts]

    def excess(x: float) -> float:
        reactant, products = pressures(x)
        powers = 2 if p["products"] == 2 else 1
        return float(math.prod(q**powers for q in products) / reactant - p["K"])

    x = brentq(excess, 1e-9, 1 - 1e-9, xtol=1e-14)
    return 100 * x if p["asked"] == "degree" else to(pressures(x)[1][0] * U.bar, p["unit"])


# --- electrochemistry -----------------------------------------------------------------------


def nernst(p: P) -> float:
    T = p["celsius"] + 273.15

    def electrode(which: str) -> float:
        slope = 8.314 * T / 96485 / p[f"{which}_charge"]
        return float(p[f"{which}_potential_V"] + slope * math.log(p[f"{which}_mol_per_L"]))

    E = (electrode("cathode") - electrode("anode")) * U.V
    if p["unit"] != "kJ/mol":
        return to(E, p["unit"])
    n = p["anode_charge"] * p["cathode_charge"] // math.gcd(p["anode_charge"], p["cathode_charge"])
    return to(-n * U("96485 C/mol") * E, "kJ/mol")


def electrolysis(p: P) -> float:
    def deposited(current: float, seconds: float) -> float:
        electrons = p["efficiency_percent"] / 100 * current * seconds / 96485
        return float(electrons / p["charge"] * p["molar_mass"])

    if p["asked"] == "mass":
        return to(deposited(p["current_A"], 60 * p["minutes"]) * U.g, p["unit"])
    if p["asked"] == "time":
        t = brentq(lambda s: deposited(p["current_A"], s) - p["mass_g"], 0, 1e7)
        return to(t * U.s, p["unit"])
    return brentq(lambda i: deposited(i, 60 * p["minutes"]) - p["mass_g"], 0, 1e3)


# --- thermodynamics -------------------------------------------------------------------------


def combustion(p: P) -> float:
    counts = dict.fromkeys("CHO", 0) | {
        e: int(n or 1) for e, n in re.findall(r"([CHO])(\d*)", p["formula"])
    }
    # Columns O2, CO2, H2O; rows C, H, O: balance one mole of fuel.
    matrix = np.array([[0, -1, 0], [0, 0, -2], [2, -2, -1]], dtype=float)
    _, carbon, water = np.linalg.solve(matrix, [-counts[e] for e in "CHO"])
    enthalpy = (carbon * -393.5 + water * -285.8 - p["formation_kJ_per_mol"]) * U("kJ/mol")
    if p["mass_g"] is None:
        return to(enthalpy, p["unit"])
    return to(-enthalpy * p["mass_g"] * U.g / (p["molar_mass"] * U("g/mol")), p["unit"])


def bomb(p: P) -> float:
    rise = U.Quantity(p["t2_C"], "degC").to("K") - U.Quantity(p["t1_C"], "degC").to("K")
    per_gram = -p["capacity_kJ_per_K"] * U("kJ/K") * rise / (p["mass_g"] * U.g)
    if p["unit"] == "kJ/mol":
        per_gram = per_gram * p["molar_mass"] * U("g/mol")
    return to(per_gram, p["unit"])


def gibbs(p: P) -> float:
    H, S = p["enthalpy_kJ"] * U("kJ/mol"), p["entropy_J"] * U("J/mol/K")
    if p["asked"] == "temperature":
        return brentq(lambda T: to(H - T * U.K * S, "J/mol"), 1, 1e4)
    T = p["temperature_K"] * U.K
    if p["asked"] == "gibbs":
        return to(H - T * S, p["unit"])
    # K as an entropy factor times a Boltzmann factor.
    return math.exp(to(S / R, None)) * math.exp(to(-H / (R * T), None))


def growth(energy_kJ: float, T1: float, T2: float) -> float:
    """exp of the integral of E/(RT^2) dT: van 't Hoff, Clausius-Clapeyron and Arrhenius."""
    return math.exp(quad(lambda T: 1000 * energy_kJ / (8.314 * T * T), T1, T2)[0])


def vant_hoff(p: P) -> float:
    if p["enthalpy_kJ"] is not None:
        return float(p["K1"] * growth(p["enthalpy_kJ"], p["t1_K"], p["t2_K"]))
    H = brentq(lambda h: p["K1"] * growth(h, p["t1_K"], p["t2_K"]) - p["K2"], -400, 400)
    return to(H * U("kJ/mol"), p["unit"])


def arrhenius(p: P) -> float:
    T1, T2 = p["t1_C"] + 273.15, p["t2_C"] + 273.15
    if p["activation_kJ"] is not None:
        return float(p["k1"] * growth(p["activation_kJ"], T1, T2))
    return to(
        brentq(lambda e: p["k1"] * growth(e, T1, T2) - p["k2"], 0, 500) * U("kJ/mol"), p["unit"]
    )


def clausius_clapeyron(p: P) -> float:
    boiling, H = p["boiling_C"] + 273.15, p["vaporisation_kJ"]
    if p["celsius"] is not None:
        kpa = 101.325 * growth(H, boiling, p["celsius"] + 273.15)
        return to(kpa * U.kPa, p["unit"])
    T = brentq(lambda t: 101.325 * growth(H, boiling, t) - p["pressure_kPa"], 200, 600)
    return T if p["unit"] == "K" else T - 273.15


# --- kinetics -------------------------------------------------------------------------------


def decay(order: int, k: float, c0: float, seconds: float) -> float:
    """Concentration after ``seconds``, by integrating the rate law."""
    run = solve_ivp(
        lambda _t, y: [-k * y[0] ** order], (0, seconds), [c0], rtol=1e-8, atol=1e-14 * c0
    )
    return float(run.y[0][-1])


def time_to(order: int, k: float, c0: float, left: float) -> float:
    """Time until the fraction ``left`` remains, by integrating dt = -dc / rate."""
    return quad(lambda c: 1 / (k * c**order), left * c0, c0)[0]


def first_order(p: P) -> float:
    unit, asked = p["unit"], p["asked"]
    if p["half_life"] is not None:
        k = brentq(lambda k: time_to(1, k, 1.0, 0.5) - p["half_life"], 1e-4, 10)
        if asked == "remaining":
            return 100 * decay(1, k, 1.0, p["time"])
        return time_to(1, k, 1.0, p["percent"] / 100)
    if asked == "half-life":
        return to(time_to(1, p["k"], 1.0, 0.5) * U.s, unit)
    if asked == "time":
        return to(time_to(1, p["k"], 1.0, 1 - p["percent"] / 100) * U.s, unit)
    if asked == "concentration":
        return to(decay(1, p["k"], p["c0"], 60 * p["minutes"]) * U("mol/L"), unit)
    target = 60 * p["minutes"]
    return brentq(lambda k: time_to(1, k, 1.0, 1 - p["percent"] / 100) - target, 1e-7, 1)


def second_order(p: P) -> float:
    if p["asked"] == "concentration":
        return to(decay(2, p["k"], p["c0"], p["seconds"]) * U("mol/L"), p["unit"])
    return to(time_to(2, p["k"], p["c0"], 1 - p["percent"] / 100) * U.s, p["unit"])


ROUTES: Mapping[str, Callable[[P], float]] = {
    "weak-acid-ph": weak_acid,
    "buffer-ph": buffer,
    "titration-ph": titration,
    "common-ion-solubility": common_ion,
    "gas-dissociation": dissociation,
    "vant-hoff": vant_hoff,
    "nernst-cell": nernst,
    "electrolysis": electrolysis,
    "combustion-enthalpy": combustion,
    "bomb-calorimetry": bomb,
    "gibbs-equilibrium-constant": gibbs,
    "clausius-clapeyron": clausius_clapeyron,
    "first-order-kinetics": first_order,
    "second-order-kinetics": second_order,
    "arrhenius": arrhenius,
}


def number(text: str) -> float:
    """The value of ``1.5`` or ``1.5 × 10^-3``."""
    return float(re.sub(r" × 10\^(-?\d+)", r"e\1", text))


def test_every_family_has_an_independent_route() -> None:
    assert set(ROUTES) == {family.name for family in COVERED}


@pytest.mark.parametrize("family", COVERED, ids=lambda f: f.name)
def test_reference_agrees_with_the_second_route(family: Family) -> None:
    route = ROUTES[family.name]
    for seed in SEEDS:
        drawn = family.instance(seed)
        value = route(drawn.parameters)
        reference = number(drawn.reference.value)
        payload = drawn.reference.payload
        tolerance = max(
            float(payload.get("rtol") or 0) * abs(reference),  # type: ignore[arg-type]
            float(payload.get("atol") or 0),  # type: ignore[arg-type]
        )
        assert math.isfinite(value)
        assert abs(value - reference) <= tolerance, (
            f"seed {seed}: {reference} from the family, {value} from the second route, "
            f"tolerance {tolerance}, parameters {dict(drawn.parameters)}"
        )
