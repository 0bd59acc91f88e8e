"""One- and two-step problems with small whole numbers: where a small model begins to learn.

The derivations do one operation a step, and every value is exact.
"""

from __future__ import annotations

import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import shown


class NewtonSecondLaw(PhysicsFamily):
    """F = m a, for the force in N, the mass in kg or the acceleration in m/s^2."""

    name: ClassVar[str] = "newton-second-law"
    topic: ClassVar[str] = "dynamics"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        m, a = rng.randint(2, 20), rng.randint(2, 9)
        force = m * a
        body = rng.choice(("cart", "crate", "sled", "trolley", "box"))
        wanted = rng.choice(("force", "acceleration", "mass"))
        if wanted == "force":
            value, unit = force, "N"
            statement = rng.choice(
                (
                    f"A {body} of mass {m} kg accelerates at {a} m/s^2. What net force acts on "
                    "it, in N?",
                    f"What net force, in N, gives a {m} kg {body} an acceleration of {a} m/s^2?",
                    f"Find the net force in N on a {body} (mass {m} kg) whose acceleration is "
                    f"{a} m/s^2.",
                )
            )
            steps = ["Newton's second law: F = m a.", f"F = {m} × {a} = {force} N."]
            distractors = [(m + a, "added mass and acceleration"), (m / a, "divided mass by a")]
        elif wanted == "acceleration":
            value, unit = a, "m/s^2"
            statement = rng.choice(
                (
                    f"A net force of {force} N acts on a {body} of mass {m} kg. What is its "
                    "acceleration in m/s^2?",
                    f"A {m} kg {body} is pulled by a net force of {force} N. Find its "
                    "acceleration in m/s^2.",
                    f"With what acceleration, in m/s^2, does a {m} kg {body} move under a net "
                    f"force of {force} N?",
                )
            )
            steps = [
                "Newton's second law: F = m a, so a = F / m.",
                f"a = {force} / {m} = {a} m/s^2.",
            ]
            distractors = [(force * m, "multiplied F by m"), (m / force, "divided m by F")]
        else:
            value, unit = m, "kg"
            statement = rng.choice(
                (
                    f"A net force of {force} N gives a {body} an acceleration of {a} m/s^2. "
                    "What is its mass in kg?",
                    f"A {body} accelerates at {a} m/s^2 under a net force of {force} N. Find its "
                    "mass in kg.",
                    f"What mass, in kg, has a {body} that a net force of {force} N accelerates "
                    f"at {a} m/s^2?",
                )
            )
            steps = [
                "Newton's second law: F = m a, so m = F / a.",
                f"m = {force} / {a} = {m} kg.",
            ]
            distractors = [(force * a, "multiplied F by a"), (a / force, "divided a by F")]
        return worked_quantity(
            {"wanted": wanted, "mass_kg": m, "acceleration_m_s2": a, "force_N": force},
            statement,
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class UniformAcceleration(PhysicsFamily):
    """v = u + a t in m/s, or x = u t + a t^2 / 2 in m."""

    name: ClassVar[str] = "uniform-acceleration"
    topic: ClassVar[str] = "kinematics"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        u, a, t = rng.randint(0, 12), rng.choice((2, 4, 6)), rng.randint(2, 9)
        car = rng.choice(("race car", "drone", "rocket sled", "small aircraft"))
        wanted = rng.choice(("speed", "distance"))
        start = f"from rest at {a} m/s^2" if u == 0 else f"from {u} m/s at {a} m/s^2"
        if wanted == "speed":
            value, unit = u + a * t, "m/s"
            statement = rng.choice(
                (
                    f"A {car} accelerates {start} for {t} s. What is its final speed in m/s?",
                    f"Starting {start}, a {car} speeds up for {t} s. Find its speed in m/s at "
                    "the end.",
                    f"How fast, in m/s, is a {car} moving after it accelerates {start} for {t} s?",
                )
            )
            steps = [
                "Final speed: v = u + a t.",
                f"a t = {a} × {t} = {a * t} m/s.",
                f"v = {u} + {a * t} = {value} m/s.",
            ]
            distractors = [
                (a * t, "left out the initial speed"),
                (u + a, "left out the time"),
                (u + a * t * t / 2, "used the formula for distance without u t"),
            ]
        else:
            value, unit = u * t + a * t * t // 2, "m"
            statement = rng.choice(
                (
                    f"A {car} accelerates {start} for {t} s. How far does it travel, in m?",
                    f"Starting {start}, a {car} speeds up for {t} s. Find the distance covered "
                    "in m.",
                    f"What distance, in m, does a {car} cover while accelerating {start} for "
                    f"{t} s?",
                )
            )
            steps = [
                "Distance: x = u t + a t^2 / 2.",
                f"u t = {u} × {t} = {u * t} m.",
                f"t^2 = {t} × {t} = {t * t} s^2.",
                f"a t^2 / 2 = {a} × {t * t} / 2 = {a * t * t // 2} m.",
                f"x = {u * t} + {a * t * t // 2} = {value} m.",
            ]
            distractors = [
                (u * t + a * t * t, "forgot the factor 1/2"),
                (u * t + a * t / 2, "did not square the time"),
                ((u + a * t) * t, "used the final speed as if it held all the time"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "initial_speed_m_s": u,
                "acceleration_m_s2": a,
                "time_s": t,
            },
            statement,
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class KineticEnergy(PhysicsFamily):
    """E = m v^2 / 2, in J."""

    name: ClassVar[str] = "kinetic-energy"
    topic: ClassVar[str] = "work and energy"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        m, v = 2 * rng.randint(1, 10), rng.randint(2, 12)
        body = rng.choice(("cart", "stone", "dog", "trolley", "sled"))
        energy = m * v * v // 2
        statement = rng.choice(
            (
                f"A {body} of mass {m} kg moves at {v} m/s. What is its kinetic energy in J?",
                f"Find the kinetic energy, in J, of a {m} kg {body} moving at {v} m/s.",
                f"How much kinetic energy (in J) has a {body} of {m} kg whose speed is {v} m/s?",
                f"How much work, in J, brings a {m} kg {body} from rest to a speed of {v} m/s?",
            )
        )
        return worked_quantity(
            {"mass_kg": m, "speed_m_s": v},
            statement,
            [
                "Kinetic energy: E = m v^2 / 2.",
                f"v^2 = {v} × {v} = {v * v} m^2/s^2.",
                f"m v^2 = {m} × {v * v} = {m * v * v} J.",
                f"E = {m * v * v} / 2 = {energy} J.",
            ],
            QuantityAnswer(energy, "J"),
            [
                (m * v * v, "forgot the factor 1/2"),
                (m * v / 2, "did not square the speed"),
                (m * v, "computed the momentum"),
            ],
        )


class OhmPower(PhysicsFamily):
    """P = V I = I^2 R in W, from two of voltage, current and resistance."""

    name: ClassVar[str] = "resistor-power"
    topic: ClassVar[str] = "direct current"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        current, resistance = rng.randint(2, 9), rng.randint(2, 12)
        voltage = current * resistance
        power = current * voltage
        known = rng.choice(("current and resistance", "voltage and current", "voltage"))
        if known == "current and resistance":
            given = f"a resistor of {resistance} Ω carries a current of {current} A"
            steps = [
                "Power: P = I^2 R.",
                f"I^2 = {current} × {current} = {current**2} A^2.",
                f"P = {current**2} × {resistance} = {power} W.",
            ]
            distractors: list[tuple[float, str]] = [
                (voltage, "did not square the current"),
                (current * resistance**2, "squared the resistance instead of the current"),
            ]
        elif known == "voltage and current":
            given = f"a lamp draws {current} A from a supply of {voltage} V"
            steps = ["Power: P = V I.", f"P = {voltage} × {current} = {power} W."]
            distractors = [
                (voltage / current, "divided V by I, which is the resistance"),
                (voltage * current**2, "squared the current"),
            ]
        else:
            given = f"a voltage of {voltage} V lies across a resistor of {resistance} Ω"
            steps = [
                "Ohm's law: I = V / R.",
                f"I = {voltage} / {resistance} = {current} A.",
                f"Power: P = V I = {voltage} × {current} = {power} W.",
            ]
            distractors = [
                (current, "stopped at the current"),
                (voltage * resistance, "multiplied V by R"),
            ]
        sentence = given[0].upper() + given[1:]
        statement = rng.choice(
            (
                f"{sentence}. What power is turned into heat, in W?",
                f"Find the power in W when {given}.",
                f"{sentence}. How many watts (W) does it take up?",
            )
        )
        return worked_quantity(
            {
                "known": known,
                "current_A": current,
                "resistance_ohm": resistance,
                "voltage_V": voltage,
            },
            statement,
            steps,
            QuantityAnswer(power, "W"),
            distractors,
        )


class Density(PhysicsFamily):
    """ρ = m / V of a block with whole-number edges: density in g/cm^3 or mass in g."""

    name: ClassVar[str] = "block-density"
    topic: ClassVar[str] = "properties of matter"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        a, b, c = (rng.randint(2, 6) for _ in range(3))
        rho = rng.randint(2, 9)
        volume = a * b * c
        mass = rho * volume
        material = rng.choice(("block", "bar", "brick"))
        size = f"{a} cm by {b} cm by {c} cm"
        wanted = rng.choice(("density", "mass"))
        first = f"Volume: V = {a} × {b} × {c} = {volume} cm^3."
        if wanted == "density":
            value, unit = rho * 1000.0, "g/cm^3"
            statement = rng.choice(
                (
                    f"A {material} measures {size} and has a mass of {mass} g. What is its "
                    "density in g/cm^3?",
                    f"Find the density in g/cm^3 of a {material} of {size} with mass {mass} g.",
                    f"A {material} of mass {mass} g has edges of {size}. Work out its density "
                    "in g/cm^3.",
                )
            )
            steps = [first, f"Density: ρ = m / V = {mass} / {volume} = {rho} g/cm^3."]
            distractors = [
                (1000.0 * mass / (a * b), "used an area for the volume"),
                (1000.0 * mass / (a + b + c), "added the edges instead of multiplying them"),
                (1000.0 * volume / mass, "divided volume by mass"),
            ]
        else:
            value, unit = mass / 1000, "g"
            statement = rng.choice(
                (
                    f"A {material} of {size} has a density of {rho} g/cm^3. What is its mass in g?",
                    f"Find the mass in g of a {material} that measures {size}; its density is "
                    f"{rho} g/cm^3.",
                    f"What mass, in g, has a {material} with edges of {size} and density "
                    f"{rho} g/cm^3?",
                )
            )
            steps = [first, f"Mass: m = ρ V = {rho} × {volume} = {mass} g."]
            distractors = [
                (rho * a * b / 1000, "used an area for the volume"),
                (volume / rho / 1000, "divided the volume by the density"),
                (rho * (a + b + c) / 1000, "added the edges instead of multiplying them"),
            ]
        return worked_quantity(
            {"wanted": wanted, "edges_cm": [a, b, c], "mass_g": mass, "density": rho},
            statement,
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class WaveSpeed(PhysicsFamily):
    """v = f λ in m/s, with the wavelength in cm."""

    name: ClassVar[str] = "wave-speed"
    topic: ClassVar[str] = "waves"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        f, wavelength_cm = rng.randint(2, 12), 10 * rng.randint(2, 12)
        wavelength = wavelength_cm / 100
        speed = f * wavelength_cm / 100
        where = rng.choice(("on a rope", "on a water surface", "on a long spring"))
        statement = rng.choice(
            (
                f"A wave {where} has frequency {f} Hz and wavelength {wavelength_cm} cm. What is "
                "its speed in m/s?",
                f"Find the speed in m/s of a wave {where} with wavelength {wavelength_cm} cm and "
                f"frequency {f} Hz.",
                f"Waves {where} have a wavelength of {wavelength_cm} cm, and {f} crests pass a "
                "point every second. How fast do they travel, in m/s?",
            )
        )
        return worked_quantity(
            {"frequency_Hz": f, "wavelength_cm": wavelength_cm},
            statement,
            [
                f"Wavelength in metres: λ = {wavelength_cm} / 100 = {shown(wavelength)} m.",
                f"Wave speed: v = f λ = {f} × {shown(wavelength)} = {shown(speed)} m/s.",
            ],
            QuantityAnswer(speed, "m/s"),
            [
                (f * wavelength_cm, "did not convert centimetres to metres"),
                (wavelength / f, "divided the wavelength by the frequency"),
                (f / wavelength, "divided the frequency by the wavelength"),
            ],
        )


class LiftingEnergy(PhysicsFamily):
    """P = m g h / t in W, with g = 10 m/s^2."""

    name: ClassVar[str] = "lifting-power"
    topic: ClassVar[str] = "work and energy"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        h, t = rng.randint(2, 12), rng.randint(2, 10)
        m = t * rng.randint(1, 6)
        energy = m * 10 * h
        power = energy // t
        machine = rng.choice(("A crane", "A winch", "A lift", "A hoist"))
        statement = rng.choice(
            (
                f"{machine} raises a load of {m} kg by {h} m in {t} s. With g = 10 m/s^2, what "
                "is its average power in W?",
                f"{machine} lifts {m} kg through a height of {h} m. It takes {t} s. Find the "
                "average power in W, with g = 10 m/s^2.",
                f"What average power, in W, is needed to lift {m} kg by {h} m in {t} s? Take "
                "g = 10 m/s^2.",
            )
        )
        return worked_quantity(
            {"mass_kg": m, "height_m": h, "time_s": t, "g_m_s2": 10},
            statement,
            [
                f"Weight: F = m g = {m} × 10 = {m * 10} N.",
                f"Work: W = F h = {m * 10} × {h} = {energy} J.",
                f"Power: P = W / t = {energy} / {t} = {power} W.",
            ],
            QuantityAnswer(power, "W"),
            [
                (energy, "stopped at the work"),
                (m * h / t, "used the mass as if it were the weight"),
                (energy * t, "multiplied by the time"),
            ],
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    NewtonSecondLaw,
    UniformAcceleration,
    KineticEnergy,
    OhmPower,
    Density,
    WaveSpeed,
    LiftingEnergy,
)
