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
from preceptor_verifiers.collections.inequalities import (
    ORDER,
    STRICT,
    difference,
    order_at_points,
)
from preceptor_verifiers.collections.solution_points import told_apart
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.statements import decimal_logarithms, has_plain_logarithm
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
_TEN: Final = Number(Fraction(10), None, 2)
_AGREEMENTS: Final = 4
"""Points at which the quotient of two numerators must be the same."""
_SMALL: Final = 1e-35
_MOST_FACTORS: Final = 3
"""Factors of denominators of which powers are tried."""
_ONE_TO_ONE: Final = names("ln log log10 exp sqrt cbrt sinh asinh tanh atanh atan")
_PROBES: Final = (Fraction(-7, 3), Fraction(1, 2), Fraction(9, 5))
"""Values of a variable at which an equation that is linear in it lies on a line."""


def same_relation(left: Relation, right: Relation) -> Same:
    """Whether two relations state the same; chains are compared side by side.

    ``log`` is decimal where the other side has powers of ten: ``log K = a`` and ``K = 10^a``.
    """
    same = _same_relation(_without_bars(left), _without_bars(right))
    if same is Same.YES or not (has_plain_logarithm(left) or has_plain_logarithm(right)):
        return same
    if not any(isinstance(n, Power) and n.base == _TEN for r in (left, right) for n in walk(r)):
        return same
    decimal = Relation(left.operators, tuple(map(decimal_logarithms, left.sides)))
    return _same_relation(
        decimal, Relation(right.operators, tuple(map(decimal_logarithms, right.sides)))
    )


def _without_bars(relation: Relation) -> Relation:
    """Return ``|a| = |b|`` as a² = b²."""
    match relation:
        case Relation(("=" | "!=",), (Call("abs", (left,)), Call("abs", (right,)))):
            return Relation(relation.operators, (Mul((left, left)), Mul((right, right))))
    return relation


def _same_relation(left: Relation, right: Relation) -> Same:
    if key(left) == key(right):
        return Same.YES
    if len(left.sides) != 2 or len(right.sides) != 2:
        return _same_chain(left, right)
    left_operator, right_operator = left.operators[0], right.operators[0]
    ordered = left_operator in ORDER and right_operator in ORDER
    if not ordered and left_operator != right_operator:
        return Same.NO
    if ordered and (left_operator in STRICT) != (right_operator in STRICT):
        return Same.NO
    if not ordered and left_operator not in ("=", "!="):
        return _both(zip(left.sides, right.sides, strict=True))
    if left_operator == "=":
        return _same_equation(left, right)
    sign = ORDER[left_operator] * ORDER[right_operator] if ordered else 0
    same = _proportional(difference(left), difference(right), sign)
    return order_at_points(left, right) if same is Same.NO and ordered else same


def _without_variables(left: Relation, right: Relation) -> Same:
    """Compare equations between values of functions that are not known: ``f(2) = f(3) + 4``."""
    for sides in (right.sides, right.sides[::-1]):
        if _both(zip(left.sides, sides, strict=True)) is Same.YES:
            return Same.YES
    return Same.UNKNOWN


def _same_equation(left: Relation, right: Relation) -> Same:
    left, right = _without_derivatives(left), _without_derivatives(right)
    if not free_symbols(left) and not free_symbols(right):
        return _without_variables(left, right)
    try:
        ours, theirs = cleared(difference(left)), cleared(difference(right))
    except LimitError:
        return _proportional(difference(left), difference(right), 0)
    always = [same_expression(side.numerator, _ZERO) is Same.YES for side in (ours, theirs)]
    if all(always):
        if all(key(r.sides[0]) == key(r.sides[1]) for r in (left, right)):
            return Same.YES  # x = x and y = y
        # Two identities state the same if their sides do.
        for sides in (right.sides, right.sides[::-1]):
            if _both(zip(left.sides, sides, strict=True)) is Same.YES:
                return Same.YES
        return Same.UNKNOWN
    if any(always):
        return Same.NO
    if _proportional_numerators(ours, theirs):
        factors = (*ours.denominators, *theirs.denominators)
        lost = any(_loses_solutions(side.numerator, factors) for side in (ours, theirs))
        return Same.UNKNOWN if lost else Same.YES
    if any(isinstance(n, Call | Power) and not _is_polynomial(n) for r in (left, right)
           for n in walk(r)):  # fmt: skip
        # Between rational functions, equations with the same solutions are proportional.
        for equation, solved in ((left, right), (right, left)):
            for name, value in (solved.sides, solved.sides[::-1]):
                if isinstance(name, Symbol) and solves(equation, value, name.name):
                    return Same.YES
    return told_apart(ours, theirs)


