"""Subsets of the real line: intervals, inequalities in one variable, unions, set-builders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, exact
from preceptor_verifiers.collections.infinite_unions import grown
from preceptor_verifiers.collections.items import expand_signs
from preceptor_verifiers.grammar.building import is_set
from preceptor_verifiers.grammar.named_values import is_name
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Big,
    Call,
    Constant,
    Interval,
    LimitError,
    Logic,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    Power,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    free_symbols,
)
from preceptor_verifiers.limits import COLLECTION_ITEMS
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.tolerance import stated_value

Compare = Callable[[Node, Node], Same]
_INFINITY: Final[Node] = Constant("infinity")
_MINUS_INFINITY: Final[Node] = Neg(_INFINITY)
_INEQUALITIES: Final = frozenset(("<", "<=", ">", ">=", "!="))
_CONDITIONS: Final = _INEQUALITIES | {"in"}
_REAL_LINE: Final = frozenset("R")
"""The name of the set of all real numbers, where it is a plain letter."""
_ZERO: Final[Node] = Number(Fraction(0))
_IDENTITY: Final = (Fraction(1), Fraction(0))
_PROBES: Final = (Fraction(2), Fraction(-7, 3), Fraction(11, 5), Fraction(-40))
_FLIP: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval with its endpoints as trees; a point has equal, closed endpoints."""

    lower: Node
    upper: Node
    lower_closed: bool
    upper_closed: bool


def is_region(node: Node) -> bool:  # noqa: PLR0912 - one case after the other
    """Whether the node can only be a subset of the line (a pair may be a point)."""
    match node:
        case Interval() | SetBuilder() | Big("union"):
            return True
        case Power(Interval(), Symbol("c")) | Accented("bar", Interval()):
            return True
        case Add((Interval() | NamedSet("reals"), Neg(cut))):
            return is_set(cut)
        case SetOperation(_, operands):
            return not all(
                (isinstance(o, Sequence) and o.bracket == "{") or not is_set(o) for o in operands
            )
        case Sequence("", (first, *others)):
            if len(free_symbols(node) - _REAL_LINE) != 1 or not isinstance(first, Relation):
                return False
            if first.operators == ("!=",) and all(not free_symbols(o) for o in others):
                return True  # x ≠ 1, 2
            return all(
                isinstance(i, Relation) and set(i.operators) & _CONDITIONS for i in node.items
            )
        case Logic(_, operands):
            return any(is_region(o) for o in operands)
        case NamedSet(name):
            return name in ("reals", "empty")
        case Relation(operators, sides):
            if operators == ("in",):
                return True
            if not set(operators) & _INEQUALITIES:
                return False
            return sum(1 for s in sides if free_symbols(s)) == 1 or (
                len(sides) == 2 and len(free_symbols(node)) == 1
            )
        case _:
            return False


def pieces(node: Node) -> list[Piece] | None:  # noqa: PLR0912 - one case after the other
    """Return the pieces of a region in the order of the text; ``None`` if it is not a region."""
    match node:
        case Interval(lower, upper, lower_closed, upper_closed):
            return [Piece(lower, upper, lower_closed, upper_closed)]
        case Sequence(bracket, (lower, upper)) if bracket in ("(", "["):
            return [Piece(lower, upper, bracket == "[", bracket == "[")]
        case Sequence("{", items):
            return [Piece(i, i, True, True) for i in items]
        case SetBuilder(_, condition):
            return pieces(condition)
        case Big("union"):
            whole = grown(node)
            return None if whole is None else pieces(whole)
        case NamedSet("reals"):
            return [Piece(_MINUS_INFINITY, _INFINITY, False, False)]
        case NamedSet("empty"):
            return []
        case SetOperation("union", operands) | Logic(_, operands):
            united: list[Piece] = []
            for operand in operands:
                part = pieces(_in_braces(operand) if isinstance(node, SetOperation) else operand)
                if part is None:
                    return None
                united.extend(part)
            return united if len(united) <= COLLECTION_ITEMS else None
        case SetOperation("difference", (whole, *cuts)):
            return _meet(pieces(whole), *(_complement(pieces(_in_braces(c))) for c in cuts))
        case SetOperation("intersection", operands):
            return _meet(*(pieces(_in_braces(o)) for o in operands))
        case Add((whole, Neg(cut))) if is_set(cut):  # [0, 6] - (1, 2)
            return _meet(pieces(whole), _complement(pieces(cut)))
        case Power(inside, Symbol("c")) | Accented("bar", inside) if is_set(inside):
            return _complement(pieces(inside))
        case Symbol("R"):
            return pieces(NamedSet("reals"))
        case Relation():
            return _from_relation(node)
        case Sequence("", (Relation(("!=",), (name, first)), *others)) if others and all(
            not isinstance(o, Relation) for o in others
        ):
            return _from_relation(Relation(("!=",), (name, Sequence("", (first, *others)))))
        case Sequence("", items) if all(isinstance(i, Relation) for i in items):
            met = _meet(*(pieces(i) for i in items))
            return met or None  # x < 1, x > 2 may be alternatives
        case _:
            return None


