"""Nuclei: radioactive decay."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.constants import AVOGADRO
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown

NUCLIDES = (  # name, half-life as stated, its unit in seconds, molar mass in g/mol
    ("cobalt-60", 5.27, "year", 365.25 * 86400, 59.93),
    ("caesium-137", 30.1, "year", 365.25 * 86400, 136.9),
    ("iodine-131", 8.02, "d", 86400.0, 130.9),
    ("technetium-99m", 6.01, "h", 3600.0, 98.91),
    ("sodium-24", 15.0, "h", 3600.0, 23.99),
    ("phosphorus-32", 14.3, "d", 86400.0, 31.97),
)


class RadioactiveDecay(PhysicsFamily):
    """Activity of a mass of a nuclide, its activity later on, or the age of a sample.

    A = N ln 2 / T in MBq or kBq, A = A0 2^(-t/T) in kBq or Bq; ages in years or h.
    """

    name: ClassVar[str] = "radioactive-decay"
    topic: ClassVar[str] = "nuclear physics"

    def draw(self, rng: random.Random) -> Instance:
        nuclide, half, unit_text, seconds, molar = rng.choice(NUCLIDES)
        half_s = half * seconds
        rate = math.log(2) / half_s
        plural = {"year": "years", "d": "days", "h": "hours"}[unit_text]
        wanted = rng.choice(("activity of a mass", "later activity", "age"))
        parameters: dict[str, JsonValue] = {
            "wanted": wanted,
            "nuclide": nuclide,
            "half_life_s": half_s,
            "molar_g": molar,
        }
        data = f"The half-life of {nuclide} is {half:g} {plural}."
        if wanted == "activity of a mass":
            ng = rng.randint(2, 90)
            atoms = ng * 1e-9 / molar * AVOGADRO.value
            value = rate * atoms
            unit = "MBq" if value > 1e6 else "kBq"
            parameters |= {"mass_ng": ng}
            statement = rng.choice(
                (
                    f"What is the activity of {ng} ng of pure {nuclide}, in {unit}?",
                    f"Find the activity in {unit} of a sample that holds {ng} ng of {nuclide}.",
                    f"A source contains {ng} ng of {nuclide}. How active is it, in {unit}?",
                )
            )
            data += f" Its molar mass is {molar:g} g/mol, and N_A = 6.022 × 10^23 1/mol."
            steps = [
                f"Half-life in seconds: {half:g} × {shown(seconds, 6)} = {shown(half_s)} s.",
                f"λ = ln(2) / T = ln(2) / {grouped(half_s)} = {shown(rate)} 1/s.",
                f"N = {ng} × 10^-9 / {molar:g} × 6.022 × 10^23 = {shown(atoms)}.",
                f"A = λ N = {shown(rate)} × {shown(atoms)} = {shown(value)} Bq.",
                f"In {unit}: A = {quantity(value, unit)}.",
            ]
            distractors = [
                (atoms / half_s, "left out ln 2"),
                (value * seconds, "did not convert the half-life to seconds"),
                (value / 1000, "wrong power of ten of the prefix"),
            ]
        else:
            start = rng.randint(20, 900)
            fraction_of_half = rng.randint(3, 35) / 10
            after = float(f"{fraction_of_half * half:.3g}")
            left = 0.5 ** (after / half)
            parameters |= {"start_kBq": start}
            if wanted == "later activity":
                unit, value = rng.choice(("kBq", "Bq")), start * 1e3 * left
                parameters |= {"after_s": after * seconds}
                statement = rng.choice(
                    (
                        f"A {nuclide} source has an activity of {start} kBq. What is it after "
                        f"{after:g} {plural}, in {unit}?",
                        f"The activity of a {nuclide} sample is {start} kBq today. Find it in "
                        f"{unit} {after:g} {plural} later.",
                        f"What activity, in {unit}, is left of {start} kBq of {nuclide} after "
                        f"{after:g} {plural}?",
                    )
                )
                steps = [
                    f"Number of half-lives: n = {after:g} / {half:g} = {shown(after / half)}.",
                    f"Fraction left: 0.5^{shown(after / half)} = {shown(left)}.",
                    f"A = {start} × {shown(left)} = {quantity(value, 'kBq')}.",
                ]
                steps += restated("A", value, unit, solved_in="kBq")
                distractors = [
                    (start * 1e3 * math.exp(-after / half), "used e for 2 as the base"),
                    (start * 1e3 * (1 - left), "gave the part that has decayed"),
                    (start * 1e3 / (1 + after / half), "used a decay that is not exponential"),
                ]
            else:
                now = float(f"{start * left:.3g}")
                age = half_s * math.log2(start / now)
                unit, value = {"year": "year", "d": "h", "h": "h"}[unit_text], age
                parameters |= {"now_kBq": now}
                asked = "years (unit: year)" if unit == "year" else "h"
                statement = rng.choice(
                    (
                        f"The activity of a {nuclide} source has fallen from {start} kBq to "
                        f"{now:g} kBq. How long did that take, in {asked}?",
                        f"A {nuclide} sample had {start} kBq and now has {now:g} kBq. Find the "
                        f"time that has passed in {asked}.",
                        f"How long, in {asked}, does {nuclide} take to fall from {start} kBq to "
                        f"{now:g} kBq?",
                    )
                )
                steps = [
                    f"A = A0 × 2^(-t/T), so t = T × ln(A0 / A) / ln(2), with T = {half:g} "
                    f"{plural}.",
                    f"ln({start} / {now:g}) / ln(2) = {shown(math.log2(start / now))}.",
                    f"t = {half:g} × {shown(math.log2(start / now))} = "
                    f"{shown(age / seconds)} {plural}.",
                ]
                if unit_text == "d":
                    steps.append(f"In h: t = {shown(age / seconds)} × 24 = {quantity(age, 'h')}.")
                distractors = [
                    (half_s * math.log(start / now), "left out ln 2"),
                    (half_s * math.log10(start / now), "used the logarithm to base 10"),
                    (half_s * start / now / 2, "used a straight line for the exponential"),
                ]
        answer = QuantityAnswer(value, unit, rtol=0.015)
        return worked_quantity(parameters, f"{statement} {data}", steps, answer, distractors)


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (RadioactiveDecay,)
