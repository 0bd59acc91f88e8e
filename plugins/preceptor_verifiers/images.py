"""The image of an expression at a point, in a finite field.

Every kernel (π, e, logarithms of primes, square roots of larger primes, values of functions
that are not unfolded) is mapped so that all rules of arithmetic, of powers and logarithms of
positive numbers and of the functions of angles hold among the images. Equal numbers then have
equal images, whatever the choice of the free ones; and numbers whose images agree for random
choices satisfy an identity that follows from those rules.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from preceptor.limits import EXACT_BITS, IMAGE_SUM_TERMS
from preceptor_verifiers.approximation import Approximation
from preceptor_verifiers.evaluation import NotEvaluableError, Point, UndefinedError, exact, index_range
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
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
from preceptor_verifiers.residues import ROOTS_OF_UNITY, Element, Field

Linear = Mapping[str, Fraction]
"""A number as a rational combination of ``1``, ``i``, ``pi``, ``i pi`` and logarithms of
primes (``log 2``, ``i log 2``)."""

_ONE: Final = Fraction(1)
_FRACTIONS: Final = 720
"""Kernels are powers of this degree, so that exponents may have denominators dividing it."""
_TRIAL_DIVISION: Final = 1000
"""Primes up to this are found in numbers; what is left must be prime or a square of one."""


@dataclass(frozen=True, slots=True)
class Image:
    """A number in the field.

    Attributes:
        element: Its image.
        linear: It as a combination of the basis, where it is one.
        logarithm: The real logarithm of a positive number as such a combination.
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


def _times_i(linear: Linear) -> Linear:
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


def _scaled(linear: Linear | None, factor: Fraction) -> Linear | None:
    if linear is None:
        return None
    return {n: v * factor for n, v in linear.items()} if factor else {}


def _sum(parts: list[Linear | None]) -> Linear | None:
    total: dict[str, Fraction] = {}
    for part in parts:
        if part is None:
            return None
        for name, value in part.items():
            total[name] = total.get(name, Fraction(0)) + value
    return {n: v for n, v in total.items() if v}


