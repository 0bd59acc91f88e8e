"""The value of a tree at a point in complex arithmetic with many digits.

Magnitudes and arguments are checked before each operation, as in
:mod:`preceptor_verifiers.algebra.exact_value`, so that no tree takes long.
"""

from __future__ import annotations

import hashlib
import threading
from fractions import Fraction
from typing import Any, Final

from preceptor_verifiers.algebra.exact_value import (
    NotEvaluableError,
    Point,
    UndefinedError,
    exact,
    index_range,
)
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Based,
    Big,
    Call,
    Constant,
    Degrees,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Power,
    Ratio,
    Symbol,
)
from preceptor_verifiers.limits import FACTORIAL_ARGUMENT

NUMERIC_MAGNITUDE: Final = 20_000
"""Decimal exponent beyond which a floating-point value is not computed."""

DIGITS: Final = 50
"""Decimal digits of approximate evaluation."""


_of_thread = threading.local()


def _context(digits: int) -> Any:
    """Return the arithmetic of this thread: building one takes longer than most evaluations."""
    contexts: dict[int, Any] = _of_thread.__dict__.setdefault("contexts", {})
    if digits not in contexts:
        from mpmath import MPContext  # type: ignore[import-untyped]

        contexts[digits] = MPContext()
        contexts[digits].dps = digits
    return contexts[digits]


