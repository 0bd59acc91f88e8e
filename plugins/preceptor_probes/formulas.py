"""Perturbed formulas that certainly mean something else, and other ways to write the same one."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from preceptor_probes import spelling
from preceptor_probes.tree import (
    FUNCTIONS,
    Add,
    Call,
    Div,
    Mul,
    Name,
    Neg,
    Node,
    Num,
    Pow,
    agree,
    children,
    differ,
    names,
    points,
    rebuilt,
    size,
    value,
)

if TYPE_CHECKING:
    import sympy

PERTURBATION_NODES: Final = 60
"""Nodes of a formula that is expanded and factored to get another way to write it."""
PERTURBATION_TERMS: Final = 2_000
"""Terms that such a formula may have when it is expanded."""
PERTURBATION_EXPONENT: Final = 12
"""Largest exponent in such a formula."""

Change = tuple[str, Node]
"""The name of a perturbation, and the formula after it."""

_PAIRED = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "tan": "sin"}


def perturbed(node: Node, rng: random.Random) -> Iterator[Change]:
    """One formula per kind of perturbation that applies, at a place that ``rng`` chooses.

    It may still mean the same; see :func:`meaning_differs`.
    """
    yield "sign", _negated(node)
    yield "off by 2x", _doubled(node)
    yield (
        "off by 2x",
        Div(node, Num(Fraction(2)))
        if not isinstance(node, Div)
        else Div(node.numerator, _doubled(node.denominator)),
    )
    yield "power of ten", Mul((Num(Fraction(10)), node))
    for what, change in (
        ("sign of a term", _other_sign),
        ("swapped operands", _swapped),
        ("coefficient", _other_number),
        ("exponent", _other_exponent),
        ("function", _other_function),
        ("term left out", _without_term),
        ("factor left out", _without_factor),
    ):
        changed = list(_everywhere(node, change))
        if changed:
            yield what, rng.choice(changed)
    variables = sorted(name for name in names(node) if not _arbitrary(name))
    if len(variables) > 1:
        one, other = rng.sample(variables, 2)
        yield "variables exchanged", _renamed(node, {one: other, other: one})


def meaning_differs(one: Node, other: Node) -> bool:
    """Whether the two are certainly different formulas, whatever arbitrary constants stand for.

    ``C e^t`` and ``-C e^t`` are the same family of solutions. With one constant in which both
    are affine the families are compared; with several nothing is claimed.
    """
    constants = {name for name in names(one) | names(other) if _arbitrary(name)}
    if not constants:
        return differ(one, other)
    if len(constants) > 1:
        return False
    return _families_differ(one, other, constants.pop())


def rewritten(node: Node, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Other ways to write a formula: name of the notation, and text. All are checked by value."""
    yield "plain", spelling.plain(node)
    yield "LaTeX", spelling.latex(node)
    yield "LaTeX in dollars", f"${spelling.latex(node)}$"
    yield "Unicode", spelling.unicode(node)
    shuffled = _reordered(node, rng)
    if shuffled != node and agree(node, shuffled):
        yield "reordered", spelling.plain(shuffled)
        yield "reordered LaTeX", spelling.latex(shuffled)
    for what, other in _transformed(node):
        if other != node and agree(node, other):
            yield what, spelling.plain(other)


# --- perturbations -----------------------------------------------------------------------------


def _negated(node: Node) -> Node:
    return node.operand if isinstance(node, Neg) else Neg(node)


def _doubled(node: Node) -> Node:
    return Mul((Num(Fraction(2)), node))


def _everywhere(node: Node, change: Callable[[Node], Iterator[Node]]) -> Iterator[Node]:
    """``node`` with ``change`` made at each place where it can be."""
    yield from change(node)
    parts = children(node)
    for index, part in enumerate(parts):
        for other in _everywhere(part, change):
            yield rebuilt(node, [*parts[:index], other, *parts[index + 1 :]])


def _other_sign(node: Node) -> Iterator[Node]:
    if isinstance(node, Add):
        for index, term in enumerate(node.terms):
            yield Add((*node.terms[:index], _negated(term), *node.terms[index + 1 :]))


