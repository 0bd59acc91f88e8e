"""Putting an instance together: derivation, reference, and the distractors that are kept."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from preceptor.families import TextAnswer, derivation, distinct_distractors, significant, worked
from preceptor.records import Reference
from preceptor.references import expression, number


@dataclass(frozen=True)
class Whole:
    """A whole number of apples; a wrong value next to the right one is too close."""

    value: int

    @property
    def reference(self) -> Reference:
        return number(str(self.value))

    @property
    def written(self) -> str:
        return f"{self.value} apples"

    def distractor(self, wrong: int) -> str | None:
        return None if abs(wrong - self.value) == 1 else f"{wrong} apples"


def test_an_instance_is_put_together_from_its_answer() -> None:
    instance = worked({"n": 3}, "How many?", ["1 + 2 = 3"], Whole(3), [(6, "doubled")])
    assert instance.parameters == {"n": 3}
    assert instance.statement == "How many?"
    assert instance.reference == number("3")
    assert instance.derivation == "1 + 2 = 3\nAnswer: 3 apples"
    assert [(d.answer, d.error) for d in instance.distractors] == [("6 apples", "doubled")]


def test_distractors_that_repeat_or_are_too_close_are_left_out() -> None:
    wrong = [(4, "too close"), (3, "right after all"), (6, "doubled"), (6, "again")]
    instance = worked({}, "How many?", [], Whole(3), wrong)
    assert [d.error for d in instance.distractors] == ["doubled"]


def test_a_text_answer_is_written_as_its_reference() -> None:
    wrong = [("2x", "the reference"), ("x", "lost the factor"), ("x", "again")]
    instance = worked(
        {}, "Differentiate x^2.", ["(x^2)' = 2x"], TextAnswer(expression("2x")), wrong
    )
    assert instance.derivation == derivation(["(x^2)' = 2x"], "2x")
    assert [(d.answer, d.error) for d in instance.distractors] == [("x", "lost the factor")]


def test_distinct_distractors_compare_texts() -> None:
    kept = distinct_distractors(number("2"), [(" 2 ", "same"), ("2.0", "other text")])
    assert [d.answer for d in kept] == ["2.0"]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0, 3, "0"), (2.5, 3, "2.50"), (99999, 3, "1.00 × 10^5"), (0.0012345, 3, "0.00123"),
     (0.00012345, 2, "1.2 × 10^-4"), (-1234.5, 2, "-1200")],
)  # fmt: skip
def test_significant_figures(value: float, digits: int, text: str) -> None:
    assert significant(value, digits) == text
