"""Families about congruences."""

from __future__ import annotations

import random
from math import gcd
from typing import ClassVar, Final

from preceptor.families import Instance, worked
from preceptor_math.family import ExactAnswer, MathFamily
from preceptor_math.notation import bracketed


def bezout(a: int, b: int) -> tuple[int, int, int, list[str]]:
    """``(g, x, y, steps)`` with ``a x + b y = g = gcd(a, b)``; extended Euclidean algorithm.

    Each step writes one division as a remainder in terms of ``a`` and ``b``.
    """
    row, following = (a, 1, 0), (b, 0, 1)
    steps: list[str] = []
    while following[0]:
        q = row[0] // following[0]
        new = (row[0] - q * following[0], row[1] - q * following[1], row[2] - q * following[2])
        if new[0]:
            steps.append(
                f"{new[0]} = {row[0]} - {q} * {following[0]} = "
                f"{bracketed(new[1])} * {a} + {bracketed(new[2])} * {b}"
            )
        row, following = following, new
    return row[0], row[1], row[2], steps


class ModularInverse(MathFamily):
    """The inverse of ``a`` modulo ``m`` by the extended Euclidean algorithm."""

    name: ClassVar[str] = "modular-inverse"
    topic: ClassVar[str] = "modular arithmetic"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            m = rng.randint(11, 97)
            a = rng.randint(3, m - 2)
            if gcd(a, m) > 1 or (a * a) % m == 1:
                continue
            _, _, y, steps = bezout(m, a)
            if len(steps) <= 5:
                break
        inverse = y % m
        statement = rng.choice(
            (
                f"Find the inverse of {a} modulo {m} as an integer between 1 and {m - 1}.",
                f"Which x with 0 < x < {m} satisfies {a}x ≡ 1 (mod {m})?",
                f"Compute {a}^(-1) mod {m}, as the least positive residue.",
            )
        )
        reduced = f"So {bracketed(y)} * {a} ≡ 1 (mod {m})"
        if y < 0:
            reduced += f", and {y} + {m} = {inverse}"
        return worked(
            {"a": a, "m": m},
            statement,
            [
                f"Write 1 in terms of {m} and {a}, division by division.",
                *steps,
                reduced,
                f"Check: {a} * {inverse} = {a * inverse} = {a * inverse // m} * {m} + 1",
            ],
            ExactAnswer(inverse),
            [
                (m - inverse, "sign error: the product is -1"),
                (m - a, "gave the additive inverse"),
                (inverse + 1, "off by one in the last step"),
            ],
        )


class PowerModulo(MathFamily):
    """``a^n mod m`` by repeated squaring."""

    name: ClassVar[str] = "power-modulo"
    topic: ClassVar[str] = "modular arithmetic"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            a, n, m = rng.randint(2, 12), rng.randint(9, 60), rng.randint(7, 29)
            if a % m > 1 and pow(a, n, m) > 1:
                break
        statement = rng.choice(
            (
                f"Compute {a}^{n} mod {m}.",
                f"What is the remainder of {a}^{n} on division by {m}?",
                f"Find the least non-negative residue of {a}^{n} modulo {m}.",
            )
        )
        exponent, square = 1, a % m
        steps = [f"{a} ≡ {square} (mod {m})"]
        squares = {1: square}
        while 2 * exponent <= n:
            exponent, raw = 2 * exponent, square * square
            steps.append(f"{a}^{exponent} ≡ {square}^2 = {raw} ≡ {raw % m}")
            square = raw % m
            squares[exponent] = square
        used = [e for e in sorted(squares, reverse=True) if n & e]
        steps.append(f"{n} = {' + '.join(map(str, used))}")
        value = squares[used[0]]
        for e in used[1:]:
            raw = value * squares[e]
            steps.append(f"{value} * {squares[e]} = {raw} ≡ {raw % m}")
            value = raw % m
        return worked(
            {"a": a, "n": n, "m": m},
            statement,
            steps,
            ExactAnswer(value),
            [
                (a * n % m, "multiplied by the exponent instead of raising to it"),
                (pow(a, n - 1, m), "one factor short"),
                (pow(a, n % m, m), "reduced the exponent modulo m"),
                (value + m, "did not reduce fully"),
            ],
        )


