"""Equations with the same solutions, families of angles, sums of vectors, results of chains."""

from __future__ import annotations

import pytest

from preceptor_verifiers.algebra.cleared_denominators import cleared
from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.collections.congruences import same_residue
from preceptor_verifiers.collections.contradictory_chains import contradicts_itself
from preceptor_verifiers.collections.equations import same_relation
from preceptor_verifiers.collections.matrices import computed
from preceptor_verifiers.collections.solution_families import same_families
from preceptor_verifiers.collections.stated_results import is_unsolved
from preceptor_verifiers.grammar import parse
from preceptor_verifiers.grammar.tree import Relation
from preceptor_verifiers.outcome import Same

EQUATIONS = [
    ("y=\\frac{1}{x}", "xy=1", Same.YES),
    ("\\ln y=x", "y=e^x", Same.YES),
    ("y=2^x", "x=\\log_2 y", Same.YES),
    ("(a+b)^2=a^2+b^2+2ab", "(a+b)^2=aa+bb+2ab", Same.YES),
    ("x^2y=x", "y=\\frac1x", Same.UNKNOWN),
    ("y=\\sqrt{x}", "y^2=x", Same.UNKNOWN),
    ("xy=x^2", "y=\\frac{x^2}{x}", Same.UNKNOWN),
    ("\\sin^2x+\\cos^2x=1", "1+\\tan^2x=\\sec^2x", Same.UNKNOWN),
    ("x=1", "x^2=x", Same.NO),
    ("x-y=1", "y-x=1", Same.NO),
    ("x=x", "x=2", Same.NO),
]


@pytest.mark.parametrize(("left", "right", "same"), EQUATIONS)
def test_equations(left: str, right: str, same: Same) -> None:
    one, other = parse(left), parse(right)
    assert isinstance(one, Relation)
    assert isinstance(other, Relation)
    assert same_relation(one, other) is same
    assert same_relation(other, one) is same


@pytest.mark.parametrize(
    ("text", "numerator", "factors"),
    [
        ("1/R - 1/S", "S - R", {"R", "S"}),
        ("\\frac{x}{y^2} + \\frac{1}{y}", "x + y", {"y"}),
        ("\\frac{x}{2}", "x/2", set()),
        ("x y^{-1} y", "x", set()),
    ],
)
def test_cleared(text: str, numerator: str, factors: set[str]) -> None:
    found = cleared(parse(text))
    assert same_expression(found.numerator, parse(numerator)) is Same.YES
    assert {key(f) for f in found.denominators} == factors


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("\\frac{\\pi}{4}+k\\pi", "\\frac{5\\pi}{4}+n\\pi", Same.YES),
        ("\\frac{k\\pi}{2}", "n\\pi, \\frac{\\pi}{2}+n\\pi", Same.YES),
        (
            "(-1)^k\\frac{\\pi}{6}+k\\pi",
            "\\frac{\\pi}{6}+2n\\pi, \\frac{5\\pi}{6}+2n\\pi",
            Same.YES,
        ),
        ("(n-2)\\pi", "n\\pi", Same.UNKNOWN),
        ("k\\pi", "2n\\pi", None),
        ("2\\pi R", "-2\\pi R", None),
        ("3+5k", "8+5n", None),
    ],
)
def test_families(left: str, right: str, same: Same | None) -> None:
    assert same_families(parse(left), parse(right), integers=False) is same


def test_families_of_integers() -> None:
    assert same_families(parse("3+5k"), parse("8+5n"), integers=True) is Same.YES
    assert same_families(parse("3+5k"), parse("7+5n"), integers=True) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2(1, 2)", "(2\\cdot1, 2\\cdot2)"),
        ("(1, 2)+t(3, 4)", "(1+t\\cdot3, 2+t\\cdot4)"),
        ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}^T", "\\begin{pmatrix}1&3\\\\2&4\\end{pmatrix}"),
        ("P(1, 2)", "P(1, 2)"),
        ("(1, 2)+(1, 2, 3)", "(1, 2)+(1, 2, 3)"),
    ],
)
def test_computed(text: str, value: str) -> None:
    assert key(computed(parse(text))) == key(parse(value))


def test_results() -> None:
    assert contradicts_itself(parse("x+y=3+4=8"))
    assert not contradicts_itself(parse("x+y=3+4=7"))
    assert not contradicts_itself(parse("x=\\frac13=0.333"))
    unsolved, result = parse("2x+1=7"), parse("x+y=7")
    assert isinstance(unsolved, Relation)
    assert isinstance(result, Relation)
    assert is_unsolved(unsolved)
    assert not is_unsolved(result)


def test_residues() -> None:
    assert same_residue(parse("3 \\pmod 5"), parse("8 \\pmod 5")) is Same.YES
    assert same_residue(parse("3 \\pmod 5"), parse("3 \\pmod 7")) is Same.NO
    assert same_residue(parse("3 \\pmod 5"), parse("3")) is None
