"""Mechanics: rolling bodies and pendulums."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.constants import G
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import DEGREE, grouped, in_km_per_hour, quantity, restated, shown

SHAPES = (  # name, moment of inertia / (m r^2), as text
    ("solid sphere", 2 / 5, "2/5"),
    ("thin hollow sphere", 2 / 3, "2/3"),
    ("solid cylinder", 1 / 2, "1/2"),
    ("thin hoop", 1.0, "1"),
)


class RollingBody(PhysicsFamily):
    """A round body rolls down an incline without slipping: speed, acceleration or friction.

    a = g sin θ / (1 + I / (m r^2)) in m/s^2, v = sqrt(2 a L) in m/s or km/h, f = (I / r^2) a in N.
    """

    name: ClassVar[str] = "rolling-incline"
    topic: ClassVar[str] = "rotation"

    def draw(self, rng: random.Random) -> Instance:
        shape, beta, beta_text = rng.choice(SHAPES)
        angle, length = rng.choice((10, 15, 20, 25, 30, 35)), rng.randint(10, 80) / 10
        m = rng.randint(5, 40) / 10
        sin, cos = math.sin(angle * DEGREE), math.cos(angle * DEGREE)
        a = G * sin / (1 + beta)
        speed = math.sqrt(2 * a * length)
        setting = rng.choice(
            (
                f"A {shape} of mass {m:g} kg rolls without slipping from rest down {length:g} m "
                f"of a {angle}° incline.",
                f"Released from rest, a {shape} ({m:g} kg) rolls without slipping along a slope "
                f"of length {length:g} m inclined at {angle}°.",
                f"A {m:g} kg {shape} starts from rest and rolls, without slipping, {length:g} m "
                f"down a plane that makes {angle}° with the horizontal.",
            )
        )
        first = [
            f"Moment of inertia: I = {beta_text} m r^2, so rolling adds {beta_text} m to the "
            "inertia.",
            "Acceleration: a = g sin θ / (1 + I / (m r^2)).",
            f"a = 9.81 × sin({angle}°) / (1 + {beta_text}) = {shown(a)} m/s^2.",
        ]
        wanted = rng.choice(("speed", "acceleration", "friction"))
        if wanted == "speed":
            unit = rng.choice(("m/s", "km/h"))
            value = speed
            ask = f"What is the speed of its centre at the bottom, in {unit}?"
            steps = [
                *first,
                f"v = sqrt(2 a L) = sqrt(2 × {shown(a)} × {length:g}) = {shown(speed)} m/s.",
            ]
            steps += in_km_per_hour(speed, unit)
            distractors = [
                (math.sqrt(2 * G * sin * length), "left out the rotational energy"),
                (math.sqrt(2 * G * cos * length / (1 + beta)), "used cosine for sine"),
                (2 * a * length, "forgot the square root"),
            ]
        elif wanted == "acceleration":
            unit, value = "m/s^2", a
            ask = "What is the acceleration of its centre, in m/s^2?"
            steps = first
            distractors = [
                (G * sin, "left out the rotation"),
                (G * cos / (1 + beta), "used cosine for sine"),
                (G * sin * beta, "multiplied by the shape factor"),
            ]
        else:
            unit, value = "N", beta * m * a
            ask = "What static friction force, in N, acts on it while it rolls?"
            steps = [
                *first,
                "Torque about the centre: f r = I a / r, so f = (I / r^2) a.",
                f"f = ({beta_text}) × {m:g} × {shown(a)} = {shown(value)} N.",
            ]
            distractors = [
                (m * G * sin, "took friction to balance the weight along the slope"),
                (m * a, "used the net force"),
                (beta * m * G * sin, "used the acceleration without rotation"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "shape": shape,
                "angle_deg": angle,
                "length_m": length,
                "mass_kg": m,
                "g_m_s2": G,
            },
            f"{setting} {ask} Take g = 9.81 m/s^2.",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class BallisticPendulum(PhysicsFamily):
    """A bullet stays in a hanging block: height of the swing, or speed of the bullet.

    m v = (m + M) V in the collision, then h = V^2 / (2 g); h in cm, mm or m, v in m/s or km/h.
    """

    name: ClassVar[str] = "ballistic-pendulum"
    topic: ClassVar[str] = "momentum"

    def draw(self, rng: random.Random) -> Instance:
        m_g, block = rng.randint(5, 30), rng.randint(10, 50) / 10
        m = m_g / 1000
        wanted = rng.choice(("height", "speed"))
        if wanted == "height":
            v = 10 * rng.randint(20, 60)
            both = m * v / (m + block)
            value, unit = both**2 / (2 * G), rng.choice(("cm", "mm", "m"))
            statement = rng.choice(
                (
                    f"A {m_g} g bullet moving at {v} m/s lodges in a {block:g} kg block that "
                    f"hangs at rest on long strings. How high does the block swing, in {unit}?",
                    f"A block of {block:g} kg hangs as a ballistic pendulum. A bullet of {m_g} g "
                    f"strikes it horizontally at {v} m/s and stays inside. Find the rise in "
                    f"{unit}.",
                    f"To what height, in {unit}, does a {block:g} kg ballistic pendulum rise when "
                    f"a {m_g} g bullet at {v} m/s embeds itself in it?",
                )
            )
            steps = [
                "The collision conserves momentum: m v = (m + M) V.",
                f"V = {m:g} × {v} / ({m:g} + {block:g}) = {shown(both)} m/s.",
                "The swing conserves energy: h = V^2 / (2 g).",
                f"h = {grouped(both)}^2 / (2 × 9.81) = {shown(value)} m.",
            ]
            if unit != "m":
                steps.append(f"In {unit}: h = {quantity(value, unit)}.")
            distractors = [
                (m * v**2 / (2 * G * (m + block)), "conserved kinetic energy in the collision"),
                (both**2 / G, "forgot the factor 1/2"),
                ((m * 1000 * v / (m * 1000 + block)) ** 2 / (2 * G), "left the bullet in grams"),
            ]
            drawn: dict[str, float] = {"speed_m_s": v}
        else:
            h_cm = rng.randint(20, 250) / 10
            h = h_cm / 100
            both = math.sqrt(2 * G * h)
            value, unit = (m + block) * both / m, rng.choice(("m/s", "km/h"))
            statement = rng.choice(
                (
                    f"A {m_g} g bullet lodges in a {block:g} kg block hanging at rest, and the "
                    f"block swings up by {h_cm:g} cm. How fast was the bullet, in {unit}?",
                    f"A ballistic pendulum of {block:g} kg rises {h_cm:g} cm after a bullet of "
                    f"{m_g} g embeds itself in it. Find the speed of the bullet in {unit}.",
                    f"What was the speed, in {unit}, of a bullet of {m_g} g that stuck in a "
                    f"{block:g} kg hanging block and lifted it by {h_cm:g} cm?",
                )
            )
            steps = [
                "The swing conserves energy: V = sqrt(2 g h).",
                f"V = sqrt(2 × 9.81 × {h:g}) = {shown(both)} m/s.",
                "The collision conserves momentum: v = (m + M) V / m.",
                f"v = ({m:g} + {block:g}) × {shown(both)} / {m:g} = {shown(value)} m/s.",
            ]
            steps += in_km_per_hour(value, unit)
            distractors = [
                (both * math.sqrt((m + block) / m), "conserved kinetic energy in the collision"),
                (both * (m + block) / m * 10, "left the height in centimetres"),
                (both, "stopped at the speed of the block"),
            ]
            drawn = {"height_cm": h_cm}
        return worked_quantity(
            {"wanted": wanted, "bullet_g": m_g, "block_kg": block, "g_m_s2": G, **drawn},
            f"{statement} Take g = 9.81 m/s^2.",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class PhysicalPendulum(PhysicsFamily):
    """The period, in s or ms, of a uniform rod that swings about a pivot away from its centre.

    T = 2π sqrt(I / (m g d)) with I / m = L^2 / 12 + d^2, by the parallel-axis theorem.
    """

    name: ClassVar[str] = "physical-pendulum"
    topic: ClassVar[str] = "rotation"

    def draw(self, rng: random.Random) -> Instance:
        length_cm = 10 * rng.randint(5, 25)
        length = length_cm / 100
        d_cm = rng.randint(length_cm // 10, length_cm // 2)
        d = d_cm / 100
        per_mass = length**2 / 12 + d**2
        value, unit = 2 * math.pi * math.sqrt(per_mass / (G * d)), rng.choice(("s", "ms"))
        statement = rng.choice(
            (
                f"A uniform thin rod {length_cm} cm long swings about a horizontal axis {d_cm} "
                f"cm from its centre. Find the period of small oscillations in {unit}.",
                f"A thin uniform bar of length {length_cm} cm is hung from a pin {d_cm} cm from "
                f"its midpoint. What is its period for small swings, in {unit}?",
                f"What is the period, in {unit}, of small oscillations of a uniform rod (length "
                f"{length_cm} cm) pivoted at a point {d_cm} cm away from its centre of mass?",
            )
        )
        steps = [
            "Parallel axes: I / m = L^2 / 12 + d^2.",
            f"I / m = {length:g}^2 / 12 + {d:g}^2 = {shown(per_mass)} m^2.",
            "Period of a physical pendulum: T = 2π sqrt((I / m) / (g d)).",
            f"T = 2π × sqrt({shown(per_mass)} / (9.81 × {d:g})) = {shown(value)} s.",
        ]
        steps += restated("T", value, unit, solved_in="s")
        return worked_quantity(
            {"length_cm": length_cm, "pivot_from_centre_cm": d_cm, "g_m_s2": G},
            f"{statement} Take g = 9.81 m/s^2.",
            steps,
            QuantityAnswer(value, unit),
            [
                (2 * math.pi * math.sqrt(d / G), "treated it as a point mass at the centre"),
                (
                    2 * math.pi * math.sqrt(length**2 / 12 / (G * d)),
                    "left out the parallel-axis term",
                ),
                (
                    2 * math.pi * math.sqrt((length**2 / 3 + d**2) / (G * d)),
                    "used the moment of inertia about the end",
                ),
                (math.sqrt(per_mass / (G * d)), "forgot the factor 2π"),
            ],
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    RollingBody,
    BallisticPendulum,
    PhysicalPendulum,
)