def _swapped(node: Node) -> Iterator[Node]:
    if isinstance(node, Div):
        yield Div(node.denominator, node.numerator)
    if isinstance(node, Add) and len(node.terms) == 2 and isinstance(node.terms[1], Neg):
        yield Add((node.terms[1].operand, Neg(node.terms[0])))
    if isinstance(node, Pow) and not isinstance(node.exponent, Neg):
        yield Pow(node.exponent, node.base)


def _other_number(node: Node) -> Iterator[Node]:
    if isinstance(node, Num):
        yield Num(node.value + 1, node.decimals)
    elif isinstance(node, Mul) and not isinstance(node.factors[0], Num):
        yield Mul((Num(Fraction(3)), *node.factors))


def _other_exponent(node: Node) -> Iterator[Node]:
    if isinstance(node, Pow):
        yield Pow(node.base, _negated(node.exponent))
        if isinstance(node.exponent, Num):
            yield Pow(node.base, Num(node.exponent.value + 1))


def _other_function(node: Node) -> Iterator[Node]:
    if isinstance(node, Call) and node.function in _PAIRED:
        yield Call(_PAIRED[node.function], node.argument)
    if isinstance(node, Call) and node.function == "sqrt":
        yield node.argument


def _without_term(node: Node) -> Iterator[Node]:
    if isinstance(node, Add):
        for index in range(len(node.terms)):
            left = node.terms[:index] + node.terms[index + 1 :]
            yield left[0] if len(left) == 1 else Add(left)


def _without_factor(node: Node) -> Iterator[Node]:
    if isinstance(node, Mul):
        for index in range(len(node.factors)):
            left = node.factors[:index] + node.factors[index + 1 :]
            yield left[0] if len(left) == 1 else Mul(left)


def _renamed(node: Node, new: Mapping[str, str]) -> Node:
    if isinstance(node, Name):
        return Name(new.get(node.name, node.name))
    return rebuilt(node, [_renamed(child, new) for child in children(node)])


# --- families of solutions ---------------------------------------------------------------------


def _arbitrary(name: str) -> bool:
    return name in ("k", "n", "m", "K") or name[0] in "Cc"


def _families_differ(one: Node, other: Node, constant: str) -> bool:
    """Whether ``C·u + v`` and ``C·w + z`` are different families: ``w`` or
    ``z - v`` is not a multiple of ``u``."""
    shape, shift, difference, scale = [], [], [], 0.0
    for at in points((names(one) | names(other)) - {constant}, "families"):
        affine = []
        for node in (one, other):
            at_constants = [value(node, {**at, constant: complex(c)}) for c in (0, 1, 2)]
            if at_constants[0] is None or at_constants[1] is None or at_constants[2] is None:
                return False
            free, slope = at_constants[0], at_constants[1] - at_constants[0]
            if abs(at_constants[2] - free - 2 * slope) > 1e-9 * max(abs(at_constants[2]), 1.0):
                return False
            affine.append((slope, free))
        if not affine[0][0]:
            return False
        shape.append(affine[1][0] / affine[0][0])
        shift.append((affine[1][1] - affine[0][1]) / affine[0][0])
        difference.append(abs(affine[1][1] - affine[0][1]))
        scale = max(scale, abs(affine[0][1]), 1e-12)
    # Whole-number multiples (k pi, n pi) are not affine families over the reals.
    if constant in ("k", "n", "m"):
        return False
    return _varies(shape) or (max(difference) > 1e-6 * scale and _varies(shift))


def _varies(values: list[complex]) -> bool:
    first = values[0]
    return any(abs(other - first) > 1e-6 * max(abs(first), 1e-12) for other in values)


# --- rewriting ---------------------------------------------------------------------------------


def _reordered(node: Node, rng: random.Random) -> Node:
    parts = [_reordered(child, rng) for child in children(node)]
    if isinstance(node, Add | Mul):
        parts = parts[1:] + parts[:1] if len(parts) > 1 else parts
    return rebuilt(node, parts)


def _transformed(node: Node) -> Iterator[Change]:
    """Expanded, factored and over a common denominator, by SymPy on the tree of this package."""
    small = size(node) <= PERTURBATION_NODES and _small(node)
    if not small or _terms(node) > PERTURBATION_TERMS:
        return
    import sympy

    expression = _to_sympy(node)
    ways: list[tuple[str, Callable[[Any], Any]]] = [
        ("expanded", sympy.expand),
        ("factored", sympy.factor),
        ("over one denominator", sympy.together),
    ]
    for what, way in ways:
        try:
            other = _from_sympy(way(expression))
        except (sympy.PolynomialError, NotImplementedError, KeyError, TypeError):
            continue
        if size(other) <= 2 * PERTURBATION_NODES:
            yield what, other


