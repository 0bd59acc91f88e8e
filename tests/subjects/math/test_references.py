"""Every family's references, distractors and derivations against a second way to compute them.

A route gets the parameters of an instance and nothing else. It returns a number, a list (a
set, in any order), a tuple (an ordered pair), or a function; it works by enumeration, by
numerical integration, by complex-step differentiation or by linear algebra in floating
point, never by the formula of the family.
"""

from __future__ import annotations

import cmath
import itertools
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest
from scipy import integrate, optimize, stats

from preceptor.families import Family
from preceptor_math import catalogue

Parameters = Mapping[str, Any]
SEEDS = range(200)
FAMILIES: dict[str, Family] = {family.name: family() for family in catalogue.FAMILIES}
POINTS = (0.37, 0.83, 1.21)  # where functions are compared; every answer is defined there


def _smallest(test: Callable[[int], bool], limit: int = 100_000) -> int:
    return next(x for x in range(limit) if test(x))


def _slope(f: Callable[[Any], Any], x: float) -> float:
    """Complex-step derivative: exact to rounding, no cancellation (Squire and Trapp, 1998)."""
    return float((f(complex(x, 1e-30)) / 1e-30).imag)


def _coefficient(f: Callable[[complex], complex], centre: complex, radius: float, n: int) -> float:
    """Laurent coefficient of ``(z - centre)^n`` by the trapezoidal rule on a circle."""
    nodes = [radius * cmath.exp(2j * cmath.pi * k / 256) for k in range(256)]
    return float((sum(f(centre + z) * z**-n for z in nodes) / 256).real)


# --- numbers ------------------------------------------------------------------------------


def greatest_common_divisor(p: Parameters) -> int:
    return max(d for d in range(1, p["b"] + 1) if p["a"] % d == 0 == p["b"] % d)


def division_remainder(p: Parameters) -> int:
    left = p["a"]
    while left >= p["m"]:
        left -= p["m"]
    return int(left)


def percent_change(p: Parameters) -> Fraction:
    change = Fraction(p["percent"], 100)
    return Fraction(p["base"]) * (1 + change if p["rises"] else 1 - change)


def arithmetic_series(p: Parameters) -> int:
    term, total = p["first"], 0
    for _ in range(p["n"]):
        total, term = total + term, term + p["step"]
    return int(total)


def geometric_series(p: Parameters) -> float:
    last = 600 if p["end"] is None else p["end"]
    return math.fsum(p["scale"] * (p["p"] / p["q"]) ** k for k in range(p["start"], last + 1))


def complex_modulus(p: Parameters) -> float:
    z, w = complex(p["a"], p["b"]) ** p["n"], complex(p["c"], p["d"])
    return float(abs(z / w if p["divided"] else z * w))


def partial_fraction_coefficient(p: Parameters) -> float:
    def f(z: complex) -> complex:
        return complex((p["p"] * z + p["q"]) / ((z - p["a"]) ** 2 * (z - p["b"])))

    radius = abs(p["a"] - p["b"]) / 2
    pole, order = {"A": (p["a"], -1), "B": (p["a"], -2), "C": (p["b"], -1)}[p["letter"]]
    return _coefficient(f, pole, radius, order)


def determinant(p: Parameters) -> int:
    total = 0
    for order in itertools.permutations(range(3)):
        swaps = sum(order[i] > order[j] for i in range(3) for j in range(i + 1, 3))
        total += (-1) ** swaps * math.prod(p["rows"][i][order[i]] for i in range(3))
    return total


def maclaurin(p: Parameters) -> Callable[[complex], complex]:
    a = p["a"]
    function: Callable[[complex], complex] = {
        "exp": lambda z: cmath.exp(a * z),
        "sin": lambda z: cmath.sin(a * z),
        "cos": lambda z: cmath.cos(a * z),
        "log": lambda z: cmath.log(1 + a * z),
        "geometric": lambda z: 1 / (1 - a * z),
    }[p["function"]]
    return lambda z: (p["b"] + p["c"] * z) * function(z)


