"""Compute sums, multiples and transposes of matrices and vectors; components of vectors."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.collections.items import as_vector
from preceptor_verifiers.grammar.building import add, multiply
from preceptor_verifiers.grammar.statements import without_marks
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Constant,
    Interval,
    Matrix,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Relation,
    Sequence,
    Symbol,
    free_symbols,
    walk,
)

_TRANSPOSED: Final = frozenset(("T", "t", "top", "intercal"))
"""Exponents that transpose a matrix."""
_DETERMINANT_ROWS: Final = 4
"""Size of the largest determinant that is expanded: the expansion has n! terms."""


def _determinant(rows: tuple[tuple[Node, ...], ...]) -> Node:
    """Return Laplace's expansion along the first row."""
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for j, cell in enumerate(rows[0]):
        minor = tuple(row[:j] + row[j + 1 :] for row in rows[1:])
        term: Node = Mul((cell, _determinant(minor)))
        terms.append(Neg(term) if j % 2 else term)
    return Add(tuple(terms))


def computed(node: Node) -> Node:
    """Return the node, or the matrix or vector that it equals: a sum, a multiple, a transpose."""
    match node:
        case Call("det", (Matrix(rows),)) if len(rows) == len(rows[0]) <= _DETERMINANT_ROWS:
            return _determinant(rows)
        case Neg(operand):
            inner = computed(operand)
            return _multiple((Number(Fraction(-1)),), inner) if _is_array(inner) else node
        case Power(base, Symbol(mark)) if mark in _TRANSPOSED:
            return _transposed(computed(base)) or node
        case Add(terms):
            return _sum([_term(t) for t in terms]) or node
        case Mul(factors):
            arrays = [f for f in factors if _is_array(f)]
            others = tuple(f for f in factors if not _is_array(f))
            if len(arrays) != 1 or not others or not all(map(_is_scalar, others)):
                return _term(node) if len(arrays) != 1 else node
            if isinstance(arrays[0], Sequence) and any(map(free_symbols, others)):
                return node  # P(1, 2) is a point, f(1, 2) a value
            return _multiple(others, arrays[0])
        case _:
            return node


def _is_array(node: Node) -> bool:
    return isinstance(node, Matrix) or (
        isinstance(node, Sequence) and node.bracket in ("(", "[", "<") and len(node.items) > 1
    )


def _is_scalar(node: Node) -> bool:
    return not any(isinstance(n, Sequence | Matrix | Interval | Relation) for n in walk(node))


def _multiple(factors: tuple[Node, ...], array: Node) -> Node:
    def times(cell: Node) -> Node:
        return multiply([*factors, cell])

    if isinstance(array, Sequence):
        return Sequence(array.bracket, tuple(map(times, array.items)))
    assert isinstance(array, Matrix)
    return Matrix(tuple(tuple(map(times, row)) for row in array.rows))


def _term(node: Node) -> Node:
    """Return a term of a sum of vectors; in ``(1, 2) + t(3, 4)`` a letter is a factor."""
    match node:
        case Mul(factors):
            arrays = [f for f in factors if _is_array(f)]
            others = tuple(f for f in factors if not _is_array(f))
            powers = [f for f in others if isinstance(f, Power) and _is_transpose(f)]
            if len(powers) == 1 and not arrays:
                whole = computed(powers[0])
                others = tuple(f for f in others if f is not powers[0])
                return _multiple(others, whole) if others and _is_array(whole) else node
            if len(arrays) == 1 and others and all(map(_is_scalar, others)):
                return _multiple(others, arrays[0])
            return node
        case Neg(operand):
            inner = _term(operand)
            return _multiple((Number(Fraction(-1)),), inner) if _is_array(inner) else node
        case _:
            return computed(node)


def _is_transpose(node: Power) -> bool:
    return isinstance(node.exponent, Symbol) and node.exponent.name in _TRANSPOSED


def _transposed(array: Node) -> Node | None:
    if isinstance(array, Matrix):
        return Matrix(tuple(zip(*array.rows, strict=True)))
    if isinstance(array, Sequence) and array.bracket in ("(", "[", "<"):
        return array  # rows and columns of numbers are the same vector
    return None


def _sum(terms: list[Node]) -> Node | None:
    """Return the sum of matrices, or of vectors, of one shape."""
    vectors = [as_vector(t) for t in terms]
    if all(isinstance(t, Matrix) for t in terms):
        matrices = [t for t in terms if isinstance(t, Matrix)]
        if len({(len(m.rows), len(m.rows[0])) for m in matrices}) != 1:
            return None
        rows = zip(*(m.rows for m in matrices), strict=True)
        return Matrix(tuple(tuple(map(_added, zip(*row, strict=True))) for row in rows))
    if not all(map(_is_array, terms)) or any(v is None for v in vectors):
        return None
    lengths = {len(v) for v in vectors if v is not None}
    if len(lengths) != 1:
        return None
    columns = zip(*(v for v in vectors if v is not None), strict=True)
    return Sequence("(", tuple(map(_added, columns)))


def _added(cells: tuple[Node, ...]) -> Node:
    return add(list(cells))


_AXES: Final[dict[Node, int]] = {Constant("i"): 0, Symbol("j"): 1, Symbol("k"): 2}


def as_components(node: Node, vector: Node) -> Node:
    """Return ``3 î - 4 ĵ`` as ``(3, -4)`` when ``vector`` has two or three components.

    Without a mark on its letter, one multiple of i may be an imaginary number.
    """
    axes = as_vector(vector)
    if axes is None or len(axes) not in (2, 3) or isinstance(node, Sequence | Matrix):
        return node
    plain = without_marks(node)
    components: list[list[Node]] = [[] for _ in axes]
    for term in plain.terms if isinstance(plain, Add) else (plain,):
        inner = term.operand if isinstance(term, Neg) else term
        factors = inner.factors if isinstance(inner, Mul) else (inner,)
        units = [_AXES[f] for f in factors if f in _AXES]
        if len(units) != 1 or units[0] >= len(axes):
            return node
        size = multiply([Number(Fraction(1)), *(f for f in factors if f not in _AXES)])
        components[units[0]].append(Neg(size) if isinstance(term, Neg) else size)
    if plain == node and sum(map(bool, components)) < 2:
        return node
    return Sequence("(", tuple(add(c) if c else Number(Fraction(0)) for c in components))
