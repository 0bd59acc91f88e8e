"""The ``format`` and ``length`` filters on replies as models write them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from preceptor import references
from preceptor.prompts import MASK, Prompts
from preceptor.records import Solution, Stage
from preceptor_filters.format import FormatFilter, unbalanced, unprintable
from preceptor_filters.length import LengthFilter

Build = Callable[..., Any]
Make = Callable[..., Solution]

WORK = "The two terms are both two, so that their sum is twice two.\n"
ANSWER = "Answer: 4"

KEPT = [
    WORK + ANSWER,
    WORK + "So the result is $\\boxed{4}$.",
    "Set $x = \\{1, 2\\}$ and count.\n\\begin{align}\n2 + 2 &= 4 \\\\[2pt]\n\\end{align}\n"
    + ANSWER,
    "It costs $5 at first and then one dollar less, which leaves four.\n" + ANSWER,
    "Problem: add two and two, which any child knows how to do.\n" + ANSWER,
    "```python\nprint({'a': 2 + 2)\n```\nThe program above is only an illustration.\n" + ANSWER,
    "Energy of 2 J ± 0.1 J, at 20 °C, with λ → ∞ and naïve ψ₁.\n" + ANSWER,
    "If $f(x) < 0$ for all x <s is a bound> then nothing else can be true.\n" + ANSWER,
]


@pytest.mark.parametrize("text", KEPT)
def test_good_solutions_are_kept(text: str, build: Build, make_solution: Make) -> None:
    assert build(FormatFilter).reason_to_drop(make_solution(text)) is None


DROPPED = [
    ("answer", WORK + "and so on."),
    ("answer", ANSWER + "\n" + WORK + "One more thing.\nAnd a last one.\nThat is all of it.\nBye."),
    ("reasoning", ANSWER),
    ("reasoning", "Easy: the final answer is 4."),
    ("reasoning", "2 + 2 = 4\n" + ANSWER),
    ("refusal", "I'm sorry, but I cannot help with that request at this time.\n" + ANSWER),
    ("refusal", "I cannot solve this problem because a diagram is missing here.\n" + ANSWER),
    ("balanced", WORK + "```\n" + ANSWER),
    ("balanced", WORK + "$\\frac{1}{2$\n" + ANSWER),
    ("balanced", WORK + "\\[ 2 + 2 = 4\n" + ANSWER),
    ("balanced", WORK + "\\begin{align} x \\end{aligned}\n" + ANSWER),
    ("markers", WORK + "<|im_end|>\n" + ANSWER),
    ("markers", WORK + "User: and what is 3 + 3?\n" + ANSWER),
    ("markers", WORK + "### Response:\n" + ANSWER),
    ("markers", WORK + "[/INST] " + ANSWER),
    ("markers", WORK + ANSWER + "\n\nQuestion: What is 3 + 3?\n" + WORK + "Answer: 6"),
    ("masked", WORK + f"The earlier result was {MASK}.\n" + ANSWER),
    ("printable", WORK + "a\x00b\n" + ANSWER),
    ("printable", WORK + "caf\ufffd\n" + ANSWER),
    ("prompt", WORK + Prompts.answer_form + "\n" + ANSWER),
    ("repetition", (WORK * 4) + ANSWER),
]


@pytest.mark.parametrize(("check", "text"), DROPPED)
def test_bad_solutions_are_dropped_by_name(
    check: str, text: str, build: Build, make_solution: Make
) -> None:
    reason = build(FormatFilter).reason_to_drop(make_solution(text))
    assert reason is not None
    assert reason.startswith(check + ":")
    # Without that check the row passes, or fails another one.
    without = build(FormatFilter, skip=[check]).reason_to_drop(make_solution(text))
    assert without is None or not without.startswith(check + ":")


@pytest.mark.parametrize("finish", ["length", "max_tokens", "content_filter"])
def test_cut_off_replies_are_dropped(finish: str, build: Build, make_solution: Make) -> None:
    cut = make_solution(finish_reason=finish)
    assert "cut off" in build(FormatFilter).reason_to_drop(cut)
    assert build(FormatFilter).reason_to_drop(make_solution(finish_reason="stop")) is None


def test_a_refusal_in_its_own_field(build: Build, make_solution: Make) -> None:
    assert "declines" in build(FormatFilter).reason_to_drop(make_solution(refusal="no"))


@pytest.mark.parametrize(
    "text",
    [
        "The earlier solution was wrong about the sign of the second term here.\n",
        "As the critique says, there is a distractor in the second line of the text.\n",
        "Since the correct final answer is known, we can work backwards from it.\n",
    ],
)
def test_revisions_must_read_as_answers_to_the_plain_question(
    text: str, build: Build, make_solution: Make, make_step: Callable[..., Any]
) -> None:
    revised = make_step(text + ANSWER, stage=Stage.REVISE)
    reason = build(FormatFilter).reason_to_drop(make_solution(trail=(revised,)))
    assert reason is not None
    assert reason.startswith("revision:")
    first = make_step(text + ANSWER, stage=Stage.SOLVE)
    assert build(FormatFilter).reason_to_drop(make_solution(trail=(first,))) is None


def test_rows_without_a_solution_are_ignored(build: Build, make_solution: Make) -> None:
    unsolved = make_solution("no idea", earned=None)
    assert build(FormatFilter).reason_to_drop(unsolved) is None
    assert build(LengthFilter).reason_to_drop(unsolved) is None


def test_a_formal_proof_needs_no_answer_line(build: Build, make_solution: Make) -> None:
    proof = make_solution(
        "```lean\ntheorem goal (p : Prop) (hp : p) : p := hp\n```",
        subject="proofs",
        reference=references.formal("(p : Prop) (hp : p) : p"),
    )
    assert build(FormatFilter).reason_to_drop(proof) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("}{", "closing brace without an opening one"),
        ("{{}", "not closed"),
        (r"\{ \left\{ x", None),
        (r"\\[2pt] a \\(b\\)", None),
        (r"\(x\) and \(y", "do not match"),
        (r"\begin{a}\begin{b}\end{a}\end{b}", "does not match"),
        (r"\begin{a}", "is not closed"),
        ("`{`", None),
    ],
)
def test_balance(text: str, what: str | None) -> None:
    fault = unbalanced(text)
    assert (fault is None) if what is None else (fault is not None and what in fault)


def test_printable_text_of_many_scripts() -> None:
    assert unprintable("Ωμέγα 数学 ∫₀^∞ e⁻ˣ dx\r\n\t→ 𝔽₂ 👍") is None
    assert unprintable("bell\x07") == "character U+0007"
    assert unprintable("\ue000") == "character U+E000"


@pytest.mark.parametrize(
    ("options", "text", "reason"),
    [
        ({"min_words": 3}, "one two", "fewer than 3 words"),
        ({"min_words": 2}, "one two", None),
        ({"min_words": None, "max_words": 1}, "one two", "more than 1 words"),
        ({"min_words": None, "min_characters": 9}, "  one two  ", "fewer than 9 characters"),
        ({"min_words": None, "max_characters": 7}, "  one two  ", None),
        ({"min_words": None, "max_characters": 6}, "one two", "more than 6 characters"),
    ],
)
def test_length(
    options: dict[str, Any], text: str, reason: str | None, build: Build, make_solution: Make
) -> None:
    dropped = build(LengthFilter, **options).reason_to_drop(make_solution(text))
    assert (dropped is None) if reason is None else (dropped is not None and reason in dropped)


def test_a_formal_proof_may_be_short(build: Build, make_solution: Make) -> None:
    proof = make_solution("by simp", reference=references.formal(": 2 + 2 = 4"))
    assert build(LengthFilter).reason_to_drop(proof) is None
    assert "too long" in build(LengthFilter, max_characters=3).reason_to_drop(proof)


def test_length_bounds_must_leave_something(build: Build) -> None:
    with pytest.raises(ValidationError):
        build(LengthFilter, min_characters=5, max_characters=4)


@pytest.mark.parametrize("text", ["a" + "\n" * 50_000 + "b", "a\nquestion" + "\n" * 50_000 + "b"])
def test_blank_lines_cost_one_pass(text: str, build: Build, make_solution: Make) -> None:
    skip = ["repetition", "answer", "reasoning"]
    start = time.process_time()
    assert build(FormatFilter, skip=skip).reason_to_drop(make_solution(text)) is None
    assert time.process_time() - start < 2.0