def limit_quotient(p: Parameters) -> Callable[[Any], Any]:
    a, b, c = p["a"], p["b"], p["c"]
    quotient: Callable[[Any], Any] = {
        "sine": lambda x: mpmath.sin(a * x) / (b * x),
        "cosine": lambda x: (1 - mpmath.cos(a * x)) / (b * x**2),
        "exponential": lambda x: (mpmath.exp(a * x) - 1 - a * x) / (b * x**2),
        "logarithm": lambda x: (mpmath.log(1 + a * x) - a * x) / (b * x**2),
        "root": lambda x: (mpmath.sqrt(c * c + a * x) - c) / (b * x),
        "tangent": lambda x: (mpmath.tan(a * x) - a * x) / (b * x**3),
    }[p["form"]]
    return quotient


def indeterminate_limit(p: Parameters) -> float:
    with mpmath.workdps(80):
        return float(limit_quotient(p)(mpmath.mpf(10) ** -15))


def lagrange_extremum(p: Parameters) -> float:
    a, b, c = p["a"], p["b"], p["c"]
    if p["form"] == "product":
        extremum = optimize.minimize_scalar(
            lambda x: -x * (c - a * x) / b, bounds=(0, c / a), method="bounded"
        )
        return float(-extremum.fun)
    if p["form"] == "distance":
        return float(optimize.minimize_scalar(lambda x: x**2 + ((c - a * x) / b) ** 2).fun)
    extremum = optimize.minimize_scalar(
        lambda angle: -c * (a * math.cos(angle) + b * math.sin(angle)),
        bounds=(0, math.pi / 2),
        method="bounded",
        options={"xatol": 1e-9},
    )
    return float(-extremum.fun)


def parts_integrand(p: Parameters) -> Callable[[float], float]:
    a, b, k = p["a"], p["b"], p["k"]
    integrand: Callable[[float], float] = {
        "exponential": lambda x: (a * x + b) * math.exp(k * x),
        "sine": lambda x: (a * x + b) * math.sin(k * x),
        "logarithm": lambda x: a * x**k * math.log(x),
    }[p["form"]]
    return integrand


def integral_by_parts(p: Parameters) -> float:
    low = 1 if p["form"] == "logarithm" else 0
    high = math.pi if p["form"] == "sine" else p["end"]
    return float(integrate.quad(parts_integrand(p), low, high, epsabs=1e-12)[0])


def rational_integrand(p: Parameters) -> Callable[[float], float]:
    return lambda x: (p["p"] * x + p["q"]) / ((x + p["a"]) * (x + p["b"]))


def integral_rational(p: Parameters) -> float:
    return float(integrate.quad(rational_integrand(p), p["low"], p["high"], epsabs=1e-13)[0])


def volume_of_revolution(p: Parameters) -> float:
    a, c, n, end = p["a"], p["c"], p["n"], p["end"]
    if p["axis"] == "x":
        return float(integrate.quad(lambda x: math.pi * (a * x**n + c) ** 2, 0, end)[0])
    # By washers: the full cylinder, less the part above the curve.
    top = a * end**n + c
    above = integrate.quad(lambda y: ((y - c) / a) ** (2 / n), c, top, epsabs=1e-11)[0]
    return float(math.pi * (end**2 * top - above))


def bayes_posterior(p: Parameters) -> Fraction:
    odds = Fraction(p["prior"], 100 - p["prior"]) * Fraction(p["hit"], p["false"])
    return odds / (1 + odds)


def binomial_probability(p: Parameters) -> Fraction:
    chance, law = Fraction(p["p"]), [Fraction(1)]
    for _ in range(p["n"]):
        law = [
            (law[j] if j < len(law) else 0) * (1 - chance) + (law[j - 1] if j else 0) * chance
            for j in range(len(law) + 1)
        ]
    return sum(law[p["k"] :], Fraction(0)) if p["at_least"] else law[p["k"]]


