"""The image of an expression: see :mod:`preceptor_verifiers.algebra.modular_image`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.exact_value import (
    NotEvaluableError,
    UndefinedError,
    exact,
    index_range,
)
from preceptor_verifiers.algebra.finite_field import Element
from preceptor_verifiers.algebra.modular_image import ONE, Image, Images, combined, times_i
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

IMAGE_SUM_TERMS: Final = 100
"""Terms of a finite sum or product whose image in a finite field is computed."""

_PI: Final = Constant("pi")
_DEGREE: Final = Mul((_PI, Inverse(Number(Fraction(180)))))
_CIRCULAR: Final = {"sin": "s1", "cos": "c1", "tan": "sc", "cot": "cs", "sec": "1c", "csc": "1s"}
_HYPERBOLIC: Final = {
    "sinh": "s1", "cosh": "c1", "tanh": "sc", "coth": "cs", "sech": "1c", "csch": "1s",
}  # fmt: skip
_INVERSES: Final = frozenset(("asin", "acos", "atan"))
_ARITHMETIC: Final = frozenset(
    ("abs", "floor", "ceil", "sign", "min", "max", "gcd", "lcm", "mod", "factorial", "factorial2",
     "binomial")
)  # fmt: skip


class Imager(Images):
    """Evaluate trees in one field at one point."""

    def __call__(self, node: Node) -> Image:  # noqa: PLR0912 - one case after the other
        """Return the image.

        Raises:
            NotEvaluableError: the rules do not cover the node.
            LimitError: an intermediate number is beyond the limits.
        """
        match node:
            case Number(value):
                return self._rational(value)
            case Symbol(name):
                return self._symbol(name)
            case Accented():
                return self._symbol(repr(node))
            case Constant("pi"):
                return Image(self._real("pi"), {"pi": ONE})
            case Constant("i"):
                return Image(self.field.i, {"i": ONE})
            case Constant("e"):
                return self._exponential(self._rational(ONE))
            case Add(terms):
                images = [self(t) for t in terms]
                total: Element = (0, 0)
                for image in images:
                    total = self.field.add(total, image.element)
                return self._with_rational(Image(total, combined([i.linear for i in images])))
            case Mul(factors):
                product = self._rational(ONE)
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

    # --- functions ------------------------------------------------------------------------

    def _call(self, name: str, values: list[Image]) -> Image:
        first = values[0]
        rational = [v.rational for v in values]
        known = [r for r in rational if r is not None]
        if name == "sqrt":
            return self._square_root(first)
        if name in ("root", "cbrt"):
            degree = Fraction(3) if name == "cbrt" else rational[-1]
            if not degree:
                raise NotEvaluableError("a root of a degree that is not a number")
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
        if name in _INVERSES and len(values) == 1:
            return self._angle(name, first) or self._free(name, first.element)
        if name in _HYPERBOLIC and len(values) == 1:
            return self._hyperbolic(name, first)
        if len(known) == len(values) and name in _ARITHMETIC:
            return self._rational(exact(Call(name, tuple(Number(k) for k in known))))
        if name in _ARITHMETIC or name == "derivative":
            raise NotEvaluableError(name)
        return self._free(name, *(v.element for v in values))

    def _halves(self, x: Image) -> tuple[Element, Element]:
        plus = self._exponential(x).element
        return plus, self.field.invert(plus)

    def _circular(self, name: str, x: Image) -> Image:
        turned = None if x.linear is None else times_i(x.linear)
        if turned is None:
            return self._free(name, x.element)
        field = self.field
        plus, minus = self._halves(Image((0, 0), turned))
        half = field.rational(Fraction(1, 2))
        cosine = field.multiply(field.add(plus, minus), half)
        sine = field.multiply(field.add(plus, field.negate(minus)), half)
        sine = field.multiply(sine, field.invert(field.i))
        return self._quotient(_CIRCULAR[name], {"s": sine, "c": cosine, "1": (1, 0)})

    def _angle(self, name: str, x: Image) -> Image | None:
        """Return the angle with a known sine, cosine or tangent, if it is a multiple of 3°."""
        multiples = {"acos": range(61), "asin": range(-30, 31), "atan": range(-29, 30)}[name]
        for n in multiples:
            angle = self._product(self(_PI), self._rational(Fraction(n, 60)))
            try:
                if self._circular(name[1:], angle).element == x.element:
                    return angle
            except UndefinedError:
                continue
        return None

    def _hyperbolic(self, name: str, x: Image) -> Image:
        if x.linear is None:
            return self._free(name, x.element)
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
                    total = self._with_rational(
                        Image(element, combined([total.linear, value.linear]))
                    )
        finally:
            self.point = before
        return total
