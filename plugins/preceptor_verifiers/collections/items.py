"""Lists, sets, tuples and matrices: compared item by item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final

from preceptor_verifiers.algebra.equality import Same
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar.tree import (
    Add,
    LimitError,
    Matrix,
    Neg,
    Node,
    PlusMinus,
    Sequence,
    walk,
)

PLUS_MINUS_EXPANSIONS: Final = 16
"""Values that the signs ± of one expression are expanded into."""

Compare = Callable[[Node, Node], Same]
_MATCHED_ONE_BY_ONE: Final = 40
"""Larger collections are matched by normal form first; this many may be left over."""


def expand_signs(node: Node) -> list[Node]:
    """The values that the signs ± stand for, each sign chosen on its own.

    Raises:
        LimitError: more than :data:`preceptor.PLUS_MINUS_EXPANSIONS` values.
    """
    if not any(isinstance(n, PlusMinus) for n in walk(node)):
        return [node]
    found = [node]
    while True:
        expanded: list[Node] = []
        for one in found:
            plus = _choose(one, negative=False)
            if plus is one:
                expanded.append(one)
            else:
                expanded += [plus, _choose(one, negative=True)]
        if len(expanded) == len(found):
            return found
        if len(expanded) > PLUS_MINUS_EXPANSIONS:
            raise LimitError(f"more than {PLUS_MINUS_EXPANSIONS} values from the signs ±")
        found = expanded


def _choose(node: Node, *, negative: bool) -> Node:
    """The tree with its first ± decided."""
    if isinstance(node, PlusMinus):
        left = None if node.left is None else _choose(node.left, negative=negative)
        if left is not node.left and left is not None:
            return PlusMinus(left, node.right)
        right = Neg(node.right) if negative else node.right
        return right if left is None else Add((left, right))
    for item in fields(node):
        value = getattr(node, item.name)
        new = _chosen(value, negative=negative)
        if new is not value:
            return replace(node, **{item.name: new})
    return node


def _chosen(value: Any, *, negative: bool) -> Any:
    if isinstance(value, Node):
        return _choose(value, negative=negative)
    if isinstance(value, tuple):
        for i, one in enumerate(value):
            new = _chosen(one, negative=negative)
            if new is not one:
                return (*value[:i], new, *value[i + 1 :])
    return value


def expanded_items(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Items with every ± written out."""
    return tuple(value for item in items for value in expand_signs(item))


def same_ordered(one: tuple[Node, ...], other: tuple[Node, ...], compare: Compare) -> Same:
    """Item by item, in order."""
    if len(one) != len(other):
        return Same.NO
    outcome = Same.YES
    for a, b in zip(one, other, strict=True):
        same = compare(a, b)
        if same is Same.NO:
            return Same.NO
        if same is Same.UNKNOWN:
            outcome = same
    return outcome


def same_unordered(one: tuple[Node, ...], other: tuple[Node, ...], compare: Compare) -> Same:
    """As collections in which order does not matter."""
    if len(one) != len(other):
        return Same.NO
    left = list(one)
    right: list[Node] = []
    keys: dict[str, list[int]] = {}
    for i, item in enumerate(left):
        keys.setdefault(key(item), []).append(i)
    taken: set[int] = set()
    for item in other:
        same = keys.get(key(item))
        if same:
            taken.add(same.pop())
        else:
            right.append(item)
    left = [item for i, item in enumerate(left) if i not in taken]
    if len(left) > _MATCHED_ONE_BY_ONE:
        return Same.UNKNOWN
    unclear = False
    for item in right:
        matched = None
        for i, candidate in enumerate(left):
            same_item = compare(candidate, item)
            if same_item is Same.YES:
                matched = i
                break
            unclear = unclear or same_item is Same.UNKNOWN
        if matched is None:
            return Same.UNKNOWN if unclear else Same.NO
        del left[matched]
    return Same.YES


def as_vector(node: Node) -> tuple[Node, ...] | None:
    """The items of a row, a column or an ordered sequence."""
    if isinstance(node, Matrix):
        if len(node.rows) == 1:
            return node.rows[0]
        if len(node.rows[0]) == 1:
            return tuple(row[0] for row in node.rows)
        return None
    if isinstance(node, Sequence) and node.bracket in ("(", "[", "<"):
        return node.items
    return None


def same_matrix(one: Matrix, other: Matrix, compare: Compare) -> Same:
    """Entry by entry."""
    if len(one.rows) != len(other.rows) or len(one.rows[0]) != len(other.rows[0]):
        return Same.NO
    return same_ordered(
        tuple(c for row in one.rows for c in row), tuple(c for row in other.rows for c in row),
        compare,
    )  # fmt: skip
