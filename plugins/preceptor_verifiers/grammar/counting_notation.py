"""Notations of counting: ``C(5, 2)``, ``C_5^2``; with P or A the order matters."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.building import add, multiply
from preceptor_verifiers.grammar.tree import (
    Call,
    Inverse,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Sequence,
    Symbol,
    free_symbols,
    mapped,
)

COUNTS: Final = frozenset("CPA")
"""Letters of combinations, permutations and arrangements."""
_INDEXED: Final = re.compile(r"([CPA])_\{?(\d{1,4})\}?")


def counted(letter: str, whole: Node, chosen: Node) -> Node:
    """Return the number of ways to choose, in order for P and A."""
    if letter == "C":
        return Call("binomial", (whole, chosen))
    rest = add([whole, Neg(chosen)])
    return multiply([Call("factorial", (whole,)), Inverse(Call("factorial", (rest,)))])


def with_counts(node: Node) -> Node:
    """Return the tree with the notations of counting as what they count.

    ``C_5^2`` is the square of a variable where there are other variables.
    """
    numbers = all(_INDEXED.fullmatch(name) for name in free_symbols(node))

    def change(part: Node) -> Node | None:
        match part:
            case Mul(factors):
                found = _in_product(factors)
                return None if found is None else mapped(found, change)
            case Power(Symbol(name), Number(value) as chosen) if numbers:
                index = _INDEXED.fullmatch(name)
                if index and value.denominator == 1 and 0 <= value <= int(index.group(2)):
                    whole = Number(Fraction(int(index.group(2))), None, len(index.group(2)))
                    return counted(index.group(1), whole, chosen)
            case _:
                pass
        return None

    return mapped(node, change)


def _in_product(factors: tuple[Node, ...]) -> Node | None:
    made: list[Node] = []
    at = 0
    while at < len(factors):
        match factors[at : at + 2]:
            case (Symbol(letter), Sequence("(", (whole, chosen))) if letter in COUNTS:
                made.append(counted(letter, whole, chosen))
                at += 2
            case _:
                made.append(factors[at])
                at += 1
    return multiply(made) if len(made) < len(factors) else None
