"""How a recipe is put together: ``include:``, ``--set``, and ``${VARIABLES}``.

Everything happens on trees, so that an error in the result still names the file, line and
column it came from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

from preceptor.errors import NotReadyError, RecipeError
from preceptor.recipe.yaml_tree import (
    OVERRIDE,
    ListNode,
    MapNode,
    Mark,
    ScalarNode,
    Tree,
    parse_tree,
    read_tree,
)

RECIPE_FILES: Final = 100
"""Files read for one recipe, one that is included twice counted twice."""

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")
_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL", re.IGNORECASE)


def compose(path: Path, overrides: Iterable[str] = ()) -> MapNode:
    """Read a recipe with everything it includes, apply overrides, and expand variables.

    Raises:
        RecipeError: a file, an include or an override is wrong.
        NotReadyError: a variable is not set.
    """
    tree = _with_includes(path, (), count(1))
    for override in overrides:
        set_value(tree, override)
    expand(tree)
    return tree


def _with_includes(path: Path, chain: tuple[Path, ...], files: Iterator[int]) -> MapNode:
    resolved = path.resolve()
    if resolved in chain:
        loop = " → ".join(str(link) for link in (*chain, resolved))
        raise RecipeError(f"{path}: includes itself: {loop}")
    if next(files) > RECIPE_FILES:
        raise RecipeError(
            f"{path}: more than {RECIPE_FILES} files are included, repetitions counted"
        )
    tree = read_tree(path)
    if not isinstance(tree, MapNode):
        raise RecipeError(f"{tree.mark}: a recipe is a mapping of keys to values")
    include = tree.items.pop("include", None)
    mark = tree.key_marks.pop("include", tree.mark)
    if include is None:
        return tree
    names = include.items if isinstance(include, ListNode) else [include]
    base: MapNode | None = None
    for name in names:
        if not (isinstance(name, ScalarNode) and isinstance(name.value, str)):
            raise RecipeError(f"{mark}: include: must be a file name or a list of them")
        target = path.parent / name.value
        if not target.is_file():
            raise RecipeError(f"{name.mark}: include: {target} does not exist")
        included = _with_includes(target, (*chain, resolved), files)
        base = included if base is None else merge(base, included)
    return tree if base is None else merge(base, tree)


def merge(base: MapNode, over: MapNode) -> MapNode:
    """``over`` on top of ``base``: mappings are merged key by key, everything else replaced.

    A mapping that names another component (another ``use``) replaces the old one whole:
    options of one component mean nothing to another.
    """
    merged = MapNode(dict(base.items), over.mark, dict(base.key_marks))
    for key, value in over.items.items():
        old = merged.items.get(key)
        merged.items[key] = (
            merge(old, value)
            if isinstance(old, MapNode)
            and isinstance(value, MapNode)
            and not _other_use(old, value)
            else value
        )
        merged.key_marks[key] = over.key_marks[key]
    return merged


def _other_use(old: MapNode, new: MapNode) -> bool:
    before, after = old.items.get("use"), new.items.get("use")
    return (
        isinstance(before, ScalarNode)
        and isinstance(after, ScalarNode)
        and before.value != after.value
    )


def set_value(tree: MapNode, override: str) -> None:
    """Apply one ``a.b.0.c=value``; the value is YAML, so lists and mappings can be given.

    Raises:
        RecipeError: the path leads nowhere or the value is not YAML.
    """
    path, equals, text = override.partition("=")
    name = f"{OVERRIDE}{override}"
    parts = path.strip().split(".")
    if not equals or not all(parts):
        raise RecipeError(f"{name}: must look like key.key=value")
    value = parse_tree(text, name) if text.strip() else ScalarNode(None, Mark(name, 1, 1))
    here: Tree = tree
    for depth, part in enumerate(parts):
        last = depth == len(parts) - 1
        if isinstance(here, ListNode):
            index = int(part) if re.fullmatch(r"[0-9]{1,9}", part) else -1
            if not 0 <= index < len(here.items):
                raise RecipeError(
                    f"{name}: {'.'.join(parts[: depth + 1])}: the list has entries 0 to "
                    f"{len(here.items) - 1}"
                )
            if last:
                here.items[index] = value
            else:
                here = here.items[index]
        elif isinstance(here, MapNode):
            if last:
                here.items[part] = value
                here.key_marks[part] = value.mark
            else:
                child = here.items.get(part)
                if child is None or (isinstance(child, ScalarNode) and child.value is None):
                    child = MapNode({}, value.mark)
                    here.items[part] = child
                    here.key_marks.setdefault(part, value.mark)
                here = child
        else:
            raise RecipeError(
                f"{name}: {'.'.join(parts[:depth])} is a plain value and has no {part!r}"
            )


def expand(tree: Tree) -> None:
    """Replace ``${NAME}`` and ``${NAME:-default}`` in every text value, in place.

    Raises:
        NotReadyError: a variable without default is not set.
        RecipeError: the variable's name is that of a secret; the resolved recipe is written
            to disk, so a key may only be named, never expanded.
    """
    if isinstance(tree, ScalarNode):
        if isinstance(tree.value, str) and "${" in tree.value:
            mark = tree.mark
            tree.value = _VARIABLE.sub(lambda match: _variable(match, mark), tree.value)
        return
    for child in tree.items if isinstance(tree, ListNode) else tree.items.values():
        expand(child)


def _variable(match: re.Match[str], mark: Mark) -> str:
    name, default = match.groups()
    if _SECRET.search(name):
        raise RecipeError(
            f"{mark}: ${{{name}}} looks like a secret and would be written into the run folder",
            hint=f"name the variable instead, for example api_key_env: {name}",
        )
    value = os.environ.get(name)
    if value:
        return value
    if default is not None:
        return str(default)
    raise NotReadyError(
        f"{mark}: the environment variable {name} is not set",
        hint=f"export {name}=…, or override this value with --set",
    )
