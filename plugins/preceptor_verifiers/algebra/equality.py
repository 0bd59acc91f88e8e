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
5. The rest goes to SymPy, and stays undecided when SymPy does not find equality.

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
from preceptor_verifiers.algebra.logarithms import has_logarithms, split_logarithms
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.numeric_value import Approximation
from preceptor_verifiers.algebra.separation_bound import proved_equal_numbers
from preceptor_verifiers.algebra.unevaluated_gcd import carries_out_division
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
    substitute,
    walk,
)
from preceptor_verifiers.outcome import Same

_MORE_DIGITS: Final = 130
_AGREEMENT: Final = 10
"""Digits of the fifty that may be wrong through rounding."""
_POINTS: Final = 4
"""Points at which two expressions must agree."""
_UNITS: Final = (Constant("i"), Symbol("j"), Symbol("I"))
"""Letters for the imaginary unit."""
_INTEGER_FUNCTIONS: Final = frozenset(("factorial", "factorial2", "binomial", "gcd", "lcm", "mod"))
_PIECEWISE: Final = frozenset({"abs", "min", "max", "sign"})
_BREAKS: Final = 6
"""Numbers of an expression next to which a function in pieces is compared."""
_ROUNDINGS: Final = frozenset(("floor", "ceil"))


class SampleAgreement(Enum):
    """How far two values agree; false if they do not."""

    NONE = 0
    DIGITS = 1
    EXACT = 2

    def __bool__(self) -> bool:
        return self is not SampleAgreement.NONE


def same_expression(left: Node, right: Node) -> Same:
    """Whether two expressions have the same value for all values of their variables."""
    if key(left) == key(right):
        return Same.YES
    signs = _infinity(left), _infinity(right)
    if signs != (0, 0):
        return Same.of(signs[0] == signs[1])
    names = sorted(free_symbols(left) | free_symbols(right))
    if "I" in names or "j" in names:
        left_read, right_read = _with_imaginary_unit(left, right), _with_imaginary_unit(right, left)
        if left_read is not left or right_read is not right:
            return same_expression(left_read, right_read)
    if any(isinstance(n, Ellipsis) for tree in (left, right) for n in walk(tree)):
        return Same.UNKNOWN
    if not names:
        return _same_constant(left, right)
    same = _same_function(left, right, names)
    if same is not Same.UNKNOWN and _rounds(left, right):
        # ⌊n/2⌋ + ⌈n/2⌉ = n for whole numbers only.
        whole = _same_function(left, right, names, integers=True)
        same = same if whole is same else Same.UNKNOWN
    if same is Same.NO and carries_out_division(left, right):
        return Same.UNKNOWN  # SymPy divides polynomials
    if same is Same.NO and _same_in_other_unit(left, right):
        return Same.UNKNOWN
    if same is Same.UNKNOWN and has_logarithms(left) and has_logarithms(right):
        split = split_logarithms(left), split_logarithms(right)
        if split != (left, right):
            return Same.YES if proved_equal(*split, names) else same
    return same


def _same_in_other_unit(left: Node, right: Node) -> bool:
    """Whether the values agree if i, j and I are all the imaginary unit: ``3in``, ``3jn``."""
    units = [{n for n in walk(s) if n in _UNITS} for s in (left, right)]
    if len(units[0]) != 1 or len(units[1]) != 1 or units[0] == units[1]:
        return False
    read = [substitute(s, {"I": _UNITS[0], "j": _UNITS[0]}) for s in (left, right)]
    return same_expression(*read) is Same.YES


def _with_imaginary_unit(node: Node, other: Node) -> Node:
    """Return the node with I or j read as the imaginary unit, if the other side shows it.

    Computer algebra systems print ``5*I`` for 5i, engineers write ``3 + 4j``; ``4j`` alone may
    be a vector.
    """
    unit = Constant("i")
    ours, theirs = (tuple(walk(n)) for n in (node, other))
    real = isinstance(node, Add) and not all(map(free_symbols, node.terms))
    real = real or any(_is_phase(part) for part in ours)
    for letter in (Symbol("I"), Symbol("j")) if real else (Symbol("I"),):
        if letter in ours and unit not in ours and unit in theirs and letter not in theirs:
            return substitute(node, {letter.name: unit})
    return node


def _is_phase(node: Node) -> bool:
    """Whether the node is a power of e with a j in its exponent: ``e^{jωt}``."""
    match node:
        case Power(Constant("e"), exponent) | Call("exp", (exponent,)):
            return any(n == Symbol("j") for n in walk(exponent))
    return False


def _infinity(node: Node) -> int:
    if isinstance(node, Constant) and node.name == "infinity":
        return 1
    if isinstance(node, Neg):
        return -_infinity(node.operand)
    if isinstance(node, Percent):
        return _infinity(node.operand)
    return 0


