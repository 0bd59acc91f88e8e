"""The typed tree that every answer is parsed into.

Sums and products are flat, so the depth of a tree is bounded by the nesting of the text and
not by its length. Nodes are frozen and compare by value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Literal


class ParseError(ValueError):
    """Text that is not an answer in this grammar.

    Attributes:
        position: Offset of the first character that did not fit, in the cleaned text.
    """

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


class LimitError(ParseError):
    """Text or value beyond a limit of this package: the comparison stays undecided."""


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all nodes."""

    def children(self) -> Iterator[Node]:
        """Yield the nodes directly below, in the order of the text."""
        for name in _inner(type(self)):
            value = getattr(self, name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                for item in value:
                    if isinstance(item, Node):
                        yield item
                    elif isinstance(item, tuple):
                        yield from (cell for cell in item if isinstance(cell, Node))


_INNER: dict[type, tuple[str, ...]] = {}


def _inner(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a class that can contain nodes; leaves have none, and most nodes are leaves."""
    known = _INNER.get(kind)
    if known is None:
        classes = {cls.__name__ for cls in _classes(Node)}
        known = _INNER[kind] = tuple(
            field.name
            for field in fields(kind)
            if classes & set(re.findall(r"\w+", str(field.type)))
        )
    return known


def _classes(kind: type[Node]) -> list[type[Node]]:
    return [kind, *(below for cls in kind.__subclasses__() for below in _classes(cls))]


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A literal number.

    Attributes:
        value: Its exact value.
        places: For a number written with a decimal point, the power of ten of its last
            digit (``-2`` for ``3.54``); ``None`` for whole numbers, which are exact.
        digits: Significant digits as written.
    """

    value: Fraction
    places: int | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A variable, or a name without a meaning in the grammar."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A named number: ``pi``, ``e``, ``i`` or ``infinity``."""

    name: Literal["pi", "e", "i", "infinity"]


@dataclass(frozen=True, slots=True)
class Add(Node):
    """A sum of at least two terms; subtraction is a negated term."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mul(Node):
    """A product of at least two factors; division is an inverted factor."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Neg(Node):
    """``-operand``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Inverse(Node):
    """``1 / operand``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """``base ^ exponent``."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class PlusMinus(Node):
    """``left ± right``; ``left`` is absent for a bare ``±right``."""

    left: Node | None
    right: Node


@dataclass(frozen=True, slots=True)
class Percent(Node):
    """``operand %``; whether it is a ratio is a convention, not a fact of the text."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Degrees(Node):
    """``operand °``, an angle."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function applied to arguments, such as ``sin(x)``, ``root(x, 3)`` or ``abs(x)``."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Accented(Node):
    """A symbol with an accent or style that makes it another symbol, such as ``x̄``."""

    accent: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Big(Node):
    """A sum, product or integral with bounds; ``variable`` is bound in ``body``."""

    operator: Literal["sum", "product", "integral", "limit", "union"]
    variable: str
    lower: Node | None
    upper: Node | None
    body: Node


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """Values separated by commas, semicolons or "and".

    ``bracket`` is how they were enclosed: ``""`` (not at all), ``"("``, ``"["``, ``"{"`` or
    ``"<"``. Only the parenthesised and square forms have an order.
    """

    bracket: Literal["", "(", "[", "{", "<"]
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """An interval that is unambiguous because its brackets differ: ``[a, b)``."""

    lower: Node
    upper: Node
    lower_closed: bool
    upper_closed: bool


@dataclass(frozen=True, slots=True)
class SetOperation(Node):
    """Sets joined by union, intersection or difference."""

    operator: Literal["union", "intersection", "difference"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetBuilder(Node):
    """``{ element | condition }``."""

    element: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class NamedSet(Node):
    """A set with a name: ``reals``, ``integers``, ``naturals``, ``rationals``, ``empty``…"""

    name: str


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A chain of comparisons: ``sides[0] operators[0] sides[1] …``.

    Operators: ``= != < <= > >= ~ in notin subset supset approx -> mod``.
    """

    operators: tuple[str, ...]
    sides: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """Statements joined by "or"."""

    operator: Literal["or"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """``a : b`` (or longer)."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """Rows of equal length; a column vector has rows of one cell."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Based(Node):
    """Digits in a stated base, such as ``204_5``."""

    digits: str
    base: int


@dataclass(frozen=True, slots=True)
class Labelled(Node):
    """A value with a name before a colon, such as ``Maximum: 3``."""

    label: str
    value: Node


@dataclass(frozen=True, slots=True)
class Ellipsis(Node):
    """``…``"""


@dataclass(frozen=True, slots=True)
class Words(Node):
    """Words of a language, lower case, single spaces."""

    text: str


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all nodes below it; iterative, so depth does not matter."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if _inner(type(current)):
            stack.extend(current.children())


def mapped(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return the tree with the nodes that ``change`` replaces, from left to right.

    Replacements are not searched. Depth is bounded by the grammar's nesting.
    """
    changed = change(node)
    if changed is not None:
        return changed
    values: dict[str, Any] = {}
    names: tuple[str, ...] = node.__match_args__
    for name in names:
        old = getattr(node, name)
        new = _mapped_value(old, change)
        if new is not old:
            values[name] = new
    return replace(node, **values) if values else node


def _mapped_value(value: Any, change: Callable[[Node], Node | None]) -> Any:
    if isinstance(value, Node):
        return mapped(value, change)
    if isinstance(value, tuple):
        new = tuple(_mapped_value(item, change) for item in value)
        return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
    return value


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """Return the tree with symbols replaced by the values given for their names."""
    return mapped(node, lambda n: values.get(n.name) if isinstance(n, Symbol) else None)


def free_symbols(node: Node) -> frozenset[str]:
    """Return the names of the variables that the value of the node depends on."""
    names: set[str] = set()
    bound: set[str] = set()
    for part in walk(node):
        if isinstance(part, Symbol):
            names.add(part.name)
        elif isinstance(part, Accented):
            names.add(repr(part))
        elif isinstance(part, Big):
            bound.add(part.variable)
    return frozenset(names - bound)
