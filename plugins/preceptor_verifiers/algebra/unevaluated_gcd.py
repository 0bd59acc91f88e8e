"""Greatest common divisors of polynomials that an answer leaves unevaluated."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.tree import Call, Node, free_symbols, walk

_DIVISION: Final = frozenset(("gcd", "lcm"))
_INDETERMINATES: Final = frozenset(("x", "y", "z"))


def carries_out_division(reference: Node, candidate: Node) -> bool:
    """Whether the reference evaluates a divisor that the candidate leaves unevaluated.

    ``gcd(x, y)`` of unknown whole numbers is not 1, that of two polynomials is. Polynomials
    are meant where the variables are x, y, z and the reference contains no divisor.
    """
    if any(isinstance(n, Call) and n.name in _DIVISION for n in walk(reference)):
        return False
    divisors = [n for n in walk(candidate) if isinstance(n, Call) and n.name in _DIVISION]
    names = frozenset().union(*(free_symbols(n) for n in divisors))
    return bool(names) and names <= _INDETERMINATES
