"""Perturbed equations and inequalities, and other ways to write the same one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from preceptor_probes import spelling
from preceptor_probes.formulas import perturbed
from preceptor_probes.tree import Add, Mul, Name, Neg, Node, Num, names, points, read, value

_SIGNS = {"<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "<": "<", ">": ">", "=": "="}
_COMMANDS = ((r"\leq", "<="), (r"\geq", ">="), (r"\le", "<="), (r"\ge", ">="), (r"\lt", "<"),
             (r"\gt", ">"))  # fmt: skip
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
_LATEX = {"<=": r"\leq", ">=": r"\geq"}
_UNICODE = {"<=": "≤", ">=": "≥"}


@dataclass(frozen=True)
class Relation:
    """Two sides and one of ``= < > <= >=``."""

    left: Node
    sign: str
    right: Node

    @property
    def difference(self) -> Node:
        """Left side minus right side."""
        return Add((self.left, Neg(self.right)))


def read_relation(text: str) -> Relation | None:
    """The relation; ``None`` without one, with several, or when a side is not certain."""
    for command, sign in _COMMANDS:
        text = re.sub(rf"{re.escape(command)}(?![a-z])", sign, text)
    parts = re.split(r"(<=|>=|≤|≥|<|>|=)", text.strip().strip("$"))
    if len(parts) != 3:
        return None
    left, right = read(parts[0]), read(parts[2])
    if left is None or right is None:
        return None
    return Relation(left, _SIGNS[parts[1]], right)


def perturbed_relations(relation: Relation, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the change, and wrong answer."""
    for what, other in _changes(relation, rng):
        if _different(relation, other, rng):
            yield what, write(other)
    if relation.sign == "=":
        yield "changed relation", write(replace(relation, sign=rng.choice(("<", ">="))))
    else:
        strict = relation.sign.removesuffix("=")
        other_end = strict if relation.sign != strict else f"{strict}="
        yield "changed relation", write(replace(relation, sign=_TURNED[relation.sign]))
        yield "strict for weak", write(replace(relation, sign=other_end))


def equal_relations(relation: Relation, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the notation, and the same relation written that way."""
    turned = Relation(relation.right, _TURNED[relation.sign], relation.left)
    zero = Num(Fraction(0))
    factor = Num(Fraction(rng.choice((2, 3, 5))))
    yield "plain", write(relation)
    yield "LaTeX", _latex(relation)
    yield "LaTeX in dollars", f"${_latex(relation)}$"
    sign = _UNICODE.get(relation.sign, relation.sign)
    left, right = spelling.unicode(relation.left), spelling.unicode(relation.right)
    yield "Unicode", f"{left} {sign} {right}"
    yield "sides exchanged", write(turned)
    yield "on one side", write(Relation(relation.difference, relation.sign, zero))
    scaled = Relation(Mul((factor, relation.left)), relation.sign, Mul((factor, relation.right)))
    yield "scaled", write(scaled)
    yield "scaled LaTeX", _latex(scaled)
    if relation.sign == "=":
        flipped = Relation(Neg(relation.left), "=", Neg(relation.right))
        yield "both signs changed", write(flipped)


def _changes(relation: Relation, rng: random.Random) -> Iterator[tuple[str, Relation]]:
    for what, right in perturbed(relation.right, rng):
        yield f"{what} at the right", replace(relation, right=right)
    if not isinstance(relation.left, Name):
        for what, left in perturbed(relation.left, rng):
            yield f"{what} at the left", replace(relation, left=left)


def _different(one: Relation, other: Relation, rng: random.Random) -> bool:
    """Whether a point certainly solves one of two relations of the same sign, but not the other."""
    if one.sign == "=":
        return any(
            _not_solved_by(a.difference, b.difference, rng) for a, b in ((one, other), (other, one))
        )
    lower = one.sign.startswith("<")
    for at in _spread(names(one.difference) | names(other.difference), rng):
        left, right = value(one.difference, at), value(other.difference, at)
        if left is None or right is None or left.imag or right.imag:
            continue
        clear = min(abs(left), abs(right)) > 1e-6
        if clear and ((left.real < 0) == lower) != ((right.real < 0) == lower):
            return True
    return False


def _not_solved_by(one: Node, other: Node, rng: random.Random) -> bool:
    """Whether a root of ``one`` is found at which ``other`` is not zero."""
    variables = names(one)
    for variable in sorted(variables):
        for at in points((variables | names(other)) - {variable}, str(rng.random()), 4):
            root = _root(one, variable, at)
            if root is None:
                continue
            here = {**at, variable: complex(root)}
            beside = {**at, variable: complex(root + 0.37)}
            own, scale = value(other, here), value(other, beside)
            if own is not None and scale is not None and abs(own) > 1e-4 * (1 + abs(scale)):
                return True
    return False


def _root(node: Node, variable: str, at: dict[str, complex]) -> float | None:
    """A real root between -60 and 60, by bisection of a change of sign."""

    def f(x: float) -> float | None:
        result = value(node, {**at, variable: complex(x)})
        return None if result is None or abs(result.imag) > 1e-12 else result.real

    grid = [-60 + 0.317 * step for step in range(379)]
    before, low = None, 0.0
    for x in grid:
        here = f(x)
        if before is not None and here is not None and before * here < 0:
            high = x
            for _ in range(80):
                middle = (low + high) / 2
                inside = f(middle)
                if inside is None:
                    return None
                low, high = (middle, high) if inside * before > 0 else (low, middle)
            residue = f(low)
            # A pole changes its sign as well.
            return low if residue is not None and abs(residue) < 1e-6 * (1 + abs(low)) else None
        before, low = here, x
    return None


def _spread(variables: frozenset[str], rng: random.Random) -> Iterator[dict[str, complex]]:
    for scale in (1.0, 10.0, 100.0):
        for _ in range(60):
            yield {name: complex(rng.uniform(-scale, scale)) for name in sorted(variables)}


def write(relation: Relation) -> str:
    """As plain text."""
    return f"{spelling.plain(relation.left)} {relation.sign} {spelling.plain(relation.right)}"


def _latex(relation: Relation) -> str:
    sign = _LATEX.get(relation.sign, relation.sign)
    return f"{spelling.latex(relation.left)} {sign} {spelling.latex(relation.right)}"
