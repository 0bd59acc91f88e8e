"""Compare lists, sets, tuples and matrices item by item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final

from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar.tree import (
    Add,
    LimitError,
    Matrix,
    Neg,
    Node,
    Number,
    PlusMinus,
    Relation,
    Sequence,
    SetOperation,
    Symbol,
    Words,
    walk,
)
from preceptor_verifiers.limits import COLLECTION_ITEMS
from preceptor_verifiers.outcome import Same

PLUS_MINUS_EXPANSIONS: Final = 16
"""Values that the signs ± of one expression are expanded into."""

Compare = Callable[[Node, Node], Same]
_CASE: Final = 2
"""A case of a function is a value and its condition."""
_MATCHED_ONE_BY_ONE: Final = 40
"""Items that may remain after matching by normal form, to be compared one by one."""


def expand_signs(node: Node) -> list[Node]:
    """Return the values of an expression with signs ±, each sign chosen independently.

    Raises:
        LimitError: more than :data:`PLUS_MINUS_EXPANSIONS` values.
    """
    if not any(isinstance(n, PlusMinus) for n in walk(node)):
        return [node]
    values = [node]
    while True:
        expanded: list[Node] = []
        for value in values:
            plus = _choose(value, negative=False)
            if plus is value:
                expanded.append(value)
            else:
                expanded += [plus, _choose(value, negative=True)]
        if len(expanded) == len(values):
            return values
        if len(expanded) > PLUS_MINUS_EXPANSIONS:
            raise LimitError(f"more than {PLUS_MINUS_EXPANSIONS} values from the signs ±")
        values = expanded


def _choose(node: Node, *, negative: bool) -> Node:
    """Return the tree with its first ± decided."""
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
        for i, item in enumerate(value):
            new = _chosen(item, negative=negative)
            if new is not item:
                return (*value[:i], new, *value[i + 1 :])
    return value


def expanded_items(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the items with every ± written out."""
    return tuple(value for item in items for value in expand_signs(item))


def members(node: Node) -> tuple[Node, ...] | None:
    """Return the members of a union, intersection or difference of finite sets; else ``None``.

    A single value among the operands is a set: the grammar reads ``{3}`` as 3.
    """
    if isinstance(node, Sequence) and node.bracket == "{":
        return expanded_items(node.items)
    if not isinstance(node, SetOperation):
        return (node,) if isinstance(node, Number | Neg | Symbol) else None
    sets = [members(operand) for operand in node.operands]
    first, *others = [s for s in sets if s is not None]
    if len(others) != len(sets) - 1:
        return None
    found = list(first)
    for other in others:
        keys = {key(item) for item in other}
        if node.operator == "union":
            known = {key(item) for item in found}
            found += [item for item in other if key(item) not in known]
        elif not all(isinstance(i, Number | Neg) for i in (*found, *other)):
            return None  # letters may be equal
        else:
            kept = node.operator == "intersection"
            found = [item for item in found if (key(item) in keys) is kept]
        if len(found) > COLLECTION_ITEMS:
            return None
    return tuple(found)


def same_ordered(left: tuple[Node, ...], right: tuple[Node, ...], compare: Compare) -> Same:
    """Compare item by item, in order."""
    if len(left) != len(right):
        return Same.NO
    outcome = Same.YES
    for a, b in zip(left, right, strict=True):
        same = compare(a, b)
        if same is Same.NO:
            return Same.NO
        if same is Same.UNKNOWN:
            outcome = same
    return outcome


def same_unordered(left: tuple[Node, ...], right: tuple[Node, ...], compare: Compare) -> Same:
    """Compare as collections in which order does not matter."""
    if len(left) != len(right):
        return Same.NO
    unmatched = list(left)
    unpaired: list[Node] = []
    keys: dict[str, list[int]] = {}
    for i, item in enumerate(unmatched):
        keys.setdefault(key(item), []).append(i)
    taken: set[int] = set()
    for item in right:
        same = keys.get(key(item))
        if same:
            taken.add(same.pop())
        else:
            unpaired.append(item)
    unmatched = [item for i, item in enumerate(unmatched) if i not in taken]
    if len(unmatched) > _MATCHED_ONE_BY_ONE:
        return Same.UNKNOWN
    unclear = False
    for item in unpaired:
        matched = None
        for i, candidate in enumerate(unmatched):
            same_item = compare(candidate, item)
            if same_item is Same.YES:
                matched = i
                break
            unclear = unclear or same_item is Same.UNKNOWN
        if matched is None:
            return Same.UNKNOWN if unclear else Same.NO
        del unmatched[matched]
    return Same.YES


def as_vector(node: Node) -> tuple[Node, ...] | None:
    """Return the items of a row, a column or an ordered sequence."""
    if isinstance(node, Matrix):
        if len(node.rows) == 1:
            return node.rows[0]
        if len(node.rows[0]) == 1:
            return tuple(row[0] for row in node.rows)
        return None
    if isinstance(node, Sequence) and node.bracket in ("(", "[", "<"):
        return node.items
    return None


def same_matrix(left: Matrix, right: Matrix, compare: Compare) -> Same:
    """Compare entry by entry."""
    if len(left.rows) != len(right.rows) or len(left.rows[0]) != len(right.rows[0]):
        return Same.NO
    cases = all(isinstance(row[-1], Relation | Words) for m in (left, right) for row in m.rows)
    if cases and len(left.rows[0]) == _CASE:
        rows = [tuple(Sequence("(", row) for row in m.rows) for m in (left, right)]
        return same_unordered(rows[0], rows[1], compare)
    return same_ordered(
        tuple(c for row in left.rows for c in row), tuple(c for row in right.rows for c in row),
        compare,
    )  # fmt: skip
