"""Sums and multiples of matrices, computed entry by entry."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.grammar.tree import Add, Call, Inverse, Matrix, Mul, Neg, Node

_DETERMINANT_ROWS: Final = 4
"""Larger determinants are left as they are: the expansion has n! terms."""


def _determinant(rows: tuple[tuple[Node, ...], ...]) -> Node:
    """Laplace's expansion along the first row."""
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for j, cell in enumerate(rows[0]):
        minor = tuple(row[:j] + row[j + 1 :] for row in rows[1:])
        term: Node = Mul((cell, _determinant(minor)))
        terms.append(Neg(term) if j % 2 else term)
    return Add(tuple(terms))


def computed(node: Node) -> Node:
    """The node, or the matrix that a sum or a multiple of matrices amounts to."""
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
            found = [f for f in factors if isinstance(f, Matrix)]
            others = tuple(f for f in factors if not isinstance(f, Matrix))
            if (
                len(found) != 1
                or not others
                or any(isinstance(f, Inverse) and isinstance(f.operand, Matrix) for f in factors)
            ):
                return node
            return Matrix(
                tuple(tuple(Mul((*others, cell)) for cell in row) for row in found[0].rows)
            )
        case _:
            return node
