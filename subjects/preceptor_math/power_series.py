"""Families about Taylor series and the limits they settle."""

from __future__ import annotations

import random
from fractions import Fraction
from math import factorial
from typing import ClassVar, Final

from preceptor.families import Instance, worked
from preceptor_math.family import ExactAnswer, MathFamily, nonzero
from preceptor_math.notation import Rational, bracketed, combination, exponential, rational, times


class TaylorCoefficient(MathFamily):
    """One Maclaurin coefficient of a linear factor times a standard function.

    The coefficient of ``x^n`` in ``(b + c x) f(a x)``, by the Cauchy product.
    """

    name: ClassVar[str] = "taylor-coefficient"
    topic: ClassVar[str] = "power series"

    def draw(self, rng: random.Random) -> Instance:
        function = rng.choice(("exp", "sin", "cos", "log", "geometric"))
        a, b, c = nonzero(rng, -3, 4), nonzero(rng, -6, 6), nonzero(rng, -6, 6)
        n = rng.randint(3, 5)

        def coefficient(j: int) -> Fraction:
            if function == "exp":
                return Fraction(a**j, factorial(j))
            if function == "sin":
                return Fraction((-1) ** (j // 2) * a**j, factorial(j)) if j % 2 else Fraction(0)
            if function == "cos":
                return Fraction(0) if j % 2 else Fraction((-1) ** (j // 2) * a**j, factorial(j))
            if function == "log":
                return Fraction((-1) ** (j + 1) * a**j, j)
            return Fraction(a**j)

        ax = times(a, "x")
        written = {
            "exp": exponential(a, "x"),
            "sin": f"sin({ax})",
            "cos": f"cos({ax})",
            "log": f"ln({combination([(1, ''), (a, 'x')])})",
            "geometric": f"1/({combination([(1, ''), (-a, 'x')])})",
        }[function]
        high, low = coefficient(n), coefficient(n - 1)
        value = b * high + c * low
        factor = combination([(b, ""), (c, "x")])
        whole = (
            f"({factor})/({written[3:-1]})"
            if function == "geometric"
            else (f"({factor}) {written}")
        )
        statement = rng.choice(
            (
                f"Find the coefficient of x^{n} in the Maclaurin series of {whole}.",
                f"Expand {whole} in powers of x. What is the exact coefficient of x^{n}?",
                (
                    f"The Taylor series of f(x) = {whole} about 0 is a sum of c_k x^k. Find c_{n} "
                    "exactly."
                ),
            )
        )
        return worked(
            {"function": function, "a": a, "b": b, "c": c, "n": n},
            statement,
            [
                f"In the series of {written} the coefficient of x^{n} is {rational(high)} "
                f"and that of x^{n - 1} is {rational(low)}.",
                f"The factor ({factor}) takes {b} times the first and {c} times the second.",
                f"{bracketed(b)} * {bracketed(high)} + {bracketed(c)} * {bracketed(low)} = "
                f"{rational(b * high)} + {bracketed(c * low)} = {rational(value)}",
            ],
            ExactAnswer(value),
            [
                (b * high, "left out the x term of the factor"),
                (b * high - c * low, "sign error in the second product"),
                (value * factorial(n), "gave the derivative, without dividing by n!"),
            ],
        )


class IndeterminateLimit(MathFamily):
    """A limit of the form 0/0 at the origin, by the leading terms of Taylor series."""

    name: ClassVar[str] = "indeterminate-limit"
    topic: ClassVar[str] = "limits"

    def draw(self, rng: random.Random) -> Instance:
        form = rng.choice(("sine", "cosine", "exponential", "logarithm", "root", "tangent"))
        a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(1, 6)
        by, by_square = f"({b}x)", f"({b}x^2)"
        top, bottom, series, value, wrong = {
            "sine": (f"sin({a}x)", by, f"{a}x", Fraction(a, b), Fraction(1, b)),
            "cosine": (
                f"1 - cos({a}x)",
                by_square,
                f"{rational(Fraction(a * a, 2))} x^2",
                Fraction(a * a, 2 * b),
                Fraction(a, 2 * b),
            ),
            "exponential": (
                f"e^({a}x) - 1 - {a}x",
                by_square,
                f"{rational(Fraction(a * a, 2))} x^2",
                Fraction(a * a, 2 * b),
                Fraction(a * a, b),
            ),
            "logarithm": (
                f"ln(1 + {a}x) - {a}x",
                by_square,
                f"-{rational(Fraction(a * a, 2))} x^2",
                Fraction(-a * a, 2 * b),
                Fraction(a * a, 2 * b),
            ),
            "root": (
                f"sqrt({c * c} + {a}x) - {c}",
                by,
                f"{rational(Fraction(a, 2 * c))} x",
                Fraction(a, 2 * c * b),
                Fraction(a, 2 * b),
            ),
            "tangent": (
                f"tan({a}x) - {a}x",
                f"({b}x^3)",
                f"{rational(Fraction(a**3, 3))} x^3",
                Fraction(a**3, 3 * b),
                Fraction(a**3, 6 * b),
            ),
        }[form]
        whole = f"({top})/{bottom}"
        statement = rng.choice(
            (
                f"Find the limit of {whole} as x tends to 0.",
                f"Evaluate lim_(x -> 0) {whole} exactly.",
                f"To which value does {whole} tend when x goes to 0?",
            )
        )
        distractors: list[tuple[Rational, str]] = [
            (wrong, "wrong factor in the leading term"),
            (0, "took 0/0 as 0"),
            (value * b, "left out the factor in the denominator"),
        ]
        return worked(
            {"form": form, "a": a, "b": b, "c": c},
            statement,
            [
                "Both parts go to 0, so compare leading terms.",
                f"Near 0, {top} is {series} up to higher powers.",
                f"Divide by {bottom[1:-1]}: the limit is {rational(value)}",
            ],
            ExactAnswer(value),
            distractors,
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    TaylorCoefficient,
    IndeterminateLimit,
)