def _in_braces(node: Node) -> Node:
    """Return a single number as the set of it: the grammar reads ``{3}`` as 3."""
    return node if is_set(node) or free_symbols(node) else Sequence("{", (node,))


def _complement(region: list[Piece] | None) -> list[Piece] | None:
    ordered = None if region is None else _sorted(region)
    if ordered is None:
        return None
    gaps, lower, closed = [], _MINUS_INFINITY, False
    for piece in ordered:
        gaps.append(Piece(lower, piece.lower, closed, not piece.lower_closed))
        lower, closed = piece.upper, not piece.upper_closed
    gaps.append(Piece(lower, _INFINITY, closed, False))
    infinities = (float("inf"), float("-inf"))
    ends = [(_number(gap.lower), _number(gap.upper), gap) for gap in gaps]
    kept = [gap for low, high, gap in ends if low != high or low not in infinities]
    return _sorted(kept)


def _meet(*regions: list[Piece] | None) -> list[Piece] | None:
    """Return what all regions have in common."""
    common: list[Piece] = [Piece(_MINUS_INFINITY, _INFINITY, False, False)]
    for region in regions:
        ordered = None if region is None else _sorted(region)
        if ordered is None or len(ordered) * len(common) > COLLECTION_ITEMS:
            return None
        common = [met for a in common for b in ordered if (met := _overlap(a, b)) is not None]
    return common


def _overlap(left: Piece, right: Piece) -> Piece | None:
    lows, highs = [], []
    for piece in (left, right):
        low, high = _number(piece.lower), _number(piece.upper)
        if low is None or high is None:
            return None
        lows.append((low, not piece.lower_closed, piece.lower))
        highs.append((high, piece.upper_closed, piece.upper))
    low, low_open, lower = max(lows, key=lambda end: end[:2])
    high, high_closed, upper = min(highs, key=lambda end: end[:2])
    if low < high or (low == high and high_closed and not low_open):
        return Piece(lower, upper, not low_open, high_closed)
    return None


def _from_relation(node: Relation) -> list[Piece] | None:  # noqa: PLR0912 - one case after the other
    if node.operators == ("in",):
        return pieces(node.sides[1])
    variables = [i for i, side in enumerate(node.sides) if free_symbols(side)]
    if len(variables) == 2 and len(node.sides) == 2:
        whole = Add((node.sides[0], Neg(node.sides[1])))
        return _from_relation(Relation(node.operators, (whole, _ZERO)))
    if len(variables) != 1:
        return None
    at = variables[0]
    absolute = _absolute(node, at)
    if absolute is not None:
        return pieces(absolute)
    line = affine(node.sides[at])
    if line is None:
        return None
    lower, upper, lower_closed, upper_closed = _MINUS_INFINITY, _INFINITY, False, False
    for i, side in enumerate(node.sides):
        if i == at:
            continue
        if abs(i - at) != 1:
            return None
        operator = node.operators[min(i, at)]
        if (i < at) != (line[0] < 0):
            operator = _FLIP.get(operator, "")
        end = side if line == _IDENTITY else _solved(side, line)
        if operator == "=" and len(node.sides) == 2:
            return [Piece(end, end, True, True)]
        if operator == "!=" and len(node.sides) == 2:
            points = list(side.items if isinstance(side, Sequence) else (side,))
            if line != _IDENTITY and points != [side]:
                return None
            ends = [end] if points == [side] else points
            return _complement([Piece(p, p, True, True) for e in ends for p in expand_signs(e)])
        if operator in ("<", "<="):
            upper, upper_closed = end, operator == "<="
        elif operator in (">", ">="):
            lower, lower_closed = end, operator == ">="
        else:
            return None
    return [Piece(lower, upper, lower_closed, upper_closed)]


