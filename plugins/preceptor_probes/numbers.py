"""Perturbed numbers that no tolerance covers, and other ways to write the same one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from preceptor.components import Margin
from preceptor_probes.hedges import hedged
from preceptor_probes.spelling import decimal
from preceptor_probes.units import (
    Unit,
    conversions,
    other_units,
    read_unit,
    wrong_prefixes,
    wrong_units,
)

_DECIMAL = re.compile(
    r"\s*\$?([-+−]?)\s*(\d{1,40}(?:\.\d{1,40})?)"
    r"(?:\s*(?:×|x|\\times|\\cdot|·|\*)\s*10\s*\^\s*\{?\(?([-+−]?\d{1,3})\)?\}?|[eE]([-+]?\d{1,3}))?"
    r"\s*(.*?)\$?\s*\Z",
    re.DOTALL,
)
_QUOTIENT = re.compile(r"\s*([-−]?)\s*(\d{1,20})\s*/\s*(\d{1,20})\s*\Z")
_MINUS = "−"
_SLACK = 1 + Fraction(1, 10**6)


@dataclass(frozen=True)
class Number:
    """A number as a reference states it.

    Attributes:
        value: Its exact value, without the unit.
        digits: Significant digits as written, ``None`` for a fraction.
        point: How many of them follow the point.
        exponent: Power of ten that follows them.
        unit: Its unit; ``None`` when it has none.
    """

    value: Fraction
    digits: str | None = None
    point: int = 0
    exponent: int = 0
    unit: Unit | None = None

    @property
    def step(self) -> Fraction:
        """One unit in the last digit of a decimal, 0 for whole numbers and fractions."""
        if self.digits is None or (not self.point and not self.exponent):
            return Fraction(0)
        return Fraction(10) ** (self.exponent - self.point)


def read_number(text: str, unit_text: str | None) -> Number | None:
    """A decimal or fraction with its unit; ``None`` when the text contains anything else."""
    quotient = _QUOTIENT.match(text)
    unit = read_unit(unit_text) if unit_text else None
    if unit_text and unit is None:
        return None
    if quotient:
        if not int(quotient.group(3)):
            return None
        value = Fraction(int(quotient.group(2)), int(quotient.group(3)))
        return Number(-value if quotient.group(1) else value, unit=unit)
    match = _DECIMAL.match(text)
    if match is None:
        return None
    sign, digits, raised, scientific, rest = match.groups()
    if rest:
        if unit is not None:
            return None
        unit = read_unit(rest)
        if unit is None:
            return None
    exponent = int((raised or scientific or "0").replace(_MINUS, "-"))
    value = Fraction(digits) * Fraction(10) ** exponent
    point = len(digits.partition(".")[2])
    return Number(-value if sign in ("-", _MINUS) else value, digits, point, exponent, unit)


def widened(payload: Mapping[str, Any], margin: Margin) -> Margin:
    """What a reference states, or the margin by default, whichever is wider."""
    return Margin(
        max(float(payload.get("rtol") or 0.0), margin.rtol),
        max(float(payload.get("atol") or 0.0), margin.atol),
    )


def outside(margin: Margin, number: Number, value: Fraction) -> bool:
    """Whether ``value`` is certainly another number than the reference.

    The two tolerances are added, as some comparisons do, and a decimal is allowed two units in
    its last digit.
    """
    allowed = Fraction(margin.rtol) * abs(number.value) + Fraction(margin.atol)
    return abs(value - number.value) > max(allowed, 2 * number.step) * _SLACK


def perturbed_numbers(
    number: Number, margin: Margin, rng: random.Random
) -> Iterator[tuple[str, str]]:
    """Name of the change, and wrong answer, each as text and in another notation."""
    wrong: list[str] = []
    for what, text, unit in _changes(number, margin, rng):
        plain = with_unit(text, unit)
        wrong.append(plain)
        yield what, plain
        yield what, _elsewise(text, unit, rng)
    if wrong:
        right = with_unit(written(number, number.value), number.unit)
        yield from hedged(right, rng.choice(wrong), rng, signed=number.value > 0)
    if number.unit is None:
        # An equation that is still to be solved may only repeat the problem.
        yield "unsolved equation", f"2x + 3 = {written(number, 2 * number.value + 3)}"


def _changes(
    number: Number, margin: Margin, rng: random.Random
) -> Iterator[tuple[str, str, Unit | None]]:
    """Name of the change, number and unit."""
    for what, text, value in _wrong_values(number, rng):
        if outside(margin, number, value):
            yield what, text, number.unit
    if number.unit is None:
        return
    own = written(number, number.value)
    if number.value:
        for unit in wrong_units(number.unit, rng):
            yield "wrong unit", own, unit
        for unit, off in wrong_prefixes(number.unit, rng):
            if outside(margin, number, number.value * off):
                yield "wrong prefix", own, unit
    for unit, factor, offset in other_units(number.unit):
        if outside(margin, number, number.value * factor + offset):
            yield "unit of the same dimension", own, unit


def _elsewise(text: str, unit: Unit | None, rng: random.Random) -> str:
    """A number in LaTeX, in a box, or with its unit in powers or as upright text."""
    latex = with_latex_unit(_latex(text), unit)
    ways = [f"${latex}$", rf"\boxed{{{latex}}}", rf"\({latex}\)"]
    if unit is not None:
        ways.append(with_unit(text, unit, unit.powers()))
        if (upright := unit.text_latex()) is not None:
            ways.append(f"{text} {upright}")
    return rng.choice(ways)


def _wrong_values(number: Number, rng: random.Random) -> Iterator[tuple[str, str, Fraction]]:
    value = number.value

    def changed(what: str, other: Fraction) -> tuple[str, str, Fraction]:
        return what, written(number, other), other

    yield changed("sign", -value)
    yield changed("power of ten", value * 10)
    yield changed("power of ten", value / 10)
    yield changed("off by 2x", value * 2)
    yield changed("off by 2x", value / 2)
    if number.exponent:
        flipped = Fraction(10) ** (-2 * number.exponent)
        yield changed("sign of the exponent", value * flipped)
    if number.digits is None and value:
        yield changed("swapped operands", 1 / value)
    if number.step == 0 and value.denominator == 1:
        yield changed("off by one", value + 1)
        yield changed("off by one", value - 1)
    if number.digits is None:
        yield changed("wrong digit", Fraction(value.numerator + 1, value.denominator))
        return
    for what, digits in _wrong_digits(number.digits, rng):
        other = Fraction(digits) * Fraction(10) ** number.exponent
        yield changed(what, -other if value < 0 else other)


def _wrong_digits(digits: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """One digit wrong, two neighbours exchanged; places in random order, two of each."""
    places = [place for place, digit in enumerate(digits) if digit.isdigit()]
    for place in rng.sample(places[:3], min(2, len(places))):
        other = (int(digits[place]) + rng.choice((2, 3, 5, 7))) % 10
        if other or place:
            yield "wrong digit", f"{digits[:place]}{other}{digits[place + 1 :]}"
    pairs = [(one, two) for one, two in pairwise(places) if digits[one] != digits[two]]
    for one, two in rng.sample(pairs, min(2, len(pairs))):
        swapped = list(digits)
        swapped[one], swapped[two] = digits[two], digits[one]
        yield "digits swapped", "".join(swapped)


def equal_numbers(number: Number, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the notation, and the same number written that way."""
    value, unit = number.value, number.unit
    own = written(number, value)
    yield "plain", with_unit(own, unit)
    yield "in dollars", f"${with_latex_unit(_latex(own), unit)}$"
    yield "boxed", rf"\boxed{{{with_latex_unit(_latex(own), unit)}}}"
    if value < 0:
        yield "Unicode minus", with_unit(own.replace("-", _MINUS, 1), unit)
    if unit is not None:
        yield "unit in LaTeX", with_latex_unit(own, unit)
        yield "unit with powers", with_unit(own, unit, unit.powers())
        yield "unit with dots", with_unit(own, unit, unit.plain("·"))
        if (text := unit.text_latex()) is not None:
            yield "unit in \\text", f"{own} {text}"
        for other, factor in conversions(unit, rng):
            shown = decimal(value * factor)
            if shown is not None and len(shown) <= 20:
                yield "converted", with_unit(_like(number, value * factor), other)
    if number.digits is not None:
        for what, text in _scientific(number):
            yield what, with_unit(text, unit)
    else:
        yield from _fractions(value, unit)
    if value.denominator == 1 and abs(value) >= 1000 and not number.point:
        yield "thousands", with_unit(f"{value.numerator:,}", unit)
        yield "thousands in LaTeX", with_unit(f"{value.numerator:,}".replace(",", "{,}"), unit)


