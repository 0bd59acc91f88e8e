"""Thermochemistry: Hess's law, bomb calorimetry, and K from ΔH° and ΔS°."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import ZERO_CELSIUS, R
from preceptor_chemistry.elements import composition, stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer, exponent_errors
from preceptor_chemistry.notation import divisor, plain, rounded, sentence
from preceptor_chemistry.tables import (
    CALORIMETER_FUELS,
    FORMATION_CO2,
    FORMATION_WATER,
    FUELS,
    GAS_REACTIONS,
)


class CombustionEnthalpy(ChemistryFamily):
    """Enthalpy of combustion in kJ/mol, or the heat of a portion in kJ or MJ.

    Hess's law: the sum of ΔfH° of the products minus that of the fuel.
    """

    name: ClassVar[str] = "combustion-enthalpy"
    topic: ClassVar[str] = "thermochemistry"

    def draw(self, rng: random.Random) -> Instance:
        fuel = rng.choice(FUELS)
        counts = composition(fuel.formula)
        c, h, o = counts["C"], counts["H"], counts.get("O", 0)
        M = stated_molar_mass(fuel.formula)
        # C_c H_h O_o + x O2 -> c CO2 + h/2 H2O(l)
        enthalpy = c * FORMATION_CO2 + h / 2 * FORMATION_WATER - fuel.formation
        unit = rng.choice(["kJ", "kJ", "kJ", "MJ", "MJ", "kJ/mol"])
        mass = rounded(10 ** rng.uniform(0.3, 3))
        oxygen = c + h / 4 - o / 2
        equation = (
            f"{fuel.formula} + {plain(oxygen)} O2(g) -> {'' if c == 1 else f'{c} '}CO2(g) + "
            f"{'' if h == 2 else f'{h // 2} '}H2O(l)"
        )
        data = (
            f"ΔfH° in kJ/mol: {fuel.formula} {fuel.formation}, CO2(g) {FORMATION_CO2}, "
            f"H2O(l) {FORMATION_WATER}"
        )
        steps = [
            f"{equation}; O2 is an element, ΔfH° = 0.",
            f"Products: {c} × ({FORMATION_CO2}) + {h // 2} × ({FORMATION_WATER}) = "
            f"{c * FORMATION_CO2 + h // 2 * FORMATION_WATER:.1f} kJ/mol.",
            f"ΔcH° = {c * FORMATION_CO2 + h // 2 * FORMATION_WATER:.1f} - ({fuel.formation}) = "
            f"{enthalpy:.1f} kJ/mol.",
        ]
        single = FORMATION_CO2 + FORMATION_WATER - fuel.formation
        backwards = c * FORMATION_CO2 + h / 2 * FORMATION_WATER + fuel.formation
        if unit == "kJ/mol":
            statement = rng.choice(
                [
                    f"Find the standard enthalpy of combustion of {fuel.name} ({fuel.formula}) in "
                    f"kJ/mol, with liquid water as product. {data}.",
                    f"From {data}, calculate ΔcH° in kJ/mol for the complete combustion of "
                    f"{fuel.name}, {fuel.formula}, to CO2(g) and H2O(l).",
                    f"Use Hess's law: what is the enthalpy change, in kJ/mol, when one mole of "
                    f"{fuel.name} ({fuel.formula}) burns to CO2(g) and H2O(l)? {data}.",
                ]
            )
            answer = NumberAnswer(enthalpy, unit, decimals=1, rtol=0.005)
            distractors = [
                (-enthalpy, "lost the sign"),
                (single, "forgot the coefficients of CO2 and H2O"),
                (backwards, "added the enthalpy of formation of the fuel"),
            ]
        else:
            n = mass / M
            heat = -enthalpy * n
            scale = 1.0 if unit == "kJ" else 1e-3
            grams = significant(mass, 3)
            statement = rng.choice(
                [
                    f"How much heat, in {unit}, is released at constant pressure when {grams} g of "
                    f"{fuel.name} ({fuel.formula}, M = {M:.2f} g/mol) burns completely to CO2(g) "
                    f"and H2O(l) at 25 °C? {data}.",
                    f"{data}. Find the heat given off, in {unit}, by the complete combustion of "
                    f"{grams} g of {fuel.name}, {fuel.formula} ({M:.2f} g/mol), to CO2(g) and "
                    "H2O(l).",
                    f"A burner uses up {grams} g of {fuel.name} ({fuel.formula}, M = {M:.2f} "
                    f"g/mol); the water ends up liquid. What heat in {unit} does it deliver? "
                    f"{data}.",
                ]
            )
            answer = NumberAnswer(heat * scale, unit)
            steps += [
                f"n = {grams} g / {M:.2f} g/mol = {significant(n, 4)} mol.",
                f"Heat = {significant(n, 4)} mol × {-enthalpy:.1f} kJ/mol = "
                f"{significant(heat, 4)} kJ.",
            ]
            if unit == "MJ":
                steps.append(f"{significant(heat, 4)} kJ / 1000 = {answer.text(heat / 1000)}.")
            distractors = [
                (-enthalpy * mass * scale, "did not convert grams to moles"),
                (-single * n * scale, "forgot the coefficients of CO2 and H2O"),
                (-backwards * n * scale, "added the enthalpy of formation of the fuel"),
                (-enthalpy * scale, "gave the heat of one mole"),
            ]
        return worked(
            {
                "formula": fuel.formula,
                "formation_kJ_per_mol": fuel.formation,
                "mass_g": None if unit == "kJ/mol" else mass,
                "molar_mass": M,
                "unit": unit,
            },
            statement,
            steps,
            answer,
            distractors,
        )


class BombCalorimeter(ChemistryFamily):
    """Energy of combustion from a temperature rise, in kJ/g or kJ/mol.

    ΔU = -C ΔT / m or -C ΔT / n.
    """

    name: ClassVar[str] = "bomb-calorimetry"
    topic: ClassVar[str] = "thermochemistry"

    def draw(self, rng: random.Random) -> Instance:
        fuel = rng.choice(CALORIMETER_FUELS)
        M = stated_molar_mass(fuel.formula)
        mass = round(rng.uniform(0.4, 1.6), 3)
        capacity = round(rng.uniform(5, 12), 2)
        t1 = round(rng.uniform(19, 25), 2)
        rise = round(fuel.heat * mass / capacity, 2)
        t2 = round(t1 + rise, 2)
        heat = capacity * (t2 - t1)
        unit = rng.choice(["kJ/mol", "kJ/mol", "kJ/g"])
        n = mass / M
        value = -heat / (n if unit == "kJ/mol" else mass)
        burnt = f"{mass:.3f} g of {fuel.name} ({fuel.formula}, M = {M:.2f} g/mol)"
        warmed = f"from {t1:.2f} °C to {t2:.2f} °C"
        statement = rng.choice(
            [
                f"Burning {burnt} in a bomb calorimeter of heat capacity {capacity:.2f} kJ/K warms "
                f"it {warmed}. Find ΔU of combustion in {unit} (with its sign).",
                f"A bomb calorimeter ({capacity:.2f} kJ/K) warms {warmed} when {burnt} burns in "
                f"excess oxygen. What is the energy of combustion ΔU, in {unit}, sign included?",
                f"{burnt} is burnt at constant volume. The calorimeter, {capacity:.2f} kJ/K in "
                f"all, goes {warmed}. Calculate ΔU of the combustion in {unit}, with sign.",
            ]
        )
        answer = NumberAnswer(value, unit, rtol=0.01)
        steps = [
            f"ΔT = {t2:.2f} - {t1:.2f} = {t2 - t1:.2f} K (a difference is the same in °C and K).",
            f"Heat taken up: {capacity:.2f} kJ/K × {t2 - t1:.2f} K = {significant(heat, 4)} kJ, so "
            f"the combustion gave off {significant(heat, 4)} kJ.",
        ]
        if unit == "kJ/mol":
            steps += [
                f"n = {mass:.3f} g / {M:.2f} g/mol = {significant(n, 4)} mol.",
                f"ΔU = -{significant(heat, 4)} kJ / {divisor(significant(n, 4))} mol = "
                f"{answer.text(value)}.",
            ]
        else:
            steps.append(f"ΔU = -{significant(heat, 4)} kJ / {mass:.3f} g = {answer.text(value)}.")
        distractors = [
            (-value, "lost the sign: the combustion gives heat off"),
            (value * (t2 - t1 + ZERO_CELSIUS) / (t2 - t1), "added 273.15 to a difference"),
            (value * t2 / (t2 - t1), "used the final temperature for the rise"),
            (value / M if unit == "kJ/mol" else value * M, "mixed up per gram and per mole"),
            (-heat, "did not divide by the amount burnt"),
        ]
        return worked(
            {
                "mass_g": mass,
                "molar_mass": M,
                "capacity_kJ_per_K": capacity,
                "t1_C": t1,
                "t2_C": t2,
                "unit": unit,
            },
            statement,
            steps,
            answer,
            distractors,
        )


class GibbsConstant(ChemistryFamily):
    """ΔG°, K, or the temperature at which K = 1, from ΔH° and ΔS°.

    ΔG° = ΔH° - T ΔS° = -R T ln K; ΔG° in kJ/mol or J/mol, T in K.
    """

    name: ClassVar[str] = "gibbs-equilibrium-constant"
    topic: ClassVar[str] = "chemical thermodynamics"

    def draw(self, rng: random.Random) -> Instance:
        row = rng.choice(GAS_REACTIONS)
        crossing = 1000 * row.enthalpy / row.entropy
        asked = rng.choice(["K", "K", "gibbs", "temperature"])
        if asked == "temperature" and crossing < 0:
            asked = "gibbs"
        T = rng.randrange(row.low, row.high + 1)
        # A little experimental scatter, so that each instance has its own numbers.
        H = round(row.enthalpy * (1 + rng.uniform(-0.01, 0.01)), 1)
        S = round(row.entropy * (1 + rng.uniform(-0.01, 0.01)), 1)
        G = H - T * S / 1000
        data = f"ΔH° = {H} kJ/mol and ΔS° = {S} J/(mol·K), independent of temperature"
        parameters: dict[str, JsonValue] = {
            "enthalpy_kJ": H,
            "entropy_J": S,
            "temperature_K": T,
            "asked": asked,
        }
        steps = [
            f"T ΔS° = {T} K × {S / 1000:.4f} kJ/(mol·K) = {T * S / 1000:.3f} kJ/mol.",
            f"ΔG° = ΔH° - T ΔS° = {H} - ({T * S / 1000:.3f}) = {G:.3f} kJ/mol.",
        ]
        if asked == "temperature":
            value = 1000 * H / S
            parameters |= {"temperature_K": None, "unit": "K"}
            statement = rng.choice(
                [
                    f"For {row.equation}, {data}. At what temperature, in K, is K = 1?",
                    f"Take {data} for {row.equation}. Find the temperature in K at which ΔG° "
                    "changes sign.",
                    f"The reaction {row.equation} has {data}. At which temperature, in K, does its "
                    "preferred direction change?",
                ]
            )
            answer = NumberAnswer(value, "K", decimals=0, rtol=0.005)
            steps = [
                "At K = 1, ΔG° = -RT ln K = 0, so ΔH° = T ΔS°.",
                f"ΔS° = {S} J/(mol·K) = {S / 1000:.4f} kJ/(mol·K).",
                f"T = {H} / {divisor(f'{S / 1000:.4f}')} = {answer.text(value)}.",
            ]
            distractors = [
                (H / S, "did not convert J to kJ"),
                (value - ZERO_CELSIUS, "gave °C"),
                (abs(S / H), "turned the ratio upside down"),
            ]
        elif asked == "gibbs":
            unit = rng.choice(["kJ/mol", "kJ/mol", "J/mol"])
            parameters["unit"] = unit
            scale = 1.0 if unit == "kJ/mol" else 1000.0
            statement = rng.choice(
                [
                    f"Find ΔG° in {unit} at {T} K for {row.equation}, given {data}.",
                    f"For {row.equation}: {data}. What is ΔG° at {T} K, in {unit}?",
                    f"Calculate the standard Gibbs energy of {row.equation} at {T} K in {unit}. "
                    f"{sentence(data)}.",
                ]
            )
            # Near the crossing ΔG° is a small difference: the tolerance follows its terms.
            answer = NumberAnswer(
                G * scale, unit, decimals=2 if unit == "kJ/mol" else 0, rtol=0.01,
                atol=rounded(0.0005 * abs(H) * scale, 1),
            )  # fmt: skip
            if unit == "J/mol":
                steps.append(f"{G:.3f} kJ/mol × 1000 = {answer.text(G * 1000)}.")
            distractors = [
                ((H - T * S) * scale, "did not convert J to kJ"),
                ((H + T * S / 1000) * scale, "added T ΔS° instead of subtracting it"),
                ((H - (T - ZERO_CELSIUS) * S / 1000) * scale, "used the temperature in °C"),
            ]
        else:
            ln_k = -1000 * G / (R * T)
            value = math.exp(ln_k)
            parameters["unit"] = None
            statement = rng.choice(
                [
                    f"For {row.equation}, {data}. Find the equilibrium constant K at {T} K "
                    "(R = 8.314 J/(mol·K)).",
                    f"Calculate K of {row.equation} at {T} K from {data}. R = 8.314 J/(mol·K).",
                    f"What is the thermodynamic equilibrium constant K at {T} K of {row.equation}? "
                    f"Data: {data}; R = 8.314 J/(mol·K).",
                ]
            )
            # exp() multiplies the rounding of ΔG°: 10 J/mol are 0.3 % of K at 400 K.
            answer = NumberAnswer(value, None, rtol=0.03)
            steps += [
                f"ln K = -ΔG° / (RT) = -({1000 * G:.0f} J/mol) / (8.314 × {T}) = {ln_k:.4f}.",
                f"K = exp({ln_k:.4f}) = {answer.text(value)}.",
            ]
            distractors = [
                (1 / value, "lost the sign of ln K = -ΔG°/(RT)"),
                *exponent_errors(1, ln_k),
                (math.exp(-1000 * H / (R * T)), "used ΔH° in place of ΔG°"),
            ]
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    CombustionEnthalpy,
    BombCalorimeter,
    GibbsConstant,
)
