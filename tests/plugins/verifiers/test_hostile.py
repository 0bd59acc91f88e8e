"""Hostile answers: nothing hangs, nothing raises, nothing false is accepted."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hostile_answers import SHAPES
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor.verification.api import without_surrogates
from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.conventions import Policy

Compare = Callable[..., Outcome]
SECONDS = 2.0

FAST = [name for name in SHAPES if len(SHAPES[name]) < 100_000]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", FAST)
def test_nothing_hangs(compare: Compare, name: str) -> None:
    """Reading and the tests before SymPy bound themselves; no worker has to be killed."""
    text = without_surrogates(SHAPES[name])
    for reference in ("5", "5 J", "x + 1", "{1, 2}"):
        for one, other in ((reference, text), (text, reference)):
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


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [("822 J", "822anf()=d J"), ("5", "f()=d"), ("f()", "\\sin()"), ("5", "\\max()+1")],
)
def test_what_raised_once(compare: Compare, reference: str, candidate: str) -> None:
    assert compare(reference, candidate).same is not Same.YES
    assert compare(candidate, reference).same is not Same.YES
