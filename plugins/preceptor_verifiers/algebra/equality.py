"""Whether two expressions are equal: cheap sound tests first, SymPy last.

1. The same normal form.
2. Exact rational values, at random rational points when there are variables
   (Schwartz 1980, Zippel 1979: two rational functions that agree at random points of a large
   set are equal but for a vanishing probability).
3. Values with fifty digits at random points, on the principal branches. A difference that
   stays the same with more digits, where no branch was chosen, proves inequality.
4. Agreement of digits proves nothing: the identity must hold in a finite field as well
   (:mod:`preceptor_verifiers.algebra.identity_test`), or the numbers be too close to differ
   (:mod:`preceptor_verifiers.algebra.separation_bound`).
5. What is left goes to SymPy, and stays undecided when that finds nothing.

Domains are not compared, only values where both sides are real: ln x² is 2 ln x, but √x² is
not x.
"""

from __future__ import annotations

import random
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from preceptor_verifiers.algebra.exact_value import (
    NotEvaluableError,
    Point,
    UndefinedError,
    exact,
)
from preceptor_verifiers.algebra.identity_test import proved_equal
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.algebra.separation_bound import proved_equal_numbers
from preceptor_verifiers.algebra.unevaluated_gcd import carries_out_division
from preceptor_verifiers.grammar.named_values import substitute
from preceptor_verifiers.grammar.tree import (
    Add,
    Big,
    Call,
    Constant,
    Ellipsis,
    LimitError,
    Neg,
    Node,
    Number,
    Percent,
    Power,
    Symbol,
    free_symbols,
    walk,
)

_MORE_DIGITS: Final = 130
_AGREEMENT: Final = 10
"""Digits of the fifty that rounding may have spoilt."""
_POINTS: Final = 4
"""Points at which two expressions must agree."""
_INTEGER_FUNCTIONS: Final = frozenset(
    ("factorial", "factorial2", "binomial", "floor", "ceil", "gcd", "lcm", "mod")
)


class Agreement(Enum):
    """How far two values agree; false if they do not."""

    NONE = 0
    DIGITS = 1
    EXACT = 2

    def __bool__(self) -> bool:
        return self is not Agreement.NONE


class Same(Enum):
    """The outcome of a comparison."""

    YES = "equal"
    NO = "different"
    UNKNOWN = "undecided"

    @classmethod
    def of(cls, value: bool) -> Same:
        return cls.YES if value else cls.NO


def same_expression(one: Node, other: Node) -> Same:
    """Whether two expressions have the same value for all values of their variables."""
    if key(one) == key(other):
        return Same.YES
    signs = _infinity(one), _infinity(other)
    if signs != (0, 0):
        return Same.of(signs[0] == signs[1])
    names = sorted(free_symbols(one) | free_symbols(other))
    if "I" in names or "j" in names:
        left, right = _with_imaginary_unit(one, other), _with_imaginary_unit(other, one)
        if left is not one or right is not other:
            return same_expression(left, right)
    if any(isinstance(n, Ellipsis) for tree in (one, other) for n in walk(tree)):
        return Same.UNKNOWN
    if not names:
        return _same_constant(one, other)
    same = _same_function(one, other, names)
    if same is Same.NO and carries_out_division(one, other):
        return Same.UNKNOWN  # SymPy divides polynomials
    return same


def _with_imaginary_unit(node: Node, other: Node) -> Node:
    """The node with I or j read as the imaginary unit, if the other side shows that it is.

    Computer algebra systems print ``5*I`` for 5i, engineers write ``3 + 4j``; ``4j`` alone may
    be a vector.
    """
    unit = Constant("i")
    ours, theirs = (tuple(walk(n)) for n in (node, other))
    real = isinstance(node, Add) and not all(map(free_symbols, node.terms))
    for letter in (Symbol("I"), Symbol("j")) if real else (Symbol("I"),):
        if letter in ours and unit not in ours and unit in theirs and letter not in theirs:
            return substitute(node, {letter.name: unit})
    return node


def _infinity(node: Node) -> int:
    if isinstance(node, Constant) and node.name == "infinity":
        return 1
    if isinstance(node, Neg):
        return -_infinity(node.operand)
    if isinstance(node, Percent):
        return _infinity(node.operand)
    return 0


def _same_constant(one: Node, other: Node) -> Same:
    try:
        return Same.of(exact(one) == exact(other))
    except (NotEvaluableError, LimitError):
        pass
    try:
        close = _close_at(one, other, {})
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return Same.UNKNOWN
    if close is None or not close:
        return Same.UNKNOWN if close is None else Same.NO
    if proved_equal(one, other, []) or proved_equal_numbers(one, other):
        return Same.YES
    return _with_more_digits(one, other, {})


