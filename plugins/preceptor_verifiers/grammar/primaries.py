"""Primaries: numbers, names, functions, brackets, fractions, big operators, matrices."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, cast

from preceptor_verifiers.grammar.building import (
    digits_token,
    multiply,
    unbounded_pair,
)
from preceptor_verifiers.grammar.calculus import Calculus
from preceptor_verifiers.grammar.constructors import Constructors
from preceptor_verifiers.grammar.counting_notation import COUNTS, counted
from preceptor_verifiers.grammar.cursor import (
    JUXTAPOSED,
    POWER,
    STARTING_COMMANDS,
    STARTS,
    SUM,
    Bracket,
)
from preceptor_verifiers.grammar.spelling import FRACTIONS, INTEGRALS, names
from preceptor_verifiers.grammar.tokens import Token
from preceptor_verifiers.grammar.tree import (
    Accented,
    Call,
    Constant,
    Degrees,
    Ellipsis,
    Interval,
    Inverse,
    LimitError,
    Matrix,
    NamedSet,
    Neg,
    Node,
    Number,
    ParseError,
    PlusMinus,
    Power,
    Sequence,
    Symbol,
)
from preceptor_verifiers.limits import COLLECTION_ITEMS

_CLOSERS: Final = {
    "(": (")", "]"), "[": ("]", ")"), "\\{": ("\\}", "}"), "{": ("}", "\\}"), "<<": (">>", ">"),
    "floor(": ("floor)",), "ceil(": ("ceil)",),
}  # fmt: skip
_INVERTED: Final = ["^", "{", "-", "1", "}", "("]
UNKNOWN_FUNCTIONS: Final = names("f g h F G")
_MATRICES: Final = names("""
    matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array aligned align align*
    cases gathered split""")
_INVERSES: Final = {
    "sin": "asin", "cos": "acos", "tan": "atan", "cot": "acot", "sec": "asec", "csc": "acsc",
    "sinh": "asinh", "cosh": "acosh", "tanh": "atanh",
}  # fmt: skip


class Primaries(Constructors, Calculus):
    """Parse the operands of operators."""

    def _prefix(self, minimum: int) -> Node:  # noqa: PLR0912 - one case after the other
        token = self.token
        if token.kind == "operator":
            if token.text in ("-", "+"):
                self.at += 1
                operand = self.expression(max(minimum, JUXTAPOSED))
                if token.text == "+":
                    return operand
                if isinstance(operand, Number):
                    return Number(-operand.value, operand.places, operand.digits)
                return Neg(operand)
            if token.text in ("±", "∓"):
                self.at += 1
                return PlusMinus(None, self.expression(max(minimum, SUM + 1)))
            if token.text == "|":
                return self._absolute()
            if token.text == "<":
                return self._angle()
            if token.text == "choose":
                self.at += 1
                return Call("binomial", (self._tight(), self._tight()))
            if token.text in ("^", "_") and (count := self._count()) is not None:
                return count
            if token.text == "^" and self.tokens[self.at + 1].text == "°":
                raise self._fail("a value before the degree sign")
        self.at += 1
        match token.kind:
            case "number":
                if token.number is None:
                    raise self._fail("a number")
                return token.number
            case "name":
                return self._name(token)
            case "word":
                return Symbol(token.text)
            case "constant":
                return Constant("infinity" if token.text == "infinity" else "pi")
            case "set":
                return NamedSet(token.text)
            case "ellipsis":
                return Ellipsis()
            case "accent":
                return self._accented(token)
            case "function":
                return self._function(token)
            case "open":
                self.at -= 1
                return self._group(token.text)
            case "begin":
                return self._environment(token)
            case "constructor":
                return self._constructor(token)
            case "command":
                return self._command(token)
            case "operator" if token.text in ("Union",):
                return self._big("union")
            case _:
                self.at -= 1
                raise self._fail("a value")

    def _count(self) -> Node | None:
        """``^5C_2`` and ``_5C_2``, which begin with an index; ``None`` for others."""
        start = self.at
        self.at += 1
        whole = self._tight()
        letter = self.token
        if letter.kind == "name" and letter.text[:1] in COUNTS:
            self.at += 1
            name, _, index = letter.text.partition("_")
            if len(name) == 1 and index:  # the digits right after it are read as its index
                return counted(name, whole, Number(Fraction(int(index)), None, len(index)))
            if len(name) == 1 and self._take("operator", "_"):
                return counted(name, whole, self._tight())
        self.at = start
        return None

    def _name(self, token: Token) -> Node:
        if token.text in ("e", "i") and not self._is("operator", "_"):
            return Constant("e" if token.text == "e" else "i")
        if token.text == "d":
            special = self._differential() if self.integrals else self._plain_derivative()
            if special is not None:
                return special
        if token.text == "Gamma" and self._is("open", "("):
            return Call("gamma", self._function_arguments())
        if (
            token.text in UNKNOWN_FUNCTIONS
            and [t.text for t in self.tokens[self.at : self.at + 6]] == _INVERTED
        ):
            self.at += 5
            return Call(f"{token.text}⁻¹", self._function_arguments())
        if self._is("open", "(") and not self.token.space:
            known = token.text in UNKNOWN_FUNCTIONS
            if known or (token.text in self.primed and self._is_single_argument("name")):
                return Call(token.text, self._applied_to())
        return Symbol(token.text)

    def _applied_to(self) -> tuple[Node, ...]:
        """The arguments of an unknown function, in round brackets."""
        inner = self._group("(")
        return inner.items if isinstance(inner, Sequence) and inner.bracket == "(" else (inner,)

    def _is_single_argument(self, *kinds: str) -> bool:
        """Whether the brackets that open here hold one token of these kinds: ``y′(x)``."""
        ahead = self.tokens[self.at + 1 : self.at + 3]
        return len(ahead) == 2 and ahead[0].kind in kinds and ahead[1].kind == "close"

    def _accented(self, token: Token) -> Node:
        operand = self._tight()
        if isinstance(operand, Symbol):
            return Accented(token.text, operand)
        if token.text in ("cal", "frak"):
            return operand
        return Accented(token.text, operand)

    def _absolute(self) -> Node:
        self.at += 1
        self.bars += 1
        inner = self.expression(0)
        self.bars -= 1
        if not self._take("operator", "|"):
            raise self._fail("a closing bar")
        return Call("abs", (inner,))

    def _angle(self) -> Node:
        self.at += 1
        items = [self.expression(0)]
        while self._take("separator", ","):
            items.append(self.expression(0))
            if len(items) > COLLECTION_ITEMS:
                raise LimitError("a vector beyond the limit", self.token.position)
        if not self._take("operator", ">"):
            raise self._fail("a closing angle bracket")
        return Sequence("<", tuple(items))

    def _group(self, opening: str) -> Node:
        """A bracketed group, from its opening to its closing bracket."""
        self.at += 1
        bars, self.bars = self.bars, 0
        self.groups += 1
        self.braces.append(opening in ("{", "\\{"))
        closers = _CLOSERS[opening]
        bracket = cast(Bracket, {"\\{": "{", "<<": "<"}.get(opening, opening[:1]))
        if opening in ("floor(", "ceil("):
            bracket = ""
        inner = self._list(closers, bracket)
        if self.token.kind != "close":
            raise self._fail("a closing bracket")
        closing = self.token.text
        self.at += 1
        self.bars = bars
        self.groups -= 1
        self.braces.pop()
        if opening in ("floor(", "ceil("):
            return Call(opening[:-1], (inner,))
        if not isinstance(inner, Sequence) or inner.bracket != bracket:
            return inner
        if opening == "\\{":
            if len(inner.items) == 1 and isinstance(inner.items[0], Matrix):
                return inner.items[0]  # brackets of a matrix, not a set
            return inner if inner.items else NamedSet("empty")
        if len(inner.items) == 1:
            only = inner.items[0]
            return Accented("mean", only) if opening == "<<" else only
        if closing != closers[0] or (opening in "([" and unbounded_pair(inner.items)):
            if opening in "([" and len(inner.items) == 2:
                return Interval(*inner.items, opening == "[", closing == "]")
            if closing != closers[0] and opening in "([":
                raise ParseError("brackets that do not match", self.token.position)
        return inner

    def _tight(self) -> Node:
        """An argument as LaTeX takes it: a braced group, or one token."""
        token = self.token
        if token.kind == "open":
            return self._group(token.text)
        if token.kind == "number" and len(token.text) > 1 and token.text.isdecimal():
            # \frac12: one digit is the argument, the rest stays.
            self.tokens[self.at] = digits_token(token.text[1:], token.position + 1)
            number = digits_token(token.text[0], token.position).number
            if number is not None:
                return number
        self._enter()
        node = self._prefix(POWER)
        self.depth -= 1
        return node

    def _function(self, token: Token) -> Node:
        name, index = token.text, None
        if name == "sqrt":
            if self._is("open", "[") and not self._closes_at_value():
                index = self._group("[")
            argument = self._root_argument()
            return (
                Call("root", (argument, index)) if index is not None else Call("sqrt", (argument,))
            )
        exponent: Node | None = None
        while self.token.kind == "operator" and self.token.text in ("^", "_"):
            if self._take("operator", "^"):
                exponent = self._tight_signed()
            else:
                self.at += 1
                index = self._tight()
        if exponent == Number(Fraction(-1), None, 1) and name in _INVERSES:
            name, exponent = _INVERSES[name], None
        elif (
            name == "log"
            and index is None
            and self.token.kind == "number"
            and not self.token.space
            and self.token.text in ("2", "10")
            and (self.tokens[self.at + 1].kind, self.tokens[self.at + 1].text) == ("open", "(")
        ):
            index = self.token.number  # log2(8), as calculators and programs write it
            self.at += 1
        arguments = self._function_arguments()
        if name == "log" and index is not None:
            arguments = (arguments[0], index)
        call: Node = Call(name, arguments)
        if name == "log" and len(arguments) == 2 and arguments[1] in (Symbol("E"), Constant("e")):
            call = Call("ln", arguments[:1])
        elif name == "cis" and len(arguments) == 1:
            call = Power(Constant("e"), multiply([Constant("i"), arguments[0]]))
        elif name == "sinc" and len(arguments) == 1:
            call = multiply([Call("sin", arguments), Inverse(arguments[0])])
        return call if exponent is None else Power(call, exponent)

    def _closes_at_value(self) -> bool:
        """Whether "[" after a root is its argument (``√[5]``) rather than its index."""
        level = 0
        for i in range(self.at, len(self.tokens)):
            token = self.tokens[i]
            if token.kind == "open":
                level += 1
            elif token.kind == "close":
                level -= 1
                if level == 0:
                    following = self.tokens[i + 1]
                    return not (following.kind in STARTS or following.kind == "command")
        return False

    def _root_argument(self) -> Node:
        if self.token.kind == "open":
            return self._group(self.token.text)
        self._enter()
        node = self._prefix(POWER)
        self.depth -= 1
        return node

    def _tight_signed(self) -> Node:
        if self.token.kind == "open":
            return self._group(self.token.text)
        return self.expression(POWER)

    def _function_arguments(self) -> tuple[Node, ...]:
        if self.token.kind == "open" and self.token.text in ("(", "{", "[", "\\{"):
            inner = self._group(self.token.text)
            if isinstance(inner, Sequence | Interval):
                items = inner.items if isinstance(inner, Sequence) else (inner.lower, inner.upper)
                if items:
                    return items
                raise self._fail("an argument")
            return (inner,)
        argument = self.expression(POWER)
        while (
            self.token.kind in ("number", "name", "constant", "accent")
            or (self.token.kind == "command" and self.token.text in STARTING_COMMANDS)
        ) and self._starts_factor(argument, self.token):
            argument = multiply([argument, self.expression(POWER)])
        return (argument,)

    def _command(self, token: Token) -> Node:
        name = token.text
        if name in FRACTIONS:
            outside = self.integrals
            if self._derivative_ahead():
                self.integrals = []
            top, bottom = self._tight(), self._tight()
            self.integrals = outside
            return self._derivative(top, bottom) or multiply([top, Inverse(bottom)])
        if name == "ang":
            return Degrees(self._tight())
        if name in ("binom", "dbinom", "tbinom"):
            return Call("binomial", (self._tight(), self._tight()))
        if name == "boxed":
            if not self._is("open", "{"):
                return self._tight()
            self.at += 1
            inner = self._list(("}",))
            if not self._take("close", "}") and self.token.kind != "end":
                raise self._fail("a closing brace")
            return inner
        if name == "underline":
            return self._tight()
        if name in ("sum", "prod", "lim"):
            return self._big({"sum": "sum", "prod": "product", "lim": "limit"}[name])
        if name in INTEGRALS:
            return self._integral(name)
        self.at -= 1
        raise self._fail("a value")

    def _environment(self, token: Token) -> Node:
        name = token.text
        if name not in _MATRICES:
            raise ParseError(f"the environment {name!r}", token.position)
        if name == "array" and self._is("open", "{"):
            while self.token.kind not in ("close", "end"):
                self.at += 1
            if self.token.kind == "end":
                raise self._fail("a closing brace")
            self.at += 1
        rows: list[list[Node]] = [[]]
        cells = 0
        while not self._take("end", name):
            if self.token.kind == "end":
                raise self._fail(f"\\end{{{name}}}")
            if self._take("command", "newline"):
                rows.append([])
            elif self._take("operator", "&") or self._take("separator", ","):
                continue
            else:
                self._enter()
                rows[-1].append(self._item())
                self.depth -= 1
                cells += 1
                if cells > COLLECTION_ITEMS:
                    raise LimitError("a matrix beyond the limit", self.token.position)
        filled = [tuple(row) for row in rows if row]
        if not filled or len({len(row) for row in filled}) != 1:
            raise ParseError("a matrix whose rows differ in length", token.position)
        matrix = Matrix(tuple(filled))
        return Call("det", (matrix,)) if name == "vmatrix" else matrix
