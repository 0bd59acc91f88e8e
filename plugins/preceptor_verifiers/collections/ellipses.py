"""Sums, products and lists with an ellipsis, written out for a few values of their indices.

``a_k + a_{k-1} + … + a_0`` has no value that could be computed, but for k = 4 it has five
terms. Two such expressions agree when they do for every choice that is tried, and differ when
they differ for every one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import (
    Add,
    Ellipsis,
    Mul,
    Neg,
    Node,
    Number,
    Sequence,
    Symbol,
    mapped,
    walk,
)
from preceptor_verifiers.outcome import Same

ELLIPSIS_TERMS: Final = 60
"""Terms that one ellipsis may replace when a sum, product or list is written out."""
ELLIPSIS_NODES: Final = 5_000
"""Nodes of all of them together; nested ellipses multiply."""

Compare = Callable[[Node, Node], Same]
_INDICES: Final = names("n m k N M K r j l")
_INDEXED: Final = re.compile(
    r"(?P<base>.+)_\{?(?P<factor>\d*)(?P<letter>[a-zA-Z]?)(?P<shift>[+-]?\d*)\}?\Z"
)
_SMALLEST: Final = (4, 6, 7)
"""The least value of an index, for each choice that is tried."""


class _NoPatternError(Exception):
    """The terms around an ellipsis show no arithmetic progression."""


def has_ellipsis(node: Node) -> bool:
    """Whether an ellipsis occurs."""
    return any(isinstance(n, Ellipsis) for n in walk(node))


def same_written_out(left: Node, right: Node, compare: Compare) -> Same:
    """Whether two nodes with ellipses agree once these are written out."""
    letters = sorted(_letters(left) | _letters(right))
    outcomes = set()
    for least in _SMALLEST:
        values = {letter: least + 2 * i for i, letter in enumerate(letters)}
        try:
            pair = _written_out(left, values), _written_out(right, values)
        except _NoPatternError:
            return Same.YES if compare(left, right) is Same.YES else Same.UNKNOWN
        outcomes.add(compare(*pair))
    return outcomes.pop() if len(outcomes) == 1 else Same.UNKNOWN


def _letters(node: Node) -> set[str]:
    """Return letters that mean whole numbers: indices, and the usual names of counts."""
    letters = set()
    for part in walk(node):
        if isinstance(part, Symbol):
            match = _INDEXED.match(part.name)
            if match and match.group("letter"):
                letters.add(match.group("letter"))
            elif part.name in _INDICES:
                letters.add(part.name)
    return letters


def _written_out(node: Node, values: Mapping[str, int]) -> Node:
    if isinstance(node, Symbol):
        return _symbol(node, values)
    if isinstance(node, Mul) and len(node.factors) == 2:
        factor, letter = node.factors
        if isinstance(factor, Number) and isinstance(letter, Symbol) and letter.name in values:
            return Number(factor.value * values[letter.name])  # 2n, but not n(n + 1)
    changes: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            changes[item.name] = _written_out(value, values)
        elif isinstance(value, tuple) and value and all(isinstance(v, Node) for v in value):
            new = tuple(_written_out(v, values) for v in value)
            if isinstance(node, Add | Mul | Sequence):
                new = _filled(_last_joined(new) if isinstance(node, Add) else new)
            changes[item.name] = new
    return _folded(replace(node, **changes) if changes else node)


def _symbol(node: Symbol, values: Mapping[str, int]) -> Node:
    """Return ``n`` as its value, ``a_{n-1}`` as ``a_4``."""
    if node.name in values:
        return Number(Fraction(values[node.name]))
    match = _INDEXED.match(node.name)
    if match is None or match.group("letter") not in values:
        return node
    index = int(match.group("factor") or 1) * values[match.group("letter")]
    index += int(match.group("shift") or 0)
    return Symbol(f"{match.group('base')}_{index}")


def _folded(node: Node) -> Node:
    """Return a sum or a negative of whole numbers as one number; powers stay as they are."""
    match node:
        case Neg(Number(value)):
            return Number(-value)
        case Add(terms) if all(isinstance(t, Number) for t in terms):
            return Number(sum((t.value for t in terms if isinstance(t, Number)), Fraction(0)))
        case _:
            return node


def _last_joined(terms: tuple[Node, ...]) -> tuple[Node, ...]:
    """Join the numbers that end a sum: in 1 + 3 + … + (2n - 1) the last term is 2n - 1."""
    at = next((i for i, t in enumerate(terms) if isinstance(t, Ellipsis)), len(terms))
    rest = terms[at + 1 :]
    if len(rest) < 2 or not all(isinstance(t, Number) for t in rest):
        return terms
    return (*terms[: at + 1], _folded(Add(rest)))


def _filled(terms: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the terms with those that an ellipsis leaves out."""
    at = next((i for i, term in enumerate(terms) if isinstance(term, Ellipsis)), None)
    if at is None:
        return terms
    if at == 0 or at == len(terms) - 1:
        raise _NoPatternError
    first, last = terms[at - 1], terms[at + 1]
    ends = _slots(first, last)
    if not ends:
        raise _NoPatternError
    steps = _steps(terms[:at]) or [Fraction((b > a) - (b < a)) for a, b in ends]
    counts = {(b - a) / step for (a, b), step in zip(ends, steps, strict=True) if step}
    fixed = all(a == b for (a, b), step in zip(ends, steps, strict=True) if not step)
    count = counts.pop() if len(counts) == 1 and fixed else Fraction(0)
    if count.denominator != 1 or not 1 <= count <= ELLIPSIS_TERMS:
        raise _NoPatternError
    if sum(1 for _ in walk(first)) * count > ELLIPSIS_NODES:
        raise _NoPatternError
    made = (_moved(first, iter([i * step for step in steps])) for i in range(1, int(count)))
    return _filled((*terms[:at], *made, *terms[at + 1 :]))


