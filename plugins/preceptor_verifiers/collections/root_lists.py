"""Equations in one variable against the list of their roots: ``x² = 4`` and ``x = ±2``.

The roots are not computed: each listed value is put into the equations, and the number of different
roots follows from the polynomial, by Sturm's theorem for the real ones.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Final

from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.algebra.exact_value import NotEvaluableError, exact
from preceptor_verifiers.collections.items import expand_signs
from preceptor_verifiers.grammar.tree import (
    Add,
    Call,
    Constant,
    LimitError,
    Logic,
    Mul,
    Neg,
    Node,
    Number,
    Relation,
    Sequence,
    Symbol,
    free_symbols,
    substitute,
    walk,
)
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.quantity import closed

_DEGREE: Final = 8
"""Highest degree of one polynomial."""
_EQUATIONS: Final = 6
_VALUES: Final = 24
_ZERO: Final = Number(Fraction(0))
_ERRORS: Final = (NotEvaluableError, LimitError, ArithmeticError, ValueError)

Polynomial = tuple[Fraction, ...]
"""Coefficients, the constant first; the last one is not zero."""


def same_roots(reference: Node, candidate: Node) -> Same | None:
    """Whether equations and a list of values have the same roots; ``None`` for other answers.

    Values that solve the reference are an answer to it. Equations that still have to be solved are
    hardly one: a candidate that consists of them is at most ``UNKNOWN``.
    """
    for equations, listed in ((reference, candidate), (candidate, reference)):
        found = _equations(equations)
        if found is None:
            continue
        variable, polynomials = found
        values = _values(listed, variable)
        if values is None:
            others = _equations(listed)
            if others is None or others[0] != variable or len(polynomials) + len(others[1]) < 3:
                return None
            same = _radical(_product(polynomials)) == _radical(_product(others[1]))
            return Same.of(same)
        if len(values) == 1 and not isinstance(listed, Relation):
            return None  # |z| = 5 may state the value of its left side
        same_values = _compare(polynomials, values)
        if same_values is Same.YES and equations is candidate:
            return Same.UNKNOWN
        return same_values
    return None


def as_product(node: Node) -> Node:
    """Return alternatives that are equations as one: ``x = y or x = -y`` as (x - y)(x + y) = 0."""
    parts = node.operands if isinstance(node, Logic) else (node,)
    try:
        relations = [value for part in parts for value in expand_signs(part)]
    except LimitError:
        return node
    if not 2 <= len(relations) <= _EQUATIONS:
        return node
    factors = []
    for relation in relations:
        if not isinstance(relation, Relation) or relation.operators != ("=",):
            return node
        factors.append(Add((relation.sides[0], Neg(relation.sides[1]))))
    return Relation(("=",), (Mul(tuple(factors)), _ZERO))


def _equations(node: Node) -> tuple[str, list[Polynomial]] | None:
    """Return the variable and the polynomials of equations, at least one of which is unsolved."""
    parts = node.operands if isinstance(node, Logic) else (node,)
    names = free_symbols(node)
    if len(names) != 1 or len(parts) > _EQUATIONS:
        return None
    name = next(iter(names))
    found, solved = [], True
    for part in parts:
        if not isinstance(part, Relation) or part.operators != ("=",):
            return None
        for equation in expand_signs(part):
            assert isinstance(equation, Relation)
            polynomial = _polynomial(_without_bars(equation), name)
            if polynomial is None:
                return None
            found.append(polynomial)
            solved = solved and isinstance(equation.sides[0], Symbol) and closed(equation.sides[1])
    if solved or len(found) > _EQUATIONS or (len(found) == 1 and len(found[0]) == 2):
        return None
    return name, found


def _without_bars(equation: Relation) -> Node:
    """Return the difference of the sides; ``|a| = 3`` as a² - 3²."""
    left, right = equation.sides
    for bars, size in ((left, right), (right, left)):
        match bars, size:
            case Call("abs", (inner,)), Number(value) if value >= 0:
                return Add((Mul((inner, inner)), Neg(Mul((size, size)))))
    return Add((left, Neg(right)))


def _polynomial(node: Node, name: str) -> Polynomial | None:
    """Return the coefficients of a polynomial with rational coefficients, by interpolation."""
    if any(isinstance(n, Call | Constant) for n in walk(node)):
        return None
    try:
        samples = [exact(node, {name: Fraction(at)}) for at in range(_DEGREE + 3)]
    except _ERRORS:
        return None
    # Newton's differences: those above the degree vanish.
    differences, row = [], samples
    while row:
        differences.append(row[0])
        row = [b - a for a, b in pairwise(row)]
    if differences[_DEGREE + 1] or differences[_DEGREE + 2]:
        return None
    total: list[Fraction] = [Fraction(0)] * (_DEGREE + 1)
    basis: list[Fraction] = [Fraction(1)]
    for i, difference in enumerate(differences[: _DEGREE + 1]):
        for power, coefficient in enumerate(basis):
            total[power] += difference * coefficient
        shifted = [Fraction(0), *basis]
        basis = [(s - i * b) / (i + 1) for s, b in zip(shifted, [*basis, Fraction(0)], strict=True)]
    polynomial = _trimmed(total)
    try:
        # A function that is no polynomial can agree with one at whole numbers.
        probe = Fraction(-7, 3)
        agrees = exact(node, {name: probe}) == _at(polynomial, probe)
    except _ERRORS:
        return None
    return polynomial if agrees and len(polynomial) > 1 else None


def _values(node: Node, variable: str) -> list[Node] | None:
    """Return the values that a list states for the variable; ``None`` if it is no such list."""
    try:
        expanded = expand_signs(node)
    except LimitError:
        return None
    if len(expanded) > 1:
        parts = [_values(value, variable) for value in expanded]
    else:
        match node:
            case Relation(("=",), (Symbol(name), value)) if name.partition("_")[0] == variable:
                return _values(value, variable)
            case Relation(("in",), (Symbol(name), Sequence("{") as values)) if name == variable:
                return _values(values, variable)
            case Sequence("" | "{", operands) | Logic(_, operands):
                parts = [_values(operand, variable) for operand in operands]
            case _:
                return [node] if closed(node) else None
    found = [value for part in parts if part is not None for value in part]
    return None if None in parts or len(found) > _VALUES else found


def _compare(polynomials: list[Polynomial], values: list[Node]) -> Same:
    different: list[Node] = []
    unclear = False
    for value in values:
        is_root = [same_expression(_tree(p, value), _ZERO) for p in polynomials]
        if Same.YES in is_root:
            if all(same_expression(value, other) is not Same.YES for other in different):
                different.append(value)
        elif Same.UNKNOWN in is_root or _is_rounded(value):
            unclear = True
        else:
            return Same.NO
    if unclear:
        return Same.UNKNOWN
    radical = _radical(_product(polynomials))
    real = _real_roots(radical)
    if len(different) == len(radical) - 1:
        return Same.YES
    imaginary = any(n == Constant("i") for v in different for n in walk(v))
    if len(different) == real and not imaginary:
        return Same.YES
    return Same.NO if len(different) < real else Same.UNKNOWN


def _is_rounded(node: Node) -> bool:
    return any(isinstance(n, Number) and n.places is not None for n in walk(node))


# --- polynomials --------------------------------------------------------------------------


def _tree(polynomial: Polynomial, value: Node) -> Node:
    """Return the polynomial at a value, by Horner's rule."""
    variable = "x"
    tree: Node = _ZERO
    for coefficient in reversed(polynomial):
        tree = Add((Mul((tree, Symbol(variable))), Number(coefficient)))
    return substitute(tree, {variable: value})


