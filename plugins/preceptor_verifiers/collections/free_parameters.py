"""Parameters of families of solutions; their names do not matter: ``kπ`` against ``nπ``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.grammar.building import add
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
    substitute,
    walk,
)
from preceptor_verifiers.outcome import Same


def renamed_line(left: tuple[Node, ...], right: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return ``right`` with its only parameter named as in ``left``: ``(-32 + 3t, 64 - 5t)``.

    A letter that is one of several coordinates, ``(t, 2)``, is no parameter of a line.
    """
    names = [frozenset().union(*(free_symbols(i) for i in items)) for items in (left, right)]
    if len(left) < 2 or any(len(n) != 1 for n in names) or names[0] == names[1]:
        return right
    if sum(bool(free_symbols(item)) for item in left) < 2:
        return right
    old, new = next(iter(names[1])), next(iter(names[0]))
    return tuple(substitute(item, {old: Symbol(new)}) for item in right)


PARAMETERS: Final = names("k n m l t j s p q z r N K")
"""Usual names of the integer of a family."""
_CONSTANTS: Final = re.compile(r"(?:[CcKABD]|[CcAaKk]_\{?[0-9]\}?)'?\Z")
"""Names of the arbitrary constants of antiderivatives and differential equations."""
_SOLUTIONS: Final = frozenset(("exp", "sin", "cos", "sinh", "cosh", "ln", "log", "tan"))
_MOST_CONSTANTS: Final = 3


def renamings(left: Node, right: Node) -> Iterator[Node]:
    """Yield ``right`` with its parameters or arbitrary constants named as in ``left``.

    Of families of angles: kπ against nπ. Of antiderivatives and solutions of differential
    equations: x² + C against x² + K, C₁eˣ + C₂e⁻ˣ against Aeˣ + Be⁻ˣ. Names that both sides
    share keep their meaning.
    """
    left_names, right_names = free_symbols(left), free_symbols(right)
    ours, theirs = sorted(left_names - right_names), sorted(right_names - left_names)
    if not ours or len(ours) != len(theirs) or len(ours) > _MOST_CONSTANTS:
        return
    if any(isinstance(n, Accented) for tree in (left, right) for n in walk(tree)):
        return
    if not (
        _angle_family(left, {*ours, *theirs})
        or (
            _arbitrary(left, ours, left_names - {*ours})
            and _arbitrary(right, theirs, right_names - {*theirs})
        )
    ):
        return
    for order in permutations(ours):
        yield substitute(right, {old: Symbol(new) for old, new in zip(theirs, order, strict=True)})


def same_antiderivative(left: Node, right: Node) -> bool:
    """Whether two functions of one variable, each with its ``+ C``, differ by a number."""
    left_rest, right_rest = _without_constant(left), _without_constant(right)
    if (
        left_rest is None
        or right_rest is None
        or len(free_symbols(left_rest) | free_symbols(right_rest)) != 1
    ):
        return False
    difference = Add((left_rest, Neg(right_rest)))
    elsewhere = substitute(difference, dict.fromkeys(free_symbols(difference), Symbol("·")))
    return same_expression(difference, elsewhere) is Same.YES


def _without_constant(node: Node) -> Node | None:
    """Return the sum without its terms ``C`` or ``K``; ``None`` where there is none."""
    if not isinstance(node, Add):
        return None
    rest = [term for term in node.terms if term not in (Symbol("C"), Symbol("K"))]
    return add(rest) if 0 < len(rest) < len(node.terms) else None


def _angle_family(node: Node, parameters: set[str]) -> bool:
    """Whether the node is a family of angles with one integer parameter."""
    return (
        len(parameters) == 2
        and parameters <= PARAMETERS
        and any(isinstance(n, Degrees) or n == Constant("pi") for n in walk(node))
    )


def _arbitrary(node: Node, constants: list[str], others: frozenset[str]) -> bool:
    """Whether the names can only be arbitrary constants of the node.

    Each is a separate term of a sum, or a factor in a product with a function of the other
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
    """Whether a function occurs that is typical of solutions of differential equations."""
    return any(
        (isinstance(n, Call) and n.name in _SOLUTIONS)
        or (isinstance(n, Power) and n.base == Constant("e"))
        for n in walk(node)
    )
