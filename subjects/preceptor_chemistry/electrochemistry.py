"""Electrochemistry: galvanic cells after Nernst, electrolysis after Faraday."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import ZERO_CELSIUS, F, R
from preceptor_chemistry.elements import stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import plain, rounded, sentence
from preceptor_chemistry.tables import HALF_CELLS, PLATED_METALS


class Nernst(ChemistryFamily):
    """Voltage or Gibbs energy of a metal-metal cell away from standard concentrations.

    E = E° - (R T / n F) ln Q in V or mV, ΔG = -n F E in kJ/mol.
    """

    name: ClassVar[str] = "nernst-cell"
    topic: ClassVar[str] = "electrochemistry"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            one, two = rng.sample(HALF_CELLS, 2)
            anode, cathode = sorted((one, two), key=lambda cell: cell.potential)
            standard = round(cathode.potential - anode.potential, 3)
            if standard > 0.25:
                break
        n = math.lcm(anode.charge, cathode.charge)
        a, b = n // anode.charge, n // cathode.charge
        c_anode, c_cathode = (rounded(10 ** rng.uniform(-4, 0), 2) for _ in range(2))
        celsius = rng.choice([25, 25, 15, 35, 45])
        T = celsius + ZERO_CELSIUS
        Q = c_anode**a / c_cathode**b
        shift = R * T / (n * F) * math.log(Q)
        E = standard - shift
        unit = rng.choice(["V", "V", "mV", "kJ/mol"])
        ca, cc = significant(c_anode, 2), significant(c_cathode, 2)
        ion_a, ion_c = (f"{m.metal}^{'' if m.charge == 1 else m.charge}+" for m in (anode, cathode))
        potentials = (
            f"E°({ion_a}/{anode.metal}) = {anode.potential:.3f} V, "
            f"E°({ion_c}/{cathode.metal}) = {cathode.potential:.3f} V"
        )
        what = (
            "the Gibbs energy of the cell reaction (smallest whole coefficients) in kJ/mol"
            if unit == "kJ/mol"
            else f"the cell voltage in {unit}"
        )
        data = "R = 8.314 J/(mol·K), F = 96485 C/mol"
        cell = f"{anode.metal} | {ion_a} ({ca} mol/L) || {ion_c} ({cc} mol/L) | {cathode.metal}"
        warm = "" if celsius == 25 else ", taking E° as at 25 °C"
        statement = rng.choice(
            [
                f"For the galvanic cell {cell} at {celsius} °C, find {what}{warm}. {potentials}; "
                f"{data}.",
                f"A cell is built from {anode.metal} in {ca} mol/L {ion_a} and {cathode.metal} in "
                f"{cc} mol/L {ion_c} at {celsius} °C. {potentials}. What is {what}{warm}? {data}.",
                f"Given {potentials}, calculate {what} for {cell} at {celsius} °C{warm}. Use "
                f"{data}.",
            ]
        )
        thermal = R * T / (n * F)
        coefficients = [f"[{ion_a}]{'' if a == 1 else f'^{a}'}",
                        f"[{ion_c}]{'' if b == 1 else f'^{b}'}"]  # fmt: skip
        steps = [
            f"E° = {cathode.potential:.3f} - ({anode.potential:.3f}) = {standard:.3f} V; "
            f"n = {n} electrons.",
            f"Q = {coefficients[0]} / {coefficients[1]} = {significant(Q, 4)}; "
            f"ln Q = {math.log(Q):.4f}.",
            f"RT/(nF) = 8.314 × {T:.2f} / ({n} × 96485) = {thermal:.6f} V.",
            f"E = {standard:.3f} - {thermal:.6f} × ({math.log(Q):.4f}) = {E:.4f} V.",
        ]
        if unit == "kJ/mol":
            value, scale = -n * F * E / 1000, -n * F / 1000
            answer = NumberAnswer(value, unit, digits=4, rtol=0.005)
            steps += [
                f"ΔG = -nFE = -{n} × 96485 × {E:.4f} = {1000 * value:.0f} J/mol.",
                f"{1000 * value:.0f} J/mol / 1000 = {answer.text(value)}.",
            ]
            distractors = [
                (-value, "lost the sign of ΔG = -nFE"),
                (value / n, "forgot the number of electrons"),
                (value * 1000, "did not convert J to kJ"),
                (standard * scale, "used the standard voltage"),
                ((standard + shift) * scale, "turned Q upside down"),
            ]
        else:
            scale = 1.0 if unit == "V" else 1000.0
            value = E * scale
            answer = NumberAnswer(
                value, unit, decimals=3 if unit == "V" else 0, rtol=None, atol=0.002 * scale
            )
            if unit == "mV":
                steps.append(f"{E:.4f} V × 1000 = {answer.text(value)}.")
            distractors = [
                ((standard + shift) * scale, "turned Q upside down"),
                ((standard - shift * n) * scale, "forgot the number of electrons"),
                ((standard - shift / math.log(10)) * scale, "used log10 in place of ln"),
                (standard * scale, "gave the standard voltage"),
                ((cathode.potential + anode.potential - shift) * scale, "added the potentials"),
            ]
            if celsius != 25 or abs(shift) > 0.05:
                distractors.append(
                    ((standard - shift * celsius / T) * scale, "did not convert °C to K")
                )
            if a != b:
                simple = standard - thermal * math.log(c_anode / c_cathode)
                distractors.append((simple * scale, "left the exponents out of Q"))
        return worked(
            {
                "anode": anode.metal,
                "anode_charge": anode.charge,
                "anode_potential_V": anode.potential,
                "anode_mol_per_L": c_anode,
                "cathode": cathode.metal,
                "cathode_charge": cathode.charge,
                "cathode_potential_V": cathode.potential,
                "cathode_mol_per_L": c_cathode,
                "celsius": celsius,
                "unit": unit,
            },
            statement,
            steps,
            answer,
            distractors,
        )


class Electrolysis(ChemistryFamily):
    """Mass deposited (g or mg), time (min or h) or current (A), with a current efficiency.

    Faraday's law: m = η I t M / (z F).
    """

    name: ClassVar[str] = "electrolysis"
    topic: ClassVar[str] = "electrochemistry"

    def draw(self, rng: random.Random) -> Instance:
        metal = rng.choice(PLATED_METALS)
        z = metal.charge
        M = stated_molar_mass(metal.symbol)
        current = rounded(rng.uniform(0.5, 12), 2)
        minutes = rng.randrange(10, 300, 5)
        efficiency = rng.choice([100, 100, 95, 92, 88, 80])
        eta = efficiency / 100
        asked = rng.choice(["mass", "mass", "time", "current"])
        ion = f"{metal.symbol}^{'' if z == 1 else z}+"
        tail = "" if efficiency == 100 else f" The current efficiency is {efficiency} %."
        data = f"M({metal.symbol}) = {M:.2f} g/mol, F = 96485 C/mol"
        mass = rounded(eta * current * minutes * 60 / (z * F) * M)
        n = mass / M
        bath = f"{metal.salt}"
        if asked == "mass":
            unit = rng.choice(["g", "g", "mg"])
            statement = rng.choice(
                [
                    f"A current of {plain(current)} A flows for {minutes} min through {bath}. What "
                    f"mass of {metal.name}, in {unit}, is deposited?{tail} {data}.",
                    f"How many {unit} of {metal.name} does {plain(current)} A deposit from {bath} "
                    f"in {minutes} min?{tail} {data}.",
                    f"{sentence(metal.name)} is won from {bath} at {plain(current)} A.{tail} "
                    f"Find the mass in {unit} after {minutes} min. {data}.",
                ]
            )
            charge = current * minutes * 60
            electrons = charge * eta / F
            grams = electrons / z * M
            scale = 1.0 if unit == "g" else 1000.0
            answer = NumberAnswer(grams * scale, unit)
            steps = [
                f"t = {minutes} × 60 = {minutes * 60} s; Q = I × t = {plain(current)} × "
                f"{minutes * 60} = {plain(charge)} C."
            ]
            useful = charge
            if efficiency != 100:
                useful = charge * eta
                steps.append(f"Useful charge: {plain(charge)} × {eta:.2f} = {plain(useful)} C.")
            steps += [
                f"n(e^-) = {plain(useful)} / 96485 = {significant(electrons, 4)} mol.",
                f"{ion} takes {z} e^-: n({metal.symbol}) = {significant(electrons / z, 4)} mol.",
                f"m = {significant(electrons / z, 4)} mol × {M:.2f} g/mol = "
                f"{significant(grams, 4)} g.",
            ]
            if unit == "mg":
                steps.append(f"{significant(grams, 4)} g × 1000 = {answer.text(grams * 1000)}.")
            value = grams * scale
            distractors = [
                (value * z, f"forgot that {ion} takes {z} electrons"),
                (value * z * z, "multiplied by the number of electrons"),
                (value / 60, "did not convert minutes to seconds"),
                (value / eta, "ignored the current efficiency"),
                (value / eta**2, "divided by the current efficiency"),
            ]
        else:
            hours = asked == "time" and rng.random() < 0.5
            unit = ("h" if hours else "min") if asked == "time" else "A"
            grams_text = significant(mass, 3)
            goal = f"{grams_text} g of {metal.name} from {bath}"
            if asked == "time":
                statement = rng.choice(
                    [
                        f"How long, in {unit}, must {plain(current)} A flow to deposit {goal}?"
                        f"{tail} {data}.",
                        f"An electrolysis cell works at {plain(current)} A.{tail} Find the time in "
                        f"{unit} that it needs for {goal}. {data}.",
                        f"Calculate the time (in {unit}) for depositing {goal} at "
                        f"{plain(current)} A.{tail} {data}.",
                    ]
                )
            else:
                statement = rng.choice(
                    [
                        f"What current, in A, deposits {goal} in {minutes} min?{tail} {data}.",
                        f"To win {goal} within {minutes} min, which current in A is needed?{tail} "
                        f"{data}.",
                        f"Find the current, in A, that gives {goal} in {minutes} min.{tail} "
                        f"{data}.",
                    ]
                )
            charge = z * n * F / eta
            steps = [
                f"n({metal.symbol}) = {grams_text} / {M:.2f} = {significant(n, 4)} mol.",
                f"{ion} takes {z} e^-: Q = {z} × {significant(n, 4)} × 96485 = "
                f"{significant(z * n * F, 5)} C.",
            ]
            if efficiency != 100:
                steps.append(
                    f"With the losses: {significant(z * n * F, 5)} / {eta:.2f} = "
                    f"{significant(charge, 5)} C."
                )
            if asked == "time":
                seconds = charge / current
                value = seconds / (3600 if hours else 60)
                answer = NumberAnswer(value, unit)
                steps.append(
                    f"t = {significant(charge, 5)} C / {plain(current)} A = "
                    f"{significant(seconds, 5)} s = {answer.text(value)}."
                )
                distractors = [(seconds, "gave seconds")]
            else:
                value = charge / (minutes * 60)
                answer = NumberAnswer(value, unit)
                steps.append(
                    f"I = Q / t = {significant(charge, 5)} C / {minutes * 60} s = "
                    f"{answer.text(value)}."
                )
                distractors = [(value * 60, "did not convert minutes to seconds")]
            distractors += [
                (value / z, f"forgot that {ion} takes {z} electrons"),
                (value * eta, "ignored the current efficiency"),
                (value * M, "took grams for moles"),
            ]
        parameters: dict[str, JsonValue] = {
            "asked": asked,
            "metal": metal.symbol,
            "charge": z,
            "molar_mass": M,
            "efficiency_percent": efficiency,
            "current_A": None if asked == "current" else current,
            "minutes": None if asked == "time" else minutes,
            "mass_g": None if asked == "mass" else mass,
            "unit": unit,
        }
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    Nernst,
    Electrolysis,
)