def _at(polynomial: Polynomial, x: Fraction) -> Fraction:
    total = Fraction(0)
    for coefficient in reversed(polynomial):
        total = total * x + coefficient
    return total


def _trimmed(coefficients: list[Fraction]) -> Polynomial:
    while coefficients and not coefficients[-1]:
        coefficients = coefficients[:-1]
    return tuple(coefficients)


def _product(polynomials: list[Polynomial]) -> Polynomial:
    product: Polynomial = (Fraction(1),)
    for factor in polynomials:
        terms = [Fraction(0)] * (len(product) + len(factor) - 1)
        for i, a in enumerate(product):
            for j, b in enumerate(factor):
                terms[i + j] += a * b
        product = tuple(terms)
    return product


def _divided(dividend: Polynomial, divisor: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return quotient and remainder."""
    rest = list(dividend)
    quotient = [Fraction(0)] * max(len(rest) - len(divisor) + 1, 1)
    for shift in range(len(rest) - len(divisor), -1, -1):
        factor = rest[shift + len(divisor) - 1] / divisor[-1]
        quotient[shift] = factor
        for i, coefficient in enumerate(divisor):
            rest[shift + i] -= factor * coefficient
    return _trimmed(quotient), _trimmed(rest)


def _derived(polynomial: Polynomial) -> Polynomial:
    return tuple(c * power for power, c in enumerate(polynomial))[1:]


def _radical(polynomial: Polynomial) -> Polynomial:
    """Return the polynomial with the same roots, each once, and leading coefficient 1."""
    common, rest = polynomial, _derived(polynomial)
    while rest:
        common, rest = rest, _divided(common, rest)[1]
    once = _divided(polynomial, common)[0]
    return tuple(c / once[-1] for c in once)


def _real_roots(radical: Polynomial) -> int:
    """Return how many real roots a polynomial without multiple roots has."""
    chain = [radical, _derived(radical)]
    while len(chain[-1]) > 1:
        chain.append(tuple(-c for c in _divided(chain[-2], chain[-1])[1]))
    high = [p[-1] > 0 for p in chain]
    low = [(p[-1] > 0) == (len(p) % 2 == 1) for p in chain]
    return sum(a != b for a, b in pairwise(low)) - sum(a != b for a, b in pairwise(high))
