"""Formulas written as text, as LaTeX and with Unicode signs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from preceptor_probes.tree import Add, Call, Div, Mul, Name, Neg, Node, Num

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def plain(node: Node) -> str:
    """As text: ``3*x^2/(x + 1)``."""
    return _write(node, _Plain())


def latex(node: Node) -> str:
    """As LaTeX: ``\\frac{3 x^{2}}{x + 1}``."""
    return _write(node, _Latex())


def unicode(node: Node) -> str:
    """With ``·``, ``−``, ``π``, ``√`` and raised digits."""
    return _write(node, _Unicode())


def decimal(value: Fraction) -> str | None:
    """The exact decimal notation, if it ends after at most 12 digits."""
    for digits in range(13):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            text = f"{abs(scaled.numerator):0{digits + 1}d}"
            sign = "-" if value < 0 else ""
            return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"
    return None


class _Plain:
    minus, times = "-", "*"

    def name(self, name: str) -> str:
        return name

    def call(self, name: str, argument: str) -> str:
        return f"{name}({argument})"

    def divide(self, top: str, bottom: str) -> tuple[str, int]:
        return f"{top}/{bottom}", _PRODUCT

    def power(self, base: str, exponent: Node, write: Callable[[Node], str]) -> str:
        simple = isinstance(exponent, Name) or (
            isinstance(exponent, Num) and exponent.value.denominator == 1
        )
        return f"{base}^{write(exponent)}" if simple else f"{base}^({write(exponent)})"

    fraction_parts = _POWER
    brackets = ("(", ")")


class _Latex(_Plain):
    times = " "
    fraction_parts = _SUM
    brackets = (r"\left(", r"\right)")

    def name(self, name: str) -> str:
        return r"\pi" if name == "pi" else name

    def call(self, name: str, argument: str) -> str:
        if name == "sqrt":
            return rf"\sqrt{{{argument}}}"
        return rf"\{name}\left({argument}\right)"

    def divide(self, top: str, bottom: str) -> tuple[str, int]:
        return rf"\frac{{{top}}}{{{bottom}}}", _POWER

    def power(self, base: str, exponent: Node, write: Callable[[Node], str]) -> str:
        return f"{base}^{{{write(exponent)}}}"


class _Unicode(_Plain):
    minus, times = "−", "·"

    def name(self, name: str) -> str:
        return "π" if name == "pi" else name

    def call(self, name: str, argument: str) -> str:
        return f"√({argument})" if name == "sqrt" else f"{name}({argument})"

    def power(self, base: str, exponent: Node, write: Callable[[Node], str]) -> str:
        if isinstance(exponent, Num) and exponent.value.denominator == 1:
            return base + str(exponent.value).translate(_RAISED)
        return super().power(base, exponent, write)


def _write(node: Node, style: _Plain) -> str:
    def at(inner: Node, level: int) -> str:
        text, own = written(inner)
        opening, closing = style.brackets
        return text if own >= level else f"{opening}{text}{closing}"

    def written(node: Node) -> tuple[str, int]:
        if isinstance(node, Num):
            return _number(node), _ATOM if node.value.denominator == 1 or node.decimals else _SUM
        if isinstance(node, Name):
            return style.name(node.name), _ATOM
        if isinstance(node, Call):
            return style.call(node.function, at(node.argument, _SUM)), _ATOM
        if isinstance(node, Neg):
            return style.minus + at(node.operand, _PRODUCT), _SUM
        if isinstance(node, Add):
            return _sum(node, style, at), _SUM
        if isinstance(node, Mul):
            return _product(node, style, at), _PRODUCT
        if isinstance(node, Div):
            # A fraction in the numerator would give a/b/c.
            level = style.fraction_parts
            top = level if not isinstance(node.numerator, Mul) or level == _SUM else _PRODUCT
            if isinstance(node.numerator, Mul) and any(
                isinstance(part, Div) for part in node.numerator.factors
            ):
                top = level
            return style.divide(at(node.numerator, top), at(node.denominator, level))
        base = at(node.base, _ATOM)
        return style.power(base, node.exponent, lambda inner: at(inner, _SUM)), _POWER

    return at(node, _SUM)


def _number(node: Num) -> str:
    if node.decimals:
        return decimal(node.value) or str(node.value)
    return str(node.value)


def _sum(node: Add, style: _Plain, at: Callable[[Node, int], str]) -> str:
    text = at(node.terms[0], _SUM)
    for term in node.terms[1:]:
        if isinstance(term, Neg):
            text += f" {style.minus} " + at(term.operand, _PRODUCT)
        else:
            text += " + " + at(term, _PRODUCT)
    return text


def _product(node: Mul, style: _Plain, at: Callable[[Node, int], str]) -> str:
    text = ""
    for index, factor in enumerate(node.factors):
        part = at(factor, _POWER)
        if index:
            # Two adjacent numbers would be one.
            digits = style.times == " " and part[0].isdigit()
            text += r" \cdot " if digits else style.times
        text += part
    return text
