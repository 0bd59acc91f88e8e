"""Values in a row are worth what they end in; an equation is not worth its solution."""

from __future__ import annotations

import pytest

from preceptor import references
from preceptor.components import Item
from preceptor.registry import Registry
from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.conventions import Policy


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("10", "5 + 5 = 10"),
        ("10", "x = 10"),
        ("0.67", "2/3 = 0.67"),
        ("2500 m", "2.5 km = 2500 m"),
        ("2.5 km", "2.5 km = 2500 m"),
        ("15 m", "3 * 5 = 15 m"),
        ("15 m", r"$3 \cdot 5\,\mathrm{m} = 15\,\mathrm{m}$"),
        ("1.5 kJ", "E = 1500 J = 1.5 kJ"),
        ("y = 2x + 1", "y = 2x + 1"),
    ],
)
def test_accepted(reference: str, candidate: str) -> None:
    assert compare_answers(reference, candidate, Policy()).same is Same.YES


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("10", "10 = 20"),
        ("2.5 m", "2.5 m = 5 m"),
        ("2.5 m", "2.5 km = 2.5 m"),
        ("2500 m", "2.5 km = 2500 s"),
        ("15 m", "3 * 4 = 15 m"),
        ("0", "not 0"),
    ],
)
def test_not_accepted(reference: str, candidate: str) -> None:
    assert compare_answers(reference, candidate, Policy()).same is not Same.YES


@pytest.mark.parametrize(
    "candidate",
    ["0.274 mol/L = 0.274 Mmol/L", "c = 0.274 = 0.274 Mmol/L", "0.274 mol/L = 0.274 mmol/L"],
)
def test_the_asked_unit_is_not_found_at_the_end_of_another_one(candidate: str) -> None:
    verifier = Registry.load().create("verifier", "numeric")
    reference = references.number("0.274", "mol/L", rtol=0.01)
    [verdict] = verifier.verify_batch([Item(id="1", reference=reference, candidate=candidate)])
    assert not verdict.accepted


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("2", "2x + 3 = 7"),
        ("2", "x + 3 = 5"),
        ("3/4", "4x = 3"),
        ("0", "x = 5x"),
        ("0", "0 = 5x"),
        (r"0 \mathrm{kg}/\mathrm{s}", "0 kg/s = 5 kg/s"),
        ("(y - 1)/2", "y = 2x + 1"),
    ],
)
def test_an_equation_that_restates_the_problem_is_no_answer(reference: str, candidate: str) -> None:
    assert compare_answers(reference, candidate, Policy()).same is not Same.YES


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        (r"\rho \sin\theta = \sqrt{3}", r"\sqrt{3} \csc\theta"),
        ("2x - 4 = 0", "2"),
        ("2", "x = 2"),
        ("2", "2 = x"),
        ("y = 2x + 1", "2x + 1"),
    ],
)
def test_an_answer_may_solve_the_reference(reference: str, candidate: str) -> None:
    assert compare_answers(reference, candidate, Policy()).same is Same.YES
