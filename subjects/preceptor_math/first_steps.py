"""School families: small numbers and one idea each, within reach of a very small model."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import ClassVar, Final

from preceptor.families import Instance, worked
from preceptor_math.family import ExactAnswer, MathFamily, nonzero
from preceptor_math.notation import Rational, bracketed, combination, polynomial


class LinearEquation(MathFamily):
    """``a x + b = c`` with an integer solution."""

    name: ClassVar[str] = "linear-equation"
    topic: ClassVar[str] = "linear equations"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        a, b, x = rng.randint(2, 9), nonzero(rng, -20, 20), nonzero(rng, -12, 12)
        c = a * x + b
        left = combination([(a, "x"), (b, "")])
        statement = rng.choice(
            (
                f"Solve for x: {left} = {c}",
                f"Find the number x for which {left} = {c}.",
                f"What is x if {left} = {c}?",
            )
        )
        doing = f"Subtract {b} from" if b > 0 else f"Add {-b} to"
        distractors: list[tuple[Rational, str]] = [
            (Fraction(c + b, a), "moved the constant without changing its sign"),
            (c - b, "forgot to divide by the coefficient"),
            (-x, "sign error in the division"),
        ]
        return worked(
            {"a": a, "b": b, "c": c},
            statement,
            [
                f"{left} = {c}",
                f"{doing} both sides: {a}x = {c} {'-' if b > 0 else '+'} {abs(b)} = {c - b}",
                f"Divide by {a}: x = {c - b} / {a} = {x}",
            ],
            ExactAnswer(x),
            distractors,
        )


class ArithmeticSeries(MathFamily):
    """The sum ``n (first + last) / 2`` of the first ``n`` terms of an arithmetic sequence."""

    name: ClassVar[str] = "arithmetic-series"
    topic: ClassVar[str] = "sequences and series"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        first, step, n = rng.randint(1, 20), rng.randint(2, 9), rng.randint(5, 16)
        last = first + (n - 1) * step
        total = n * (first + last) // 2
        start = f"{first}, {first + step}, {first + 2 * step}, ..."
        statement = rng.choice(
            (
                f"Find the sum of the first {n} terms of the arithmetic sequence {start}",
                (
                    f"An arithmetic sequence starts with {first} and has common difference {step}. "
                    f"What is the sum of its first {n} terms?"
                ),
                (
                    f"Add up the first {n} terms of the sequence {start} "
                    "in which the difference stays the same."
                ),
            )
        )
        distractors: list[tuple[Rational, str]] = [
            (Fraction(n * (first + last + step), 2), "took n steps instead of n - 1"),
            (n * (first + last), "forgot to halve"),
            (total - last, "left out the last term"),
        ]
        return worked(
            {"first": first, "step": step, "n": n},
            statement,
            [
                f"First term: {first}, difference: {step}, number of terms: {n}",
                f"Last term: {first} + {n - 1} * {step} = {first} + {(n - 1) * step} = {last}",
                f"First plus last: {first} + {last} = {first + last}",
                f"Sum: {n} * {first + last} / 2 = {n * (first + last)} / 2 = {total}",
            ],
            ExactAnswer(total),
            distractors,
        )


class GreatestCommonDivisor(MathFamily):
    """The greatest common divisor by Euclid's algorithm."""

    name: ClassVar[str] = "greatest-common-divisor"
    topic: ClassVar[str] = "divisibility"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        divisor = rng.randint(2, 12)
        while True:
            a, b = sorted(
                (divisor * rng.randint(2, 24), divisor * rng.randint(2, 24)), reverse=True
            )
            if a % b:
                break
        steps, big, small = [], a, b
        while small:
            rest = big % small
            steps.append(f"{big} = {big // small} * {small} + {rest}")
            big, small, before = small, rest, big
        statement = rng.choice(
            (
                f"Find the greatest common divisor of {a} and {b}.",
                f"What is gcd({a}, {b})?",
                f"Which is the largest whole number that divides both {a} and {b}?",
            )
        )
        return worked(
            {"a": a, "b": b},
            statement,
            [
                *steps,
                f"The last remainder that is not 0 is {big}",
            ],
            ExactAnswer(big),
            [
                (before, "stopped one division too early"),
                (a * b // big, "gave the least common multiple"),
                (a - b, "gave the difference"),
            ],
        )


class DivisionRemainder(MathFamily):
    """The remainder of a three-digit number."""

    name: ClassVar[str] = "division-remainder"
    topic: ClassVar[str] = "divisibility"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        m, a = rng.randint(3, 13), rng.randint(60, 400)
        q, r = divmod(a, m)
        statement = rng.choice(
            (
                f"What is the remainder when {a} is divided by {m}?",
                f"Find {a} mod {m}.",
                f"{a} is divided by {m}. What is left over?",
            )
        )
        return worked(
            {"a": a, "m": m},
            statement,
            [
                f"{m} goes into {a} {q} times",
                f"{m} * {q} = {m * q}",
                f"{a} - {m * q} = {r}",
            ],
            ExactAnswer(r),
            [
                (q, "gave the quotient"),
                (m - r, "measured the distance to the next multiple"),
                (r + m, "took the quotient one too small"),
            ],
        )


class PercentChange(MathFamily):
    """A whole amount raised or lowered by a percentage: ``base (1 ± p/100)``."""

    name: ClassVar[str] = "percent-change"
    topic: ClassVar[str] = "percentages"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        base, percent = 20 * rng.randint(2, 40), 5 * rng.randint(1, 12)
        rises = rng.random() < 0.5
        change = base * percent // 100
        result = base + change if rises else base - change
        statement = rng.choice(
            (
                (
                    f"A quantity of {base} {'rises' if rises else 'falls'} by {percent}%. "
                    "What is the new value?"
                ),
                f"{'Increase' if rises else 'Decrease'} {base} by {percent}%.",
                (
                    f"A stock of {base} items {'grows' if rises else 'shrinks'} by {percent}%. "
                    "How many items are there then?"
                ),
            )
        )
        sign = "+" if rises else "-"
        return worked(
            {"base": base, "percent": percent, "rises": rises},
            statement,
            [
                f"{percent}% of {base}: {percent} * {base} / 100 = "
                f"{percent * base} / 100 = {change}",
                f"New value: {base} {sign} {change} = {result}",
            ],
            ExactAnswer(result),
            [
                (change, "gave the change instead of the new value"),
                (2 * base - result, "changed in the wrong direction"),
                (base + percent if rises else base - percent, "took percent as an amount"),
            ],
        )


class PolynomialSlope(MathFamily):
    """The derivative of a quadratic or cubic at an integer."""

    name: ClassVar[str] = "polynomial-slope"
    topic: ClassVar[str] = "derivatives"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        degree = rng.choice((2, 2, 3))
        coefficients = [rng.randint(-9, 9) for _ in range(degree)] + [rng.randint(1, 5)]
        coefficients[1] = coefficients[1] or 2
        at = nonzero(rng, -3, 5)
        derived = [k * c for k, c in enumerate(coefficients)][1:]
        terms = [c * at**k for k, c in enumerate(derived)]
        slope = sum(terms)
        f = polynomial(coefficients)
        statement = rng.choice(
            (
                f"Let f(x) = {f}. Find f'({at}).",
                f"What is the slope of y = {f} at x = {at}?",
                f"Find the derivative of {f} at x = {at}.",
            )
        )
        put_in = " + ".join(
            f"{bracketed(c)} * {bracketed(at)}" + (f"^{k}" if k > 1 else "") if k else bracketed(c)
            for k, c in reversed(list(enumerate(derived)))
            if c
        )
        summed = " + ".join(bracketed(t) for t in reversed(terms) if t)
        return worked(
            {"coefficients": list(coefficients), "at": at},
            statement,
            [
                f"f(x) = {f}",
                f"f'(x) = {polynomial(derived)}",
                f"f'({at}) = {put_in} = {summed} = {slope}",
            ],
            ExactAnswer(slope),
            [
                (sum(c * at**k for k, c in enumerate(coefficients)), "did not differentiate"),
                (slope - derived[0], "lost the derivative of the linear term"),
                (
                    sum(c * at**k for k, c in enumerate(coefficients[1:])),
                    "lowered the powers without multiplying by them",
                ),
            ],
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    LinearEquation,
    ArithmeticSeries,
    GreatestCommonDivisor,
    DivisionRemainder,
    PercentChange,
    PolynomialSlope,
)
