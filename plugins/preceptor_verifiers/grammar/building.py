"""Build nodes: flat sums and products, postfix operators, set operations."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, cast

from preceptor_verifiers.grammar.spelling import GREEK
from preceptor_verifiers.grammar.tokens import Token
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Call,
    Constant,
    Degrees,
    Interval,
    Inverse,
    LimitError,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    Percent,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    walk,
)
from preceptor_verifiers.limits import DERIVATIVE_ORDER


def add(terms: list[Node]) -> Node:
    """Return the sum of the terms, flat."""
    flat: list[Node] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Add) else (term,))
    return flat[0] if len(flat) == 1 else Add(tuple(flat))


def multiply(factors: list[Node]) -> Node:
    """Return the product of the factors, flat."""
    flat: list[Node] = []
    for factor in factors:
        flat.extend(factor.factors if isinstance(factor, Mul) else (factor,))
    return flat[0] if len(flat) == 1 else Mul(tuple(flat))


def cross(left: Node, right: Node) -> Node:
    """Return ``left × right``; of vectors (``\\vec``, ``\\hat``, ∇) it does not commute."""
    factors = [f for n in (left, right) for f in (n.factors if isinstance(n, Mul) else (n,))]
    vectors = [f for f in factors if _is_vector(f)]
    nabla = bool(vectors) and vectors[0] == Symbol("nabla")
    if not nabla and not (_is_vector(left) and _is_vector(right)):
        return multiply([left, right])
    if len(vectors) != 2:
        return Call("cross", (left, right))
    scalars = [f for f in factors if not _is_vector(f)]
    return multiply([*scalars, Call("cross", tuple(vectors))])


def _is_vector(node: Node) -> bool:
    return any(
        n == Symbol("nabla") or (isinstance(n, Accented) and n.accent in ("vec", "hat"))
        for n in walk(node)
    )


def grouped(node: Node) -> Node:
    """Return the value in braces that can only group: ``\\{1 + 2\\}\\{3 - 4\\}`` is a product."""
    if isinstance(node, Sequence) and node.bracket == "{" and len(node.items) == 1:
        return node.items[0]
    return node


def imaginary_phase(exponent: Node) -> Node:
    """Return the exponent of e with a capital I next to π as the imaginary unit: ``e^{I\\pi}``."""
    if isinstance(exponent, Mul) and {Symbol("I"), Constant("pi")} <= set(exponent.factors):
        return Mul(tuple(Constant("i") if f == Symbol("I") else f for f in exponent.factors))
    return exponent


def is_word(name: str) -> bool:
    return len(name) > 2 and name.isalpha() and name not in GREEK


def digits_token(text: str, position: int) -> Token:
    number = Number(Fraction(int(text)), None, len(text.lstrip("0")) or 1)
    return Token("number", text, position, False, number)


def derivative(body: Node, variables: list[Node]) -> Node:
    """Return the derivative by the variables in turn; derivatives of derivatives merge."""
    if isinstance(body, Call) and body.name == "derivative":
        inner, *earlier = body.arguments
        body, variables = inner, [*earlier, *variables]
    if len(variables) > DERIVATIVE_ORDER:
        raise LimitError("a derivative of too high an order")
    return Call("derivative", (body, *variables))


def postfix(operator: str, operand: Node) -> Node:
    if operator == "!":
        return Call("factorial", (operand,))
    if operator == "%":
        return Percent(operand)
    if operator == "°":
        return Degrees(operand)
    if isinstance(operand, Symbol):
        return Symbol(operand.name + "'")
    if isinstance(operand, Call):
        return Call(operand.name + "'", operand.arguments)
    return Accented("'", operand)


def set_operation(operator: str, left: Node, right: Node) -> Node:
    name = cast("Literal['union', 'intersection', 'difference']", operator)
    operands: list[Node] = []
    for side in (left, right):
        same = isinstance(side, SetOperation) and side.operator == name and name != "difference"
        operands += side.operands if same and isinstance(side, SetOperation) else (side,)
    return SetOperation(name, tuple(operands))


def all_numbers(node: Mul) -> bool:
    return all(
        isinstance(f, Number) or (isinstance(f, Inverse) and isinstance(f.operand, Number))
        for f in node.factors
    )


def unbounded_pair(items: tuple[Node, ...]) -> bool:
    """Whether a pair in equal brackets can only be an interval: an endpoint is infinite."""
    return len(items) == 2 and any(infinite(item) for item in items)


def infinite(node: Node) -> bool:
    if isinstance(node, Neg):
        node = node.operand
    return isinstance(node, Constant) and node.name == "infinity"


def is_set(node: Node) -> bool:
    return isinstance(node, Interval | SetOperation | NamedSet | SetBuilder) or (
        isinstance(node, Sequence) and node.bracket != ""
    )


def is_statement(node: Node) -> bool:
    return isinstance(node, Relation) or is_set(node)
