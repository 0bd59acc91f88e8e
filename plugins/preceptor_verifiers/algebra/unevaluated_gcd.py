"""Greatest common divisors of polynomials that an answer left standing."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.tree import Call, Node, free_symbols, walk

_DIVISION: Final = frozenset(("gcd", "lcm"))
_INDETERMINATES: Final = frozenset(("x", "y", "z"))


def carries_out_division(reference: Node, candidate: Node) -> bool:
    """Whether the reference shows a divisor carried out that the candidate left standing.

    ``gcd(x, y)`` of unknown whole numbers is not 1, that of two polynomials is. Polynomials
    are meant where the variables are x, y, z and the reference has no divisor of its own.
    """
    if any(isinstance(n, Call) and n.name in _DIVISION for n in walk(reference)):
        return False
    found = [n for n in walk(candidate) if isinstance(n, Call) and n.name in _DIVISION]
    names = frozenset().union(*(free_symbols(n) for n in found))
    return bool(names) and names <= _INDETERMINATES
