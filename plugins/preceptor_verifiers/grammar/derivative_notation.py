"""One notation for derivatives: ``dy/dx``, ``ẏ`` and ``y′(x)`` as ``y′``."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.tree import (
    Accented,
    Call,
    Constant,
    Inverse,
    Mul,
    Node,
    Symbol,
    mapped,
    walk,
)

_DOTS: Final = {"dot": 1, "ddot": 2}
_D: Final = Symbol("d")
_TIME: Final = "t"


def as_primes(left: Node, right: Node) -> tuple[Node, Node, bool]:
    """Return two trees in which derivatives by one variable are written with primes.

    Returns:
        The trees, unchanged if they have derivatives by several variables, and whether the
        variable is the same on both sides: a dot is a derivative by time, and a prime one by
        any variable.
    """
    found = _Found()
    for tree in (left, right):
        found.search(tree)
    if not found.notations > {"prime"} or len(found.variables) > 1 or found.several:
        return left, right, True
    by_time = not found.variables or found.variables == {_TIME}
    return found.primed(left), found.primed(right), by_time or "dot" not in found.notations


def as_differentials(left: Node, right: Node) -> tuple[Node, Node]:
    """Return two trees in which ``dy/dx`` is a quotient if the other side has ``dy`` alone."""
    parts = [tuple(walk(side)) for side in (left, right)]
    derived = any(isinstance(n, Call) and n.name == "derivative" for side in parts for n in side)
    if not derived or not any(_D in side for side in parts):
        return left, right
    return mapped(left, _separated), mapped(right, _separated)


def _separated(node: Node) -> Node | None:
    match node:
        case Call("derivative", (Symbol(top), Symbol(bottom))):
            return Mul((Symbol(f"d{top}"), Inverse(Symbol(f"d{bottom}"))))
        case Mul(factors):
            made: list[Node] = []
            for factor in factors:
                if made and made[-1] == _D and isinstance(factor, Symbol):
                    made[-1] = Symbol(f"d{factor.name}")
                else:
                    made.append(mapped(factor, _separated))
            return made[0] if len(made) == 1 else Mul(tuple(made))
        case _:
            return None


class _Found:
    """Derivatives that occur in two trees.

    Attributes:
        notations: Of ``quotient``, ``dot``, ``applied`` and ``prime`` those that occur; ``prime``
            always.
        variables: The names of the variables of the derivatives.
        functions: Names that are primed while applied to their variable.
        several: Whether a derivative is by more than one variable.
    """

    def __init__(self) -> None:
        self.notations = {"prime"}
        self.variables: set[str] = set()
        self.functions: set[str] = set()
        self.several = False

    def search(self, tree: Node) -> None:
        for node in walk(tree):
            match node:
                case Call("derivative", (Symbol() | Call(), *by)):
                    names = {v.name for v in by if isinstance(v, Symbol)}
                    self.several = self.several or len(names) != 1
                    self.variables |= names
                    self.notations.add("quotient")
                case Call(name, (Symbol(variable),)) if name.endswith("'"):
                    self.variables.add(variable)
                    self.functions.add(name.rstrip("'"))
                    self.notations.add("applied")
                case Accented(accent, Symbol()) if accent.partition("_")[0] in _DOTS:
                    self.notations.add("dot")
                case _:
                    pass

    def primed(self, tree: Node) -> Node:
        def change(node: Node) -> Node | None:
            match node:
                case Call("derivative", (Symbol(name), *by)):
                    return Symbol(name + "'" * len(by))
                case Call("derivative", (Call(name, (Symbol(),)), *by)) if len(name) == 1:
                    return Symbol(name + "'" * len(by))
                case Call(name, (Symbol(),)) if name.rstrip("'") in self.functions:
                    return Symbol(name)
                case Accented(accent, Symbol(name) | Constant(name)):
                    kind, _, index = accent.partition("_")
                    if kind not in _DOTS:
                        return None
                    return Symbol(name + (f"_{index}" if index else "") + "'" * _DOTS[kind])
                case _:
                    return None

        return mapped(tree, change)