def _is_polynomial(node: Node) -> bool:
    return (
        isinstance(node, Power)
        and isinstance(node.exponent, Number)
        and (node.exponent.value.denominator == 1)
    )


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


def _loses_solutions(numerator: Node, factors: tuple[Node, ...]) -> bool:
    """Whether the numerator is zero wherever a factor of a denominator is: ``y = x²/x``."""
    for factor in factors:
        for name in sorted(free_symbols(factor)):
            at = [substitute(factor, {name: Number(Fraction(i))}) for i in (0, 1, 2)]
            slope = Add((at[1], Neg(at[0])))
            if same_expression(Add((at[2], Neg(at[1]))), slope) is not Same.YES:
                continue
            root = Neg(Mul((at[0], Inverse(slope))))
            there = substitute(numerator, {name: root})
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
        inverted = _inverted(whole, name)
        if inverted is not None and _same_value(inverted, expression) is Same.YES:
            return True
        if same_expression(substitute(whole, {name: expression}), _ZERO) is not Same.YES:
            continue
        values = [substitute(whole, {name: Number(at)}) for at in _PROBES]
        slope = _slope(values, 0, 1)
        if same_expression(slope, _slope(values, 1, 2)) is Same.YES:
            # x y = x is true for x = 0, whatever y is.
            found = same_expression(values[0], values[1]) is Same.NO
            found = found and not _loses_solutions(whole, (slope,))
        else:
            found = _occurs_once(whole, name)
        if found:
            return True
    return False


def _same_value(left: Node, right: Node) -> Same:
    """Compare two values, powers of the same base by their exponents."""
    if isinstance(left, Power) and isinstance(right, Power) and key(left.base) == key(right.base):
        return same_expression(left.exponent, right.exponent)
    return same_expression(left, right)


def _slope(values: list[Node], low: int, high: int) -> Node:
    rise = Add((values[high], Neg(values[low])))
    return Mul((rise, Number(1 / (_PROBES[high] - _PROBES[low]))))


def _step(node: Node, name: str) -> Node | None:
    """Return the child with the variable if the node has every real value once."""
    inner = next(c for c in node.children() if name in free_symbols(c))
    match node:
        case Add() | Mul() | Neg() | Inverse():
            return inner
        case Power(base, Number(exponent)) if base is inner and exponent.numerator % 2:
            return inner
        case Power(base, _) if base is not inner and _is_base(base):
            return inner
        case Call(function, (_,)) if function in _ONE_TO_ONE:
            return inner
        case Call("root", (radicand, Number(degree))) if radicand is inner and degree > 0:
            return inner
        case Call("log", (power, base)) if power is inner and _is_base(base):
            return inner
        case _:
            return None


def _is_base(base: Node) -> bool:
    if base == Constant("e"):
        return True
    return isinstance(base, Number) and base.value > 0 and base.value != 1


def _occurs_once(node: Node, name: str) -> bool:
    """Whether a variable occurs once, inside functions that have every real value once."""
    if sum(n == Symbol(name) for n in walk(node)) != 1:
        return False
    inner: Node | None = node
    while inner is not None and inner != Symbol(name):
        inner = _step(inner, name)
    return inner is not None


def _inverted(whole: Node, name: str) -> Node | None:
    """Return the value of a variable in exponents or logarithms that makes ``whole`` zero."""
    if not _occurs_once(whole, name):
        return None
    node: Node = whole
    value: Node = _ZERO
    functions = False
    while node != Symbol(name):
        inner = _step(node, name)
        assert inner is not None
        match node:
            case Add(terms):
                value = Add((value, *(Neg(t) for t in terms if t is not inner)))
            case Mul(factors):
                value = Mul((value, *(Inverse(f) for f in factors if f is not inner)))
            case Neg():
                value = Neg(value)
            case Inverse():
                value = Inverse(value)
            case Power(base, exponent) if exponent is inner:
                value = (
                    Call("ln", (value,)) if base == Constant("e") else Call("log", (value, base))
                )
                functions = True
            case Call("exp", _):
                value, functions = Call("ln", (value,)), True
            case Call("ln", _):
                value, functions = Power(Constant("e"), value), True
            case Call("log10", _):
                value, functions = Power(Number(Fraction(10)), value), True
            case Call("log", (_, base)):
                value, functions = Power(base, value), True
            case _:
                return None
        node = inner
    return value if functions else None
