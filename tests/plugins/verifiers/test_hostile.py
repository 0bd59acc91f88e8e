"""Hostile answers: nothing is executed, nothing hangs, nothing false is accepted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.equality import Same
from preceptor_verifiers.measures import Outcome
from preceptor_verifiers.policy import Policy

Compare = Callable[..., Outcome]
SECONDS = 2.0

PAYLOADS = [
    "__import__('os').system('touch {canary}')",
    "exec(\"open('{canary}','w')\")",
    "eval(\"open('{canary}','w')\")",
    "open('{canary}','w').write('1')",
    "(lambda: open('{canary}','w'))()",
    "[c for c in ().__class__.__base__.__subclasses__()][0]",
    "().__class__.__mro__[1].__subclasses__()",
    "x.__class__.__init__.__globals__['os'].system('touch {canary}')",
    "getattr(__builtins__,'open')('{canary}','w')",
    "globals()['__builtins__']['open']('{canary}','w')",
    'S(\'open("{canary}","w")\')',
    'sympify(\'open("{canary}","w")\')',
    'parse_expr(\'__import__("os").system("touch {canary}")\')',
    "Lambda(x, open('{canary}','w'))(1)",
    "Integral(open('{canary}','w'), x)",
    "f\"{{open('{canary}','w')}}\"",
    "'%s' % open('{canary}','w')",
    "5; import os; os.system('touch {canary}')",
    "5\nimport os\nos.system('touch {canary}')",
    "os.system('touch {canary}') or 5",
    "$(touch {canary})",
    "`touch {canary}`",
    "| touch {canary}",
    "!!python/object/apply:os.system ['touch {canary}']",
    "cos\nsystem\n(S'touch {canary}'\ntR.",
    "\\input{{|touch {canary}}}",
    "\\write18{{touch {canary}}}",
    "\\text{{__import__('os').system('touch {canary}')}}",
    "\\operatorname{{open}}('{canary}','w')",
    "\\mathrm{{eval}}(open('{canary}','w'))",
    "5 m**__import__('os').system('touch {canary}')",
    "5 [].__class__",
    "\\boxed{{__import__('os').system('touch {canary}')}}",
    "print(open('{canary}','w'))",
    "breakpoint()",
    "quit()",
]

HANGS = [
    "10**10**10", "9**9**9**9**9", "2^{2^{2^{2^{2^{2}}}}}", "(10^{1000000000})^{1/3}",
    "7^{7^{7^{7}}}",
    "100000!", "((((9!)!)!)!)", "factorial(10**8)", "\\binom{10000000}{5000000}", "5!!!!!!!!!!!!",
    "\\frac{1}{1+" * 60 + "x" + "}" * 60, "(" * 5000 + "6" + ")" * 5000, "1" * 200_000,
    "7^{7^{7^{7}}} \\mod 100", "\\sum_{n=1}^{10^{12}} n", "\\prod_{n=1}^{\\infty} n",
    "\\sum_{a=1}^{1000}\\sum_{b=1}^{1000}\\sum_{c=1}^{1000} a b c",
    "\\int_0^1 x^{x^{x^{x}}} dx", "\\sin(10^{10^{10}})", "e^{e^{e^{e^{e}}}}", "\\Gamma(10^9)",
    "1" + "\\pm \\sqrt{2}" * 40, "\\{" + ",".join(map(str, range(3000))) + "\\}",
    "\\begin{pmatrix}" + "\\\\".join(["&".join(["2"] * 40)] * 40) + "\\end{pmatrix}",
    "\\frac" * 2000, "the answer is " * 2000 + "6", "1 " * 4000, "\\boxed{" * 3000,
    "1e400000000", "1E999999999999", "nan", "inf", "0/0", "1/0", "0^0 - 0^0", "\\sqrt" * 3000,
    "6 m^{10^{10^{10}}}", "6 m^m^m^m^m", "6 " + "m" * 5000, "6 " + "/s" * 3000, "|" * 3000,
    "x" * 7000, "+".join(["x"] * 3000), "\\left(" * 3000, "{" * 7000, "$" * 7000, "^" * 5000,
    "a" * 5000 + "!", "\\" * 7000, "6" + "\u0301" * 5000, "\\text{" * 2000, "-" * 6000 + "6",
    "\\max(" * 50 + "6" + ")" * 50, "(x+1)^{200}(x-1)^{200} + 6", "\\mathrm{" * 500 + "6",
    ",".join(["\\sqrt{2}^{" + str(n) + "}" for n in range(300)]), "1:" * 3000, "=6" * 3000,
]  # fmt: skip

REFERENCES = ["5", "5 J", "x + 1", "{1, 2}", "(0, 1)", "y = 2x", "odd"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_executed(
    compare: Compare, payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = payload.format(canary="canary")
    for reference in REFERENCES:
        assert compare(reference, text).same is not Same.YES
        compare(text, reference)
    assert not list(tmp_path.iterdir())


@pytest.mark.timeout(120)
@pytest.mark.parametrize("number", range(len(HANGS)))
def test_nothing_hangs(compare: Compare, number: int) -> None:
    for reference in REFERENCES:
        for one, other in ((reference, HANGS[number]), (HANGS[number], reference)):
            start = time.process_time()
            outcome = compare(one, other)
            seconds = time.process_time() - start
            assert outcome.same is not Same.YES, (one[:40], other[:40])
            assert seconds < SECONDS, (one[:40], other[:40], seconds)


PIECES = """
    \\frac{1}{2} x y + - = < , ; ( ) [ ] \\{ \\} ± 2 3.5 10% ^2 ! \\pi sin \\cup \\infty and or k n
    \\text{m} J m/s \\mathrm{kg} ° : _1 | \\begin{pmatrix}1&2\\end{pmatrix} \\sqrt f(x) \\in \\ldots
    \\mathbb{R} yes e i \\le \\ne 1e5 1/0 \\sum_{k=1}^{n}"""
ANSWERS = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=9).map(" ".join)


@given(ANSWERS, ANSWERS)
@settings(max_examples=300, deadline=5000)
def test_any_two_answers_are_compared(one: str, other: str) -> None:
    forth = compare_answers(one, other, Policy())
    assert forth.reason
    assert compare_answers(one, one, Policy()).same is not Same.NO or "1/0" in one


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [("(1+x)^{2000}", "(x+1)^{2000}"), ("5", "５"), ("5", "٥"), ("5", "(" * 400 + "5" + ")" * 400),
     ("10^{100}", "1e100"), ("100!", "100!"), ("\\binom{100}{50}", "\\frac{100!}{50! 50!}")],
)  # fmt: skip
def test_what_looks_hostile_but_is_right(compare: Compare, reference: str, candidate: str) -> None:
    assert compare(reference, candidate).same is Same.YES
