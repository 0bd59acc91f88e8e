"""Matter waves: de Broglie wavelengths, and tunnelling."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.constants import NEUTRON_MASS, REDUCED_PLANCK, c, e, h, k, m_e
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, shown


class DeBroglie(PhysicsFamily):
    """De Broglie wavelength of electrons through a voltage or of thermal neutrons, in pm or nm.

    λ = h / p; electrons: (p c)^2 = K^2 + 2 K m c^2; neutrons: p^2 / (2 m) = (3/2) k T.
    """

    name: ClassVar[str] = "de-broglie-wavelength"
    topic: ClassVar[str] = "quantum mechanics"

    def draw(self, rng: random.Random) -> Instance:
        beam = rng.choice(("slow electrons", "fast electrons", "neutrons"))
        parameters: dict[str, JsonValue] = {"beam": beam}
        unit = "pm"
        if beam == "neutrons":
            t_c = rng.randint(-200, 400)
            t = t_c + 273.15
            energy = 1.5 * k * t
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
        answer = QuantityAnswer(value, unit)
        return worked_quantity(parameters, f"{statement} {data}", steps, answer, distractors)


class Tunnelling(PhysicsFamily):
    """Exact transmission probability of an electron through a rectangular barrier.

    T = 1 / (1 + V0^2 sinh^2(κ L) / (4 E (V0 - E))) with κ = sqrt(2 m (V0 - E)) / ħ.
    """

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
        return worked_quantity(
            {"energy_eV": energy, "barrier_eV": barrier, "width_nm": width_nm},
            f"{statement} Use sqrt(2 m_e)/ħ = 5.123 per nm and per root eV.",
            [
                f"κ = 5.123 × sqrt(V0 - E) = 5.123 × sqrt({barrier:g} - {energy:g}) = "
                f"{shown(kappa)} 1/nm.",
                f"κ L = {shown(kappa)} × {width_nm:g} = {shown(x)} and sinh({shown(x)}) = "
                f"{shown(math.sinh(x))}.",
                f"V0^2 / (4 E (V0 - E)) = {barrier:g}^2 / (4 × {energy:g} × ({barrier:g} - "
                f"{energy:g})) = {shown(factor)}.",
                "T = 1 / (1 + V0^2 sinh^2(κ L) / (4 E (V0 - E))).",
                f"T = 1 / (1 + {shown(factor)} × {grouped(math.sinh(x))}^2) = {shown(value)}.",
            ],
            QuantityAnswer(value, None, rtol=0.02),
            [
                (math.exp(-2 * x), "kept only the exponential"),
                (math.exp(-x), "forgot the factor 2 in the exponent"),
                (1 / (1 + factor * math.sinh(x)), "did not square the hyperbolic sine"),
                (1 / (1 + math.sinh(x) ** 2), "left out the factor of the energies"),
            ],
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    DeBroglie,
    Tunnelling,
)
