"""Families about derivatives: the rules, and tangents."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import equation, expression
from preceptor_math.family import MathFamily, nonzero
from preceptor_math.notation import (
    bracketed,
    combination,
    exponential,
    polynomial,
    power,
    rational,
    times,
)

# Function, derivative, steps, and distractors as (answer, error).
_Parts = tuple[str, str, list[str], list[tuple[str, str]]]


class DerivativeRules(MathFamily):
    """A derivative that needs the product, quotient or chain rule."""

    name: ClassVar[str] = "derivative-rules"
    topic: ClassVar[str] = "derivatives"

    def draw(self, rng: random.Random) -> Instance:
        form = rng.choice(("exponential", "sine", "cosine", "logarithm", "chain", "quotient"))
        a, b, k, n = nonzero(rng, -6, 6), nonzero(rng, -7, 7), rng.randint(2, 6), rng.randint(2, 5)
        c, d = rng.randint(1, 5), nonzero(rng, -6, 6)
        if form == "exponential":
            k = nonzero(rng, -4, 5)
        if form == "quotient":
            while a * d == b * c:
                d += 1
        f, answer, steps, distractors = getattr(self, f"_{form}")(a, b, k, n, c, d)
        statement = rng.choice(
            (
                f"Differentiate f(x) = {f} with respect to x.",
                f"Find f'(x) for f(x) = {f}.",
                f"What is the derivative dy/dx of y = {f}?",
            )
        )
        return worked(
            {"form": form, "a": a, "b": b, "k": k, "n": n, "c": c, "d": d},
            statement,
            steps,
            TextAnswer(expression(answer, variables=("x",))),
            distractors,
        )

    @staticmethod
    def _exponential(a: int, b: int, k: int, _n: int, _c: int, _d: int) -> _Parts:
        u, v = polynomial([b, a]), exponential(k, "x")
        inner = polynomial([a + b * k, a * k])
        answer = f"({inner}) {v}"
        steps = [
            f"Product rule with u = {u} and v = {v}.",
            f"u' = {a}, v' = {times(k, v)} (chain rule)",
            f"f' = u'v + uv' = {times(a, v)} + {bracketed(k)} ({u}) {v}",
            f"= {answer}",
        ]
        distractors = [(f"{times(a * k, v)}", "multiplied the derivatives")]
        if k != 1:
            distractors.append((f"({polynomial([a + b, a])}) {v}", "forgot the inner derivative"))
        return f"({u}) {v}", answer, steps, distractors

    @staticmethod
    def _trigonometric(a: int, k: int, n: int, function: str) -> _Parts:
        other, sign = ("cos", 1) if function == "sin" else ("sin", -1)
        x_n, x_less = power("x", n), power("x", n - 1)
        f = times(a, f"{x_n} {function}({k}x)")
        first, second = f"{x_less} {function}({k}x)", f"{x_n} {other}({k}x)"
        answer = combination([(a * n, first), (sign * a * k, second)])
        steps = [
            f"Product rule with u = {times(a, x_n)} and v = {function}({k}x).",
            f"u' = {times(a * n, x_less)}, v' = {times(sign * k, f'{other}({k}x)')} (chain rule)",
            f"f' = u'v + uv' = {answer}",
        ]
        distractors = [
            (combination([(a * n, first), (sign * a, second)]), "forgot the inner derivative"),
            (combination([(a * n, first), (-sign * a * k, second)]), "sign error in v'"),
        ]
        return f, answer, steps, distractors

    @classmethod
    def _sine(cls, a: int, _b: int, k: int, n: int, _c: int, _d: int) -> _Parts:
        return cls._trigonometric(a, k, n, "sin")

    @classmethod
    def _cosine(cls, a: int, _b: int, k: int, n: int, _c: int, _d: int) -> _Parts:
        return cls._trigonometric(a, k, n, "cos")

    @staticmethod
    def _logarithm(a: int, _b: int, k: int, n: int, _c: int, _d: int) -> _Parts:
        x_n, x_less = power("x", n), power("x", n - 1)
        log = f"ln({k}x)"
        answer = combination([(a * n, f"{x_less} {log}"), (a, x_less)])
        steps = [
            f"Product rule with u = {times(a, x_n)} and v = {log}.",
            f"u' = {times(a * n, x_less)}, v' = {k}/({k}x) = 1/x",
            f"f' = u'v + uv' = {answer}",
        ]
        distractors = [
            (times(a * n, f"{x_less} {log}"), "forgot the second term of the product rule"),
            (
                combination([(a * n, f"{x_less} {log}"), (Fraction(a, k), x_less)]),
                "took the derivative of ln(kx) as 1/(kx)",
            ),
        ]
        return times(a, f"{x_n} {log}"), answer, steps, distractors

    @staticmethod
    def _chain(a: int, b: int, _k: int, n: int, _c: int, _d: int) -> _Parts:
        inner = f"({polynomial([b, 0, a])})"
        rest = inner if n == 2 else f"{inner}^{n - 1}"
        answer = times(2 * a * n, f"x {rest}")
        steps = [
            f"Chain rule with u = {inner[1:-1]}: f = u^{n}.",
            f"u' = {times(2 * a, 'x')}",
            f"f' = {times(n, power('u', n - 1))} u' = {n} * {bracketed(2 * a)} x {rest}",
            f"= {answer}",
        ]
        distractors = [
            (times(n, rest), "forgot the inner derivative"),
            (times(2 * a * n, f"x {inner}^{n}"), "did not lower the power"),
        ]
        return f"{inner}^{n}", answer, steps, distractors

    @staticmethod
    def _quotient(a: int, b: int, _k: int, _n: int, c: int, d: int) -> _Parts:
        top, bottom = polynomial([b, a]), polynomial([d, c])
        value = a * d - b * c
        answer = f"{value}/({bottom})^2"
        steps = [
            f"Quotient rule with u = {top} and v = {bottom}: u' = {a}, v' = {c}.",
            (
                f"u'v - uv' = {bracketed(a)} ({bottom}) - {c} ({top}) = "
                f"{bracketed(a)} * {bracketed(d)} - {c} * {bracketed(b)} = {value}"
            ),
            "f' = (u'v - uv')/v^2",
        ]
        distractors = [
            (f"{-value}/({bottom})^2", "took the terms of the numerator in the wrong order"),
            (f"{value}/({bottom})", "did not square the denominator"),
            (rational(Fraction(a, c)), "divided the derivatives"),
        ]
        return f"({top})/({bottom})", answer, steps, distractors


class TangentLine(MathFamily):
    """The tangent to a cubic or to a hyperbola."""

    name: ClassVar[str] = "tangent-line"
    topic: ClassVar[str] = "derivatives"

    def draw(self, rng: random.Random) -> Instance:
        at = nonzero(rng, -3, 4)
        if rng.random() < 0.6:
            form = "cubic"
            coefficients = [rng.randint(-6, 6), rng.randint(-6, 6), rng.randint(-4, 4)]
            coefficients.append(nonzero(rng, -2, 3))
            curve = polynomial(coefficients)
            derived = polynomial([k * c for k, c in enumerate(coefficients)][1:])
            value = Fraction(sum(c * at**k for k, c in enumerate(coefficients)))
            slope = Fraction(sum(k * c * at ** (k - 1) for k, c in enumerate(coefficients) if k))
        else:
            form = "hyperbola"
            coefficients = [nonzero(rng, -12, 12), rng.randint(4, 7)]
            over, shift = coefficients
            curve = f"{over}/(x + {shift})"
            derived = f"{-over}/(x + {shift})^2"
            value = Fraction(over, at + shift)
            slope = Fraction(-over, (at + shift) ** 2)
        intercept = value - slope * at
        answer = f"y = {polynomial([intercept, slope])}"
        statement = rng.choice(
            (
                f"Find the equation of the tangent line to y = {curve} at x = {at}.",
                (
                    f"Which line touches the curve y = {curve} at the point with x = {at}? "
                    "Give its equation."
                ),
                (
                    f"Give the tangent to the graph of f(x) = {curve} at x = {at} as an equation "
                    "in x and y."
                ),
            )
        )
        distractors = []
        if slope:
            distractors.append((f"y = {polynomial([value, slope])}", "took f(a) as the intercept"))
            distractors.append(
                (f"y = {polynomial([value + slope * at, -slope])}", "sign of the slope")
            )
        if intercept:
            distractors.append((f"y = {polynomial([-intercept, slope])}", "sign of the intercept"))
        return worked(
            {"form": form, "coefficients": list(coefficients), "at": at},
            statement,
            [
                f"Point: f({at}) = {rational(value)}",
                f"f'(x) = {derived}",
                f"Slope: f'({at}) = {rational(slope)}",
                f"Intercept: {rational(value)} - {bracketed(slope)} * {bracketed(at)} = "
                f"{rational(intercept)}",
            ],
            TextAnswer(equation(answer)),
            distractors,
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    DerivativeRules,
    TangentLine,
)
