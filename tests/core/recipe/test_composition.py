"""Includes, overrides and variables, each keeping the position a value came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preceptor.errors import NotReadyError, RecipeError
from preceptor.recipe.composition import compose
from preceptor.recipe.yaml_tree import locate, plain

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


def test_an_including_recipe_overrides_key_by_key(write: Write) -> None:
    write("base.yaml", "name: base\nengine: {in_flight: 4, tries: 2}\nfilters: [format, length]\n")
    top = write(
        "top.yaml", "include: base.yaml\nname: top\nengine: {tries: 9}\nfilters: [length]\n"
    )
    assert plain(compose(top)) == {
        "name": "top",
        "engine": {"in_flight": 4, "tries": 9},
        "filters": ["length"],
    }


def test_another_component_does_not_inherit_the_options_of_the_old_one(write: Write) -> None:
    write("base.yaml", "train: {use: sft, epochs: 3}\n")
    top = write("top.yaml", "include: base.yaml\ntrain: {use: mine, steps: 1}\n")
    assert plain(compose(top)) == {"train": {"use": "mine", "steps": 1}}


def test_values_remember_the_file_they_came_from(write: Write) -> None:
    write("parts/base.yaml", "a:\n  b: 1\n")
    tree = compose(write("top.yaml", "include: parts/base.yaml\nc: 2\n"))
    assert str(locate(tree, ("a", "b"))).endswith("parts/base.yaml:2:3")


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        (["a.b=2"], {"a": {"b": 2, "l": [1, {"x": 1}]}}),
        (["a.l.1.x=no thanks"], {"a": {"b": 1, "l": [1, {"x": "no thanks"}]}}),
        (["a.l.0=[3, 4]"], {"a": {"b": 1, "l": [[3, 4], {"x": 1}]}}),
        (
            ["new.deep.key=1e-5"],
            {"a": {"b": 1, "l": [1, {"x": 1}]}, "new": {"deep": {"key": 1e-5}}},
        ),
        (["a.b="], {"a": {"b": None, "l": [1, {"x": 1}]}}),
        (["a={b: {c: 1}}", "a.b.c=2"], {"a": {"b": {"c": 2}}}),
    ],
)
def test_set_reaches_into_mappings_and_lists(
    write: Write, overrides: list[str], expected: dict[str, Any]
) -> None:
    path = write("r.yaml", "a: {b: 1, l: [1, {x: 1}]}\n")
    assert plain(compose(path, overrides)) == expected


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("a.b", "must look like key.key=value"),
        ("=1", "must look like key.key=value"),
        ("a..b=1", "must look like key.key=value"),
        ("a.l.5=1", r"a\.l\.5: the list has entries 0 to 1"),
        ("a.l.²=1", r"a\.l\.²: the list has entries 0 to 1"),
        ("a.b.c=1", r"a\.b is a plain value and has no 'c'"),
        ("a.b=[1", r"^--set a\.b=\[1: not valid YAML"),
        ("a.b=no", r"^--set a\.b=no: 'no' is ambiguous"),
    ],
)
def test_a_wrong_override_is_named(write: Write, override: str, message: str) -> None:
    path = write("r.yaml", "a: {b: 1, l: [1, 2]}\n")
    with pytest.raises(RecipeError, match=message):
        compose(path, [override])


def test_variables_are_expanded_after_overrides(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("r.yaml", "a: ${PRECEPTOR_TEST_DIR}/x\nb: ${PRECEPTOR_TEST_NONE:-/tmp}/y\n")
    monkeypatch.setenv("PRECEPTOR_TEST_DIR", "/data")
    assert plain(compose(path)) == {"a": "/data/x", "b": "/tmp/y"}
    monkeypatch.delenv("PRECEPTOR_TEST_DIR")
    with pytest.raises(NotReadyError, match=r"r\.yaml:1:4: .*PRECEPTOR_TEST_DIR is not set"):
        compose(path)
    assert plain(compose(path, ["a=z"]))["a"] == "z"


def test_a_secret_is_never_expanded(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_API_KEY", "sk-very-secret")
    path = write("r.yaml", "a: ${MY_API_KEY}\n")
    with pytest.raises(RecipeError, match="looks like a secret") as caught:
        compose(path)
    assert "sk-very-secret" not in str(caught.value)
    assert caught.value.hint is not None
    assert "api_key_env" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("include: r.yaml\n", "includes itself"),
        ("include: nowhere.yaml\n", r"r\.yaml:1:10: include: .*nowhere\.yaml does not exist"),
        ("include: {a: 1}\n", "must be a file name or a list"),
        ("- 1\n", "a recipe is a mapping"),
    ],
)
def test_wrong_includes(write: Write, text: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        compose(write("r.yaml", text))


def test_includes_that_multiply(write: Write) -> None:
    write("0.yaml", "a: 1\n")
    for level in range(1, 12):
        write(f"{level}.yaml", f"include: [{level - 1}.yaml, {level - 1}.yaml]\n")
    assert compose(write("few.yaml", "include: 5.yaml\n")).items["a"]
    with pytest.raises(RecipeError, match="more than 100 files"):
        compose(write("many.yaml", "include: 11.yaml\n"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="cannot be read"):
        compose(tmp_path)
    binary = tmp_path / "b.yaml"
    binary.write_bytes(b"a: \xff\xfe")
    with pytest.raises(RecipeError, match="byte 3 is not UTF-8"):
        compose(binary)
    huge = tmp_path / "h.yaml"
    huge.write_bytes(b"#" * 1_000_001)
    with pytest.raises(RecipeError, match="larger than"):
        compose(huge)