def hypergeometric_probability(p: Parameters) -> Fraction:
    balls = [1] * p["red"] + [0] * p["blue"]
    draws = list(itertools.combinations(balls, p["drawn"]))
    return Fraction(sum(sum(draw) == p["wanted"] for draw in draws), len(draws))


def poisson_probability(p: Parameters) -> float:
    law = stats.poisson(p["rate"] * p["span"])
    return float(law.cdf(p["k"]) if p["at_most"] else law.pmf(p["k"]))


def discrete_moments(p: Parameters) -> Fraction:
    sample = [v for v, w in zip(p["values"], p["weights"], strict=True) for _ in range(w)]
    if p["what"] == "expected value":
        return Fraction(sum(sample), len(sample))
    pairs = [(x - y) ** 2 for x in sample for y in sample]
    return Fraction(sum(pairs), 2 * len(pairs))


def power_modulo(p: Parameters) -> int:
    value = 1
    for _ in range(p["n"]):
        value = value * p["a"] % p["m"]
    return value


# --- functions ----------------------------------------------------------------------------


def differentiated(p: Parameters) -> Callable[[Any], Any]:
    a, b, k, n, c, d = (p[name] for name in "abkncd")
    f: Callable[[Any], Any] = {
        "exponential": lambda x: (a * x + b) * cmath.exp(k * x),
        "sine": lambda x: a * x**n * cmath.sin(k * x),
        "cosine": lambda x: a * x**n * cmath.cos(k * x),
        "logarithm": lambda x: a * x**n * cmath.log(k * x),
        "chain": lambda x: (a * x**2 + b) ** n,
        "quotient": lambda x: (a * x + b) / (c * x + d),
    }[p["form"]]
    return f


def curve(p: Parameters) -> Callable[[Any], Any]:
    c = p["coefficients"]
    if p["form"] == "cubic":
        return lambda x: c[0] + c[1] * x + c[2] * x**2 + c[3] * x**3
    return lambda x: c[0] / (x + c[1])


def tangent_line(p: Parameters) -> Callable[[float], float]:
    slope, value = _slope(curve(p), p["at"]), curve(p)(p["at"])
    return lambda x: value + slope * (x - p["at"])


def _integrated(
    derivative: Callable[[float, Any], Any], start: list[float]
) -> Callable[[float], float]:
    solved = integrate.solve_ivp(
        derivative, (0, max(POINTS)), start, "DOP853", POINTS, rtol=1e-11, atol=1e-12
    )
    values = dict(zip(POINTS, solved.y[0], strict=True))
    return lambda t: float(values[t])


def ode_first_order(p: Parameters) -> Callable[[float], float]:
    a, b, k = p["a"], p["b"], p["k"]
    forcing: Callable[[float], float] = {
        "constant": lambda _t: b,
        "linear": lambda t: b * t,
        "exponential": lambda t: b * math.exp(k * t),
        "resonant": lambda t: b * math.exp(-a * t),
    }[p["form"]]
    return _integrated(lambda t, y: [forcing(t) - a * y[0]], [p["start"]])


def ode_second_order(p: Parameters) -> Callable[[float], float]:
    return _integrated(
        lambda _t, y: [y[1], p["g"] - p["p"] * y[1] - p["q"] * y[0]], [p["start"], p["speed"]]
    )


