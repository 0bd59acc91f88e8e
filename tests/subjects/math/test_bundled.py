"""The bundled math problems, each answer derived again by enumeration or numerically."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from scipy import integrate

from preceptor.records import Distractor, Problem, Provenance, Reference
from preceptor.references import (
    ChoicePayload,
    EquationPayload,
    ExpressionPayload,
    NumberPayload,
    Payload,
    SetPayload,
)
from preceptor_math import subject

ROWS: dict[str, dict[str, Any]] = {
    row["id"]: row
    for row in map(
        json.loads,
        Path(subject.__file__).with_name("bundled.jsonl").read_text("utf-8").splitlines(),
    )
}
PAYLOADS: dict[str, type[Payload]] = {
    "number": NumberPayload,
    "expression": ExpressionPayload,
    "set": SetPayload,
    "equation": EquationPayload,
    "choice": ChoicePayload,
}
DICE = list(itertools.product(range(1, 7), repeat=2))


def _two_sixes() -> float:
    # Expected absorption time of the chain "no six yet / one six", I - Q inverted.
    moves = np.array([[5 / 6, 1 / 6], [5 / 6, 0]])
    return float(np.linalg.solve(np.eye(2) - moves, np.ones(2))[0])


def _dice_given_a_five() -> Fraction:
    given = [throw for throw in DICE if 5 in throw]
    return Fraction(sum(sum(throw) >= 9 for throw in given), len(given))


def _riccati() -> Callable[[float], float]:
    def solution(x: float) -> float:
        solved = integrate.solve_ivp(
            lambda t, y: 2 * t * y**2, (0, x), [1.0], "DOP853", rtol=1e-11, atol=1e-12
        )
        return float(solved.y[0][-1])

    return solution


def _conditionally_convergent() -> str:
    n = sympy.Symbol("n", positive=True, integer=True)
    terms = [(-1) ** n / n**2, (-1) ** n / sympy.sqrt(n), (-1) ** n * n / (n + 1), 1 / n]
    series = [sympy.Sum(term, (n, 1, sympy.oo)) for term in terms]
    # For (C), SymPy leaves the question open; its terms do not tend to 0.
    assert sympy.limit(n / (n + 1), n, sympy.oo) == 1
    matches = [
        letter
        for letter, one in zip("ABD", [series[0], series[1], series[3]], strict=True)
        if one.is_convergent() and not one.is_absolutely_convergent()
    ]
    assert len(matches) == 1
    return matches[0]


def _one_involution() -> str:
    square = [
        order
        for order in itertools.permutations(range(4))
        if all((order[(i + 1) % 4] - order[i]) % 4 in (1, 3) for i in range(4))
    ]
    assert len(square) == 8
    flips = sum(
        all(order[order[i]] == i for i in range(4)) and order != (0, 1, 2, 3) for order in square
    )

    def involutions(*moduli: int) -> int:
        elements = itertools.product(*map(range, moduli))
        return sum(
            any(x) and all(2 * part % m == 0 for part, m in zip(x, moduli, strict=True))
            for x in elements
        )

    counts = {"A": involutions(2, 4), "B": flips, "C": involutions(8), "D": involutions(2, 2, 2)}
    matches = [letter for letter, count in counts.items() if count == 1]
    assert len(matches) == 1
    return matches[0]


ROUTES: dict[str, Callable[[], Any]] = {
    "math-001": lambda: int(np.linalg.matrix_power(np.array([[2, 1], [0, 2]]), 10)[0, 1]),
    "math-002": lambda: integrate.quad(lambda x: x**3 * math.exp(-2 * x), 0, math.inf)[0],
    "math-003": lambda: integrate.quad(math.atan, 0, 1)[0],
    "math-004": lambda: integrate.dblquad(
        lambda x, _y: math.exp(x * x), 0, 1, lambda y: y, lambda _y: 1
    )[0],
    "math-005": lambda: integrate.quad(lambda x: math.sqrt(1 + x), 0, 3)[0],
    "math-006": _two_sixes,
    "math-007": _dice_given_a_five,
    "math-008": _riccati,
    "math-009": lambda: list(np.roots([1, 0, 0, 0, 4])),
    "math-010": lambda: [(1, 0, 0), (0, 2, 0), (0, 0, 3)],
    "math-011": lambda: [(2, 1), (4, 0)],  # the second by following the slope -x/(4y) = -1/2
    "math-012": _conditionally_convergent,
    "math-013": _one_involution,
    "math-014": lambda: 7**2026 % 100,
    "math-015": lambda: sum(math.gcd(n, 30) == 1 for n in range(1, 1001)),
    "math-016": lambda: sum(
        len(set(image)) == 3 for image in itertools.product(range(3), repeat=5)
    ),
    "math-017": lambda: [x for x in range(24) if x * x % 24 == 1],
    "math-018": lambda: float((1 + 2 / sympy.Float(10**20, 60)) ** (3 * 10**20)),
    "math-019": lambda: math.fsum(n / 3**n for n in range(1, 80)),
    "math-020": lambda: list(np.linalg.eigvals([[0, 1, 0], [1, 0, 1], [0, 1, 0]])),
}


def agrees(kind: str, text: str, expected: Any, evaluate: Callable[..., complex]) -> bool:
    if kind == "choice":
        return bool(text == expected)
    if kind == "equation":
        left, right = text.split(" = ")
        points = [dict(zip("xyz", point, strict=False)) for point in expected]
        return all(abs(evaluate(left, **v) - evaluate(right, **v)) < 1e-9 for v in points)
    if kind == "set":
        values = [evaluate(part) for part in text.strip("{}").split(",")]
        return len(values) == len(expected) and any(
            all(abs(a - b) < 1e-9 for a, b in zip(values, order, strict=True))
            for order in _orders(values, expected)
        )
    if callable(expected):
        return all(abs(evaluate(text, x=x) - expected(x)) < 1e-8 for x in (0.2, 0.5, 0.7))
    return bool(abs(evaluate(text) - complex(expected)) <= 1e-9 * abs(expected))


def _orders(values: list[complex], expected: list[Any]) -> list[list[Any]]:
    nearest = [min(expected, key=lambda e, f=f: abs(e - f)) for f in values]  # type: ignore[misc]
    return [nearest] if len({complex(n) for n in nearest}) == len(expected) else []


def test_every_problem_has_a_second_derivation() -> None:
    assert set(ROUTES) == set(ROWS)
    assert len(ROWS) >= 12
    assert {row["reference"]["kind"] for row in ROWS.values()} == set(PAYLOADS)


@pytest.mark.parametrize("identity", sorted(ROWS))
def test_reference_and_distractors(identity: str, evaluate: Callable[..., complex]) -> None:
    row, expected = ROWS[identity], ROUTES[identity]()
    kind, value = row["reference"]["kind"], row["reference"]["value"]
    assert agrees(kind, value, expected, evaluate)
    assert row["derivation"].split("\n")[-1] == f"Answer: {value}"
    assert len(row["distractors"]) >= 2
    for distractor in row["distractors"]:
        assert not agrees(kind, distractor["answer"], expected, evaluate), distractor


@pytest.mark.parametrize("identity", sorted(ROWS))
def test_row_is_a_problem(identity: str) -> None:
    row = ROWS[identity]
    assert set(row) == {"id", "topic", "statement", "reference", "derivation", "distractors"}
    reference = Reference.model_validate(row["reference"])
    payload = PAYLOADS[reference.kind].model_validate(dict(reference.payload))
    problem = Problem(
        subject="math",
        topic=row["topic"],
        statement=row["statement"],
        reference=reference,
        provenance=Provenance(source="bundled"),
        derivation=row["derivation"],
        distractors=tuple(
            Distractor.model_validate(distractor) for distractor in row["distractors"]
        ),
    )
    assert problem.topic
    if isinstance(payload, ChoicePayload):
        letters = [chr(65 + i) for i in range(len(payload.choices))]
        assert reference.value in letters
        assert all(distractor.answer in letters for distractor in problem.distractors)


def test_statements_are_distinct() -> None:
    assert len({row["statement"] for row in ROWS.values()}) == len(ROWS)
