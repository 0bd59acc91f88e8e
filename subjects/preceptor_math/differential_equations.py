"""Families about linear differential equations with constant coefficients."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import expression
from preceptor_math.family import MathFamily, nonzero
from preceptor_math.notation import bracketed, combination, exponential, polynomial, rational, times


class FirstOrderLinear(MathFamily):
    """``y' + a y = f(t)`` with an initial value; ``f`` constant, linear or exponential."""

    name: ClassVar[str] = "ode-first-order-linear"
    topic: ClassVar[str] = "differential equations"

    def draw(self, rng: random.Random) -> Instance:
        form = rng.choice(("constant", "linear", "exponential", "resonant"))
        a, b, start, k = nonzero(rng, -4, 5), nonzero(rng, -8, 8), rng.randint(-5, 6), 0
        decay = exponential(-a, "t")
        particular: list[tuple[Fraction | int, str]]
        if form == "constant":
            forcing, particular = str(b), [(Fraction(b, a), "")]
            at_zero = Fraction(b, a)
        elif form == "linear":
            forcing = times(b, "t")
            particular = [(Fraction(b, a), "t"), (Fraction(-b, a * a), "")]
            at_zero = Fraction(-b, a * a)
        elif form == "exponential":
            k = rng.choice([r for r in range(-3, 4) if r not in (0, -a)])
            forcing = times(b, exponential(k, "t"))
            at_zero = Fraction(b, k + a)
            particular = [(at_zero, exponential(k, "t"))]
        else:
            k = -a
            forcing = times(b, decay)
            at_zero, particular = Fraction(0), []
        # A vanishing constant would hide the distractors in the homogeneous part.
        start += 1 if start == at_zero or (form == "resonant" and start == 0) else 0
        constant = start - at_zero
        if form == "resonant":
            answer = f"({combination([(b, 't'), (start, '')])}) {decay}"
            steps = [
                (
                    f"Multiply by the integrating factor {exponential(a, 't')}: "
                    f"({exponential(a, 't')} y)' = {b}"
                ),
                f"Integrate: {exponential(a, 't')} y = {times(b, 't')} + C",
                f"y(0) = {start} gives C = {start}",
                f"y = {answer}",
            ]
            distractors = [
                (times(b + start, decay), "used a particular solution without the factor t"),
                (
                    f"({combination([(b, 't'), (start, '')])}) {exponential(a, 't')}",
                    "sign error in the exponent",
                ),
            ]
        else:
            answer = combination([*particular, (constant, decay)])
            steps = [
                f"Homogeneous solution: C {decay}",
                f"Particular solution: {combination(particular)}",
                f"y(0) = {rational(at_zero)} + C = {start}, so C = {rational(constant)}",
            ]
            distractors = [
                (
                    combination([*particular, (constant, exponential(a, "t"))]),
                    "sign error in the exponent",
                ),
                (
                    combination([*particular, (start, decay)]),
                    "fitted the constant without the particular solution",
                ),
                (combination(particular), "forgot the homogeneous solution"),
            ]
        left = combination([(1, "y'"), (a, "y")])
        statement = rng.choice(
            (
                f"Solve {left} = {forcing} with y(0) = {start}. Give y(t).",
                f"Find the function y(t) with {left} = {forcing} and y(0) = {start}.",
                (
                    f"A quantity y(t) obeys {left} = {forcing} (' is d/dt) and starts at y(0) = "
                    f"{start}. What is y(t)?"
                ),
            )
        )
        return worked(
            {"form": form, "a": a, "b": b, "k": k, "start": start},
            statement,
            steps,
            TextAnswer(expression(answer, variables=("t",))),
            distractors,
        )


class SecondOrderInitialValue(MathFamily):
    """``y'' + p y' + q y = g`` with initial values: real, double or complex roots.

    The roots of ``m^2 + p m + q`` give the homogeneous solution.
    """

    name: ClassVar[str] = "ode-second-order"
    topic: ClassVar[str] = "differential equations"

    def draw(self, rng: random.Random) -> Instance:
        form = rng.choice(("real", "double", "complex"))
        first, second = nonzero(rng, -5, 5), nonzero(rng, -5, 5)
        rest = rng.choice((0, 0, nonzero(rng, -4, 4)))  # the constant particular solution
        if form == "real":
            r, s = sorted(rng.sample([n for n in range(-4, 4) if n], 2), reverse=True)
            second += 1 if first == second else 0
            second = second or -first
            p, q = -(r + s), r * s
            start, speed = first + second, r * first + s * second

            def solution(c: int, d: int, sign: int = 1) -> str:
                return combination(
                    [(c, exponential(sign * r, "t")), (d, exponential(sign * s, "t")), (rest, "")]
                )

            roots = f"m = {r} and m = {s}"
            general = f"A {exponential(r, 't')} + B {exponential(s, 't')}"
            fit = (
                f"A + B = {start}, {bracketed(r)} A + {bracketed(s)} B = {speed}",
                f"A = {first}, B = {second}",
            )
            distractors = [
                (solution(second, first), "swapped the constants"),
                (solution(first, second, -1), "sign error in the roots"),
            ]
            answer = solution(first, second)
        else:
            r, s = nonzero(rng, -3, 2), (0 if form == "double" else rng.randint(1, 4))
            p, q = -2 * r, r * r + s * s
            start = first
            speed = r * first + (second if form == "double" else s * second)

            def damped(c: int, d: int | Fraction, sign: int = 1) -> str:
                if form == "double":
                    inner = polynomial([c, d], "t")
                else:
                    st = times(s, "t")
                    inner = combination([(c, f"cos({st})"), (d, f"sin({st})")])
                body = f"{exponential(sign * r, 't')} ({inner})"
                return combination([(1, body), (rest, "")])

            if form == "double":
                roots, general = f"m = {r} twice", f"{exponential(r, 't')} (A + B t)"
                fit = (f"A = {first}", f"{bracketed(r)} A + B = {speed}, so B = {second}")
                careless: int | Fraction = speed
            else:
                st = times(s, "t")
                roots = f"m = {r} ± {times(s, 'i')}"
                general = f"{exponential(r, 't')} (A cos({st}) + B sin({st}))"
                fit = (
                    f"A = {first}",
                    f"{bracketed(r)} A + {s} B = {speed}, so B = {second}",
                )
                careless = Fraction(speed, s)
            distractors = [
                (damped(first, -second), "sign error in the second constant"),
                (damped(first, careless), "forgot to differentiate the exponential"),
                (damped(first, second, -1), "sign error in the exponent"),
            ]
            answer = damped(first, second)
        start += rest
        left = combination([(1, "y''"), (p, "y'"), (q, "y")])
        given = f"y(0) = {start} and y'(0) = {speed}"
        equation = f"{left} = {q * rest}"
        statement = rng.choice(
            (
                f"Solve {equation} with {given}. Give y(t).",
                f"Find y(t) if {equation}, {given}.",
                f"The motion y(t) of a system obeys {equation} with {given}. Determine y(t).",
            )
        )
        particular = [f"Particular solution: {rest}, so the rest starts at {start - rest}"]
        return worked(
            {"p": p, "q": q, "g": q * rest, "start": start, "speed": speed},
            statement,
            [
                f"Characteristic equation: {polynomial([q, p, 1], 'm')} = 0, so {roots}",
                f"General solution of the homogeneous equation: {general}",
                *(particular if rest else ()),
                *fit,
            ],
            TextAnswer(expression(answer, variables=("t",))),
            distractors,
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    FirstOrderLinear,
    SecondOrderInitialValue,
)
