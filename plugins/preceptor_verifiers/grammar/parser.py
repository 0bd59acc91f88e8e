"""Tokens to a tree, by precedence climbing (Pratt, "Top down operator precedence", 1973).

Binding powers, low to high: set operations, ``+ - ±``, ``* / mod``, juxtaposition, ``^``,
postfix ``! % °``. Juxtaposition binds tighter than division, as in physics (``hν/kT``), but
a fraction of two plain numbers comes first (``1/2 x`` is half of x).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal, cast

from preceptor.limits import COLLECTION_ITEMS, GRAMMAR_NESTING
from preceptor_verifiers.grammar.lexer import Token, tokenize
from preceptor_verifiers.grammar.spelling import GREEK, clean
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Based,
    Big,
    Call,
    Constant,
    Degrees,
    Ellipsis,
    Interval,
    Inverse,
    Labelled,
    LimitError,
    Logic,
    Matrix,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    ParseError,
    Percent,
    PlusMinus,
    Power,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    Words,
)

Bracket = Literal["", "(", "[", "{", "<"]

CHOOSE, SET, SUM, PRODUCT, JUXTAPOSED, POWER, POSTFIX = 5, 10, 20, 40, 45, 60, 70
_INFIX: Final = {
    "choose": CHOOSE, "union": SET, "intersection": SET, "difference": SET, "+": SUM, "-": SUM, "±": SUM,
    "∓": SUM, "*": PRODUCT, "/": PRODUCT, "%%": PRODUCT, "^": POWER, "!": POSTFIX,
    "%": POSTFIX, "°": POSTFIX, "'": POSTFIX,
}  # fmt: skip
_RELATIONS: Final = frozenset(
    (
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "~",
        "in",
        "notin",
        "ni",
        "subset",
        "supset",
        "approx",
        "->",
        "mod",
    )
)
_CLOSERS: Final = {
    "(": (")", "]"), "[": ("]", ")"), "\\{": ("\\}", "}"), "{": ("}", "\\}"), "<<": (">>", ">"),
    "floor(": ("floor)",), "ceil(": ("ceil)",),
}  # fmt: skip
_STARTS: Final = frozenset(
    ("number", "name", "word", "constant", "function", "open", "accent", "ellipsis", "set",
     "begin")
)  # fmt: skip
_STARTING_COMMANDS: Final = frozenset(
    "frac dfrac tfrac cfrac binom dbinom tbinom boxed sum prod int iint oint lim underline".split()
)
_UNKNOWN_FUNCTIONS: Final = frozenset("f g h F G".split())
_MATRICES: Final = frozenset(
    """matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array aligned align align*
    cases gathered split""".split()
)
_INVERSES: Final = {
    "sin": "asin", "cos": "acos", "tan": "atan", "cot": "acot", "sec": "asec", "csc": "acsc",
    "sinh": "asinh", "cosh": "acosh", "tanh": "atanh",
}  # fmt: skip
_MAX_POSTFIX: Final = 6


def add(terms: list[Node]) -> Node:
    """The sum of the terms, flat."""
    flat: list[Node] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Add) else (term,))
    return flat[0] if len(flat) == 1 else Add(tuple(flat))


def multiply(factors: list[Node]) -> Node:
    """The product of the factors, flat."""
    flat: list[Node] = []
    for factor in factors:
        flat.extend(factor.factors if isinstance(factor, Mul) else (factor,))
    return flat[0] if len(flat) == 1 else Mul(tuple(flat))


class Parser:
    """Parses one list of tokens; use :func:`parse`."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.integrals = 0

    # --- tokens ---------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def _is(self, kind: str, text: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == kind and token.text == text

    def _take(self, kind: str, text: str) -> bool:
        if self._is(kind, text):
            self.at += 1
            return True
        return False

    def _fail(self, expected: str) -> ParseError:
        token = self.token
        found = "the end" if token.kind == "end" else repr(token.text)
        return ParseError(f"expected {expected}, found {found}", token.position)

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > GRAMMAR_NESTING:
            raise LimitError("nested too deeply", self.token.position)

    # --- answers and lists ----------------------------------------------------------------

    def answer(self) -> Node:
        """The whole text."""
        node = self._list(())
        if self.token.kind != "end":
            raise self._fail("an operator or the end")
        return node

    def _list(self, closers: tuple[str, ...], bracket: Bracket = "") -> Node:
        """Items up to a closing bracket (not consumed) or the end."""
        self._enter()
        groups: list[list[Node]] = [[]]
        alternatives = False
        while True:
            if self.token.kind == "end" or (
                self.token.kind == "close" and self.token.text in closers
            ):
                break
            if self.token.kind == "separator":
                if self.token.text == "or":
                    alternatives = True
                if self.token.text != "," and groups[-1]:
                    groups.append([])
                self.at += 1
                continue
            item = self._item()
            groups[-1].append(item)
            if sum(map(len, groups)) > COLLECTION_ITEMS:
                raise LimitError(f"more than {COLLECTION_ITEMS} items", self.token.position)
            if bracket == "{" and self._such_that():
                condition = self._list(closers)
                self.depth -= 1
                return SetBuilder(item, condition)
            if self.token.kind not in ("separator", "end", "close"):
                raise self._fail("a separator or the end")
            if self.token.kind == "close" and self.token.text not in closers:
                raise self._fail("a matching bracket")
        self.depth -= 1
        groups = [g for g in groups if g]
        if alternatives and all(len(g) == 1 and _is_statement(g[0]) for g in groups):
            if len(groups) == 1:
                return groups[0][0]
            return Logic("or", tuple(g[0] for g in groups))
        sizes = {len(g) for g in groups}
        if len(groups) > 1 and len(sizes) == 1 and sizes != {1} and not bracket:
            return Sequence("", tuple(Sequence("(", tuple(g)) for g in groups))
        items = [item for group in groups for item in group]
        if len(items) == 1 and not bracket:
            return items[0]
        return Sequence(bracket, tuple(items))

    def _such_that(self) -> bool:
        return self._take("operator", "|") or self._take("operator", ":")

    def _item(self) -> Node:
        """One statement, value, or labelled value."""
        while self.token.kind == "text":
            text = self.token.text
            self.at += 1
            if self.token.kind in ("end", "separator", "close"):
                return Words(text)
            if self._take("operator", ":"):
                return Labelled(text, self._item())
        left = self._ratio()
        operators: list[str] = []
        sides: list[Node] = [left]
        while self.token.kind == "operator" and self.token.text in _RELATIONS:
            if self.bars and self.token.text in ("<", ">"):
                break
            operators.append(self.token.text)
            self.at += 1
            if self.token.kind in ("end", "separator", "close"):
                raise self._fail("a value")
            sides.append(self._ratio())
            if len(sides) > COLLECTION_ITEMS:
                raise LimitError("a chain of comparisons beyond the limit", self.token.position)
        while self.token.kind == "text":
            self.at += 1  # a remark after the value
        return Relation(tuple(operators), tuple(sides)) if operators else left

    def _ratio(self) -> Node:
        first = self.expression(0)
        if not self._is("operator", ":"):
            return first
        parts = [first]
        while self._take("operator", ":"):
            if self.token.kind in ("end", "separator", "close"):
                break
            parts.append(self.expression(0))
        if len(parts) == 1:
            return first
        if len(parts) == 2 and isinstance(first, Symbol) and _is_word(first.name):
            return Labelled(first.name.lower(), parts[1])
        return Ratio(tuple(parts))

    # --- expressions ----------------------------------------------------------------------

    def expression(self, minimum: int) -> Node:  # noqa: PLR0912, PLR0915 - one loop over operators
        """An expression whose operators bind at least as tightly as ``minimum``."""
        self._enter()
        left = self._prefix(minimum)
        postfixes = 0
        while True:
            token = self.token
            if token.kind == "operator":
                power = _INFIX.get(token.text)
                if power is None or power < minimum:
                    if token.text == "_" and (
                        isinstance(left, Symbol | Accented | Power)
                        or (isinstance(left, Number) and minimum < POWER)
                    ):
                        left = self._subscript(left)
                        continue
                    break
                self.at += 1
                if power == POSTFIX:
                    postfixes += 1
                    if postfixes > _MAX_POSTFIX:
                        raise LimitError("too many postfix operators", token.position)
                    left = _postfix(token.text, left)
                elif token.text == "^":
                    left = self._power(left)
                elif power == SET:
                    left = _set_operation(token.text, left, self.expression(SET + 1))
                elif token.text in ("±", "∓"):
                    left = PlusMinus(left, self.expression(SUM + 1))
                elif power == SUM:
                    right = self.expression(SUM + 1)
                    left = self._sum(left, Neg(right) if token.text == "-" else right)
                elif token.text == "*":
                    left = multiply([left, self.expression(PRODUCT + 1)])
                elif token.text == "/":
                    left = multiply([left, Inverse(self._denominator(left))])
                elif token.text == "choose":
                    left = Call("binomial", (left, self.expression(CHOOSE + 1)))
                else:
                    left = Call("mod", (left, self.expression(PRODUCT + 1)))
            elif self._starts_factor(left, token):
                if minimum > JUXTAPOSED:
                    break
                if token.kind == "name" and token.text == "U" and _is_set(left):
                    self.at += 1
                    left = _set_operation("union", left, self.expression(SET + 1))
                    continue
                mixed = self._mixed(left)
                left = mixed or multiply([left, self.expression(JUXTAPOSED + 1)])
            else:
                break
        self.depth -= 1
        return left

    def _sum(self, left: Node, right: Node) -> Node:
        if isinstance(right, Neg) and _is_set(left) and _is_set(right.operand):
            if isinstance(left, SetBuilder | Interval | NamedSet | SetOperation):
                return _set_operation("difference", left, right.operand)
        return add([left, right])

    def _starts_factor(self, left: Node, token: Token) -> bool:
        if token.kind in _STARTS:
            if token.kind == "number":
                # "2 3" is no product; "2^6 3^5" is.
                return not isinstance(left, Number) or self._mixed_ahead()
            if token.kind == "name" and token.text == "d" and self.integrals:
                return self.tokens[self.at + 1].kind not in ("name", "constant")
            if token.kind == "word" and isinstance(left, Symbol) and len(left.name) > 1:
                raise ParseError("words, not a value", token.position)
            return not (token.kind == "open" and token.text in ("\\{",))
        if token.kind == "command":
            return token.text in _STARTING_COMMANDS
        return False

    def _denominator(self, left: Node) -> Node:
        token = self.token
        number_over_number = token.kind == "number" and (
            isinstance(left, Number) or (isinstance(left, Mul) and _all_numbers(left))
        )
        return self.expression(JUXTAPOSED + 1 if number_over_number else PRODUCT + 1)

    def _mixed_ahead(self) -> bool:
        ahead = self.tokens[self.at : self.at + 3]
        return (
            len(ahead) == 3
            and ahead[0].kind == "number"
            and ahead[1].kind == "operator"
            and ahead[1].text == "/"
            and ahead[2].kind == "number"
            and not ahead[1].space
        )

    def _mixed(self, left: Node) -> Node | None:
        """``1 1/2`` and ``1\\frac12`` with whole numbers are mixed numbers."""
        if not (isinstance(left, Number) and left.places is None and left.value >= 1):
            return None
        token, start = self.token, self.at
        if token.kind == "number" and self._mixed_ahead():
            top, bottom = token.number, self.tokens[self.at + 2].number
            self.at += 3
        elif token.kind == "command" and token.text in ("frac", "tfrac", "dfrac", "cfrac"):
            fraction = self.expression(JUXTAPOSED + 1)
            if (
                isinstance(fraction, Mul)
                and len(fraction.factors) == 2
                and isinstance(fraction.factors[0], Number)
                and isinstance(fraction.factors[1], Inverse)
                and isinstance(fraction.factors[1].operand, Number)
            ):
                top, bottom = fraction.factors[0], fraction.factors[1].operand
            else:
                return multiply([left, fraction])
        else:
            return None
        if top is None or bottom is None or top.places is not None or bottom.places is not None:
            self.at = start
            raise self._fail("a mixed number of whole numbers")
        if bottom.value == 0:
            raise ParseError("a fraction with denominator zero", token.position)
        if top.value >= bottom.value:
            return multiply([left, top, Inverse(bottom)])
        return Number(left.value + Fraction(top.value, bottom.value), None, left.digits)

    def _power(self, base: Node) -> Node:
        if self._take("operator", "°"):
            return Degrees(base)
        if self._take("operator", "'"):
            return _postfix("'", base)
        if self._is("open", "{"):
            start = self.at
            self.at += 1
            if self.token.kind == "operator" and self.token.text in ("°", "'", "*", "+", "-"):
                mark = self.token.text
                self.at += 1
                if self._take("close", "}"):
                    return Degrees(base) if mark == "°" else _postfix("'", base)
            self.at = start
            exponent = self._group("{")
        elif (
            self.token.kind == "operator"
            and self.token.text in ("*", "+")
            and (self.tokens[self.at + 1].kind in ("end", "separator", "close"))
        ):
            self.at += 1
            return _postfix("'", base)
        else:
            exponent = self.expression(POWER)
        if self._is("operator", "_") and isinstance(base, Symbol | Accented):
            base = self._subscript(base)
        if isinstance(base, Power) and isinstance(base.base, Symbol) and base.base.name == "'":
            return Power(base, exponent)
        return Power(base, exponent)

    def _subscript(self, left: Node) -> Node:
        position = self.token.position
        self.at += 1
        parts: list[str] = []
        if self._is("open", "{"):
            self.at += 1
            level = 1
            while level:
                token = self.token
                if token.kind == "end":
                    raise self._fail("a closing brace")
                if token.kind == "open" and token.text == "{":
                    level += 1
                elif token.kind == "close" and token.text == "}":
                    level -= 1
                if level:
                    parts.append(token.text)
                self.at += 1
        elif self.token.kind in ("number", "name", "word", "constant", "text", "operator"):
            parts.append(self.token.text)
            self.at += 1
        else:
            raise self._fail("a subscript")
        text = "".join(p for p in parts if p not in ("{", "}"))
        if isinstance(left, Number):
            base = int(text) if text.isdecimal() and len(text) < 3 else 0
            if left.places is not None or not 2 <= base <= 36:
                raise ParseError("a number with a subscript that is no base", position)
            return Based(str(left.value), base)
        if isinstance(left, Symbol):
            return Symbol(f"{left.name}_{text}")
        if isinstance(left, Accented):
            return Accented(f"{left.accent}_{text}", left.operand)
        if isinstance(left, Power) and isinstance(left.base, Symbol):
            return Power(Symbol(f"{left.base.name}_{text}"), left.exponent)
        raise ParseError("a subscript on something without a name", position)

    # --- prefixes and primaries -----------------------------------------------------------

    def _prefix(self, minimum: int) -> Node:  # noqa: PLR0912 - a dispatch over token kinds
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
            case "command":
                return self._command(token)
            case "operator" if token.text in ("Union",):
                return self._big("union")
            case _:
                self.at -= 1
                raise self._fail("a value")

    def _name(self, token: Token) -> Node:
        if token.text == "e":
            return Constant("e")
        if token.text == "i":
            return Constant("i")
        if token.text in _UNKNOWN_FUNCTIONS and self._is("open", "(") and not self.token.space:
            arguments = self._group("(")
            items = (
                arguments.items
                if isinstance(arguments, Sequence) and arguments.bracket == "("
                else (arguments,)
            )
            return Call(token.text, items)
        return Symbol(token.text)

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
        if opening in ("floor(", "ceil("):
            return Call(opening[:-1], (inner,))
        if not isinstance(inner, Sequence) or inner.bracket != bracket:
            return inner
        if opening == "\\{":
            return inner if inner.items else NamedSet("empty")
        if len(inner.items) == 1:
            return inner.items[0]
        if closing != closers[0] or (opening in "([" and _endpoint(inner.items)):
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
            self.tokens[self.at] = _digits(token.text[1:], token.position + 1)
            number = _digits(token.text[0], token.position).number
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
        arguments = self._function_arguments()
        if name == "log" and index is not None:
            arguments = (arguments[0], index)
        elif name == "sqrt":
            name = "sqrt"
        call: Node = Call(name, arguments)
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
                    return not (following.kind in _STARTS or following.kind == "command")
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
            or (self.token.kind == "command" and self.token.text in _STARTING_COMMANDS)
        ) and self._starts_factor(argument, self.token):
            argument = multiply([argument, self.expression(POWER)])
        return (argument,)

    def _command(self, token: Token) -> Node:
        name = token.text
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return multiply([self._tight(), Inverse(self._tight())])
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
        if name in ("int", "iint", "oint"):
            return self._integral()
        self.at -= 1
        raise self._fail("a value")

    def _big(self, operator: str) -> Node:
        variable, lower, upper = "", None, None
        while self.token.kind == "operator" and self.token.text in ("_", "^"):
            below = self.token.text == "_"
            self.at += 1
            bound = self._tight()
            if not below:
                upper = bound
            elif isinstance(bound, Relation) and len(bound.sides) == 2:
                variable = (
                    bound.sides[0].name if isinstance(bound.sides[0], Symbol | Constant) else ""
                )
                lower = bound.sides[1]
            else:
                lower = bound
        body = self.expression(PRODUCT - 1)
        return Big(cast("Literal['sum', 'product', 'limit', 'union']", operator), variable, lower,
                   upper, body)  # fmt: skip

    def _integral(self) -> Node:
        lower, upper = None, None
        while self.token.kind == "operator" and self.token.text in ("_", "^"):
            if self._take("operator", "_"):
                lower = self._tight()
            else:
                self.at += 1
                upper = self._tight()
        self.integrals += 1
        body = self.expression(SUM)
        self.integrals -= 1
        variable = "x"
        if self._take("name", "d"):
            if self.token.kind not in ("name", "constant"):
                raise self._fail("a variable of integration")
            variable = self.token.text
            self.at += 1
        return Big("integral", variable, lower, upper, body)

    def _environment(self, token: Token) -> Node:
        name = token.text
        if name not in _MATRICES:
            raise ParseError(f"the environment {name!r}", token.position)
        if name == "array" and self._is("open", "{"):
            while self.token.kind not in ("close", "end"):
                self.at += 1
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


