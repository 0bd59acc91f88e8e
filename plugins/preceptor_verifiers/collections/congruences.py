"""Residues with their modulus: ``3 (mod 5)`` is ``8 (mod 5)`` and not ``3 (mod 7)``."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeGuard

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, exact
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar.tree import Call, LimitError, Node
from preceptor_verifiers.outcome import Same


def same_residue(left: Node, right: Node) -> Same | None:
    """Whether two residues are the same; ``None`` where the rules for other values decide.

    These are no residues, or residues of one modulus that cannot be computed.
    """
    if not (_is_residue(left) and _is_residue(right)):
        return None
    ours, theirs = _residue(left), _residue(right)
    if ours is None or theirs is None:
        moduli = left.arguments[1], right.arguments[1]
        return None if key(moduli[0]) == key(moduli[1]) else Same.UNKNOWN
    return Same.of(ours[1] == theirs[1] and (ours[0] - theirs[0]) % ours[1] == 0)


def _is_residue(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.name == "mod" and len(node.arguments) == 2


def _residue(node: Call) -> tuple[Fraction, Fraction] | None:
    try:
        value, modulus = (exact(a) for a in node.arguments)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None
    return (value, abs(modulus)) if modulus else None
