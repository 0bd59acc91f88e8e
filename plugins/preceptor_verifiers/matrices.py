"""Sums and multiples of matrices, computed entry by entry."""

from __future__ import annotations

from preceptor_verifiers.grammar.tree import Add, Inverse, Matrix, Mul, Neg, Node


def computed(node: Node) -> Node:
    """The node, or the matrix that a sum or a multiple of matrices amounts to."""
    match node:
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
