"""What every family of the subject promises, over hundreds of seeds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor.digests import digest
from preceptor.families import Family, significant
from preceptor.records import Problem
from preceptor.references import NumberPayload
from preceptor.registry import Registry
from preceptor_physics.notation import UNITS, convert, read, shown
from preceptor_physics.subject import Physics

SUBJECT = Physics(Physics.Options(), Registry.load().context("physics"))
FAMILIES = SUBJECT.families()
SEEDS = range(200)
every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)

# Instances are made again from (family, seed) alone, so that these may never change silently:
# a change here is a change of what recipes produce, and of what was held out.
PINNED: dict[str, str] = {
    "ohms-law": "4814edaba17ee85d",
    "constant-speed": "ea5f61a3273e3c3a",
    "momentum": "524a2f493215a5b6",
    "work-of-a-force": "896f6a62c8ee73ba",
    "net-force": "2da0345c147384c5",
    "newton-second-law": "e8940b3c05c39b1a",
    "uniform-acceleration": "1683d88e0bccbdf5",
    "kinetic-energy": "283614e2ee344518",
    "resistor-power": "d1a9d395200e9dd2",
    "block-density": "030f98ada9fee895",
    "wave-speed": "1cdc368a2afdd8c2",
    "lifting-power": "ab2193f838274434",
    "incline-pulley-friction": "061ff60ce6573165",
    "projectile-from-height": "3d34cb140f050743",
    "rolling-incline": "63bf876e0c191147",
    "ballistic-pendulum": "49b43ad38b75dcd8",
    "physical-pendulum": "fdaea7f924842d79",
    "damped-oscillator": "4638ca77ab10a850",
    "sound-doppler": "ce3d42514292df1b",
    "string-harmonic": "252eb4f17123c156",
    "carnot-engine": "11be669ed20b0d0f",
    "otto-cycle": "aced6498e687aa2e",
    "adiabatic-gas": "6c5881221a5d4801",
    "ice-calorimetry": "bbd3fb17467d8c2c",
    "maxwell-boltzmann-speed": "686c223b92fa9372",
    "mean-free-path": "7ce2e0d2b3cecc2a",
    "rc-transient": "3cfaa0d1bf2e1f30",
    "rl-transient": "b185d61a1ca73794",
    "rlc-impedance": "8deeedefc66314bd",
    "rlc-resonance": "5c9e9b77cc0c494b",
    "axial-field": "4081c0e8cdbf222e",
    "magnetic-orbit": "020919db1101cd3f",
    "thin-lens-pair": "88c9eb5707b31da8",
    "diffraction-grating": "793c68d4b408e68e",
    "optical-fibre": "ba81c21b224719d5",
    "planck-ratio": "4cdecad3659b150f",
    "planck-peak": "430ad6a1b9a61962",
    "photoelectric-effect": "b15f6db4bfe67097",
    "compton-scattering": "148357fdd499325d",
    "particle-in-a-box": "252f2b4836f95b06",
    "hydrogen-like-lines": "83dd3ce834e031e3",
    "de-broglie-wavelength": "56a70cd339a1dc2b",
    "barrier-tunnelling": "60b6d0d5c8259446",
    "radioactive-decay": "13d8651558c2d920",
    "relativistic-energy": "58f59c4803cbf909",
    "time-dilation": "98bcb276759d0988",
    "relativistic-doppler": "cb98dccbe4ac4f30",
    "velocity-addition": "dca9f945a383ab1b",
}


@every_family
def test_instances_are_a_function_of_the_seed(family: Family) -> None:
    for seed in (0, 1, 2**31, 10**15):
        assert family.instance(seed) == type(family)().instance(seed)


def test_instances_are_the_same_on_every_machine() -> None:
    drawn = {
        family.name: digest(
            [[i.statement, i.reference.value] for i in map(family.instance, range(5))]
        )
        for family in FAMILIES
    }
    assert drawn == PINNED


def test_every_module_has_its_second_routes() -> None:
    for family in FAMILIES:
        module = type(family).__module__.rpartition(".")[2]
        assert (Path(__file__).parent / f"test_{module}.py").exists(), family.name


def test_names_are_unique_and_levels_known() -> None:
    names = [family.name for family in FAMILIES]
    assert len(set(names)) == len(names) >= 20
    assert {family.level for family in FAMILIES} <= {"school", "college", "advanced"}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@every_family
def test_statement_names_the_unit_and_the_derivation_ends_in_the_reference(
    family: Family,
) -> None:
    for seed in SEEDS:
        drawn = family.instance(seed)
        payload = NumberPayload.model_validate(dict(drawn.reference.payload))
        assert payload.rtol is not None
        assert 0.001 <= payload.rtol <= 0.02
        value = drawn.reference.value
        space = "" if payload.unit in (None, "°") else " "
        answer = f"{value}{space}{payload.unit or ''}"
        *steps, last = drawn.derivation.splitlines()
        assert last == f"Answer: {answer}"
        assert len(steps) >= 2
        assert [step.split(". ")[0] for step in steps] == [str(n) for n in range(1, len(steps) + 1)]
        assert len(drawn.derivation.split()) <= 125
        if payload.unit is None:
            assert "pure number" in drawn.statement
        else:
            asked = re.escape(payload.unit)
            assert re.search(rf"(?<![\w/]){asked}(?![\w/^])", drawn.statement), drawn.statement
        assert "nan" not in drawn.derivation
        assert "inf " not in drawn.derivation
        assert "  " not in drawn.statement
        assert not re.search(r"\d\.0{4,}|\d{9,}|\d\.\d{8,}", drawn.statement), drawn.statement


@every_family
def test_distractors_lie_clear_of_the_reference(family: Family) -> None:
    kept: set[str] = set()
    for seed in SEEDS:
        drawn = family.instance(seed)
        rtol, unit = drawn.reference.payload["rtol"], drawn.reference.payload.get("unit")
        target = read(drawn.reference.value)
        assert isinstance(rtol, float)
        assert drawn.distractors, (family.name, seed)
        for distractor in drawn.distractors:
            text = (
                distractor.answer
                if unit is None
                else distractor.answer.removesuffix(f"{unit}").rstrip()
            )
            assert abs(read(text) - target) > 2 * rtol * abs(target), (seed, distractor)
            assert distractor.error
            kept.add(distractor.error)
    assert len(kept) >= 2, "a family knows at least two typical mistakes"


@every_family
def test_statements_vary(family: Family) -> None:
    statements = {family.instance(seed).statement for seed in SEEDS}
    assert len(statements) >= 0.9 * len(SEEDS)
    wordings = {re.sub(r"-?\d+(\.\d+)?", "#", statement) for statement in statements}
    assert len(wordings) >= 3


@every_family
def test_values_are_physical(family: Family) -> None:
    for seed in SEEDS:
        drawn = family.instance(seed)
        unit = drawn.reference.payload.get("unit")
        value = read(drawn.reference.value)
        assert math.isfinite(value)
        assert value != 0
        if unit in ("m/s", "km/s", "km/h"):
            assert 0 < value * UNITS[str(unit)].factor < 299_792_458
        elif unit == "°C":
            assert value > -273.15
        elif unit == "%":
            assert 0 < value < 100
        elif unit not in ("cm", "mm", "°", "rad"):  # image distances and phases have a sign
            assert value > 0


@every_family
def test_an_instance_is_a_problem_with_its_parameters(family: Family) -> None:
    problem = family.problem(7, source="test")
    again = Problem.model_validate_json(problem.model_dump_json(exclude={"id"}))
    assert again == problem
    assert problem.provenance.family == family.name
    assert problem.provenance.parameters == family.instance(7).parameters


def test_units_agree_with_pint(units: pint.UnitRegistry) -> None:
    for name, scale in UNITS.items():
        one = units.Quantity(1.0, name).to_base_units().magnitude
        # pint counts mass in kilograms only in its default base units, as SI does.
        assert one == pytest.approx((1.0 + scale.offset) * scale.factor, rel=1e-6), name
        assert convert(one, name) == pytest.approx(1.0, rel=1e-5)


def test_every_unit_is_used() -> None:
    asked = {
        family.instance(seed).reference.payload.get("unit") for family in FAMILIES for seed in SEEDS
    }
    assert asked - {None} == set(UNITS)


@given(st.floats(1e-30, 1e30), st.integers(2, 8))
@settings(max_examples=200)
def test_shown_numbers_read_back(value: float, digits: int) -> None:
    assert read(shown(value, digits)) == read(significant(value, digits))
    assert read(shown(value, digits)) == pytest.approx(value, rel=10.0 ** (1 - digits))


def test_parameters_are_plain_json() -> None:
    for family in FAMILIES:
        parameters: Mapping[str, object] = family.instance(3).parameters
        assert all(
            isinstance(v, str | int | float | bool | list | None) for v in parameters.values()
        )
