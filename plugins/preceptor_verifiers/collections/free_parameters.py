"""Parameters of families of solutions, whose names do not matter: ``kπ`` against ``nπ``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from preceptor_verifiers.algebra.equality import Same, same_expression
from preceptor_verifiers.grammar.building import add
from preceptor_verifiers.grammar.named_values import substitute
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Call,
    Constant,
    Degrees,
    Mul,
    Neg,
    Node,
    Power,
    Symbol,
    free_symbols,
    walk,
)


def renamed_line(left: tuple[Node, ...], right: tuple[Node, ...]) -> tuple[Node, ...]:
    """Points with one parameter, such as ``(-32 + 3t, 64 - 5t)``: its name does not matter."""
    names = [frozenset().union(*(free_symbols(i) for i in items)) for items in (left, right)]
    if len(left) < 2 or any(len(n) != 1 for n in names) or names[0] == names[1]:
        return right
    old, new = next(iter(names[1])), next(iter(names[0]))
    return tuple(substitute(item, {old: Symbol(new)}) for item in right)


_PARAMETERS: Final = names("k n m l t j s p q z r N K")
_CONSTANTS: Final = re.compile(r"(?:[CcKABD]|[CcAaKk]_\{?[0-9]\}?)'?\Z")
"""Names of the arbitrary constants of antiderivatives and differential equations."""
_SOLUTIONS: Final = frozenset(("exp", "sin", "cos", "sinh", "cosh", "ln", "log", "tan"))
_MOST_CONSTANTS: Final = 3


def renamings(one: Node, other: Node) -> Iterator[Node]:
    """``other`` with its parameters or arbitrary constants named as in ``one``.

    Of families of angles: kπ against nπ. Of antiderivatives and solutions of differential
    equations: x² + C against x² + K, C₁eˣ + C₂e⁻ˣ against Aeˣ + Be⁻ˣ. Names that both sides
    share keep their meaning.
    """
    left, right = free_symbols(one), free_symbols(other)
    ours, theirs = sorted(left - right), sorted(right - left)
    if not ours or len(ours) != len(theirs) or len(ours) > _MOST_CONSTANTS:
        return
    if any(isinstance(n, Accented) for tree in (one, other) for n in walk(tree)):
        return
    if not (
        _angle_family(one, {*ours, *theirs})
        or (_arbitrary(one, ours, left - {*ours}) and _arbitrary(other, theirs, right - {*theirs}))
    ):
        return
    for order in permutations(ours):
        yield substitute(other, {old: Symbol(new) for old, new in zip(theirs, order, strict=True)})


def same_antiderivative(one: Node, other: Node) -> bool:
    """Whether two functions of one variable, each with its ``+ C``, differ by a number."""
    left, right = _without_constant(one), _without_constant(other)
    if left is None or right is None or len(free_symbols(left) | free_symbols(right)) != 1:
        return False
    difference = Add((left, Neg(right)))
    elsewhere = substitute(difference, dict.fromkeys(free_symbols(difference), Symbol("·")))
    return same_expression(difference, elsewhere) is Same.YES


def _without_constant(node: Node) -> Node | None:
    """The sum without its term ``C`` or ``K``; ``None`` where there is no such term."""
    if not isinstance(node, Add):
        return None
    rest = [term for term in node.terms if term not in (Symbol("C"), Symbol("K"))]
    return add(rest) if 0 < len(rest) == len(node.terms) - 1 else None


def _angle_family(node: Node, parameters: set[str]) -> bool:
    """Whether the node is a family of angles with one integer parameter."""
    return (
        len(parameters) == 2
        and parameters <= _PARAMETERS
        and any(isinstance(n, Degrees) or n == Constant("pi") for n in walk(node))
    )


def _arbitrary(node: Node, constants: list[str], others: frozenset[str]) -> bool:
    """Whether the names can only be arbitrary constants of the node.

    Each is a term of its own in a sum, or a factor in a product with a function of the other
    variables, and occurs once.
    """
    if not others or not all(_CONSTANTS.match(c) for c in constants):
        return False
    terms = node.terms if isinstance(node, Add) else (node,)
    for constant in constants:
        holders = [t for t in terms if constant in free_symbols(t)]
        if len(holders) != 1:
            return False
        term = holders[0].operand if isinstance(holders[0], Neg) else holders[0]
        if isinstance(term, Symbol):
            if len(terms) < 2:
                return False
        elif not (isinstance(term, Mul) and Symbol(constant) in term.factors and _solution(term)):
            return False
    return True


def _solution(node: Node) -> bool:
    """Whether a function occurs of which solutions of differential equations are made."""
    return any(
        (isinstance(n, Call) and n.name in _SOLUTIONS)
        or (isinstance(n, Power) and n.base == Constant("e"))
        for n in walk(node)
    )
