"""Values in a row are worth what they end in."""

from __future__ import annotations

import pytest

from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.equality import Same
from preceptor_verifiers.policy import Policy


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("10", "5 + 5 = 10"),
        ("10", "x = 10"),
        ("0.67", "2/3 = 0.67"),
        ("2500 m", "2.5 km = 2500 m"),
        ("2.5 km", "2.5 km = 2500 m"),
        ("15 m", "3 * 5 = 15 m"),
        ("15 m", r"$3 \cdot 5\,\mathrm{m} = 15\,\mathrm{m}$"),
        ("1.5 kJ", "E = 1500 J = 1.5 kJ"),
        ("y = 2x + 1", "y = 2x + 1"),
    ],
)
def test_accepted(reference: str, candidate: str) -> None:
    assert compare_answers(reference, candidate, Policy()).same is Same.YES


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("10", "10 = 20"),
        ("2.5 m", "2.5 m = 5 m"),
        ("2.5 m", "2.5 km = 2.5 m"),
        ("2500 m", "2.5 km = 2500 s"),
        ("15 m", "3 * 4 = 15 m"),
        ("0", "not 0"),
    ],
)
def test_not_accepted(reference: str, candidate: str) -> None:
    assert compare_answers(reference, candidate, Policy()).same is not Same.YES
