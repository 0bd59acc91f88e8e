"""Compute sums and multiples of matrices entry by entry; components of vectors."""

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
    Inverse,
    Matrix,
    Mul,
    Neg,
    Node,
    Number,
    Sequence,
    Symbol,
)

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
    """Return the node, or the matrix that a sum or a multiple of matrices equals."""
    match node:
        case Call("det", (Matrix(rows),)) if len(rows) == len(rows[0]) <= _DETERMINANT_ROWS:
            return _determinant(rows)
        case Neg(operand) if isinstance(computed(operand), Matrix):
            inner = computed(operand)
            assert isinstance(inner, Matrix)
            return Matrix(tuple(tuple(Neg(c) for c in row) for row in inner.rows))
        case Add(terms):
            parts = [computed(t) for t in terms]
            matrices = [p for p in parts if isinstance(p, Matrix)]
            if len(matrices) != len(parts):
                return node
            shapes = {(len(m.rows), len(m.rows[0])) for m in matrices}
            if len(shapes) != 1:
                return node
            height, width = shapes.pop()
            return Matrix(
                tuple(
                    tuple(Add(tuple(m.rows[i][j] for m in matrices)) for j in range(width))
                    for i in range(height)
                )
            )
        case Mul(factors):
            inner_matrices = [f for f in factors if isinstance(f, Matrix)]
            others = tuple(f for f in factors if not isinstance(f, Matrix))
            if (
                len(inner_matrices) != 1
                or not others
                or any(isinstance(f, Inverse) and isinstance(f.operand, Matrix) for f in factors)
            ):
                return node
            return Matrix(
                tuple(tuple(Mul((*others, cell)) for cell in row) for row in inner_matrices[0].rows)
            )
        case _:
            return node


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