def _steps(terms: tuple[Node, ...]) -> list[Fraction] | None:
    """Return the steps of the slots from term to term, in the last terms of one shape.

    Raises:
        _NoPatternError: the steps differ.
    """
    common: list[Fraction] | None = None
    for earlier, later in reversed(list(pairwise(terms))):
        slots = _slots(earlier, later)
        if slots is None:
            break
        steps = [b - a for a, b in slots]
        if common is not None and steps != common:
            raise _NoPatternError
        common = steps
    return common


def _slots(left: Node, right: Node) -> list[tuple[Fraction, Fraction]] | None:
    """Return the whole numbers at the same places of two trees of one shape, else ``None``."""
    if isinstance(left, Number) and isinstance(right, Number):
        return [(left.value, right.value)]
    if isinstance(left, Symbol) and isinstance(right, Symbol):
        left_index, right_index = _INDEXED.match(left.name), _INDEXED.match(right.name)
        if left_index and right_index and left_index.group("base") == right_index.group("base"):
            if left_index.group("letter") or right_index.group("letter"):
                return [] if left == right else None
            indices = (m.group("factor") + m.group("shift") for m in (left_index, right_index))
            a, b = (Fraction(int(i)) for i in indices)
            return [(a, b)]
        return [] if left == right else None
    if type(left) is not type(right):
        return None
    ours, theirs = list(left.children()), list(right.children())
    if len(ours) != len(theirs) or (not ours and left != right):
        return None
    slots: list[tuple[Fraction, Fraction]] = []
    for a_child, b_child in zip(ours, theirs, strict=True):
        inner = _slots(a_child, b_child)
        if inner is None:
            return None
        slots += inner
    return slots


def _moved(node: Node, steps: Iterator[Fraction]) -> Node:
    """Return the tree with the next of ``steps`` added to each of its slots, in order."""

    def change(part: Node) -> Node | None:
        if isinstance(part, Number):
            return Number(part.value + next(steps))
        match = _INDEXED.match(part.name) if isinstance(part, Symbol) else None
        if match is None or match.group("letter"):
            return None
        index = int(match.group("factor") + match.group("shift")) + int(next(steps))
        return Symbol(f"{match.group('base')}_{index}")

    return mapped(node, change)