ROUTES: dict[str, Callable[[Parameters], Any]] = {
    "power-rule": lambda p: lambda x: _slope(lambda z: p["a"] * z ** p["n"], x),
    "linear-value": lambda p: p["b"] + sum(p["a"] for _ in range(p["at"])),
    "rectangle-area": lambda p: len(list(itertools.product(range(p["length"]), range(p["width"])))),
    "complement-probability": lambda p: Fraction(
        sum(outcome >= p["p"] for outcome in range(p["q"])), p["q"]
    ),
    # The third difference of a sequence without curvature is 0.
    "next-term": lambda p: 3 * p["terms"][2] - 3 * p["terms"][1] + p["terms"][0],
    "linear-equation": lambda p: next(x for x in range(-50, 51) if p["a"] * x + p["b"] == p["c"]),
    "arithmetic-series": arithmetic_series,
    "greatest-common-divisor": greatest_common_divisor,
    "division-remainder": division_remainder,
    "percent-change": percent_change,
    "polynomial-slope": lambda p: _slope(
        lambda x: sum(c * x**k for k, c in enumerate(p["coefficients"])), p["at"]
    ),
    "quadratic-roots": lambda p: list(np.roots([p["a"], p["b"], p["c"]])),
    "geometric-series": geometric_series,
    "complex-modulus": complex_modulus,
    "partial-fraction-coefficient": partial_fraction_coefficient,
    "linear-system": lambda p: tuple(
        np.linalg.solve([[p["a"], p["b"]], [p["c"], p["d"]]], [p["e"], p["f"]])
    ),
    "determinant-3x3": determinant,
    "inverse-matrix-entry": lambda p: np.linalg.inv(p["rows"])[p["row"] - 1, p["column"] - 1],
    "eigenvalues-2x2": lambda p: list(np.linalg.eigvals(p["rows"])),
    "eigenvalues-3x3": lambda p: list(np.linalg.eigvals(p["rows"])),
    "derivative-rules": lambda p: lambda x: _slope(differentiated(p), x),
    "tangent-line": tangent_line,
    "taylor-coefficient": lambda p: _coefficient(maclaurin(p), 0, 0.12, p["n"]),
    "indeterminate-limit": indeterminate_limit,
    "lagrange-extremum": lagrange_extremum,
    "integral-by-parts": integral_by_parts,
    "integral-rational": integral_rational,
    "volume-of-revolution": volume_of_revolution,
    "ode-first-order-linear": ode_first_order,
    "ode-second-order": ode_second_order,
    "bayes-posterior": bayes_posterior,
    "binomial-probability": binomial_probability,
    "hypergeometric-probability": hypergeometric_probability,
    "poisson-probability": poisson_probability,
    "discrete-moments": discrete_moments,
    "modular-inverse": lambda p: _smallest(lambda x: p["a"] * x % p["m"] == 1),
    "power-modulo": power_modulo,
    "chinese-remainder": lambda p: _smallest(
        lambda x: x % p["m"] == p["a"] and x % p["n"] == p["b"]
    ),
    "linear-congruence": lambda p: _smallest(lambda x: (p["a"] * x - p["b"]) % p["m"] == 0),
}


def close(value: complex, expected: complex) -> bool:
    return abs(value - expected) <= 1e-7 * abs(expected) + 1e-10


def agrees(text: str, expected: Any, evaluate: Callable[..., complex]) -> bool:
    """Whether an answer's text has the value(s) that a route extremum."""
    if callable(expected):
        right = text.removeprefix("y = ")
        return all(close(evaluate(right, x=x, t=x), expected(x)) for x in POINTS)
    if isinstance(expected, tuple):
        values = [evaluate(part) for part in text.strip("()").split(",")]
        return len(values) == len(expected) and all(map(close, values, expected))
    if isinstance(expected, list):
        values = [evaluate(part) for part in text.strip("{}").split(",")]
        return len(values) == len(expected) and any(
            all(map(close, values, order)) for order in itertools.permutations(expected)
        )
    if isinstance(expected, (int, Fraction)):
        return Fraction(text) == expected
    return close(evaluate(text), expected)


def test_every_family_has_an_independent_route() -> None:
    assert set(ROUTES) == set(FAMILIES)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_references_and_distractors_against_an_independent_route(
    name: str, evaluate: Callable[..., complex]
) -> None:
    for seed in SEEDS:
        instance = FAMILIES[name].instance(seed)
        expected = ROUTES[name](instance.parameters)
        about = f"{name} seed {seed}: {instance.statement}"
        assert agrees(instance.reference.value, expected, evaluate), about
        for distractor in instance.distractors:
            assert not agrees(distractor.answer, expected, evaluate), f"{about}: {distractor}"
