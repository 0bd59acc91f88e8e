"""Parameters of families of solutions, whose names do not matter: ``kπ`` against ``nπ``."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import Accented, Constant, Node, Symbol, free_symbols, walk
from preceptor_verifiers.labels import substitute


def renamed_line(left: tuple[Node, ...], right: tuple[Node, ...]) -> tuple[Node, ...]:
    """Points with one parameter, such as ``(-32 + 3t, 64 - 5t)``: its name does not matter."""
    names = [frozenset().union(*(free_symbols(i) for i in items)) for items in (left, right)]
    if len(left) < 2 or any(len(n) != 1 for n in names) or names[0] == names[1]:
        return right
    old, new = next(iter(names[1])), next(iter(names[0]))
    return tuple(substitute(item, {old: Symbol(new)}) for item in right)


_PARAMETERS: Final = names("k n m l t j s p q z r N K")


def renamed_parameter(one: Node, other: Node) -> Node:
    """``other`` with its parameter named as in ``one``: kπ against nπ.

    Only for families: a single parameter on each side, named like an integer, in an
    expression that contains π.
    """
    left, right = free_symbols(one), free_symbols(other)
    only_left, only_right = left - right, right - left
    if len(only_left) != 1 or len(only_right) != 1:
        return other
    if not (only_left | only_right) <= _PARAMETERS:
        return other
    if not any(isinstance(n, Constant) and n.name == "pi" for n in walk(one)):
        return other
    if any(isinstance(n, Accented) for tree in (one, other) for n in walk(tree)):
        return other
    return substitute(other, {next(iter(only_right)): Symbol(next(iter(only_left)))})
