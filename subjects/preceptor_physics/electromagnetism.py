"""Electric and magnetic fields, and charges that move in them."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.constants import (
    ALPHA_MASS,
    ELECTRON_MASS,
    ELEMENTARY_CHARGE,
    PROTON_MASS,
    VACUUM_PERMITTIVITY,
)
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown


class AxialField(PhysicsFamily):
    """Electric field, in V/m or kV/m, on the axis of a charged ring or disc.

    Ring: E = k Q x / (x^2 + a^2)^(3/2). Disc: E = (2 k Q / a^2) (1 - x / sqrt(x^2 + a^2)).
    """

    name: ClassVar[str] = "axial-field"
    topic: ClassVar[str] = "electrostatics"

    def draw(self, rng: random.Random) -> Instance:
        body = rng.choice(("ring", "disc"))
        q_nc, a_cm, x_cm = rng.randint(2, 80), rng.randint(2, 30), rng.randint(2, 40)
        q, a, x = q_nc * 1e-9, a_cm / 100, x_cm / 100
        coulomb = 1 / (4 * math.pi * VACUUM_PERMITTIVITY.value)
        unit = rng.choice(("V/m", "kV/m"))
        radius = math.hypot(a, x)
        name = "thin ring" if body == "ring" else "thin, uniformly charged disc"
        statement = rng.choice(
            (
                f"A {name} of radius {a_cm} cm carries a charge of {q_nc} nC. Find the electric "
                f"field on its axis, {x_cm} cm from the centre, in {unit}.",
                f"A charge of {q_nc} nC is spread evenly over a {name} of radius {a_cm} cm. What "
                f"is the field strength at the axial distance {x_cm} cm, in {unit}?",
                f"What is the electric field, in {unit}, on the axis of a {name} (radius {a_cm} "
                f"cm, total charge {q_nc} nC) at {x_cm} cm from its centre?",
            )
        )
        point = coulomb * q / x**2
        if body == "ring":
            value = coulomb * q * x / radius**3
            steps = [
                "By symmetry only the axial parts add: E = k Q x / (x^2 + a^2)^(3/2).",
                f"sqrt(x^2 + a^2) = sqrt({x:g}^2 + {a:g}^2) = {shown(radius)} m.",
                f"E = 8.988 × 10^9 × {q_nc} × 10^-9 × {x:g} / {grouped(radius)}^3 = "
                f"{shown(value)} V/m.",
            ]
            distractors = [
                (coulomb * q / radius**2, "left out the cosine that picks the axial part"),
                (point, "took the ring for a point charge"),
                (coulomb * q * x / radius, "used the power 1/2 for 3/2"),
            ]
        else:
            value = 2 * coulomb * q / a**2 * (1 - x / radius)
            flat = 2 * coulomb * q / a**2
            steps = [
                "Adding rings: E = (2 k Q / a^2) (1 - x / sqrt(x^2 + a^2)).",
                f"sqrt(x^2 + a^2) = sqrt({x:g}^2 + {a:g}^2) = {shown(radius, 6)} m.",
                f"2 k Q / a^2 = 2 × 8.988 × 10^9 × {q_nc} × 10^-9 / {a:g}^2 = {shown(flat)} V/m.",
                f"E = {shown(flat)} × (1 - {x:g} / {grouped(radius, 6)}) = {shown(value)} V/m.",
            ]
            distractors = [
                (flat, "took the disc for an infinite sheet"),
                (point, "took the disc for a point charge"),
                (flat * x / radius, "kept only the second term"),
            ]
        steps += restated("E", value, unit, solved_in="V/m")
        return worked_quantity(
            {"body": body, "charge_nC": q_nc, "radius_cm": a_cm, "distance_cm": x_cm},
            f"{statement} Use k = 8.988 × 10^9 N m^2/C^2.",
            steps,
            QuantityAnswer(value, unit, rtol=0.02),
            distractors,
        )


PARTICLES = (  # name, mass, charge in e
    ("electron", ELECTRON_MASS.value, 1),
    ("proton", PROTON_MASS.value, 1),
    ("alpha particle", ALPHA_MASS.value, 2),
)


class CyclotronOrbit(PhysicsFamily):
    """A slow charged particle, accelerated from rest, in a magnetic field.

    v = sqrt(2 q V / m) in km/s, r = m v / (q B) in cm or mm, T = 2π m / (q B) in µs.
    """

    name: ClassVar[str] = "magnetic-orbit"
    topic: ClassVar[str] = "magnetism"

    def draw(self, rng: random.Random) -> Instance:
        particle, mass, z = rng.choice(PARTICLES)
        light = particle == "electron"
        volt = rng.randint(10, 90) * (10 if light else 100)
        b_mt = rng.randint(5, 50) / 10 if light else 10 * rng.randint(5, 60)
        b, q = b_mt * 1e-3, z * ELEMENTARY_CHARGE.value
        speed = math.sqrt(2 * q * volt / mass)
        radius = mass * speed / (q * b)
        period = 2 * math.pi * mass / (q * b)
        article = "An" if particle[0] in "ae" else "A"
        setting = rng.choice(
            (
                f"{article} {particle} is accelerated from rest through {volt} V and enters a "
                f"uniform field of {b_mt:g} mT at right angles.",
                f"After falling through a potential difference of {volt} V, "
                f"{article.lower()} {particle} moves perpendicular to a magnetic field of "
                f"{b_mt:g} mT.",
                f"A magnetic field B = {b_mt:g} mT is perpendicular to the velocity of "
                f"{article.lower()} {particle} that {volt} V has accelerated from rest.",
            )
        )
        data = f"Use m = {shown(mass)} kg and charge {shown(q)} C; relativity can be ignored."
        wanted = rng.choice(("radius", "period", "speed"))
        v_step = (
            f"v = sqrt(2 q V / m) = sqrt(2 × {shown(q)} × {volt} / {grouped(mass)}) = "
            f"{shown(speed)} m/s."
        )
        if wanted == "radius":
            unit, value = rng.choice(("cm", "mm")), radius
            ask = f"Find the radius of its path in {unit}."
            steps = [
                v_step,
                f"r = m v / (q B) = {shown(mass)} × {shown(speed)} / ({shown(q)} × "
                f"{shown(b)}) = {shown(radius)} m.",
                f"In {unit}: r = {quantity(radius, unit)}.",
            ]
            distractors = [
                (radius / math.sqrt(2), "forgot the factor 2 in the energy"),
                (radius * 2, "gave the diameter"),
                (radius * speed, "used m v^2 for m v"),
            ]
        elif wanted == "period":
            unit, value = "µs", period
            ask = "How long does one turn take, in µs?"
            steps = [
                "The period does not depend on the speed: T = 2π m / (q B).",
                f"T = 2π × {shown(mass)} / ({shown(q)} × {shown(b)}) = {shown(period)} s.",
                f"In µs: T = {quantity(period, 'µs')}.",
            ]
            distractors = [
                (period / (2 * math.pi), "forgot the factor 2π"),
                (period / 2, "gave the time of half a turn"),
                (period * 1000, "took millitesla for microtesla"),
            ]
        else:
            unit, value = "km/s", speed
            ask = "What is its speed in km/s?"
            steps = [
                "Energy: q V = m v^2 / 2.",
                v_step,
                f"In km/s: v = {quantity(speed, 'km/s')}.",
            ]
            distractors = [
                (speed / math.sqrt(2), "forgot the factor 1/2 of the kinetic energy"),
                (speed**2, "forgot the square root"),
                (speed * 1000, "gave the speed in m/s"),
            ]
        return worked_quantity(
            {"wanted": wanted, "particle": particle, "volt_V": volt, "field_mT": b_mt},
            f"{setting} {ask} {data}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    AxialField,
    CyclotronOrbit,
)
