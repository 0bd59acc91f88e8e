"""The JSON Schema of recipes: what an editor shows, and what it accepts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from preceptor.recipe.schema import recipe_schema
from preceptor.registry import Registry

CONFIGS = Path(__file__).parents[3] / "configs"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return recipe_schema(Registry.load())


def properties(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every property of every object in a schema, by the path to it."""
    if isinstance(value, dict):
        own = value.get("properties")
        if isinstance(own, dict):
            for name, item in own.items():
                yield f"{path}/{name}", item
        for key, item in value.items():
            yield from properties(item, f"{path}/{key}")
    elif isinstance(value, list):
        for item in value:
            yield from properties(item, path)


def test_every_property_has_a_description(schema: dict[str, Any]) -> None:
    every = dict(properties(schema))
    assert len(every) > 300
    assert [path for path, item in every.items() if not item.get("description")] == []


def test_nothing_is_left_out(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert "$comment" not in schema, "a component whose options cannot be read is named there"


@pytest.mark.parametrize("recipe", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_recipe_is_valid_for_a_plain_yaml_reader(
    schema: dict[str, Any], recipe: Path
) -> None:
    """YAML 1.1 reads a bare ``on`` as true; editors use such readers."""
    data = yaml.safe_load(recipe.read_text(encoding="utf-8"))
    errors = Draft202012Validator(schema).iter_errors(data)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "a", "engine": {"in_fligth": 3}},
        {"name": "a", "filters": [{"use": "no-such-filter"}]},
        {"name": "a", "sources": {"s": {"use": "families", "role": "test"}}},
        {"name": "a", "verification": {"use": {"numeric": {"rtoll": 0.1}}}},
        {"name": "a", "shards": 0},
    ],
)
def test_what_a_recipe_may_not_say(schema: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert not Draft202012Validator(schema).is_valid(wrong)
