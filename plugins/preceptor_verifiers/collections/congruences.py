"""Residues with their modulus: ``3 (mod 5)`` is ``8 (mod 5)`` and not ``3 (mod 7)``."""

from __future__ import annotations

from fractions import Fraction

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, exact
from preceptor_verifiers.grammar.tree import Call, LimitError, Node
from preceptor_verifiers.outcome import Same


def same_residue(left: Node, right: Node) -> Same | None:
    """Whether two residues are the same; ``None`` unless both have a modulus."""
    ours, theirs = _residue(left), _residue(right)
    if ours is None or theirs is None:
        return None
    return Same.of(ours[1] == theirs[1] and (ours[0] - theirs[0]) % ours[1] == 0)


def _residue(node: Node) -> tuple[Fraction, Fraction] | None:
    if not isinstance(node, Call) or node.name != "mod" or len(node.arguments) != 2:
        return None
    try:
        value, modulus = (exact(a) for a in node.arguments)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None
    return (value, abs(modulus)) if modulus else None
