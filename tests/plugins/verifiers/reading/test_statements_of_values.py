"""Values with something behind them, places in an order, ranges, and commas."""

from __future__ import annotations

import pytest

from preceptor_verifiers.reading.decimal_comma import perhaps_decimal, with_decimal_mark
from preceptor_verifiers.reading.ordinals import without_ordinal_ending
from preceptor_verifiers.reading.ranges import range_of
from preceptor_verifiers.reading.restated import stated_once
from preceptor_verifiers.reading.scaled_notation import scaled_notation


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ("0.5 (50%)", "0.5", ""), ("2\\pi (6.28)", "2\\pi", ""), ("12 (twelve)", "12", ""),
        ("5 m/s, or 18 km/h", "5 m/s", ""), ("4, i.e. four", "4", ""), ("12 (cm)", "12 cm", ""),
        ("12 (12 cm)", "12 cm", ""), ("3/2, to 2 decimal places", "3/2", ""),
        ("72 clips, altogether", "72 clips", ""), ("5 m/s, upwards", "5 m/s", "upwards"),
        ("5 m/s north", "5 m/s", "north"), ("2 cm off the axis", "2 cm", "off axis"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_value(text: str, value: str, remark: str) -> None:
    stated = stated_once(text)
    assert stated is not None
    assert (stated.text, stated.remark, stated.doubt) == (value, remark, "")


@pytest.mark.parametrize("text", ["0.5 (40%)", "5 m (6 m)", "4, i.e. five", "5, if x > 2", "7 ≈ 8"])
def test_a_second_statement_may_contradict_the_first(text: str) -> None:
    stated = stated_once(text)
    assert stated is not None
    assert stated.doubt


@pytest.mark.parametrize(
    "text", ["2 (3)", "2(3)", "3, 4", "3 or 4", "5, x", "(1, 2)", "f (6)", "5", ""]
)
def test_products_and_lists_stay_what_they_are(text: str) -> None:
    assert stated_once(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("12th", "12"), ("12^{\\mathrm{th}}", "12"), ("2^{nd}", "2"), ("the 15th day", "15"),
        ("fifteenth", "15"), ("twenty-second", "22"), ("1/3rd", "1/3"),
        ("12st", "12st"), ("12t", "12t"), ("10^{11}", "10^{11}"), ("one fifth", "one fifth"),
    ],
)  # fmt: skip
def test_ordinals(text: str, read: str) -> None:
    assert without_ordinal_ending(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1.234,56 m", "1234.56 m"), ("1 234,5", "1234.5"), ("3{,}14", "3.14"), ("1,234", "1,234"),
        ("1{,}234", "1{,}234"), ("170{,}000{,}000", "170{,}000{,}000"), ("4,76", "4,76"),
        ("(1.125,2)", "(1.125,2)"),
    ],
)  # fmt: skip
def test_certain_decimal_commas(text: str, read: str) -> None:
    assert with_decimal_mark(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [("4,76", "4.76"), ("0,111", "0.111"), ("pH = 4,76", "pH = 4.76"), ("1,234", None),
     ("(1,2)", None), ("1,2,3", None), ("1, 2", None)],
)  # fmt: skip
def test_possible_decimal_commas(text: str, read: str | None) -> None:
    assert perhaps_decimal(text) == read


@pytest.mark.parametrize(
    "text", ["81-83 years", "81–83", "5555 to 5556", "between 3 and 4", "10%-15%", "3 m to 4 m"]
)
def test_ranges(text: str) -> None:
    assert range_of(text) is not None


@pytest.mark.parametrize("text", ["83-81", "3 and 4", "-2.5e-06 C", "10^2-3", "x-3", "3", "3, 4"])
def test_what_is_no_range(text: str) -> None:
    assert range_of(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5k", ("5 \\times 10^{3}", True)), ("2.5M", ("2.5 \\times 10^{6}", False)),
        ("3bn", ("3 \\times 10^{9}", True)), ("5 m", None), ("k", None), ("5 kg", None),
    ],
)  # fmt: skip
def test_letters_for_thousands(text: str, read: tuple[str, bool] | None) -> None:
    assert scaled_notation(text) == read
