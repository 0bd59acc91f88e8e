"""What the physics tests share: the families, pint, and the comparison with a second route."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pint
import pytest

from preceptor.families import Family
from preceptor.registry import Registry
from preceptor_physics.notation import read
from preceptor_physics.subject import Physics

SUBJECT = Physics(Physics.Options(), Registry.load().context("physics"))
SEEDS = range(200)
Route = Callable[[Mapping[str, Any]], float]


def _families() -> dict[str, Family]:
    return {family.name: family for family in SUBJECT.families()}


@pytest.fixture(scope="session")
def units() -> pint.UnitRegistry:
    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


@pytest.fixture(scope="session")
def families() -> dict[str, Family]:
    return _families()


@pytest.fixture(scope="session")
def families_of() -> Callable[[str], set[str]]:
    """Names of the families that a module of the subject defines."""

    def names(module: str) -> set[str]:
        return {
            name
            for name, family in _families().items()
            if type(family).__module__ == f"preceptor_physics.{module}"
        }

    return names


@pytest.fixture(scope="session")
def second_route(
    units: pint.UnitRegistry, families: Mapping[str, Family]
) -> Callable[[str, Route], None]:
    """Compare every reference of a family with a route (parameters -> SI value).

    The tolerance is that of four significant figures, far inside what verifiers allow.
    """

    def compare(name: str, route: Route) -> None:
        for seed in SEEDS:
            instance = families[name].instance(seed)
            unit = instance.reference.payload.get("unit")
            stated = read(instance.reference.value)
            expected = route(instance.parameters)
            if unit is not None:
                base = units.Quantity(1.0, unit).to_base_units().units
                expected = units.Quantity(expected, base).to(unit).magnitude
            assert stated == pytest.approx(expected, rel=1e-3), (name, seed, instance.parameters)

    return compare
