"""The language of answers, kind by kind: what agrees (=), what differs (!), what stays open (?).

References are bare texts, recognised and routed as ``preceptor verify`` does it.
"""

from __future__ import annotations

import pytest

from preceptor.components import Item
from preceptor.records import Status
from preceptor.registry import Registry
from preceptor.verification.router import Router, bare_reference

STATUS = {"=": Status.ACCEPTED, "!": Status.REJECTED, "?": Status.UNDECIDED}

KINDS: dict[str, list[tuple[str, str, str]]] = {
    "lists and sets": [
        ("1,2,3", "=", "3, 2 \\text{ and } 1"), ("\\{1,2,3\\}", "=", "1, 2, 3"),
        ("x=1 \\text{ or } x=2", "=", "\\{1,2\\}"), ("x\\in\\{1,2\\}", "=", "x=1 \\text{ or } 2"),
        ("x=2,-2", "=", "\\pm2"), ("2 or 3", "!", "2"), ("\\{1, 2\\}", "!", "\\{1, 3\\}"),
        ("1,2", "!", "1,2,3"), ("\\{(1,2),(3,4)\\}", "=", "(3,4),(1,2)"),
        ("(1,2),(3,4)", "!", "(2,1),(4,3)"), ("\\emptyset", "=", "\\{\\}"),
        ("\\emptyset", "!", "0"), ("\\{0\\}", "=", "0"), ("{2,3}", "!", "(2,3)"),
        ("1, 2, \\ldots, 5", "=", "1,2,3,4,5"), ("\\{1,2,...,n\\}", "=", "\\{1,...,n\\}"),
    ],
    "order of bare lists": [
        ("3, 1, 2", "?", "1, 2, 3"), ("-1, 7, 2", "?", "-1, 2, 7"), ("2400, 1350, 864", "=",
        "864, 1350, 2400"), ("5, 9, 2", "?", "9, 5, 2"), ("5, 9, 2", "=", "\\{9, 5, 2\\}"),
        ("1+\\sqrt2, 1-\\sqrt2, 5", "=", "5, 1-\\sqrt2, 1+\\sqrt2"), ("4, 7, 1", "!", "7, 4, 2"),
        ("(1,2,3)", "!", "3,2,1"), ("(1,2,3)", "=", "1,2,3"), ("[1,2,3]", "!", "[3,2,1]"),
    ],
    "named values": [
        ("a=1,b=2,c=3", "=", "1,2,3"), ("a=1,b=2,c=3", "!", "3,2,1"), ("x=1,y=2", "=", "y=2,x=1"),
        ("x=1,y=2", "!", "x=2,y=1"), ("x=3,y=4", "=", "(3,4)"), ("x=3,y=4", "!", "(4,3)"),
        ("(x,y,z)=(1,2,3)", "=", "z=3,y=2,x=1"), ("(x,y)=(1,2)", "!", "y=1,x=2"),
        ("x_1=3, x_2=4", "=", "4,3"), ("AB=4, CD=5", "=", "4, 5"), ("(m,n)=(4,2)", "=", "m=4, n=2"),
        ("\\text{Alice: }5, \\text{ Bob: }6", "=", "5, 6"), ("|AB|=5", "=", "5"),
        ("\\angle ABC = 60^\\circ", "=", "60^\\circ"), ("m\\angle A = 30", "=", "30"),
        ("P(A)=\\frac{1}{3}", "=", "1/3"), ("f(2)=5", "=", "5"), ("S = 12", "!", "13"),
        ("Group 1: -2, 4 and Group 2: 10, 11", "=", "-2, 4, 10, 11"),
    ],
    "numbered parts": [
        ("(1) 5; (2) 6", "=", "5, 6"), ("(1) x=5 (2) y=6", "=", "5, 6"),
        ("(a) 3, (b) 4", "=", "3, 4"), ("a) 3 b) 4", "=", "3, 4"), ("(i) 2 (ii) 3", "=", "2, 3"),
        ("(1) 5; (2) 6", "!", "(1) 5; (2) 7"), ("(a) 3 (b) 4", "!", "(a) 4 (b) 3"),
        ("(1) 5; (2) 6", "?", "6, 5"), ("I, III only", "=", "I and III"),
    ],
    "intervals and inequalities": [
        ("[0,1]", "=", "0 \\le x \\le 1"), ("[0,1)", "!", "[0,1]"), ("(0,1)", "=", "]0,1["),
        ("(0,\\infty)", "=", "x>0"), ("x>1 \\text{ and } x<3", "=", "(1,3)"),
        ("\\{x: 1<x<2\\}", "=", "(1,2)"), ("\\{x\\in\\mathbb{R}: x\\neq 1\\}", "=", "x\\ne1"),
        ("-x<-3", "=", "x>3"), ("2x+1>5", "=", "x>2"), ("3-2x \\ge 1", "=", "x \\le 1"),
        ("-1<2x+1<5", "=", "-1<x<2"), ("(1,2)\\cup(2,3)", "=", "(1,3) \\setminus \\{2\\}"),
        ("x<-1 or x>1", "=", "|x|>1"), ("|x-1|\\le 3", "=", "[-2,4]"), ("|x|<2", "!", "x<2"),
        ("x^2<4", "!", "x<4"), ("x^2<4", "?", "(-2,2)"), ("1 < x < 3", "!", "1<x"),
        ("x<1 \\text{ or } x>3", "?", "x<1 \\text{ and } x>3"), ("a<b", "!", "b<a"),
        ("\\mathbb{R}", "=", "all real numbers"), ("\\mathbb{R}", "!", "\\mathbb{Z}"),
        ("all real numbers", "!", "x>0"), ("x \\ge 0", "!", "0"), ("x \\neq 1", "!", "x = 1"),
    ],
    "equations and functions": [
        ("2x+3y=6", "=", "y=-\\frac23x+2"), ("x+y=1", "=", "2x+2y=2"), ("x+y=1", "!", "x+y=2"),
        ("f(x)=x^2", "=", "y=x^2"), ("f(x)=x^2", "=", "g(x)=x^2"), ("x \\mapsto x^2", "=", "x^2"),
        ("f: x\\mapsto x+1", "=", "f(x)=x+1"), ("y=2x", "!", "x=2y"), ("2x=4", "=", "x=2"),
        ("E=mc^2", "=", "m = E/c^2"), ("E=mc^2", "!", "m = E/c"),
        ("x^2 = 4", "!", "x=2"), ("y = \\pm 2x", "=", "y=2x, y=-2x"), ("x = 7", "!", "-7"),
        ("x \\equiv 3 \\pmod 5", "=", "3 \\pmod{5}"), ("x \\equiv 3 \\pmod{5}", "!",
        "x \\equiv 2 \\pmod 5"),
        ("x \\equiv 3 \\pmod 5", "!", "x \\equiv 3 \\pmod{10}"),
        ("x \\equiv 3 \\pmod 5", "=", "x \\equiv 8 \\pmod{5}"),
    ],
    "families and constants of integration": [
        ("\\frac{\\pi}{4}+k\\pi", "=", "\\frac{\\pi}{4}+n\\pi"), ("2k\\pi", "!", "k\\pi"),
        ("x=\\frac{\\pi}{4}+k\\pi, k\\in\\mathbb{Z}", "=", "\\frac{\\pi}{4}+n\\pi, n \\in Z"),
        ("x = k\\pi, k \\in \\mathbb{Z}", "!", "x = k\\pi, k \\in \\mathbb{N}"),
        ("30^\\circ + 360^\\circ k", "=", "30^\\circ+360^\\circ n"),
        ("x^2 + C", "=", "x^2 + c"), ("x^2 + C", "=", "x^2 + K"), ("x^2 + C", "!", "x^3 + C"),
        ("x^2 + C", "!", "x^2"), ("\\ln|x|+C", "=", "\\ln |x| + c"),
        ("\\sin^2 x + C", "=", "-\\cos^2 x + C"), ("\\frac{(x+1)^2}{2} + C", "=",
        "\\frac{x^2}{2} + x + K"), ("\\sin x + C", "!", "\\sin 2x + C"),
        ("x - C", "!", "1 + x - C"), ("x + y + C", "!", "x + y + 1 + C"),
        ("\\sin(2\\pi x) + C", "!", "C + 1"), ("C e^x", "!", "A e^{-x}"),
        ("C_1 e^{x}+C_2e^{-x}", "=", "Ae^x+Be^{-x}"), ("\\frac{k}{m}", "!", "\\frac{c}{m}"),
        ("v_0 t", "?", "v t"), ("x+k", "!", "x+c"),
    ],
    "sums and products with an ellipsis": [
        ("a_k + a_{k-1} + \\ldots + a_0", "=", "a_0+a_1+\\cdots+a_k"),
        ("a_1+\\ldots+a_n", "!", "a_1+\\ldots+a_{n-1}"),
        ("1+2+\\cdots+n", "=", "\\frac{n(n+1)}{2}"),
        ("1+2+\\cdots+n", "!", "\\frac{n(n-1)}{2}"), ("1+3+5+\\cdots+(2n-1)", "=", "n^2"),
        ("n(n-1)\\cdots 1", "=", "n!"), ("2+4+\\cdots+2^n", "?", "2^{n+1}-2"),
        ("1+x+x^2+\\cdots+x^n", "=", "\\frac{x^{n+1}-1}{x-1}"),
        ("(1+b_1)(1+b_2)\\cdots(1+b_n)", "=", "(1+b_1)\\cdots(1+b_n)"),
        ("\\frac{1}{1\\cdot2}+\\frac{1}{2\\cdot 3}+\\cdots+\\frac{1}{n(n+1)}", "=",
         "\\frac{n}{n+1}"),
    ],
    "numbers": [
        ("1000000", "=", "1{,}000{,}000"), ("12345", "=", "12\\,345"), ("-1.5", "=", "-1\\frac12"),
        ("14{,}916", "=", "14 {, }916"),
        ("0.\\overline{12}", "=", "\\frac{4}{33}"), ("0.1\\overline{6}", "=", "1/6"),
        ("1/3", "=", "0.333"), ("1/3", "!", "0.33"), ("\\pi", "!", "22/7"), ("0.125", "!", "0.13"),
        ("100", "?", "99.9"), ("0.50", "=", "0.504"), ("3.14", "!", "3.15"), ("7", "!", "7.00001"),
        ("33.3\\%", "=", "\\frac13"), ("33\\frac{1}{3}\\%", "=", "1/3"), ("\\log 100", "=", "2"),
        ("\\sin 30^\\circ", "=", "0.5"), ("e^{i\\pi}+1", "=", "0"), ("1+2i", "!", "1-2i"),
        ("1:2:3", "=", "2:4:6"), ("2:3:4", "!", "2:4:3"), ("3 to 4", "=", "3:4"),
        ("\\sqrt{3}:1", "=", "\\sqrt3"), ("101_2", "=", "101_{2}"), ("204_5", "=", "204"),
        ("204_5", "!", "204_6"), ("204_5", "!", "205"),
        ("\\frac{\\sqrt2}{2}(1+i)", "=", "0.707+0.707i"), ("1.234-4.561i", "=", "1.23-4.56i"),
        ("1.23+4.56i", "!", "1.24+4.56i"), ("3+4i", "!", "3.01+4i"), ("5i", "!", "0.00100+5i"),
        ("3+4i", "=", "3 + 4j"), ("3+4i", "!", "4 + 3j"),
    ],
    "multiples in words": [
        ("2.5 million", "=", "2500000"), ("\\$1.5 million", "=", "1,500,000"),
        ("3\\text{ thousand}", "=", "3000"), ("3 thousand", "!", "3"),
        ("2.5\\text{ million dollars}", "=", "\\$2,500,000"),
    ],
    "amounts of money": [
        ("50 cents", "=", "\\$0.50"), ("\\$0.50", "=", "50 cents"), ("\\$5", "=", "5 dollars"),
        ("\\$5", "!", "5 cents"), ("\\$0.50", "!", "\\$0.05"),
    ],
    "named points": [
        ("P(2,3)", "=", "(2,3)"), ("A(1,2), B(3,4)", "=", "(1,2), (3,4)"), ("P(2,3)", "!", "(3,2)"),
    ],
    "numbers in words": [
        ("twenty-one", "=", "21"), ("105", "=", "one hundred and five"), ("1/2", "=", "one half"),
        ("one third", "!", "0.3"), ("2.5", "=", "two and a half"), ("2000000", "=", "two million"),
        ("-5", "=", "negative five"), ("12", "=", "a dozen"), ("twenty", "!", "30"),
        ("\\infty", "=", "infinitely many"), ("no solution", "!", "1"),
        ("\\text{no real solutions}", "=", "\\varnothing"),
    ],
    "currency, units and degrees": [
        ("\\$18.90", "=", "18.9"), ("€5", "=", "5"), ("32,348 dollars", "=", "\\$32348"),
        ("45 degrees", "=", "45^\\circ"), ("\\frac{\\pi}{4}", "=", "45^\\circ"), ("12 people", "=",
        "12"), ("10\\text{ square units}", "=", "10"), ("30^\\circ", "!", "30 rad"),
        ("1 hour 30 minutes", "=", "90 minutes"), ("2\\text{ hours } 30\\text{ minutes}", "=",
        "2.5 hours"), ("5 ft 6 in", "=", "66 inches"), ("5 ft 6 in", "!", "67 inches"),
        ("1 min 30 s", "=", "90 s"),
        ("6 feet", "=", "72 inches"), ("5 km", "!", "5 m"),
    ],
    "times of day": [
        ("15:30", "=", "3:30 PM"), ("10:00 a.m.", "=", "10 a.m."), ("3:30", "=", "3:30 pm"),
        ("3:30 pm", "!", "3:30 am"), ("12:30", "!", "12:31"), ("5 p.m.", "=", "17:00"),
    ],
    "decisions and words": [
        ("yes", "=", "Yes, it is possible"), ("No", "=", "No, it is not possible."),
        ("no", "!", "Yes, it is"), ("True", "!", "False"), ("DNE", "=", "does not exist"),
        ("January", "!", "February"), ("parabola", "!", "hyperbola"), ("Alice", "?", "Bob"),
        ("Newton's second law", "=", "Newton’s second law"),
        ("Alice and Bob", "=", "Bob and Alice"), ("increasing", "!", "decreasing"),
        ("increases by 5", "?", "increases"), ("odd", "=", "The function is odd."),
        ("The reaction is exothermic.", "=", "exothermic"), ("red", "?", "red giant"),
        ("nonspontaneous", "=", "non-spontaneous"), ("nonspontaneous", "?", "not spontaneous"),
        ("irrational", "?", "not rational"), ("even", "?", "not odd"), ("No", "?", "no idea"),
        ("noble gas", "?", "gas"), ("right", "?", "right circular cone"),
        ("It increases.", "?", "It goes up while the pressure decreases slowly"),
    ],
    "sets with repeated values": [
        ("\\{1, 2, 2\\}", "?", "\\{2, 1\\}"), ("\\{1, 2\\}", "?", "\\{2, 1, 1\\}"),
        ("\\{1, 2, 2\\}", "!", "\\{1, 3\\}"), ("1, 2, 2", "!", "1, 2"),
    ],
    "electron configurations and hybrid orbitals": [
        ("[Ar] 3d^1 4s^2", "!", "[Ar] 4d^1 3s^2"), ("1s^2 2s^2 2p^6", "=", "1s2 2s2 2p6"),
        ("[Ar] 3d^{5} 4s^{1}", "=", "[Ar]4s13d5"), ("[Ne] 3s^2", "=", "1s² 2s² 2p⁶ 3s²"),
        ("[Ne] 3s^2 3p^3", "!", "[Ar] 3s^2 3p^3"), ("sp^3", "=", "sp3"), ("sp^3", "!", "sp2"),
        ("[Xe] 4f^{14} 5d^{10} 6s^1", "=", "[Xe]4f145d106s1"), ("sp^3d^2", "=", "d2sp3"),
    ],
    "vectors": [
        ("3\\hat{i} - 4\\hat{j}", "=", "(3, -4)"), ("3\\hat{i} - 4\\hat{j}", "!", "(-4, 3)"),
        ("3\\mathbf{i} - 4\\mathbf{k}", "=", "\\langle 3, 0, -4 \\rangle"),
        ("3i - 4j", "=", "3\\hat{\\imath} - 4\\hat{\\jmath}"), ("4i", "!", "(4, 0)"),
        ("\\vec a \\times \\vec b", "?", "\\vec b \\times \\vec a"),
        ("\\vec a \\times \\vec b", "?", "\\vec a \\cdot \\vec b"),
        ("q\\vec v \\times \\vec B", "=", "q(\\vec{v}\\times\\vec{B})"),
        ("\\nabla \\times B", "?", "\\nabla \\cdot B"),
        ("2 \\times \\vec a", "=", "\\vec a \\cdot 2"), ("2 \\times 3", "=", "3 \\times 2"),
        ("\\langle x \\rangle", "!", "x"), ("(3, 4) N", "?", "(3 N, 4 N)"),
        ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "=", "[1, 2; 3, 4]"),
        ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "!", "1, 3; 2, 4"),
    ],
    "what no rule computes": [
        ("\\int_0^1 e^{-x^2} dx", "?", "\\int_0^1 e^{x^2} dx"),
        ("\\int_0^1 e^{-x^2} dx", "=", "\\int_0^1 e^{-x^2}dx"),
        ("a drop of -5 units overall", "?", "a drop of 5 units overall"),
        ("about 1.5 of them were left", "?", "about 1,5 of them were left"),
        ("all points where f'(x) = g'(x) holds there", "?",
         "all points where f(x) = g(x) holds there"),
    ],
    "choices": [
        ("\\textbf{(D)}", "=", "D"), ("\\textbf{(D) } 15", "=", "D"), ("\\textbf{(D)}\\ 15", "=",
        "15"), ("\\textbf{(C)}\\ 12", "!", "13"), ("\\textbf{(C)}\\ 12", "!",
        "\\textbf{(B)}\\ 12"), ("\\text{(B)}", "=", "B"), ("A", "=", "A) 5"), ("ACD", "=",
        "A, C and D"), ("AC", "!", "AD"), ("A, B", "!", "A"), ("E", "!", "\\mathrm{E}*2"),
        ("B", "?", "maybe"),
        ("C", "=", "The answer is (C) 25."), ("C", "!", "D"),
    ],
    "matrices and vectors": [
        ("\\begin{pmatrix}1\\\\2\\end{pmatrix}", "=", "(1,2)"), ("[[1,2],[3,4]]", "=",
        "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}"), ("\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}",
        "=", "-2"), ("3\\mathbf{i}+4\\mathbf{j}", "=", "3\\hat{i}+4\\hat{j}"),
        ("\\begin{pmatrix}1\\\\2\\end{pmatrix}", "!", "\\begin{pmatrix}2\\\\1\\end{pmatrix}"),
        ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "!",
         "\\begin{pmatrix}1&3\\\\2&4\\end{pmatrix}"),
    ],
    "what stands around an answer": [
        ("5", "=", "So x = 5."), ("5", "=", "approximately 5"), ("5", "=", "\\approx 5"),
        ("5", "=", "= 5"), ("5", "=", "5 (approx)"), ("5", "=", "**5**"), ("5", "!", "about 6"),
        ("x = 3.14", "=", "x \\approx 3.14"), ("3.14", "=", "x \\approx 3.14"),
        ("x = 5", "!", "x \\approx 6"), ("\\sqrt{2}", "=", "\\sqrt{2} \\approx 1.414"),
        ("7", "?", "7 or more"), ("7 m", "!", "7 or 8 m"),
        ("\\frac{3}{4}", "=", "\x0crac{3}{4}"), ("x = 2\\times 3", "=", "x = 2\times 3"),
        ("60^\textcirc", "=", "60^\\circ"), ("\text{12}", "=", "12"),
        ("25\\textdegree C", "=", "25 °C"), ("5\\,\\textmu m", "=", "5 µm"),
        ("2 \\texttimes 3", "=", "6"), ("30 \\textdegree", "=", "30°"),
        ("12", "=", "The divisors of 90 are 1, 2, 3, 5, 6, 9, 10, 15, 18, 30, 45, 90. Each of "
         "them gives one sequence with the wanted terms. Therefore, there are 12 sequences."),
        ("12", "?", "The divisors of 90 are 1, 2, 3, 5, 6, 9, 10, 15, 18, 30, 45, 90, and each of "
         "them gives one sequence with the wanted terms. Therefore, 12 of the 20 are good."),
    ],
}  # fmt: skip
CASES = [(kind, *case) for kind, cases in KINDS.items() for case in cases]


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(Registry.load())