def _fractions(value: Fraction, unit: Unit | None) -> Iterator[tuple[str, str]]:
    sign = "-" if value < 0 else ""
    top, bottom = abs(value.numerator), value.denominator
    if bottom == 1:
        yield "whole number", with_unit(f"{sign}{top}", unit)
        return
    yield "fraction in LaTeX", with_unit(rf"{sign}\frac{{{top}}}{{{bottom}}}", unit)
    yield "display fraction", with_unit(rf"{sign}\dfrac{{{top}}}{{{bottom}}}", unit)
    if top > bottom:
        whole, rest = divmod(top, bottom)
        yield "mixed number", with_unit(rf"{sign}{whole}\frac{{{rest}}}{{{bottom}}}", unit)
    if (text := decimal(value)) is not None:
        yield "decimal", with_unit(text, unit)


def _scientific(number: Number) -> Iterator[tuple[str, str]]:
    assert number.digits is not None
    digits = number.digits.replace(".", "").lstrip("0")
    if not digits:
        return
    whole = len(number.digits.replace(".", "")) - number.point
    exponent = whole - 1 + number.exponent
    exponent -= len(number.digits.replace(".", "")) - len(digits)
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    if number.value < 0:
        mantissa = "-" + mantissa
    yield "scientific", f"{mantissa}e{exponent}"
    yield "scientific, Unicode", f"{mantissa} × 10^{exponent}"
    yield "scientific, LaTeX", rf"{mantissa} \times 10^{{{exponent}}}"
    yield "scientific, dot", rf"{mantissa} \cdot 10^{{{exponent}}}"
    if number.exponent and (text := decimal(number.value)) is not None and len(text) <= 16:
        yield "plain notation", text


