"""Unions of infinitely many growing intervals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from preceptor_verifiers.outcome import Outcome, Same

U = "\\bigcup_{n=1}^{\\infty}"


@pytest.mark.parametrize(
    ("reference", "candidate", "same"),
    [
        ("(0,1)", U + "(\\frac{1}{n},1)", Same.YES),
        ("(0,1]", U + "[\\frac{1}{n},1]", Same.YES),
        ("[0,1)", U + "[0, 1-\\frac{1}{n}]", Same.YES),
        ("(-1,2)", U + "(-1+\\frac{1}{n^2}, 2-\\frac{3}{n+1})", Same.YES),
        ("(-\\infty,\\infty)", U + "(-n,n)", Same.YES),
        ("(0,\\infty)", U + "(\\frac{2}{n}, n^2)", Same.YES),
        ("(0,1)", U + "(0,1)", Same.YES),
        ("[0,1]", U + "[\\frac{1}{n},1]", Same.NO),
        ("(0,1]", U + "(\\frac{1}{n},1)", Same.NO),
        ("(0,2)", U + "(\\frac{1}{n},1)", Same.NO),
        ("(1,\\infty)", U + "(\\frac{2}{n}, n^2)", Same.NO),
    ],
)
def test_the_limits_are_the_ends(
    compare: Callable[..., Outcome], reference: str, candidate: str, same: Same
) -> None:
    assert compare(reference, candidate).same is same
    assert compare(candidate, reference).same is same


@pytest.mark.parametrize(
    "body",
    [
        "(n, n+1)", "(-\\frac{1}{n}, 1)", "(0, \\frac{1}{n})", "(\\sin n, 1)",
        "(\\frac{1}{n-3}, 1)",
        "((n-5)^2, 100)", "(n^{40}, 1)", "(\\frac{1}{2^n}, 1)", "(\\frac{1}{m}, 1)",
    ],
)  # fmt: skip
def test_other_families_are_left_undecided(compare: Callable[..., Outcome], body: str) -> None:
    assert compare("(0,1)", U + body).same is Same.UNKNOWN
