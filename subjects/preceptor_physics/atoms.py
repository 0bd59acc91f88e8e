"""Atoms and nuclei: spectral lines and radioactive decay."""

from __future__ import annotations

import math
import random
from typing import ClassVar

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.constants import (
    AVOGADRO,
    ELEMENTARY_CHARGE,
    PLANCK,
    RYDBERG,
    SPEED_OF_LIGHT,
)
from preceptor_physics.worked import PhysicsFamily, grouped, quantity, shown, worked

h, c, e = PLANCK.value, SPEED_OF_LIGHT.value, ELEMENTARY_CHARGE.value


class HydrogenLike(PhysicsFamily):
    """Lines of hydrogen and hydrogen-like ions: wavelength or photon energy."""

    name: ClassVar[str] = "hydrogen-like-lines"
    topic: ClassVar[str] = "atomic physics"

    def draw(self, rng: random.Random) -> Instance:
        ion, z = rng.choice((("hydrogen", 1), ("He+", 2), ("Li2+", 3), ("Be3+", 4)))
        lower = rng.randint(1, 5)
        upper = lower + rng.randint(1, 6)
        difference = 1 / lower**2 - 1 / upper**2
        wave_number = RYDBERG.value * z**2 * difference
        energy = h * c * wave_number
        atom = "a hydrogen atom" if z == 1 else f"a {ion} ion"
        wanted = rng.choice(("wavelength", "energy"))
        data = "Take the Rydberg constant as 1.0974 × 10^7 1/m and the nucleus as infinitely heavy."
        z_text = "" if z == 1 else f"{z}^2 × "
        fraction = f"1/{lower}^2 - 1/{upper}^2 = {shown(difference)}."
        if wanted == "wavelength":
            unit, value = rng.choice(("nm", "µm")), 1 / wave_number
            statement = rng.choice(
                (
                    f"Find the wavelength, in {unit}, of the light {atom} emits when its electron "
                    f"falls from n = {upper} to n = {lower}.",
                    f"What is the wavelength in {unit} of the transition n = {upper} → {lower} in "
                    f"{atom}?",
                    f"In {atom} the electron drops from level {upper} to level {lower}. What "
                    f"wavelength, in {unit}, has the photon?",
                )
            )
            steps = [
                "Rydberg formula: 1/λ = R Z^2 (1/n1^2 - 1/n2^2).",
                fraction,
                f"1/λ = 1.0974 × 10^7 × {z_text}{shown(difference)} = {shown(wave_number)} 1/m.",
                f"λ = 1 / {grouped(wave_number)} = {shown(value)} m.",
                f"In {unit}: λ = {quantity(value, unit)}.",
            ]
            linear = RYDBERG.value * z**2 * (1 / lower - 1 / upper)
            distractors = [
                (1 / linear, "did not square the quantum numbers"),
                (value * z, "did not square Z"),
                (1 / (RYDBERG.value * z**2 / lower**2), "gave the limit of the series"),
                (value * z**2, "used Z = 1"),
                (1 / (RYDBERG.value * z**2 / upper**2), "took the upper level alone"),
            ]
        else:
            unit, value = rng.choice(("eV", "J")), energy
            data = "The ionisation energy of hydrogen is 13.606 eV."
            statement = rng.choice(
                (
                    f"What photon energy, in {unit}, lifts the electron of {atom} from "
                    f"n = {lower} to n = {upper}?",
                    f"Find the energy in {unit} of the photon emitted by {atom} in the "
                    f"transition n = {upper} → {lower}.",
                    f"The electron of {atom} falls from level {upper} to level {lower}. How much "
                    f"energy, in {unit}, does the photon carry?",
                )
            )
            steps = [
                "Levels: E_n = -13.606 eV × Z^2 / n^2.",
                fraction,
                f"ΔE = 13.606 × {z_text}{shown(difference)} = {shown(energy / e)} eV.",
            ]
            if unit == "J":
                data += " 1 eV = 1.602 × 10^-19 J."
                steps.append(
                    f"In J: {shown(energy / e)} × 1.602 × 10^-19 = {quantity(energy, 'J')}."
                )
            distractors = [
                (
                    energy * (1 / lower - 1 / upper) / difference,
                    "did not square the quantum numbers",
                ),
                (energy / z**2, "used Z = 1"),
                (energy / z, "did not square Z"),
                (h * c * RYDBERG.value * z**2 / lower**2, "gave the ionisation energy"),
            ]
        return worked(
            parameters={"wanted": wanted, "Z": z, "upper": upper, "lower": lower},
            statement=f"{statement} {data}",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
        )


NUCLIDES = (  # name, half-life as stated, its unit in seconds, molar mass in g/mol
    ("cobalt-60", 5.27, "year", 365.25 * 86400, 59.93),
    ("caesium-137", 30.1, "year", 365.25 * 86400, 136.9),
    ("iodine-131", 8.02, "d", 86400.0, 130.9),
    ("technetium-99m", 6.01, "h", 3600.0, 98.91),
    ("sodium-24", 15.0, "h", 3600.0, 23.99),
    ("phosphorus-32", 14.3, "d", 86400.0, 31.97),
)


class RadioactiveDecay(PhysicsFamily):
    """Activity of a mass of a nuclide, its activity later on, or the age of a sample."""

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
                if unit == "Bq":
                    steps.append(f"In Bq: A = {quantity(value, 'Bq')}.")
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
        return worked(
            parameters=parameters,
            statement=f"{statement} {data}",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
            rtol=0.015,
        )
