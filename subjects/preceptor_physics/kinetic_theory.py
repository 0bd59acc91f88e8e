"""Kinetic theory of gases."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.constants import GAS, k
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown

GASES = (
    ("helium", 4.003),
    ("neon", 20.18),
    ("nitrogen", 28.01),
    ("oxygen", 32.00),
    ("argon", 39.95),
    ("hydrogen", 2.016),
    ("carbon dioxide", 44.01),
)
SPEEDS = {  # v = sqrt(factor × R T / M)
    "root-mean-square speed": (3.0, "3"),
    "mean speed": (8 / math.pi, "8/π"),
    "most probable speed": (2.0, "2"),
}


class MaxwellBoltzmann(PhysicsFamily):
    """Speeds of the Maxwell-Boltzmann distribution, or the temperature that gives one.

    v = sqrt(f R T / M) in m/s or km/s, with f = 3 (rms), 8/π (mean) or 2 (most probable); T in K.
    """

    name: ClassVar[str] = "maxwell-boltzmann-speed"
    topic: ClassVar[str] = "kinetic theory"

    def draw(self, rng: random.Random) -> Instance:
        gas, molar_g = rng.choice(GASES)
        molar = molar_g / 1000
        which = rng.choice(tuple(SPEEDS))
        factor, factor_text = SPEEDS[which]
        wanted = rng.choice(("speed", "temperature"))
        data = f"The molar mass is {molar_g:g} g/mol; R = 8.314 J/(mol K)."
        if wanted == "speed":
            t_c = 10 * rng.randint(-8, 60)
            t = t_c + 273.15
            value, unit = math.sqrt(factor * GAS.value * t / molar), rng.choice(("m/s", "km/s"))
            ask = rng.choice(
                (
                    f"Find the {which} of {gas} molecules at {t_c} °C in {unit}.",
                    f"What is the {which}, in {unit}, in {gas} gas at {t_c} °C?",
                    f"{gas.capitalize()} is kept at {t_c} °C. What is the {which} of its "
                    f"molecules in {unit}?",
                )
            )
            steps = [
                f"T = {t_c} + 273.15 = {t:.2f} K and M = {molar_g:g} g/mol = {molar:g} kg/mol.",
                f"The {which} is v = sqrt({factor_text} × R T / M).",
                f"v = sqrt({factor_text} × 8.314 × {t:.2f} / {molar:g}) = {shown(value)} m/s.",
            ]
            steps += restated("v", value, unit, solved_in="m/s")
            distractors = [
                (math.sqrt(factor * GAS.value * t / molar_g), "left the molar mass in grams"),
                (
                    math.sqrt(factor * GAS.value * abs(t_c) / molar),
                    "left the temperature in °C",
                ),
                (math.sqrt(GAS.value * t / molar), "left out the numerical factor"),
                *(
                    (math.sqrt(other * GAS.value * t / molar), f"gave the {name}")
                    for name, (other, _) in SPEEDS.items()
                ),
            ]
            drawn: dict[str, int] = {"temperature_C": t_c}
        else:
            v = 50 * rng.randint(6, 30)
            value, unit = molar * v**2 / (factor * GAS.value), "K"
            ask = rng.choice(
                (
                    f"At what temperature, in K, is the {which} of {gas} molecules {v} m/s?",
                    f"The {which} in a sample of {gas} is {v} m/s. Find its temperature in K.",
                    f"Find the temperature (in K) of {gas} gas whose {which} is {v} m/s.",
                )
            )
            steps = [
                f"The {which} is v = sqrt({factor_text} × R T / M), so T = M v^2 / "
                f"({factor_text} × R).",
                f"M = {molar_g:g} g/mol = {molar:g} kg/mol.",
                f"T = {molar:g} × {v}^2 / ({factor_text} × 8.314) = {shown(value)} K.",
            ]
            distractors = [
                (molar_g * v**2 / (factor * GAS.value), "left the molar mass in grams"),
                (molar * v / (factor * GAS.value), "did not square the speed"),
                *(
                    (molar * v**2 / (other * GAS.value), f"used the formula of the {name}")
                    for name, (other, _) in SPEEDS.items()
                ),
            ]
            drawn = {"speed_m_s": v}
        return worked_quantity(
            {"wanted": wanted, "gas": gas, "molar_g": molar_g, "which": which, **drawn},
            f"{ask} {data}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class MeanFreePath(PhysicsFamily):
    """Mean free path, or mean time between collisions, of hard-sphere molecules.

    λ = 1 / (sqrt(2) π d^2 n) with n = p / (k T), in µm or nm; τ = λ / sqrt(8 R T / (π M)) in s.
    """

    name: ClassVar[str] = "mean-free-path"
    topic: ClassVar[str] = "kinetic theory"

    def draw(self, rng: random.Random) -> Instance:
        gas, molar_g = rng.choice(GASES)
        d_pm, t_c = 10 * rng.randint(22, 45), 5 * rng.randint(0, 40)
        p_kpa = rng.choice((0.5, 1, 2, 5, 10, 20, 50, 101))
        t, d, p = t_c + 273.15, d_pm * 1e-12, p_kpa * 1e3
        density = p / (k * t)
        path = 1 / (math.sqrt(2) * math.pi * d**2 * density)
        speed = math.sqrt(8 * GAS.value * t / (math.pi * molar_g / 1000))
        setting = rng.choice(
            (
                f"{gas.capitalize()} molecules act as hard spheres of diameter {d_pm} pm. The "
                f"gas is at {t_c} °C and {p_kpa:g} kPa.",
                f"Take the diameter of a {gas} molecule as {d_pm} pm, in a gas at a pressure of "
                f"{p_kpa:g} kPa and a temperature of {t_c} °C.",
                f"A vessel holds {gas} at {p_kpa:g} kPa and {t_c} °C; its molecules have a "
                f"collision diameter of {d_pm} pm.",
            )
        )
        wanted = rng.choice(("path", "time"))
        steps = [
            f"T = {t_c} + 273.15 = {t:.2f} K.",
            f"Number density: n = p / (k T) = {shown(p)} / (1.381 × 10^-23 × {t:.2f}) = "
            f"{shown(density)} 1/m^3.",
            f"λ = 1 / (sqrt(2) π d^2 n) = 1 / (sqrt(2) × π × {grouped(d)}^2 × "
            f"{shown(density)}) = {shown(path)} m.",
        ]
        if wanted == "path":
            unit, value = ("µm" if path > 1e-6 else "nm"), path
            ask = f"Find the mean free path in {unit}, with k = 1.381 × 10^-23 J/K."
            steps.append(f"In {unit}: λ = {quantity(path, unit)}.")
            distractors = [
                (path * math.sqrt(2), "left out the factor sqrt(2)"),
                (4 * path, "used the radius for the diameter"),
                (path * t_c / t, "left the temperature in °C"),
            ]
        else:
            unit, value = "s", path / speed
            ask = (
                "Find the mean time between collisions of one molecule in s. Use "
                f"k = 1.381 × 10^-23 J/K, R = 8.314 J/(mol K), M = {molar_g:g} g/mol and the "
                "mean speed."
            )
            steps += [
                f"Mean speed: v = sqrt(8 R T / (π M)) = sqrt(8 × 8.314 × {t:.2f} / (π × "
                f"{molar_g / 1000:g})) = {shown(speed)} m/s.",
                f"τ = λ / v = {shown(path)} / {grouped(speed)} = {shown(value)} s.",
            ]
            distractors = [
                (value * math.sqrt(2), "left out the factor sqrt(2)"),
                (speed / path, "gave the collision rate"),
                (value / math.sqrt(1e-3), "left the molar mass in grams"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "gas": gas,
                "molar_g": molar_g,
                "diameter_pm": d_pm,
                "temperature_C": t_c,
                "pressure_kPa": p_kpa,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    MaxwellBoltzmann,
    MeanFreePath,
)