def _is_word(name: str) -> bool:
    return len(name) > 2 and name.isalpha() and name not in GREEK


def _digits(text: str, position: int) -> Token:
    number = Number(Fraction(int(text)), None, len(text.lstrip("0")) or 1)
    return Token("number", text, position, False, number)


def _postfix(operator: str, operand: Node) -> Node:
    if operator == "!":
        return Call("factorial", (operand,))
    if operator == "%":
        return Percent(operand)
    if operator == "°":
        return Degrees(operand)
    if isinstance(operand, Symbol):
        return Symbol(operand.name + "'")
    if isinstance(operand, Call):
        return Call(operand.name + "'", operand.arguments)
    return Accented("'", operand)


def _set_operation(operator: str, left: Node, right: Node) -> Node:
    name = cast("Literal['union', 'intersection', 'difference']", operator)
    if isinstance(left, SetOperation) and left.operator == name and name != "difference":
        return SetOperation(name, (*left.operands, right))
    return SetOperation(name, (left, right))


def _all_numbers(node: Mul) -> bool:
    return all(
        isinstance(f, Number) or (isinstance(f, Inverse) and isinstance(f.operand, Number))
        for f in node.factors
    )


def _endpoint(items: tuple[Node, ...]) -> bool:
    """Whether a pair in equal brackets can only be an interval: an endpoint is infinite."""
    return len(items) == 2 and any(_infinite(item) for item in items)


