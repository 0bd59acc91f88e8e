"""Names of units beyond the registry: abbreviations, other languages, joined symbols."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.asked_letters import in_asked_letters
from preceptor_verifiers.quantities.unit_names import canonical, from_scripts
from preceptor_verifiers.quantities.units import UnitError, parse_unit, unit_readings

Compare = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("KWh", "kWh"), ("kwh", "kWh"), ("Mhz", "MHz"), ("KPa", "kPa"), ("dpt", "m^-1"),
        ("pct", "%"), ("percentage points", "%"), ("per mille", "‰"), ("Stunden", "h"),
        ("mètres", "m"), ("años", "year"), ("Grad Celsius", "°C"), ("米/秒", "m/s"),
        ("平方厘米", "cm^2"), ("摄氏度", "°C"), ("кг", "kg"), ("г/л", "g/L"),
        ("g per 100 mL", "g/dL"),
        ("per 100 000 people", "10^{-5}"), ("kgms^{-1}", "kg m/s"), ("solar masses", "M_odot"),
        ("M_☉", "M_odot"), ("M_{\\mathrm{sun}}", "M_odot"), ("r/min", "rpm"), ("gpl", "g/L"),
    ],
)  # fmt: skip
def test_a_name_is_the_usual_unit(text: str, usual: str) -> None:
    unit, expected = parse_unit(text), parse_unit(usual)
    assert (unit.factor, unit.dimension, unit.unknown) == (
        expected.factor, expected.dimension, expected.unknown,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["points", "hands", "dots", "mg%", "blorps", "millieggs"])
def test_what_is_no_unit_stays_unknown(text: str) -> None:
    assert parse_unit(text).unknown


@pytest.mark.parametrize("text", ["m/2", "g/100", "m 3", "s/(5)"])
def test_a_number_needs_a_unit_behind_it(text: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(text)


def test_a_joined_symbol_is_a_product_only_as_a_further_reading() -> None:
    first, *others = unit_readings("W/mK")
    assert first.dimension != parse_unit("W/(m K)").dimension
    assert parse_unit("W/(m K)").dimension in [unit.dimension for unit in others]
    assert [unit.text for unit in unit_readings("mK", asked=True)] == ["mK"]


def test_other_scripts_and_usual_words_are_kept() -> None:
    assert from_scripts("kg") == "kg"
    assert canonical("kg") == "kg"
    assert canonical("Km") == "km"


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("5 t", "kg", 5), ("5 a", "s", 5), ("5'3''", "m", Fraction(21, 4)),
        ("5′3″", "inch", Fraction(21, 4)),
        ("30'", "degree", 30), ("12^{\\prime}", "foot", 12), ("20''", "arcsec", 20),
        ("5'13''", "m", None), ("5 t", "m", None), ("5 x", "kg", None), ("t", "kg", None),
        ("5'3''", "kg", None),
    ],
)  # fmt: skip
def test_letters_that_are_a_unit_where_one_is_asked(
    text: str, asked: str, value: Fraction | int | None
) -> None:
    quantity = in_asked_letters(text, parse_unit(asked))
    assert (None if quantity is None else getattr(quantity.value, "value", None)) == value


@pytest.mark.parametrize(
    ("reference", "candidate", "same"),
    [
        ("5 blorps", "7 blarps", Same.UNKNOWN), ("5 blorps", "7 blorps", Same.NO),
        ("18 eggs", "18 large eggs", Same.YES), ("18 eggs", "19 large eggs", Same.NO),
        ("2 R_\\oplus", "12756 km", Same.UNKNOWN), ("2 R_\\oplus", "13756 km", Same.NO),
        ("5 tons", "4536 kg", Same.UNKNOWN), ("5 tons", "453 kg", Same.NO),
        ("140 mEq/L", "140 mmol/L", Same.UNKNOWN), ("127 °C", "400 K", Same.YES),
        ("127 °C", "401 K", Same.NO), ("54", "54.2", Same.UNKNOWN), ("54", "54.6", Same.NO),
        ("9", "9.2", Same.NO), ("44%", "0.4393", Same.UNKNOWN), ("24", "2 dozen", Same.YES),
        ("2", "2 dozen", Same.NO), ("28 %", "28 blorps", Same.UNKNOWN),
    ],
)  # fmt: skip
def test_an_unknown_or_varying_unit_rejects_nothing(
    compare: Compare, reference: str, candidate: str, same: Same
) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is same, outcome.reason