def _like(number: Number, value: Fraction) -> str:
    """``value`` in decimal notation; an integer has no further digits."""
    text = decimal(value) or str(value)
    return text if len(text) <= 12 else _short(text)


def _short(text: str) -> str:
    """A long decimal in scientific notation, with all of its digits."""
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, point = body.partition(".")
    digits = (whole + point).lstrip("0")
    exponent = len(whole) - 1 - (len(whole + point) - len(digits))
    digits = digits.rstrip("0") or "0"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}e{exponent}"


def written(number: Number, value: Fraction) -> str:
    """``value`` in the notation of the reference: fraction, decimal, or with a power of ten."""
    if number.digits is None:
        return str(value)
    if number.exponent:
        mantissa = value / Fraction(10) ** number.exponent
        if Fraction(1, 10) <= abs(mantissa) < 100 or not value:
            return f"{decimal(mantissa)} × 10^{number.exponent}"
        return _short(decimal(value) or f"{float(value):.17g}")
    return decimal(value) or str(value)


def with_unit(text: str, unit: Unit | None, shown: str | None = None) -> str:
    """The number with its unit as text."""
    if unit is None:
        return text
    unit_text = shown or unit.plain()
    return f"{text}%" if unit_text == "%" else f"{text} {unit_text}"


def with_latex_unit(text: str, unit: Unit | None) -> str:
    """The number with its unit in LaTeX."""
    return text if unit is None else rf"{text}\,{unit.latex()}"


def _latex(text: str) -> str:
    """A number as LaTeX."""
    if "/" in text:
        sign = "-" if text.startswith("-") else ""
        top, _, bottom = text.removeprefix("-").partition("/")
        return rf"{sign}\frac{{{top}}}{{{bottom}}}"
    return re.sub(r" × 10\^(-?\d+)", r" \\times 10^{\1}", text)
