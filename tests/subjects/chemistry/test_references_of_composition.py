"""References of composition (moles, solutions, gases), computed again by another route.

The routes share no code with the families and read the parameters only: unit bookkeeping is
pint's, formulas are expanded by writing groups out, limiting reagents come out of a linear
programme, molecular formulas out of an exhaustive search.
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
from scipy.optimize import brentq, linprog

from preceptor.families import Family
from preceptor_chemistry.catalogue import FAMILIES
from preceptor_chemistry.elements import ATOMIC_WEIGHTS, ROUNDED_WEIGHTS

# Families of every other module belong to test_references_of_change.py.
MODULES = {"amounts", "stoichiometry", "titration", "solutions", "spectrophotometry", "gases"}
COVERED = [f() for f in FAMILIES if f.__module__.rpartition(".")[2] in MODULES]
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
        matches = (re.fullmatch(r"(\d+ )?(\S+)", t.strip()) for t in terms.split(" + "))
        return {m[2]: int(m[1] or 1) for m in matches if m}

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
    share: float = (vector / vector.sum())[list(counts).index(p["element"])]
    return float(share * (100 if p["sample_g"] is None else p["sample_g"]))


def particles(p: P) -> float:
    if p["asked"] == "amount":
        return float(p["units_e23"] / 6.02)
    return float(atoms(p["formula"])[p["element"]] * p["amount_mol"] * 6.02e23)


def mole_ratio(p: P) -> float:
    left, right = equation(p["reaction"])
    nu = {**left, **right}
    # The extent that accounts for the known species fixes every other one.
    extent = brentq(lambda x: nu[p["known"]] * x - p["known_mol"], 0, 1e3)
    return nu[p["wanted"]] * extent


def limiting_reagent(p: P) -> float:
    left, right = equation(p["reaction"])
    start = [
        p[given] / mass(f).magnitude for given, f in zip(("mass1_g", "mass2_g"), left, strict=True)
    ]
    nu = np.array([[c] for c in left.values()], dtype=float)
    solved = linprog([-1.0], A_ub=nu, b_ub=start)
    assert solved.x is not None
    extent = float(solved.x[0])
    if p["asked"] == "left over":
        remaining = np.array(start) - nu[:, 0] * extent
        return float(max(r * mass(f).magnitude for r, f in zip(remaining, left, strict=True)))
    made = right[p["product"]] * extent * mass(p["product"]).magnitude
    return float(made * p["yield_percent"] / 100)


def molecular_formula(p: P) -> str:
    """The composition nearest to the analysis among all with a molar mass within 3 %."""
    percents = p["percents"]
    elements = list(percents)

    def misfit(counts: tuple[int, ...]) -> float:
        M = sum(n * ATOMIC_WEIGHTS[e] for e, n in zip(elements, counts, strict=True))
        if abs(M / p["molar_mass"] - 1) > 0.03:
            return math.inf
        return float(
            sum(
                (100 * n * ATOMIC_WEIGHTS[e] / M - percents[e]) ** 2
                for e, n in zip(elements, counts, strict=True)
            )
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
    analyte = exchanged / EQUIVALENTS[p["analyte"]] * mass(p["analyte"])
    return to(analyte / (p["sample_g"] * U.g), "%")


# --- solutions and gases --------------------------------------------------------------------


def molarity(p: P) -> float:
    n = p["mass_g"] * U.g / (p["molar_mass"] * U("g/mol"))
    return to(n / (p["volume_mL"] * U.mL), p["unit"])


def dilution(p: P) -> float:
    c1, c2, v1, v2 = (p[k] for k in ("c1_mol_per_L", "c2_mol_per_L", "v1_mL", "v2_mL"))
    # Each quantity asked for is computed from the other three, as the root of the solute balance.
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
