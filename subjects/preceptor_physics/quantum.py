"""Quantum mechanics: bound states, matter waves and tunnelling."""

from __future__ import annotations

import math
import random
from typing import ClassVar

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.constants import (
    BOLTZMANN,
    ELECTRON_MASS,
    ELEMENTARY_CHARGE,
    NEUTRON_MASS,
    PLANCK,
    REDUCED_PLANCK,
    SPEED_OF_LIGHT,
)
from preceptor_physics.worked import PhysicsFamily, grouped, quantity, shown, worked

h, c, e = PLANCK.value, SPEED_OF_LIGHT.value, ELEMENTARY_CHARGE.value
m_e = ELECTRON_MASS.value


class ParticleInBox(PhysicsFamily):
    """An electron in an infinite well: wavelength, level energy, or width from a line."""

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
            if unit == "µm":
                steps.append(f"In µm: λ = {quantity(value, 'µm')}.")
            distractors = [
                (h * c / (first * (upper - lower)), "used n for n^2"),
                (h * c / (first * upper**2), "took the energy of the upper level alone"),
                (value / 4, "used h^2 / (2 m L^2)"),
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


class DeBroglie(PhysicsFamily):
    """De Broglie wavelength: electrons through a voltage (relativistic), thermal neutrons."""

    name: ClassVar[str] = "de-broglie-wavelength"
    topic: ClassVar[str] = "quantum mechanics"

    def draw(self, rng: random.Random) -> Instance:
        beam = rng.choice(("slow electrons", "fast electrons", "neutrons"))
        parameters: dict[str, JsonValue] = {"beam": beam}
        unit = "pm"
        if beam == "neutrons":
            t_c = rng.randint(-200, 400)
            t = t_c + 273.15
            energy = 1.5 * BOLTZMANN.value * t
            p = math.sqrt(2 * NEUTRON_MASS.value * energy)
            parameters |= {"temperature_C": t_c}
            unit = rng.choice(("pm", "nm"))
            statement = rng.choice(
                (
                    f"Neutrons have the mean kinetic energy (3/2) k T of a moderator at {t_c} °C. "
                    f"Find their de Broglie wavelength in {unit}.",
                    f"What is the de Broglie wavelength, in {unit}, of a neutron with kinetic "
                    f"energy (3/2) k T at {t_c} °C?",
                    f"A thermal neutron of kinetic energy (3/2) k T comes from a source at {t_c} "
                    f"°C. What is its de Broglie wavelength in {unit}?",
                )
            )
            data = "m_n = 1.675 × 10^-27 kg, k = 1.381 × 10^-23 J/K, h = 6.626 × 10^-34 J s."
            steps = [
                f"T = {t_c} + 273.15 = {t:.2f} K.",
                f"p = sqrt(2 m E) = sqrt(3 m k T) = sqrt(3 × 1.675 × 10^-27 × 1.381 × 10^-23 × "
                f"{t:.2f}) = {shown(p)} kg m/s.",
            ]
            distractors = [
                (h / p * math.sqrt(3), "left out the factor 3"),
                (h / p * math.sqrt(t / abs(t_c)) if t_c else math.inf, "left the °C unconverted"),
                (h / p / math.sqrt(2), "forgot the 1/2 of the kinetic energy"),
            ]
        else:
            slow = beam == "slow electrons"
            volt = 10 * rng.randint(5, 200) if slow else 5_000 * rng.randint(12, 120)
            parameters |= {"volt_V": volt}
            p = math.sqrt(2 * m_e * e * volt * (1 + e * volt / (2 * m_e * c**2)))
            given = f"{volt} V" if slow else f"{volt // 1000} kV"
            hint = "" if slow else " Relativity must be taken into account."
            statement = rng.choice(
                (
                    "What is the de Broglie wavelength, in pm, of an electron accelerated from "
                    f"rest through {given}?",
                    f"Electrons are accelerated from rest by {given}. Find their de Broglie "
                    "wavelength in pm.",
                    f"An electron gun works at {given}. What de Broglie wavelength, in pm, do its "
                    "electrons have?",
                )
            )
            statement += hint
            data = "Use m_e c^2 = 511.0 keV and h c = 1239.8 keV pm."
            kev = volt / 1000
            pc = p * c / e / 1000
            classical = math.sqrt(2 * kev * 511.0)
            steps = [
                f"Kinetic energy: K = {kev:g} keV.",
                "Momentum: (p c)^2 = K^2 + 2 K m c^2.",
                f"p c = sqrt({kev:g}^2 + 2 × {kev:g} × 511) = {shown(pc)} keV.",
            ]
            distractors = [
                (h * c / (kev * 1000 * e), "used the formula for photons"),
                (
                    1239.8e-12 / math.sqrt(kev**2 + kev * 511.0),
                    "forgot the factor 2 under the root",
                ),
                (1239.8e-12 / classical, "used the classical momentum"),
            ]
        value = h / p
        last = f"λ = h / p = 6.626 × 10^-34 / {grouped(p)} = {shown(value)} m."
        if beam != "neutrons":
            last = (
                f"λ = h c / (p c) = 1239.8 / {grouped(p * c / e / 1000)} = {quantity(value, 'pm')}."
            )
        steps.append(last)
        if beam == "neutrons":
            steps.append(f"In {unit}: λ = {quantity(value, unit)}.")
        return worked(
            parameters=parameters,
            statement=f"{statement} {data}",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
        )


class Tunnelling(PhysicsFamily):
    """Exact transmission of an electron through a rectangular barrier."""

    name: ClassVar[str] = "barrier-tunnelling"
    topic: ClassVar[str] = "quantum mechanics"
    level: ClassVar[str] = "advanced"

    def draw(self, rng: random.Random) -> Instance:
        barrier, width_nm = rng.randint(20, 80) / 10, rng.randint(10, 60) / 100
        energy = round(barrier * rng.randint(2, 8) / 10, 2)
        root = math.sqrt(2 * m_e * e) / REDUCED_PLANCK.value * 1e-9  # 5.123 per nm and sqrt(eV)
        kappa = root * math.sqrt(barrier - energy)
        x = kappa * width_nm
        factor = barrier**2 / (4 * energy * (barrier - energy))
        value = 1 / (1 + factor * math.sinh(x) ** 2)
        statement = rng.choice(
            (
                f"An electron of {energy:g} eV meets a rectangular barrier {barrier:g} eV high "
                f"and {width_nm:g} nm wide. Find the exact transmission probability (a pure "
                "number).",
                f"What is the probability (a pure number) that an electron with {energy:g} eV "
                f"tunnels through a rectangular barrier of height {barrier:g} eV and thickness "
                f"{width_nm:g} nm? Do not use the thick-barrier approximation.",
                f"Find the exact transmission coefficient, a pure number, of a {width_nm:g} nm "
                f"thick square barrier of {barrier:g} eV for electrons of {energy:g} eV.",
            )
        )
        return worked(
            parameters={"energy_eV": energy, "barrier_eV": barrier, "width_nm": width_nm},
            statement=f"{statement} Use sqrt(2 m_e)/ħ = 5.123 per nm and per root eV.",
            value=value,
            unit=None,
            steps=[
                f"κ = 5.123 × sqrt(V0 - E) = 5.123 × sqrt({barrier:g} - {energy:g}) = "
                f"{shown(kappa)} 1/nm.",
                f"κ L = {shown(kappa)} × {width_nm:g} = {shown(x)} and sinh({shown(x)}) = "
                f"{shown(math.sinh(x))}.",
                f"V0^2 / (4 E (V0 - E)) = {barrier:g}^2 / (4 × {energy:g} × ({barrier:g} - "
                f"{energy:g})) = {shown(factor)}.",
                "T = 1 / (1 + V0^2 sinh^2(κ L) / (4 E (V0 - E))).",
                f"T = 1 / (1 + {shown(factor)} × {grouped(math.sinh(x))}^2) = {shown(value)}.",
            ],
            distractors=[
                (math.exp(-2 * x), "kept only the exponential"),
                (math.exp(-x), "forgot the factor 2 in the exponent"),
                (1 / (1 + factor * math.sinh(x)), "did not square the hyperbolic sine"),
                (1 / (1 + math.sinh(x) ** 2), "left out the factor of the energies"),
            ],
            rtol=0.02,
        )
