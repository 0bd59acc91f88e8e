"""Compare several values: with or without names, ordered or not."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.collections.free_parameters import renamed_line
from preceptor_verifiers.collections.items import (
    as_vector,
    expanded_items,
    members,
    same_matrix,
    same_ordered,
    same_unordered,
)
from preceptor_verifiers.collections.matrices import as_components
from preceptor_verifiers.grammar.named_values import Named, unnamed
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Constant,
    Labelled,
    LimitError,
    Logic,
    Matrix,
    Mul,
    Neg,
    Node,
    PlusMinus,
    Power,
    Relation,
    Sequence,
    SetOperation,
    Symbol,
    walk,
)
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.quantity import closed
from preceptor_verifiers.quantities.tolerance import stated_value

Compare = Callable[[Node, Node], Same]
_SORTED_BY_CHANCE: Final = 3
"""Of fewer values than this, one of two different orders is always ascending."""


def same_collection(
    left: Node, right: Node, compare: Compare, ordered: bool | None
) -> tuple[Same, str]:
    """Whether two nodes, at least one of which is a collection, state the same values.

    Args:
        ordered: Whether unbracketed lists have an order; ``None`` decides by the answers, see
            :func:`_order_may_matter`.

    Returns:
        The outcome, and the reason if it is known.
    """
    left, right = as_matrix(left, right), as_matrix(right, left)
    left, right = as_components(left, right), as_components(right, left)
    if isinstance(left, Matrix) and isinstance(right, Matrix) and len(left.rows) == len(right.rows):
        return same_matrix(left, right, compare), ""
    vectors = as_vector(left), as_vector(right)
    left_items, right_items = items(left), items(right)
    if len(left_items) != len(right_items):
        if (
            len(left_items) == 1
            and isinstance(left_items[0], Sequence)
            and left_items[0] is not left
        ):
            return same_collection(left_items[0], right, compare, ordered)
        if (
            len(right_items) == 1
            and isinstance(right_items[0], Sequence)
            and right_items[0] is not right
        ):
            return same_collection(left, right_items[0], compare, ordered)
        return _of_other_length(left, right, left_items, right_items, compare)
    if len(left_items) == 1 and not (
        isinstance(left_items[0], Sequence | Matrix)
        or isinstance(right_items[0], Sequence | Matrix)
    ):
        return compare(left_items[0], right_items[0]), ""
    if len(left_items) == 1 and left_items[0] is left and right_items[0] is right:
        return Same.UNKNOWN, ""  # a value and a collection that has no parts to compare
    brackets = _bracket(left), _bracket(right)
    if {brackets[0], brackets[1]} == {"(", "{"} and len(left_items) > 1:
        return Same.NO, "One side is a set, the other an ordered tuple."
    if (
        brackets in (("(", "["), ("[", "("))
        and len(left_items) == 2
        and _numeric(left_items + right_items)
    ):
        return Same.NO, "The brackets differ."
    if all(v is not None for v in vectors) or (
        any(v is not None for v in vectors) and "{" not in brackets
    ):
        return same_ordered(left_items, renamed_line(left_items, right_items), compare), ""
    if ordered:
        return same_ordered(left_items, renamed_line(left_items, right_items), compare), ""
    return _same_list(left_items, right_items, brackets, compare, ordered)


def _of_other_length(
    left: Node,
    right: Node,
    left_items: tuple[Node, ...],
    right_items: tuple[Node, ...],
    compare: Compare,
) -> tuple[Same, str]:
    """Compare collections with different numbers of values, which rarely are the same."""
    letters = _letters(left), _letters(right)
    if letters[0] and letters[1]:
        return Same.of(set(letters[0]) == set(letters[1])), ""
    if _bracket(left) == _bracket(right) == "{":
        ours, theirs = (
            tuple({key(n): n for n in side}.values()) for side in (left_items, right_items)
        )
        if same_unordered(ours, theirs, compare) is Same.YES:
            return Same.UNKNOWN, "The same values, some of them repeated."
    if _composite(left) or _composite(right):
        return Same.UNKNOWN, "One side is an expression of vectors or matrices."
    return Same.NO, f"The answer has {len(right_items)} values, the reference {len(left_items)}."


def _same_list(
    left: tuple[Node, ...],
    right: tuple[Node, ...],
    brackets: tuple[str, str],
    compare: Compare,
    ordered: bool | None,
) -> tuple[Same, str]:
    """Compare lists of the same length, in which order may matter."""
    same = same_unordered(left, right, compare)
    if same is not Same.YES or "{" in brackets or ordered is False:
        return same, ""
    if _distinct_names(left) and all(unnamed(i).name is None for i in right):
        in_order = same_ordered(left, right, compare)
        if in_order is not Same.YES:
            words = any(isinstance(i, Labelled) for i in left)
            return (
                Same.UNKNOWN if words else in_order,
                "The values agree, but not in the order of their names.",
            )
    if _order_may_matter(left, right) and same_ordered(left, right, compare) is Same.NO:
        return Same.UNKNOWN, "The same values in another order, which may matter."
    return same, ""


def _order_may_matter(left: tuple[Node, ...], right: tuple[Node, ...]) -> bool:
    """Whether the order of two bare lists of numbers may matter.

    A set without braces is usually sorted, or in the order of the question. A list of plain
    numbers that is not sorted, by value or by size, may be a sequence; so may one that falls,
    unless the other rises.
    """
    if len(left) < _SORTED_BY_CHANCE:
        return False
    reference, candidate = _plain_numbers(left), _plain_numbers(right)
    if reference is None or candidate is None:
        return False
    if reference == sorted(reference) or reference == sorted(reference, key=abs):
        return False
    if _has_blocks(reference, candidate):
        return False
    falls = reference == sorted(reference, reverse=True)
    return not (falls and candidate == sorted(candidate))


def _has_blocks(reference: list[Fraction], candidate: list[Fraction]) -> bool:
    """Whether the reference is sorted lists, one after the other, that the candidate has too."""
    blocks: list[list[Fraction]] = [[]]
    for value in reference:
        if blocks[-1] and value < blocks[-1][-1]:
            blocks.append([])
        blocks[-1].append(value)
    return all(
        len(block) >= _SORTED_BY_CHANCE
        and any(candidate[i : i + len(block)] == block for i in range(len(candidate)))
        for block in blocks
    )


def _plain_numbers(nodes: tuple[Node, ...]) -> list[Fraction] | None:
    """Return the values of items that are all rational numbers."""
    values = []
    for item in nodes:
        if not closed(item):
            return None
        try:
            value = stated_value(item)
        except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
            return None
        if not value.rational or value.imaginary:
            return None
        values.append(value.value)
    return values


def _distinct_names(nodes: tuple[Node, ...]) -> bool:
    """Whether every item is named, by names that differ in more than an index."""
    names = [unnamed(i).name for i in nodes]
    bases = {(n or "").split("_")[0].rstrip("0123456789{}") for n in names}
    return None not in names and len(bases) == len(names) > 1


def assignments(node: Node) -> dict[str, Node] | None:
    """Return names and their values: ``x = 1, y = 2`` or ``(x, y) = (1, 2)``."""
    if isinstance(node, Sequence) and node.bracket in ("", "{"):
        assigned: dict[str, Node] = {}
        for item in node.items:
            inner = assignments(item)
            if inner is None:
                named = unnamed(item)
                if named.name is None or not isinstance(item, Relation | Labelled):
                    return None
                inner = {named.name: named.value}
            if set(inner) & set(assigned):
                return None
            assigned.update(inner)
        return assigned or None
    if isinstance(node, Relation) and node.operators == ("=",):
        names, values = node.sides
        if (
            isinstance(names, Sequence)
            and isinstance(values, Sequence)
            and len(names.items) == len(values.items)
            and all(isinstance(n, Symbol) for n in names.items)
        ):
            pairs = zip(names.items, values.items, strict=True)
            return {n.name: v for n, v in pairs if isinstance(n, Symbol)}
    return None


def same_named(left: Node, right: Node, compare: Compare) -> Same | None:
    """Compare values by their names, when both sides give the same two or more names."""
    left_values, right_values = assignments(left), assignments(right)
    if (
        left_values is None
        or right_values is None
        or len(left_values) < 2
        or set(left_values) != set(right_values)
    ):
        return None
    return same_ordered(
        tuple(left_values.values()), tuple(right_values[n] for n in left_values), compare
    )


def items(node: Node) -> tuple[Node, ...]:
    """Return the values of a collection, every ± written out; a single value is one item."""
    vector = as_vector(node)
    if isinstance(node, Sequence) and node.bracket in ("", "{"):
        return expanded_items(node.items)
    if isinstance(node, Logic):
        return expanded_items(node.operands)
    if vector is not None and not has_signs(node):
        return vector
    if isinstance(node, SetOperation):
        finite = members(node)
        if finite is not None:
            return finite
    if isinstance(node, Relation):
        inner: Named = unnamed(node)
        if inner.name is not None:
            return items(inner.value)
    return expanded_items((node,))


def as_matrix(node: Node, matrix: Node) -> Node:
    """Return ``[[1, 2], [3, 4]]`` or ``1, 2; 3, 4`` as a matrix if ``matrix`` has several rows."""
    if (
        not isinstance(matrix, Matrix)
        or len(matrix.rows) < 2
        or not isinstance(node, Sequence)
        or node.bracket not in ("", "[", "(")
        or not all(
            isinstance(i, Sequence) and i.bracket == (node.bracket or "(") for i in node.items
        )
    ):
        return node
    rows = tuple(i.items for i in node.items if isinstance(i, Sequence))
    return Matrix(rows) if len({len(r) for r in rows}) == 1 else node


def _composite(node: Node) -> bool:
    """Whether vectors or matrices occur in sums or products."""
    return isinstance(node, Add | Mul | Neg | Power) and any(
        isinstance(n, Sequence | Matrix | Accented) for n in walk(node)
    )


def _letters(node: Node) -> str | None:
    """Return the letters of a multiple choice with several right options: ``A, B, D``."""
    if isinstance(node, Sequence) and node.bracket in ("", "{"):
        parts: tuple[Node, ...] = node.items
    elif isinstance(node, Mul):
        parts = node.factors
    else:
        parts = (node,)
    names = [p.name for p in parts if isinstance(p, Symbol) and p.name in "ABCDEFGH"]
    if len(names) != len(parts) or sorted(set(names)) != names:
        return None
    return "".join(names)


def has_signs(*nodes: Node) -> bool:
    """Whether a ± occurs."""
    return any(isinstance(n, PlusMinus) for node in nodes for n in walk(node))


def infinite(node: Node) -> bool:
    """Whether infinity occurs."""
    return any(isinstance(n, Constant) and n.name == "infinity" for n in walk(node))


def _bracket(node: Node) -> str:
    return node.bracket if isinstance(node, Sequence) else ""


def _numeric(nodes: tuple[Node, ...]) -> bool:
    return all(closed(i) or infinite(i) for i in nodes)
