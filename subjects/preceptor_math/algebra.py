"""Families about roots, series, complex numbers and partial fractions."""

from __future__ import annotations

import random
from fractions import Fraction
from math import isqrt
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import collection, expression
from preceptor_math.family import ExactAnswer, MathFamily, nonzero
from preceptor_math.notation import (
    braces,
    bracketed,
    combination,
    polynomial,
    rational,
    root_pair,
    square_root,
)


class QuadraticRoots(MathFamily):
    """Both roots of a quadratic: rational, irrational or complex.

    ``x = (-b ± sqrt(b^2 - 4ac)) / (2a)``, as an exact set.
    """

    name: ClassVar[str] = "quadratic-roots"
    topic: ClassVar[str] = "polynomial equations"

    def draw(self, rng: random.Random) -> Instance:
        wanted = rng.choice(("rational", "irrational", "complex"))
        while True:
            a, b, c = rng.randint(1, 4), nonzero(rng, -10, 10), nonzero(rng, -12, 12)
            discriminant = b * b - 4 * a * c
            if discriminant < 0:
                kind = "complex"
            else:
                kind = "rational" if isqrt(discriminant) ** 2 == discriminant else "irrational"
            if discriminant and kind == wanted:
                break
        answer = braces(root_pair(-b, discriminant, 2 * a))
        equation = f"{polynomial([c, b, a])} = 0"
        statement = rng.choice(
            (
                f"Find all complex solutions of {equation}. Give them as an exact set.",
                f"Solve {equation} over the complex numbers, exactly, and give the set of roots.",
                f"What is the exact solution set of {equation} in the complex numbers?",
            )
        )
        distractors = [
            (braces(root_pair(b, discriminant, 2 * a)), "sign error in -b"),
            (
                braces(root_pair(-b, b * b + 4 * a * c, 2 * a)),
                "sign error in the discriminant",
            )
            if b * b + 4 * a * c
            else (braces([rational(Fraction(-b, 2 * a))]), "sign error in the discriminant"),
        ]
        if a > 1:
            distractors.append(
                (braces(root_pair(-b, discriminant, 2)), "divided by 2 instead of 2a")
            )
        return worked(
            {"a": a, "b": b, "c": c},
            statement,
            [
                f"{equation}, so a = {a}, b = {b}, c = {c}",
                f"Discriminant: b^2 - 4ac = {b * b} - 4 * {a} * {bracketed(c)} = {discriminant}",
                f"x = (-b ± sqrt(b^2 - 4ac))/(2a) = ({-b} ± sqrt({discriminant}))/{2 * a}",
                f"The roots are {' and '.join(root_pair(-b, discriminant, 2 * a))}",
            ],
            TextAnswer(collection(answer)),
            distractors,
        )


class GeometricSeries(MathFamily):
    """The sum of ``a r^k`` from ``k = m`` to infinity, or up to ``n``.

    ``first / (1 - r)``, times ``1 - r^count`` when the sum is finite.
    """

    name: ClassVar[str] = "geometric-series"
    topic: ClassVar[str] = "sequences and series"

    def draw(self, rng: random.Random) -> Instance:
        q = rng.randint(2, 6)
        p = nonzero(rng, 1 - q, q - 1)
        ratio, scale, start = Fraction(p, q), rng.randint(1, 9), rng.randint(0, 3)
        end = None if rng.random() < 0.6 else start + rng.randint(2, 4)
        first = scale * ratio**start
        total = first / (1 - ratio)
        if end is not None:
            total *= 1 - ratio ** (end - start + 1)
        term = f"{scale} * ({rational(ratio)})^k"
        to = "infinity" if end is None else str(end)
        statement = rng.choice(
            (
                f"Find the exact sum of {term} from k = {start} to {to}.",
                (
                    f"Evaluate the series with terms {term}, k running from {start} to {to}. "
                    "Give an exact fraction."
                ),
                f"Add up {term} for k = {start}, {start + 1}, ..., {to}. What is the exact value?",
            )
        )
        steps = [
            f"First term (k = {start}): {scale} * ({rational(ratio)})^{start} = {rational(first)}",
            f"Ratio: {rational(ratio)}, so 1 - r = {rational(1 - ratio)}",
        ]
        if end is None:
            steps.append(
                f"The ratio is smaller than 1 in size: sum = first/(1 - r) = "
                f"{bracketed(first)} / ({rational(1 - ratio)}) = {rational(total)}"
            )
        else:
            count = end - start + 1
            steps += [
                f"Number of terms: {end} - {start} + 1 = {count}",
                f"1 - r^{count} = {rational(1 - ratio**count)}",
                (
                    f"Sum = first * (1 - r^{count})/(1 - r) = {bracketed(first)} * "
                    f"({rational(1 - ratio**count)}) / ({rational(1 - ratio)}) = {rational(total)}"
                ),
            ]
        wrong_start = scale / (1 - ratio) if start else scale * ratio / (1 - ratio)
        return worked(
            {"scale": scale, "p": p, "q": q, "start": start, "end": end},
            statement,
            steps,
            ExactAnswer(total),
            [
                (wrong_start, "started at the wrong index"),
                (first / (1 + ratio), "sign error in the denominator"),
                (total * (1 - ratio), "forgot to divide by 1 - r"),
            ],
        )


