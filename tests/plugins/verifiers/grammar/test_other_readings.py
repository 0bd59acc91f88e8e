"""Texts that have several readings: what is read first, and what else they may be."""

from __future__ import annotations

import pytest

from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar import parse
from preceptor_verifiers.grammar.counting_notation import with_counts
from preceptor_verifiers.grammar.derivative_notation import as_differentials, as_primes
from preceptor_verifiers.grammar.letters import is_product
from preceptor_verifiers.grammar.other_readings import other_readings, same_letters
from preceptor_verifiers.grammar.tree import Node, Number, ParseError, Sequence
from preceptor_verifiers.outcome import Same

SAME_TREE = [
    ("v0", "v_0"), ("R1R2", "R_1 R_2"), ("theta0", "\\theta_0"), ("θ0", "\\theta_0"),
    ("\\frac x2", "\\frac{x}{2}"), ("a^x2", "2a^x"), ("x 3", "3x"), ("\\frac\\pi2", "\\pi/2"),
    ("kQqd", "k Q q d"), ("mgLsin(x)", "m g L \\sin x"), ("2.6 x 1e5", "2.6 \\cdot 1e5"),
    ("0.000\\,226", "0.000226"), ("12\\;345", "12345"), ("27,54,108", "27, 54, 108"),
    ("0.1(6)", "0.1\\overline{6}"), ("]1, 2[", "(1, 2)"), ("[1, 2[", "[1, 2)"),
    ("^5C_2", "\\binom{5}{2}"),
    ("d^2y/dx^2", "\\frac{d^2y}{dx^2}"), ("e_1", "e_{1}"), ("3 (mod 5)", "3 \\pmod 5"),
]  # fmt: skip
DIFFERENT_TREES = [
    ("x2", "2x"), ("x2", "x^2"), ("north", "n o r t h"), ("54,108", "54, 108"), ("e2", "e_2"),
    ("[1, 2]", "(1, 2)"), ("v'(m_1+m_2)", "v'"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_TREE)
def test_one_tree(one: str, other: str) -> None:
    assert key(parse(one)) == key(parse(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT_TREES)
def test_other_trees(one: str, other: str) -> None:
    assert key(parse(one)) != key(parse(other))


@pytest.mark.parametrize(
    ("reference", "candidate", "certain"),
    [
        ("g(a-b)", "ga-gb", True),
        ("f(2)", "2f", False),
        ("F(b)-F(a)", "Fb-Fa", False),
        ("abcd+1", "1+dcba", True),
        ("\\ell^2", "l^2", True),
        ("\\hbar", "\\frac{h}{2\\pi}", True),
        ("\\vec{r}", "\\mathbf{r}", True),
        ("\\vec{r}", "r", False),
        ("y''", "\\ddot{y}", True),
        ("k T", "k_B T", False),
        ("x^2", "x2", False),
        ("100,200", "100, 200", True),
    ],
)
def test_equal_in_another_reading(reference: str, candidate: str, certain: bool) -> None:
    left, right = parse(reference), parse(candidate)
    found = [
        other.certain
        for other in other_readings(left, right, reference, candidate)
        if _equal(other.reference, other.candidate)
    ]
    assert found[:1] == [certain]


def _equal(left: Node, right: Node) -> bool:
    if isinstance(left, Sequence):
        return key(left) == key(right)
    return same_expression(left, right) is Same.YES


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [("x_1", "x_2"), ("a_n", "a_{n-1}"), ("T_H", "T_C"), ("abcd+1", "abce+1")],
)
def test_no_other_reading_makes_them_equal(reference: str, candidate: str) -> None:
    left, right = parse(reference), parse(candidate)
    for other in other_readings(left, right, reference, candidate):
        assert not _equal(other.reference, other.candidate)


@pytest.mark.parametrize("word", ["kQqd", "mgLx", "pqrs", "IVRt"])
def test_shape_of_a_product(word: str) -> None:
    assert is_product(word)


@pytest.mark.parametrize("word", ["north", "North", "NORTH", "McDonald", "iPhone", "evil"])
def test_shape_of_a_word(word: str) -> None:
    assert not is_product(word)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("qvBd", "q v B d", True),
        ("qvBd", "q \\cdot B \\cdot v \\cdot d", True),
        ("part", "p a r t", True),
        ("part", "t r a p", False),
        ("listen", "silent", False),
        ("qvBd", "q v B", False),
    ],
)
def test_same_letters(one: str, other: str, same: bool) -> None:
    assert same_letters(one, other) is same


def test_derivatives_by_two_variables_stay() -> None:
    left, right = parse("\\frac{dy}{dx}"), parse("\\frac{dy}{dt}")
    assert as_primes(left, right)[:2] == (left, right)


def test_a_dot_is_a_derivative_by_time() -> None:
    assert as_primes(parse("\\dot{y}"), parse("\\frac{dy}{dt}"))[2]
    assert not as_primes(parse("\\dot{y}"), parse("\\frac{dy}{dx}"))[2]


def test_products_with_d_are_no_differentials() -> None:
    left, right = parse("pQvd"), parse("dvQp")
    assert as_differentials(left, right) == (left, right)


@pytest.mark.parametrize("text", ["3C_1e^x", "C_3^2x", "2C_1"])
def test_constants_are_no_combinations(text: str) -> None:
    tree = parse(text)
    assert with_counts(tree) == tree


def test_an_unfinished_array_is_an_error_of_the_text() -> None:
    with pytest.raises(ParseError):
        parse("(\\begin{array}{c")


def test_decimals_in_groups_keep_their_last_digit() -> None:
    number = parse("0.000\\,226")
    assert isinstance(number, Number)
    assert number.places == -6