class Approximation:
    """Evaluate trees in complex arithmetic at one point, with :data:`DIGITS` or more digits.

    Attributes:
        branched: Set when a root, logarithm or power met an argument at which its principal
            branch is a convention; such a value does not prove inequality.
    """

    def __init__(self, point: Point, digits: int = DIGITS) -> None:
        self.mp: Any = _context(digits)
        self.point = dict(point)
        self.branched = False

    def __call__(self, node: Node) -> Any:
        """Return the value.

        Raises:
            NotEvaluableError: the node is not a number.
            LimitError: a magnitude or argument is beyond the limits.
        """
        value = self._value(node)
        if not self.mp.isfinite(value):
            raise UndefinedError("a value that is not finite")
        return value

    def _checked(self, value: Any) -> Any:
        size = abs(value)
        if size and not (-NUMERIC_MAGNITUDE < self.mp.mag(size) / 3.33 < NUMERIC_MAGNITUDE):
            raise LimitError("a value beyond the magnitude limit")
        return value

    def _fraction(self, value: Fraction) -> Any:
        return self.mp.mpf(value.numerator) / value.denominator

    def _value(self, node: Node) -> Any:  # noqa: PLR0912 - one case after the other
        mp = self.mp
        match node:
            case Number(value):
                return self._fraction(value)
            case Symbol(name):
                return self._symbol(name)
            case Accented():
                return self._symbol(repr(node))
            case Constant(name):
                if name == "infinity":
                    raise UndefinedError("infinity inside an expression")
                return {"pi": +mp.pi, "e": +mp.e, "i": mp.mpc(0, 1)}[name]
            case Add(terms):
                return self._checked(mp.fsum([self._value(t) for t in terms]))
            case Mul(factors):
                product = mp.mpf(1)
                for factor in factors:
                    product = self._checked(product * self._value(factor))
                return product
            case Neg(operand):
                return -self._value(operand)
            case Inverse(operand):
                return 1 / self._nonzero(self._value(operand))
            case Power(base, exponent):
                return self._power(self._value(base), self._value(exponent))
            case Percent(operand):
                return self._value(operand) / 100
            case Degrees(operand):
                return self._value(operand) * mp.pi / 180
            case Ratio(parts) if len(parts) == 2:
                return self._value(parts[0]) / self._nonzero(self._value(parts[1]))
            case Based():
                return self._fraction(exact(node))
            case Call("gcd" | "lcm" | "factorial2"):
                return self._fraction(exact(node, self.point))
            case Call(name, arguments):
                return self._checked(self._call(name, [self._value(a) for a in arguments]))
            case Big():
                return self._big(node)
            case _:
                raise NotEvaluableError(type(node).__name__)

    def _symbol(self, name: str) -> Any:
        if name not in self.point:
            raise NotEvaluableError(name)
        return self._fraction(self.point[name])

    def _nonzero(self, value: Any) -> Any:
        if abs(value) < self.mp.mpf(10) ** (-DIGITS + 8):
            raise UndefinedError("a division by zero")
        return value

    def _power(self, base: Any, exponent: Any) -> Any:
        mp = self.mp
        if base == 0:
            if mp.re(exponent) > 0:
                return mp.mpf(0)
            raise UndefinedError("zero to a power that is not positive")
        if abs(exponent) > 10**9:
            raise LimitError("a power beyond the magnitude limit")
        magnitude = float(abs(exponent)) * abs(float(mp.mag(base)))
        if magnitude > 3.33 * NUMERIC_MAGNITUDE:
            raise LimitError("a power beyond the magnitude limit")
        whole = mp.im(exponent) == 0 and exponent == mp.floor(mp.re(exponent))
        if not whole and self._not_positive(base):
            self.branched = True
        return self._checked(mp.power(base, exponent))

    def _not_positive(self, value: Any) -> bool:
        return bool(self.mp.im(value) != 0 or self.mp.re(value) < 0)

    def _call(self, name: str, values: list[Any]) -> Any:  # noqa: PLR0912 - one case after the other
        if not values:
            raise NotEvaluableError(f"{name} of nothing")
        mp, first = self.mp, values[0]
        if name in ("sqrt", "root", "cbrt"):
            degree = {"sqrt": mp.mpf(2), "cbrt": mp.mpf(3)}.get(name) or values[-1]
            if name != "sqrt" and mp.im(first) == 0 and mp.re(first) < 0 and degree % 2 == 1:
                return -self._power(-first, 1 / degree)  # the real root
            return self._power(first, 1 / self._nonzero(degree))
        if name in ("ln", "log", "log10"):
            if first == 0:
                raise UndefinedError("the logarithm of zero")
            if self._not_positive(first):
                self.branched = True
            if name == "log10":
                return mp.log(first) / mp.log(10)
            if len(values) == 2:
                return mp.log(first) / self._nonzero(mp.log(values[1]))
            return mp.log(first)
        if name in ("exp", "sinh", "cosh", "sin", "cos", "tan", "tanh") and abs(first) > 10**5:
            raise LimitError("a function beyond the magnitude limit")
        if name in ("asin", "acos", "acosh", "atanh") and (
            mp.im(first) != 0 or not -1 <= first <= 1
        ):
            self.branched = True
        if name in _PLAIN and len(values) == 1:
            return getattr(mp, name)(first)
        if name in ("factorial", "gamma"):
            if abs(first) > FACTORIAL_ARGUMENT:
                raise LimitError(f"the factorial of a number above {FACTORIAL_ARGUMENT}")
            return mp.factorial(first) if name == "factorial" else mp.gamma(first)
        if name == "binomial" and len(values) == 2:
            if max(abs(v) for v in values) > FACTORIAL_ARGUMENT:
                raise LimitError(f"the binomial of a number above {FACTORIAL_ARGUMENT}")
            return mp.binomial(*values)
        if name == "abs":
            return abs(first)
        if name in ("re", "im", "arg"):
            return getattr(mp, name)(first)
        if any(mp.im(v) != 0 for v in values):
            raise NotEvaluableError(f"{name} of a complex number")
        reals = [mp.re(v) for v in values]
        if name == "floor":
            return mp.floor(reals[0])
        if name == "ceil":
            return mp.ceil(reals[0])
        if name == "sign":
            return mp.sign(reals[0])
        if name in ("min", "max"):
            return min(reals) if name == "min" else max(reals)
        if name == "mod" and len(reals) == 2:
            return reals[0] - self._nonzero(reals[1]) * mp.floor(reals[0] / reals[1])
        if len(name.rstrip("'")) == 1:
            return self._unknown(name, reals)
        raise NotEvaluableError(name)

    def _unknown(self, name: str, values: list[Any]) -> Any:
        """Return a fixed arbitrary value of an unknown function: equal for equal arguments."""
        # A zero with rounding errors is a zero.
        least, zero = self.mp.mpf(10) ** -30, self.mp.mpf(0)
        text = name + "|".join(self.mp.nstr(v if abs(v) > least else zero, 20) for v in values)
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")
        return self.mp.mpf(seed) / 2**47 + 1

    def _big(self, node: Big) -> Any:
        if node.operator not in ("sum", "product"):
            raise NotEvaluableError(node.operator)
        total = self.mp.mpf(0 if node.operator == "sum" else 1)
        before = dict(self.point)
        try:
            for index in index_range(node, before):
                self.point[node.variable] = Fraction(index)
                value = self._value(node.body)
                total = self._checked(total + value if node.operator == "sum" else total * value)
        finally:
            self.point = before
        return total


_PLAIN: Final = names("""
    sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh
    acosh atanh acoth asech acsch exp erf erfc""")