class ComplexModulus(MathFamily):
    """``|z^n w|`` or ``|z^n / w|``, from the moduli ``sqrt(a^2 + b^2)`` of the parts."""

    name: ClassVar[str] = "complex-modulus"
    topic: ClassVar[str] = "complex numbers"

    def draw(self, rng: random.Random) -> Instance:
        a, b, c, d = (nonzero(rng, -6, 6) for _ in range(4))
        n = rng.randint(1, 3)
        divided = rng.random() < 0.6
        top, other = a * a + b * b, c * c + d * d
        squared = Fraction(top**n, other) if divided else Fraction(top**n * other)
        answer = square_root(squared)
        z = f"({combination([(a, ''), (b, 'i')])})" + (f"^{n}" if n > 1 else "")
        w = f"({combination([(c, ''), (d, 'i')])})"
        whole = f"{z}/{w}" if divided else f"{z} {w}"
        statement = rng.choice(
            (
                f"Find the modulus of the complex number {whole}. Give the exact value.",
                f"Let z = {whole}, where i^2 = -1. What is |z| exactly?",
                (
                    f"How far from the origin of the complex plane is {whole}? "
                    "Give the exact distance."
                ),
            )
        )
        raised = f"{top}^{n}" if n > 1 else str(top)
        inside = f"{raised} / {other}" if divided else f"{raised} * {other}"
        candidates = [
            (
                square_root(Fraction(top**n * other) if divided else Fraction(top**n, other)),
                "divided where it should multiply, or the other way round",
            ),
            (rational(squared), "forgot the square root"),
        ]
        if n > 1:
            wrong = Fraction(top, other) if divided else Fraction(top * other)
            candidates.append((square_root(wrong), "lost the power"))
        # Equal values are written equally, so comparing texts is enough here.
        distractors = [distractor for distractor in candidates if distractor[0] != answer]
        return worked(
            {"a": a, "b": b, "c": c, "d": d, "n": n, "divided": divided},
            statement,
            [
                "The modulus of a product or quotient is that of the moduli.",
                f"|{combination([(a, ''), (b, 'i')])}|^2 = {a * a} + {b * b} = {top}",
                f"|{combination([(c, ''), (d, 'i')])}|^2 = {c * c} + {d * d} = {other}",
                f"|z|^2 = {inside} = {rational(squared)}",
                f"|z| = {' = '.join(dict.fromkeys((f'sqrt({rational(squared)})', answer)))}",
            ],
            TextAnswer(expression(answer)),
            distractors,
        )


class PartialFractionCoefficient(MathFamily):
    """One coefficient of a decomposition with a double and a simple pole."""

    name: ClassVar[str] = "partial-fraction-coefficient"
    topic: ClassVar[str] = "rational functions"

    def draw(self, rng: random.Random) -> Instance:
        a = rng.randint(-4, 4)
        b = rng.choice([n for n in range(-5, 6) if n != a])
        p, q = nonzero(rng, -6, 6), rng.randint(-9, 9)
        # (p x + q)/((x - a)^2 (x - b)) = A/(x - a) + B/(x - a)^2 + C/(x - b)
        gap = Fraction(b - a)
        C = (p * b + q) / gap**2
        B = (p * a + q) / -gap
        A = -C
        while not (C and B):
            q += 1
            C, B = (p * b + q) / gap**2, (p * a + q) / -gap
            A = -C
        value = {"A": A, "B": B, "C": C}
        letter = rng.choice("ABC")
        near, far = (f"(x {'-' if r > 0 else '+'} {abs(r)})" if r else "x" for r in (a, b))
        whole = f"({polynomial([q, p])})/({near}^2 {far})"
        form = f"A/{near} + B/{near}^2 + C/{far}"
        statement = rng.choice(
            (
                f"Decompose {whole} as {form}. Find {letter} exactly.",
                f"In the partial fraction decomposition {whole} = {form}, what is {letter}?",
                (
                    f"Determine the constant {letter} for which {whole} = {form} holds for all x "
                    "where both sides are defined."
                ),
            )
        )
        steps = [f"Multiply out: {polynomial([q, p])} = A {near} {far} + B {far} + C {near}^2."]
        if letter == "B":
            steps.append(f"Put x = {a}: {p * a + q} = B * {bracketed(a - b)}, so B = {rational(B)}")
        else:
            steps.append(
                f"Put x = {b}: {p * b + q} = C * {bracketed(b - a)}^2 = {(b - a) ** 2}C, "
                f"so C = {rational(C)}"
            )
        if letter == "A":
            steps.append(f"The x^2 terms give 0 = A + C, so A = -C = {rational(A)}")
        return worked(
            {"p": p, "q": q, "a": a, "b": b, "letter": letter},
            statement,
            steps,
            ExactAnswer(value[letter]),
            [
                (-value[letter], "sign error"),
                (value["B" if letter != "B" else "C"], "gave another coefficient"),
                (value[letter] * gap, "one power of the distance between the poles short"),
            ],
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    QuadraticRoots,
    GeometricSeries,
    ComplexModulus,
    PartialFractionCoefficient,
)
