"""Equilibria at another temperature, after van 't Hoff and Clausius-Clapeyron."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import KPA_PER_ATM, ZERO_CELSIUS, R
from preceptor_chemistry.family import (
    ChemistryFamily,
    NumberAnswer,
    drawn,
    exponent_errors,
    molar_energy_errors,
)
from preceptor_chemistry.notation import divisor, plain, rounded, sentence
from preceptor_chemistry.tables import GAS_REACTIONS, LIQUIDS


class VantHoff(ChemistryFamily):
    """K at another temperature, or ΔH° from two equilibrium constants.

    ln(K2 / K1) = -(ΔH° / R) (1/T2 - 1/T1); ΔH° in kJ/mol or J/mol.
    """

    name: ClassVar[str] = "vant-hoff"
    topic: ClassVar[str] = "chemical thermodynamics"

    def draw(self, rng: random.Random) -> Instance:
        row = rng.choice(GAS_REACTIONS)
        T1, T2 = rng.sample(range(row.low, row.high + 1), 2)
        while abs(T1 - T2) < 25:
            T1, T2 = rng.sample(range(row.low, row.high + 1), 2)
        celsius = rng.random() < 0.5
        first, second = T1 - ZERO_CELSIUS, T2 - ZERO_CELSIUS
        if celsius:
            # Whole degrees: the drawn kelvins move by 0.15.
            c1, c2 = round(first), round(second)
            t1, t2 = c1 + ZERO_CELSIUS, c2 + ZERO_CELSIUS
            one, two = f"{c1} °C", f"{c2} °C"
        else:
            t1, t2 = float(T1), float(T2)
            one, two = f"{T1} K", f"{T2} K"
        K1 = rounded(math.exp(row.entropy / R - 1000 * row.enthalpy / (R * t1)))
        H = rounded(row.enthalpy * (1 + rng.uniform(-0.02, 0.02)))
        difference = 1 / t2 - 1 / t1
        shown = f"{difference * 1e4:.4f} × 10^-4"
        k1 = significant(K1, 3)
        gas_constant = "R = 8.314 J/(mol·K)"
        steps = []
        if celsius:
            steps.append(f"T1 = {t1:.2f} K, T2 = {t2:.2f} K.")
        steps += [f"ln(K2/K1) = -(ΔH°/R) (1/T2 - 1/T1); 1/T2 - 1/T1 = {shown} 1/K."]
        parameters: dict[str, JsonValue] = {"t1_K": round(t1, 2), "t2_K": round(t2, 2), "K1": K1}
        if rng.random() < 0.65:
            log = -1000 * H / R * difference
            value = K1 * math.exp(log)
            unit = None
            statement = rng.choice(
                [
                    f"The equilibrium constant of {row.equation} is {k1} at {one}, and ΔH° = {H} "
                    f"kJ/mol. Find K at {two} ({gas_constant}).",
                    f"For {row.equation}, K = {k1} at {one}. With ΔH° = {H} kJ/mol, constant over "
                    f"the range, what is K at {two}? {gas_constant}.",
                    f"Take ΔH° = {H} kJ/mol for {row.equation}. If K = {k1} at {one}, estimate K "
                    f"at {two} by the van 't Hoff equation, {gas_constant}.",
                ]
            )
            answer = NumberAnswer(value, None, rtol=0.02)
            steps += [
                f"-ΔH°/R = -({1000 * H:.0f} J/mol) / 8.314 = {-1000 * H / R:.1f} K.",
                f"ln(K2/K1) = {-1000 * H / R:.1f} × ({shown}) = {log:.4f}.",
                f"K2 = {k1} × exp({log:.4f}) = {answer.text(value)}.",
            ]
            distractors = [
                (K1 * math.exp(-log), "lost the sign: the shift goes the wrong way"),
                *exponent_errors(K1, log),
            ]
            if celsius and min(first, second) > 1 and abs(H / R * (1 / second - 1 / first)) < 0.5:
                wrong = -1000 * H / R * (1 / c2 - 1 / c1)
                distractors.append((K1 * math.exp(wrong), "did not convert °C to K"))
            parameters.update(enthalpy_kJ=H, K2=None, unit=None)
        else:
            K2 = rounded(K1 * math.exp(-1000 * H / R * difference))
            unit = rng.choice(["kJ/mol", "kJ/mol", "J/mol"])
            scale = 1.0 if unit == "kJ/mol" else 1000.0
            ratio = math.log(K2 / K1)
            value = -R * ratio / difference / 1000 * scale
            statement = rng.choice(
                [
                    f"{row.equation} has K = {k1} at {one} and K = {significant(K2, 3)} at {two}. "
                    f"Find ΔH° in {unit} ({gas_constant}).",
                    f"The equilibrium constant of {row.equation} goes from {k1} at {one} to "
                    f"{significant(K2, 3)} at {two}. What is ΔH°, in {unit}, taken as constant? "
                    f"{gas_constant}.",
                    f"From K({one}) = {k1} and K({two}) = {significant(K2, 3)}, calculate the "
                    f"standard enthalpy of {row.equation} in {unit}; {gas_constant}.",
                ]
            )
            # Rounding K to three figures moves ln(K2/K1) by up to 0.01.
            answer = NumberAnswer(value, unit, rtol=0.02)
            steps += [
                f"ln(K2/K1) = ln({significant(K2, 3)} / {divisor(k1)}) = {ratio:.4f}.",
                f"ΔH° = -8.314 × ({ratio:.4f}) / ({shown}) = {-R * ratio / difference:.0f} J/mol.",
            ]
            if unit == "kJ/mol":
                steps.append(f"In kJ/mol: {answer.text(value)}.")
            distractors = molar_energy_errors(value, unit)
            if celsius and c1 and c2:
                distractors.append(
                    (-R * ratio / (1 / c2 - 1 / c1) / 1000 * scale, "did not convert °C to K")
                )
            parameters.update(enthalpy_kJ=None, K2=K2, unit=unit)
        return worked(parameters, statement, steps, answer, distractors)


class ClausiusClapeyron(ChemistryFamily):
    """Vapour pressure at a temperature, or boiling point at a pressure.

    ln(p2 / p1) = -(ΔvapH / R) (1/T2 - 1/T1); p in kPa, atm or mmHg, T in K or °C.
    """

    name: ClassVar[str] = "clausius-clapeyron"
    topic: ClassVar[str] = "phase equilibrium"

    def draw(self, rng: random.Random) -> Instance:
        liquid = rng.choice(LIQUIDS)
        Tb = round(liquid.boiling + ZERO_CELSIUS, 2)
        H = liquid.vaporisation
        slope = 1000 * H / R
        given = (
            f"normal boiling point {liquid.boiling} °C (at 101.325 kPa), ΔvapH = {H:.2f} kJ/mol, "
            "R = 8.314 J/(mol·K)"
        )
        equation = "ln(p2/p1) = -(ΔvapH/R) (1/T2 - 1/T1)"
        if rng.random() < 0.6:
            celsius = rng.randrange(round(liquid.boiling) - 45, round(liquid.boiling) + 26)
            celsius += 8 if abs(celsius - liquid.boiling) < 5 else 0
            T = celsius + ZERO_CELSIUS
            log = -slope * (1 / T - 1 / Tb)
            unit = rng.choice(["kPa", "kPa", "atm", "mmHg"])
            normal = {"kPa": KPA_PER_ATM, "atm": 1.0, "mmHg": 760.0}[unit]
            value = normal * math.exp(log)
            statement = rng.choice(
                [
                    f"Estimate the vapour pressure of {liquid.name} at {celsius} °C in {unit} "
                    f"({given}).",
                    f"{sentence(liquid.name)}: {given}. What is its vapour pressure at "
                    f"{celsius} °C, in {unit}, by the Clausius-Clapeyron equation?",
                    f"Treat ΔvapH as constant and find the vapour pressure in {unit} of "
                    f"{liquid.name} at {celsius} °C. Data: {given}.",
                ]
            )
            answer = NumberAnswer(value, unit, rtol=0.02)
            start = "101.325 kPa" if unit == "kPa" else f"{plain(normal)} {unit}"
            steps = [
                f"T1 = {Tb:.2f} K (p1 = {start}); T2 = {celsius} + 273.15 = {T:.2f} K.",
                f"{equation}.",
                f"ΔvapH/R = {1000 * H:.0f} / 8.314 = {slope:.1f} K; 1/{T:.2f} - 1/{Tb:.2f} = "
                f"{(1 / T - 1 / Tb) * 1e4:.4f} × 10^-4 1/K.",
                f"ln(p2/p1) = {log:.4f}.",
                f"p2 = {start} × exp({log:.4f}) = {answer.text(value)}.",
            ]
            distractors = [
                (normal * math.exp(-log), "lost the sign"),
                *exponent_errors(normal, log),
                (normal * celsius / liquid.boiling, "took the pressure proportional to °C"),
            ]
            parameters: dict[str, JsonValue] = {
                "celsius": celsius,
                "pressure_kPa": None,
                "unit": unit,
            }
        else:
            p = drawn(rng, 15, 90) if rng.random() < 0.7 else drawn(rng, 115, 200)
            log = math.log(p / KPA_PER_ATM)
            inverse = 1 / Tb - log / slope
            T = 1 / inverse
            unit = rng.choice(["K", "°C"])
            value = T if unit == "K" else T - ZERO_CELSIUS
            statement = rng.choice(
                [
                    f"At what temperature, in {unit}, does {liquid.name} boil under {plain(p)} "
                    f"kPa? {sentence(given)}.",
                    f"{sentence(liquid.name)} is distilled at {plain(p)} kPa. Estimate its "
                    f"boiling point in {unit} ({given}).",
                    f"Find the boiling temperature in {unit} of {liquid.name} at a pressure of "
                    f"{plain(p)} kPa, with {given} and ΔvapH constant.",
                ]
            )
            answer = NumberAnswer(value, unit, decimals=1, rtol=None, atol=0.5)
            steps = [
                f"T1 = {liquid.boiling} + 273.15 = {Tb:.2f} K at p1 = 101.325 kPa; {equation}.",
                f"ln(p2/p1) = ln({plain(p)} / 101.325) = {log:.4f}.",
                f"ΔvapH/R = {1000 * H:.0f} / 8.314 = {slope:.1f} K.",
                f"1/T2 = 1/{Tb:.2f} - ({log:.4f}) / {slope:.1f} = {inverse:.7f} 1/K.",
                f"T2 = {T:.1f} K" + (f" = {value:.1f} °C." if unit == "°C" else "."),
            ]
            other = 1 / (1 / Tb + log / slope)
            decadic = 1 / (1 / Tb - log / math.log(10) / slope)
            offset = 0.0 if unit == "K" else ZERO_CELSIUS
            distractors = [
                (other - offset, "lost the sign: less pressure, lower boiling point"),
                (decadic - offset, "used log10 in place of ln"),
                (
                    liquid.boiling * p / KPA_PER_ATM + ZERO_CELSIUS - offset,
                    "took the boiling point proportional to the pressure",
                ),
                (T if unit == "°C" else T - ZERO_CELSIUS, "gave the other temperature scale"),
            ]
            parameters = {"celsius": None, "pressure_kPa": p, "unit": unit}
        parameters.update(boiling_C=liquid.boiling, vaporisation_kJ=H)
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    VantHoff,
    ClausiusClapeyron,
)