def affine(node: Node) -> tuple[Fraction, Fraction] | None:
    """Return slope and intercept of an expression that is linear in its only variable.

    A name such as ``f(x)`` or ``x̄`` is a separate variable, with slope 1 and intercept 0.
    """
    if is_name(node):
        return Fraction(1), Fraction(0)
    names = free_symbols(node)
    if len(names) != 1:
        return None
    name = next(iter(names))
    try:
        first = exact(node, {name: Fraction(0)})
        slope = exact(node, {name: Fraction(1)}) - first
        for point in _PROBES:
            if exact(node, {name: point}) != first + slope * point:
                return None
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None
    return (slope, first) if slope else None


def _solved(end: Node, line: tuple[Fraction, Fraction]) -> Node:
    """Return where the line reaches ``end``."""
    if _number(end) in (float("inf"), float("-inf")):
        return Neg(end) if line[0] < 0 else end
    return Mul((Add((end, Number(-line[1]))), Number(1 / line[0])))


def _absolute(node: Relation, at: int) -> Node | None:
    """Return ``|x| < a`` as ``-a < x < a`` and ``|x| > a`` as ``x < -a or x > a``."""
    inner, end = node.sides[at], node.sides[1 - at] if len(node.sides) == 2 else None
    if end is None or not isinstance(inner, Call) or inner.name != "abs":
        return None
    operator = node.operators[0] if at == 0 else _FLIP.get(node.operators[0], "")
    size = _number(end)
    if size is None or size <= 0:
        return None
    inner = inner.arguments[0]
    if operator in ("<", "<="):
        return Relation((operator, operator), (Neg(end), inner, end))
    if operator in (">", ">="):
        low = Relation((_FLIP[operator],), (inner, Neg(end)))
        return Logic("or", (low, Relation((operator,), (inner, end))))
    return None


def _number(node: Node) -> Fraction | float | None:
    if isinstance(node, Constant) and node.name == "infinity":
        return float("inf")
    if isinstance(node, Neg):
        inner = _number(node.operand)
        return None if inner is None else -inner
    try:
        value = stated_value(node)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return None
    return None if value.imaginary else value.value


def _sorted(unsorted: list[Piece]) -> list[Piece] | None:
    """Sort pieces by their lower ends and join touching ones; ``None`` without numeric ends."""
    numbered: list[tuple[Fraction | float, Fraction | float, Piece]] = []
    for piece in unsorted:
        low, high = _number(piece.lower), _number(piece.upper)
        if low is None or high is None:
            return None
        if low < high or (low == high and piece.lower_closed and piece.upper_closed):
            numbered.append((low, high, piece))
    numbered.sort(key=lambda n: (n[0], not n[2].lower_closed, n[1]))
    joined: list[tuple[Fraction | float, Fraction | float, Piece]] = []
    for low, high, piece in numbered:
        if joined:
            last_low, last_high, last = joined[-1]
            if low < last_high or (low == last_high and (last.upper_closed or piece.lower_closed)):
                wider = high > last_high or (high == last_high and piece.upper_closed)
                if wider:
                    last = Piece(last.lower, piece.upper, last.lower_closed, piece.upper_closed)
                joined[-1] = (last_low, max(high, last_high), last)
                continue
        joined.append((low, high, piece))
    return [piece for _, _, piece in joined]


def same_region(left: Node, right: Node, compare: Compare) -> Same:
    """Whether two nodes describe the same subset of the line."""
    left_pieces, right_pieces = pieces(left), pieces(right)
    if left_pieces is None or right_pieces is None:
        return Same.UNKNOWN
    sorted_left, sorted_right = _sorted(left_pieces), _sorted(right_pieces)
    if sorted_left is not None and sorted_right is not None:
        left_pieces, right_pieces = sorted_left, sorted_right
    if len(left_pieces) != len(right_pieces):
        return Same.NO
    outcome = Same.YES
    for a, b in zip(left_pieces, right_pieces, strict=True):
        if (a.lower_closed, a.upper_closed) != (b.lower_closed, b.upper_closed):
            return Same.NO
        for x, y in ((a.lower, b.lower), (a.upper, b.upper)):
            same = compare(x, y)
            if same is Same.NO:
                return Same.NO
            if same is Same.UNKNOWN:
                outcome = same
    return outcome
