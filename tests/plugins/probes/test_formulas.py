"""Formulas that are read, written and perturbed apart from any verifier."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor_probes import spelling
from preceptor_probes.formulas import meaning_differs, perturbed, rewritten
from preceptor_probes.tree import Add, Call, Div, Mul, Name, Neg, Node, Num, Pow, agree, read


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("18t^5", "18*t*t*t*t*t"),
        ("5x^4 sin(5x)", r"5 x^{4} \sin\left(5 x\right)"),
        ("-(1/3) e^(-2t)", r"-\frac{1}{3} e^{-2t}"),
        (r"\frac{\sqrt{2}}{2}", "1/sqrt(2)"),
        (r"\dfrac{1}{1+\frac{1}{x}}", "x/(x + 1)"),
        (r"\frac{1}{\sqrt{x^{\frac{1}{2}}}}", "x^(-1/4)"),
        (r"\frac12 x", "x/2"),
        ("2x²·π", "pi x 2 x"),
        ("3 − 2", "1"),
        ("(A/a)*sqrt(2*H/g)", "A sqrt(2) sqrt(H/g) / a"),
    ],
)
def test_notations_are_read_alike(text: str, same: str) -> None:
    one, other = read(text), read(same)
    assert one is not None
    assert other is not None
    assert agree(one, other)


@pytest.mark.parametrize(
    "text",
    [
        "1/2x",  # half of x, or one over 2x
        "a/b/c",
        "2^3^4",
        "sin x",
        "f(x)",
        "speed * time",
        "x +",
        "(x",
        "x)",
        "1,5",
        r"\int x",
        r"\frac{1",
        "__import__('os')",
        "x" * 1000,
        "(" * 300 + ")" * 300,
        "",
    ],
)
def test_what_is_not_surely_understood_is_left_alone(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("x + 1", "x + 2", True),
        ("x + 1", "1 + x", False),
        ("(x + 1)^2", "x^2 + 2x + 1", False),
        ("sin(x)^2 + cos(x)^2", "1", False),
        ("sqrt(8)", "2 sqrt(2)", False),
        ("C e^t", "-C e^t", False),  # the same family of solutions
        ("C e^t", "C e^(2t)", True),
        ("C e^t + t", "C e^t + 2t", True),
        ("C e^t + t", "C e^t + t + 3e^t", False),  # C takes the difference up
        ("x^2 + C", "x^2 + 5 + C", False),
        ("x^2 + C", "2x^2 + C", True),
        ("C_1 e^t + C_2", "C_1 e^(2t) + C_2", False),  # two constants: nothing is claimed
        ("k pi", "2 k pi", False),
    ],
)
def test_meanings(one: str, other: str, differs: bool) -> None:
    left, right = read(one), read(other)
    assert left is not None
    assert right is not None
    assert meaning_differs(left, right) is differs


numbers = st.integers(1, 9).map(lambda n: Num(Fraction(n)))
names = st.sampled_from(["x", "t", "pi", "e"]).map(Name)
trees: st.SearchStrategy[Node] = st.recursive(
    numbers | names,
    lambda inner: st.one_of(
        inner.map(Neg),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Add(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Mul(tuple(parts))),
        st.builds(Div, inner, inner),
        st.builds(Pow, names, st.integers(1, 4).map(lambda n: Num(Fraction(n)))),
        st.builds(Call, st.sampled_from(["sin", "cos", "sqrt", "exp"]), inner),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(trees)
def test_every_spelling_reads_back_as_the_same(tree: Node) -> None:
    for write in (spelling.plain, spelling.latex, spelling.unicode):
        back = read(write(tree))
        assert back is not None, write(tree)
        # Where a tree has no value anywhere there is nothing to compare.
        assert agree(tree, back) or not agree(tree, tree), write(tree)


@settings(max_examples=25, deadline=None)
@given(trees, st.integers(0, 3))
def test_rewriting_keeps_the_value(tree: Node, seed: int) -> None:
    for what, text in rewritten(tree, random.Random(seed)):
        back = read(text)
        assert back is not None, (what, text)
        assert agree(tree, back) or not agree(tree, tree), (what, text)


@pytest.mark.parametrize(
    "text", ["(a+1)^12 (b+1)^12 (d+1)^12 (p+1)^12", "(((((x+y+1)^12)^12)^12)^12)^12"]
)
def test_what_grows_too_large_is_not_expanded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sympy.expand", pytest.fail)
    tree = read(text)
    assert tree is not None
    ways = {what for what, _ in rewritten(tree, random.Random(1))}
    assert ways >= {"plain", "LaTeX"}
    assert not ways & {"expanded", "factored"}


def test_kinds_of_mistake_in_a_formula() -> None:
    tree = read("5x^4 sin(5x) - 3/x")
    assert tree is not None
    kinds = {
        what for what, other in perturbed(tree, random.Random(1)) if meaning_differs(tree, other)
    }
    assert kinds == {
        "sign",
        "off by 2x",
        "power of ten",
        "sign of a term",
        "swapped operands",
        "coefficient",
        "exponent",
        "function",
        "term left out",
        "factor left out",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 8), "0.125"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1200), "1200"),
        (Fraction(1, 3), None),
        (Fraction(0), "0"),
    ],
)
def test_exact_decimals(value: Fraction, text: str | None) -> None:
    assert spelling.decimal(value) == text
