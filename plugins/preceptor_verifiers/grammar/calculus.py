"""Sums, products, limits, integrals and derivatives as they are written on paper."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal, cast

from preceptor_verifiers.grammar.building import derivative, multiply
from preceptor_verifiers.grammar.cursor import JUXTAPOSED, PRODUCT, SUM, Cursor
from preceptor_verifiers.grammar.spelling import INTEGRALS
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Big,
    Constant,
    Inverse,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    Power,
    Relation,
    Sequence,
    Symbol,
    mapped,
)
from preceptor_verifiers.limits import DERIVATIVE_ORDER

DIFFERENTIAL: Final = "d"
"""The accent of a differential while an integral is parsed; it is not in a finished tree."""
_BOUND: Final = {"sum": ("=",), "product": ("=",), "limit": ("->",), "union": ("=",)}
_UNIT: Final = Number(Fraction(1), None, 1)


class Calculus(Cursor):
    """Parse big operators and derivatives."""

    def _bounds(self) -> tuple[Node | None, Node | None]:
        lower: Node | None = None
        upper: Node | None = None
        while self.token.kind == "operator" and self.token.text in ("_", "^"):
            below = self.token.text == "_"
            self.at += 1
            bound: Node | None = self._tight()
            if bound in (Sequence("{", ()), NamedSet("empty")):
                bound = None
            lower, upper = (bound, upper) if below else (lower, bound)
        return lower, upper

    def _big(self, operator: str) -> Node:
        lower, upper = self._bounds()
        variable = ""
        if (
            isinstance(lower, Relation)
            and lower.operators == _BOUND[operator]
            and isinstance(lower.sides[0], Symbol | Constant)
        ):
            variable, lower = lower.sides[0].name, lower.sides[1]
        body = self.expression(PRODUCT - 1)
        body = as_variable(body, variable)
        return Big(cast("Literal['sum', 'product', 'limit', 'union']", operator), variable, lower,
                   upper, body)  # fmt: skip

    # --- integrals ------------------------------------------------------------------------

    def _integral(self, command: str) -> Node:
        lower, upper = self._bounds()
        self.integrals.append(self.groups)
        body = self.expression(SUM)
        self.integrals.pop()
        for _ in range(INTEGRALS[command]):
            variable = ""
            if self._is("name", "d") and self.tokens[self.at + 1].kind in ("name", "constant"):
                variable = self.tokens[self.at + 1].text
                self.at += 2
            else:
                separated = _without_differential(body)
                if separated is not None:
                    body, variable = separated
            if not variable:
                variable = "x"  # \int (x + a): the differential was left out
            body = Big("integral", variable, lower, upper, as_variable(body, variable))
        return body if self.integrals else _restored(body)

    def _differential(self) -> Node | None:
        """Return ``dx`` under an integral, after its ``d``."""
        token = self.token
        if self.integrals and token.kind in ("name", "constant"):
            self.at += 1
            return Accented(DIFFERENTIAL, Symbol(token.text))
        return None

    def _ends_integrand(self) -> bool:
        """Whether ``d`` here ends the integrand rather than being a factor in brackets."""
        return (
            bool(self.integrals)
            and self.integrals[-1] == self.groups
            and self.tokens[self.at + 1].kind in ("name", "constant")
        )

    # --- derivatives ----------------------------------------------------------------------

    def _derivative_ahead(self) -> bool:
        """Whether ``{d…}{d…}`` follows, in which no ``d`` belongs to an integral around it."""
        ahead = self.tokens[self.at : self.at + 2]
        if [t.text for t in ahead] != ["{", "d"]:
            return False
        level = 0
        for i in range(self.at, len(self.tokens)):
            level += (self.tokens[i].kind == "open") - (self.tokens[i].kind == "close")
            if level == 0:
                return [t.text for t in self.tokens[i + 1 : i + 3]] == ["{", "d"]
        return False

    def _derivative(self, top: Node, bottom: Node) -> Node | None:
        """``\\frac{d}{dx}``, ``\\frac{d^2y}{dx^2}`` and the like; None for other fractions."""
        below = bottom.factors if isinstance(bottom, Mul) else (bottom,)
        above = top.factors if isinstance(top, Mul) else (top,)
        sign = below[0]
        if len(below) < 2 or sign not in (Symbol("d"), Symbol("partial")):
            return None
        variables: list[Node] = []
        for mark, factor in zip(below[::2], below[1::2], strict=False):
            times, variable = 1, factor
            if isinstance(factor, Power):
                times, variable = _small(factor.exponent), factor.base
            if mark != sign or not isinstance(variable, Symbol) or not times:
                return None
            variables += [variable] * times
        order, operand = above[0], above[1:]
        orders = 1
        if isinstance(order, Power):
            orders, order = _small(order.exponent), order.base
        if len(below) % 2 or order != sign or orders != len(variables):
            return None
        if operand:
            return derivative(multiply(list(operand)), variables)
        if self.token.kind in ("end", "close", "separator", "operator"):
            return None
        return derivative(self.expression(JUXTAPOSED), variables)

    def _plain_derivative(self) -> Node | None:
        """Return ``dy/dx`` or ``d^2y/dx^2``, after its first ``d``."""
        order, at = self._order(self.at)
        ahead = self.tokens[at : at + 4]
        if (
            len(ahead) == 4
            and [t.kind for t in ahead] == ["name", "operator", "name", "name"]
            and (ahead[1].text, ahead[2].text) == ("/", "d")
            and not ahead[3].space
        ):
            times, end = self._order(at + 4)
            if order == times and (order > 1 or not ahead[0].space):
                self.at = end
                variables: list[Node] = [Symbol(ahead[3].text)] * order
                return derivative(Symbol(ahead[0].text), variables)
        return None

    def _order(self, at: int) -> tuple[int, int]:
        """Return the exponent at a token, 1 where there is none, and where it ends."""
        texts = [t.text for t in self.tokens[at : at + 4]]
        braces = texts[1:2] == ["{"] and texts[3:4] == ["}"]
        if texts[:1] != ["^"] or len(texts) < 2:
            return 1, at
        number = self.tokens[at + 1 + braces].number
        order = _small(number) if number is not None else 0
        return (order, at + 2 + 2 * braces) if order else (1, at)


def _small(node: Node) -> int:
    """Return a small whole number; 0 for anything else."""
    if isinstance(node, Number) and node.value.denominator == 1:
        return int(node.value) if 1 <= node.value <= DERIVATIVE_ORDER else 0
    return 0


def _without_differential(node: Node) -> tuple[Node, str] | None:
    """Return the integrand without its last differential, and the variable."""
    match node:
        case Accented("d", Symbol(name)):
            return _UNIT, name
        case Mul(factors):
            for i in range(len(factors) - 1, -1, -1):
                separated = _without_differential(factors[i])
                if separated is not None and not isinstance(factors[i], Add):
                    others = [*factors[:i], *factors[i + 1 :]]
                    if isinstance(factors[i], Accented):
                        if isinstance(others[0], Inverse):
                            others.insert(0, _UNIT)
                        return multiply(others), separated[1]
                    return multiply([*factors[:i], separated[0], *factors[i + 1 :]]), separated[1]
            return None
        case Neg(operand):
            separated = _without_differential(operand)
            return (Neg(separated[0]), separated[1]) if separated else None
        case Add(terms):
            separated = _without_differential(terms[-1])
            return (Add((*terms[:-1], separated[0])), separated[1]) if separated else None
        case Sequence("{", (item,)):
            return _without_differential(item)
        case _:
            return None


def as_variable(body: Node, name: str) -> Node:
    """Return the tree in which ``i`` (or ``e``) is an index and not a constant."""

    def change(node: Node) -> Node | None:
        return Symbol(name) if isinstance(node, Constant) and node.name == name else None

    return mapped(body, change) if name in ("i", "e") else body


def _restored(node: Node) -> Node:
    """Return the tree with differentials outside any integral as products again."""

    def change(part: Node) -> Node | None:
        if isinstance(part, Accented) and part.accent == DIFFERENTIAL:
            return Mul((Symbol("d"), part.operand))
        return None

    return mapped(node, change)
