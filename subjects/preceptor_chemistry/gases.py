"""Gases: mixtures and partial pressures, and gases collected over water."""

from __future__ import annotations

import random
from typing import ClassVar, Final

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import KPA_PER_ATM, ZERO_CELSIUS, R
from preceptor_chemistry.elements import molar_mass, stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import listing, plain, rounded
from preceptor_chemistry.tables import WATER_VAPOUR

GASES: Final = ("N2", "O2", "CO2", "He", "Ar", "CH4", "H2", "Ne", "C2H6", "N2O")

METALS: Final = (("magnesium", "Mg", 1, 1), ("zinc", "Zn", 1, 1), ("aluminium", "Al", 2, 3),
                 ("iron", "Fe", 1, 1))  # fmt: skip
"""Metals that give H2 with hydrochloric acid: ``x`` metal atoms give ``y`` H2."""


class PartialPressure(ChemistryFamily):
    """p = n R T / V of a mixture of gases given by masses, or of one of them: kPa, atm or bar."""

    name: ClassVar[str] = "gas-mixture-pressure"
    topic: ClassVar[str] = "gases"

    def draw(self, rng: random.Random) -> Instance:
        gases = rng.sample(GASES, rng.choice([2, 2, 3]))
        volume = rng.randrange(20, 400) / 10
        celsius = rng.randrange(0, 121)
        T = celsius + ZERO_CELSIUS
        masses = {g: rounded(rng.uniform(0.05, 0.8) * molar_mass(g)) for g in gases}
        molar = {g: stated_molar_mass(g) for g in gases}
        n = {g: masses[g] / molar[g] for g in gases}
        total = sum(n.values())
        one = rng.choice(gases)
        asked = rng.choice(["total", "partial", "partial"])
        unit = rng.choice(["kPa", "kPa", "atm", "bar"])
        per_kpa = {"kPa": 1.0, "atm": 1 / KPA_PER_ATM, "bar": 0.01}[unit]
        moles = total if asked == "total" else n[one]
        # R in J/(mol·K) = kPa·L/(mol·K)
        value = moles * R * T / volume * per_kpa
        contents = listing([f"{significant(masses[g], 3)} g of {g} ({molar[g]:.2f} g/mol)"
                            for g in gases])  # fmt: skip
        what = "total pressure" if asked == "total" else f"partial pressure of {one}"
        gas_constant = "R = 8.314 kPa·L/(mol·K)"
        if unit == "atm":
            gas_constant += ", 1 atm = 101.325 kPa"
        statement = rng.choice(
            [
                f"A {plain(volume)} L vessel at {celsius} °C holds {contents}. Find the {what} in "
                f"{unit}, taking the gases as ideal ({gas_constant}).",
                f"{contents} are put into an evacuated {plain(volume)} L tank at {celsius} °C. "
                f"What is the {what}, in {unit}? Ideal gases, {gas_constant}.",
                f"Calculate the {what} (in {unit}) of an ideal mixture of {contents} in "
                f"{plain(volume)} L at {celsius} °C. Use {gas_constant}.",
            ]
        )
        answer = NumberAnswer(value, unit)
        needed = gases if asked == "total" else [one]
        steps = [f"T = {celsius} + 273.15 = {T:.2f} K."]
        steps += [
            f"n({g}) = {significant(masses[g], 3)} / {molar[g]:.2f} = {significant(n[g], 4)} mol."
            for g in needed
        ]
        if asked == "total":
            steps.append(
                f"n = {' + '.join(significant(n[g], 4) for g in gases)} = "
                f"{significant(total, 4)} mol."
            )
        kpa = moles * R * T / volume
        steps.append(
            f"p = nRT/V = {significant(moles, 4)} × 8.314 × {T:.2f} / {plain(volume)} = "
            f"{significant(kpa, 4)} kPa."
        )
        if unit == "atm":
            steps.append(f"{significant(kpa, 4)} kPa / 101.325 = {answer.text(value)}.")
        elif unit == "bar":
            steps.append(f"{significant(kpa, 4)} kPa / 100 = {answer.text(value)}.")
        ptotal = total * R * T / volume * per_kpa
        distractors = [
            (value * celsius / T, "did not convert °C to K"),
            (
                (sum(masses.values()) if asked == "total" else masses[one])
                * R * T / volume * per_kpa,
                "did not convert grams to moles",
            ),
            (
                ptotal * masses[one] / sum(masses.values())
                if asked == "partial"
                else n[one] * R * T / volume * per_kpa,
                "took the mass fraction for the mole fraction"
                if asked == "partial"
                else f"counted only {one}",
            ),
        ]  # fmt: skip
        if asked == "partial":
            distractors.append((ptotal, "gave the total pressure"))
        if celsius == 0:
            distractors = distractors[1:]
        return worked(
            {
                "masses_g": dict(masses),
                "volume_L": volume,
                "celsius": celsius,
                "asked": asked,
                "gas": one,
                "unit": unit,
            },
            statement,
            steps,
            answer,
            distractors,
        )


