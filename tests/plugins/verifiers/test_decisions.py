"""Yes and no, true and false: in which words, and when an answer decides nothing."""

from __future__ import annotations

import pytest

from preceptor_verifiers.decisions import decision, is_bare


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("Yes", "yes"), ("no.", "no"), ("**True**", "true"), ("\\text{False}", "false"),
        ("No, it does not", "no"), ("It is correct.", "true"), ("incorrect", "false"),
        ("The statement holds for all n", "true"), ("The claim does not hold", "false"),
        ("not true", "false"), ("The answer is yes", "yes"),
        ("Yes, no", None), ("No. Yes.", None), ("True. False.", None), ("Yes/No", None),
        ("No, wait, yes", None), ("True. The statement is false.", None),
        ("No solution", None), ("No. of birds: 20", None), ("correctness", None), ("5", None),
        ("The statement is true only for n > 3", None), ("Yesterday", None), ("", None),
    ],
)  # fmt: skip
def test_decision(text: str, decided: str | None) -> None:
    assert decision(text) == decided


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Yes.", True), ("It is true", True), ("Yes, since 2 > 1", False), ("maybe", False)],
)
def test_nothing_but_a_decision(text: str, bare: bool) -> None:
    assert is_bare(text) is bare
