"""One-step families against sums of small parts, and how short they stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pint
import pytest
from scipy.integrate import trapezoid

from preceptor import Status, verify_batch
from preceptor.families import Family

Route = Callable[[Mapping[str, Any]], float]
U = pint.UnitRegistry()


def ohm(p: Mapping[str, Any]) -> float:
    """Voltage as power over current: the power is that of the heat I^2 R."""
    current, resistance = U.Quantity(p["current_A"], "A"), U.Quantity(p["resistance_ohm"], "Ω")
    return float((current**2 * resistance / current).to("V").magnitude)


def distance(p: Mapping[str, Any]) -> float:
    """Position after one-second strides."""
    return float(sum(p["speed_m_s"] for _ in range(p["time_s"])))


def momentum(p: Mapping[str, Any]) -> float:
    """The slope of the kinetic energy in the speed, as a central difference."""
    m, v = p["mass_kg"], p["speed_m_s"]
    return float((m * (v + 1) ** 2 / 2 - m * (v - 1) ** 2 / 2) / 2)


def work(p: Mapping[str, Any]) -> float:
    """The area under the graph of the force over the path."""
    path = np.linspace(0.0, p["distance_m"], 11)
    return float(trapezoid(np.full_like(path, p["force_N"]), path))


def net(p: Mapping[str, Any]) -> float:
    """The length of the sum of two vectors."""
    total = np.array([p["larger_N"], 0.0]) + np.array([-p["smaller_N"], 0.0])
    return float(np.linalg.norm(total))


ROUTES: dict[str, Route] = {
    "ohms-law": ohm,
    "constant-speed": distance,
    "momentum": momentum,
    "work-of-a-force": work,
    "net-force": net,
}


@pytest.mark.parametrize("name", ROUTES)
def test_second_route(name: str, second_route: Callable[[str, Route], None]) -> None:
    second_route(name, ROUTES[name])


def test_no_family_is_without_a_second_route(families_of: Callable[[str], set[str]]) -> None:
    assert families_of("one_step") == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_instances_are_short_and_whole(name: str, families: Mapping[str, Family]) -> None:
    assert families[name].level == "school"
    for seed in range(200):
        drawn = families[name].instance(seed)
        assert 10 <= len(drawn.statement.split()) <= 25, drawn.statement
        assert len(drawn.derivation.splitlines()) == 3
        assert len(drawn.derivation.split()) <= 24
        assert 0 < int(drawn.reference.value) < 100
        # The numbers of the statement are those of the parameters, and no others.
        given = {int(word) for word in drawn.statement.split() if word.isdigit()}
        assert given == {v for v in drawn.parameters.values() if isinstance(v, int)}


@pytest.mark.parametrize("name", ROUTES)
def test_verifiers_tell_right_from_wrong(name: str, families: Mapping[str, Family]) -> None:
    drawn = [families[name].instance(seed) for seed in range(40)]
    derived = verify_batch([(d.reference, d.derivation) for d in drawn], extract=True)
    assert all(verdict.accepted for verdict in derived)
    written = [(d.reference, d.derivation.rpartition("Answer: ")[2]) for d in drawn]
    assert all(verdict.accepted for verdict in verify_batch(written))
    distractors = [(d.reference, distractor.answer) for d in drawn for distractor in d.distractors]
    verdicts = zip(distractors, verify_batch(distractors), strict=True)
    assert [pair for pair, v in verdicts if v.status is not Status.REJECTED] == []
