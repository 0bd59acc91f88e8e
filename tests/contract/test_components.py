"""The contract tests of :mod:`preceptor.testing` on every installed component.

Components are found through entry points alone, so a third party's plugin that happens to be
installed is held to the same contract. A component that is added needs no change here, but a
verifier needs cases, and a component with required options needs values for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from preceptor.components import KINDS
from preceptor.registry import Entry, Registry
from preceptor.testing import ComponentContract

REQUIRED_OPTIONS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("source", "file"): {"path": "problems.jsonl", "subject": "math"},
    ("source", "lean-files"): {"paths": ["Logic.lean"]},
    ("source", "lean-dojo"): {"path": "train.json"},
    ("teacher", "openai"): {"model": "some-model"},
}

_REGISTRY = Registry.load()


def _contract(entry: Entry) -> type[ComponentContract]:
    name = entry.registration.name
    words = "".join(part.capitalize() for part in f"{entry.kind}-{name}".split("-"))
    attributes = {
        "kind": entry.kind,
        "component": name,
        "options": REQUIRED_OPTIONS.get((entry.kind, name), {}),
        "__module__": __name__,
    }
    return type(f"Test{words}", (ComponentContract,), attributes)


for _entry in _REGISTRY.entries():
    _class = _contract(_entry)
    globals()[_class.__name__] = _class
del _class


def test_every_installed_plugin_loads() -> None:
    assert not _REGISTRY.problems


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_there_is_a_built_in_of_every_kind(kind: str) -> None:
    owners = {entry.owner.name.partition(":")[0] for entry in _REGISTRY.entries(kind)}
    assert "preceptor" in owners


def test_required_options_name_components_that_exist() -> None:
    for kind, name in REQUIRED_OPTIONS:
        _REGISTRY.entry(kind, name)
