"""Solutions: molarity, dilution, colligative properties."""

from __future__ import annotations

import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.compounds import COMPOUNDS
from preceptor_chemistry.elements import ROUNDED_WEIGHTS, molar_mass, stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import divisor, plain, rounded
from preceptor_chemistry.tables import SOLVENTS

SOLUTES: Final = tuple(
    row
    for row in COMPOUNDS
    if row[1] in (
        "NaOH", "KOH", "NaCl", "CaCl2", "HNO3", "H2SO4", "H3PO4", "C6H12O6", "CH4N2O",
        "NH4NO3", "(NH4)2SO4", "NaNO3", "KNO3", "Na2SO4", "Na2CO3", "C2H4O2", "NH3", "HCl",
    )
)  # fmt: skip
"""The soluble ones among the compounds."""


class Molarity(ChemistryFamily):
    """c = n / V in mol/L or mmol/L, from a mass in g and a volume in mL."""

    name: ClassVar[str] = "molarity"
    topic: ClassVar[str] = "solutions"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        solute, formula = rng.choice(SOLUTES)
        M = molar_mass(formula, ROUNDED_WEIGHTS)
        volume = rng.choice([100, 200, 250, 400, 500, 800, 1000, 2000])
        c = rng.randrange(1, 31) / 20
        n = c * volume / 1000
        m = round(n * M, 4)
        unit = rng.choice(["mol/L", "mol/L", "mmol/L"])
        statement = rng.choice(
            [
                f"{plain(m)} g of {solute} ({formula}, M = {plain(M)} g/mol) is dissolved to make "
                f"{volume} mL of solution. What is its concentration in {unit}?",
                f"What is the molarity, in {unit}, of {volume} mL of a solution that contains "
                f"{plain(m)} g of {formula} ({solute}, {plain(M)} g/mol)?",
                f"A student makes up {plain(m)} g of {solute}, {formula}, to {volume} mL with "
                f"water. Find the concentration in {unit}; M = {plain(M)} g/mol.",
                f"Water is added to {plain(m)} g of {formula} (molar mass {plain(M)} g/mol) until "
                f"the volume is {volume} mL. Give the concentration of {solute} in {unit}.",
            ]
        )
        litres = volume / 1000
        steps = [
            f"n = {plain(m)} g / {plain(M)} g/mol = {plain(n)} mol.",
            f"V = {volume} mL / 1000 = {plain(litres)} L.",
            f"c = n / V = {plain(n)} mol / {plain(litres)} L = {plain(c)} mol/L.",
        ]
        factor = 1.0
        if unit == "mmol/L":
            factor = 1000.0
            steps.append(f"{plain(c)} × 1000 = {plain(c * 1000)} mmol/L.")
        return worked(
            {"molar_mass": M, "mass_g": m, "volume_mL": volume, "unit": unit},
            statement,
            steps,
            NumberAnswer(c * factor, unit, friendly=True),
            [
                (m / litres * factor, "took grams for moles"),
                (rounded(n / volume) * factor, "did not convert mL to L"),
                (rounded(n * litres) * factor, "multiplied by the volume"),
            ],
        )


