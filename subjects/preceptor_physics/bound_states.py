"""Bound electrons: a box with rigid walls, and hydrogen-like atoms."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.constants import RYDBERG, c, e, h, m_e
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown


class ParticleInBox(PhysicsFamily):
    """An electron in an infinite well: wavelength, level energy, or width from a line.

    E_n = n^2 h^2 / (8 m L^2) and λ = h c / ΔE; λ in nm or µm, energies in eV or J, L in nm.
    """

    name: ClassVar[str] = "particle-in-a-box"
    topic: ClassVar[str] = "quantum mechanics"

    def draw(self, rng: random.Random) -> Instance:
        tenths = rng.randint(3, 20)
        width_nm = tenths / 10
        lower = rng.randint(1, 3)
        upper = lower + rng.randint(1, 3)
        # E_n = n^2 h^2 / (8 m L^2) = n^2 × 0.37603 eV / (L / nm)^2
        unit_energy = h**2 / (8 * m_e * 1e-18)
        first = unit_energy / width_nm**2
        gap = (upper**2 - lower**2) * first
        wanted = rng.choice(("wavelength", "energy", "width"))
        n2, n1 = f"n = {upper}", f"n = {lower}"
        parameters: dict[str, JsonValue] = {"wanted": wanted, "upper": upper, "lower": lower}
        data = "Use h^2 / (8 m_e) = 0.3760 eV nm^2 and h c = 1239.8 eV nm."
        squares = f"({upper}^2 - {lower}^2)"
        e1 = f"E1 = h^2 / (8 m L^2) = 0.3760 / {width_nm:g}^2 = {shown(first / e)} eV."
        diff = f"ΔE = {squares} × {shown(first / e)} = {shown(gap / e)} eV."
        if wanted == "width":
            nm = float(f"{h * c / gap * 1e9:.3g}")
            level = h * c / (nm * 1e-9) / (upper**2 - lower**2)
            unit, value = "nm", math.sqrt(unit_energy / level) * 1e-9
            parameters |= {"wavelength_nm": nm}
            statement = rng.choice(
                (
                    f"An electron in a one-dimensional infinite well emits light of {nm:g} nm "
                    f"when it falls from {n2} to {n1}. Find the width of the well in nm.",
                    f"The transition from {n2} to {n1} of an electron in a box (one dimension, "
                    f"rigid walls) gives a photon of {nm:g} nm. How wide is the box, in nm?",
                    f"How wide, in nm, is a one-dimensional box with rigid walls in which an "
                    f"electron absorbs light of {nm:g} nm in going from {n1} to {n2}?",
                )
            )
            steps = [
                f"ΔE = h c / λ = 1239.8 / {nm:g} = {shown(h * c / (nm * 1e-9) / e)} eV.",
                f"ΔE = {squares} E1, so E1 = {shown(h * c / (nm * 1e-9) / e)} / "
                f"{upper**2 - lower**2} = {shown(level / e)} eV.",
                f"L = sqrt(0.3760 / E1) = sqrt(0.3760 / {grouped(level / e)}) = "
                f"{shown(value * 1e9)} nm.",
            ]
            distractors = [
                (value**2 * 1e9, "forgot the square root"),
                (value * math.sqrt(1 / (upper + lower)), "used n for n^2"),
                (value / math.sqrt(upper**2 - lower**2), "took the photon energy for E1"),
            ]
        elif wanted == "energy":
            unit, value = rng.choice(("eV", "J")), gap
            parameters |= {"width_nm": width_nm}
            statement = rng.choice(
                (
                    f"How much energy, in {unit}, lifts an electron from {n1} to {n2} in a "
                    f"one-dimensional box of width {width_nm:g} nm with rigid walls?",
                    f"An electron is confined to an infinite one-dimensional well {width_nm:g} nm "
                    f"wide. Find the energy between {n1} and {n2} in {unit}.",
                    f"In an infinite square well of width {width_nm:g} nm an electron falls from "
                    f"{n2} to {n1}. What energy is released, in {unit}?",
                )
            )
            steps = [e1, diff]
            if unit == "J":
                data += " 1 eV = 1.602 × 10^-19 J."
                steps.append(f"In J: {shown(gap / e)} × 1.602 × 10^-19 = {quantity(gap, 'J')}.")
            distractors = [
                (first * (upper - lower), "used n for n^2"),
                (first * (upper - lower) ** 2, "squared the difference of the numbers"),
                (gap * width_nm, "did not square the width"),
            ]
        else:
            unit, value = rng.choice(("nm", "µm")), h * c / gap
            parameters |= {"width_nm": width_nm}
            statement = rng.choice(
                (
                    f"An electron in a one-dimensional infinite well of width {width_nm:g} nm "
                    f"falls from {n2} to {n1}. What is the wavelength of the photon in {unit}?",
                    f"Find the wavelength, in {unit}, of light that an electron emits in going "
                    f"from {n2} to {n1} in a rigid one-dimensional box {width_nm:g} nm wide.",
                    f"What wavelength (in {unit}) must light have to lift an electron from {n1} "
                    f"to {n2} in an infinite square well {width_nm:g} nm wide?",
                )
            )
            steps = [
                e1,
                diff,
                f"λ = h c / ΔE = 1239.8 / {grouped(gap / e)} = {shown(value * 1e9)} nm.",
            ]
            steps += restated("λ", value, unit, solved_in="nm")
            distractors = [
                (h * c / (first * (upper - lower)), "used n for n^2"),
                (h * c / (first * upper**2), "took the energy of the upper level alone"),
                (value / 4, "used h^2 / (2 m L^2)"),
            ]
        answer = QuantityAnswer(value, unit, rtol=0.015)
        return worked_quantity(parameters, f"{statement} {data}", steps, answer, distractors)


class HydrogenLike(PhysicsFamily):
    """Lines of hydrogen and hydrogen-like ions: wavelength or photon energy.

    Rydberg: 1/λ = R Z^2 (1/n1^2 - 1/n2^2), λ in nm or µm; E = h c / λ in eV or J.
    """

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
        return worked_quantity(
            {"wanted": wanted, "Z": z, "upper": upper, "lower": lower},
            f"{statement} {data}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    ParticleInBox,
    HydrogenLike,
)
