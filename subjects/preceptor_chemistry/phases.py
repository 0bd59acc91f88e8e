"""Phase equilibrium: vapour pressures and boiling points after Clausius and Clapeyron."""

from __future__ import annotations

import math
import random
from typing import ClassVar

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_chemistry.constants import KPA_PER_ATM, ZERO_CELSIUS, R
from preceptor_chemistry.tables import LIQUIDS
from preceptor_chemistry.worked import Answer, ChemistryFamily, drawn, plain, sentence, worked


class ClausiusClapeyron(ChemistryFamily):
    """Vapour pressure at a temperature, or boiling point at a pressure."""

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
            answer = Answer(value, unit, rtol=0.02)
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
                (normal * 10**log, "used 10^x in place of e^x"),
                (normal * math.exp(log / 1000), "put kJ where R is in J"),
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
            answer = Answer(value, unit, decimals=1, rtol=None, atol=0.5)
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
