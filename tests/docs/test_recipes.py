"""The recipes that ship are valid for other readers than preceptor, such as editors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
RECIPES = sorted((ROOT / "configs").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    command = [sys.executable, "-m", "preceptor", "schema"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return jsonschema.Draft202012Validator(json.loads(printed))


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.name)
def test_a_recipe_is_valid_as_yaml_1_1_and_by_its_schema(validator: Any, path: Path) -> None:
    recipe = yaml.safe_load(path.read_text())
    assert all(isinstance(key, str) for key in _keys(recipe)), "quote the key"
    errors = [
        f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(recipe)
    ]
    assert not errors


def test_the_example_of_the_reference_is_valid(validator: Any) -> None:
    text = (ROOT / "docs/recipes.md").read_text()
    example = text.partition("```yaml\n")[2].partition("```")[0]
    recipe = yaml.safe_load(example)
    assert all(isinstance(key, str) for key in _keys(recipe))
    assert not list(validator.iter_errors(recipe))


def _keys(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *(key for item in value.values() for key in _keys(item))]
    if isinstance(value, list):
        return [key for item in value for key in _keys(item)]
    return []
