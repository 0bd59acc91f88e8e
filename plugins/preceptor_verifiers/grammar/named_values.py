"""Names in front of values: ``x = 5``, ``f(n) = n``, ``(p, q) = (3, 2)``, ``Maximum: 3``."""

from __future__ import annotations

from dataclasses import dataclass

from preceptor_verifiers.grammar.printer import to_text
from preceptor_verifiers.grammar.tree import (
    Accented,
    Call,
    Constant,
    Labelled,
    Mul,
    Node,
    Ratio,
    Relation,
    Sequence,
    Symbol,
    free_symbols,
    substitute,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A value and the name it was given.

    Attributes:
        name: The name as text, or ``None``.
        value: The value; variables of a named function are renamed ``·1``, ``·2`` …
        function: Whether the name is applied to variables, as in ``f(x)``.
        derivatives: How often what is named is derived: 2 for ``y''`` and ``ÿ``.
    """

    name: str | None
    value: Node
    function: bool = False
    derivatives: int = 0


def _derivatives(node: Node) -> int:
    match node:
        case Symbol(name) | Call(name, _):
            return len(name) - len(name.rstrip("'"))
        case Accented(accent, _):
            return {"dot": 1, "ddot": 2, "'": 1}.get(accent.partition("_")[0], 0)
        case _:
            return 0


def _variables(node: Node) -> tuple[str, ...] | None:
    """Return the distinct variables that a list of arguments consists of."""
    items = node.items if isinstance(node, Sequence) else (node,)
    names = [i.name for i in items if isinstance(i, Symbol)]
    return tuple(names) if len(names) == len(items) == len(set(names)) else None


def _function_name(node: Node) -> tuple[str, tuple[Node, ...]] | None:
    """Return ``f(x)`` as a name and its arguments, however the grammar reads it."""
    if isinstance(node, Call) and len(node.name.rstrip("'")) == 1:
        return node.name, node.arguments
    if isinstance(node, Mul) and len(node.factors) == 2 and isinstance(node.factors[0], Symbol):
        inner = node.factors[1]
        if isinstance(inner, Symbol):
            return node.factors[0].name, (inner,)
        if isinstance(inner, Sequence) and inner.bracket == "(":
            return node.factors[0].name, inner.items
        if not free_symbols(inner):
            return node.factors[0].name, (inner,)
    return None


def is_name(node: Node) -> bool:
    """Whether the node before ``=`` can only be a name of what follows."""
    if isinstance(node, Symbol | Accented):
        return True
    if isinstance(node, Constant):
        return node.name in ("e", "i")
    if isinstance(node, Sequence):
        return bool(node.items) and all(is_name(i) for i in node.items)
    if isinstance(node, Ratio):
        return all(is_name(p) for p in node.parts)
    if _measure(node):
        return True
    if isinstance(node, Mul) and all(isinstance(f, Symbol) for f in node.factors):
        # AB = 4: a product of capital letters is the name of a segment.
        return all(f.name[:1].isupper() for f in node.factors if isinstance(f, Symbol)) or (
            _function_name(node) is not None
        )
    return _function_name(node) is not None


def _measure(node: Node) -> bool:
    """Whether the node is a length or an angle of a figure: ``|AB|``, ``∠ABC``, ``m∠A``."""
    if isinstance(node, Call) and node.name == "abs":
        node = node.arguments[0]
        return isinstance(node, Mul | Accented) and _points(node)
    if isinstance(node, Mul) and any(f == Symbol("angle") for f in node.factors):
        rest = [f for f in node.factors if f not in (Symbol("angle"), Symbol("m"))]
        return bool(rest) and all(_points(f) for f in rest)
    return False


def _points(node: Node) -> bool:
    if isinstance(node, Accented):
        return _points(node.operand)
    if isinstance(node, Mul):
        return all(_points(f) for f in node.factors)
    return isinstance(node, Symbol) and node.name[:1].isupper()


def _point(node: Node) -> Named | None:
    """Return ``P(2, 3)`` as the coordinates of a point."""
    match node:
        case Mul((Symbol(name), Sequence("(", items))) if len(name) == 1 and name.isupper():
            if len(items) > 1 and not any(free_symbols(i) for i in items):
                return Named(name, node.factors[1])
    return None


def unnamed(node: Node) -> Named:  # noqa: PLR0912 - one case after the other
    """Return the node without its name; the value of a chain ``x = … = 5`` is its last side."""
    if isinstance(node, Labelled):
        return Named(node.label, unnamed(node.value).value)
    if not isinstance(node, Relation):
        return _point(node) or Named(None, node)
    if node.operators == ("approx",) and isinstance(node.sides[0], Symbol):
        return Named(node.sides[0].name, node.sides[1])
    if node.operators[0] == "approx":
        return Named(None, node.sides[0])
    if (
        node.operators == ("in",)
        and isinstance(node.sides[1], Sequence)
        and (node.sides[1].bracket == "{" and is_name(node.sides[0]))
    ):  # x ∈ {1, 2}
        return Named(to_text(node.sides[0]).strip(), node.sides[1])
    if node.operators == ("mod",) and isinstance(node.sides[0], Symbol):
        return Named(node.sides[0].name, node.sides[1])
    if node.operators[0] != "=" or any(o not in ("=", "approx") for o in node.operators):
        return Named(None, node)
    exact_sides = len(node.operators)
    for i, operator in enumerate(node.operators):
        if operator == "approx":
            exact_sides = i
            break
    left, value = node.sides[0], node.sides[exact_sides]
    if not free_symbols(node):
        return Named(None, value)  # a calculation: 5 + 5 = 10
    if not is_name(left):
        return Named(None, node)
    function = _function_name(left)
    if function is not None:
        name, arguments = function
        variables = _variables(Sequence("(", arguments))
        if variables is None:
            return Named(to_text(left), value)
        renamed = {v: Symbol(f"·{i + 1}") for i, v in enumerate(variables)}
        return Named(
            name, substitute(value, renamed), function=True, derivatives=_derivatives(left)
        )
    if isinstance(left, Symbol) and left.name in free_symbols(value):
        return Named(None, node)
    return Named(to_text(left).strip(), value, derivatives=_derivatives(left))
