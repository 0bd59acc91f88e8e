"""Families about small matrices and linear systems."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import collection
from preceptor_math.family import ExactAnswer, MathFamily, nonzero
from preceptor_math.notation import (
    braces,
    bracketed,
    combination,
    matrix,
    polynomial,
    rational,
    root_pair,
)

Matrix = Sequence[Sequence[int]]


def minor(rows: Matrix, i: int, j: int) -> int:
    """The 2x2 minor of a 3x3 matrix without row ``i`` and column ``j``."""
    (a, b), (c, d) = ([v for k, v in enumerate(row) if k != j] for row in _without(rows, i))
    return a * d - b * c


def minor_steps(rows: Matrix, i: int, j: int) -> str:
    """The minor written out: ``2 * 5 - (-1) * 3 = 13``."""
    (a, b), (c, d) = ([v for k, v in enumerate(row) if k != j] for row in _without(rows, i))
    return (
        f"{bracketed(a)} * {bracketed(d)} - {bracketed(b)} * {bracketed(c)} = {minor(rows, i, j)}"
    )


def _without(rows: Matrix, i: int) -> list[Sequence[int]]:
    return [row for k, row in enumerate(rows) if k != i]


def determinant(rows: Matrix) -> int:
    """The determinant of a 3x3 matrix, along its first row."""
    return sum((-1) ** j * rows[0][j] * minor(rows, 0, j) for j in range(3))


class EigenvaluesTwoByTwo(MathFamily):
    """Both eigenvalues of an integer 2x2 matrix: rational, irrational or complex.

    The roots of ``λ^2 - tr(A) λ + det(A)``.
    """

    name: ClassVar[str] = "eigenvalues-2x2"
    topic: ClassVar[str] = "eigenvalues"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            a, d = rng.randint(-6, 6), rng.randint(-6, 6)
            b, c = nonzero(rng, -6, 6), nonzero(rng, -6, 6)
            trace, det = a + d, a * d - b * c
            discriminant = trace * trace - 4 * det
            if discriminant and trace:
                break
        answer = braces(root_pair(trace, discriminant, 2))
        text = matrix([[a, b], [c, d]])
        statement = rng.choice(
            (
                (
                    f"Find the eigenvalues of the matrix A = {text}, given row by row. "
                    "Answer with an exact set."
                ),
                (
                    f"For which complex numbers λ is A - λI singular, where A = {text} (rows in "
                    "brackets)? Give the exact set."
                ),
                f"Determine the spectrum of the 2x2 matrix {text} (written by rows) exactly.",
            )
        )
        swapped = trace * trace - 4 * (a * d + b * c)
        distractors = [(braces(root_pair(-trace, discriminant, 2)), "sign error in the trace")]
        if swapped:
            distractors.append(
                (braces(root_pair(trace, swapped, 2)), "sign error in the determinant")
            )
        if a != d:
            distractors.append((braces(map(str, sorted((a, d)))), "read off the diagonal"))
        return worked(
            {"rows": [[a, b], [c, d]]},
            statement,
            [
                f"Trace: {a} + {bracketed(d)} = {trace}",
                f"Determinant: {bracketed(a)} * {bracketed(d)} - {bracketed(b)} * {bracketed(c)}"
                f" = {det}",
                f"Characteristic equation: {polynomial([det, -trace, 1], 'λ')} = 0",
                f"Discriminant: {bracketed(trace)}^2 - 4 * {bracketed(det)} = {discriminant}",
                f"λ = ({trace} ± sqrt({discriminant}))/2",
            ],
            TextAnswer(collection(answer)),
            distractors,
        )


class EigenvaluesThreeByThree(MathFamily):
    """The three integer eigenvalues of a matrix similar to a diagonal one."""

    name: ClassVar[str] = "eigenvalues-3x3"
    topic: ClassVar[str] = "eigenvalues"

    def draw(self, rng: random.Random) -> Instance:
        values = sorted(rng.sample([n for n in range(-4, 6) if n], 3))
        rows = [[values[i] if i == j else 0 for j in range(3)] for i in range(3)]
        # Similarity by integer shears: the entries stay integers, the spectrum stays.
        for _ in range(3):
            i, j = rng.sample(range(3), 2)
            factor = rng.choice((-1, 1))
            for k in range(3):
                rows[i][k] += factor * rows[j][k]
            for k in range(3):
                rows[k][j] -= factor * rows[k][i]
        trace = sum(rows[i][i] for i in range(3))
        minors = [minor(rows, i, i) for i in range(3)]
        det = determinant(rows)
        answer = braces(map(str, values))
        text = matrix(rows)
        first = min(values, key=abs)
        others = [v for v in values if v != first]
        statement = rng.choice(
            (
                f"Find all eigenvalues of A = {text}, given row by row. Answer with a set.",
                (
                    f"The 3x3 matrix {text} (rows in brackets) has three different integer "
                    "eigenvalues. Which?"
                ),
                f"Determine the set of eigenvalues of the matrix with rows {text[1:-1]}.",
            )
        )
        characteristic = polynomial([-det, sum(minors), -trace, 1], "λ")
        quotient = polynomial([others[0] * others[1], -sum(others), 1], "λ")
        wrong_sign = braces(map(str, sorted(-v for v in values)))
        return worked(
            {"rows": [list(row) for row in rows]},
            statement,
            [
                f"Trace: {trace}",
                f"Principal 2x2 minors: {' + '.join(map(bracketed, minors))} = {sum(minors)}",
                "Determinant, along the first row: "
                + " + ".join(
                    bracketed((-1) ** k * rows[0][k] * minor(rows, 0, k)) for k in range(3)
                )
                + f" = {det}",
                f"Characteristic equation: {characteristic} = 0",
                f"λ = {first} is a root: "
                + " + ".join(
                    bracketed(v) for v in (first**3, -trace * first**2, sum(minors) * first, -det)
                )
                + " = 0",
                f"Division leaves {quotient} = 0, so λ = {others[0]} or λ = {others[1]}",
            ],
            TextAnswer(collection(answer)),
            [
                (wrong_sign, "sign error in the characteristic polynomial"),
                (braces(map(str, others)), "lost one eigenvalue in the division"),
                (
                    braces(map(str, sorted({-first, *others}))),
                    "sign error in the first root",
                ),
            ],
        )


class Determinant(MathFamily):
    """The determinant of a 3x3 matrix by expansion along the first row."""

    name: ClassVar[str] = "determinant-3x3"
    topic: ClassVar[str] = "determinants"

    def draw(self, rng: random.Random) -> Instance:
        rows = [[rng.randint(-5, 6) for _ in range(3)] for _ in range(3)]
        rows[0] = [v or 2 for v in rows[0]]
        det = determinant(rows)
        text = matrix(rows)
        statement = rng.choice(
            (
                f"Compute the determinant of {text}, given row by row.",
                f"What is det A for the 3x3 matrix A = {text} (rows in brackets)?",
                (
                    f"A linear map of space has the matrix {text}, written by rows. By which "
                    "signed factor does it scale volumes?"
                ),
            )
        )
        minors = [minor(rows, 0, j) for j in range(3)]
        a, b, c = rows[0]
        plus = a * minors[0] + b * minors[1] + c * minors[2]
        return worked(
            {"rows": [list(row) for row in rows]},
            statement,
            [
                "Expand along the first row.",
                *(f"Minor of entry {j + 1}: {minor_steps(rows, 0, j)}" for j in range(3)),
                f"det = {bracketed(a)} * {bracketed(minors[0])} - {bracketed(b)} * "
                f"{bracketed(minors[1])} + {bracketed(c)} * {bracketed(minors[2])}",
                f"= {a * minors[0]} - {bracketed(b * minors[1])} + {bracketed(c * minors[2])}"
                f" = {det}",
            ],
            ExactAnswer(det),
            [
                (plus, "used plus for every term of the expansion"),
                (-det, "sign pattern shifted by one"),
                (rows[0][0] * rows[1][1] * rows[2][2], "multiplied the diagonal only"),
            ],
        )


class InverseEntry(MathFamily):
    """One entry of the inverse of a 3x3 matrix: cofactor ``(j, i)`` over determinant."""

    name: ClassVar[str] = "inverse-matrix-entry"
    topic: ClassVar[str] = "inverse matrices"

    def draw(self, rng: random.Random) -> Instance:
        i, j = rng.sample(range(3), 2)
        while True:
            rows = [[rng.randint(-4, 4) for _ in range(3)] for _ in range(3)]
            det = determinant(rows)
            if det and minor(rows, j, i):
                break
        cofactor = (-1) ** (i + j) * minor(rows, j, i)
        value = Fraction(cofactor, det)
        text = matrix(rows)
        place = f"row {i + 1}, column {j + 1}"
        statement = rng.choice(
            (
                f"Let A = {text}, given row by row. Find the entry of A^(-1) in {place}.",
                (
                    f"The matrix {text} (rows in brackets) is invertible. What is the exact entry "
                    f"of its inverse in {place}?"
                ),
                (
                    f"Compute the ({i + 1}, {j + 1}) entry of the inverse of {text}, a matrix "
                    "written by rows. Give an exact fraction."
                ),
            )
        )
        terms = [bracketed((-1) ** k * rows[0][k] * minor(rows, 0, k)) for k in range(3)]
        return worked(
            {"rows": [list(row) for row in rows], "row": i + 1, "column": j + 1},
            statement,
            [
                f"The entry is the cofactor of row {j + 1}, column {i + 1}, over det A.",
                f"Minor: {minor_steps(rows, j, i)}",
                f"Sign: (-1)^({j + 1} + {i + 1}) = {(-1) ** (i + j)}, cofactor: {cofactor}",
                f"det A, along the first row: {' + '.join(terms)} = {det}",
                f"Entry: {cofactor} / {bracketed(det)} = {rational(value)}",
            ],
            ExactAnswer(value),
            [
                (
                    Fraction((-1) ** (i + j) * minor(rows, i, j), det),
                    "forgot to transpose the cofactors",
                ),
                (-value, "lost the sign of the cofactor"),
                (cofactor, "forgot to divide by the determinant"),
            ],
        )


class LinearSystem(MathFamily):
    """Two linear equations in two unknowns with a rational solution, by Cramer's rule."""

    name: ClassVar[str] = "linear-system"
    topic: ClassVar[str] = "linear systems"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            a, b, c, d = (nonzero(rng, -7, 7) for _ in range(4))
            e, f = rng.randint(-15, 15), rng.randint(-15, 15)
            det = a * d - b * c
            top_x, top_y = e * d - b * f, a * f - e * c
            if abs(det) > 1 and top_x and top_y and abs(top_x) != abs(top_y):
                break
        x, y = Fraction(top_x, det), Fraction(top_y, det)
        answer = f"({rational(x)}, {rational(y)})"
        one = f"{combination([(a, 'x'), (b, 'y')])} = {e}"
        two = f"{combination([(c, 'x'), (d, 'y')])} = {f}"
        statement = rng.choice(
            (
                f"Solve the system {one}, {two}. Give the solution as an exact pair (x, y).",
                f"Where do the lines {one} and {two} meet? Answer with exact coordinates (x, y).",
                f"Find the pair (x, y) that satisfies both {one} and {two}.",
            )
        )
        return worked(
            {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f},
            statement,
            [
                "Use Cramer's rule.",
                f"D = {bracketed(a)} * {bracketed(d)} - {bracketed(b)} * {bracketed(c)} = {det}",
                f"D_x = {bracketed(e)} * {bracketed(d)} - {bracketed(b)} * {bracketed(f)}"
                f" = {top_x}",
                f"D_y = {bracketed(a)} * {bracketed(f)} - {bracketed(e)} * {bracketed(c)}"
                f" = {top_y}",
                f"x = {top_x} / {bracketed(det)} = {rational(x)}, "
                f"y = {top_y} / {bracketed(det)} = {rational(y)}",
            ],
            TextAnswer(collection(answer, ordered=True)),
            [
                (f"({rational(y)}, {rational(x)})", "swapped the coordinates"),
                (f"({rational(-x)}, {rational(-y)})", "sign error in the determinant"),
                (f"({top_x}, {top_y})", "forgot to divide by the determinant"),
            ],
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    LinearSystem,
    Determinant,
    InverseEntry,
    EigenvaluesTwoByTwo,
    EigenvaluesThreeByThree,
)
