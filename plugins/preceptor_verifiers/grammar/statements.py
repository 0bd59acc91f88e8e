"""What a tree states, independently of its notation.

Conditions on parameters (``…, k ∈ ℤ``) are separated from the value, ``x ↦ x²`` becomes a
function, labelled groups of values become one list, and a colon inside braces starts the
condition of a set.
"""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.tree import (
    Accented,
    Call,
    Constant,
    Labelled,
    Mul,
    NamedSet,
    Node,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    Symbol,
    free_symbols,
    mapped,
    walk,
)

_SETS: Final = {
    "Z": "integers",
    "N": "naturals",
    "R": "reals",
    "Q": "rationals",
    "C": "complexes",
}


def statement(node: Node) -> tuple[Node, tuple[str, ...]]:
    """Return the tree of what is stated, and the sets that its parameters come from."""
    node, domains = _without_conditions(node)
    match node:
        case Relation(operators, sides) if "mod" in operators and not _has_modulus(sides):
            # Without a modulus, ≡ is an equality: f(x) ≡ 2x.
            node = Relation(tuple("=" if o == "mod" else o for o in operators), sides)
    match node:
        case Relation(("->",), (Symbol() as variable, body)) if variable.name in free_symbols(body):
            node = Relation(("=",), (Call("f", (variable,)), body))
        case Relation(("->",), (Ratio((Symbol(name), Symbol() as variable)), body)):
            node = Relation(("=",), (Call(name, (variable,)), body))
        case Sequence("", items) if len(items) > 1:
            node = _joined_groups(node)
        case Sequence("{", (Relation() as only,)):
            node = _set_builder(only) or node
    return node, domains


def _has_modulus(sides: tuple[Node, ...]) -> bool:
    return any(isinstance(n, Call) and n.name == "mod" for side in sides for n in walk(side))


def _without_conditions(node: Node) -> tuple[Node, tuple[str, ...]]:
    """Return ``x = kπ, k ∈ ℤ`` without its last part."""
    if not isinstance(node, Sequence) or node.bracket != "" or len(node.items) < 2:
        return node, ()
    kept: list[Node] = []
    conditions: list[tuple[frozenset[str], str]] = []
    for item in node.items:
        condition = _membership(item) if kept else None
        if condition is None:
            kept.append(item)
        else:
            conditions.append(condition)
    used = frozenset().union(*(free_symbols(k) for k in kept))
    if not conditions or not all(names <= used for names, _ in conditions):
        return node, ()
    domains = tuple(sorted(name for _, name in conditions))
    return (kept[0] if len(kept) == 1 else Sequence("", tuple(kept))), domains


def _membership(node: Node) -> tuple[frozenset[str], str] | None:
    """Return the variables and the set of ``k ∈ ℤ``."""
    if not isinstance(node, Relation) or node.operators != ("in",):
        return None
    variable, whole = node.sides
    if not isinstance(variable, Symbol):
        return None
    if isinstance(whole, NamedSet):
        return frozenset((variable.name,)), whole.name
    if isinstance(whole, Symbol) and whole.name in _SETS:
        return frozenset((variable.name,)), _SETS[whole.name]
    return None


def as_named_set(node: Node) -> Node:
    """Return the letter of a set of numbers, such as ``Z``, as this set."""
    if isinstance(node, Symbol) and node.name in _SETS:
        return NamedSet(_SETS[node.name])
    return node


def _label(node: Node) -> bool:
    """Whether the node is words, such as ``Sequence 1``."""
    parts = node.factors if isinstance(node, Mul) else (node,)
    return isinstance(parts[0], Symbol) and len(parts[0].name) > 3 and parts[0].name.isalpha()


def _joined_groups(node: Sequence) -> Sequence:
    """Return ``Row 1: 1, 2 and Row 2: 3, 4`` as the list 1, 2, 3, 4."""
    values: list[Node] = []
    for item in node.items:
        match item:
            case Sequence("(", (Labelled(_, first), *rest)):
                values += [first, *rest]
            case Sequence("(", (Ratio((label, first)), *rest)) if _label(label):
                values += [first, *rest]
            case _:
                return node
    return Sequence("", tuple(values))


def _set_builder(relation: Relation) -> SetBuilder | None:
    """Return ``{x : 1 < x < 2}``, whose colon is parsed as a ratio, as a set."""
    for i, side in enumerate(relation.sides):
        if not isinstance(side, Ratio) or len(side.parts) != 2:
            continue
        before, after = side.parts
        element: Node = before
        if i:
            element = Relation(relation.operators[:i], (*relation.sides[:i], before))
        if len(relation.sides) == i + 1:
            return None
        condition = Relation(relation.operators[i:], (after, *relation.sides[i + 1 :]))
        return SetBuilder(element, condition)
    return None


# --- marks that do not change what is named -----------------------------------------------

_DOTLESS: Final[dict[str, Node]] = {"imath": Constant("i"), "jmath": Symbol("j")}
_VECTORS: Final = frozenset(("i", "j", "k", *_DOTLESS))


def without_marks(node: Node) -> Node:
    """Return the tree without marks of unit vectors (``î``) and lengths of segments."""

    def change(part: Node) -> Node | None:
        if not isinstance(part, Accented):
            return None
        inner = part.operand
        if isinstance(inner, Symbol | Constant) and inner.name in _VECTORS:
            return _DOTLESS.get(inner.name, inner)
        return inner if (part.accent == "bar" and _segment(inner)) else part

    return mapped(node, change)


def _segment(node: Node) -> bool:
    return (
        isinstance(node, Mul)
        and len(node.factors) == 2
        and all(isinstance(f, Symbol) and f.name[:1].isupper() for f in node.factors)
    )


def decimal_logarithms(node: Node) -> Node:
    """Return the tree with ``log`` without a base as the logarithm to the base ten."""

    def change(part: Node) -> Node | None:
        if isinstance(part, Call) and part.name == "log" and len(part.arguments) == 1:
            return Call("log10", (decimal_logarithms(part.arguments[0]),))
        return None

    return mapped(node, change)


def has_plain_logarithm(node: Node) -> bool:
    """Whether a ``log`` without a base occurs."""
    return any(
        isinstance(n, Call) and n.name == "log" and len(n.arguments) == 1 for n in walk(node)
    )
