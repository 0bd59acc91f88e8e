"""Public formulas and equations: all read and balanced, each exception explained by a rule."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

import pytest

from preceptor.balancing import Balancing
from preceptor_verifiers.chemistry.comparison import compare_chemistry
from preceptor_verifiers.chemistry.elements import SYMBOLS
from preceptor_verifiers.chemistry.formulas import parse_formula
from preceptor_verifiers.chemistry.reactions import balance_reaction, balanced, parse_reaction
from preceptor_verifiers.outcome import Same

SEVERAL = ("csc-100", "csc-101")
"""Peroxide and sulfide are oxidised and decompose on their own: the null space has two
dimensions, and no set of coefficients is the right one."""

Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def equations() -> list[dict[str, Any]]:
    folder = os.environ.get("PRECEPTOR_DATA")
    path = Path(folder or "") / "problems" / "problems_balance_equations.jsonl"
    if not folder or not path.is_file():
        pytest.skip("PRECEPTOR_DATA names no folder with the public problems")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def count(formula: str) -> Counter[str]:
    """Atoms by substitution from the innermost bracket outwards: a count of another kind."""
    while "(" in formula:
        formula = re.sub(
            r"\(([^()]*)\)(\d*)", lambda m: "".join(
                f"{s}{int(n or 1) * int(m.group(2) or 1)}"
                for s, n in re.findall(r"([A-Z][a-z]?)(\d*)", m.group(1))
            ), formula,
        )  # fmt: skip
    counts: Counter[str] = Counter()
    for symbol, n in re.findall(r"([A-Z][a-z]?)(\d*)", formula):
        counts[symbol] += int(n or 1)
    return counts


@pytest.mark.data
def test_sixty_equations_balance(equations: list[dict[str, Any]]) -> None:
    assert len(equations) == 60
    for row in equations:
        posed = parse_reaction(row["problem"].partition(":")[2])
        assert posed is not None, row["id"]
        balance = balance_reaction(posed)
        coefficients = balance.coefficients
        if row["id"] in SEVERAL:
            # Two independent reactions run here: the reference is one mixture of many.
            assert balance.outcome is Balancing.NOT_UNIQUE
            assert len(balance.solutions) == 2
            coefficients = tuple(row["coefficients"])
        else:
            assert balance.outcome is Balancing.UNIQUE, row["id"]
        assert coefficients == tuple(row["coefficients"]), row["id"]
        left: Counter[str] = Counter()
        species = [f.written.replace("·", "") for _, f in (*posed.left, *posed.right)]
        for i, (n, formula) in enumerate(zip(coefficients, species, strict=True)):
            sign = 1 if i < len(posed.left) else -1
            for symbol, atoms in count(formula).items():
                left[symbol] += sign * n * atoms
        assert not any(left.values()), row["id"]
        if row["id"] in SEVERAL:
            continue
        outcome = compare_chemistry(row["reference"], str(balanced(posed)))
        assert outcome is not None
        assert outcome.same is Same.YES, row["id"]


@pytest.mark.data
def test_one_wrong_coefficient_is_rejected(equations: list[dict[str, Any]]) -> None:
    for row in equations:
        terms = re.split(r"( \+ | -> )", row["reference"])
        for at in range(0, len(terms), 2):
            digits = re.match(r"\d+ ", terms[at])
            wrong = int(digits.group()) + 1 if digits else 2
            body = terms[at][digits.end() :] if digits else terms[at]
            candidate = "".join([*terms[:at], f"{wrong} {body}", *terms[at + 1 :]])
            outcome = compare_chemistry(row["reference"], candidate)
            assert outcome is not None
            assert outcome.same is Same.NO, candidate
            assert "not balanced" in outcome.reason


@pytest.mark.data
def test_labelled_formulas_and_equations(data: Rows) -> None:
    """All of them; a rule's exceptions would have to be named here."""
    rows = data("labelled_chempy_formulas_equations.jsonl")
    failed = []
    for row in rows:
        if row.get("variant") == "formula_composition":
            formula = parse_formula(row["candidate"])
            wanted = {int(z): Fraction(str(n)) for z, n in json.loads(row["reference"]).items()}
            readings = [
                {SYMBOLS.index(s) + 1: Fraction(n) for s, n in atoms}
                | ({0: Fraction(charge)} if charge else {})
                for atoms, charge in (formula.readings if formula else ())
            ]
            if wanted not in readings:
                failed.append(row["id"])
            continue
        posed = parse_reaction(row["problem"].partition(":")[2])
        assert posed is not None, row["id"]
        answer = balanced(posed)
        same = compare_chemistry(row["reference"], str(answer))
        if same is None or same.same is not Same.YES:
            failed.append(row["id"])
    assert len(rows) == 41
    assert failed == []


@pytest.mark.data
def test_sympy_finds_the_same_null_space(equations: list[dict[str, Any]]) -> None:
    """Atoms counted and the null space found by code that shares nothing with the balancer."""
    from sympy import Matrix, ilcm

    for row in equations:
        posed = parse_reaction(row["problem"].partition(":")[2])
        assert posed is not None, row["id"]
        counts = [count(f.written.replace("·", "")) for _, f in (*posed.left, *posed.right)]
        signs = [1] * len(posed.left) + [-1] * len(posed.right)
        space = Matrix(
            [[s * c[e] for s, c in zip(signs, counts, strict=True)] for e in set().union(*counts)]
        ).nullspace()
        balance = balance_reaction(posed)
        if row["id"] in SEVERAL:
            assert len(space) == len(balance.solutions) == 2, row["id"]
            continue
        assert len(space) == 1, row["id"]
        whole = space[0] * ilcm(*(x.q for x in space[0]))
        whole = whole / gcd(*map(int, whole))
        assert tuple(abs(int(x)) for x in whole) == balance.coefficients, row["id"]
