"""Mechanics: blocks and projectiles."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.constants import G
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import DEGREE, grouped, in_km_per_hour, shown


class InclinePulley(PhysicsFamily):
    """A block pulled up a rough incline by a hanging block: acceleration or tension.

    a = (m2 g - m1 g sin θ - μ m1 g cos θ) / (m1 + m2) in m/s^2 or cm/s^2, T = m2 (g - a) in N.
    """

    name: ClassVar[str] = "incline-pulley-friction"
    topic: ClassVar[str] = "dynamics"

    def draw(self, rng: random.Random) -> Instance:
        angle = rng.choice((15, 20, 25, 30, 35, 40, 50))
        mu = rng.randint(5, 35) / 100
        m1 = rng.randint(10, 60) / 10
        sin, cos = math.sin(angle * DEGREE), math.cos(angle * DEGREE)
        # A hanging block clearly heavier than needed keeps the direction of motion certain.
        m2 = math.ceil(10 * m1 * (sin + mu * cos) * rng.randint(14, 30) / 10) / 10
        slope, friction = m1 * G * sin, mu * m1 * G * cos
        a = (m2 * G - slope - friction) / (m1 + m2)
        tension = m2 * (G - a)
        wanted = rng.choice(("acceleration", "tension"))
        setting = rng.choice(
            (
                f"A block of {m1:g} kg lies on an incline of {angle}° and is joined by a light "
                "string over a frictionless, massless pulley at the top to a hanging block of "
                f"{m2:g} kg. The coefficient of kinetic friction is {mu:g}. The hanging block "
                "moves down.",
                f"On a plane inclined at {angle}° a {m1:g} kg crate (μ_k = {mu:g}) is drawn up "
                "the slope by a cord that passes over an ideal pulley and carries a freely "
                f"hanging mass of {m2:g} kg.",
                f"Two masses are joined by a light cord over an ideal pulley: {m1:g} kg slides "
                f"up a {angle}° slope with kinetic friction coefficient {mu:g}, while {m2:g} kg "
                "hangs and descends.",
            )
        )
        steps = [
            "Up the slope: T - m1 g sin θ - μ m1 g cos θ = m1 a. Hanging mass: m2 g - T = m2 a.",
            f"Along the slope: m1 g sin θ = {m1:g} × 9.81 × sin({angle}°) = {shown(slope)} N.",
            f"Friction: μ m1 g cos θ = {mu:g} × {m1:g} × 9.81 × cos({angle}°) = "
            f"{shown(friction)} N.",
            f"Adding the equations: a = ({m2:g} × 9.81 - {shown(slope)} - {shown(friction)}) / "
            f"({m1:g} + {m2:g}) = {shown(a)} m/s^2.",
        ]
        bare = (m2 * G - slope) / (m1 + m2)
        swapped = (m2 * G - m1 * G * cos - mu * m1 * G * sin) / (m1 + m2)
        if wanted == "acceleration":
            unit = rng.choice(("m/s^2", "cm/s^2"))
            value = a
            ask = f"Find the acceleration of the blocks in {unit}, with g = 9.81 m/s^2."
            distractors = [
                (bare, "left out friction"),
                (swapped, "exchanged sine and cosine"),
                (a * (m1 + m2) / m2, "divided by the hanging mass alone"),
            ]
            if unit == "cm/s^2":
                steps.append(f"In cm/s^2: {shown(a)} × 100 = {shown(a * 100)}.")
        else:
            unit, value = "N", tension
            ask = "Find the tension in the string in N, with g = 9.81 m/s^2."
            steps.append(
                f"Tension: T = m2 (g - a) = {m2:g} × (9.81 - {shown(a)}) = {shown(tension)} N."
            )
            distractors = [
                (m2 * G, "took the tension to be the hanging weight"),
                (m2 * (G - bare), "left out friction"),
                (m2 * (G + a), "wrong sign of the acceleration"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "angle_deg": angle,
                "friction": mu,
                "m1_kg": m1,
                "m2_kg": m2,
                "g_m_s2": G,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit, rtol=0.02),
            distractors,
        )


class ProjectileFromHeight(PhysicsFamily):
    """A projectile thrown upward at an angle from a height: range, time or impact speed.

    -h = v_y t - g t^2 / 2 for the time in s and the range v_x t in m; v_f^2 = v^2 + 2 g h for the
    speed in m/s or km/h.
    """

    name: ClassVar[str] = "projectile-from-height"
    topic: ClassVar[str] = "kinematics"

    def draw(self, rng: random.Random) -> Instance:
        v, angle, h = rng.randint(8, 40), rng.choice((20, 25, 30, 40, 50, 60)), rng.randint(5, 80)
        vx, vy = v * math.cos(angle * DEGREE), v * math.sin(angle * DEGREE)
        root = math.sqrt(vy**2 + 2 * G * h)
        t = (vy + root) / G
        setting = rng.choice(
            (
                f"A ball is thrown from the top of a {h} m cliff at {v} m/s, {angle}° above the "
                "horizontal.",
                f"From a tower {h} m high a stone is launched with speed {v} m/s at an angle of "
                f"{angle}° above the horizontal.",
                f"A projectile leaves a roof {h} m above level ground at {v} m/s, directed "
                f"{angle}° upward from the horizontal.",
            )
        )
        wanted = rng.choice(("range", "time", "impact speed"))
        fall = [
            f"Components: v_x = {v} × cos({angle}°) = {shown(vx)} m/s, "
            f"v_y = {v} × sin({angle}°) = {shown(vy)} m/s.",
            f"At the ground: -{h} = v_y t - g t^2 / 2.",
            f"t = ({shown(vy)} + sqrt({grouped(vy)}^2 + 2 × 9.81 × {h})) / 9.81 = {shown(t)} s.",
        ]
        flat = 2 * vy / G
        if wanted == "range":
            unit, value = "m", vx * t
            ask = "How far away horizontally does it reach the ground, in m?"
            steps = [*fall, f"Range: x = v_x t = {shown(vx)} × {shown(t)} = {shown(value)} m."]
            distractors = [
                (vx * flat, "ignored the starting height"),
                (vy * (vx + math.sqrt(vx**2 + 2 * G * h)) / G, "exchanged sine and cosine"),
                (vx * math.sqrt(2 * h / G), "treated it as thrown horizontally"),
            ]
        elif wanted == "time":
            unit, value = "s", t
            ask = "How long is it in the air, in s?"
            steps = fall
            distractors = [
                (flat, "ignored the starting height"),
                ((root - vy) / G, "took the wrong sign of the initial velocity"),
                (math.sqrt(2 * h / G), "treated it as thrown horizontally"),
            ]
        else:
            unit = rng.choice(("m/s", "km/h"))
            value = math.sqrt(v * v + 2 * G * h)
            ask = f"With what speed does it strike the ground, in {unit}?"
            steps = [
                "Energy is conserved: v_f^2 = v^2 + 2 g h; the angle does not matter.",
                f"v_f^2 = {v}^2 + 2 × 9.81 × {h} = {shown(value**2)} m^2/s^2.",
                f"v_f = sqrt({shown(value**2)}) = {shown(value)} m/s.",
            ]
            steps += in_km_per_hour(value, unit)
            distractors = [
                (root, "left out the horizontal component"),
                (math.sqrt(2 * G * h), "left out the initial speed"),
                (v + math.sqrt(2 * G * h), "added speeds instead of their squares"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "speed_m_s": v,
                "angle_deg": angle,
                "height_m": h,
                "g_m_s2": G,
            },
            f"{setting} Ignore air resistance and take g = 9.81 m/s^2. {ask}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (InclinePulley, ProjectileFromHeight)
