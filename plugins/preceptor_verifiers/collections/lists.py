"""Several values: which ones there are, whether they are named, and whether they have an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from preceptor_verifiers.algebra.equality import Same
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.collections.free_parameters import renamed_line
from preceptor_verifiers.collections.items import (
    as_vector,
    expanded_items,
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
from preceptor_verifiers.quantities.quantity import closed
from preceptor_verifiers.quantities.tolerance import stated_value

Compare = Callable[[Node, Node], Same]
_SORTED_BY_CHANCE: Final = 3
"""Of fewer values than this, one of two orders is ascending whatever was meant."""


def same_collection(
    one: Node, other: Node, compare: Compare, ordered: bool | None
) -> tuple[Same, str]:
    """Whether two nodes, at least one of which is a collection, state the same values.

    Args:
        ordered: Whether unbracketed lists have an order; ``None`` lets the answers tell: see
            :func:`_order_may_matter`.

    Returns:
        The outcome, and what was wrong if that is known.
    """
    one, other = as_matrix(one, other), as_matrix(other, one)
    one, other = as_components(one, other), as_components(other, one)
    if isinstance(one, Matrix) and isinstance(other, Matrix) and len(one.rows) == len(other.rows):
        return same_matrix(one, other, compare), ""
    vectors = as_vector(one), as_vector(other)
    left, right = items(one), items(other)
    if len(left) != len(right):
        if len(left) == 1 and isinstance(left[0], Sequence) and left[0] is not one:
            return same_collection(left[0], other, compare, ordered)
        if len(right) == 1 and isinstance(right[0], Sequence) and right[0] is not other:
            return same_collection(one, right[0], compare, ordered)
        return _of_other_length(one, other, left, right, compare)
    if len(left) == 1 and not (
        isinstance(left[0], Sequence | Matrix) or isinstance(right[0], Sequence | Matrix)
    ):
        return compare(left[0], right[0]), ""
    if len(left) == 1 and left[0] is one and right[0] is other:
        return Same.UNKNOWN, ""  # a value and a collection that has no parts to compare
    brackets = _bracket(one), _bracket(other)
    if {brackets[0], brackets[1]} == {"(", "{"} and len(left) > 1:
        return Same.NO, "One side is a set, the other an ordered tuple."
    if brackets in (("(", "["), ("[", "(")) and len(left) == 2 and _numeric(left + right):
        return Same.NO, "The brackets differ."
    if all(v is not None for v in vectors) or (
        any(v is not None for v in vectors) and "{" not in brackets
    ):
        return same_ordered(left, renamed_line(left, right), compare), ""
    if ordered:
        return same_ordered(left, renamed_line(left, right), compare), ""
    return _same_list(left, right, brackets, compare, ordered)


def _of_other_length(
    one: Node, other: Node, left: tuple[Node, ...], right: tuple[Node, ...], compare: Compare
) -> tuple[Same, str]:
    """Collections with unlike numbers of values, which are the same in rare cases."""
    letters = _letters(one), _letters(other)
    if letters[0] and letters[1]:
        return Same.of(set(letters[0]) == set(letters[1])), ""
    if _bracket(one) == _bracket(other) == "{":
        ours, theirs = (tuple({key(n): n for n in side}.values()) for side in (left, right))
        if same_unordered(ours, theirs, compare) is Same.YES:
            return Same.UNKNOWN, "The same values, some of them repeated."
    if _composite(one) or _composite(other):
        return Same.UNKNOWN, "One side is an expression of vectors or matrices."
    return Same.NO, f"The answer has {len(right)} values, the reference {len(left)}."


def _same_list(
    left: tuple[Node, ...],
    right: tuple[Node, ...],
    brackets: tuple[str, str],
    compare: Compare,
    ordered: bool | None,
) -> tuple[Same, str]:
    """Lists of the same length, in which order need not matter."""
    same = same_unordered(left, right, compare)
    if same is not Same.YES or "{" in brackets or ordered is False:
        return same, ""
    if _told_apart(left) and all(unnamed(i).name is None for i in right):
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
    """Whether the order of two bare lists of numbers may say something.

    Who writes a set without braces sorts it, or keeps the order of the question. Two lists of
    plain numbers in different orders, neither of them ascending, may be sequences.
    """
    if len(left) < _SORTED_BY_CHANCE:
        return False
    for side in (left, right):
        values = []
        for item in side:
            if not closed(item):
                return False
            try:
                value = stated_value(item)
            except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
                return False
            if not value.rational or value.imaginary:
                return False
            values.append(value.value)
        if values == sorted(values):
            return False
    return True


def _told_apart(nodes: tuple[Node, ...]) -> bool:
    """Whether every item is named, by names that differ in more than an index."""
    names = [unnamed(i).name for i in nodes]
    bases = {(n or "").split("_")[0].rstrip("0123456789{}") for n in names}
    return None not in names and len(bases) == len(names) > 1


def assignments(node: Node) -> dict[str, Node] | None:
    """Names and their values: ``x = 1, y = 2`` or ``(x, y) = (1, 2)``."""
    if isinstance(node, Sequence) and node.bracket in ("", "{"):
        found: dict[str, Node] = {}
        for item in node.items:
            inner = assignments(item)
            if inner is None:
                named = unnamed(item)
                if named.name is None or not isinstance(item, Relation | Labelled):
                    return None
                inner = {named.name: named.value}
            if set(inner) & set(found):
                return None
            found.update(inner)
        return found or None
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


def same_named(one: Node, other: Node, compare: Compare) -> Same | None:
    """Values matched by their names, when both sides give the same two or more names."""
    left, right = assignments(one), assignments(other)
    if left is None or right is None or len(left) < 2 or set(left) != set(right):
        return None
    return same_ordered(tuple(left.values()), tuple(right[n] for n in left), compare)


def items(node: Node) -> tuple[Node, ...]:
    """The values of a collection, with every ± written out; a single value is one item."""
    vector = as_vector(node)
    if isinstance(node, Sequence) and node.bracket in ("", "{"):
        return expanded_items(node.items)
    if isinstance(node, Logic):
        return expanded_items(node.operands)
    if vector is not None and not has_signs(node):
        return vector
    if (
        isinstance(node, SetOperation)
        and node.operator == "union"
        and all(isinstance(o, Sequence) and o.bracket == "{" for o in node.operands)
    ):
        return tuple(i for o in node.operands for i in items(o))
    if isinstance(node, Relation):
        inner: Named = unnamed(node)
        if inner.name is not None:
            return items(inner.value)
    return expanded_items((node,))


def as_matrix(node: Node, beside: Node) -> Node:
    """``[[1, 2], [3, 4]]`` or ``1, 2; 3, 4`` as a matrix, beside one with several rows."""
    if (
        not isinstance(beside, Matrix)
        or len(beside.rows) < 2
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
    """The letters of a multiple choice with several right options: ``ABD``, ``A, B, D``."""
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