def _infinite(node: Node) -> bool:
    if isinstance(node, Neg):
        node = node.operand
    return isinstance(node, Constant) and node.name == "infinity"


def _is_set(node: Node) -> bool:
    return isinstance(node, Interval | SetOperation | NamedSet | SetBuilder) or (
        isinstance(node, Sequence) and node.bracket != ""
    )


def _is_statement(node: Node) -> bool:
    return isinstance(node, Relation) or _is_set(node)


def unwrap(text: str) -> str:
    """The text with all but one of the round brackets around the whole of it; linear time."""
    last = len(text) - 1
    if not (text.startswith("((") and text.endswith("))")):
        return text
    opened: list[int] = []
    closing = [0] * len(text)
    for i, c in enumerate(text):
        if c == "(":
            opened.append(i)
        elif c == ")":
            if not opened:
                return text
            closing[opened.pop()] = i
    outer = 0
    while outer < last - outer and closing[outer] == last - outer:
        outer += 1
    return text[outer - 1 : last - outer + 2] if outer > 1 and not opened else text


def parse(text: str) -> Node:
    """The tree of an answer written in plain text, Unicode or LaTeX.

    Raises:
        ParseError: the text is not in the grammar; the position is in the cleaned text.
        LimitError: the text is beyond a limit of :mod:`preceptor.limits`.
    """
    cleaned = unwrap(clean(text))
    while cleaned.endswith((".", ",", ";", "\\", "\\ ", "!.")):
        cleaned = cleaned[:-1].rstrip()
    tokens = tokenize(cleaned)
    if len(tokens) == 1:
        raise ParseError("no answer: the text is empty")
    return Parser(tokens).answer()