class ChineseRemainder(MathFamily):
    """Two simultaneous congruences with coprime moduli."""

    name: ClassVar[str] = "chinese-remainder"
    topic: ClassVar[str] = "modular arithmetic"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            m, n = rng.randint(4, 17), rng.randint(4, 17)
            if m < n and gcd(m, n) == 1:
                break
        a = rng.randint(1, m - 1)
        b = rng.choice([r for r in range(1, n) if r != a])
        inverse = pow(m, -1, n)
        k = (b - a) * inverse % n
        x = a + m * k
        statement = rng.choice(
            (
                f"Find the smallest non-negative x with x ≡ {a} (mod {m}) and x ≡ {b} (mod {n}).",
                (
                    f"A number leaves remainder {a} on division by {m} and remainder {b} on "
                    f"division by {n}. What is the smallest such non-negative number?"
                ),
                f"Solve the system x ≡ {a} (mod {m}), x ≡ {b} (mod {n}) for 0 <= x < {m * n}.",
            )
        )
        difference = (b - a) % n
        return worked(
            {"a": a, "m": m, "b": b, "n": n},
            statement,
            [
                f"Write x = {a} + {m}k.",
                f"The second congruence gives {m}k ≡ {b} - {a} ≡ {difference} (mod {n}).",
                f"The inverse of {m} modulo {n} is {inverse}, because {m} * {inverse} = "
                f"{m * inverse} = {m * inverse // n} * {n} + 1.",
                f"k ≡ {inverse} * {difference} = {inverse * difference} ≡ {k} (mod {n})",
                f"x = {a} + {m} * {k} = {x}",
            ],
            ExactAnswer(x),
            [
                (
                    b + n * ((b - a) * pow(n, -1, m) % m),
                    "sign error in the difference of the remainders",
                ),
                (k, "gave k instead of x"),
                (x + m * n, "not the smallest solution"),
            ],
        )


class LinearCongruence(MathFamily):
    """``a x ≡ b (mod m)`` where ``a`` and ``m`` share a factor that divides ``b``."""

    name: ClassVar[str] = "linear-congruence"
    topic: ClassVar[str] = "modular arithmetic"

    def draw(self, rng: random.Random) -> Instance:
        g = rng.randint(2, 6)
        while True:
            a, m = rng.randint(2, 12), rng.randint(5, 23)
            if gcd(a, m) == 1 and a % m != 1:
                break
        b = rng.randint(1, m - 1)
        inverse = pow(a, -1, m)
        x = b * inverse % m
        big_a, big_b, big_m = g * a, g * b, g * m
        statement = rng.choice(
            (
                f"Find the smallest non-negative x with {big_a}x ≡ {big_b} (mod {big_m}).",
                (
                    f"Solve {big_a}x ≡ {big_b} (mod {big_m}) and give the smallest "
                    "non-negative solution."
                ),
                (
                    f"What is the least x >= 0 for which {big_a}x leaves remainder {big_b} on "
                    f"division by {big_m}?"
                ),
            )
        )
        return worked(
            {"a": big_a, "b": big_b, "m": big_m},
            statement,
            [
                f"gcd({big_a}, {big_m}) = {g}, and {g} divides {big_b}. "
                f"Divide all three by {g}: {a}x ≡ {b} (mod {m}).",
                f"The inverse of {a} modulo {m} is {inverse}, because {a} * {inverse} = "
                f"{a * inverse} ≡ 1.",
                f"x ≡ {inverse} * {b} = {inverse * b} ≡ {x} (mod {m})",
                f"Check: {big_a} * {x} = {big_a * x} ≡ {big_a * x % big_m} (mod {big_m})",
            ],
            ExactAnswer(x),
            [
                (x + m, "not the smallest of the solutions"),
                (inverse, "gave the inverse without multiplying by the right side"),
                ((-x) % m, "sign error in the inverse"),
            ],
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    ModularInverse,
    PowerModulo,
    ChineseRemainder,
    LinearCongruence,
)
