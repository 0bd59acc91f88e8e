"""What holds for every instance of every chemistry family, whatever the draw."""

from __future__ import annotations

import json
import math
import re

import pytest

from preceptor.digests import digest
from preceptor.families import Family, Instance
from preceptor.records import Problem
from preceptor_chemistry.catalogue import FAMILIES

SEEDS = range(200)
ALL = [f() for f in FAMILIES]
EASY = {
    "moles-from-mass", "mass-from-moles", "molar-mass", "mass-percent", "particles-and-moles",
    "mole-ratio", "molarity", "dilution", "neutron-number", "ion-electrons",
    "atoms-in-molecules", "oxidation-state", "proportional-amount",
}  # fmt: skip

# First digits of SHA-256 over seeds 0 to 4. A change here changes every run that names the
# family: bump the subject's version together with the row.
PINNED: dict[str, str] = {
    "neutron-number": "081a61595ecd95c3",
    "ion-electrons": "63106f6b75e0ea99",
    "atoms-in-molecules": "d241f87205af93d3",
    "oxidation-state": "f339f745075a21ef",
    "proportional-amount": "60c205065b43e815",
    "moles-from-mass": "5a54db555aa941bf",
    "mass-from-moles": "7ccd657fc6511f42",
    "molar-mass": "a6366f60adecc574",
    "mass-percent": "eaf462fc44d613f6",
    "particles-and-moles": "2da5dc8abdcee7e0",
    "mole-ratio": "b970b9c07c3238d0",
    "limiting-reagent": "7d84e3e3a416033e",
    "molecular-formula": "0a5769f681c1940e",
    "titrimetric-purity": "bbdbc42e48a7c36a",
    "molarity": "bf74da51bc70227c",
    "dilution": "5ff52eb8c8a1f4fb",
    "colligative-properties": "5b4f6e193a7a2edc",
    "beer-lambert": "21863f9b9389aefe",
    "gas-mixture-pressure": "e3d46bcf78f7eaba",
    "gas-collected-over-water": "ffa9e9c6779befd1",
    "weak-acid-ph": "3b04a47685670d72",
    "buffer-ph": "f254d5b4160884ac",
    "titration-ph": "5dfaf21aabb6e4ba",
    "common-ion-solubility": "f6e67f704f402009",
    "gas-dissociation": "9aa50816e397899f",
    "nernst-cell": "beabb789dc16389a",
    "electrolysis": "e809b86277b7cbf8",
    "combustion-enthalpy": "6ff6510b1e9043b8",
    "bomb-calorimetry": "de5dbc80b5ff12c6",
    "gibbs-equilibrium-constant": "f1c2ba050cbd44a8",
    "vant-hoff": "fd1762237541100c",
    "clausius-clapeyron": "976317198cfdd185",
    "first-order-kinetics": "2ab28abce3854d92",
    "second-order-kinetics": "b0a0f0e63324ae4a",
    "arrhenius": "626b99a37f3d720f",
}

each_family = pytest.mark.parametrize("family", ALL, ids=lambda f: f.name)


def number(text: str) -> float:
    """The first number of ``1.5 × 10^-3 mol/L`` and the like."""
    match = re.match(r"(-?\d+(?:\.\d+)?)(?: × 10\^(-?\d+))?", text)
    assert match, f"{text!r} does not begin with a number"
    return float(match[1]) * 10.0 ** int(match[2] or 0)


def tolerance(drawn: Instance) -> float:
    payload = drawn.reference.payload
    rtol, atol = payload.get("rtol") or 0.0, payload.get("atol") or 0.0
    assert isinstance(rtol, float)
    assert isinstance(atol, float)
    return max(rtol * abs(number(drawn.reference.value)), atol)


def test_names_are_unique_kebab_case_and_at_least_fourteen() -> None:
    names = [family.name for family in ALL]
    assert len(set(names)) == len(names) >= 14
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert {family.name for family in ALL if family.level == "school"} == EASY


