"""Hostile and odd uses of an ellipsis, of words and of numbered parts end soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from preceptor_verifiers.grammar.spelling import repaired
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.reading.numbered_parts import numbered_parts
from preceptor_verifiers.reading.prose import (
    value_in_words,
    with_powers_of_ten,
    without_hedges,
)

Compare = Callable[..., Outcome]


def nested(depth: int) -> str:
    text = "1"
    for level in range(depth):
        text = f"({text} + a_{level} + a_{level} \\cdots a_{{n}} + \\cdots + b_n)"
    return text


HOSTILE = [
    "1 + 2 + \\cdots + 10^{9}", "a_1 + \\cdots + a_{10^{12}}", "1, 2, \\ldots, 1000000",
    "x_1 + \\cdots + x_{nnnn}", "\\ldots", "\\ldots + \\ldots", "1 + \\ldots", "\\ldots + 1",
    "1^1 + 1^2 + \\cdots + 1^{999999}", nested(8), nested(20), "0 + 0 + \\cdots + 0",
    "(" * 20 + "1+2+\\cdots+50" + "+3+\\cdots+60)" * 20, "2! + 3! + \\cdots + 60!",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_an_ellipsis_that_cannot_be_written_out_is_left(compare: Compare, text: str) -> None:
    start = time.process_time()
    outcome = compare(text, "7")
    assert outcome.same is not Same.YES
    assert compare("7", text).same is not Same.YES
    assert time.process_time() - start < 2.0


LONG = (" ", "\n", "(1) ", "so ", "\\quad ", "therefore, ", "one hundred and ", "1 h ", "\\text{",
        "\t", "\f", "$", ", ", "i) ii) ", "2 million ",
        "\\SI{", "\\SI{a}{x{y}", "\\SI ", "\\si ")  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_rules_about_words_are_quick_on_long_texts(piece: str) -> None:
    text = piece * (40_000 // len(piece)) + " " * 40_000 + "!"
    start = time.process_time()
    for rule in (repaired, without_hedges, value_in_words, with_powers_of_ten):
        rule(text)
        rule(text[:1990])
    numbered_parts(text)
    numbered_parts("(1) 5 " + text[:1900])
    assert time.process_time() - start < 2.0
