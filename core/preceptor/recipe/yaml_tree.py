"""YAML read into a tree that remembers the position of every key and value.

Plain scalars follow the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema),
not PyYAML's 1.1 rules: ``1e-5`` is a number and ``no`` never becomes ``False``. An unquoted
``yes``/``no``/``on``/``off`` is refused, because half of its readers would guess wrong. A
duplicate key is an error; tags, merge keys and several documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from preceptor.errors import RecipeError

RECIPE_BYTES: Final = 1_000_000
"""A recipe file that is longer is not read."""
RECIPE_NODES: Final = 20_000
"""Values in one recipe file, aliases counted each time."""
RECIPE_DEPTH: Final = 40
"""Levels of nesting in a recipe file."""

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TAGS = frozenset(
    {"str", "int", "float", "bool", "null", "seq", "map", "timestamp", "merge", "value"}
)
"""What PyYAML's resolver may make of untagged text; every other tag was written by hand."""
OVERRIDE = "--set "
"""With this begins the name under which the value of an override is parsed."""
_AMBIGUOUS = frozenset({"yes", "no", "on", "off"})


@dataclass(frozen=True)
class Mark:
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        # The mark of an override is its full text; a line and column would read as its value.
        if self.file.startswith(OVERRIDE):
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass
class ScalarNode:
    """A string, number, boolean or null."""

    value: str | int | float | bool | None
    mark: Mark


@dataclass
class ListNode:
    """A YAML sequence."""

    items: list[Tree]
    mark: Mark


@dataclass
class MapNode:
    """A YAML mapping; ``key_marks`` holds the position of each key."""

    items: dict[str, Tree]
    mark: Mark
    key_marks: dict[str, Mark] = field(default_factory=dict)


Tree = ScalarNode | ListNode | MapNode
TreePath = tuple[str | int, ...]


def read_tree(path: Path) -> Tree:
    """Parse one file.

    Raises:
        RecipeError: it cannot be read or is not a single, plain YAML document.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(RECIPE_BYTES + 1)
    except OSError as error:
        raise RecipeError(f"{name}: cannot be read: {error.strerror or error}") from error
    if len(raw) > RECIPE_BYTES:
        raise RecipeError(f"{name}: is larger than {RECIPE_BYTES} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecipeError(f"{name}: byte {error.start} is not UTF-8") from error
    return parse_tree(text, name)


def parse_tree(text: str, name: str) -> Tree:
    """Parse YAML text; ``name`` is used in marks.

    Raises:
        RecipeError: as for :func:`read_tree`.
    """
    try:
        documents = list(_compose_all(text))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        where = Mark(name, at.line + 1, at.column + 1) if at else name
        problem = error.problem or error.context or ""
        if r"'\t'" in problem:
            problem += "; indent with spaces, not with tabs"
        raise RecipeError(f"{where}: not valid YAML: {problem}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RecipeError(f"{name}: not valid YAML: {error}") from error
    if len(documents) > 1:
        raise RecipeError(f"{name}: contains {len(documents)} documents; a recipe is one document")
    if not documents:
        return MapNode({}, Mark(name, 1, 1))
    return _Builder(name).build(documents[0], 0)


def _compose_all(text: str) -> Iterator[yaml.Node]:
    # Composing stops before any tag is turned into an object: nothing is constructed.
    yield from yaml.compose_all(text, Loader=yaml.SafeLoader)


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes = 0

    def mark(self, node: yaml.Node) -> Mark:
        return Mark(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def build(self, node: yaml.Node, depth: int) -> Tree:
        self.nodes += 1  # an alias is counted each time: a few of them can stand for millions
        if self.nodes > RECIPE_NODES or depth > RECIPE_DEPTH:
            raise RecipeError(
                f"{self.mark(node)}: more than {RECIPE_NODES} values or {RECIPE_DEPTH} levels"
            )
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _TAGS:
            raise RecipeError(f"{self.mark(node)}: tag {node.tag} is not allowed in a recipe")
        if isinstance(node, yaml.ScalarNode):
            return ScalarNode(self.scalar(node), self.mark(node))
        if isinstance(node, yaml.SequenceNode):
            return ListNode([self.build(child, depth + 1) for child in node.value], self.mark(node))
        return self.mapping(node, depth)

    def mapping(self, node: yaml.Node, depth: int) -> MapNode:
        built = MapNode({}, self.mark(node))
        for key_node, value_node in node.value:
            mark = self.mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise RecipeError(f"{mark}: a key must be plain text")
            key = str(key_node.value)
            if key == "<<" and key_node.style is None:
                raise RecipeError(f"{mark}: merge keys are not supported; use include:")
            if key in built.items:
                first = built.key_marks[key]
                raise RecipeError(
                    f"{mark}: {key}: duplicate key; the first one is at line {first.line}"
                )
            built.items[key] = self.build(value_node, depth + 1)
            built.key_marks[key] = mark
        return built

    def scalar(self, node: yaml.ScalarNode) -> str | int | float | bool | None:
        text = str(node.value)
        if node.style is not None:  # quoted or a block: always text
            return text
        if text.lower() in _AMBIGUOUS:
            raise RecipeError(
                f"{self.mark(node)}: {text!r} is ambiguous; write true or false, or quote it"
            )
        return plain_value(text)


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar under the YAML 1.2 core schema."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.fullmatch(text):
        # int() itself refuses more than 4300 digits; such a thing is no option of anything.
        return text if len(text) > 400 else int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if _NUMBER.fullmatch(text) and len(text) < 400:
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text


def plain(tree: Tree) -> Any:
    """The tree as dicts, lists and scalars."""
    if isinstance(tree, ScalarNode):
        return tree.value
    if isinstance(tree, ListNode):
        return [plain(item) for item in tree.items]
    return {key: plain(value) for key, value in tree.items.items()}


def locate(tree: Tree, path: TreePath) -> Mark:
    """The mark of the deepest part of ``path`` that exists; of its key where it has one."""
    mark = tree.mark
    for part in path:
        if isinstance(tree, MapNode) and str(part) in tree.items:
            mark = tree.key_marks.get(str(part), tree.items[str(part)].mark)
            tree = tree.items[str(part)]
        elif isinstance(tree, ListNode) and isinstance(part, int) and part < len(tree.items):
            tree = tree.items[part]
            mark = tree.mark
        else:
            break
    return mark