@each_family
def test_statement_names_the_unit_and_is_a_request(family: Family) -> None:
    for seed in SEEDS:
        drawn = family.instance(seed)
        unit = drawn.reference.payload.get("unit")
        if unit is not None:
            assert str(unit) in drawn.statement, f"{seed}: {drawn.statement}"
        assert drawn.statement.rstrip().endswith((".", "?")), drawn.statement
        assert drawn.statement[0].isupper() or drawn.statement[0] in "0123456789([", seed
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|  |,,|\.\.|\{|\}", drawn.statement)


@each_family
def test_derivation_ends_in_the_reference(family: Family) -> None:
    for seed in SEEDS:
        drawn = family.instance(seed)
        unit = drawn.reference.payload.get("unit")
        value = drawn.reference.value
        expected = f"Answer: {value}" if unit is None else f"Answer: {value} {unit}"
        lines = drawn.derivation.splitlines()
        assert lines[-1] == expected
        assert len(lines) >= 3
        assert len(drawn.derivation.split()) < 120
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|\d[eE][-+]?\d", drawn.derivation)


@each_family
def test_numbers_are_finite_and_of_a_sensible_size(family: Family) -> None:
    for seed in SEEDS:
        drawn = family.instance(seed)
        if drawn.reference.kind != "number":
            continue
        size = abs(number(drawn.reference.value))
        if family.name == "particles-and-moles" and drawn.reference.payload.get("unit") is None:
            assert 1e22 < size < 1e26
        elif drawn.reference.payload.get("unit") == "%":
            assert 0 < size <= 100
        else:
            assert math.isfinite(size)
            assert 1e-13 < size < 1e9 or size == 0
        if "pH" in drawn.statement and drawn.reference.payload.get("atol") == 0.02:
            assert 0 < size < 14


@each_family
def test_distractors_are_wrong_by_more_than_twice_the_tolerance(family: Family) -> None:
    mistakes: set[str] = set()
    for seed in SEEDS:
        drawn = family.instance(seed)
        assert drawn.distractors, f"seed {seed} has no distractor"
        answers = [distractor.answer for distractor in drawn.distractors]
        assert len(set(answers)) == len(answers)
        mistakes |= {distractor.error for distractor in drawn.distractors}
        for distractor in drawn.distractors:
            if drawn.reference.kind == "text":
                aliases = drawn.reference.payload["aliases"]
                assert isinstance(aliases, list)
                assert distractor.answer not in [drawn.reference.value, *aliases]
                continue
            off = abs(number(distractor.answer) - number(drawn.reference.value))
            assert off > 2 * tolerance(drawn), f"{seed}: {distractor}"
            unit = drawn.reference.payload.get("unit")
            assert unit is None or distractor.answer.endswith(f" {unit}")
    assert len(mistakes) >= 3


@each_family
def test_statements_differ_and_are_phrased_in_several_ways(family: Family) -> None:
    statements = [family.instance(seed).statement for seed in SEEDS]
    # molar-mass has as many problems as there are compounds, the others as there are numbers.
    assert len(set(statements)) >= (0.85 if family.name == "molar-mass" else 0.9) * len(SEEDS)
    shapes = {re.sub(r"[\d.]+", "#", s).split("#")[0][:12] for s in statements}
    assert len(shapes) >= 3


@each_family
def test_an_instance_depends_on_its_seed_alone(family: Family) -> None:
    instances = [family.instance(seed) for seed in range(5)]
    assert instances == [type(family)().instance(seed) for seed in range(5)]
    drawn = digest(
        [
            [i.statement, i.reference.value, i.derivation, [s.answer for s in i.distractors]]
            for i in instances
        ]
    )
    assert drawn == PINNED[family.name]


def test_pins_name_families_that_exist() -> None:
    assert set(PINNED) == {family.name for family in ALL}


@each_family
def test_problem_survives_a_round_trip(family: Family) -> None:
    problem = family.problem(11, source="families")
    row = problem.model_dump(mode="json")
    row.pop("id")
    again = Problem.model_validate(json.loads(json.dumps(row)))
    assert again == problem
    assert problem.provenance.family == family.name
    assert problem.subject == "chemistry"
