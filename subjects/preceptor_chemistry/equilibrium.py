"""Solubility and gas equilibria."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import R
from preceptor_chemistry.elements import stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import divisor, plain, rounded
from preceptor_chemistry.tables import GAS_REACTIONS, SPARING_SALTS


class CommonIon(ChemistryFamily):
    """Solubility of a salt in a solution that already holds one of its ions.

    Ksp = [other]^q [common]^p, by Ksp alone; in mol/L or mg/L.
    """

    name: ClassVar[str] = "common-ion-solubility"
    topic: ClassVar[str] = "solubility equilibrium"

    def draw(self, rng: random.Random) -> Instance:
        salt = rng.choice(SPARING_SALTS)
        c = rounded(10 ** rng.uniform(-1.7, -0.7), 2)
        common = c * salt.per_source
        on_anion = salt.shared == salt.anion
        p, q = (salt.anions, salt.cations) if on_anion else (salt.cations, salt.anions)
        other = salt.cation if on_anion else salt.anion
        # Ksp = (q s)^q (common + p s)^p; with s far below the common ion p s drops out.
        s = _solubility(salt.ksp, p, q, common)
        M = stated_molar_mass(salt.formula)
        unit = rng.choice(["mol/L", "mol/L", "mg/L"])
        factor = 1.0 if unit == "mol/L" else 1000 * M
        ksp = significant(salt.ksp, 3)
        given = f"Ksp = {ksp} at 25 °C" + ("" if unit == "mol/L" else f", M = {M:.2f} g/mol")
        strength = significant(c, 2)
        statement = rng.choice(
            [
                f"What is the solubility of {salt.formula} ({given}) in {strength} mol/L "
                f"{salt.source}, in {unit}, by Ksp alone?",
                f"Find how much {salt.formula} dissolves, in {unit}, in a solution that is "
                f"{strength} mol/L in {salt.source}. Consider Ksp alone: {given}.",
                f"{salt.formula} is shaken with {strength} mol/L {salt.source} until saturated. "
                f"Calculate its solubility in {unit} from Ksp alone (no complexes); {given}.",
            ]
        )
        power_p = "" if p == 1 else f"^{p}"
        power_q = "" if q == 1 else f"^{q}"
        released = "s" if q == 1 else f"{q}s"
        ratio = salt.ksp / common**p
        steps = [
            f"Ksp = [{other}]{power_q} [{salt.shared}]{power_p}.",
            f"{salt.source} gives [{salt.shared}] = {plain(common)} mol/L; s is far smaller, so "
            "it stays at that.",
        ]
        if q == 1:
            steps.append(
                f"{ksp} = s × ({plain(common)}){power_p}, so s = {ksp} / "
                f"{significant(common**p, 4)} = {significant(s, 4)} mol/L."
            )
        else:
            steps.append(
                f"({released}){power_q} = {ksp} / {divisor(significant(common**p, 4))} = "
                f"{significant(ratio, 4)}, so s = {significant(s, 4)} mol/L."
            )
        answer = NumberAnswer(s * factor, unit, rtol=0.02)
        if unit == "mg/L":
            steps.append(
                f"{significant(s, 4)} mol/L × {M:.2f} g/mol × 1000 = {answer.text(s * factor)}."
            )
        alone = (salt.ksp / (p**p * q**q)) ** (1 / (p + q))
        distractors = [
            (alone * factor, "gave the solubility in pure water"),
            (math.sqrt(salt.ksp) * factor, "took the square root of Ksp, ignoring the ion"),
        ]
        if p > 1:
            distractors += [
                (salt.ksp / common * factor, f"forgot to square [{salt.shared}]"),
                (
                    salt.ksp / (p * common) ** p * factor,
                    f"multiplied the added [{salt.shared}] by its coefficient",
                ),
            ]
        if salt.per_source > 1:
            distractors.append(
                (salt.ksp / c**p * factor, f"forgot that {salt.source} gives {salt.per_source} "
                 f"{salt.shared}")
            )  # fmt: skip
        if unit == "mg/L":
            distractors.append((s * M, "gave g/L"))
        return worked(
            {
                "salt": salt.formula,
                "ksp": salt.ksp,
                "shared_count": p,
                "other_count": q,
                "common_mol_per_L": common,
                "molar_mass": M,
                "unit": unit,
            },
            statement,
            steps,
            answer,
            distractors,
        )


def _solubility(ksp: float, p: int, q: int, common: float) -> float:
    """Root of (q s)^q (common + p s)^p = ksp by fixed-point iteration, s << common."""
    s = 0.0
    for _ in range(60):
        s = (ksp / (common + p * s) ** p) ** (1 / q) / q
    return s


DISSOCIATIONS: Final = (
    ("N2O4", "NO2", 2, "N2O4(g) = 2 NO2(g)"),
    ("PCl5", "Cl2", 1, "PCl5(g) = PCl3(g) + Cl2(g)"),
    ("COCl2", "Cl2", 1, "COCl2(g) = CO(g) + Cl2(g)"),
)
"""Gases that dissociate into two: gas, product asked about, its coefficient, equation."""


class Dissociation(ChemistryFamily):
    """Degree of dissociation of a gas at constant total pressure, or a partial pressure.

    K = a^2 p / (1 - a^2), or 4 a^2 p / (1 - a^2) for N2O4 = 2 NO2; in %, bar or kPa.
    """

    name: ClassVar[str] = "gas-dissociation"
    topic: ClassVar[str] = "chemical equilibrium"

    def draw(self, rng: random.Random) -> Instance:
        gas, product, nu, equation = rng.choice(DISSOCIATIONS)
        row = next(r for r in GAS_REACTIONS if r.equation == equation)
        T = rng.randrange(row.low, row.high, 5)
        K = rounded(math.exp(row.entropy / R - 1000 * row.enthalpy / (R * T)))
        p = rounded(10 ** rng.uniform(-0.5, 1), 2)
        # N2O4 = 2 NO2: K = 4 a^2 p / (1 - a^2); A = B + C: K = a^2 p / (1 - a^2).
        four = 4 if nu == 2 else 1
        a = math.sqrt(K / (K + four * p))
        partial = nu * a / (1 + a) * p
        asked = rng.choice(["degree", "degree", "partial pressure"])
        unit = "%" if asked == "degree" else rng.choice(["bar", "kPa"])
        what = (
            f"the degree of dissociation of {gas} in %"
            if asked == "degree"
            else f"the partial pressure of {product} in {unit}"
        )
        k, pressure = significant(K, 3), plain(p)
        statement = rng.choice(
            [
                f"For {equation}, K = {k} at {T} K (standard pressure 1 bar). Pure {gas} comes to "
                f"equilibrium at a total pressure of {pressure} bar. Find {what}.",
                f"Pure {gas} is held at {T} K and a constant {pressure} bar until {equation} is at "
                f"equilibrium, with K = {k} for pressures in bar. What is {what}?",
                f"At {T} K the equilibrium constant of {equation} is {k} (pressures in bar). "
                f"Starting from {gas} alone, at a total of {pressure} bar, calculate {what}.",
            ]
        )
        formula = "4 a^2 p / (1 - a^2)" if nu == 2 else "a^2 p / (1 - a^2)"
        bottom = f"K + {'4 p' if nu == 2 else 'p'}"
        steps = [
            f"From 1 mol {gas}: 1 - a mol stay, 2a mol of products form, 1 + a mol in all.",
            f"With mole fractions times p, K = {formula}.",
            f"a^2 = K / ({bottom}) = {k} / {divisor(significant(K + four * p, 5))} = "
            f"{significant(K / (K + four * p), 4)}; a = {significant(a, 4)}.",
        ]
        if asked == "degree":
            answer = NumberAnswer(100 * a, "%")
            steps.append(f"In percent: {answer.text(100 * a)}.")
            distractors = [
                (100 * math.sqrt(K / (K + (5 - four) * p)), "used the wrong mole numbers in K"),
                (100 * K / (K + four * p), "forgot the square root"),
                (a, "gave the fraction instead of the percentage"),
                (100 * math.sqrt(K / (K + four)), "left the total pressure out"),
            ]
        else:
            scale = 1.0 if unit == "bar" else 100.0
            answer = NumberAnswer(partial * scale, unit)
            top = "2a" if nu == 2 else "a"
            steps.append(
                f"p({product}) = {top} / (1 + a) × p = {significant(nu * a / (1 + a), 4)} × "
                f"{pressure} bar = {significant(partial, 4)} bar."
            )
            if unit == "kPa":
                steps.append(
                    f"{significant(partial, 4)} bar × 100 kPa/bar = {answer.text(partial * scale)}."
                )
            distractors = [
                ((1 - a) / (1 + a) * p * scale, f"gave the partial pressure of {gas}"),
                (nu * a * p * scale, "divided by 1 mol instead of 1 + a"),
                (partial / p * scale, "gave the mole fraction"),
            ]
        return worked(
            {"gas": gas, "products": nu, "K": K, "pressure_bar": p, "asked": asked, "unit": unit},
            statement,
            steps,
            answer,
            distractors,
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    CommonIon,
    Dissociation,
)
