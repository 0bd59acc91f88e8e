"""The image of an expression at a point, in a finite field.

Every kernel (π, e, logarithms of primes, square roots of larger primes, values of functions
that are not unfolded) is mapped so that all rules of arithmetic, of powers and logarithms of
positive numbers and of the functions of angles hold among the images. Equal numbers then have
equal images, whatever the choice of the free ones; and numbers whose images agree for random
choices satisfy an identity that follows from those rules.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from preceptor_verifiers.algebra.exact_value import (
    NotEvaluableError,
    Point,
    UndefinedError,
    exact,
)
from preceptor_verifiers.algebra.finite_field import ROOTS_OF_UNITY, Element, Field
from preceptor_verifiers.grammar.tree import (
    LimitError,
    Number,
    Power,
)
from preceptor_verifiers.limits import EXACT_BITS

Linear = Mapping[str, Fraction]
"""A number as a rational combination of ``1``, ``i``, ``pi``, ``i pi`` and logarithms of
primes (``log 2``, ``i log 2``)."""

ONE: Final = Fraction(1)
_FRACTIONS: Final = 720
"""Kernels are powers of this degree, so that exponents may have denominators dividing it."""
_FACTORED_BITS: Final = 512
"""Bits of the largest number that is factored."""
_TRIAL_DIVISION: Final = 1000
"""Largest prime of the trial division; the rest must be a prime or the square of one."""


@dataclass(frozen=True, slots=True)
class Image:
    """A number in the field.

    Attributes:
        element: Its image.
        linear: The number as a combination of the basis, where it is one.
        logarithm: The real logarithm of a positive number as a combination of the basis.
    """

    element: Element
    linear: Linear | None = None
    logarithm: Linear | None = None

    @property
    def rational(self) -> Fraction | None:
        """The exact value of a rational number."""
        if self.linear is None or any(name != "1" for name in self.linear):
            return None
        return self.linear.get("1", Fraction(0))


def times_i(linear: Linear) -> Linear:
    turned: dict[str, Fraction] = {}
    for name, value in linear.items():
        if name == "1":
            turned["i"] = value
        elif name == "i":
            turned["1"] = -value
        elif name.startswith("i "):
            turned[name[2:]] = -value
        else:
            turned[f"i {name}"] = value
    return turned


def scaled(linear: Linear | None, factor: Fraction) -> Linear | None:
    if linear is None:
        return None
    return {n: v * factor for n, v in linear.items()} if factor else {}


def combined(parts: list[Linear | None]) -> Linear | None:
    total: dict[str, Fraction] = {}
    for part in parts:
        if part is None:
            return None
        for name, value in part.items():
            total[name] = total.get(name, Fraction(0)) + value
    return {n: v for n, v in total.items() if v}


class Images:
    """Arithmetic of images at one point; the free choices are made once each.

    Attributes:
        chosen: The free choices.
        signs: Whether the sign of a root was among them.
    """

    def __init__(self, field: Field, point: Point, generator: random.Random) -> None:
        self.field = field
        self.generator = generator
        self.point = dict(point)
        self.chosen: dict[Any, Element] = {}
        self.signs = False

    # --- numbers --------------------------------------------------------------------------

    def _rational(self, value: Fraction) -> Image:
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > EXACT_BITS:
            raise LimitError(f"a number of more than {EXACT_BITS} bits")
        try:
            element = self.field.rational(value)
        except ZeroDivisionError:
            raise NotEvaluableError("a denominator that is zero in the field") from None
        logarithm: Linear | None = None
        if value > 0:
            primes = _factors(value)
            if primes is not None:
                logarithm = {f"log {q}": Fraction(n) for q, n in primes.items()}
        return Image(element, {"1": value} if value else {}, logarithm)

    def _with_rational(self, image: Image) -> Image:
        value = image.rational
        return image if value is None else self._rational(value)

    def _symbol(self, name: str) -> Image:
        if name not in self.point:
            raise NotEvaluableError(name)
        return self._rational(self.point[name])

    def _real(self, key: Any) -> Element:
        if key not in self.chosen:
            self.chosen[key] = self.field.real(self.generator)
        return self.chosen[key]

    def _product(self, x: Image, y: Image) -> Image:
        element = self.field.multiply(x.element, y.element)
        linear: Linear | None = None
        a, b = x.rational, y.rational
        if a is not None:
            linear = scaled(y.linear, a)
        elif b is not None:
            linear = scaled(x.linear, b)
        elif x.linear is not None and set(x.linear) == {"i"} and y.linear is not None:
            linear = scaled(times_i(y.linear), x.linear["i"])
        elif y.linear is not None and set(y.linear) == {"i"} and x.linear is not None:
            linear = scaled(times_i(x.linear), y.linear["i"])
        image = Image(element, linear, combined([x.logarithm, y.logarithm]))
        return self._with_rational(image)

    def _inverse(self, x: Image) -> Image:
        value = x.rational
        if value is not None:
            if value == 0:
                raise UndefinedError("a division by zero")
            return self._rational(1 / value)
        try:
            element = self.field.invert(x.element)
        except ZeroDivisionError:
            raise UndefinedError("a division by zero") from None
        linear = None
        if x.linear is not None and set(x.linear) == {"i"}:
            linear = {"i": -1 / x.linear["i"]}
        return Image(element, linear, scaled(x.logarithm, Fraction(-1)))

    # --- powers and roots -----------------------------------------------------------------

    def _power(self, base: Image, exponent: Image) -> Image:
        n = exponent.rational
        value = base.rational
        if value == 0:
            if n is None or n <= 0:
                raise UndefinedError("zero to a power that is not positive")
            return self._rational(Fraction(0))
        if n is not None and n.denominator == 1:
            if value is not None:
                return self._rational(exact(Power(Number(value), Number(n))))
            if abs(n) > EXACT_BITS:
                raise LimitError("a power beyond the limit")
            element = self.field.power(base.element, int(n))
            return Image(element, None, scaled(base.logarithm, n))
        if base.logarithm is not None:
            if n is not None:
                return self._exponential(Image((0, 0), scaled(base.logarithm, n)))
            if exponent.linear is not None and list(base.logarithm) == ["1"]:
                return self._exponential(
                    Image((0, 0), scaled(exponent.linear, base.logarithm["1"]))
                )
            return self._free("power", base.element, exponent.element)
        if n is not None and n.denominator == 2:
            root = self._square_root(base)
            return self._power(root, self._rational(Fraction(n.numerator)))
        return self._free("power", base.element, exponent.element)

    def _square_root(self, x: Image) -> Image:
        if x.logarithm is not None:
            return self._exponential(Image((0, 0), scaled(x.logarithm, Fraction(1, 2))))
        value = x.rational
        if value is not None and value < 0:
            positive = self._square_root(self._rational(-value))
            return self._product(Image(self.field.i, {"i": ONE}), positive)
        return Image(self._signed_root(("root", x.element), x.element))

    def _signed_root(self, key: Any, element: Element) -> Element:
        """Return a square root whose sign is chosen at random, once."""
        if key not in self.chosen:
            root = self.field.square_root(element)
            if root is None:
                root = self.field.unit(self.generator)
            self.signs = True
            self.chosen[key] = self.field.negate(root) if self.generator.random() < 0.5 else root
        return self.chosen[key]

    def _exponential(self, x: Image) -> Image:
        """``exp(x)``; the product of the kernels of the basis."""
        if x.linear is None:
            return self._free("exp", x.element)
        element: Element = (1, 0)
        for name, n in x.linear.items():
            element = self.field.multiply(element, self._kernel(name, n))
        real = not any(name.startswith("i") for name in x.linear)
        if real and all(n.startswith("log ") and v.denominator == 1 for n, v in x.linear.items()):
            powers = (Fraction(int(n[4:])) ** int(v) for n, v in x.linear.items())
            return self._rational(math.prod(powers, start=ONE))
        linear: Linear | None = None
        if set(x.linear) == {"i pi"} and (2 * x.linear["i pi"]).denominator == 1:
            turns = int(2 * x.linear["i pi"]) % 4
            linear = [{"1": ONE}, {"i": ONE}, {"1": -ONE}, {"i": -ONE}][turns]
        return Image(element, linear, x.linear if real else None)

    def _kernel(self, name: str, n: Fraction) -> Element:
        if name == "i pi":
            steps = n * (ROOTS_OF_UNITY // 2)
            if steps.denominator != 1:
                raise NotEvaluableError("an angle that is not a multiple of a small part")
            return self.field.power(self.field.root_of_unity, int(steps) % ROOTS_OF_UNITY)
        if name.startswith("log "):
            return self._prime_power(int(name[4:]), n)
        if (n * _FRACTIONS).denominator != 1 or abs(n) > EXACT_BITS:
            raise NotEvaluableError("an exponent that is not a multiple of a small part")
        kernel = ("kernel", name)
        if kernel not in self.chosen:
            imaginary = name.startswith("i")
            self.chosen[kernel] = (
                self.field.unit(self.generator) if imaginary else self.field.real(self.generator)
            )
        return self.field.power(self.chosen[kernel], int(n * _FRACTIONS))

    def _prime_power(self, q: int, n: Fraction) -> Element:
        odd, twos = n.denominator, 0
        while odd % 2 == 0:
            odd, twos = odd // 2, twos + 1
        if twos > 4 or odd > 45:
            raise NotEvaluableError("a root of a high degree")
        root: Element = (q % self.field.p, 0)
        for level in range(twos):
            key = ("prime root", q, level)
            if level == 0 and key not in self.chosen:
                small = self.field.root_of_small_prime(q)
                if small is not None:
                    self.chosen[key] = small
            root = self._signed_root(key, root)
        if odd > 1:
            # (q^(1/2^k))^(1/odd): the odd root of q itself is real, so take roots the other way.
            real = self.field.odd_root((q % self.field.p, 0), odd)
            if real is None:
                raise NotEvaluableError("a root that the field does not contain")
            # q^(1/(2^k·odd)) = (q^(1/2^k))^a · (q^(1/odd))^b with a·odd + b·2^k = 1
            two = 2**twos
            a = pow(odd, -1, two) if two > 1 else 0
            b = (1 - a * odd) // two
            root = self.field.multiply(self.field.power(root, a), self.field.power(real, b))
        return self.field.power(root, n.numerator)

    def _free(self, name: str, *elements: Element) -> Image:
        """Return an arbitrary value that is the same for equal arguments."""
        return Image(self._real((name, *elements)))

    def _logarithm(self, name: str, values: list[Image]) -> Image:
        logarithms: list[Image] = []
        for value in values[:2] if name != "log10" else [values[0], self._rational(Fraction(10))]:
            if value.rational == 0:
                raise UndefinedError("the logarithm of zero")
            if value.logarithm is None:
                logarithms.append(self._free("ln", value.element))
                continue
            element: Element = (0, 0)
            for key, n in value.logarithm.items():
                kernel: Element = (1, 0)
                if key != "1":
                    kernel = self._real(key if key == "pi" else ("value", key))
                share = self.field.multiply(kernel, self.field.rational(n))
                element = self.field.add(element, share)
            logarithms.append(self._with_rational(Image(element, value.logarithm)))
        if len(logarithms) == 1:
            return logarithms[0]
        top, bottom = logarithms
        if top.linear and bottom.linear and set(top.linear) == set(bottom.linear):
            ratios = {top.linear[n] / bottom.linear[n] for n in top.linear}
            if len(ratios) == 1:
                return self._rational(ratios.pop())
        return self._product(top, self._inverse(bottom))


def _factors(value: Fraction) -> dict[int, int] | None:
    """Return the primes of a rational number with their exponents; None if not factored."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _FACTORED_BITS:
        return None
    exponents: dict[int, int] = {}
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        rest, divisor = part, 2
        while divisor <= _TRIAL_DIVISION and divisor * divisor <= rest:
            while rest % divisor == 0:
                exponents[divisor] = exponents.get(divisor, 0) + sign
                rest //= divisor
            divisor += 1 if divisor == 2 else 2
        if rest > 1:
            if rest > _TRIAL_DIVISION**2:
                return None
            exponents[rest] = exponents.get(rest, 0) + sign
    return {q: n for q, n in exponents.items() if n}
