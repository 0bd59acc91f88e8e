"""Every family is listed in its module and, once, in the catalogue of its subject."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from preceptor.families import Family

SUBJECTS = ("physics", "chemistry", "math")


def modules(package: str) -> list[str]:
    path = importlib.import_module(package).__path__
    return [f"{package}.{module.name}" for module in pkgutil.iter_modules(path)]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_family_is_listed_once(subject: str) -> None:
    package = f"preceptor_{subject}"
    defined: set[type[Family]] = set()
    for name in modules(package):
        module = importlib.import_module(name)
        families = {
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Family)
            if value.__module__ == name and "name" in vars(value)
        }
        if name != f"{package}.catalogue":
            assert set(getattr(module, "FAMILIES", ())) == families, name
        defined |= families
    listed = importlib.import_module(f"{package}.catalogue").FAMILIES
    assert len(listed) == len(set(listed))
    assert set(listed) == defined
