"""When two numbers count as the same: tolerances, and rounding where none is stated.

Without a tolerance:

- two exact values (whole numbers, fractions, roots, π …) must be equal;
- a decimal reference is known to its own last digit: a candidate that rounds to it there is
  accepted (``0.458`` and 27/59), and so is an exact candidate that the reference cuts off
  there (``41.494`` and 17 + 10√6 = 41.4948…);
- a decimal candidate with at least ``min_digits`` significant digits is accepted when it is
  the correctly rounded value of an exact reference that is not a whole number (600/7 and
  ``85.71``), or of a decimal reference that has more digits (``2.653`` and ``2.65``).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from preceptor.references import Rounding
from preceptor_verifiers.algebra.exact_value import NotEvaluableError, UndefinedError, exact
from preceptor_verifiers.algebra.numeric_value import DIGITS, Approximation
from preceptor_verifiers.grammar.tree import (
    Add,
    Constant,
    Inverse,
    LimitError,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Power,
    mapped,
)
from preceptor_verifiers.limits import EXACT_BITS
from preceptor_verifiers.outcome import Same

_SLACK: Final = Fraction(1, 10**9)
"""Relative slack for conversion factors that are rounded in binary."""

_WHOLE: Final = Fraction(25, 1000)
"""Relative size of what rounding to a whole number may have dropped."""

_NOISE: Final = Fraction(1, 10**40)
"""Size of a zero after rounding in arithmetic with fifty digits, as in e^{iπ} + 1."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How numbers are compared; see the docstring of the module.

    Attributes:
        rtol: Relative tolerance, of the reference's size.
        atol: Absolute tolerance, in the reference's unit.
        digits: Significant digits of the reference that must agree: the difference is at most
            half a unit of the last one.
        rounding: Whether, without any of these, a decimal is known to its last digit
            (``last-digit``) or ``exact``.
        min_digits: Significant digits that a rounded candidate must have.
    """

    rtol: float | None = None
    atol: float | None = None
    digits: int | None = None
    rounding: Rounding = "last-digit"
    min_digits: int = 3

    @property
    def stated(self) -> bool:
        """Whether a tolerance is stated."""
        return self.rtol is not None or self.atol is not None


@dataclass(frozen=True, slots=True)
class Value:
    """A number as it was stated.

    Attributes:
        value: Its value; irrational ones to fifty digits.
        rational: Whether ``value`` is exact.
        step: One unit in the last stated digit of a decimal number, ``None`` if exact.
        digits: Significant digits of a decimal number.
        imaginary: Imaginary part, to fifty digits.
        imaginary_step: As ``step``, of the imaginary part.
        imaginary_digits: As ``digits``, of the imaginary part.
        real_root: The value where odd roots of negative numbers are real.
    """

    value: Fraction
    rational: bool = True
    step: Fraction | None = None
    digits: int = 0
    imaginary: Fraction = Fraction(0)
    imaginary_step: Fraction | None = None
    imaginary_digits: int = 0
    real_root: Value | None = None

    @property
    def parts(self) -> tuple[Value, Value]:
        """Return the real and the imaginary part as two numbers."""
        real = Value(self.value, self.rational, self.step, self.digits)
        return real, Value(self.imaginary, False, self.imaginary_step, self.imaginary_digits)

    def scaled(self, factor: Fraction, offset: Fraction = Fraction(0)) -> Value:
        """Return the number times ``factor`` plus ``offset``."""
        step, imaginary_step = (
            None if s is None else abs(s * factor) for s in (self.step, self.imaginary_step)
        )
        return Value(self.value * factor + offset, self.rational, step, self.digits,
                     self.imaginary * factor, imaginary_step, self.imaginary_digits)  # fmt: skip


def stated_value(node: Node) -> Value:
    """Return the value of a closed tree and how precisely it is stated.

    Raises:
        NotEvaluableError: it is not a number.
        LimitError: it is beyond the limits.
    """
    precision = _precision(node)
    step, digits = precision if precision else (None, 0)
    try:
        return Value(exact(node), True, step, digits)
    except UndefinedError:
        raise
    except NotEvaluableError:
        pass
    approximation = Approximation({})
    number = approximation(node)
    real = _fraction(approximation, approximation.mp.re(number))
    imaginary = _fraction(approximation, approximation.mp.im(number))
    if imaginary and abs(imaginary) < abs(real) * Fraction(1, 10**40):
        imaginary = Fraction(0)
    if max(abs(real), abs(imaginary)) < _CANCELLED and _vanishes(node, number):
        return Value(Fraction(0), False)
    if imaginary:
        rooted = _with_real_roots(node)
        other = None if rooted is None else stated_value(rooted)
        (step, digits), (imaginary_step, imaginary_digits) = _precision_of_parts(node)
        return Value(real, False, step, digits, imaginary, imaginary_step, imaginary_digits, other)
    return Value(real, False, step, digits)


def _with_real_roots(node: Node) -> Node | None:
    """``(-5)^(1/5)`` read as the real root; ``None`` where nothing is read in another way."""
    changed = False

    def one(part: Node) -> Node | None:
        nonlocal changed
        if not isinstance(part, Power):
            return None
        try:
            base, exponent = exact(part.base), exact(part.exponent)
        except (NotEvaluableError, LimitError):
            return None
        if base >= 0 or exponent.denominator % 2 == 0 or exponent.denominator == 1:
            return None
        changed = True
        root = Power(Number(-base), Number(exponent))
        return Neg(root) if exponent.numerator % 2 else root

    read = mapped(node, one)
    return read if changed else None


def _vanishes(node: Node, number: Any) -> bool:
    """Whether a tiny value is what rounding left of zero: with more digits it shrinks, sin 7π."""
    finer = Approximation({}, 2 * DIGITS)
    return bool(abs(finer(node)) < abs(number) * finer.mp.mpf(10) ** (-DIGITS // 2))


def _fraction(approximation: Approximation, number: Any) -> Fraction:
    sign, mantissa, exponent, bits = approximation.mp.mpf(number)._mpf_
    if abs(exponent) + bits > 8 * EXACT_BITS:
        raise LimitError("a value beyond the magnitude limit")
    value = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -value if sign else value


def _precision(node: Node) -> tuple[Fraction, int] | None:
    """Return size of the last digit and significant digits of decimals and their powers."""
    match node:
        case Number(_, places, digits):
            if places is None:
                return None
            return Fraction(10) ** places, digits
        case Neg(operand):
            return _precision(operand)
        case Percent(operand):
            inner = _precision(operand)
            return (inner[0] / 100, inner[1]) if inner else None
        case Mul((first, *rest)):
            inner = _precision(first)
            if inner is None or not all(_power_of_ten(r) for r in rest):
                return None
            try:
                return inner[0] * abs(exact(Mul(tuple(rest)))), inner[1]
            except (NotEvaluableError, LimitError):
                return None
        case _:
            return None


def _precision_of_parts(node: Node) -> list[tuple[Fraction | None, int]]:
    """Return :func:`_precision` of a real and an imaginary term: ``0.707 + 0.707i``."""
    unit = Constant("i")
    precisions: list[tuple[Fraction | None, int]] = [(None, 0), (None, 0)]
    terms = node.terms if isinstance(node, Add) else (node,)
    for term in terms if len(terms) <= 2 else ():
        inner = term.operand if isinstance(term, Neg) else term
        factors = inner.factors if isinstance(inner, Mul) else (inner,)
        real = tuple(f for f in factors if f != unit)
        if real:
            precisions[len(real) < len(factors)] = _precision(Mul(real)) or (None, 0)
    return precisions


_CANCELLED: Final = Fraction(1, 10**30)
"""Size below which an irrational value may be what rounding left of zero."""
_POWER_BITS: Final = 2_000
"""Bits of the largest number that is examined for being a power of ten."""


def _power_of_ten(node: Node) -> bool:
    if isinstance(node, Inverse):
        node = node.operand
    if isinstance(node, Power):
        return isinstance(node.base, Number) and node.base.value == 10
    if not isinstance(node, Number) or node.places is not None or node.value <= 1:
        return False
    whole = node.value.numerator.bit_length() <= _POWER_BITS
    return whole and str(node.value).rstrip("0") == "1"  # 1000, 1e5


def compare(reference: Value, candidate: Value, tolerance: Tolerance) -> tuple[Same, str]:
    """Whether the candidate agrees with the reference, and by which rule."""
    difference = abs(reference.value - candidate.value)
    size = abs(reference.value)
    if reference.imaginary or candidate.imaginary:
        return _compare_complex(reference, candidate, tolerance)
    if tolerance.digits is not None and not tolerance.stated:
        half = _unit_of_digit(size, tolerance.digits) / 2
        if difference <= half * (1 + _SLACK):
            return Same.YES, f"equal to {tolerance.digits} significant digits"
        return Same.NO, f"off by {_percent(difference, size)}"
    if tolerance.stated:
        allowed = Fraction(tolerance.atol or 0.0) + Fraction(tolerance.rtol or 0.0) * size
        if difference <= allowed * (1 + _SLACK) + size * Fraction(1, 10**14):
            return Same.YES, "within the stated tolerance"
        return Same.NO, f"off by {_percent(difference, size)}, more than the stated tolerance"
    if difference == 0:
        return Same.YES, "equal"
    if difference <= size * Fraction(1, 10**38) and not (reference.rational and candidate.rational):
        return Same.YES, "equal to forty digits"
    if tolerance.rounding == "exact":
        if not (reference.rational and candidate.rational) and difference <= size * _SLACK / 1000:
            return Same.YES, "equal to twelve digits"
        return Same.NO, f"off by {_percent(difference, size)}"
    if _rounded(reference, candidate, difference):
        return Same.YES, "equal to the reference's last digit"
    if _rounded_candidate(reference, candidate, difference, tolerance.min_digits):
        return Same.YES, f"the reference, rounded to {candidate.digits} digits"
    return Same.NO, f"off by {_percent(difference, size)}"


def _unit_of_digit(size: Fraction, digits: int) -> Fraction:
    """Return one unit of the given significant digit of a number; 0 for zero."""
    if size == 0:
        return Fraction(0)
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    while Fraction(10) ** exponent > size:
        exponent -= 1
    while Fraction(10) ** (exponent + 1) <= size:
        exponent += 1
    return Fraction(10) ** (exponent - digits + 1)


def _rounded(reference: Value, candidate: Value, difference: Fraction) -> bool:
    step = reference.step
    if step is None:
        return difference <= abs(reference.value) * _SLACK / 1000 and candidate.step is not None
    slack = abs(reference.value) * _SLACK
    if difference <= step / 2 + slack:
        return True
    cut_off = candidate.step is None and reference.digits >= 3
    return cut_off and difference < step and abs(candidate.value) > abs(reference.value)


def _rounded_candidate(
    reference: Value, candidate: Value, difference: Fraction, min_digits: int
) -> bool:
    if reference.step is None:
        if reference.rational and reference.value.denominator == 1:
            return False
        if candidate.step is None:
            return False
        step, digits = candidate.step, candidate.digits
    else:
        if candidate.step is None:
            # "300" for 299.94: a whole number is rounded to its last digit.
            if not (candidate.rational and candidate.value.denominator == 1):
                return False
            step, digits = Fraction(1), len(str(abs(candidate.value.numerator)))
        else:
            step, digits = candidate.step, candidate.digits
        if step < reference.step:
            return False
    if digits < min_digits:
        return False
    slack = abs(reference.value) * _SLACK
    cut_off = difference < step and abs(candidate.value) < abs(reference.value)
    return difference <= step / 2 + slack or (reference.step is None and cut_off and digits > 4)


def may_be_rounded(reference: Value, candidate: Value, tolerance: Tolerance) -> bool:
    """Whether a whole reference may be the candidate rounded: 54 for 54.2.

    Without a stated tolerance, and for at least two digits: a small number is usually a count.
    """
    if tolerance.stated or tolerance.digits is not None or tolerance.rounding == "exact":
        return False
    size = abs(reference.value)
    if reference.step is not None or candidate.step is None or candidate.step >= 1 or size < 10:
        return False
    if not reference.rational or reference.value.denominator != 1 or candidate.imaginary:
        return False
    difference = abs(reference.value - candidate.value)
    return difference < Fraction(1, 2) and difference <= size * _WHOLE


def _compare_complex(reference: Value, candidate: Value, tolerance: Tolerance) -> tuple[Same, str]:
    size = abs(reference.value) + abs(reference.imaginary)
    allowed = Fraction(tolerance.atol or 0.0) + Fraction(tolerance.rtol or 0.0) * size
    allowed = max(allowed, size * Fraction(1, 10**38), _NOISE)
    same = all(
        abs(ours.value - theirs.value) <= allowed or compare(ours, theirs, tolerance)[0] is Same.YES
        for ours, theirs in zip(reference.parts, candidate.parts, strict=True)
    )
    if not same and (candidate.real_root or reference.real_root):
        ours, theirs = reference.real_root or reference, candidate.real_root or candidate
        if not ours.imaginary and not theirs.imaginary:
            real, rule = compare(ours, theirs, tolerance)
            return real, f"{rule}, where odd roots of negative numbers are real"
    return Same.of(same), "equal complex numbers" if same else "different complex numbers"


def _percent(difference: Fraction, size: Fraction) -> str:
    if size == 0:
        return shown(difference)
    ratio = difference / size
    if ratio > 10**9:
        return "many orders of magnitude"
    return f"{float(ratio) * 100:.3g} %"


def shown(value: Fraction) -> str:
    """Return a short decimal form for reasons and details."""
    if value.denominator == 1 and abs(value.numerator) < 10**12:
        return str(value.numerator)
    try:
        return f"{float(value):.8g}"
    except OverflowError:
        return "beyond double precision"