def _same_constant(left: Node, right: Node) -> Same:
    try:
        return Same.of(exact(left) == exact(right))
    except (NotEvaluableError, LimitError):
        pass
    try:
        close = _close_at(left, right, {})
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return Same.UNKNOWN
    if close is None or not close:
        return Same.UNKNOWN if close is None else Same.NO
    if proved_equal(left, right, []) or proved_equal_numbers(left, right):
        return Same.YES
    return _with_more_digits(left, right, {})


def _with_more_digits(left: Node, right: Node, point: Point) -> Same:
    """Compare values that agree in fifty digits with more of them: √2 + 10⁻⁵⁰ against √2."""
    fine, finer = Approximation(point, _MORE_DIGITS), Approximation(point, 2 * _MORE_DIGITS)
    try:
        a, b = fine(left), fine(right)
        difference = finer(left) - finer(right)
    except (NotEvaluableError, LimitError, ArithmeticError, ValueError):
        return Same.UNKNOWN
    if _close(fine, a, b) or abs(a - b - difference) > abs(difference) / 2:
        return Same.UNKNOWN
    return Same.NO


def _close_at(left: Node, right: Node, point: Point) -> bool | None:
    """Whether the values agree in fifty digits; None for a difference that may be rounding."""
    approximation = Approximation(point)
    a, b = approximation(left), approximation(right)
    if _close(approximation, a, b):
        return True
    if approximation.branched and point:
        return None
    # Digits may have cancelled. A difference is real if it stays the same with more of them.
    finer = Approximation(point, _MORE_DIGITS)
    difference, finer_difference = a - b, finer(left) - finer(right)
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
    for part in walk(node):
        if isinstance(part, Call) and part.name in _INTEGER_FUNCTIONS:
            return True
        if isinstance(part, Big):
            return True
        if isinstance(part, Power) and free_symbols(part.exponent):
            base = part.base
            if isinstance(base, Neg) or (isinstance(base, Number) and base.value < 0):
                return True
    return False


def points(names: list[str], *, integers: bool, count: int) -> list[tuple[Point, bool]]:
    """Return random points, each with a flag whether all coordinates are positive.

    The first ones are positive; the generator's seed is fixed, so verdicts repeat.
    """
    # Not a secret: the points only must not be roots of the difference.
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


def _rounds(*nodes: Node) -> bool:
    return any(isinstance(n, Call) and n.name in _ROUNDINGS for node in nodes for n in walk(node))


def _same_function(left: Node, right: Node, names: list[str], *, integers: bool = False) -> Same:
    integers = integers or needs_integers(left) or needs_integers(right)
    agreed = unclear = inexact = 0
    differs_when_negative = False
    sampled = points(names, integers=integers, count=12)
    if _in_pieces(left, right):
        sampled += _beyond(names, left, right, integers=integers)
    for point, positive in sampled:
        try:
            outcome = _agree_at(left, right, point)
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
            inexact += outcome is SampleAgreement.DIGITS
        elif positive:
            return Same.NO
        else:
            differs_when_negative = True
    if differs_when_negative:
        # Equal for positive values only: whether the variables may be negative is not known.
        return Same.UNKNOWN if agreed >= 2 and not _has_abs(left, right) else Same.NO
    if not ((agreed >= _POINTS and agreed >= unclear) or (agreed >= 2 and integers)):
        return Same.UNKNOWN
    if inexact and not proved_equal(left, right, names, integers=integers):
        return _with_more_digits(left, right, points(names, integers=integers, count=1)[0][0])
    return Same.YES


def _in_pieces(*nodes: Node) -> bool:
    """Whether a function is another one beyond some value: ``|x + 10|``, ``max(x, 50)``."""
    return any(isinstance(n, Call) and n.name in _PIECEWISE for node in nodes for n in walk(node))


def _beyond(names: list[str], *nodes: Node, integers: bool) -> list[tuple[Point, bool]]:
    """Points on both sides of the numbers in the expressions, where a function may change."""
    sizes = {abs(n.value) for node in nodes for n in walk(node) if isinstance(n, Number)}
    made: list[tuple[Point, bool]] = []
    for size in sorted(sizes, reverse=True)[:_BREAKS]:
        for factor in (Fraction(21, 20), Fraction(19, 20)):
            for sign in (-1, 1):
                value = sign * (size * factor + Fraction(1, 7))
                value = Fraction(round(value)) if integers else value
                point = {name: value + number for number, name in enumerate(names)}
                made.append((point, all(v > 0 for v in point.values())))
    return made


def _has_abs(*nodes: Node) -> bool:
    return any(isinstance(n, Call) and n.name == "abs" for node in nodes for n in walk(node))


def _agree_at(left: Node, right: Node, point: Point) -> SampleAgreement | None:
    try:
        equal = exact(left, point) == exact(right, point)
        return SampleAgreement.EXACT if equal else SampleAgreement.NONE
    except UndefinedError:
        return None
    except NotEvaluableError:
        pass
    except LimitError:
        pass
    close = _close_at(left, right, point)
    return None if close is None else SampleAgreement(int(close))
