"""The same value in LaTeX, Unicode, plain text and computer algebra notation is the same tree."""

from __future__ import annotations

from fractions import Fraction

import pytest

from preceptor_verifiers.algebra.exact_value import exact
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar import LimitError, ParseError, parse

NUMBERS = [
    ("3.0e8", "300000000"), ("3.0E+8", "300000000"), ("3.0 x 10^8", "300000000"),
    ("3.0x10^8", "300000000"), ("3.0 X 10**8", "300000000"), ("3·10⁸", "300000000"),
    ("3 × 10⁸", "300000000"), ("3\\times10^{8}", "300000000"), ("3\\cdot 10^8", "300000000"),
    ("3*10**8", "300000000"), ("3.0 \\times {10}^{8}", "300000000"), ("10⁸", "100000000"),
    ("3 x 10<sup>8</sup>", "300000000"), ("-1.5×10⁻³", "-0.0015"), ("1e-5", "1/100000"),
    ("8{,}900", "8900"), ("1 000", "1000"), ("1\\,000", "1000"), ("1'000", "1000"),
    ("\\frac{1,234}{2}", "617"), ("\\sqrt{1,024}", "32"),
    ("\\lfloor 12,123.4\\rfloor", "12123"), ("\\operatorname{floor}(12,123.4)", "12123"),
    ("0.\\overline{3}", "1/3"), ("0.\\dot{3}", "1/3"), ("0.(3)", "1/3"),
    ("1.2\\overline{34}", "611/495"), ("0.1\\overline{6}", "1/6"),
    ("0.\\dot{1}4285\\dot{7}", "1/7"),
    ("2½", "5/2"), ("3 1/2", "7/2"), ("5‰", "0.005"), ("12%", "0.12"), ("7!!", "105"),
    ("6!!", "48"), ("\\choose{16}{2}", "120"), ("\\num{5.2e3}", "5200"),
    ("= 5", "5"), ("≈ 3.14", "3.14"), ("|−3||2|", "6"), ("2|−3|", "6"), ("||−3||", "3"),
    ("\\left\\|-3\\right\\|", "3"), ("\\lvert-3\\rvert", "3"), ("‖−3‖", "3"),
    ("\\{1+2\\}\\{3-4\\}", "-3"), ("2^{\\left\\{1+2\\right\\}}", "8"), ("[1+2][3+4]", "21"),
    ("\\char\"0035", "5"), ("\\gcd(12, 18, 27)", "3"), ("\\operatorname{lcm}(4, 6)", "12"),
    ("-14/2 \\mod 5", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text: str, value: str) -> None:
    assert exact(parse(text)) == Fraction(value)


SAME = [
    # functions
    ("\\sin^{-1} x", "arcsin(x)"), ("sin⁻¹ x", "asin(x)"),
    ("\\operatorname{arsinh}(a)", "asinh(a)"),
    ("\\sinh^{-1} a", "\\arcsinh(a)"), ("\\sin\\left\\lbrace\\theta\\right\\rbrace", "sin(theta)"),
    ("\\sin\\mleft[\\theta\\mright]", "sin(theta)"), ("\\sqrt[3]{x}", "root(x, 3)"),
    ("∛x", "\\sqrt[3]{x}"), ("\\log_{2} x", "log2(x)"), ("log(x, E)", "ln(x)"),
    ("\\exp x", "exp(x)"), ("cis θ", "e^{iθ}"), ("e^{I\\pi}", "e^{i\\pi}"),
    ("\\exponentialE^{3}", "e^3"), ("f^{-1}(x)", "f⁻¹(x)"), ("\\Gamma(x)", "Γ(x)"),
    ("\\operatorname{Re}(z)", "\\Re(z)"), ("|xy|", "abs(x y)"), ("n!!", "(n)!!"),
    ("\\binom{n}{k}", "{n \\choose k}"), ("\\binom{n}{k}", "binomial(n, k)"),
    ("\\lceil x\\rceil", "\\ulcorner x\\urcorner"), ("\\lfloor x\\rfloor", "⌊x⌋"),
    ("x \\bmod y", "Mod(x, y)"), ("\\max(x, y)", "Max(x, y)"), ("\\ang{30}", "30°"),
    # names
    ("\\bar{x}_{2}^2", "xbar_2**2"), ("\\overline{x}_i", "bar{x}_i"), ("\\hat{x}", "xhat"),
    ("\\variable{x_y}", "x_y"), ("\\variable{value1}", "value1"), ("\\lvertx\\rvert", "|x|"),
    ("x_{12}^2", "x^2_{12}"), ("α_{i,j}", "\\alpha _{i,j}"), ("\\epsilon", "ɛ"),
    # sums, products, limits, integrals, derivatives
    ("\\sum_{k=1}^{3} k c", "Sum(k*c, (k, 1, 3))"), ("\\sum^3_{n=1} n c", "Sum(k*c, (k, 1, 3))"),
    ("\\prod_{i=1}^{n} i", "Product(i, (i, 1, n))"), ("\\sum_{i=1}^n i", "\\sum_{k=1}^n k"),
    ("\\lim_{x \\to \\infty} \\frac1x", "Limit(1/x, x, oo, dir='-')"),
    ("\\lim_{x \\rightarrow 3^{-}} a", "Limit(a, x, 3, dir='-')"),
    ("\\int x dx", "Integral(x, x)"), ("\\int_a^b x\\,dx", "Integral(x, (x, a, b))"),
    ("\\int_a^b t\\,\\mathrm{d}t", "Integral(x, (x, a, b))"), ("∫ x dx", "Integral(x, x)"),
    ("\\int (x dx)", "\\int x dx"), ("\\int \\left\\lbrackx dx\\right\\rbrack", "\\int x dx"),
    ("\\int \\{x dx\\}", "\\int x dx"), ("\\int {x dx}", "\\int x dx"),
    ("\\int^{ }_{ }x dx", "\\int x dx"), ("\\int (x+a)", "\\int (x+a) dx"),
    ("\\int \\frac{dz}{z}", "\\int \\frac{1}{z} dz"), ("\\int x + a dx", "\\int (x + a) dx"),
    ("\\int \\frac{3 \\cdot d\\theta}{\\theta}", "\\int \\frac{3}{\\theta} d\\theta"),
    ("\\int_0^7 dx", "\\int_0^7 1 dx"), ("2\\int x dx + 5", "5 + 2\\int x dx"),
    ("\\iint xy\\,dx\\,dy", "\\int\\int xy\\,dx\\,dy"),
    ("\\int rdrd\\theta", "\\int r dr d \\theta"),
    ("\\frac{dy}{dx}", "dy/dx"), ("\\frac{dy}{dx}", "Derivative(y, x)"),
    ("\\frac{d^2y}{dx^2}", "Derivative(y, (x, 2))"),
    ("\\frac{d}{dx} \\tan x", "Derivative(tan(x), x)"),
    ("\\frac{\\partial^2 f}{\\partial x \\partial y}", "Derivative(f, x, y)"),
    # sets, intervals, relations
    ("{x : x > 2}", "\\{x \\mid x > 2\\}"), ("\\{1, 2\\}", "FiniteSet(1, 2)"),
    ("(a, b]", "Interval.Lopen(a, b)"), ("[a, b)", "Interval.Ropen(a, b)"),
    ("\\{1\\} \\cup \\{2\\}", "Union(FiniteSet(1), FiniteSet(2))"),
    ("A \\cap B \\cap C", "Intersection(A, Intersection(B, C))"), ("A ∖ B", "Complement(A, B)"),
    ("\\mathbb{R}", "Reals"), ("ℤ", "Integers"), ("\\emptyset", "EmptySet"),
    ("a^2 + b^2 = c^2", "Eq(a**2 + b**2, c**2)"), ("a \\ne b", "Ne(a, b)"),
    ("x \\le y", "Le(x, y)"),
    ("k \\in 1, 2, 3", "k \\in {1, 2, 3}"), ("x ∈ S", "Contains(x, S)"),
    ("x < 1 or x > 2", "(x < 1) | (x > 2)"), ("a < b and b < c", "(a < b) & (b < c)"),
    ("x \\notin S", "Not(Contains(x, S))"), ("x < 1 or x > 2", "Or(x < 1, x > 2)"),
    ("(-\\infty, 0]", "Interval(-oo, 0)"),
    # matrices
    ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "Matrix([[1, 2], [3, 4]])"),
    ("\\begin{bmatrix}1\\\\2\\end{bmatrix}", "Matrix([[1], [2]])"),
    ("\\begin{bmatrix}1\\\\2\\end{bmatrix}", "Matrix([1, 2])"),
    ("\\left\\{\\begin{pmatrix}1\\\\2\\end{pmatrix}\\right\\}", "Matrix([[1], [2]])"),
    ("\\begin{vmatrix}a&b\\\\c&d\\end{vmatrix}", "\\det\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_tree(one: str, other: str) -> None:
    assert key(parse(one)) == key(parse(other))


DIFFERENT = [
    ("\\frac{dy}{dx}", "\\frac{y}{x}"), ("\\sum_{i<j} x", "\\sum_{i=j} x"),
    ("\\lim_{x\\to 0^+} f", "\\lim_{x\\to 0^-} f"), ("\\int_0^1 x dx", "\\int_0^1 y dx"),
    ("\\sum_{k=1}^3 k", "\\sum_{k=1}^3 j"), ("n!!", "(n!)!"), ("0.(3)", "0"), ("x2", "2x"),
    ("\\bar{x}", "x"), ("f^{-1}(x)", "1/f(x)"), ("\\int x dx", "\\int y dy"),
    ("{1:2}", "{1, 2}"), ("\\lnot p", "\\ln p"), ("3 x 10", "3 \\cdot 10"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_trees(one: str, other: str) -> None:
    assert key(parse(one)) != key(parse(other))


@pytest.mark.parametrize(
    "text",
    ["Eq(1)", "Integral(x)", "Limit(x)", "Matrix([[1], [2, 3]])", "Matrix(1)", "Sum(x, k)",
     "Derivative(x, 2)", "Derivative(x, (x, 99))", "Interval(1)", "Union()", "Eq(1, 2",
     "\\variable{\\sin xy}", "\\variable{x_yz}", "\\unknown", "\\int", "|x",
     "Integral(x, (x, 0))", "Rational()", "Pow(x)"],
)  # fmt: skip
def test_wrong_arguments_are_errors(text: str) -> None:
    with pytest.raises(ParseError):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["Eq(" * 200 + "1", "Integral(" * 100 + "x", "Union(" + "A, " * 500 + "A)",
     "Matrix([[" + "1, " * 500 + "1]])", "\\int" * 200 + "x", "\\frac{d}{dx}" * 100 + "x",
     "x" + "!" * 30, "0." + "1" * 2000, "||" * 1000 + "x"],
)  # fmt: skip
def test_limits(text: str) -> None:
    with pytest.raises((LimitError, ParseError)):
        parse(text)
