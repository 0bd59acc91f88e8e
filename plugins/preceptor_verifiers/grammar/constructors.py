"""The notation that computer algebra systems print, such as ``Integral(x, (x, 0, 1))``.

Names and arguments as in SymPy 1.13 (``sympy.printing.str``); nothing is executed, the names
only select nodes of our own tree.
"""

from __future__ import annotations

from typing import Final, Literal, cast

from preceptor_verifiers.grammar.building import add, derivative, infinite, multiply, set_operation
from preceptor_verifiers.grammar.calculus import as_variable
from preceptor_verifiers.grammar.counting_notation import counted
from preceptor_verifiers.grammar.cursor import Cursor
from preceptor_verifiers.grammar.tokens import Token
from preceptor_verifiers.grammar.tree import (
    Big,
    Call,
    Constant,
    Interval,
    Inverse,
    LimitError,
    Logic,
    Matrix,
    Node,
    Number,
    ParseError,
    Power,
    Relation,
    Sequence,
    Symbol,
)
from preceptor_verifiers.limits import COLLECTION_ITEMS, DERIVATIVE_ORDER

_RELATIONS: Final = {
    "Eq": "=", "Equality": "=", "Ne": "!=", "Unequality": "!=", "Lt": "<", "StrictLessThan": "<",
    "Le": "<=", "LessThan": "<=", "Gt": ">", "StrictGreaterThan": ">", "Ge": ">=",
    "GreaterThan": ">=", "Contains": "in",
}  # fmt: skip
_NEGATED: Final = {"in": "notin", "=": "!=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_OPERATIONS: Final = {
    "Union": "union", "Intersection": "intersection", "Complement": "difference",
}  # fmt: skip
_COUNTS: Final = {"nCr": "C", "comb": "C", "binom": "C", "nPr": "P", "perm": "P"}
_CLOSED: Final = {
    "Interval": (True, True), "Interval.open": (False, False), "Interval.Lopen": (False, True),
    "Interval.Ropen": (True, False),
}  # fmt: skip


class Constructors(Cursor):
    """Parse a constructor and its arguments."""

    def _constructor(self, token: Token) -> Node:
        """Return the node; the constructor's token is consumed, its bracket is not.

        Raises:
            ParseError: the number or form of the arguments does not fit the constructor.
        """
        self._enter()
        if not self._take("open", "("):
            raise self._fail("an opening bracket")
        if token.text.endswith("Matrix") or token.text == "array":
            node = self._matrix_rows(token)
        else:
            arguments, from_below = self._arguments()
            node = _build(token, arguments, from_below=from_below)
        if not self._take("close", ")"):
            raise self._fail("a closing bracket")
        self.depth -= 1
        return node

    def _arguments(self) -> tuple[tuple[Node, ...], bool]:
        arguments: list[Node] = []
        from_below = False
        bars, self.bars = self.bars, 0
        while not self._is("close", ")"):
            if self.token.kind == "direction":
                from_below = self.token.text == "-"
                self.at += 1
            else:
                arguments.append(self._item())
            if len(arguments) > COLLECTION_ITEMS:
                raise LimitError(f"more than {COLLECTION_ITEMS} arguments", self.token.position)
            if not self._take("separator", ","):
                break
        self.bars = bars
        return tuple(arguments), from_below

    def _matrix_rows(self, token: Token) -> Node:
        if not self._take("open", "["):
            raise self._fail("the rows of a matrix")
        rows: list[tuple[Node, ...]] = []
        cells = 0
        while not self._is("close", "]"):
            row: list[Node] = []
            if self._take("open", "["):
                while not self._is("close", "]"):
                    row.append(self._item())
                    if not self._take("separator", ","):
                        break
                if not self._take("close", "]"):
                    raise self._fail("the end of a row")
            else:
                row.append(self._item())
            rows.append(tuple(row))
            cells += len(row)
            if cells > COLLECTION_ITEMS:
                raise LimitError("a matrix beyond the limit", self.token.position)
            if not self._take("separator", ","):
                break
        if not self._take("close", "]"):
            raise self._fail("the end of the rows")
        if not rows or not rows[0] or len({len(row) for row in rows}) != 1:
            raise ParseError("a matrix whose rows differ in length", token.position)
        return Matrix(tuple(rows))


