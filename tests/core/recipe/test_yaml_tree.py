"""YAML is read with positions, and the surprises of YAML 1.1 are errors or plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor.errors import RecipeError
from preceptor.recipe.yaml_tree import locate, parse_tree, plain, plain_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-5", 1e-5),
        ("1E5", 1e5),
        ("3", 3),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("0x10", 16),
        ("017", 17),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("2024-01-01", "2024-01-01"),
        ("1e999", "1e999"),
        ("9" * 500, "9" * 500),
        ("=", "="),
    ],
)
def test_plain_scalars_follow_the_core_schema(text: str, value: object) -> None:
    found = plain_value(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "No", "OFF"])
def test_ambiguous_words_must_be_quoted(word: str) -> None:
    with pytest.raises(RecipeError, match=r"r\.yaml:1:4: .* write true or false, or quote it"):
        parse_tree(f"a: {word}", "r.yaml")
    assert plain(parse_tree(f"a: '{word}'", "r.yaml")) == {"a": word}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", r"r\.yaml:3:1: a: duplicate key; the first one is at line 1"),
        ("a: !!python/object/apply:os.system ['true']", r"r\.yaml:1:4: tag .* is not allowed"),
        ("a: !other x", r"r\.yaml:1:4: tag !other is not allowed"),
        ("a: [1, 2", r"r\.yaml:1:9: not valid YAML"),
        ("a: 1\n--- \nb: 2", "contains 2 documents"),
        ("x: &x {a: 1}\ny:\n  <<: *x", r"r\.yaml:3:3: merge keys are not supported"),
        ("? [1, 2]\n: 3", r"r\.yaml:1:3: a key must be plain text"),
        ("a: *nowhere", "not valid YAML: found undefined alias"),
        ("[" * 50_000, "not valid YAML|levels"),
        ("a\tb: c\n\t- d", "not valid YAML"),
    ],
)
def test_what_is_refused_says_where(text: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        parse_tree(text, "r.yaml")


def test_aliases_cannot_stand_for_millions_of_values() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    with pytest.raises(RecipeError, match="more than"):
        parse_tree("\n".join(lines), "r.yaml")


def test_positions_point_at_keys_and_items() -> None:
    tree = parse_tree("a:\n  - x: 1\n    y: 2\n", "r.yaml")
    assert str(locate(tree, ("a", 0, "y"))) == "r.yaml:3:5"
    assert str(locate(tree, ("a", 0, "missing"))) == "r.yaml:2:5"


@given(st.text(max_size=200))
def test_any_text_gives_a_tree_or_a_recipe_error(text: str) -> None:
    try:
        plain(parse_tree(text, "r.yaml"))
    except RecipeError as error:
        assert "r.yaml" in str(error)