class Dilution(ChemistryFamily):
    """c1 V1 = c2 V2, asked for any of its parts or for the water to be added.

    Concentrations in mol/L or mmol/L, volumes in mL or L.
    """

    name: ClassVar[str] = "dilution"
    topic: ClassVar[str] = "solutions"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        solute = rng.choice(["HCl", "NaOH", "H2SO4", "NaCl", "KOH", "HNO3", "glucose", "NH3"])
        fold = rng.choice([2, 2.5, 4, 5, 8, 10, 20, 25])
        # No stock above 5 mol/L: sodium chloride is saturated at 5.4 mol/L.
        c2 = rng.randrange(1, min(20, int(100 / fold)) + 1) / 20
        v1 = rng.choice([4, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100])
        c1, v2 = round(c2 * fold, 4), v1 * fold
        asked = rng.choice(["c2", "v1", "v2", "water"])
        start = f"{plain(c1)} mol/L {solute}"
        if asked == "c2":
            unit = rng.choice(["mol/L", "mol/L", "mmol/L"])
            statement = rng.choice(
                [
                    f"{v1} mL of {start} is diluted with water to {plain(v2)} mL. What is the new "
                    f"concentration in {unit}?",
                    f"A chemist fills up {v1} mL of {start} to {plain(v2)} mL. Find the final "
                    f"concentration in {unit}.",
                    f"What is the concentration in {unit} after {v1} mL of {start} is made up to "
                    f"{plain(v2)} mL?",
                ]
            )
            factor = 1000.0 if unit == "mmol/L" else 1.0
            steps = [
                "c1 × V1 = c2 × V2, so c2 = c1 × V1 / V2.",
                f"c1 × V1 = {plain(c1)} × {v1} = {plain(c1 * v1)}.",
                f"c2 = {plain(c1 * v1)} / {plain(v2)} = {plain(c2)} mol/L.",
            ]
            if factor != 1:
                steps.append(f"{plain(c2)} × 1000 = {plain(c2 * 1000)} mmol/L.")
            value = c2 * factor
            distractors = [
                (c1 * v2 / v1 * factor, "turned the ratio of the volumes upside down"),
                (rounded(c1 * v1 / (v1 + v2)) * factor, "added the first volume to the final one"),
                (c1 * factor, "left the concentration unchanged"),
            ]
        elif asked == "v1":
            unit = rng.choice(["mL", "mL", "L"])
            statement = rng.choice(
                [
                    f"What volume of {start}, in {unit}, is needed to prepare {plain(v2)} mL of "
                    f"{plain(c2)} mol/L {solute}?",
                    f"You need {plain(v2)} mL of {plain(c2)} mol/L {solute} and have {start}. How "
                    f"many {unit} of the stock do you take?",
                    f"Find the volume in {unit} of {start} that gives {plain(v2)} mL of a "
                    f"{plain(c2)} mol/L solution when diluted.",
                ]
            )
            factor = 1e-3 if unit == "L" else 1.0
            steps = [
                "c1 × V1 = c2 × V2, so V1 = c2 × V2 / c1.",
                f"c2 × V2 = {plain(c2)} × {plain(v2)} = {plain(c2 * v2)}.",
                f"V1 = {plain(c2 * v2)} / {plain(c1)} = {v1} mL.",
            ]
            if factor != 1:
                steps.append(f"{v1} mL / 1000 = {plain(v1 / 1000)} L.")
            value = v1 * factor
            distractors = [
                (v2 * fold * factor, "turned the ratio of the concentrations upside down"),
                ((v2 - v1) * factor, "gave the volume of water instead of the stock"),
            ]
        else:
            unit = "mL"
            water = asked == "water"
            what = (
                "what volume of water must be added, in mL (volumes are additive)"
                if water
                else "what is the final volume in mL"
            )
            statement = rng.choice(
                [
                    f"{v1} mL of {start} is to be diluted to {plain(c2)} mol/L: {what}?",
                    f"To bring {v1} mL of {start} down to {plain(c2)} mol/L, {what}?",
                    f"A flask holds {v1} mL of {start}. If a {plain(c2)} mol/L solution is "
                    f"wanted, {what}?",
                ]
            )
            steps = [
                "c1 × V1 = c2 × V2, so V2 = c1 × V1 / c2.",
                f"c1 × V1 = {plain(c1)} × {v1} = {plain(c1 * v1)}.",
                f"V2 = {plain(c1 * v1)} / {plain(c2)} = {plain(v2)} mL.",
            ]
            if water:
                steps.append(f"Water: {plain(v2)} - {v1} = {plain(v2 - v1)} mL.")
            value = v2 - v1 if water else v2
            distractors = [
                (v2 if water else v2 - v1, "mixed up the final volume and the water added"),
                (v1 / fold, "turned the ratio of the concentrations upside down"),
                (v1 + v2, "added the volumes"),
            ]
        return worked(
            {
                "asked": asked,
                "c1_mol_per_L": c1,
                "c2_mol_per_L": c2,
                "v1_mL": v1,
                "v2_mL": v2,
                "unit": unit,
            },
            statement,
            steps,
            NumberAnswer(value, unit, friendly=True),
            distractors,
        )


