"""Letters behind a number: what is a unit, what is a variable or a constant, what may be either."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from preceptor import Reference, Status, references, verify
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.quantity import read_quantity
from preceptor_verifiers.quantities.unit_or_variable import Letters, letters_of
from preceptor_verifiers.quantities.units import parse_unit

Compare = Callable[..., Outcome]

MATHEMATICS = [
    ("40 pi", "40"), ("3 e", "3"), ("3 x", "3"), ("4 e^2", "4"), ("5 i", "5"), ("2x", "2"),
    ("4 pi^2", "4"), ("2 e^-3", "2"), ("3 a b", "3"), ("3 xy", "3"), ("3 \\mathrm{e}", "3"),
    ("3 k", "3"), ("3 theta", "3"), ("3 \\alpha", "3"), ("$3\\, x$", "3"), ("10 a", "10"),
    ("\\frac{1}{2} x", "\\frac{1}{2}"), ("3 x y", "3"), ("2 t", "2"), ("6 \\pi", "6"),
    ("5 pi m", "5 m"), ("3 x m", "3 m"), ("3 x \\text{ m}", "3 \\text{ m}"), ("3 y", "3 x"),
    ("3 m", "3 x"), ("5 n", "5"), ("1.5 k T", "1.5"),
]  # fmt: skip
UNITS = [
    ("10 J", "10"), ("10", "10 cm"), ("3 m", "3"), ("2 h", "2"), ("5 T", "5"), ("12 N m", "12"),
    ("5", "5 weeks"), ("3 apples", "3"), ("3", "3 \\text{m}"), ("3", "3\\,\\mathrm{m}"),
    ("3 m", "3m"), ("3", "3 m"), ("3", "3m"), ("2", "2 L"), ("264g", "264"), ("2.5m", "2.5"),
    ("3 m", "300 cm"), ("5 pi m", "15.708 m"), ("3", "3 kg"), ("0.25 V", "250 mV"), ("7", "7 km/h"),
    ("1.5 RT", "3/2 RT"), ("3 x", "3x"), ("40 pi", "40\\pi"), ("\\pi", "pi"), ("3 e", "8.15485"),
]  # fmt: skip
EITHER = [("3m", "3"), ("3 R", "3"), ("0.6", "0.6 c"),
          ("3", "3 kT"), ("3", "3 abc")]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), MATHEMATICS)
def test_mathematics_is_no_unit(compare: Compare, one: str, other: str) -> None:
    for reference, candidate in ((one, other), (other, one)):
        outcome = compare(reference, candidate)
        assert outcome.same is Same.NO, outcome.reason


@pytest.mark.parametrize(("reference", "candidate"), UNITS)
def test_units_stay_units(compare: Compare, reference: str, candidate: str) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is Same.YES, outcome.reason


@pytest.mark.parametrize(("reference", "candidate"), EITHER)
def test_letters_that_may_be_either_decide_nothing(
    compare: Compare, reference: str, candidate: str
) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is Same.UNKNOWN, outcome.reason


@pytest.mark.parametrize(
    ("reference", "candidate", "status"),
    [
        (references.expression("3 m"), "3", Status.REJECTED),
        (references.expression("3"), "3 m", Status.REJECTED),
        (references.expression("3 m"), "3m", Status.ACCEPTED),
        (references.expression("40 pi"), "40", Status.REJECTED),
        (references.number("3", "m"), "3 m", Status.ACCEPTED),
        (references.number("3", "m"), "3 x", Status.REJECTED),
        (references.number("2", "e"), "2 e", Status.ACCEPTED),
        (references.number("2", "t"), "2 t", Status.ACCEPTED),
        (references.number("3"), "3 x", Status.REJECTED),
    ],
)
def test_the_kind_decides(reference: Reference, candidate: str, status: Status) -> None:
    verdict = verify(reference, candidate)
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("kg m^2", Letters.UNIT), ("m", Letters.EITHER), ("N m", Letters.EITHER),
        ("\\mathrm{m}", Letters.UNIT), ("\\rm m", Letters.UNIT), ("x", Letters.VARIABLE),
        ("\\text{ab}", Letters.UNIT), ("ab", Letters.EITHER), ("cm", Letters.UNIT),
        ("kJ", Letters.UNIT), ("pi", Letters.VARIABLE), ("Pa", Letters.UNIT),
        ("eV", Letters.UNIT), ("Hz", Letters.UNIT), ("psi", Letters.UNIT), ("%", Letters.UNIT),
        ("min", Letters.UNIT), ("mol", Letters.UNIT), ("J/(mol K)", Letters.UNIT),
    ],
)  # fmt: skip
def test_letters(text: str, letters: Letters) -> None:
    assert letters_of(parse_unit(text), text) is letters


CELSIUS = [
    "-3.25 degrees Celsius", "-3.25 degrees C", "-3.25 deg C", "-3.25 ℃", "-3.25 degree celsius",
    "-3.25 \\text{ degrees Celsius}", "-3.25 ^oC", "-3.25 ºC", "-3.25 centigrade", "-3.25 degrees",
    "$-3.25^{\\circ}$C", "-3.25\\,^\\circ\\mathrm{C}", "-3.25 C", "-3.25°", "26.15 °F",
    "26.15 degrees Fahrenheit", "26.15 ℉", "269.9 K", "269.9 degrees Kelvin",
]  # fmt: skip


@pytest.mark.parametrize("candidate", CELSIUS)
def test_degrees_of_a_temperature_scale(candidate: str) -> None:
    verdict = verify(references.number("-3.25", "°C"), candidate)
    assert verdict.accepted, verdict.reason
    for wrong in ("-3.25 K", "-3.25 rad", "-3.25 degrees F", "-3.25 V"):
        assert not verify(references.number("-3.25", "°C"), wrong).accepted


def test_degrees_of_an_angle_stay_angles(compare: Compare) -> None:
    assert compare("90 degrees", "\\pi/2").same is Same.YES
    assert compare("90 degrees", "90 °C").same is Same.NO
    quantity = read_quantity("90 deg")
    assert quantity is not None
    assert quantity.unit is not None
    assert quantity.unit.angle
