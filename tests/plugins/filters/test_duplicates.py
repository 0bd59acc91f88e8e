"""Duplicate search and the guard against overlap with the evaluation."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from solutions import View

from preceptor.records import Role, Solution
from preceptor_filters.duplicates import ExactDuplicates
from preceptor_filters.overlap import EvalOverlap
from preceptor_filters.text_keys import KeySet, bare, key, spaced

Build = Callable[..., Any]
Make = Callable[..., Solution]


class KnowingView(View):
    def eval_statements(self) -> Iterator[tuple[str, str]]:
        yield "e1", "What is the SUM of $2$ and $2$?"


def test_the_first_of_equal_solutions_stays(build: Build, make_solution: Make) -> None:
    view = View(
        make_solution("It is four."),
        make_solution("It is\u00a0 four.\n"),
        make_solution("It is 4."),
        make_solution("It is four.", statement="What is  2 + 2?"),
        make_solution("It is four.", statement="What is 2 + 3?"),
        make_solution("It is four.", role=Role.EVAL),
        make_solution("It is four.", earned=None),
    )
    assert list(build(ExactDuplicates).drops(view)) == [
        ("r1", "same statement and solution as r0"),
        ("r3", "same statement and solution as r0"),
    ]


def test_one_solution_per_statement(build: Build, make_solution: Make) -> None:
    view = View(
        make_solution("a"),
        make_solution("b"),
        make_solution("c", annotation="derive"),
        make_solution("d", statement="other"),
    )
    drops = list(build(ExactDuplicates, statements=True).drops(view))
    assert [row for row, _ in drops] == ["r1", "r2"]
    drops = list(build(ExactDuplicates, statements=True, per_annotation=True).drops(view))
    assert [row for row, _ in drops] == ["r1"]


@pytest.mark.parametrize(
    ("left", "right", "same_spaced", "same_bare"),
    [
        ("a  b\n", "a b", True, True),
        ("cafe\u0301", "café", True, True),
        ("zero\u200bwidth", "zerowidth", True, True),
        ("5 mW", "5 MW", False, True),
        ("x²", "x2", False, True),
        ("What is $2 + 2$?", "what is 2+2", False, True),
        ("1.5", "15", False, False),
        ("a - b", "a + b", False, False),
    ],
)
def test_which_texts_are_the_same(
    left: str, right: str, same_spaced: bool, same_bare: bool
) -> None:
    assert (spaced(left) == spaced(right)) is same_spaced
    # Form KC reads x² as x2, which is one token more than two.
    if "²" not in left:
        assert (bare(left) == bare(right)) is same_bare


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_keys_tell_lists_of_texts_apart(left: list[str], right: list[str]) -> None:
    assert (key(*left) == key(*right)) is (left == right)


def test_keys_lie_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preceptor.files.temporary_database.TEMPORARY_CACHE_KIBIBYTES", 256)
    tracemalloc.start()
    with closing(KeySet()) as seen:
        for n in range(20_000):
            assert seen.add(key(str(n)), f"row {n}") is None
        assert seen.add(key("77"), "again") == "row 77"
        assert seen.holder(key("never")) is None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000


def test_training_rows_that_ask_what_the_evaluation_asks(
    build: Build, make_solution: Make, logged: list[str]
) -> None:
    solutions = (
        make_solution(statement="What is the sum of 2 and 2"),
        make_solution(statement="What is the sum of 2 and 3?"),
        make_solution(statement="How much is 7?", role=Role.EVAL, earned=None),
        make_solution(statement="how much is $7$"),
    )
    drops = list(build(EvalOverlap).drops(KnowingView(*solutions)))
    assert [row for row, _ in drops] == ["r0", "r3"]
    assert drops[0][1] == "same statement as evaluation problem e1"
    assert not logged
    # A view that has only annotated rows finds less, and that is logged.
    assert [row for row, _ in build(EvalOverlap).drops(View(*solutions))] == ["r3"]
    assert "only with annotated evaluation rows" in logged[0]
