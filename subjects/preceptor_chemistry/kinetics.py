"""Kinetics: first- and second-order decay."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final, NamedTuple

from pydantic import JsonValue

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import divisor, plain, rounded, sentence
from preceptor_chemistry.tables import NUCLIDES


class RateLaw(NamedTuple):
    """A reaction with the order of magnitude of its rate constant and its Ea in kJ/mol.

    Textbook magnitudes: each instance draws and states its own values around them.
    """

    what: str
    species: str
    k: float
    activation: float
    celsius: int


FIRST_ORDER: Final = (
    RateLaw("the decomposition of N2O5 in CCl4", "N2O5", 6.2e-4, 103, 45),
    RateLaw("the decomposition of SO2Cl2 vapour", "SO2Cl2", 2.2e-5, 210, 320),
    RateLaw("the decomposition of azomethane", "azomethane", 3.6e-4, 220, 327),
    RateLaw("the acid hydrolysis of sucrose", "sucrose", 6.0e-5, 108, 25),
    RateLaw("the rearrangement of cyclopropane to propene", "cyclopropane", 6.7e-4, 272, 500),
    RateLaw("the hydrolysis of tert-butyl chloride in aqueous acetone", "(CH3)3CCl", 8e-4, 95, 25),
)
"""First order; k in 1/s."""

SECOND_ORDER: Final = (
    RateLaw("the decomposition of NO2", "NO2", 0.54, 111, 300),
    RateLaw("the dimerisation of butadiene", "C4H6", 0.014, 100, 227),
    RateLaw("the decomposition of acetaldehyde", "CH3CHO", 0.33, 190, 517),
    RateLaw("the decomposition of HI", "HI", 1.2e-3, 184, 427),
    RateLaw("the recombination of a dye radical in solution", "the radical", 12, 20, 25),
)
"""Second order in one species; k in L/(mol·s), rate = -d[A]/dt = k [A]^2."""

SECONDS: Final = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


class FirstOrder(ChemistryFamily):
    """Half-lives, times, remaining fractions and rate constants of first-order decay.

    c = c0 exp(-k t), with half-life ln 2 / k.
    """

    name: ClassVar[str] = "first-order-kinetics"
    topic: ClassVar[str] = "kinetics"

    def draw(self, rng: random.Random) -> Instance:
        if rng.random() < 0.5:
            return self._nuclide(rng)
        return self._reaction(rng)

    def _nuclide(self, rng: random.Random) -> Instance:
        nuclide = rng.choice(NUCLIDES)
        t_half, unit_t = nuclide.half_life, nuclide.unit
        asked = rng.choice(["remaining", "time"])
        if asked == "remaining":
            t = rounded(t_half * rng.uniform(0.3, 3.5))
            x = t / t_half
            value = 100 * 0.5**x
            unit = "%"
            statement = rng.choice(
                [
                    f"{sentence(nuclide.name)} has a half-life of {t_half} {unit_t}. What "
                    f"percentage of a sample, in %, is left after {plain(t)} {unit_t}?",
                    f"A generator is loaded with {nuclide.name} (half-life {t_half} {unit_t}). "
                    f"How many % of the activity remain after {plain(t)} {unit_t}?",
                    f"Find, in %, how much {nuclide.name} remains {plain(t)} {unit_t} after it was "
                    f"made; its half-life is {t_half} {unit_t}.",
                ]
            )
            answer = NumberAnswer(value, unit)
            steps = [
                f"Number of half-lives: {plain(t)} / {t_half} = {x:.4f}.",
                f"Fraction left: 0.5^{x:.4f} = exp(-0.6931 × {x:.4f}) = {0.5**x:.4f}.",
                f"In percent: {answer.text(value)}.",
            ]
            distractors = [
                (100 - value, "gave what has decayed"),
                (100 * math.exp(-x), "took the half-life for 1/k"),
                (100 / (1 + x), "used the second-order law"),
                (100 / (2 * x), "took the decay to be inversely proportional to time"),
            ]
            parameters: dict[str, JsonValue] = {"asked": asked, "time": t, "percent": None}
        else:
            percent = rng.randrange(4, 81)
            x = math.log(100 / percent, 2)
            value, unit = t_half * x, unit_t
            statement = rng.choice(
                [
                    f"The half-life of {nuclide.name} is {t_half} {unit_t}. After how many {unit} "
                    f"is {percent} % of it left?",
                    f"A dose of {nuclide.name} (half-life {t_half} {unit_t}) may be handled when "
                    f"{percent} % of its activity remains. How long is that, in {unit}?",
                    f"How long, in {unit}, does {nuclide.name} take to fall to {percent} % of its "
                    f"initial amount? Its half-life is {t_half} {unit_t}.",
                ]
            )
            k = math.log(2) / t_half
            answer = NumberAnswer(value, unit)
            steps = [
                f"k = ln 2 / t½ = 0.6931 / {t_half} {unit_t} = {significant(k, 4)} 1/{unit_t}.",
                f"t = ln(100 / {percent}) / k = {math.log(100 / percent):.4f} / "
                f"{divisor(significant(k, 4))} = {answer.text(value)}.",
            ]
            distractors = [
                (math.log(100 / percent) * t_half, "took the half-life for 1/k"),
                (math.log10(100 / percent) / k, "used log10 in place of ln"),
                (math.log(100 / (100 - percent)) / k, "took what remains for what has decayed"),
            ]
            parameters = {"asked": asked, "time": None, "percent": percent}
        parameters |= {"half_life": t_half, "k": None, "unit": unit}
        return worked(parameters, statement, steps, answer, distractors)

    def _reaction(self, rng: random.Random) -> Instance:
        law = rng.choice(FIRST_ORDER)
        k = rounded(law.k * 10 ** rng.uniform(-0.3, 0.3))
        kt = significant(k, 3)
        setting = f"{law.what} at {law.celsius} °C is first order"
        asked = rng.choice(["half-life", "time", "concentration", "k"])
        parameters: dict[str, JsonValue] = {"asked": asked, "k": k, "half_life": None}
        if asked == "half-life":
            unit = rng.choice(["s", "min", "h"])
            seconds = math.log(2) / k
            value = seconds / SECONDS[unit]
            statement = rng.choice(
                [
                    f"{sentence(setting)} with k = {kt} 1/s. What is its half-life in {unit}?",
                    f"Find the half-life, in {unit}, of {law.species}: {setting}, k = {kt} 1/s.",
                    f"If k = {kt} 1/s and {setting}, how many {unit} is the half-life?",
                ]
            )
            steps = [
                "First order: ln(c0/c) = k t, and c = c0/2 at the half-life.",
                f"t½ = ln 2 / k = 0.6931 / {divisor(kt)} = {significant(seconds, 4)} s.",
            ]
            distractors = [
                (1 / k / SECONDS[unit], "took 1/k for the half-life"),
                (math.log10(2) / k / SECONDS[unit], "used log10 in place of ln"),
                (0.5 / k / SECONDS[unit], "used the zero-order half-life"),
            ]
        elif asked == "time":
            unit = rng.choice(["s", "min", "h"])
            percent = rng.randrange(15, 96)
            parameters["percent"] = percent
            ratio = 100 / (100 - percent)
            seconds = math.log(ratio) / k
            value = seconds / SECONDS[unit]
            statement = rng.choice(
                [
                    f"{sentence(setting)} with k = {kt} 1/s. After what time, in {unit}, have "
                    f"{percent} % of the {law.species} reacted?",
                    f"How many {unit} does it take for {percent} % conversion of {law.species}, "
                    f"given that {setting} and k = {kt} 1/s?",
                    f"Find the time in {unit} in which {percent} % of {law.species} disappears; "
                    f"{setting} (k = {kt} 1/s).",
                ]
            )
            steps = [
                f"Left: {100 - percent} %; ln(100 / {100 - percent}) = {math.log(ratio):.4f}.",
                f"t = {math.log(ratio):.4f} / {divisor(kt)} = {significant(seconds, 4)} s.",
            ]
            distractors = [
                (math.log(100 / percent) / k / SECONDS[unit], "took what reacted for what is left"),
                (math.log10(ratio) / k / SECONDS[unit], "used log10 in place of ln"),
                (percent / 100 / k / SECONDS[unit], "used the zero-order law"),
            ]
        elif asked == "concentration":
            unit = rng.choice(["mol/L", "mmol/L"])
            c0 = rounded(10 ** rng.uniform(-2, 0), 2)
            minutes = max(1, round(rng.uniform(0.3, 2.2) / k / 60))
            parameters |= {"c0": c0, "minutes": minutes}
            exponent = k * minutes * 60
            c = c0 * math.exp(-exponent)
            scale = 1.0 if unit == "mol/L" else 1000.0
            value = c * scale
            statement = rng.choice(
                [
                    f"{sentence(setting)}, k = {kt} 1/s. Starting from {significant(c0, 2)} "
                    f"mol/L, what is the concentration of {law.species} after {minutes} min, in "
                    f"{unit}?",
                    f"Given that {setting} (k = {kt} 1/s), find [{law.species}] in {unit} after "
                    f"{minutes} min if it is {significant(c0, 2)} mol/L at first.",
                    f"The initial concentration of {law.species} is {significant(c0, 2)} mol/L; "
                    f"{setting} with k = {kt} 1/s. Calculate its concentration in {unit} at "
                    f"{minutes} min.",
                ]
            )
            steps = [
                f"t = {minutes} × 60 = {minutes * 60} s; k t = {kt} × {minutes * 60} = "
                f"{exponent:.4f}.",
                f"c = c0 exp(-k t) = {significant(c0, 2)} × {math.exp(-exponent):.4f} = "
                f"{significant(c, 4)} mol/L.",
            ]
            distractors = [
                (c0 * math.exp(-k * minutes) * scale, "did not convert minutes to seconds"),
                (c0 * (1 - math.exp(-exponent)) * scale, "gave what has reacted"),
                (c0 * 10**-exponent * scale, "used 10^x in place of e^x"),
                (c0 / (1 + k * minutes * 60 * c0) * scale, "used the second-order law"),
            ]
        else:
            unit = "1/s"
            percent = rng.randrange(15, 90)
            minutes = max(1, round(math.log(100 / (100 - percent)) / k / 60))
            parameters |= {"k": None, "percent": percent, "minutes": minutes}
            ratio = math.log(100 / (100 - percent))
            value = ratio / (minutes * 60)
            statement = rng.choice(
                [
                    f"{sentence(setting)}. In {minutes} min {percent} % of the {law.species} "
                    f"reacts. Find the rate constant in {unit}.",
                    f"After {minutes} min {percent} % of the {law.species} is gone; {setting}. "
                    f"What is k in {unit}?",
                    f"Calculate k, in {unit}, given that {setting} and that {percent} % of "
                    f"{law.species} is used up after {minutes} min.",
                ]
            )
            steps = [
                f"Left: {100 - percent} %; ln(100 / {100 - percent}) = {ratio:.4f}.",
                f"t = {minutes} × 60 = {minutes * 60} s.",
                f"k = {ratio:.4f} / {minutes * 60} s = {significant(value, 3)} 1/s.",
            ]
            distractors = [
                (value * 60, "did not convert minutes to seconds"),
                (math.log(100 / percent) / (minutes * 60), "took what reacted for what is left"),
                (value / math.log(10), "used log10 in place of ln"),
            ]
        answer = NumberAnswer(value, unit)
        if unit in ("min", "h", "mmol/L"):
            steps.append(f"In {unit}: {answer.text(value)}.")
        parameters["unit"] = unit
        return worked(parameters, statement, steps, answer, distractors)


class SecondOrder(ChemistryFamily):
    """Half-life, time and concentration for rate = k [A]^2.

    1/[A] = 1/[A]0 + k t, with first half-life 1 / (k [A]0).
    """

    name: ClassVar[str] = "second-order-kinetics"
    topic: ClassVar[str] = "kinetics"

    def draw(self, rng: random.Random) -> Instance:
        law = rng.choice(SECOND_ORDER)
        k = rounded(law.k * 10 ** rng.uniform(-0.3, 0.3))
        c0 = rounded(10 ** rng.uniform(-3, -0.7), 2)
        asked = rng.choice(["half-life", "time", "concentration"])
        kt, c0t = significant(k, 3), significant(c0, 2)
        setting = (
            f"{law.what} at {law.celsius} °C follows -d[A]/dt = k [A]^2 with k = {kt} L/(mol·s)"
        )
        parameters: dict[str, JsonValue] = {"asked": asked, "k": k, "c0": c0}
        half = 1 / (k * c0)
        natural = "s" if half < 300 else "min" if half < 20000 else "h"
        if asked == "concentration":
            t = rounded(half * rng.uniform(0.3, 4) / SECONDS[natural], 2)
            seconds = t * SECONDS[natural]
            inverse = 1 / c0 + k * seconds
            unit = rng.choice(["mol/L", "mmol/L"])
            scale = 1.0 if unit == "mol/L" else 1000.0
            value = scale / inverse
            parameters |= {"seconds": rounded(seconds, 8)}
            statement = rng.choice(
                [
                    f"{sentence(setting)} (A = {law.species}). From {c0t} mol/L, "
                    f"what is [A] after {plain(t)} {natural}, in {unit}?",
                    f"Given that {setting}, where A is {law.species}, find [A] in {unit} after "
                    f"{plain(t)} {natural}; initially [A] = {c0t} mol/L.",
                    f"[A] = {c0t} mol/L at first, and {setting} (A: {law.species}). Calculate [A] "
                    f"in {unit} at {plain(t)} {natural}.",
                ]
            )
            steps = []
            if natural != "s":
                steps.append(f"t = {plain(t)} {natural} = {plain(seconds)} s.")
            steps += [
                f"1/[A] = 1/[A]0 + k t = 1/{c0t} + {kt} × {plain(seconds)}.",
                f"1/[A] = {significant(1 / c0, 5)} + {significant(k * seconds, 5)} = "
                f"{significant(inverse, 5)} L/mol.",
                f"[A] = {significant(1 / inverse, 4)} mol/L.",
            ]
            distractors = [
                (c0 * math.exp(-k * seconds) * scale, "used the first-order law"),
                (inverse * scale, "did not invert 1/[A]"),
                ((c0 - 1 / inverse) * scale, "gave what has reacted"),
                (scale / (k * seconds), "left 1/[A]0 out"),
            ]
            if natural != "s":
                distractors.append(
                    (scale / (1 / c0 + k * t), f"did not convert {natural} to seconds")
                )
        else:
            unit = rng.choice(["s", natural])
            if asked == "half-life":
                percent, seconds = 50, half
                goal = "half-life"
                what = f"the first half-life in {unit}"
            else:
                percent = rng.randrange(20, 91)
                seconds = half * percent / (100 - percent)
                goal = f"time for {percent} % conversion"
                what = f"the time in {unit} in which {percent} % of A reacts"
            parameters["percent"] = percent
            value = seconds / SECONDS[unit]
            statement = rng.choice(
                [
                    f"{sentence(setting)} (A = {law.species}). Starting from {c0t} "
                    f"mol/L, find {what}.",
                    f"Given that {setting}, where A is {law.species}, and [A] = {c0t} mol/L at "
                    f"first, calculate {what}.",
                    f"[A] = {c0t} mol/L at first and {setting} (A: {law.species}). What is {what}?",
                ]
            )
            if asked == "half-life":
                steps = [
                    "At the half-life 1/[A] = 2/[A]0, so k t = 1/[A]0.",
                    f"t = 1 / (k [A]0) = 1 / ({kt} × {c0t}) = {significant(seconds, 4)} s.",
                ]
            else:
                left = 1 - percent / 100
                steps = [
                    f"Left: {left:.2f} × {c0t} = {significant(left * c0, 4)} mol/L.",
                    f"k t = 1/{significant(left * c0, 4)} - 1/{c0t} = "
                    f"{significant(k * seconds, 4)} L/mol.",
                    f"t = {significant(k * seconds, 4)} / {divisor(kt)} = "
                    f"{significant(seconds, 4)} s.",
                ]
            distractors = [
                (
                    math.log(100 / (100 - percent)) / k / SECONDS[unit],
                    f"used the first-order {goal}",
                ),
                (value * c0, "left the initial concentration out"),
                (percent / 100 / (k * c0) / SECONDS[unit], "took the initial rate to last"),
            ]
        answer = NumberAnswer(value, unit)
        if unit in ("min", "h", "mmol/L"):
            steps.append(f"In {unit}: {answer.text(value)}.")
        parameters["unit"] = unit
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    FirstOrder,
    SecondOrder,
)
