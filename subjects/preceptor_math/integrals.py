"""Families about definite integrals with exact values."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import expression
from preceptor_math.family import MathFamily, nonzero
from preceptor_math.notation import (
    bracketed,
    combination,
    exponential,
    multiple_of_pi,
    polynomial,
    power,
    power_of_e,
    rational,
    times,
)


def _integral_phrase(rng: random.Random, integrand: str, low: str, high: str) -> str:
    return rng.choice(
        (
            f"Evaluate the integral of {integrand} from x = {low} to x = {high} exactly.",
            (
                f"What is the exact value of the definite integral of {integrand} over "
                f"[{low}, {high}]?"
            ),
            (
                f"Integrate f(x) = {integrand} with respect to x between {low} and {high}. Give "
                "the exact value."
            ),
        )
    )


class IntegralByParts(MathFamily):
    """A linear factor times an exponential or a sine, or a power times a logarithm.

    The integral of ``u dv`` is ``u v`` minus that of ``v du``.
    """

    name: ClassVar[str] = "integral-by-parts"
    topic: ClassVar[str] = "integration"

    def draw(self, rng: random.Random) -> Instance:
        form = rng.choice(("exponential", "sine", "logarithm"))
        a, b, k = nonzero(rng, -6, 6), nonzero(rng, -6, 6), rng.randint(1, 4)
        end = rng.randint(1, 3)
        u = polynomial([b, a])
        if form == "exponential":
            k = nonzero(rng, -3, 3)
            v = exponential(k, "x")
            at_end = Fraction(a * end + b, k) - Fraction(a, k * k)
            at_zero = Fraction(b, k) - Fraction(a, k * k)
            low, high, integrand = "0", str(end), f"({u}) {v}"
            symbol = power_of_e(k * end)
            answer = combination([(at_end, symbol), (-at_zero, "")])
            primitive = f"({polynomial([at_zero, Fraction(a, k)])}) {v}"
            steps = [
                f"By parts with u = {u}, dv = {v} dx: du = {a} dx, v = {times(Fraction(1, k), v)}.",
                f"Antiderivative: {primitive}",
                f"At {end}: {times(at_end, symbol)}. At 0: {rational(at_zero)}",
            ]
            no_parts = combination([(Fraction(a * end + b, k), symbol), (Fraction(-b, k), "")])
            distractors = [
                (no_parts, "left out the second integral"),
                (
                    combination(
                        [
                            (Fraction(a * end + b, k) + Fraction(a, k * k), symbol),
                            (-(Fraction(b, k) + Fraction(a, k * k)), ""),
                        ]
                    ),
                    "added the second integral instead of subtracting it",
                ),
            ]
        elif form == "sine":
            low, high, integrand = "0", "pi", f"({u}) sin({times(k, 'x')})"
            sign = (-1) ** k
            pi_part, rest = Fraction(-sign * a, k), Fraction(b * (1 - sign), k)
            kx = times(k, "x")
            answer = combination([(pi_part, "pi"), (rest, "")])
            cosine = times(Fraction(-1, k), f"cos({kx})")
            steps = [
                f"By parts with u = {u}, dv = sin({kx}) dx: du = {a} dx, v = {cosine}.",
                "Antiderivative: "
                + combination(
                    [(Fraction(-1, k), f"({u}) cos({kx})"), (Fraction(a, k * k), f"sin({kx})")]
                ),
                f"sin({kx}) is 0 at both ends, and cos({times(k, 'pi')}) = {sign}",
                (
                    f"Value: {combination([(pi_part, 'pi'), (Fraction(-sign * b, k), '')])} - "
                    f"({rational(Fraction(-b, k))})"
                ),
            ]
            distractors = [
                (combination([(-pi_part, "pi"), (-rest, "")]), "sign error in v"),
                (
                    combination([(pi_part, "pi"), (Fraction(-sign * b, k), "")]),
                    "forgot the lower limit",
                ),
            ]
        else:
            n, end = rng.randint(1, 3), rng.choice((2, 3, 5))
            k = n
            low, high = "1", str(end)
            integrand = times(a, f"{power('x', n)} ln(x)")
            log_part = Fraction(a * end ** (n + 1), n + 1)
            rest = Fraction(-a * (end ** (n + 1) - 1), (n + 1) ** 2)
            answer = combination([(log_part, f"ln({end})"), (rest, "")])
            x_more = power("x", n + 1)
            steps = [
                (
                    f"By parts with u = ln(x), dv = {times(a, power('x', n))} dx: du = dx/x, "
                    f"v = {times(Fraction(a, n + 1), x_more)}."
                ),
                "Antiderivative: "
                + combination(
                    [
                        (Fraction(a, n + 1), f"{x_more} ln(x)"),
                        (Fraction(-a, (n + 1) ** 2), x_more),
                    ]
                ),
                f"From 1 to {end}: {times(log_part, f'ln({end})')} and {rational(rest)}",
            ]
            distractors = [
                (times(log_part, f"ln({end})"), "left out the second integral"),
                (
                    combination([(log_part, f"ln({end})"), (-rest, "")]),
                    "added the second integral instead of subtracting it",
                ),
            ]
        return worked(
            {"form": form, "a": a, "b": b, "k": k, "end": end},
            _integral_phrase(rng, integrand, low, high),
            steps,
            TextAnswer(expression(answer)),
            distractors,
        )


class IntegralOfRational(MathFamily):
    """A proper rational function with two simple poles left of the interval.

    Partial fractions, whose integrals are logarithms.
    """

    name: ClassVar[str] = "integral-rational"
    topic: ClassVar[str] = "integration"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            a, b = rng.sample(range(1, 8), 2)
            A, B = nonzero(rng, -5, 5), nonzero(rng, -5, 5)
            low = rng.randint(0, 2)
            high = low + rng.randint(1, 4)
            one, two = Fraction(high + a, low + a), Fraction(high + b, low + b)
            # The value must not vanish, and swapping A and B must change it.
            if A != B and one**A * two**B != 1:
                break
        p, q = A + B, A * b + B * a
        logs = f"ln({rational(one)})", f"ln({rational(two)})"
        answer = combination([(A, logs[0]), (B, logs[1])])
        integrand = f"({polynomial([q, p])})/((x + {a})(x + {b}))"
        return worked(
            {"p": p, "q": q, "a": a, "b": b, "low": low, "high": high},
            _integral_phrase(rng, integrand, str(low), str(high)),
            [
                f"Partial fractions: {polynomial([q, p])} = A (x + {b}) + B (x + {a}).",
                f"x = {-a}: {q - p * a} = A * {bracketed(b - a)}, so A = {A}",
                f"x = {-b}: {q - p * b} = B * {bracketed(a - b)}, so B = {B}",
                f"The integral of 1/(x + {a}) is ln({high + a}/{low + a}), "
                f"that of 1/(x + {b}) is ln({high + b}/{low + b}).",
                f"Value: {answer}",
            ],
            TextAnswer(expression(answer)),
            [
                (combination([(B, logs[0]), (A, logs[1])]), "swapped the coefficients"),
                (combination([(A, logs[0]), (-B, logs[1])]), "sign error in B"),
            ],
        )


class VolumeOfRevolution(MathFamily):
    """The volume of a solid of revolution, as a multiple of pi.

    Disks about the x-axis, ``pi ∫ y^2 dx``, or shells about the y-axis, ``2 pi ∫ x y dx``.
    """

    name: ClassVar[str] = "volume-of-revolution"
    topic: ClassVar[str] = "integration"

    def draw(self, rng: random.Random) -> Instance:
        a, c = rng.randint(1, 5), rng.randint(0, 5)
        n, end = rng.randint(1, 3), rng.randint(1, 4)
        axis = rng.choice("xy")
        curve = combination([(a, power("x", n)), (c, "")])
        if axis == "x":
            parts = [(a * a, 2 * n), (2 * a * c, n), (c * c, 0)]
            scale, method = 1, f"Disks: V = pi * integral of ({curve})^2 from 0 to {end}."
        else:
            parts = [(a, n + 1), (c, 1)]
            scale, method = 2, f"Shells: V = 2 pi * integral of x ({curve}) from 0 to {end}."
        integrals = [Fraction(factor * end ** (e + 1), e + 1) for factor, e in parts if factor]
        integrand = combination((factor, power("x", e)) for factor, e in parts)
        area = sum(integrals, Fraction(0))
        value = scale * area
        answer = multiple_of_pi(value)
        region = f"the region under y = {curve}, above the x-axis, from x = 0 to x = {end}"
        statement = rng.choice(
            (
                (
                    f"Find the volume of the solid made by rotating {region} about the "
                    f"{axis}-axis. Give the exact value."
                ),
                (
                    f"The {axis}-axis is the axis of rotation for {region}. What is the exact "
                    "volume of the solid of revolution?"
                ),
                f"Rotate {region} about the {axis}-axis. Compute the exact volume.",
            )
        )
        height = sum(
            (Fraction(f * end ** (e + 1), e + 1) for f, e in ((a, n), (c, 0))), Fraction(0)
        )
        wrong = [
            (area * (2 if axis == "x" else 1), "factor 2 in the wrong method"),
            (height, "rotated nothing: integrated y times pi"),
        ]
        distractors = [(multiple_of_pi(v), mistake) for v, mistake in wrong if v != value]
        distractors.append((rational(value), "forgot pi"))
        return worked(
            {"a": a, "c": c, "n": n, "end": end, "axis": axis},
            statement,
            [
                method,
                f"The integrand is {integrand}",
                f"Term by term from 0 to {end}: {' + '.join(map(rational, integrals))} = "
                f"{rational(area)}",
                f"V = {'2 pi' if scale == 2 else 'pi'} * {rational(area)} = {answer}",
            ],
            TextAnswer(expression(answer)),
            distractors,
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    IntegralByParts,
    IntegralOfRational,
    VolumeOfRevolution,
)
