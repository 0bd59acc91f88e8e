"""The math subject as the framework sees it: registered, with prompts and examples."""

from __future__ import annotations

import pytest

from preceptor.components import Example
from preceptor.registry import Registry
from preceptor.testing import ComponentContract
from preceptor_math.subject import Math, MathPrompts


@pytest.fixture(scope="module")
def math() -> Math:
    registry = Registry.load()
    subject = registry.create("subject", "math", context=registry.context("math"))
    assert isinstance(subject, Math)
    return subject


def test_family_names_are_unique_and_kebab_case(math: Math) -> None:
    names = [family.name for family in math.families()]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and " " not in name and "_" not in name for name in names)
    assert {family.subject for family in math.families()} == {"math"}


def test_question_states_the_form_of_the_answer(math: Math) -> None:
    problem = math.families()[0].problem(0, source="math")
    messages = math.prompts().solve(problem, math.examples()[:2])
    assert [message.role for message in messages] == [
        *("system", "user", "assistant", "user", "assistant", "user")
    ]
    assert "Answer: " in messages[-1].content
    assert messages[-1].content.startswith(problem.statement)
    assert messages[0].content == MathPrompts.system


def test_examples_end_in_an_answer_line(math: Math) -> None:
    assert len(math.examples()) >= 4
    for example in math.examples():
        assert isinstance(example, Example)
        assert example.solution.split("\n")[-1].startswith("Answer: ")
        assert example.solution.count("Answer:") == 1


def test_examples_are_no_instances_of_a_family(math: Math) -> None:
    shown = {example.statement for example in math.examples()}
    answers = {example.solution.split("\n")[0] for example in math.examples()}
    for family in math.families():
        for seed in range(50):
            instance = family.instance(seed)
            assert instance.statement not in shown
            assert instance.derivation.split("\n")[0] not in answers


def test_bundled_file_ships(math: Math) -> None:
    path = math.bundled()
    assert path is not None
    assert path.is_file()


class TestMathContract(ComponentContract):
    kind = "subject"
    component = "math"
