"""Intervals and tests against published values."""

from __future__ import annotations

import math

import pytest

from preceptor.reporting.statistics import mcnemar_exact, paired_mean_interval, wilson_interval


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3 (score).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # Agresti & Coull, The American Statistician 52 (1998) 119: 0 of 10 and 10 of 10.
        (0, 10, 0.0000, 0.2775),
        (10, 10, 0.7225, 1.0000),
    ],
)
def test_wilson(successes: int, total: int, low: float, high: float) -> None:
    found = wilson_interval(successes, total)
    assert found == pytest.approx((low, high), abs=6e-5)


def test_wilson_without_trials_knows_nothing() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "total"), [(3, 2), (-1, 4)])
def test_wilson_refuses_impossible_counts(successes: int, total: int) -> None:
    with pytest.raises(ValueError, match="k"):
        wilson_interval(successes, total)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [
        (0, 0, 1.0),
        (5, 5, 1.0),
        # By hand: 2 · (1/2)^6, and 2 · (1 + 10) / 2^10.
        (6, 0, 0.03125),
        (9, 1, 22 / 1024),
        (1, 9, 22 / 1024),
        # Agresti, Categorical Data Analysis (2nd ed., 2002), table 10.1 (approval ratings, 150
        # against 86): z = 4.17, so p = 3.1e-5; the exact value lies beside it.
        (150, 86, 3.7e-5),
    ],
)
def test_mcnemar(gained: int, lost: int, p: float) -> None:
    assert mcnemar_exact(gained, lost) == pytest.approx(p, rel=0.05)
    assert mcnemar_exact(gained, lost) == mcnemar_exact(lost, gained)


def test_paired_mean_of_students_sleep_data() -> None:
    """Student, Biometrika 6 (1908) 1: extra sleep under two drugs, ten patients."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = paired_mean_interval([b - a for a, b in zip(first, second, strict=True)])
    assert found == pytest.approx((1.58, 0.7001142, 2.4598858), abs=1e-6)


def test_paired_mean_at_the_edges() -> None:
    assert paired_mean_interval([0.25]) == (0.25, -math.inf, math.inf)
    assert paired_mean_interval([2.0, 2.0, 2.0]) == (2.0, 2.0, 2.0)
    with pytest.raises(ValueError, match="no differences"):
        paired_mean_interval([])
