"""The grammar: what the spellings of answers mean, and that no text breaks it."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.algebra.exact_value import exact
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar import LimitError, Node, ParseError, parse, to_text
from preceptor_verifiers.grammar.building import add, derivative, multiply
from preceptor_verifiers.grammar.numbers import GRAMMAR_NUMBER_DIGITS
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Based,
    Big,
    Call,
    Constant,
    Interval,
    Inverse,
    Matrix,
    Mul,
    NamedSet,
    Neg,
    Number,
    Power,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
)
from preceptor_verifiers.limits import GRAMMAR_CHARS

NUMBERS = [
    ("5", "5"), ("5.0", "5"), (".5", "1/2"), ("-7", "-7"), ("−7", "-7"), ("+3", "3"), ("５", "5"),
    ("٥", "5"), ("1,234", "1234"), ("1,234,567.5", "2469135/2"), ("8{,}900", "8900"),
    ("11,\\! 111,\\! 111,\\! 100", "11111111100"), ("1 000", "1000"), ("12 345 678", "12345678"),
    ("3.54e-07", "3.54e-7"), ("3.54*10^{-7}", "3.54e-7"), ("3.54 \\times 10^{-7}", "3.54e-7"),
    ("3.54 × 10⁻⁷", "3.54e-7"), ("3.54 \\cdot 10^{-7}", "3.54e-7"), ("3.54 × 10^-7", "3.54e-7"),
    ("2 × 10^(-10)", "2e-10"), ("1E3", "1000"), ("6.02e23", "6.02e23"),
    ("\\frac{1}{2}", "1/2"), ("\\dfrac{1}{2}", "1/2"), ("\\tfrac12", "1/2"), ("\\frac12", "1/2"),
    ("\\frac1{72}", "1/72"), ("1/2", "1/2"), ("½", "1/2"), ("1½", "3/2"), ("1 1/2", "3/2"),
    ("1\\frac12", "3/2"), ("2\\frac{3}{4}", "11/4"), ("-1 1/2", "-3/2"), ("-2\\frac13", "-7/3"),
    ("50%", "1/2"), ("50\\%", "1/2"), ("28 percent", "28/100"), ("2^6 3^5", "15552"),
    ("2^3^2", "512"), ("-2^2", "-4"), ("(-2)^2", "4"), ("5!", "120"), ("\\binom{5}{2}", "10"),
    ("{5 \\choose 2}", "10"), ("|-3|", "3"), ("\\lfloor 7/2 \\rfloor", "3"),
    ("\\left\\lceil 7/2\\right\\rceil", "4"), ("17 \\bmod 5", "2"), ("-14/2 \\mod 5", "3"),
    ("\\sqrt{16}", "4"), ("\\sqrt[3]{27}", "3"), ("√9", "3"), ("8^{2/3}", "4"), ("204_5", "54"),
    ("4210_{7}", "1477"), ("\\sum_{k=1}^{10} k", "55"), ("\\prod_{k=1}^{4} k", "24"),
    ("\\gcd(12, 18)", "6"), ("\\operatorname{lcm}(4, 6)", "12"), ("\\max(1, 2, 3)", "3"),
    ("\\$1,000.00", "1000"), ("$\\boxed{5}$", "5"), ("5.", "5"), ("185\\", "185"), ("(((5)))", "5"),
    ("\\\\frac{1}{2}", "1/2"), ("\x0crac{1}{2}", "1/2"), ("2(3+4)", "14"), ("6/2\\cdot 3", "9"),
    ("1/2 + 1/3", "5/6"), ("3 - -2", "5"), ("10^{-2}", "1/100"), ("5:8", "5/8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text: str, value: str) -> None:
    assert exact(parse(text)) == Fraction(value)


X, Y = Symbol("x"), Symbol("y")
ONE = Number(Fraction(1), None, 1)
TWO = Number(Fraction(2), None, 1)
TREES: list[tuple[str, Node]] = [
    ("2x", Mul((TWO, X))),
    ("xy", Mul((X, Y))),
    ("x - y", Add((X, Neg(Y)))),
    ("x^2", Power(X, TWO)),
    ("x²", Power(X, TWO)),
    ("x<sup>2</sup>", Power(X, TWO)),
    ("1/2x", Mul((Number(Fraction(1), None, 1), Inverse(TWO), X))),
    ("x/2y", Mul((X, Inverse(Mul((TWO, Y)))))),
    ("\\sin 2x", Call("sin", (Mul((TWO, X)),))),
    ("sin^2 x", Power(Call("sin", (X,)), TWO)),
    ("\\tan^{-1}(x)", Call("atan", (X,))),
    ("\\log_2 x", Call("log", (X, TWO))),
    ("\\ln x", Call("ln", (X,))),
    ("\\sqrt[y]{x}", Call("root", (X, Y))),
    ("|x|", Call("abs", (X,))),
    ("kπ", Mul((Symbol("k"), Constant("pi")))),
    ("x_{12}", Symbol("x_12")),
    ("x_1^2", Power(Symbol("x_1"), TWO)),
    ("x^2_1", Power(Symbol("x_1"), TWO)),
    ("\\theta", Symbol("theta")),
    ("\\varphi", Symbol("phi")),
    ("f(x)", Call("f", (X,))),
    ("x = y", Relation(("=",), (X, Y))),
    ("x \\leqslant y", Relation(("<=",), (X, Y))),
    ("x ≠ y", Relation(("!=",), (X, Y))),
    ("x != y", Relation(("!=",), (X, Y))),
    ("(x, y)", Sequence("(", (X, Y))),
    ("x, y", Sequence("", (X, Y))),
    ("x \\text{ and } y", Sequence("", (X, Y))),
    ("\\{x, y\\}", Sequence("{", (X, Y))),
    ("{x, y}", Sequence("{", (X, Y))),
    ("\\langle x, y \\rangle", Sequence("<", (X, Y))),
    ("[x, y)", Interval(X, Y, True, False)),
    ("(x, \\infty)", Interval(X, Constant("infinity"), False, False)),
    ("\\left(x, +\\infty\\right)", Interval(X, Constant("infinity"), False, False)),
    ("\\{x | x < 2\\}", SetBuilder(X, Relation(("<",), (X, TWO)))),
    ("\\mathbb{R}", NamedSet("reals")),
    ("\\emptyset", NamedSet("empty")),
    ("\\{x\\} \\cup \\{y\\}",
     SetOperation("union", (Sequence("{", (X,)), Sequence("{", (Y,))))),
    ("\\begin{pmatrix} x & y \\\\ y & x \\end{pmatrix}", Matrix(((X, Y), (Y, X)))),
    ("x : y", Ratio((X, Y))),
    ("17_8", Based("17", 8)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_trees(text: str, tree: Node) -> None:
    assert parse(text) in (tree, Sequence("", (tree,)))


def test_grouped_digits_in_brackets_are_a_list() -> None:
    assert len(list(parse("(312,123,231)").children())) == 3
    assert len(list(parse("(1,000, 5)").children())) == 2


@pytest.mark.parametrize(
    "text", ["", " ", "$$", "+", "2 +", "(1", "1)", "\\frac{1}{", "x ==", "?", "#5", "1 2 3",
             "\\unknowncommand", "the quick brown fox", "[1, 2}", "\\sqrt", "^2", "_x",
    "\\begin{pmatrix}1"]
)  # fmt: skip
def test_errors_have_a_position(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(text)
    assert 0 <= caught.value.position <= max(len(text), 1) + 20
    assert "character" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "1" * (GRAMMAR_CHARS + 1),
        "1" * (GRAMMAR_NUMBER_DIGITS + 1),
        "1e999999999999",
        "1e-99999999",
        "(" * 300 + "x + 1" + ") y" * 300,
        "-" * 500 + "x",
        "x" + "!" * 50,
        "\\frac{1}{1+" * 100 + "x" + "}" * 100,
        "^".join("2" * 300),
        "\\sqrt" * 300 + "2",
        "\\mathrm{\\mathrm{\\mathrm{\\mathrm{\\mathrm{\\mathrm{1_1}}}}}}",
        "1," * 1000,
        "x+" * 3990 + "x",
    ],
)
def test_limits(text: str) -> None:
    start = time.process_time()
    with pytest.raises(LimitError):
        parse(text)
    assert time.process_time() - start < 0.5


PIECES = """
    \\frac { } ( ) [ ] \\{ \\} \\left \\right \\sqrt ^ _ + - * / = < > | ! % ° , ; : . x y e i
    \\pi π 1 2.5 10 1e5 sin \\ln \\text{and} or \\pm ± \\cup \\infty & \\\\ \\begin{pmatrix}
    \\end{pmatrix} \\sum \\int d \\ldots $ ~ \\, ' f ∞ ² ₁ \\boxed \\mathrm{m} and \\lfloor \\rfloor
    \\circ \\mathbb{R} \\in \\bmod \\langle \\rangle \\bar || dx \\frac{d}{dx} \\partial \\iint
    \\lim \\to ^+ ^{-} Eq( Integral( Matrix( [[ ]] Limit( dir='-' Union( Interval.open(
    Derivative( Sum(
    FiniteSet( True xbar \\variable{x} \\lvertx \\choose 0.( \\overline{3} 12,345 1'000 x10^
    !! \\ang \\gcd \\Gamma f^{-1}( \\char"41 \\operatorname{lcm} Reals ‖ \\mleft
    \\llcorner cis \\prod"""
ALPHABET = st.sampled_from(PIECES.split())
TEXTS = st.lists(ALPHABET, max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)


@given(TEXTS)
@settings(max_examples=400, deadline=2000)
def test_any_tokens_give_a_tree_or_an_error(text: str) -> None:
    try:
        tree = parse(text)
    except ParseError:
        return
    to_text(tree)
    key(tree)
    same_expression(tree, Add((tree, ONE)))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=2000)
def test_any_text_gives_a_tree_or_an_error(text: str) -> None:
    try:
        parse(text)
    except ParseError:
        return


REPEATED = PIECES.split()


@pytest.mark.parametrize(
    "piece",
    sorted(
        {
            *REPEATED,
            "x+",
            "x ",
            "{x}",
            "2^",
            "x \\setminus ",
            "x mod ",
            "1 ± ",
            "^\\circ",
            "x_1",
            "'",
            "^{2}",
            "x \\choose ",
            "x:",
            "1=",
            "\\frac{d}{dx}",
            "∫",
            "|x|",
            "dx+",
            "-",
            "(x",
            "x)",
            "a_1",
        }
    ),
)
def test_repetition_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    for text in (
        piece * (GRAMMAR_CHARS // len(piece)),
        f"{piece} " * 1200,
        "x" + piece * 500,
    ):
        try:
            tree = parse(text)
        except ParseError:
            continue
        to_text(tree)
        key(tree)
    assert time.process_time() - start < 1.5


NESTINGS = [
    ("\\sqrt[3]{", "}"), ("\\log_2(", ")"), ("\\binom{n}{", "}"), ("|", "|"), ("\\sin(", ")"),
    ("(1+", "+1)"), ("\\frac{1}{1+", "}"), ("\\sum_{k=1}^3 (", ")"), ("\\int (", "dx)"),
    ("\\frac{d}{dx}(", ")"), ("x^{", "}"), ("(1 \\bmod ", ")"), ("\\{1,", "\\}"), ("f(", ")"),
    ("\\lim_{x\\to 2}(", ")"), ("\\int ", "dx"), ("e^{x+", "}"), ("-(", ")"), ("\\bar{", "}"),
    ("(1\\pm ", ")"), ("\\text{", "}"), ("\\begin{pmatrix}", "\\end{pmatrix}"),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), NESTINGS)
@pytest.mark.parametrize("levels", [20, 30, 60, 400])
def test_nesting_takes_linear_time(opening: str, closing: str, levels: int) -> None:
    start = time.process_time()
    try:
        tree = parse(opening * levels + "x" + closing * levels)
    except ParseError:
        return
    to_text(tree)
    key(tree)
    same_expression(tree, Add((tree, ONE)))
    assert time.process_time() - start < 2.0


def expressions() -> st.SearchStrategy[Node]:
    """Trees as the parser builds them: sums and products are flat."""
    leaves = st.one_of(
        st.integers(0, 999).map(lambda n: Number(Fraction(n), None, len(str(n)))),
        st.integers(1, 9999).map(lambda n: Number(Fraction(n, 100), -2, len(str(n)))),
        st.sampled_from([X, Y, Symbol("theta"), Symbol("a_1"), Symbol("velocity"), Constant("pi"),
                         Constant("e"), Accented("bar", X), Accented("hat_2", X)]),
    )  # fmt: skip
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(add),
            st.lists(inner, min_size=2, max_size=3).map(multiply),
            st.tuples(inner, inner).map(lambda p: multiply([p[0], Inverse(p[1])])),
            inner.filter(lambda n: not isinstance(n, Number)).map(Neg),
            st.tuples(inner, inner).map(lambda p: Power(p[0], p[1])),
            st.tuples(st.sampled_from(CALLS), inner).map(lambda p: Call(p[0], (p[1],))),
            st.tuples(st.sampled_from(["root", "binomial", "mod", "min", "gcd"]), inner, inner).map(
                lambda p: Call(p[0], (p[1], p[2]))
            ),
            st.tuples(inner, inner, inner).map(lambda p: Big("sum", "k", p[0], p[1], p[2])),
            st.tuples(inner, inner, inner).map(lambda p: Big("integral", "t", p[0], p[1], p[2])),
            inner.map(lambda n: Big("limit", "x", Call("below", (TWO,)), None, n)),
            inner.map(lambda n: derivative(n, [X])),
            inner.map(lambda n: Matrix(((n, X), (Y, n)))),
        ),
        max_leaves=8,
    )


CALLS = """sin cos tan asin atan sinh acosh ln exp sqrt abs floor ceil sign factorial factorial2
    gamma re im erf log10 f""".split()  # noqa: SIM905 - a table


@given(expressions())
@settings(max_examples=250, deadline=None)
def test_printed_trees_parse_to_the_same_tree(tree: Node) -> None:
    assert parse(to_text(tree)) == tree
