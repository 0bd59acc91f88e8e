"""Durations with a colon or letters, and words that may multiply a number."""

from __future__ import annotations

import pytest

from preceptor_verifiers.quantities.counted_things import multiplier, per_thing
from preceptor_verifiers.quantities.durations import seconds_of_duration
from preceptor_verifiers.quantities.units import parse_unit


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2:15 h", 8100), ("2h15", 8100), ("2h15m", 8100), ("2 h 15 min 5 s", 8105),
        ("2m 5s", 125), ("2:05 min", 125), ("2:15", None), ("2 m", None), ("2 h", None),
        ("2:75 h", None), ("h15", None),
    ],
)  # fmt: skip
def test_durations(text: str, seconds: int | None) -> None:
    assert seconds_of_duration(text) == seconds


@pytest.mark.parametrize(
    ("left", "right", "factor"),
    [
        ("pairs", "apples", 2),
        ("pairs", "pair", 1),
        ("apples", "m", 1),
        ("m", "score", 20),
    ],
)
def test_words_that_may_multiply(left: str, right: str, factor: int) -> None:
    assert multiplier(parse_unit(left), parse_unit(right)) == factor


@pytest.mark.parametrize(
    ("text", "per"), [("kg/person", True), ("eV/atom", False), ("people/s", False), ("kg", False)]
)
def test_amounts_for_each_of_several_things(text: str, per: bool) -> None:
    assert per_thing(parse_unit(text)) is per
