"""Exact values as a person writes them: ``3/4``, ``2 sqrt(3)``, ``e^(-2t)``, ``3x^2 - x``.

Nothing here computes with text: families compute with integers and fractions, and this
module only writes the results down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isqrt, lcm

Rational = Fraction | int

# A coefficient is written directly before these: 3x^2, 4y', 2i, 5x sin(x). Not before e: 4e6.
_VARIABLE_FIRST = re.compile(r"[a-df-zλ](\^\d+|'+)?( .*)?")


def rational(value: Rational) -> str:
    """``3``, ``-3/4``."""
    return str(Fraction(value))


def bracketed(value: Rational) -> str:
    """As a factor or a term after an operator: ``3``, ``(-3)``, ``(3/4)``."""
    exact = Fraction(value)
    plain = exact >= 0 and exact.denominator == 1
    return rational(exact) if plain else f"({rational(exact)})"


def times(coefficient: Rational, symbol: str) -> str:
    """``coefficient * symbol``: ``3x^2``, ``-x``, ``(3/4) cos(t)``; an empty symbol is 1."""
    value = Fraction(coefficient)
    if not symbol:
        return rational(value)
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    size = abs(value)
    if size == 1:
        return sign + symbol
    if size.denominator != 1:
        return f"{sign}({rational(size)}) {symbol}"
    glue = "" if _VARIABLE_FIRST.fullmatch(symbol) else " "
    return f"{sign}{size}{glue}{symbol}"


def combination(terms: Iterable[tuple[Rational, str]]) -> str:
    """A sum of ``coefficient * symbol``; zero terms are left out."""
    text = ""
    for coefficient, symbol in terms:
        if coefficient == 0:
            continue
        term = times(coefficient, symbol)
        if not text:
            text = term
        elif term.startswith("-"):
            text += f" - {term[1:]}"
        else:
            text += f" + {term}"
    return text or "0"


def power(variable: str, exponent: int) -> str:
    """``""`` for exponent 0 (the symbol of a constant term), ``x``, ``x^2``."""
    if exponent == 0:
        return ""
    return variable if exponent == 1 else f"{variable}^{exponent}"


def polynomial(ascending: Sequence[Rational], variable: str = "x") -> str:
    """``3x^2 - x + 5`` from coefficients in ascending order ``[5, -1, 3]``."""
    return combination(
        (coefficient, power(variable, exponent))
        for exponent, coefficient in reversed(list(enumerate(ascending)))
    )


def exponential(rate: Rational, variable: str) -> str:
    """``e^(rate variable)``: ``e^x``, ``e^(-x)``, ``e^(2x)``, ``e^((1/2) x)``."""
    if rate == 0:
        return ""
    exponent = times(rate, variable)
    return f"e^{exponent}" if exponent == variable else f"e^({exponent})"


def power_of_e(exponent: Rational) -> str:
    """``""`` for exponent 0, ``e``, ``e^6``, ``e^(-3)``, ``e^(1/2)``."""
    if exponent == 0:
        return ""
    return "e" if exponent == 1 else f"e^{bracketed(exponent)}"


def multiple_of_pi(value: Rational) -> str:
    """``pi``, ``3 pi/4``, ``-2 pi``."""
    exact = Fraction(value)
    text = times(exact.numerator, "pi") if exact else "0"
    return text if exact.denominator == 1 else f"{text}/{exact.denominator}"


def extract_square(n: int) -> tuple[int, int]:
    """``(a, b)`` with ``n = a**2 * b`` and ``b`` free of squares; ``n`` positive and small."""
    outside = max(a for a in range(1, isqrt(n) + 1) if n % (a * a) == 0)
    return outside, n // (outside * outside)


def square_root(value: Rational) -> str:
    """The square root of a positive rational: ``3``, ``2 sqrt(3)``, ``sqrt(6)/2``."""
    exact = Fraction(value)
    # sqrt(p/q) = sqrt(p q)/q keeps the root out of the denominator.
    outside, inside = extract_square(exact.numerator * exact.denominator)
    return _surd(Fraction(outside, exact.denominator), inside)


def _surd(coefficient: Fraction, inside: int) -> str:
    if inside == 1:
        return rational(coefficient)
    text = times(coefficient.numerator, f"sqrt({inside})")
    return text if coefficient.denominator == 1 else f"{text}/{coefficient.denominator}"


def root_pair(middle: int, discriminant: int, denominator: int) -> tuple[str, str]:
    """``(middle - sqrt(d))/denominator`` and ``(middle + sqrt(d))/denominator``, simplified.

    ``denominator`` is positive and ``discriminant`` not zero; a negative one gives a
    conjugate pair such as ``2 - 3i``.
    """
    outside, inside = extract_square(abs(discriminant))
    if discriminant > 0 and inside == 1:
        return (
            rational(Fraction(middle - outside, denominator)),
            rational(Fraction(middle + outside, denominator)),
        )
    symbol = "" if inside == 1 else f"sqrt({inside})"
    if discriminant < 0:
        symbol = f"{symbol} i".strip()
    centre, spread = Fraction(middle, denominator), Fraction(outside, denominator)
    common = lcm(centre.denominator, spread.denominator)
    low, high = (
        combination([(centre * common, ""), (sign * spread * common, symbol)]) for sign in (-1, 1)
    )
    if common == 1:
        return low, high
    if centre == 0:
        return f"{low}/{common}", f"{high}/{common}"
    return f"({low})/{common}", f"({high})/{common}"


def braces(values: Iterable[str]) -> str:
    """``{1, 4}``."""
    return "{" + ", ".join(values) + "}"


def matrix(rows: Sequence[Sequence[Rational]]) -> str:
    """``[[1, 2], [3, 4]]``, row by row."""
    return "[" + ", ".join("[" + ", ".join(map(rational, row)) + "]" for row in rows) + "]"