def _build(token: Token, arguments: tuple[Node, ...], *, from_below: bool) -> Node:  # noqa: PLR0912 - one case after the other
    name = token.text
    match arguments:
        case (left, right) if name in _RELATIONS:
            return Relation((_RELATIONS[name],), (left, right))
        case (body, *bounds) if bounds and name in ("Integral", "Sum", "Product"):
            for bound in bounds:
                body = _bounded(token, body, bound)
            return body
        case (body, Symbol(variable), point) if name == "Limit":
            if from_below and not infinite(point):
                point = Call("below", (point,))
            return Big("limit", variable, point, None, body)
        case (body, *variables) if variables and name == "Derivative":
            return derivative(body, _orders(token, variables))
        case (Relation((operator,), sides),) if name == "Not" and operator in _NEGATED:
            return Relation((_NEGATED[operator],), sides)
        case (_, *_) if name == "And":
            return Sequence("", arguments)
        case (_, *_) if name == "Or":
            return Logic("or", arguments)
        case _ if name == "FiniteSet":
            return Sequence("{", arguments)
        case _ if name == "Tuple":
            return Sequence("(", arguments)
        case (lower, upper) if name in _CLOSED:
            closed = [
                ends and not infinite(end)
                for ends, end in zip(_CLOSED[name], (lower, upper), strict=True)
            ]
            return Interval(lower, upper, *closed)
        case (lower, upper, Symbol(left_open), Symbol(right_open)) if name == "Interval":
            return Interval(lower, upper, left_open != "True", right_open != "True")
        case (first, *others) if name in _OPERATIONS:
            for operand in others:
                first = set_operation(_OPERATIONS[name], first, operand)
            return first
        case (top, bottom) if name == "Rational":
            return multiply([top, Inverse(bottom)])
        case (value,) if name in ("Integer", "Rational"):
            return value
        case (value, degree) if name == "root":
            return Call("root", (value, degree))
        case (value, degree) if name == "nthroot":
            return Call("root", (value, degree))
        case (value, base) if name == "logbase":
            return Call("log", (value, base))
        case (whole, chosen) if name in _COUNTS:
            return counted(_COUNTS[name], whole, chosen)
        case (base, exponent) if name in ("Pow", "pow"):
            return Power(base, exponent)
        case (_, *_) if name in ("Add", "Mul"):
            return add(list(arguments)) if name == "Add" else multiply(list(arguments))
    raise ParseError(f"{name} with {len(arguments)} arguments", token.position)


def _bounded(token: Token, body: Node, bound: Node) -> Node:
    operator = {"Integral": "integral", "Sum": "sum", "Product": "product"}[token.text]
    match bound:
        case Symbol(name) | Constant(name) if operator == "integral":
            return Big("integral", name, None, None, as_variable(body, name))
        case Sequence("(", (Symbol(name) | Constant(name), lower, upper)):
            return Big(cast("Literal['sum', 'product', 'integral']", operator), name, lower,
                       upper, as_variable(body, name))  # fmt: skip
        case _:
            raise ParseError(f"bounds of {token.text} that are not (variable, from, to)",
                             token.position)  # fmt: skip


def _orders(token: Token, variables: list[Node]) -> list[Node]:
    repeated: list[Node] = []
    for argument in variables:
        match argument:
            case Symbol():
                repeated.append(argument)
            case Sequence("(", (Symbol() as variable, Number(order))) if (
                order.denominator == 1 and 1 <= order <= DERIVATIVE_ORDER
            ):
                repeated += [variable] * int(order)
            case _:
                raise ParseError("a derivative by something that is not a variable", token.position)
    if len(repeated) > DERIVATIVE_ORDER:
        raise LimitError("a derivative of too high an order", token.position)
    return repeated
