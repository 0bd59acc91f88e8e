"""The options of :func:`preceptor.reward` and its columns, with the verifiers of the package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, update_wrapper
from typing import Any

import pytest

from preceptor import reward
from preceptor.references import Conventions
from preceptor.verification.api import close

RIGHT, WRONG, UNSURE, NONE = (
    "Answer: 2.5 m",
    "Answer: 3 m",
    "Answer: some distance",
    "I do not know.",
)


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    close()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [1.0, 0.0, None, None, None]),
        ({"undecided": 0.5}, [1.0, 0.0, 0.5, None, None]),
        ({"no_answer": -1}, [1.0, 0.0, None, -1.0, None]),
        ({"undecided": 0.0, "no_answer": -0.1}, [1.0, 0.0, 0.0, -0.1, None]),
        ({"undecided": None, "no_answer": None}, [1.0, 0.0, None, None, None]),
    ],
)
def test_what_no_decision_is_worth(options: dict[str, Any], expected: list[float | None]) -> None:
    """The last row has no reference, and so no reward."""
    answers = ["2.5 m"] * 4 + [None]
    completions = [RIGHT, WRONG, UNSURE, NONE, RIGHT]
    assert reward(completions, answer=answers, **options) == expected


@pytest.mark.parametrize("missing", ["", None, [], [{"role": "assistant", "content": None}]])
def test_a_completion_without_text_has_no_answer(missing: Any) -> None:
    assert reward([missing], answer=["1"], undecided=0.5, no_answer=-1.0) == [-1.0]


@pytest.mark.parametrize("name", ["undecided", "no_answer"])
@pytest.mark.parametrize(
    ("value", "error"),
    [
        (float("nan"), ValueError), (float("inf"), ValueError), (float("-inf"), ValueError),
        ("0", TypeError), (True, TypeError), (1j, TypeError), (object(), TypeError),
    ],
)  # fmt: skip
def test_a_reward_is_a_finite_number(name: str, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=f"{name}: "):
        reward([RIGHT], answer=["2.5 m"], **{name: value})


@pytest.mark.parametrize("name", ["undecided", "no_answer"])
def test_a_column_of_that_name_is_ignored_with_a_warning(name: str) -> None:
    column: dict[str, Any] = {name: [1.0, 1.0]}
    with pytest.warns(UserWarning, match=f"the column '{name}' is ignored"):
        assert reward([UNSURE, NONE], answer=["2 m"] * 2, **column) == [None, None]


def test_options_are_bound_with_partial() -> None:
    bound = partial(reward, undecided=0.0, no_answer=-1.0)
    named = update_wrapper(bound, reward)  # trainers log a reward under its __name__
    assert named.__name__ == "reward"
    assert named(prompts=["?"], completions=[NONE], answer=["1"], trainer_state=None) == [-1.0]


# --- every convention as a column ---------------------------------------------------------

COLUMNS: list[tuple[str, Any, str, str, list[bool]]] = [
    # name, value, reference, answer, whether it is paid without and with the column
    ("rtol", 0.05, "100", "103", [False, True]),
    ("atol", 0.5, "100", "100.4", [False, True]),
    ("digits", 2, "103", "104", [False, True]),
    ("rounding", "exact", "2.5", "2.52", [True, False]),
    ("percent", "ratio", "10 %", "10", [True, False]),
    ("unit_required", True, "5 m", "5", [True, False]),
    ("ordered", True, "1, 2", "2, 1", [True, False]),
    ("decimal_comma", True, "0.125", "0,125", [False, True]),
    ("uncertainty", True, "9.81 ± 0.02", "9.80", [False, True]),
    ("choice_base", 0, "C", "Option 2", [False, True]),
    ("unit", "m", "2.5", "250 cm", [False, True]),
    ("choices", ["Paris", "Rome"], "B", "Rome", [False, True]),
    ("kind", "choice", "5 m", "500 cm", [True, False]),
    ("pattern", "ANS<{answer}>", "4", "4", [True, True]),
]


def test_there_is_a_row_for_each_convention() -> None:
    assert set(Conventions.model_fields) <= {row[0] for row in COLUMNS}


@pytest.mark.parametrize(("name", "value", "reference", "answer", "expected"), COLUMNS)
def test_a_column_decides(
    name: str, value: Any, reference: str, answer: str, expected: list[bool]
) -> None:
    """A null in a column leaves the row to the defaults."""
    completions = [f"Some words.\nAnswer: {answer}"] * 2
    column: dict[str, Any] = {name: [None, value]}
    given = reward(completions, answer=[reference] * 2, **column)
    assert [worth == 1.0 for worth in given] == expected


def test_one_value_stands_for_all_completions() -> None:
    assert reward([RIGHT, WRONG], answer="2.5 m", rtol=0.3) == [1.0, 1.0]


# --- the format of the answer -------------------------------------------------------------

HOUSE = "2 + 2 gives 4.\nANS<4>\nThat is not 5, so the answer is 5 no more."


@pytest.mark.parametrize(
    ("pattern", "paid"),
    [("ANS<{answer}>", True), (["ANS<{answer}>"], True), ([None], False), ([""], False)],
)
def test_a_declared_format_goes_before_the_general_rules(pattern: Any, paid: bool) -> None:
    assert (reward([HOUSE], answer=["4"], pattern=pattern) == [1.0]) == paid


@pytest.mark.parametrize(
    "pattern", ["ANS", "{answer}", ["{answer}{answer}"], ["ANS", "A {answer}"]]
)
def test_what_is_no_format_is_refused(pattern: Any) -> None:
    with pytest.raises(ValueError, match="an answer pattern has"):
        reward([HOUSE] * len(pattern), answer=["4"] * len(pattern), pattern=pattern)


def test_a_column_of_other_patterns_is_ignored_with_a_warning() -> None:
    with pytest.warns(UserWarning, match="the column 'pattern' is ignored"):
        assert reward(["Answer: 4"], answer=["4"], pattern=["abab"]) == [1.0]


# --- letters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("completion", "letter", "expected"),
    [
        ("\\boxed{C}", "C", 1.0),
        ("\\boxed{C}", "B", 0.0),
        ("\\boxed{B, C}", "B", "not paid"),
        ("The answer is B or C.", "C", "not paid"),
    ],
)
def test_letters(completion: str, letter: str, expected: Any) -> None:
    given = reward(completions=[completion], answer=[letter], kind=["choice"])[0]
    assert given != 1.0 if expected == "not paid" else given == expected
