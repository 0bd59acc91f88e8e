"""Unit text: spellings, dimensions, conversion, and what is not a unit."""

from __future__ import annotations

import subprocess
import sys
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor_verifiers.quantities.quantity import read_quantity
from preceptor_verifiers.quantities.units import UnitError, parse_unit

SAME = [
    ("J", "N m"), ("J", "kg·m²/s²"), ("J", "$\\mathrm{kg}\\,\\mathrm{m}^2\\,\\mathrm{s}^{-2}$"),
    ("m s^-1", "m/s"), ("m s^{-1}", "m / s"), ("J K^-1 mol^-1", "J/(mol K)"),
    ("J/mol K", "\\text{J} \\text{mol}^{-1} \\text{K}^{-1}"), ("dm^3", "L"), ("cm3", "mL"),
    ("JK^{-1}", "J/K"), ("KJ", "kJ"), ("kPA", "kPa"), ("Torr", "torr"), ("°C", "^\\circ C"),
    ("${ }^{\\circ} \\mathrm{C}$", "°C"), ("\\mu C", "μC"), ("µm", "\\mu\\mathrm{m}"),
    ("\\Omega", "ohm"), ("Å", "angstrom"), ("yr", "years"), ("h", "hours"), ("min", "minutes"),
    ("J electron ^-1", "J"), ("photon s^-1", "s^-1"), ("lb/in^2", "psi"), ("ft-lb", "ft·lb"),
    ("\\frac{m}{s}", "m/s"), ("mol kg^-1", "mol/kg"), ("10^3 m", "km"), ("s-1", "Hz"), ("l", "L"),
]  # fmt: skip

DIFFERENT = [
    ("J", "W"), ("m", "s"), ("m/s", "m/s^2"), ("kJ mol^-1", "kJ"), ("N", "Pa"), ("K", "J"),
    ("eV", "V"), ("C", "A"), ("mol/L", "mol/kg"), ("lb", "lb/in^2"),
]  # fmt: skip

NO_UNITS = [
    "10^{10^{10}}", "2^2^2^2", "9**9**9**9", "m^9999", "m^1/0", "m/", "*m", "(m", "m)",
    "1e999999 m",
    "m^{1000000}", "__import__('os')", "m;s", "x=5", "m" * 200, "((((((((m))))))))", "m 5", "0 m",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_unit(one: str, other: str) -> None:
    left, right = parse_unit(one), parse_unit(other)
    assert left.same_dimension(right)
    assert not left.unknown
    assert float(left.factor) == pytest.approx(float(right.factor), rel=1e-9)
    assert left.offset == right.offset


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_dimension(one: str, other: str) -> None:
    assert not parse_unit(one).same_dimension(parse_unit(other))


@pytest.mark.parametrize("text", NO_UNITS)
def test_no_unit(text: str) -> None:
    start = time.process_time()
    with pytest.raises(UnitError):
        parse_unit(text)
    assert time.process_time() - start < 2.0


def test_numeric_factor() -> None:
    unit = parse_unit("$10^{-19} \\mathrm{~J}$")
    assert unit.scale == Fraction(1, 10**19)
    assert unit.factor == parse_unit("J").factor * unit.scale
    assert parse_unit("10 ^ -6m/s^2").scale == Fraction(1, 10**6)


def test_unknown_words_are_kept() -> None:
    assert parse_unit("blorps").unknown == ("blorp^1",)
    assert parse_unit("blorps/s").unknown == ("blorp^1",)


QUANTITIES = [
    ("10 cm^2", "cm^2"), ("10weeks", "weeks"), ("864 \\mbox{ inches}^2", "inches^2"),
    ("0.64N", "N"), ("\\frac{542}{3}\\text{ seconds}", "seconds"), ("3e10 m", "m"),
    ("1.18e-1 nm", "nm"), ("3.2 × 10^-19 J", "J"), ("28 percent", "percent"), ("6.67\\%", "%"),
    ("$-2.99\\ \\mathrm{K}$", "K"), ("3.5 ^\\circ C", "°C"), ("12 N·m", "N"), ("30°", "°"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first"), QUANTITIES)
def test_value_and_unit_come_apart(text: str, first: str) -> None:
    quantity = read_quantity(text)
    assert quantity is not None
    assert quantity.unit is not None
    assert quantity.unit.words[0] == first


@pytest.mark.parametrize("text", ["5", "2 sqrt(3)", "\\pi", "\\frac{\\pi}{2}", "1e5", "3i"])
def test_no_unit_where_there_is_none(text: str) -> None:
    quantity = read_quantity(text)
    assert quantity is not None
    assert quantity.unit is None


@pytest.mark.parametrize("text", ["x", "2x + 1", "(1, 2)", "the 5 cats", "", "x = 5", "[1, 2)"])
def test_no_quantity(text: str) -> None:
    assert read_quantity(text) is None


@given(st.text(alphabet="Jkgms^-{}/()*·²⁻¹ 0123456789\\mathr~$°%eCµ", max_size=60))
@settings(max_examples=200, deadline=2000)
def test_any_text_gives_a_unit_or_an_error(text: str) -> None:
    try:
        unit = parse_unit(text)
    except UnitError:
        return
    assert unit.factor >= 0


def test_easy_pairs_import_neither_sympy_nor_pint() -> None:
    code = (
        "import sys\n"
        "from preceptor_verifiers.comparison import compare_answers\n"
        "from preceptor_verifiers.quantities.conventions import Policy\n"
        "for pair in (('0.5', '1/2'), ('x+y', 'y+x'), ('(x+1)^2', 'x^2+2x+1'), ('{1,2}', '2,1')):\n"
        "    assert compare_answers(*pair, Policy()).same.value == 'equal', pair\n"
        "print([m for m in ('sympy', 'pint', 'mpmath', 'numpy') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
