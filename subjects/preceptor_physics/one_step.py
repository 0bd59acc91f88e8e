"""One multiplication or subtraction of single digits: the first thing a small model learns.

A statement is one or two short sentences and a derivation the law with the numbers put in,
so that whole runs of training and evaluation take seconds.
"""

from __future__ import annotations

import random
from typing import ClassVar

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.worked import PhysicsFamily, worked


def _product(
    law: str,
    first: int,
    second: int,
    unit: str,
    *,
    parameters: dict[str, JsonValue],
    statement: str,
) -> Instance:
    """An instance of a law ``name: z = x y`` with ``x = first`` and ``y = second``, in SI."""
    symbol = law.partition(": ")[2].partition(" = ")[0]
    value = first * second
    return worked(
        parameters=parameters,
        statement=statement,
        value=value,
        unit=unit,
        steps=[f"{law}.", f"{symbol} = {first} × {second} = {value} {unit}."],
        distractors=[
            (first + second, "added instead of multiplying"),
            (first / second, "divided the first value by the second"),
            (second / first, "divided the second value by the first"),
        ],
    )


class OhmsLaw(PhysicsFamily):
    """V = I R, for the voltage across a resistor."""

    name: ClassVar[str] = "ohms-law"
    topic: ClassVar[str] = "circuits"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        current, resistance = rng.randint(2, 9), rng.randint(2, 9)
        part = rng.choice(
            ("resistor", "heater", "lamp", "coil", "wire", "toaster", "filament", "bulb")
        )
        statement = rng.choice(
            (
                f"A current of {current} A flows through a {resistance} Ω {part}. What is the "
                "voltage across it in V?",
                f"A {part} of {resistance} Ω carries a current of {current} A. Find the voltage "
                "across it in V.",
                f"What voltage, in V, drives a current of {current} A through a {part} of "
                f"{resistance} Ω?",
                f"Find the voltage in V across a {part} with resistance {resistance} Ω and "
                f"current {current} A.",
            )
        )
        return _product(
            "Ohm's law: V = I R",
            current,
            resistance,
            "V",
            parameters={"current_A": current, "resistance_ohm": resistance},
            statement=statement,
        )


class ConstantSpeed(PhysicsFamily):
    """d = v t, for the distance covered at constant speed."""

    name: ClassVar[str] = "constant-speed"
    topic: ClassVar[str] = "kinematics"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        speed, time = rng.randint(2, 9), rng.randint(2, 9)
        mover = rng.choice(
            ("cyclist", "runner", "boat", "skater", "robot", "cart", "horse", "swan")
        )
        statement = rng.choice(
            (
                f"A {mover} moves at a constant {speed} m/s for {time} s. How far does it get, "
                "in m?",
                f"What distance, in m, does a {mover} cover in {time} s at a constant speed of "
                f"{speed} m/s?",
                f"For {time} s a {mover} keeps a constant speed of {speed} m/s. Find the distance "
                "covered in m.",
                f"Find the distance in m that a {mover} travels at a steady {speed} m/s in "
                f"{time} s.",
            )
        )
        return _product(
            "Distance: d = v t",
            speed,
            time,
            "m",
            parameters={"speed_m_s": speed, "time_s": time},
            statement=statement,
        )


class Momentum(PhysicsFamily):
    """p = m v."""

    name: ClassVar[str] = "momentum"
    topic: ClassVar[str] = "momentum"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        mass, speed = rng.randint(2, 9), rng.randint(2, 9)
        body = rng.choice(("ball", "stone", "cart", "sled", "box", "puck", "toy car", "drone"))
        statement = rng.choice(
            (
                f"A {body} of mass {mass} kg moves at {speed} m/s. What is its momentum in kg m/s?",
                f"Find the momentum, in kg m/s, of a {mass} kg {body} with a speed of {speed} m/s.",
                f"What momentum, in kg m/s, has a {body} of {mass} kg that travels at {speed} m/s?",
                f"With a speed of {speed} m/s, what is the momentum of a {mass} kg {body} in "
                "kg m/s?",
            )
        )
        return _product(
            "Momentum: p = m v",
            mass,
            speed,
            "kg m/s",
            parameters={"mass_kg": mass, "speed_m_s": speed},
            statement=statement,
        )


class WorkOfAForce(PhysicsFamily):
    """W = F d, for a constant force along the displacement."""

    name: ClassVar[str] = "work-of-a-force"
    topic: ClassVar[str] = "work and energy"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        force, distance = rng.randint(2, 9), rng.randint(2, 9)
        body = rng.choice(("box", "crate", "sled", "cart", "chair", "trolley", "table", "suitcase"))
        statement = rng.choice(
            (
                f"A force of {force} N pushes a {body} {distance} m in its direction. How much "
                "work does it do, in J?",
                f"What work, in J, does a force of {force} N do when it pulls a {body} forward "
                f"by {distance} m?",
                f"Find the work in J done by {force} N of force on a {body} that moves "
                f"{distance} m along it.",
                f"Over {distance} m a {body} is pulled with {force} N along its path. Find the "
                "work done in J.",
            )
        )
        return _product(
            "Work: W = F d",
            force,
            distance,
            "J",
            parameters={"force_N": force, "distance_m": distance},
            statement=statement,
        )


class NetForce(PhysicsFamily):
    """F = F1 - F2, for two forces in opposite directions."""

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
        return worked(
            parameters={"larger_N": larger, "smaller_N": smaller},
            statement=statement,
            value=net,
            unit="N",
            steps=["Opposite forces: F = F1 - F2.", f"F = {larger} - {smaller} = {net} N."],
            distractors=[
                (larger + smaller, "added opposite forces"),
                (larger, "took only the larger force"),
                (smaller, "took only the smaller force"),
            ],
        )
