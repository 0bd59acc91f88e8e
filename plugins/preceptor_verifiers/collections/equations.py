"""Equations and inequalities as statements.

Two equations are equal if their numerators over a common denominator are proportional, or if
one is the other solved for a variable that has one value only. They differ if a point
satisfies one and not the other; otherwise they stay undecided.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any, Final

from preceptor_verifiers.algebra.cleared_denominators import Cleared, cleared
from preceptor_verifiers.algebra.equality import needs_integers, points, same_expression
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.collections.solution_points import told_apart
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Constant,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Relation,
    Symbol,
    free_symbols,
    mapped,
    substitute,
    walk,
)
from preceptor_verifiers.outcome import Same

_ZERO: Final = Number(Fraction(0))
_AGREEMENTS: Final = 4
"""Points at which the quotient of two numerators must be the same."""
_SMALL: Final = 1e-35
_MOST_FACTORS: Final = 3
"""Factors of denominators of which powers are tried."""
_ONE_TO_ONE: Final = names("ln log log10 exp sqrt cbrt sinh asinh tanh atanh atan")
_ORDER: Final = {"<": 1, "<=": 1, ">": -1, ">=": -1}
_STRICT: Final = frozenset("<>")


def difference(relation: Relation) -> Node:
    """Return the left side minus the right side of a relation with two sides."""
    return Add((relation.sides[0], Neg(relation.sides[-1])))


def same_relation(left: Relation, right: Relation) -> Same:
    """Whether two relations state the same; chains are compared side by side."""
    if key(left) == key(right):
        return Same.YES
    if len(left.sides) != 2 or len(right.sides) != 2:
        return _same_chain(left, right)
    left_operator, right_operator = left.operators[0], right.operators[0]
    ordered = left_operator in _ORDER and right_operator in _ORDER
    if not ordered and left_operator != right_operator:
        return Same.NO
    if ordered and (left_operator in _STRICT) != (right_operator in _STRICT):
        return Same.NO
    if not ordered and left_operator not in ("=", "!="):
        return _both(zip(left.sides, right.sides, strict=True))
    if left_operator == "=":
        return _same_equation(left, right)
    sign = _ORDER[left_operator] * _ORDER[right_operator] if ordered else 0
    return _proportional(difference(left), difference(right), sign)


def _same_equation(left: Relation, right: Relation) -> Same:
    left, right = _without_derivatives(left), _without_derivatives(right)
    try:
        ours, theirs = cleared(difference(left)), cleared(difference(right))
    except LimitError:
        return _proportional(difference(left), difference(right), 0)
    always = [same_expression(side.numerator, _ZERO) is Same.YES for side in (ours, theirs)]
    if all(always):
        # Two identities state the same if their sides do.
        for sides in (right.sides, right.sides[::-1]):
            if _both(zip(left.sides, sides, strict=True)) is Same.YES:
                return Same.YES
        return Same.UNKNOWN
    if any(always):
        return Same.NO
    if _proportional_numerators(ours, theirs):
        return Same.UNKNOWN if _loses_solutions(ours) or _loses_solutions(theirs) else Same.YES
    for equation, solved in ((left, right), (right, left)):
        for name, value in (solved.sides, solved.sides[::-1]):
            if isinstance(name, Symbol) and solves(equation, value, name.name):
                return Same.YES
    return told_apart(ours, theirs)


def _without_derivatives(relation: Relation) -> Relation:
    """Return the relation with its derivatives as variables."""

    def change(node: Node) -> Node | None:
        derived = isinstance(node, Call) and node.name == "derivative"
        return Symbol(key(node)) if derived else None

    return Relation(relation.operators, tuple(mapped(s, change) for s in relation.sides))


def _proportional_numerators(left: Cleared, right: Cleared) -> bool:
    """Whether one numerator is the other times a number and powers of the denominators."""
    factors = list({key(d): d for d in (*left.denominators, *right.denominators)}.values())
    factors = factors[:_MOST_FACTORS]
    variables = sorted(free_symbols(left.numerator) | free_symbols(right.numerator))
    integers = needs_integers(left.numerator) or needs_integers(right.numerator)
    samples: list[tuple[Any, list[Any]]] = []
    for point, _positive in points(variables, integers=integers, count=10):
        approximation = Approximation(point)
        try:
            a, b = approximation(left.numerator), approximation(right.numerator)
            values = [approximation(f) for f in factors]
        except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
            continue
        if min(map(abs, (a, b, *values))) < _SMALL:
            continue
        samples.append((a / b, values))
    if len(samples) < _AGREEMENTS:
        return False
    for powers in product((0, 1, -1), repeat=len(factors)):
        ratios = []
        for ratio, values in samples:
            for value, power in zip(values, powers, strict=True):
                ratio = ratio * value**power  # noqa: PLW2901 - one factor after the other
            ratios.append(ratio)
        if all(abs(r - ratios[0]) <= abs(r) * _SMALL for r in ratios):
            return True
    return False


def _loses_solutions(equation: Cleared) -> bool:
    """Whether the numerator is zero wherever a factor of the denominator is: ``y = x²/x``."""
    for factor in equation.denominators:
        for name in sorted(free_symbols(factor)):
            at = [substitute(factor, {name: Number(Fraction(i))}) for i in (0, 1, 2)]
            slope = Add((at[1], Neg(at[0])))
            if same_expression(Add((at[2], Neg(at[1]))), slope) is not Same.YES:
                continue
            root = Neg(Mul((at[0], Inverse(slope))))
            there = substitute(equation.numerator, {name: root})
            if same_expression(there, _ZERO) is Same.YES:
                return True
            break
    return False


def _both(pairs: object) -> Same:
    outcome = Same.YES
    for a, b in pairs:  # type: ignore[attr-defined]
        same = same_expression(a, b)
        if same is Same.NO:
            return Same.NO
        if same is Same.UNKNOWN:
            outcome = same
    return outcome


def _same_chain(left: Relation, right: Relation) -> Same:
    if len(left.sides) != len(right.sides):
        return Same.UNKNOWN
    if left.operators == right.operators:
        return _both(zip(left.sides, right.sides, strict=True))
    flipped = tuple({"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(o, o)
                    for o in reversed(right.operators))  # fmt: skip
    if left.operators == flipped:
        return _both(zip(left.sides, reversed(right.sides), strict=True))
    return Same.NO


def _proportional(left: Node, right: Node, sign: int) -> Same:
    """Whether ``left = c · right`` with a constant c, positive when ``sign`` is 1."""
    variables = sorted(free_symbols(left) | free_symbols(right))
    if free_symbols(left) != free_symbols(right) and (
        _depends(left, variables) != _depends(right, variables)
    ):
        return Same.NO
    ratio: object = None
    agreed = 0
    integers = needs_integers(left) or needs_integers(right)
    for point, _positive in points(variables, integers=integers, count=10):
        approximation = Approximation(point)
        try:
            a, b = approximation(left), approximation(right)
        except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
            continue
        mp = approximation.mp
        small = mp.mpf(10) ** -35
        if abs(a) < small or abs(b) < small:
            if abs(a) < small and abs(b) < small:
                continue
            return Same.NO
        current = a / b
        if ratio is None:
            ratio = current
        elif abs(current - ratio) > abs(current) * small:
            return Same.UNKNOWN if approximation.branched else Same.NO
        agreed += 1
        if sign and (mp.re(current) > 0) != (sign > 0):
            return Same.NO
        if agreed >= 5:
            return Same.YES
    return Same.YES if agreed >= 3 else Same.UNKNOWN


def _depends(node: Node, variables: list[str]) -> frozenset[str]:
    """Return the names on which the value depends (``x - x + y`` does not depend on x)."""
    dependent = set()
    for name in variables:
        if name not in free_symbols(node):
            continue
        moved = substitute(node, {name: Add((Symbol(name), Number(Fraction(1))))})
        if same_expression(node, moved) is not Same.YES:
            dependent.add(name)
    return frozenset(dependent)


def solves(equation: Relation, expression: Node, variable: str | None = None) -> bool:
    """Whether the expression is the equation solved for a variable that it does not contain.

    There must be no other solution: the equation is linear in that variable, as in
    ``ρ sin θ = √3`` and ``√3 csc θ``, or has it once and inside functions that have every value
    once, as in ``ln y = x``.

    Args:
        variable: Solve for this variable only.
    """
    if len(equation.sides) != 2 or equation.operators[0] != "=":
        return False
    whole = difference(equation)
    unknowns = free_symbols(whole) - free_symbols(expression)
    for name in sorted(unknowns if variable is None else unknowns & {variable}):
        values = [substitute(whole, {name: Number(Fraction(i))}) for i in (0, 1, 2)]
        second = Add((values[0], Neg(values[1]), Neg(values[1]), values[2]))
        linear = (
            same_expression(second, _ZERO) is Same.YES
            and same_expression(values[0], values[1]) is Same.NO
        )
        if not linear and not _occurs_once(whole, name):
            continue
        if same_expression(substitute(whole, {name: expression}), _ZERO) is Same.YES:
            return True
    return False


def _occurs_once(node: Node, name: str) -> bool:
    """Whether a variable occurs once, inside functions that have every real value once."""
    if sum(n == Symbol(name) for n in walk(node)) != 1:
        return False
    while node != Symbol(name):
        inner = next(c for c in node.children() if any(n == Symbol(name) for n in walk(c)))
        match node:
            case Add() | Mul() | Neg() | Inverse():
                pass
            case Power(base, Number(exponent)) if base is inner:
                if exponent.numerator % 2 == 0:
                    return False
            case Power(base, _) if base is not inner and not free_symbols(base):
                if _positive_except_one(base) is not True:
                    return False
            case Call(function, (_,)) if function in _ONE_TO_ONE:
                pass
            case Call("root", (radicand, Number(degree))) if radicand is inner and degree > 0:
                pass
            case _:
                return False
        node = inner
    return True


def _positive_except_one(base: Node) -> bool:
    if base == Constant("e"):
        return True
    return isinstance(base, Number) and base.value > 0 and base.value != 1
