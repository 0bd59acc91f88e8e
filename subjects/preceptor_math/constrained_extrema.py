"""Families about extreme values under a constraint."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import expression, number
from preceptor_math.family import MathFamily
from preceptor_math.notation import combination, rational, square_root


class LagrangeExtremum(MathFamily):
    """The extreme value of a function of two variables under one constraint.

    The gradients are parallel at the extremum (Lagrange multiplier).
    """

    name: ClassVar[str] = "lagrange-extremum"
    topic: ClassVar[str] = "constrained optimisation"

    def draw(self, rng: random.Random) -> Instance:
        form = rng.choice(("product", "distance", "circle"))
        a, b, c = rng.randint(1, 9), rng.randint(1, 9), rng.randint(2, 15)
        if form == "product":
            value = Fraction(c * c, 4 * a * b)
            task = "maximum", "xy", f"{combination([(a, 'x'), (b, 'y')])} = {c} with x, y > 0"
            steps = [
                f"Lagrange: y = {a}λ and x = {b}λ.",
                f"Constraint: {a * b}λ + {a * b}λ = {c}, so λ = {rational(Fraction(c, 2 * a * b))}",
                f"xy = {a * b}λ^2 = {rational(value)}",
            ]
            answer = rational(value)
            wrong = [
                (Fraction(c * c, a * b), "lost the factor 4"),
                (Fraction(c, 2 * a * b), "gave λ"),
            ]
        elif form == "distance":
            size = a * a + b * b
            value = Fraction(c * c, size)
            task = "minimum", "x^2 + y^2", f"{combination([(a, 'x'), (b, 'y')])} = {c}"
            steps = [
                f"Lagrange: 2x = {a}λ and 2y = {b}λ.",
                (
                    f"Constraint: ({a * a} + {b * b}) λ/2 = {c}, "
                    f"so λ/2 = {rational(Fraction(c, size))}"
                ),
                f"x^2 + y^2 = {size} (λ/2)^2 = {rational(value)}",
            ]
            answer = rational(value)
            wrong = [
                (Fraction(c, size), "gave the multiplier"),
                (Fraction(c * c, (a + b) ** 2), "added the coefficients before squaring"),
            ]
        else:
            size = a * a + b * b
            value = Fraction(c * c * size)
            task = "maximum", combination([(a, "x"), (b, "y")]), f"x^2 + y^2 = {c * c}"
            steps = [
                f"Lagrange: {a} = 2λx and {b} = 2λy, so (x, y) is a multiple of ({a}, {b}).",
                f"The length of ({a}, {b}) is sqrt({size}), and the radius is {c}.",
                f"Maximum: {c} sqrt({size})"
                + (f" = {square_root(value)}" if square_root(value) != f"{c} sqrt({size})" else ""),
            ]
            answer = square_root(value)
            wrong = [
                (Fraction(c * (a + b)), "put x = y = r"),
                (value, "gave the square of the maximum"),
            ]
        extreme, target, constraint = task
        statement = rng.choice(
            (
                f"Find the {extreme} value of {target} subject to {constraint}.",
                f"Under the constraint {constraint}, what is the exact {extreme} of {target}?",
                f"Use a Lagrange multiplier to find the {extreme} of {target} on {constraint}.",
            )
        )
        reference = expression(answer) if form == "circle" else number(answer)
        exact = value if form != "circle" else None
        return worked(
            {"form": form, "a": a, "b": b, "c": c},
            statement,
            steps,
            TextAnswer(reference),
            [(rational(v), mistake) for v, mistake in wrong if v != exact],
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (LagrangeExtremum,)