class ColligativeProperty(ChemistryFamily):
    """Freezing and boiling points in °C, and molar masses in g/mol from them.

    ΔT = i K b, with the van 't Hoff factor i and the molality b in mol/kg.
    """

    name: ClassVar[str] = "colligative-properties"
    topic: ClassVar[str] = "solutions"

    def draw(self, rng: random.Random) -> Instance:
        solvent = rng.choice(SOLVENTS)
        solute, formula, i = rng.choice(solvent.solutes)
        M = stated_molar_mass(formula)
        asked = rng.choice(["freezing point", "freezing point", "boiling point", "molar mass"])
        solvent_mass = float(rng.randrange(50, 501, 5))
        # Organic solids stay dissolved down to the freezing point only when dilute.
        molality = rng.uniform(0.05, 0.9 if solvent.name == "water" else 0.3) / i
        mass = rounded(molality * M * solvent_mass / 1000)
        kilograms = solvent_mass / 1000
        n = mass / M
        b = n / kilograms
        parameters: dict[str, JsonValue] = {
            "asked": asked,
            "mass_g": mass,
            "solvent_g": solvent_mass,
            "particles": i,
            "kf": solvent.kf,
            "kb": solvent.kb,
            "freezing_C": solvent.freezing,
            "boiling_C": solvent.boiling,
            "molar_mass": M,
        }
        grams = significant(mass, 3)
        if asked == "molar mass":
            # The unknown behaves ideally and does not dissociate.
            depression = rounded(solvent.kf * b)
            value = mass * solvent.kf / (kilograms * depression)
            parameters |= {"depression_K": depression, "molar_mass": None, "unit": "g/mol"}
            statement = rng.choice(
                [
                    f"{grams} g of an unknown non-electrolyte in {plain(solvent_mass)} g of "
                    f"{solvent.name} lowers the freezing point by {depression} K. Kf = "
                    f"{solvent.kf} K·kg/mol. Find the molar mass in g/mol.",
                    f"Dissolving {grams} g of a molecular compound in {plain(solvent_mass)} g of "
                    f"{solvent.name} (Kf = {solvent.kf} K·kg/mol) gives a freezing-point "
                    f"depression of {depression} K. What is its molar mass in g/mol?",
                    f"A solution of {grams} g of a non-volatile, undissociated solute in "
                    f"{plain(solvent_mass)} g of {solvent.name} freezes {depression} K below the "
                    f"pure solvent. Taking Kf = {solvent.kf} K·kg/mol, calculate the molar mass "
                    f"of the solute in g/mol.",
                ]
            )
            molal = depression / solvent.kf
            answer = NumberAnswer(value, "g/mol")
            steps = [
                f"Molality: b = ΔT / Kf = {depression} K / {solvent.kf} K·kg/mol = "
                f"{significant(molal, 4)} mol/kg.",
                f"n = {significant(molal, 4)} mol/kg × {plain(kilograms)} kg = "
                f"{significant(molal * kilograms, 4)} mol.",
                f"M = {grams} g / {divisor(significant(molal * kilograms, 4))} mol = "
                f"{answer.text(value)}.",
            ]
            distractors = [
                (value / 1000, "did not convert g of solvent to kg"),
                (mass * depression / (solvent.kf * kilograms), "turned ΔT / Kf upside down"),
                (mass * solvent.kf / depression, "forgot the mass of the solvent"),
            ]
            return worked(parameters, statement, steps, answer, distractors)
        freezing = asked == "freezing point"
        constant, symbol = (solvent.kf, "Kf") if freezing else (solvent.kb, "Kb")
        pure = solvent.freezing if freezing else solvent.boiling
        shift = i * constant * b
        sign = -1 if freezing else 1
        value = pure + sign * shift
        ideal = "" if i == 1 else " Assume complete dissociation and ideal behaviour."
        statement = rng.choice(
            [
                f"{grams} g of {solute} ({formula}, M = {M:.2f} g/mol) is dissolved in "
                f"{plain(solvent_mass)} g of {solvent.name}.{ideal} Find the {asked} of the "
                f"solution in °C ({symbol} = {constant} K·kg/mol; pure solvent {pure} °C).",
                f"What is the {asked}, in °C, of a solution of {grams} g of {solute} ({formula}, "
                f"{M:.2f} g/mol) in {plain(solvent_mass)} g of {solvent.name}? {symbol} = "
                f"{constant} K·kg/mol and the pure solvent's {asked} is {pure} °C.{ideal}",
                f"Pure {solvent.name} has its {asked} at {pure} °C, and {symbol} = {constant} "
                f"K·kg/mol. To {plain(solvent_mass)} g of it is added {grams} g of {solute} "
                f"({formula}, M = {M:.2f} g/mol).{ideal} Calculate the new {asked} in °C.",
            ]
        )
        answer = NumberAnswer(
            value, "°C", decimals=2, rtol=None, atol=rounded(max(0.02, 0.01 * shift))
        )
        parameters["unit"] = "°C"
        steps = [
            f"n = {grams} g / {M:.2f} g/mol = {significant(n, 4)} mol.",
            f"Molality: {significant(n, 4)} mol / {plain(kilograms)} kg = "
            f"{significant(b, 4)} mol/kg.",
            f"{formula} gives i = {i}.",
            f"ΔT = i × {symbol} × b = {i} × {constant} × {significant(b, 4)} = {shift:.3f} K.",
            f"New {asked}: {pure} {'-' if freezing else '+'} {shift:.3f} = {value:.2f} °C.",
        ]
        distractors = [
            (pure - sign * shift, "changed the temperature in the wrong direction"),
            (pure + sign * shift / i, "forgot the van 't Hoff factor"),
            (sign * shift, "gave the change instead of the temperature"),
            (
                pure + sign * i * (solvent.kb if freezing else solvent.kf) * b,
                "used the constant of the other transition",
            ),
            (pure + sign * i * constant * n, "took moles for molality"),
        ]
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    Molarity,
    Dilution,
    ColligativeProperty,
)
