"""What an equation gives as the value of its left side: ``x + y = 4027``, ``|z| = 5``."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.collections.real_sets import affine
from preceptor_verifiers.grammar.tree import (
    Add,
    Inverse,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Relation,
    Symbol,
    free_symbols,
    walk,
)
from preceptor_verifiers.quantities.quantity import closed

_CURVES: Final = (Add, Mul, Neg, Inverse, Power, Symbol, Number)


def stated_result(statement: Relation) -> Node | None:
    """Return the number at the end of a chain whose left side is not a number."""
    if statement.operators[0] != "=" or any(o not in ("=", "approx") for o in statement.operators):
        return None
    last = statement.sides[-1]
    return last if closed(last) and not closed(statement.sides[0]) else None


def is_unsolved(statement: Relation) -> bool:
    """Whether the left side is linear in one variable, so that it may still be solved for it."""
    left = statement.sides[0]
    return len(free_symbols(left)) == 1 and affine(left) is not None and bool(free_symbols(left))


def ends_in_zero(statement: Relation) -> bool:
    """Whether the equation is ``… = 0``."""
    last = statement.sides[-1]
    return isinstance(last, Number) and last.value == 0


def is_curve(statement: Relation) -> bool:
    """Whether the left side is made of variables by arithmetic: it may be a line or a curve."""
    return all(isinstance(n, _CURVES) for n in walk(statement.sides[0]))