def _small(node: Node) -> bool:
    if isinstance(node, Pow):
        exponent = node.exponent.operand if isinstance(node.exponent, Neg) else node.exponent
        if isinstance(exponent, Num) and exponent.value > PERTURBATION_EXPONENT:
            return False
    if isinstance(node, Num) and node.decimals:
        return False  # SymPy would write a decimal as a fraction, which is another statement
    return all(_small(child) for child in children(node))


def _terms(node: Node) -> int:
    """The most terms that it has when everything is multiplied out, counted up to the limit."""
    parts = [_terms(child) for child in children(node)]
    count = 1
    if isinstance(node, Add):
        count = sum(parts)
    elif isinstance(node, Neg | Mul | Div):
        count = math.prod(parts)
    elif isinstance(node, Pow):
        exponent = node.exponent.operand if isinstance(node.exponent, Neg) else node.exponent
        power = math.ceil(exponent.value) if isinstance(exponent, Num) else 1
        # Combinations with repetition: `power` factors out of so many terms.
        count = parts[1] * math.comb(parts[0] + power - 1, power)
    return min(count, PERTURBATION_TERMS + 1)


def _to_sympy(node: Node) -> Any:
    import sympy

    if isinstance(node, Num):
        return sympy.Rational(node.value.numerator, node.value.denominator)
    if isinstance(node, Name):
        constants = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I}
        return constants.get(node.name) or sympy.Symbol(node.name)
    parts = [_to_sympy(child) for child in children(node)]
    if isinstance(node, Add):
        return sympy.Add(*parts)
    if isinstance(node, Mul):
        return sympy.Mul(*parts)
    if isinstance(node, Div):
        return parts[0] / parts[1]
    if isinstance(node, Pow):
        return parts[0] ** parts[1]
    if isinstance(node, Neg):
        return -parts[0]
    function = {"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
    return getattr(sympy, function.get(node.function, node.function))(*parts)


def _from_sympy(expression: sympy.Expr) -> Node:
    import sympy

    if isinstance(expression, sympy.Rational):
        number = Fraction(int(expression.p), int(expression.q))
        return Neg(_quotient(-number)) if number < 0 else _quotient(number)
    if isinstance(expression, sympy.Symbol):
        return Name(str(expression.name))
    for constant, name in ((sympy.pi, "pi"), (sympy.E, "e"), (sympy.I, "i")):
        if expression == constant:
            return Name(name)
    if isinstance(expression, sympy.Add):
        return Add(tuple(_from_sympy(term) for term in expression.as_ordered_terms()))
    if isinstance(expression, sympy.Mul):
        return _product_from(expression)
    if isinstance(expression, sympy.exp):
        return Pow(Name("e"), _from_sympy(expression.args[0]))
    if isinstance(expression, sympy.Pow):
        base, exponent = expression.as_base_exp()
        if exponent == sympy.Rational(1, 2):
            return Call("sqrt", _from_sympy(base))
        if exponent.could_extract_minus_sign():
            return Div(Num(Fraction(1)), _from_sympy(base**-exponent))
        return Pow(_from_sympy(base), _from_sympy(exponent))
    known = {"log": "ln", "asin": "arcsin", "acos": "arccos", "atan": "arctan"}
    name = type(expression).__name__
    function = known.get(name, name)
    if function not in FUNCTIONS:
        raise KeyError(function)
    return Call(function, _from_sympy(expression.args[0]))


def _product_from(expression: sympy.Mul) -> Node:
    import sympy

    if expression.could_extract_minus_sign():
        return Neg(_from_sympy(-expression))
    top, bottom = sympy.fraction(expression)
    if bottom != 1:
        return Div(_from_sympy(top), _from_sympy(bottom))
    return Mul(tuple(_from_sympy(factor) for factor in expression.as_ordered_factors()))


def _quotient(number: Fraction) -> Node:
    if number.denominator == 1:
        return Num(number)
    return Div(Num(Fraction(number.numerator)), Num(Fraction(number.denominator)))
