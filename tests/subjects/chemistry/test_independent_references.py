"""Every family's reference is computed a second time, by another route.

The routes share no code with the families: unit bookkeeping is pint's, equilibria are solved
as full charge balances by root finding, kinetics and temperature dependences are integrated
numerically, limiting reagents come out of a linear programme. They read the parameters only.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pint
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq, linprog

from preceptor.families import Family
from preceptor_chemistry.elements import ATOMIC_WEIGHTS, ROUNDED_WEIGHTS
from preceptor_chemistry.subject import FAMILIES

SEEDS = range(200)
U = pint.UnitRegistry()
R = U("8.314 J/mol/K")
P = Mapping[str, Any]


def atoms(formula: str) -> Counter[str]:
    """Atoms of a formula, by writing every group out: ``Ca(OH)2`` becomes ``CaOHOH``."""
    while "(" in formula:
        formula = re.sub(r"\(([^()]*)\)(\d*)", lambda m: m[1] * int(m[2] or 1), formula)
    counts: Counter[str] = Counter()
    for element, number in re.findall(r"([A-Z][a-z]?)(\d*)", formula):
        counts[element] += int(number or 1)
    return counts


def mass(formula: str, weights: Mapping[str, float] = ATOMIC_WEIGHTS) -> Any:
    return sum(weights[e] * n for e, n in atoms(formula).items()) * U("g/mol")


def equation(text: str) -> tuple[dict[str, int], dict[str, int]]:
    def side(terms: str) -> dict[str, int]:
        found = (re.fullmatch(r"(\d+ )?(\S+)", t.strip()) for t in terms.split(" + "))
        return {m[2]: int(m[1] or 1) for m in found if m}

    left, right = text.split("->")
    return side(left), side(right)


def to(quantity: Any, unit: str | None) -> float:
    """Magnitude in ``unit``; ``%`` and pure numbers are spelled as pint knows them."""
    name = {None: "dimensionless", "%": "percent", "1/s": "1/s"}.get(unit, unit)
    return float(U.Quantity(quantity).to(name).magnitude)


# --- amounts and stoichiometry --------------------------------------------------------------


def moles_from_mass(p: P) -> float:
    return to(p["mass_g"] * U.g / mass(p["formula"], ROUNDED_WEIGHTS), p["unit"])


def mass_from_moles(p: P) -> float:
    return to(p["amount_mol"] * U.mol * mass(p["formula"], ROUNDED_WEIGHTS), p["unit"])


def molar_mass(p: P) -> float:
    return to(mass(p["formula"], ROUNDED_WEIGHTS), p["unit"])


def mass_percent(p: P) -> float:
    counts = atoms(p["formula"])
    vector = np.array([ROUNDED_WEIGHTS[e] * n for e, n in counts.items()])
    share = (vector / vector.sum())[list(counts).index(p["element"])]
    return share * (100 if p["sample_g"] is None else p["sample_g"])


def particles(p: P) -> float:
    if p["asked"] == "amount":
        return float(p["units_e23"] / 6.02)
    return atoms(p["formula"])[p["element"]] * p["amount_mol"] * 6.02e23


def mole_ratio(p: P) -> float:
    left, right = equation(p["reaction"])
    nu = {**left, **right}
    # The extent that accounts for the known species fixes every other one.
    extent = brentq(lambda x: nu[p["known"]] * x - p["known_mol"], 0, 1e3)
    return nu[p["wanted"]] * extent


def limiting_reagent(p: P) -> float:
    left, right = equation(p["reaction"])
    start = [p["mass1_g"] / mass(f).magnitude for f in left] if len(left) == 2 else []
    start[1] = p["mass2_g"] / mass(list(left)[1]).magnitude
    nu = np.array([[c] for c in left.values()], dtype=float)
    extent = linprog([-1.0], A_ub=nu, b_ub=start).x[0]
    if p["asked"] == "left over":
        remaining = np.array(start) - nu[:, 0] * extent
        return max(r * mass(f).magnitude for r, f in zip(remaining, left, strict=True))
    made = right[p["product"]] * extent * mass(p["product"]).magnitude
    return made * p["yield_percent"] / 100


def molecular_formula(p: P) -> str:
    """The composition nearest to the analysis among all with a molar mass within 3 %."""
    percents = p["percents"]
    elements = list(percents)

    def misfit(counts: tuple[int, ...]) -> float:
        M = sum(n * ATOMIC_WEIGHTS[e] for e, n in zip(elements, counts, strict=True))
        if abs(M / p["molar_mass"] - 1) > 0.03:
            return math.inf
        return sum(
            (100 * n * ATOMIC_WEIGHTS[e] / M - percents[e]) ** 2
            for e, n in zip(elements, counts, strict=True)
        )

    def near(e: str) -> range:
        guess = p["molar_mass"] * percents[e] / 100 / ATOMIC_WEIGHTS[e]
        return range(max(1, math.floor(guess) - 1), math.ceil(guess) + 2)

    best = min(itertools.product(*(near(e) for e in elements)), key=misfit)
    return "".join(e if n == 1 else f"{e}{n}" for e, n in zip(elements, best, strict=True))


# Electrons, protons or ions that one formula unit exchanges.
EQUIVALENTS = {
    "KMnO4": 5, "K2Cr2O7": 6, "I2": 2, "HCl": 1, "AgNO3": 1, "Fe": 1, "H2C2O4": 2,
    "Na2C2O4": 2, "H2O2": 2, "C6H8O6": 2, "Na2CO3": 2, "Mg(OH)2": 2, "NaCl": 1,
}  # fmt: skip


def titrimetric_purity(p: P) -> float:
    exchanged = p["titrant_mol_per_L"] * U("mol/L") * p["volume_mL"] * U.mL
    exchanged = exchanged * EQUIVALENTS[p["titrant"]] * p["flask_mL"] / p["aliquot_mL"]
    found = exchanged / EQUIVALENTS[p["analyte"]] * mass(p["analyte"])
    return to(found / (p["sample_g"] * U.g), "%")


# --- solutions and gases --------------------------------------------------------------------


def molarity(p: P) -> float:
    n = p["mass_g"] * U.g / (p["molar_mass"] * U("g/mol"))
    return to(n / (p["volume_mL"] * U.mL), p["unit"])


def dilution(p: P) -> float:
    c1, c2, v1, v2 = (p[k] for k in ("c1_mol_per_L", "c2_mol_per_L", "v1_mL", "v2_mL"))
    # Each asked quantity is found again from the other three, as the root of the solute balance.
    asked = p["asked"]
    if asked == "c2":
        return to(brentq(lambda c: c * v2 - c1 * v1, 0, c1) * U("mol/L"), p["unit"])
    if asked == "v1":
        return to(brentq(lambda v: c1 * v - c2 * v2, 0, v2) * U.mL, p["unit"])
    water = brentq(lambda w: c1 * v1 / (v1 + w) - c2, 0, 1e5)
    return float(water if asked == "water" else v1 + water)


def colligative(p: P) -> float:
    kg = p["solvent_g"] / 1000
    if p["asked"] == "molar mass":
        return brentq(lambda M: p["kf"] * p["mass_g"] / M / kg - p["depression_K"], 1, 1e5)
    freezing = p["asked"] == "freezing point"
    constant = (p["kf"] if freezing else p["kb"]) * U("K*kg/mol")
    particles_ = p["particles"] * p["mass_g"] * U.g / (p["molar_mass"] * U("g/mol"))
    shift = to(constant * particles_ / (kg * U.kg), "K")
    return float(p["freezing_C"] - shift if freezing else p["boiling_C"] + shift)


def beer_lambert(p: P) -> float:
    passed = (
        10 ** -p["absorbance"] if p["absorbance"] is not None else p["transmittance_percent"] / 100
    )
    c = brentq(lambda c: 10 ** (-p["epsilon"] * p["path_cm"] * c) - passed, 0, 1, xtol=1e-15)
    stock = c * U("mol/L") * p["flask_mL"] / p["aliquot_mL"]
    if p["unit"] == "mg/L":
        stock = stock * p["molar_mass"] * U("g/mol")
    return to(stock, p["unit"])


def gas_mixture(p: P) -> float:
    T = U.Quantity(p["celsius"], "degC").to("K")
    each = {g: m * U.g / mass(g) * R * T / (p["volume_L"] * U.L) for g, m in p["masses_g"].items()}
    total = sum(q.to("kPa") for q in each.values())
    return to(total if p["asked"] == "total" else each[p["gas"]], p["unit"])


def over_water(p: P) -> float:
    T = U.Quantity(p["celsius"], "degC").to("K")
    pressure = (p["pressure_kPa"] - p["vapour_kPa"]) * U.kPa
    hydrogen = (pressure * p["volume_mL"] * U.mL / (R * T)).to("mol")
    if p["unit"] == "mmol":
        return to(hydrogen, "mmol")
    # Two electrons per H2, as many per metal atom as its ion has charges.
    charge = 3 if p["metal"] == "Al" else 2
    return to(2 * hydrogen / charge * mass(p["metal"]), p["unit"])


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
        return math.prod(q**powers for q in products) / reactant - p["K"]

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
        return electrons / p["charge"] * mass(p["metal"]).magnitude

    if p["asked"] == "mass":
        return to(deposited(p["current_A"], 60 * p["minutes"]) * U.g, p["unit"])
    if p["asked"] == "time":
        t = brentq(lambda s: deposited(p["current_A"], s) - p["mass_g"], 0, 1e7)
        return to(t * U.s, p["unit"])
    return brentq(lambda i: deposited(i, 60 * p["minutes"]) - p["mass_g"], 0, 1e3)


# --- thermodynamics -------------------------------------------------------------------------


def combustion(p: P) -> float:
    counts = atoms(p["formula"])
    # Columns O2, CO2, H2O; rows C, H, O: balance one mole of fuel.
    matrix = np.array([[0, -1, 0], [0, 0, -2], [2, -2, -1]], dtype=float)
    _, carbon, water = np.linalg.solve(matrix, [-counts[e] for e in "CHO"])
    enthalpy = (carbon * -393.5 + water * -285.8 - p["formation_kJ_per_mol"]) * U("kJ/mol")
    if p["mass_g"] is None:
        return to(enthalpy, p["unit"])
    return to(-enthalpy * p["mass_g"] * U.g / mass(p["formula"]), p["unit"])


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
        return p["K1"] * growth(p["enthalpy_kJ"], p["t1_K"], p["t2_K"])
    H = brentq(lambda h: p["K1"] * growth(h, p["t1_K"], p["t2_K"]) - p["K2"], -400, 400)
    return to(H * U("kJ/mol"), p["unit"])


def arrhenius(p: P) -> float:
    T1, T2 = p["t1_C"] + 273.15, p["t2_C"] + 273.15
    if p["activation_kJ"] is not None:
        return p["k1"] * growth(p["activation_kJ"], T1, T2)
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


ROUTES: Mapping[str, Callable[[P], float | str]] = {
    "moles-from-mass": moles_from_mass,
    "mass-from-moles": mass_from_moles,
    "molar-mass": molar_mass,
    "mass-percent": mass_percent,
    "particles-and-moles": particles,
    "mole-ratio": mole_ratio,
    "limiting-reagent": limiting_reagent,
    "molecular-formula": molecular_formula,
    "titrimetric-purity": titrimetric_purity,
    "molarity": molarity,
    "dilution": dilution,
    "colligative-properties": colligative,
    "beer-lambert": beer_lambert,
    "gas-mixture-pressure": gas_mixture,
    "gas-collected-over-water": over_water,
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
    assert set(ROUTES) == {family.name for family in FAMILIES}


@pytest.mark.parametrize("family", [f() for f in FAMILIES], ids=lambda f: f.name)
def test_reference_agrees_with_the_second_route(family: Family) -> None:
    route = ROUTES[family.name]
    for seed in SEEDS:
        drawn = family.instance(seed)
        value = route(drawn.parameters)
        if isinstance(value, str):
            assert value == drawn.reference.value, f"seed {seed}"
            continue
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
