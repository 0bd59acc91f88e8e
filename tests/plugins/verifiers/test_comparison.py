"""Pairs of answers that agree, differ, or cannot be decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from preceptor_verifiers.outcome import Outcome, Same

Compare = Callable[..., Outcome]

EQUAL = [
    # numbers
    ("0.5", "\\frac{1}{2}"), ("3.54e-07", "3.54*10^{-7}"), ("1000", "1 000"), ("1.5", "1 1/2"),
    ("12", "twelve"), ("2 sqrt(3)", "\\sqrt{12}"), ("\\frac{4}{\\sqrt{2}}", "2\\sqrt 2"),
    ("600/7", "85.714"), ("0.458", "27/59"), ("41.494", "17 + 10\\sqrt{6}"), ("2.653", "2.65"),
    ("40\\pi", "125.66"), ("7.8\\times 10^2", "780"), ("\\cos(\\pi/3)", "0.5"), ("5", "x = 5"),
    ("x = 11", "x = 5 + 5 + 1 = 11"), ("10", "The answer is 10."), ("9", "$\\boxed{9}$"),
    ("5:8", "5/8"), ("10%", "0.1"), ("0.1", "10%"), ("10%", "10"), ("\\infty", "infinity"),
    ("1", "cos(0)"), ("i^2", "-1"), ("e^{i\\pi}", "-1"), ("\\sqrt{-4}", "2i"), ("20:34", "8:34 pm"),
    ("10", "5 + 5 = 10"), ("10/9", "Answer $ \\frac{20}{18} \\$ = \\frac{10}{9} $"), ("5", "\\$5"),
    ("5", "The price is \\$5."), ("5", "It is 5"), ("60.7°", "60^\\circ 42'"),
    ("60° 42'", "60^{\\circ} 42^{\\prime}"), ("12°05'30''", "12.0916667°"), ("-0° 30'", "-0.5°"),
    # formulas
    ("x + y", "y + x"), ("(x+1)^2", "x^2 + 2x + 1"), ("\\frac{1}{\\cos x}", "\\sec x"),
    ("e^(-2t) (3 cos(t) + sin(t))", "3e^{-2t}\\cos t + e^{-2t}\\sin t"),
    ("\\sin^2 x + \\cos^2 x", "1"), ("2 \\sin x \\cos x", "\\sin 2x"), ("\\ln(x^2)", "2 \\ln x"),
    ("\\frac{n(n+1)}{2}", "\\sum_{k=1}^{n} k"),
    ("a_1 + \\ldots + a_n", "a_1 + a_2 + \\ldots + a_n"), ("(-1)^{n}", "(-1)^{n+2}"),
    ("\\arctan(x) + C", "\\tan^{-1} x + C"), ("(1+x)^{2000}", "(x+1)^{2000}"),
    ("\\frac{h\\nu}{kT}", "hν/kT"), ("\\cosh x", "(e^x + e^{-x})/2"), ("sin(x)", "\\sin{x}"),
    # equations
    ("y = 2x + 3", "2x - y + 3 = 0"), ("y = 2x + 3", "2x + 3"), ("x^2 + y^2 = 1", "1 - x^2 = y^2"),
    ("x^2/4 + y^2/3 = 1", "3x^2 + 4y^2 = 12"), ("f(x) = x + 1", "f(t) = t + 1"),
    ("f(z) = z", "x"), ("\\rho\\sin\\theta = \\sqrt{3}", "\\sqrt{3} \\csc \\theta"),
    ("x = k\\pi", "n\\pi"), ("a_n = 2n + 1", "2n + 1"),
    # collections
    ("{1, 4}", "\\{4, 1\\}"), ("{1, 4}", "x = 1 or x = 4"), ("1, -1", "\\pm 1"),
    ("1 \\pm \\sqrt{19}", "1 + \\sqrt{19}, 1 - \\sqrt{19}"), ("-5, 7", "7 \\text{ and } -5"),
    ("(1, 2)", "(1, 2)"), ("(1, 2)", "\\langle 1, 2 \\rangle"), ("1, 3", "Minimum: 1, Maximum: 3"),
    ("(3, 2)", "(p, q) = (3, 2)"), ("p=5,q=2;p=7,q=2", "(5,2),(7,2)"), ("-2, 3", "x_1=-2, x_2=3"),
    ("\\begin{pmatrix}1 & 0.5\\end{pmatrix}", "\\begin{bmatrix}1 & 1/2\\end{bmatrix}"),
    ("[0.5, 1]", "\\begin{pmatrix} \\frac12 \\\\ 1 \\end{pmatrix}"), ("AB=4, CD=5", "4, 5"),
    ("\\begin{pmatrix}6 & 8\\end{pmatrix}",
     "\\begin{pmatrix}1 & 2\\end{pmatrix} + \\begin{pmatrix}5 & 6\\end{pmatrix}"),
    # regions
    ("x \\in [-2, 7]", "[-2, 7]"), ("(-∞, -3) ∪ (3, +∞)", "x < -3 or x > 3"), ("x > 5", "5 < x"),
    ("-793 < a < 10", "(-793, 10)"), ("\\{x | 2 < x < 3\\}", "(2, 3)"),
    ("x \\ge 2", "[2, \\infty)"),
    ("a \\leqslant -2 \\text{ or } a = 1", "(-\\infty, -2] \\cup \\{1\\}"),
    ("(0, 1] \\cup (1, 2)", "(0, 2)"), ("x \\ne 2", "\\mathbb{R} \\setminus \\{2\\}"),
    ("2x < 2y", "x - y < 0"),
    # units
    ("10 J", "10"), ("10", "10 cm"), ("2500 m", "2.5 km"), ("3.2 × 10^-19 J", "2.0 eV"),
    ("25 °C", "298.15 K"), ("$\\mathrm{45^\\circ}$", "\\pi/4"), ("\\frac{3\\pi}{4}", "135^\\circ"),
    ("8.314 J/(mol K)", "8.314\\ \\mathrm{J\\,mol^{-1}\\,K^{-1}}"), ("1 atm", "101.325 kPa"),
    ("0.321 mol kg^-1", "0.321\\ \\mathrm{mol/kg}"), ("72 km/h", "20.0 m/s"),
    # words
    ("white", "White"), ("line segment, circle", "\\text{line segment and circle}"),
    ("(D) Alina", "D"), ("\\text{C}", "(C)"),
]  # fmt: skip

DIFFERENT = [
    ("1001", "1001.5"), ("5", "6"), ("2", "-2"), ("x > 3", "x < 3"), ("x \\ge 3", "x > 3"),
    ("0.5", "0.6"), ("785.12", "684.12"), ("\\frac{41}{12}", "\\frac{41}{11}"), ("\\pi", "3.15"),
    ("1/3", "0.3"), ("100", "1e3"), ("x + 1", "x + 2"), ("2^k", "2^{k+1}"), ("|x|", "x"),
    ("1", "\\sin(x)^{200} + \\cos(x)^{200}"), ("x^2 + y^2 = 1", "x^2 - y^2 = 1"),
    ("y = 2x + 3", "2x - 3"), ("(1, 2)", "(2, 1)"), ("(-3, 2)", "[-3, 2]"),
    ("(3, 1)", "\\{1, 3\\}"),
    ("5, 1", "1, 6"), ("1, 2", "1"), ("\\pm 2021", "2021"), ("[0, 1)", "(0, 1)"),
    ("(0, 1)", "(0, 2)"), ("x = k\\pi", "2n\\pi"), ("a + 3z = 0", "0"), ("7 = 11a + c", "11a + c"),
    ("x = 4", "x^2 = 16"), ("10 J", "10 W"), ("10 kJ", "10 J"), ("10 m", "10 m/s"),
    ("25 °C", "25 K"), ("5 m", "5 kg"), ("0.5", "50"), ("5 eV", "5 MeV"), ("1/2", "2"),
    ("12:00", "1:00"), ("odd", "even"), ("yes", "no"), ("B", "C"), ("5", ""), ("5", "1/0"),
    ("5", "\\infty"), ("\\infty", "-\\infty"), ("\\begin{pmatrix}1&2\\end{pmatrix}", "(1, 3)"),
    ("f(x) = 2x", "f(x) = x"), ("2400, 1350, 864", "864, 1350, 2401"), ("$-2.99$ K", "2.99 K"),
    ("e^x", "e^{-x}"), ("\\frac{a+b}{c}", "a + b/c"), ("\\sqrt{2}", "1.4"), ("5!", "5"),
    ("60° 42'", "60° 41'"), ("60°", "60° 42'"), ("10", "5 + 5 = 11"),
]  # fmt: skip

UNDECIDED = [
    ("The lake trip takes longer.", "the round trip on the river needs more time"),
    ("5", "10^{10^{10^{10}}}"),
    ("5", "((((9!)!)!)!)"),
    ("x", "\\sqrt{x^2}"),
    ("x = 5", "y = 5"),
    ("noble gas", "an inert element"),
    ("5", "the sum of 5"),
    ("5 blorps", "5 flims"),
    ("a_1 + \\ldots", "a_1 + a_2 + \\ldots"),
]


@pytest.mark.parametrize(("reference", "candidate"), EQUAL)
def test_equal(compare: Compare, reference: str, candidate: str) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is Same.YES, outcome.reason


@pytest.mark.parametrize(("reference", "candidate"), DIFFERENT)
def test_different(compare: Compare, reference: str, candidate: str) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is Same.NO, outcome.reason
    assert outcome.reason.endswith(".")


@pytest.mark.parametrize(("reference", "candidate"), UNDECIDED)
def test_undecided(compare: Compare, reference: str, candidate: str) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is Same.UNKNOWN, outcome.reason


@pytest.mark.parametrize(("reference", "candidate"), EQUAL + DIFFERENT)
def test_every_answer_equals_itself(compare: Compare, reference: str, candidate: str) -> None:
    for text in (reference, candidate):
        if text and text != "1/0":
            assert compare(text, text).same is Same.YES, text


def test_order_is_a_convention(compare: Compare) -> None:
    assert compare("1, 2", "2, 1").same is Same.YES
    assert compare("1, 2", "2, 1", ordered=True).same is Same.NO


@pytest.mark.parametrize(
    ("rule", "dropped", "ratio"),
    [("either", Same.YES, Same.YES), ("ratio", Same.NO, Same.YES), ("literal", Same.NO, Same.NO)],
)
def test_percent_is_a_convention(compare: Compare, rule: str, dropped: Same, ratio: Same) -> None:
    assert compare("10%", "10", percent=rule).same is dropped
    assert compare("0.1", "10%", percent=rule).same is ratio
    assert compare("10%", "10\\%", percent=rule).same is Same.YES


def test_relative_tolerance(compare: Compare) -> None:
    assert compare("100 J", "0.1009 kJ", rtol=0.01).same is Same.YES
    assert compare("100 J", "0.102 kJ", rtol=0.01).same is Same.NO
    assert compare("-3", "3", rtol=0.01).same is Same.NO
