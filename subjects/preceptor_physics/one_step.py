"""One multiplication or subtraction of single digits: the first thing a small model learns.

A statement is one or two short sentences and a derivation the law with the numbers put in,
so that whole runs of training and evaluation take seconds.
"""

from __future__ import annotations

import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity


class Product(PhysicsFamily):
    """Base of the laws ``z = x y``, for single digits ``x`` and ``y`` in SI units.

    Attributes:
        law: The law with its name, ``name: z = x y``.
        unit: Unit of ``z``.
        factors: The names of ``x`` and ``y`` among the parameters.
        things: What the statement is about; one of them is drawn.
        statements: Wordings with the fields ``{x}``, ``{y}`` and ``{thing}``.
    """

    level: ClassVar[str] = "school"
    law: ClassVar[str]
    unit: ClassVar[str]
    factors: ClassVar[tuple[str, str]]
    things: ClassVar[tuple[str, ...]]
    statements: ClassVar[tuple[str, ...]]

    def draw(self, rng: random.Random) -> Instance:
        x, y = rng.randint(2, 9), rng.randint(2, 9)
        thing = rng.choice(self.things)
        symbol = self.law.partition(": ")[2].partition(" = ")[0]
        return worked_quantity(
            dict(zip(self.factors, (x, y), strict=True)),
            rng.choice(self.statements).format(x=x, y=y, thing=thing),
            [f"{self.law}.", f"{symbol} = {x} × {y} = {x * y} {self.unit}."],
            QuantityAnswer(x * y, self.unit),
            [
                (x + y, "added instead of multiplying"),
                (x / y, "divided the first value by the second"),
                (y / x, "divided the second value by the first"),
            ],
        )


class OhmsLaw(Product):
    """Ohm's law V = I R, for the voltage across a resistor in V."""

    name: ClassVar[str] = "ohms-law"
    topic: ClassVar[str] = "circuits"
    law = "Ohm's law: V = I R"
    unit = "V"
    factors = ("current_A", "resistance_ohm")
    things = ("resistor", "heater", "lamp", "coil", "wire", "toaster", "filament", "bulb")
    statements = (
        "A current of {x} A flows through a {y} Ω {thing}. What is the voltage across it in V?",
        "A {thing} of {y} Ω carries a current of {x} A. Find the voltage across it in V.",
        "What voltage, in V, drives a current of {x} A through a {thing} of {y} Ω?",
        "Find the voltage in V across a {thing} with resistance {y} Ω and current {x} A.",
    )


class ConstantSpeed(Product):
    """d = v t, for the distance in m covered at constant speed."""

    name: ClassVar[str] = "constant-speed"
    topic: ClassVar[str] = "kinematics"
    law = "Distance: d = v t"
    unit = "m"
    factors = ("speed_m_s", "time_s")
    things = ("cyclist", "runner", "boat", "skater", "robot", "cart", "horse", "swan")
    statements = (
        "A {thing} moves at a constant {x} m/s for {y} s. How far does it get, in m?",
        "What distance, in m, does a {thing} cover in {y} s at a constant speed of {x} m/s?",
        "For {y} s a {thing} keeps a constant speed of {x} m/s. Find the distance covered in m.",
        "Find the distance in m that a {thing} travels at a steady {x} m/s in {y} s.",
    )


class Momentum(Product):
    """p = m v, in kg m/s."""

    name: ClassVar[str] = "momentum"
    topic: ClassVar[str] = "momentum"
    law = "Momentum: p = m v"
    unit = "kg m/s"
    factors = ("mass_kg", "speed_m_s")
    things = ("ball", "stone", "cart", "sled", "box", "puck", "toy car", "drone")
    statements = (
        "A {thing} of mass {x} kg moves at {y} m/s. What is its momentum in kg m/s?",
        "Find the momentum, in kg m/s, of a {x} kg {thing} with a speed of {y} m/s.",
        "What momentum, in kg m/s, has a {thing} of {x} kg that travels at {y} m/s?",
        "With a speed of {y} m/s, what is the momentum of a {x} kg {thing} in kg m/s?",
    )


class WorkOfAForce(Product):
    """W = F d, for the work in J of a constant force along the displacement."""

    name: ClassVar[str] = "work-of-a-force"
    topic: ClassVar[str] = "work and energy"
    law = "Work: W = F d"
    unit = "J"
    factors = ("force_N", "distance_m")
    things = ("box", "crate", "sled", "cart", "chair", "trolley", "table", "suitcase")
    statements = (
        "A force of {x} N pushes a {thing} {y} m in its direction. How much work does it do, in J?",
        "What work, in J, does a force of {x} N do when it pulls a {thing} forward by {y} m?",
        "Find the work in J done by {x} N of force on a {thing} that moves {y} m along it.",
        "Over {y} m a {thing} is pulled with {x} N along its path. Find the work done in J.",
    )


class NetForce(PhysicsFamily):
    """F = F1 - F2 in N, for two forces in opposite directions."""

    name: ClassVar[str] = "net-force"
    topic: ClassVar[str] = "dynamics"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        larger = rng.randint(3, 12)
        smaller = rng.randint(1, larger - 1)
        net = larger - smaller
        body = rng.choice(
            (
                *("box", "crate", "sled", "cart", "boat", "ball", "rope", "trolley"),
                *("puck", "log", "drawer", "wagon"),
            )
        )
        statement = rng.choice(
            (
                f"A {body} is pulled right with {larger} N and left with {smaller} N. What is "
                "the net force in N?",
                f"Two opposite forces of {larger} N and {smaller} N act on a {body}. Find the "
                "size of the net force in N.",
                f"What net force, in N, acts on a {body} pushed forward with {larger} N and "
                f"held back with {smaller} N?",
                f"Forces of {larger} N east and {smaller} N west act on a {body}. How large is "
                "the net force, in N?",
            )
        )
        return worked_quantity(
            {"larger_N": larger, "smaller_N": smaller},
            statement,
            ["Opposite forces: F = F1 - F2.", f"F = {larger} - {smaller} = {net} N."],
            QuantityAnswer(net, "N"),
            [
                (larger + smaller, "added opposite forces"),
                (larger, "took only the larger force"),
                (smaller, "took only the smaller force"),
            ],
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    OhmsLaw,
    ConstantSpeed,
    Momentum,
    WorkOfAForce,
    NetForce,
)
