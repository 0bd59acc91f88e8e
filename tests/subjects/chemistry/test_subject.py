"""The subject as a component: registered, with prompts and worked examples of one style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pytest

from preceptor.components import Example, Subject
from preceptor.prompts import Prompts
from preceptor.registry import Registry
from preceptor.testing import ComponentContract
from preceptor_chemistry.catalogue import FAMILIES
from preceptor_chemistry.subject import EXAMPLES


class TestContract(ComponentContract):
    kind = "subject"
    component = "chemistry"
    options: ClassVar[Mapping[str, Any]] = {}


@pytest.fixture(scope="module")
def chemistry() -> Subject:
    return Registry.load().subjects()["chemistry"]


def test_subject_offers_its_parts(chemistry: Subject) -> None:
    assert {type(f) for f in chemistry.families()} == set(FAMILIES)
    assert tuple(chemistry.examples()) == EXAMPLES
    bundled = chemistry.bundled()
    assert bundled is not None
    assert bundled.is_file()


def test_solving_request_carries_wording_and_examples(chemistry: Subject) -> None:
    prompts = chemistry.prompts()
    assert prompts.answer_form != Prompts.answer_form
    problem = chemistry.families()[0].problem(3, source="families")
    messages = prompts.solve(problem, list(chemistry.examples())[:3])
    assert [m.role for m in messages] == ["system", *["user", "assistant"] * 3, "user"]
    assert messages[0].content == prompts.system
    assert messages[-1].content == f"{problem.statement}\n\n{prompts.answer_form}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.statement[:25])
def test_example_is_short_and_ends_in_its_answer(example: Example) -> None:
    lines = example.solution.splitlines()
    assert 3 <= len(lines) <= 7
    assert lines[-1].startswith("Answer: ")
    assert len(example.solution.split()) < 80
    # The answer is what the line before it found.
    assert lines[-1].removeprefix("Answer: ") in lines[-2].rstrip(".")


def test_examples_are_no_instances_of_the_families() -> None:
    def words(text: str) -> set[str]:
        return {w for w in text.lower().split() if w.isalpha() and len(w) > 3}

    def overlap(one: str, other: str) -> float:
        a, b = words(one), words(other)
        return len(a & b) / len(a | b)

    statements: Sequence[str] = [f().instance(s).statement for f in FAMILIES for s in range(20)]
    assert len(EXAMPLES) >= 4
    for example in EXAMPLES:
        assert max(overlap(example.statement, s) for s in statements) < 0.5