def decide(router: Router, reference: str, candidate: str) -> tuple[Status, str]:
    item = Item(id="1", reference=bare_reference(router.registry, reference), candidate=candidate)
    verdict = router.verify_batch([item])[0]
    return verdict.status, verdict.reason


@pytest.mark.parametrize(("kind", "reference", "sign", "candidate"), CASES)
def test_kind(router: Router, kind: str, reference: str, sign: str, candidate: str) -> None:
    status, reason = decide(router, reference, candidate)
    assert status is STATUS[sign], f"{kind}: {reason}"


# Rounding has a direction, as 0.3 stands for its last digit; so have names, whose order counts
# only where the reference gives them.
EXACT = [
    (r, c) for k, r, sign, c in CASES if sign == "!" and "." not in r + c and k != "named values"
]


@pytest.mark.parametrize(("reference", "candidate"), EXACT)
def test_what_differs_differs_both_ways(router: Router, reference: str, candidate: str) -> None:
    assert decide(router, candidate, reference)[0] is not Status.ACCEPTED


@pytest.mark.parametrize(("kind", "reference", "sign", "candidate"), CASES)
def test_every_answer_agrees_with_itself(
    router: Router, kind: str, reference: str, sign: str, candidate: str
) -> None:
    status, reason = decide(router, reference, reference)
    assert status is Status.ACCEPTED, f"{kind}: {reason}"