class GasOverWater(ChemistryFamily):
    """Metal dissolved in acid (mg or g), or hydrogen collected over water (mmol).

    n = (p - p(H2O)) V / (R T), with the vapour pressure of water as stated.
    """

    name: ClassVar[str] = "gas-collected-over-water"
    topic: ClassVar[str] = "gases"

    def draw(self, rng: random.Random) -> Instance:
        name, symbol, x, y = rng.choice(METALS)
        celsius, vapour = rng.choice(WATER_VAPOUR)
        T = celsius + ZERO_CELSIUS
        pressure = round(rng.uniform(97, 103.5), 1)
        volume = float(rng.randrange(60, 500))
        M = stated_molar_mass(symbol)
        dry = pressure - vapour
        n = dry * volume / 1000 / (R * T)
        metal = n * x / y
        asked = rng.choice(["mg", "g", "mmol"])
        scale = {"mg": 1000 * M, "g": M, "mmol": 1000 * y / x}[asked]
        value = metal * scale
        reaction = (
            "2 Al + 6 HCl -> 2 AlCl3 + 3 H2" if symbol == "Al"
            else f"{symbol} + 2 HCl -> {symbol}Cl2 + H2"
        )  # fmt: skip
        what = (
            "the amount of H2 collected in mmol"
            if asked == "mmol"
            else f"the mass of {name} that dissolved in {asked} (M = {M:.2f} g/mol)"
        )
        conditions = f"{plain(volume)} mL at {celsius} °C and a total pressure of {pressure} kPa"
        water = f"vapour pressure of water {vapour:.2f} kPa, R = 8.314 kPa·L/(mol·K)"
        statement = rng.choice(
            [
                f"Hydrogen from {reaction} is collected over water: {conditions} ({water}). Find "
                f"{what}.",
                f"A piece of {name} reacts with excess acid, {reaction}. The gas, collected over "
                f"water, fills {conditions}. Calculate {what}. Data: {water}.",
                f"Over water, {conditions} of moist hydrogen is collected from {reaction}. With "
                f"{water}, what is {what}?",
            ]
        )
        # The vapour pressure is 2 to 4 % of the total: a finer answer shows whether it was seen.
        answer = NumberAnswer(value, asked, digits=4, rtol=0.005)
        steps = [
            f"p(H2) = {pressure} - {vapour:.2f} = {dry:.2f} kPa.",
            f"T = {celsius} + 273.15 = {T:.2f} K and V = {volume / 1000:.3f} L.",
            f"n(H2) = pV/(RT) = {dry:.2f} × {volume / 1000:.3f} / (8.314 × {T:.2f}) = "
            f"{significant(n, 4)} mol.",
        ]
        if asked == "mmol":
            steps.append(f"{significant(n, 4)} mol × 1000 = {answer.text(value)}.")
        else:
            if x != y:
                steps.append(
                    f"n({symbol}) = {significant(n, 4)} × {x}/{y} = {significant(metal, 4)} mol."
                )
            steps.append(
                f"m = {significant(metal, 4)} mol × {M:.2f} g/mol = {significant(metal * M, 4)} g."
            )
            if asked == "mg":
                steps.append(f"{significant(metal * M, 4)} g × 1000 = {answer.text(value)}.")
        distractors = [
            (value * pressure / dry, "did not subtract the vapour pressure of water"),
            (value * (pressure + vapour) / dry, "added the vapour pressure of water"),
            (value * T / celsius, "did not convert °C to K"),
            (value * 1000, "did not convert mL to L"),
        ]
        if x != y and asked != "mmol":
            distractors.append((value * y / x, "forgot the stoichiometric coefficients"))
        return worked(
            {
                "metal": symbol,
                "atoms": x,
                "hydrogens": y,
                "molar_mass": M,
                "celsius": celsius,
                "vapour_kPa": vapour,
                "pressure_kPa": pressure,
                "volume_mL": volume,
                "unit": asked,
            },
            statement,
            steps,
            answer,
            distractors,
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    PartialPressure,
    GasOverWater,
)
