"""What an equation gives as the value of its left side: ``x + y = 4027``, ``|z| = 5``."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.collections.real_sets import affine
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Inverse,
    LimitError,
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
from preceptor_verifiers.quantities.tolerance import Value, stated_value

_ROUNDED: Final = 100
"""One over the share by which rounded values of a chain may differ."""
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


def contradicts_itself(node: Node) -> bool:
    """Whether neighbouring numbers of a chain differ: ``5 + 5 = 11``."""
    if not isinstance(node, Relation) or len(node.sides) < 2:
        return False
    if any(o not in ("=", "approx") for o in node.operators):
        return False
    values = [_value(side) for side in node.sides if closed(side)]
    return any(a is not None and b is not None and _apart(a, b) for a, b in pairwise(values))


def _value(node: Node) -> Value | None:
    if any(isinstance(n, Call) and n.name == "log" for n in walk(node)):
        return None  # natural or decimal
    try:
        return stated_value(node)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None


def _apart(left: Value, right: Value) -> bool:
    difference = abs(left.value - right.value)
    if left.rational and right.rational and left.step is None and right.step is None:
        return bool(difference)
    return bool(difference * _ROUNDED > max(abs(left.value), abs(right.value)))
