"""Families of units: conversion both ways, wrong dimensions, wrong prefixes, spellings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.tolerance import Tolerance
from preceptor_verifiers.quantities.units import parse_unit, unit_readings

FAMILIES = {
    "length": ("m", "cm", "nm", "km", "inch", "ft", "mile", "angstrom", "light_year"),
    "mass": ("kg", "g", "mg", "tonne", "ounce", "dalton"),
    "time": ("s", "ms", "minute", "hour", "day", "year"),
    "energy": ("J", "kJ", "eV", "MeV", "kWh", "kcal", "hartree", "erg"),
    "pressure": ("Pa", "kPa", "bar", "atm", "torr", "psi"),
    "speed": ("m/s", "km/hour", "mile/hour", "cm/s"),
    "power": ("W", "kW", "horsepower", "J/s"),
    "charge": ("C", "mC", "A*s", "A*hour"),
    "concentration": ("mol/L", "mmol/L", "mol/m^3", "mol/dm^3"),
    "heat": ("J/(kg*K)", "kJ/(kg*K)", "J/(g*K)", "cal/(g*K)"),
}
ANY = st.sampled_from([(f, u) for f, units in FAMILIES.items() for u in units])


@pytest.fixture(scope="module")
def registry() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None)


def same(reference: str, candidate: str) -> Same:
    return compare_answers(reference, candidate, Policy(tolerance=Tolerance(rtol=1e-6))).same


@given(one=ANY, other=ANY, value=st.integers(11, 9999), shift=st.sampled_from([-3, -2, 1, 3, 6]))
@settings(max_examples=250, deadline=None)
def test_conversion(
    registry: Any, one: tuple[str, str], other: tuple[str, str], value: int, shift: int
) -> None:
    reference = f"{value} {one[1]}"
    if one[0] != other[0]:
        assert same(reference, f"{value} {other[1]}") is Same.NO
        return
    # The registry's own arithmetic is the oracle; its units come out in base units, with names.
    converted = registry.Quantity(value, one[1]).to(other[1]).magnitude
    assert same(reference, f"{converted:.10g} {other[1]}") is Same.YES
    assert same(reference, f"{converted:.9e} {other[1]}") is Same.YES
    assert same(reference, f"{converted * 10.0**shift:.10g} {other[1]}") is Same.NO
    assert same(reference, f"{-converted:.10g} {other[1]}") is Same.NO


SYMBOLS = ("m", "kg", "s", "K", "mol", "J", "W", "N", "Pa", "V", "A", "cm", "mm", "kJ", "T")
POWERS = st.lists(
    st.tuples(st.sampled_from(SYMBOLS), st.integers(-4, 4).filter(bool)),
    min_size=1, max_size=4, unique_by=lambda p: p[0],
)  # fmt: skip
_SUPER = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _power(symbol: str, exponent: int, write: Callable[[int], str]) -> str:
    return symbol if exponent == 1 else symbol + write(exponent)


def spellings(powers: list[tuple[str, int]]) -> list[str]:
    """One product of powers in the spellings of plain text, Unicode and LaTeX."""
    over = [(s, e) for s, e in powers if e > 0] or [("1", 1)]
    under = [(s, -e) for s, e in powers if e < 0]

    def caret(e: int) -> str:
        return f"^{e}"

    def braces(e: int) -> str:
        return f"^{{{e}}}"

    def raised(e: int) -> str:
        return str(e).translate(_SUPER)

    spellings = [
        " ".join(_power(s, e, caret) for s, e in powers),
        " ".join(_power(s, e, braces) for s, e in powers),
        "·".join(_power(s, e, raised) for s, e in powers),
        "*".join(_power(s, e, lambda e: f"**{e}" if e > 0 else f"^({e})") for s, e in powers),
        "\\mathrm{" + "\\,".join(_power(s, e, braces) for s, e in powers) + "}",
        " \\cdot ".join(f"\\mathrm{{{s}}}" + ("" if e == 1 else braces(e)) for s, e in powers),
        "~".join(f"\\text{{{s}}}" + ("" if e == 1 else braces(e)) for s, e in powers),
    ]
    if under:
        top = " ".join(_power(s, e, caret) for s, e in over)
        bottom = " ".join(_power(s, e, caret) for s, e in under)
        spellings += [f"{top}/({bottom})", f"\\frac{{{top}}}{{{bottom}}}",
                  f"\\frac{{\\mathrm{{{top}}}}}{{\\mathrm{{{bottom}}}}}",
                  top + "".join("/" + _power(s, e, caret) for s, e in under),
                  f"{top} per ({bottom})"]  # fmt: skip
    return spellings


@given(POWERS)
@settings(max_examples=200, deadline=None)
def test_spellings_of_one_unit_agree(powers: list[tuple[str, int]]) -> None:
    expected = Fraction(1)
    for symbol, exponent in powers:
        expected *= parse_unit(symbol).factor ** exponent
    units = [parse_unit(text) for text in spellings(powers)]
    for text, unit in zip(spellings(powers), units, strict=True):
        assert not unit.unknown, text
        assert unit.dimension == units[0].dimension, text
        assert unit.factor == expected, text


@given(st.text(alphabet="CFhlbGmSutdMgk ^-12/()°Δ\\mathrm{}", max_size=40))
@settings(max_examples=200, deadline=2000)
def test_readings_are_bounded(text: str) -> None:
    try:
        readings = unit_readings(text)
    except ValueError:
        return
    assert 1 <= len(readings) <= 9
    assert readings[0] == parse_unit(text)