def _with_more_digits(one: Node, other: Node, point: Point) -> Same:
    """Whether values that agree in fifty digits differ after all: √2 + 10⁻⁵⁰ against √2."""
    fine, finer = Approximation(point, _MORE_DIGITS), Approximation(point, 2 * _MORE_DIGITS)
    try:
        a, b = fine(one), fine(other)
        difference = finer(one) - finer(other)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return Same.UNKNOWN
    if _close(fine, a, b) or abs(a - b - difference) > abs(difference) / 2:
        return Same.UNKNOWN
    return Same.NO


def _close_at(one: Node, other: Node, point: Point) -> bool | None:
    """Whether the values agree in fifty digits; None for a difference that may be rounding."""
    approximation = Approximation(point)
    a, b = approximation(one), approximation(other)
    if _close(approximation, a, b):
        return True
    if approximation.branched and point:
        return None
    # Digits may have cancelled. A difference is real if it stays the same with more of them.
    finer = Approximation(point, _MORE_DIGITS)
    difference, finer_difference = a - b, finer(one) - finer(other)
    if abs(difference - finer_difference) > abs(finer_difference) / 2:
        return None
    return False


def _close(approximation: Approximation, a: Any, b: Any) -> bool:
    mp = approximation.mp
    scale = max(abs(a), abs(b))
    if scale < mp.mpf(10) ** (-mp.dps + _AGREEMENT):
        return True
    return bool(abs(a - b) <= scale * mp.mpf(10) ** (-mp.dps + _AGREEMENT))


def needs_integers(node: Node) -> bool:
    """Whether identities of the node hold for whole numbers only, as ``(-1)^(n+2)``."""
    for one in walk(node):
        if isinstance(one, Call) and one.name in _INTEGER_FUNCTIONS:
            return True
        if isinstance(one, Big):
            return True
        if isinstance(one, Power) and free_symbols(one.exponent):
            base = one.base
            if isinstance(base, Neg) or (isinstance(base, Number) and base.value < 0):
                return True
    return False


def points(names: list[str], *, integers: bool, count: int) -> list[tuple[Point, bool]]:
    """Random points; the flag says whether all coordinates are positive.

    The first ones are positive; the generator's seed is fixed, so verdicts repeat.
    """
    # Not a secret: points only need to be no roots of the difference.
    generator = random.Random("\0".join(names))  # noqa: S311 - points, not secrets
    made: list[tuple[Point, bool]] = []
    for i in range(count):
        positive = i < (count + 1) // 2
        coordinates: dict[str, Fraction] = {}
        for name in names:
            if integers:
                coordinates[name] = Fraction(generator.randint(3, 9 + 2 * i))
                continue
            low, high = ((11, 89), (103, 311), (401, 977))[i % 3]
            value = Fraction(generator.randint(low, high), 101)
            if not positive and generator.random() < 0.7:
                value = -value
            coordinates[name] = value
        made.append((coordinates, positive or all(v > 0 for v in coordinates.values())))
    return made


def _same_function(one: Node, other: Node, names: list[str]) -> Same:
    integers = needs_integers(one) or needs_integers(other)
    agreed = unclear = inexact = 0
    differs_when_negative = False
    for point, positive in points(names, integers=integers, count=12):
        try:
            outcome = _agree_at(one, other, point)
        except LimitError:
            unclear += 1
            continue
        except (NotEvaluableError, ArithmeticError, ValueError):
            unclear += 1
            if unclear > 4 and not agreed:
                break
            continue
        if outcome is None:
            unclear += 1
        elif outcome:
            agreed += 1
            inexact += outcome is Agreement.DIGITS
        elif positive:
            return Same.NO
        else:
            differs_when_negative = True
    if differs_when_negative:
        # Equal for positive values only: whether the variables may be negative is not said.
        return Same.UNKNOWN if agreed >= 2 and not _has_abs(one, other) else Same.NO
    if not ((agreed >= _POINTS and agreed >= unclear) or (agreed >= 2 and integers)):
        return Same.UNKNOWN
    if inexact and not proved_equal(one, other, names, integers=integers):
        return _with_more_digits(one, other, points(names, integers=integers, count=1)[0][0])
    return Same.YES


def _has_abs(*nodes: Node) -> bool:
    return any(isinstance(n, Call) and n.name == "abs" for node in nodes for n in walk(node))


def _agree_at(one: Node, other: Node, point: Point) -> Agreement | None:
    try:
        equal = exact(one, point) == exact(other, point)
        return Agreement.EXACT if equal else Agreement.NONE
    except UndefinedError:
        return None
    except NotEvaluableError:
        pass
    except LimitError:
        pass
    close = _close_at(one, other, point)
    return None if close is None else Agreement(int(close))
