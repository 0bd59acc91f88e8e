"""Recipes against the installed plugins: what is wrong, where, and what was meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from preceptor.errors import NotReadyError, RecipeError
from preceptor.recipe import LoadedRecipe, components_of, load_recipe
from preceptor.recipe.schema import recipe_schema
from preceptor.recipe.yaml_tree import plain, read_tree
from preceptor.registry import Registry

CONFIGS = Path(__file__).parents[3] / "configs"
MINIMAL = "name: small\nsources:\n  drill: {use: families, per_family: 1}\n"

Load = Callable[..., LoadedRecipe]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture
def load(tmp_path: Path, registry: Registry) -> Load:
    def load(text: str, *overrides: str) -> LoadedRecipe:
        path = tmp_path / "r.yaml"
        path.write_text(text)
        return load_recipe(path, registry, overrides)

    return load


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        ("enigne: {}", r"r\.yaml:4:1: enigne: unknown key \(did you mean 'engine'\?\)"),
        (
            "engine: {in_fligt: 3}",
            r"r\.yaml:4:10: engine\.in_fligt: unknown key \(did you mean 'in_f",
        ),
        ("engine: {in_flight: many}", r"r\.yaml:4:10: engine\.in_flight: .*integer.*'many'"),
        ("engine: {in_flight: 0}", r"engine\.in_flight: .*greater than or equal to 1"),
        (
            "annotate: [{name: a, teacher: gpt}]",
            r"r\.yaml:4:22: annotate\.0\.teacher: unknown teacher 'gpt'; known: none",
        ),
        (
            "teachers: {t: derivtion}",
            r"teachers\.t.*no teacher is called 'derivtion' \(did you mean 'derivation'",
        ),
        (
            "teachers: {t: {use: openai, modle: x, model: y}}",
            r"r\.yaml:4:29: teachers\.t\.modle: unknown key \(did you mean 'model'",
        ),
        ("teachers: {t: {use: openai}}", r"r\.yaml:4:12: teachers\.t\.model: is missing"),
        ("subjects: [phisics]", r"unknown subject 'phisics' \(did you mean 'physics'\?\)"),
        (
            "filters: [{use: length, min_words: 9, max_words: 3}]",
            r"r\.yaml:4:11: .*lower bound 9 is above",
        ),
        ("annotate: [{name: a, teacher: t, reflection: {use: best-of-n, n: 0}}]", r"reflection\.n"),
        ("verification: {use: {numerc: {}}}", r"use\.numerc: no verifier is called 'numerc'"),
        ("filters: format", r"filters: must be a list.*'format'"),
        ("engine: 5", r"engine: must be a mapping of keys to values"),
        ("arms: {my course: {}}", r"arms\.my course: a name has up to 64 letters"),
        ("engine:\n\ttries: 3", "indent with spaces"),
        ("evaluate: {sources: [drill]}", r"evaluate\.sources: unknown eval source 'drill'"),
        ("source: {use: bundled}", "use either source: or sources:, not both"),
        ("shards: 0", r"shards: .*greater"),
        ("executor: {use: ''}", r"executor\.use: .*at least 1 character"),
        ("version: 2", r"version: "),
    ],
)
def test_a_wrong_recipe_says_where_and_what_was_meant(
    load: Load, addition: str, message: str
) -> None:
    with pytest.raises(RecipeError, match=message):
        load(MINIMAL + addition + "\n")


def test_all_findings_come_at_once(load: Load) -> None:
    with pytest.raises(RecipeError) as caught:
        load(MINIMAL + "subjects: [astrology]\nfilters: [nothing]\n")
    assert len(str(caught.value).splitlines()) == 2


def test_a_name_alone_stands_for_a_component_without_options(load: Load) -> None:
    recipe = load(MINIMAL + "filters: [format]\nteachers: {own: derivation}\n").recipe
    assert recipe.filters[0].use == "format"
    assert recipe.teachers["own"].options == {}


def test_source_is_short_for_one_source(load: Load) -> None:
    text = "name: one\nsource: {use: file, path: x.csv, subject: math}\n"
    recipe = load(text, "source.path=y.csv").recipe
    assert recipe.sources["source"].options["path"] == "y.csv"
    with pytest.raises(RecipeError, match=r"r\.yaml:2:29: source\.pth: unknown key"):
        load(
            "name: one\nsource: {use: file, path: x, pth: y, subject: math}\n".replace(
                "path: x, ", "path: x,"
            )
        )


def test_arms_inherit_and_override(load: Load) -> None:
    text = MINIMAL + (
        "mix: {use: weighted, seed: 3}\ntrain: {use: sft, epochs: 2}\n"
        "arms:\n  all: {}\n  other: {mix: {seed: 4}, train: {epochs: 1}}\n"
        "  plain: {mix: everything}\n  untuned: {train: null}\n"
    )
    arms = load(text).recipe.arms
    assert arms["all"].mix.options == {"seed": 3}
    assert arms["other"].mix.options == {"seed": 4}
    assert arms["other"].train is not None
    assert arms["other"].train.options == {"epochs": 1}
    assert arms["plain"].mix.use == "everything"
    assert arms["plain"].mix.options == {}
    assert arms["untuned"].train is None


def test_without_arms_there_is_one(load: Load) -> None:
    arms = load(MINIMAL + "train: {use: sft, epochs: 2}\n").recipe.arms
    assert list(arms) == ["tuned"]
    assert arms["tuned"].train is not None
    with pytest.raises(RecipeError, match=r"r\.yaml:4:20: train\.epchs: unknown key"):
        load(MINIMAL + "train: {use: sft,  epchs: 2}\n")


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.name)
def test_every_recipe_to_copy_is_valid(
    path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRECEPTOR_DATA", "/somewhere")
    loaded = load_recipe(path, registry)
    assert list(components_of(loaded.recipe))
    schema = recipe_schema(registry)
    jsonschema.validate(plain(read_tree(path)), schema)


def test_the_public_data_recipes_need_the_data(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRECEPTOR_DATA", raising=False)
    with pytest.raises(NotReadyError, match="PRECEPTOR_DATA is not set"):
        load_recipe(CONFIGS / "gsm8k.yaml", registry)
    loaded = load_recipe(CONFIGS / "gsm8k.yaml", registry, ["source.path=mine.jsonl"])
    assert loaded.recipe.sources["source"].options["path"] == "mine.jsonl"


def test_the_schema_is_a_schema_and_knows_plugin_options(registry: Registry) -> None:
    schema = recipe_schema(registry)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "per_family" in json.dumps(schema["$defs"]["source.families"])
    good = {"name": "x", "sources": {"a": {"use": "families", "role": "eval", "per_family": 3}}}
    jsonschema.validate(good, schema)
    for bad in (
        {"name": "x", "sources": {"a": {"use": "families", "per_famly": 3}}},
        {"name": "x", "filters": ["no such filter"]},
        {"name": "x", "enigne": {}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)
