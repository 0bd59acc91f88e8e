"""One rule on single digits: the first thing a small model learns.

A statement is one short sentence and a derivation two short lines, so that whole runs of
training and evaluation take seconds.
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import gcd
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import expression
from preceptor_math.family import ExactAnswer, MathFamily
from preceptor_math.notation import Rational, polynomial, power, rational, times


class PowerRule(MathFamily):
    """The derivative of ``a x^n``, which is ``n a x^(n-1)``."""

    name: ClassVar[str] = "power-rule"
    topic: ClassVar[str] = "derivatives"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        a, n = rng.randint(2, 9), rng.randint(2, 9)
        variable, function = rng.choice("xt"), rng.choice("fghp")
        term = times(a, power(variable, n))
        answer = times(a * n, power(variable, n - 1))
        statement = rng.choice(
            (
                f"Differentiate {function}({variable}) = {term} with respect to {variable}.",
                f"Find the derivative of {function}({variable}) = {term}.",
                f"What is {function}'({variable}) for {function}({variable}) = {term}?",
                f"Let {function}({variable}) = {term}. Find {function}'({variable}).",
            )
        )
        return worked(
            {"a": a, "n": n, "variable": variable},
            statement,
            [
                f"Coefficient: {a} * {n} = {a * n}",
                f"Exponent: {n} - 1 = {n - 1}",
            ],
            TextAnswer(expression(answer, variables=(variable,))),
            [
                (times(a * n, power(variable, n)), "did not lower the exponent"),
                (times(a, power(variable, n - 1)), "did not multiply by the exponent"),
                (times(n, power(variable, n - 1)), "lost the coefficient"),
            ],
        )


class LinearValue(MathFamily):
    """The value of ``f(x) = a x + b`` at a whole number."""

    name: ClassVar[str] = "linear-value"
    topic: ClassVar[str] = "functions"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        a, b, at = rng.randint(2, 9), rng.randint(1, 9), rng.randint(2, 9)
        value, f = a * at + b, polynomial([b, a])
        statement = rng.choice(
            (
                f"Let f(x) = {f}. What is f({at})?",
                f"Find the value of f(x) = {f} at x = {at}.",
                f"What is {f} for x = {at}?",
                f"Evaluate f(x) = {f} at x = {at}.",
            )
        )
        return worked(
            {"a": a, "b": b, "at": at},
            statement,
            [
                f"{a} * {at} = {a * at}",
                f"{a * at} + {b} = {value}",
            ],
            ExactAnswer(value),
            [
                (a * at, "left out the constant term"),
                (a + at + b, "added the coefficient instead of multiplying"),
                (a * (at + b), "added before multiplying"),
            ],
        )


class RectangleArea(MathFamily):
    """The area of a rectangle, length times width, as a pure number."""

    name: ClassVar[str] = "rectangle-area"
    topic: ClassVar[str] = "geometry"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        length, width = rng.randint(2, 9), rng.randint(2, 9)
        shape = rng.choice(
            (
                *("rectangle", "rectangular field", "rectangular floor", "rectangular plate"),
                *("rectangular card", "rectangular wall", "rectangular lawn"),
                "rectangular sheet",
            )
        )
        statement = rng.choice(
            (
                f"A {shape} is {length} units long and {width} units wide. What is its area in "
                "square units?",
                f"Find the area of a {shape} with sides {length} and {width}.",
                f"What is the area of a {shape} of length {length} and width {width}?",
                f"The sides of a {shape} are {length} and {width}. Find its area.",
            )
        )
        distractors: list[tuple[Rational, str]] = [
            (2 * (length + width), "gave the perimeter"),
            (length + width, "added the sides"),
            (Fraction(length * width, 2), "halved as for a triangle"),
        ]
        return worked(
            {"length": length, "width": width},
            statement,
            [
                "Area: length times width",
                f"{length} * {width} = {length * width}",
            ],
            ExactAnswer(length * width),
            distractors,
        )


class ComplementProbability(MathFamily):
    """``1 - p/q``, the probability that an event does not happen."""

    name: ClassVar[str] = "complement-probability"
    topic: ClassVar[str] = "probability"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        q = rng.randint(3, 12)
        p = rng.choice([n for n in range(1, q) if gcd(n, q) == 1])
        event, negated = rng.choice(
            (
                ("it rains", "it does not rain"),
                ("a bus is late", "the bus is not late"),
                ("a seed sprouts", "the seed does not sprout"),
                ("a player wins", "the player does not win"),
                ("a ball is red", "the ball is not red"),
                ("a lamp fails", "the lamp does not fail"),
                ("a train is full", "the train is not full"),
                ("a shot hits", "the shot does not hit"),
                ("a card is blue", "the card is not blue"),
                ("a part is faulty", "the part is not faulty"),
            )
        )
        statement = rng.choice(
            (
                f"The probability that {event} is {p}/{q}. Find the probability that {negated}.",
                f"With probability {p}/{q} {event}. What is the probability that {negated}?",
                f"If {event} with probability {p}/{q}, how likely is it, as a fraction, that "
                f"{negated}?",
                f"What is the probability that {negated}, when the probability that {event} is "
                f"{p}/{q}?",
            )
        )
        answer = rational(Fraction(q - p, q))
        return worked(
            {"p": p, "q": q},
            statement,
            [
                f"1 = {q}/{q}",
                f"{q}/{q} - {p}/{q} = {answer}",
            ],
            ExactAnswer(Fraction(q - p, q)),
            [
                (Fraction(p, q), "gave the probability of the event"),
                (Fraction(p, q - p), "gave the odds"),
                (Fraction(q + p, q), "added instead of subtracting"),
            ],
        )


class NextTerm(MathFamily):
    """The fourth term of an arithmetic sequence from the first three: ``a_4 = a_3 + d``."""

    name: ClassVar[str] = "next-term"
    topic: ClassVar[str] = "sequences and series"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        first, step = rng.randint(1, 30), rng.randint(2, 9)
        second, third, fourth = (first + k * step for k in (1, 2, 3))
        terms = f"{first}, {second}, {third}"
        statement = rng.choice(
            (
                f"What is the next term of the arithmetic sequence {terms}, ...?",
                f"Find the number that comes next in the arithmetic sequence {terms}.",
                f"The arithmetic sequence {terms} goes on. Which number follows?",
                f"An arithmetic sequence starts {terms}. What is its fourth term?",
            )
        )
        return worked(
            {"terms": [first, second, third]},
            statement,
            [
                f"Difference: {third} - {second} = {step}",
                f"{third} + {step} = {fourth}",
            ],
            ExactAnswer(fourth),
            [
                (step, "gave the difference"),
                (fourth + step, "skipped a term"),
                (third + 1, "counted on by one"),
            ],
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    PowerRule,
    LinearValue,
    RectangleArea,
    ComplementProbability,
    NextTerm,
)