class Imager:
    """Evaluates trees in one field at one point; the free choices are made once each."""

    def __init__(self, field: Field, point: Point) -> None:
        self.field = field
        self.point = dict(point)
        self.chosen: dict[Any, Element] = {}

    def __call__(self, node: Node) -> Image:  # noqa: PLR0912 - one case after the other
        """The image.

        Raises:
            NotEvaluableError: the rules do not reach the node.
            LimitError: a number on the way is beyond the limits.
        """
        match node:
            case Number(value):
                return self._rational(value)
            case Symbol(name):
                return self._symbol(name)
            case Accented():
                return self._symbol(repr(node))
            case Constant("pi"):
                return Image(self._real("pi"), {"pi": _ONE})
            case Constant("i"):
                return Image(self.field.i, {"i": _ONE})
            case Constant("e"):
                return self._exponential(self._rational(_ONE))
            case Add(terms):
                images = [self(t) for t in terms]
                total: Element = (0, 0)
                for image in images:
                    total = self.field.add(total, image.element)
                return self._with_rational(Image(total, _sum([i.linear for i in images])))
            case Mul(factors):
                product = self._rational(_ONE)
                for factor in factors:
                    product = self._product(product, self(factor))
                return product
            case Neg(operand):
                return self._product(self._rational(Fraction(-1)), self(operand))
            case Inverse(operand):
                return self._inverse(self(operand))
            case Power(base, exponent):
                return self._power(self(base), self(exponent))
            case Percent(operand):
                return self._product(self._rational(Fraction(1, 100)), self(operand))
            case Degrees(operand):
                return self._product(self(operand), self(_DEGREE))
            case Ratio((first, second)):
                return self._product(self(first), self._inverse(self(second)))
            case Call(name, arguments):
                return self._call(name, [self(a) for a in arguments])
            case Big(operator, variable, _, _, body) if operator in ("sum", "product"):
                return self._big(node, operator, variable, body)
            case _:
                raise NotEvaluableError(type(node).__name__)

    # --- numbers --------------------------------------------------------------------------

    def _rational(self, value: Fraction) -> Image:
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > EXACT_BITS:
            raise LimitError(f"a number of more than {EXACT_BITS} bits")
        try:
            element = self.field.rational(value)
        except ZeroDivisionError:
            raise NotEvaluableError("a denominator that the field has not") from None
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
            self.chosen[key] = self.field.real()
        return self.chosen[key]

    def _product(self, x: Image, y: Image) -> Image:
        element = self.field.multiply(x.element, y.element)
        linear: Linear | None = None
        a, b = x.rational, y.rational
        if a is not None:
            linear = _scaled(y.linear, a)
        elif b is not None:
            linear = _scaled(x.linear, b)
        elif x.linear is not None and set(x.linear) == {"i"} and y.linear is not None:
            linear = _scaled(_times_i(y.linear), x.linear["i"])
        elif y.linear is not None and set(y.linear) == {"i"} and x.linear is not None:
            linear = _scaled(_times_i(x.linear), y.linear["i"])
        image = Image(element, linear, _sum([x.logarithm, y.logarithm]))
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
        return Image(element, linear, _scaled(x.logarithm, Fraction(-1)))

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
            return Image(element, None, _scaled(base.logarithm, n))
        if base.logarithm is not None:
            if n is not None:
                return self._exponential(Image((0, 0), _scaled(base.logarithm, n)))
            if exponent.linear is not None and list(base.logarithm) == ["1"]:
                return self._exponential(
                    Image((0, 0), _scaled(exponent.linear, base.logarithm["1"]))
                )
            return self._free("power", base.element, exponent.element)
        if n is not None and n.denominator == 2:
            root = self._square_root(base)
            return self._power(root, self._rational(Fraction(n.numerator)))
        return self._free("power", base.element, exponent.element)

    def _square_root(self, x: Image) -> Image:
        if x.logarithm is not None:
            return self._exponential(Image((0, 0), _scaled(x.logarithm, Fraction(1, 2))))
        value = x.rational
        if value is not None and value < 0:
            positive = self._square_root(self._rational(-value))
            return self._product(Image(self.field.i, {"i": _ONE}), positive)
        return Image(self._signed_root(("root", x.element), x.element))

    def _signed_root(self, key: Any, element: Element) -> Element:
        """A square root whose sign is chosen at random, once."""
        if key not in self.chosen:
            root = self.field.square_root(element)
            if root is None:
                root = self.field.unit()
            self.chosen[key] = self.field.negate(root) if self.field.random.random() < 0.5 else root
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
            value = math.prod((Fraction(int(n[4:])) ** int(v) for n, v in x.linear.items()), start=_ONE)
            return self._rational(value)
        linear: Linear | None = None
        if set(x.linear) == {"i pi"} and (2 * x.linear["i pi"]).denominator == 1:
            turns = int(2 * x.linear["i pi"]) % 4
            linear = [{"1": _ONE}, {"i": _ONE}, {"1": -_ONE}, {"i": -_ONE}][turns]
        return Image(element, linear, x.linear if real else None)

    def _kernel(self, name: str, n: Fraction) -> Element:
        if name == "i pi":
            steps = n * (ROOTS_OF_UNITY // 2)
            if steps.denominator != 1:
                raise NotEvaluableError("an angle that is no multiple of a small part")
            return self.field.power(self.field.root_of_unity, int(steps) % ROOTS_OF_UNITY)
        if name.startswith("log "):
            return self._prime_power(int(name[4:]), n)
        if (n * _FRACTIONS).denominator != 1 or abs(n) > EXACT_BITS:
            raise NotEvaluableError("an exponent that is no multiple of a small part")
        if name not in self.chosen:
            imaginary = name.startswith("i")
            self.chosen[name] = self.field.unit() if imaginary else self.field.real()
        return self.field.power(self.chosen[name], int(n * _FRACTIONS))

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
                raise NotEvaluableError("a root that the field has not")
            # q^(1/(2^k·odd)) = (q^(1/2^k))^a · (q^(1/odd))^b with a·odd + b·2^k = 1
            two = 2**twos
            a = pow(odd, -1, two) if two > 1 else 0
            b = (1 - a * odd) // two
            root = self.field.multiply(self.field.power(root, a), self.field.power(real, b))
        return self.field.power(root, n.numerator)

    # --- functions ------------------------------------------------------------------------

    def _free(self, name: str, *elements: Element) -> Image:
        """A value about which nothing is known but that equal arguments give equal values."""
        return Image(self._real((name, *elements)))

    def _call(self, name: str, values: list[Image]) -> Image:  # noqa: PLR0912 - one case after the other
        first = values[0]
        rational = [v.rational for v in values]
        known = [r for r in rational if r is not None]
        if name == "sqrt":
            return self._square_root(first)
        if name in ("root", "cbrt"):
            degree = Fraction(3) if name == "cbrt" else rational[-1]
            if not degree:
                raise NotEvaluableError("a root of a degree that is no number")
            if known and known[0] < 0 and degree.denominator == 1 and degree % 2:
                positive = self._power(self._rational(-known[0]), self._rational(1 / degree))
                return self._product(self._rational(Fraction(-1)), positive)
            return self._power(first, self._rational(1 / degree))
        if name == "exp":
            return self._exponential(first)
        if name in ("ln", "log", "log10"):
            return self._logarithm(name, values)
        if name in _CIRCULAR and len(values) == 1:
            return self._circular(name, first)
        if name in _HYPERBOLIC and len(values) == 1:
            return self._hyperbolic(name, first)
        if len(known) == len(values) and name in _ARITHMETIC:
            return self._rational(exact(Call(name, tuple(Number(k) for k in known))))
        if name in _ARITHMETIC or name == "derivative":
            raise NotEvaluableError(name)
        return self._free(name, *(v.element for v in values))

    def _logarithm(self, name: str, values: list[Image]) -> Image:
        found: list[Image] = []
        for value in values[:2] if name != "log10" else [values[0], self._rational(Fraction(10))]:
            if value.rational == 0:
                raise UndefinedError("the logarithm of zero")
            if value.logarithm is None:
                found.append(self._free("ln", value.element))
                continue
            element: Element = (0, 0)
            for key, n in value.logarithm.items():
                kernel = (1, 0) if key == "1" else self._real(("value", key) if key != "pi" else "pi")
                share = self.field.multiply(kernel, self.field.rational(n))
                element = self.field.add(element, share)
            found.append(self._with_rational(Image(element, value.logarithm)))
        if len(found) == 1:
            return found[0]
        top, bottom = found
        if top.linear and bottom.linear and set(top.linear) == set(bottom.linear):
            ratios = {top.linear[n] / bottom.linear[n] for n in top.linear}
            if len(ratios) == 1:
                return self._rational(ratios.pop())
        return self._product(top, self._inverse(bottom))

    def _halves(self, x: Image) -> tuple[Element, Element]:
        plus = self._exponential(x).element
        return plus, self.field.invert(plus)

    def _circular(self, name: str, x: Image) -> Image:
        turned = None if x.linear is None else _times_i(x.linear)
        if turned is None:
            raise NotEvaluableError("an angle that is no combination of known ones")
        field = self.field
        plus, minus = self._halves(Image((0, 0), turned))
        half = field.rational(Fraction(1, 2))
        cosine = field.multiply(field.add(plus, minus), half)
        sine = field.multiply(field.add(plus, field.negate(minus)), half)
        sine = field.multiply(sine, field.invert(field.i))
        return self._quotient(_CIRCULAR[name], {"s": sine, "c": cosine, "1": (1, 0)})

    def _hyperbolic(self, name: str, x: Image) -> Image:
        if x.linear is None:
            raise NotEvaluableError("an argument that is no combination of known ones")
        field = self.field
        plus, minus = self._halves(x)
        half = field.rational(Fraction(1, 2))
        cosine = field.multiply(field.add(plus, minus), half)
        sine = field.multiply(field.add(plus, field.negate(minus)), half)
        return self._quotient(_HYPERBOLIC[name], {"s": sine, "c": cosine, "1": (1, 0)})

    def _quotient(self, form: str, parts: Mapping[str, Element]) -> Image:
        top, bottom = parts[form[0]], parts[form[1]]
        if bottom == (0, 0):
            raise UndefinedError("a pole of a function")
        return Image(self.field.multiply(top, self.field.invert(bottom)))

    def _big(self, node: Big, operator: str, variable: str, body: Node) -> Image:
        indices = index_range(node, self.point)
        if len(indices) > IMAGE_SUM_TERMS:
            raise LimitError(f"a sum of more than {IMAGE_SUM_TERMS} terms")
        before = dict(self.point)
        total = self._rational(Fraction(0 if operator == "sum" else 1))
        try:
            for index in indices:
                self.point[variable] = Fraction(index)
                value = self(body)
                if operator == "product":
                    total = self._product(total, value)
                else:
                    element = self.field.add(total.element, value.element)
                    total = self._with_rational(Image(element, _sum([total.linear, value.linear])))
        finally:
            self.point = before
        return total


def _factors(value: Fraction) -> dict[int, int] | None:
    """The primes of a rational number with their exponents; None if they are not found."""
    found: dict[int, int] = {}
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        rest, divisor = part, 2
        while divisor <= _TRIAL_DIVISION and divisor * divisor <= rest:
            while rest % divisor == 0:
                found[divisor] = found.get(divisor, 0) + sign
                rest //= divisor
            divisor += 1 if divisor == 2 else 2
        if rest > 1:
            if rest > _TRIAL_DIVISION**2:
                return None
            found[rest] = found.get(rest, 0) + sign
    return {q: n for q, n in found.items() if n}


_DEGREE: Final = Mul((Constant("pi"), Inverse(Number(Fraction(180)))))
_CIRCULAR: Final = {"sin": "s1", "cos": "c1", "tan": "sc", "cot": "cs", "sec": "1c", "csc": "1s"}
_HYPERBOLIC: Final = {
    "sinh": "s1", "cosh": "c1", "tanh": "sc", "coth": "cs", "sech": "1c", "csch": "1s",
}  # fmt: skip
_ARITHMETIC: Final = frozenset(
    ("abs", "floor", "ceil", "sign", "min", "max", "gcd", "lcm", "mod", "factorial", "factorial2",
     "binomial")
)  # fmt: skip
