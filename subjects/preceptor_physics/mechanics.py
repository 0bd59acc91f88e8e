"""Mechanics: blocks, projectiles, collisions and rigid bodies."""

from __future__ import annotations

import math
import random
from typing import ClassVar

from preceptor.families import Instance
from preceptor_physics.worked import DEGREE, PhysicsFamily, grouped, quantity, shown, worked

G = 9.81  # m/s^2, as every statement here says


class InclinePulley(PhysicsFamily):
    """A block pulled up a rough incline by a hanging block: acceleration or tension."""

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
        return worked(
            parameters={
                "wanted": wanted,
                "angle_deg": angle,
                "friction": mu,
                "m1_kg": m1,
                "m2_kg": m2,
                "g_m_s2": G,
            },
            statement=f"{setting} {ask}",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
            rtol=0.02,
        )


class ProjectileFromHeight(PhysicsFamily):
    """A projectile thrown upward at an angle from a height: range, time or impact speed."""

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
            if unit == "km/h":
                steps.append(f"In km/h: {shown(value)} × 3.6 = {shown(value * 3.6)}.")
            distractors = [
                (root, "left out the horizontal component"),
                (math.sqrt(2 * G * h), "left out the initial speed"),
                (v + math.sqrt(2 * G * h), "added speeds instead of their squares"),
            ]
        return worked(
            parameters={
                "wanted": wanted,
                "speed_m_s": v,
                "angle_deg": angle,
                "height_m": h,
                "g_m_s2": G,
            },
            statement=f"{setting} Ignore air resistance and take g = 9.81 m/s^2. {ask}",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
        )


SHAPES = (  # name, moment of inertia / (m r^2), as text
    ("solid sphere", 2 / 5, "2/5"),
    ("thin hollow sphere", 2 / 3, "2/3"),
    ("solid cylinder", 1 / 2, "1/2"),
    ("thin hoop", 1.0, "1"),
)


class RollingBody(PhysicsFamily):
    """A round body rolls down an incline without slipping: speed, acceleration or friction."""

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
            if unit == "km/h":
                steps.append(f"In km/h: {shown(speed)} × 3.6 = {shown(speed * 3.6)}.")
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
        return worked(
            parameters={
                "wanted": wanted,
                "shape": shape,
                "angle_deg": angle,
                "length_m": length,
                "mass_kg": m,
                "g_m_s2": G,
            },
            statement=f"{setting} {ask} Take g = 9.81 m/s^2.",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
        )


class BallisticPendulum(PhysicsFamily):
    """A bullet stays in a hanging block: height of the swing, or speed of the bullet."""

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
            if unit == "km/h":
                steps.append(f"In km/h: {shown(value)} × 3.6 = {shown(value * 3.6)}.")
            distractors = [
                (both * math.sqrt((m + block) / m), "conserved kinetic energy in the collision"),
                (both * (m + block) / m * 10, "left the height in centimetres"),
                (both, "stopped at the speed of the block"),
            ]
            drawn = {"height_cm": h_cm}
        return worked(
            parameters={"wanted": wanted, "bullet_g": m_g, "block_kg": block, "g_m_s2": G, **drawn},
            statement=f"{statement} Take g = 9.81 m/s^2.",
            value=value,
            unit=unit,
            steps=steps,
            distractors=distractors,
        )


class PhysicalPendulum(PhysicsFamily):
    """A uniform rod swinging about a pivot away from its centre: period or moment of inertia."""

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
        if unit == "ms":
            steps.append(f"In ms: T = {quantity(value, 'ms')}.")
        return worked(
            parameters={"length_cm": length_cm, "pivot_from_centre_cm": d_cm, "g_m_s2": G},
            statement=f"{statement} Take g = 9.81 m/s^2.",
            value=value,
            unit=unit,
            steps=steps,
            distractors=[
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
