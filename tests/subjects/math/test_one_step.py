"""One-step families stay short, whole and clear to the verifiers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from preceptor import Status, verify_batch
from preceptor.families import Family
from preceptor_math import one_step

FAMILIES = [family() for family in one_step.FAMILIES]
each_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)


def test_there_are_five() -> None:
    assert len(FAMILIES) == 5
    assert {family.level for family in FAMILIES} == {"school"}


@each_family
def test_instances_are_short_with_small_numbers(family: Family) -> None:
    for seed in range(200):
        drawn = family.instance(seed)
        assert len(drawn.statement.split()) <= 25
        assert len(drawn.derivation.splitlines()) == 3
        assert len(drawn.derivation.split()) <= 20
        if drawn.reference.kind == "number":
            value = Fraction(drawn.reference.value)
            assert 0 < value < 100
            assert value.denominator <= 12


@each_family
def test_verifiers_tell_right_from_wrong(family: Family) -> None:
    drawn = [family.instance(seed) for seed in range(40)]
    derived = verify_batch([(d.reference, d.derivation) for d in drawn], extract=True)
    assert all(verdict.accepted for verdict in derived)
    written = [(d.reference, d.derivation.rpartition("Answer: ")[2]) for d in drawn]
    assert all(verdict.accepted for verdict in verify_batch(written))
    distractors = [(d.reference, distractor.answer) for d in drawn for distractor in d.distractors]
    verdicts = zip(distractors, verify_batch(distractors), strict=True)
    assert [pair for pair, v in verdicts if v.status is not Status.REJECTED] == []
