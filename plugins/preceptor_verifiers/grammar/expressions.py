"""Operators and operands, by precedence climbing (Pratt, "Top down operator precedence", 1973).

Binding powers, low to high: set operations, ``+ - ±``, ``* / mod``, juxtaposition, ``^``,
postfix ``! % °``. Juxtaposition binds tighter than division, as in physics (``hν/kT``), but
a fraction of two plain numbers comes first (``1/2 x`` is half of x).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.building import (
    add,
    all_numbers,
    cross,
    grouped,
    imaginary_phase,
    is_set,
    is_word,
    multiply,
    postfix,
    set_operation,
)
from preceptor_verifiers.grammar.calculus import DIFFERENTIAL
from preceptor_verifiers.grammar.cursor import (
    CHOOSE,
    JUXTAPOSED,
    POSTFIX,
    POWER,
    PRODUCT,
    SET,
    STARTING_COMMANDS,
    STARTS,
    SUM,
)
from preceptor_verifiers.grammar.letters import ordered_index
from preceptor_verifiers.grammar.primaries import UNKNOWN_FUNCTIONS, Primaries
from preceptor_verifiers.grammar.tokens import Token
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Based,
    Call,
    Constant,
    Degrees,
    Interval,
    Inverse,
    LimitError,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    ParseError,
    PlusMinus,
    Power,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    walk,
)
from preceptor_verifiers.limits import GRAMMAR_NESTING

GRAMMAR_POSTFIXES: Final = 6
"""Consecutive operators such as ``!``, ``°`` and ``^`` after one value."""

_INFIX: Final = {
    "choose": CHOOSE, "union": SET, "intersection": SET, "difference": SET, "+": SUM, "-": SUM,
    "±": SUM, "∓": SUM, "*": PRODUCT, "×": PRODUCT, "/": PRODUCT, "%%": PRODUCT, "^": POWER,
    "!": POSTFIX, "%": POSTFIX, "°": POSTFIX, "'": POSTFIX,
}  # fmt: skip
_BAR_TOKENS: Final = 200
"""Tokens that are searched for the bar that closes an absolute value."""
_INFINITY: Final = Constant("infinity")
_NOUGHT: Final = Number(Fraction(0), None, 1)
_PARTS_OF_THE_LINE: Final[dict[str, Node]] = {
    "+": Interval(_NOUGHT, _INFINITY, lower_closed=False, upper_closed=False),
    ">0": Interval(_NOUGHT, _INFINITY, lower_closed=False, upper_closed=False),
    ">=0": Interval(_NOUGHT, _INFINITY, lower_closed=True, upper_closed=False),
    "-": Interval(Neg(_INFINITY), _NOUGHT, lower_closed=False, upper_closed=False),
    "<0": Interval(Neg(_INFINITY), _NOUGHT, lower_closed=False, upper_closed=False),
    "<=0": Interval(Neg(_INFINITY), _NOUGHT, lower_closed=False, upper_closed=True),
    "*": SetOperation("difference", (NamedSet("reals"), Sequence("{", (_NOUGHT,)))),
}  # fmt: skip
"""What a mark at the sign of the real numbers leaves of them: ``\\mathbb{R}_{>0}``."""
_CHAINED: Final = frozenset(("difference", "±", "∓", "%%", "choose"))


class Expressions(Primaries):
    """The operators of the grammar; lists and statements are in :mod:`.parser`."""

    def expression(self, minimum: int) -> Node:  # noqa: PLR0912, PLR0915 - one case after the other
        """An expression whose operators bind at least as tightly as ``minimum``."""
        self._enter()
        left = self._prefix(minimum)
        postfixes = chained = 0
        while True:
            token = self.token
            if token.kind == "operator" and not self._opens_bars(left, token):
                power = _INFIX.get(token.text)
                if power == SUM and self._after_differential(left):
                    break
                if power is None or power < minimum:
                    if token.text == "_" and (
                        isinstance(left, Symbol | Accented | Power | NamedSet)
                        or (isinstance(left, Number) and minimum < POWER)
                    ):
                        left = self._subscript(left)
                        continue
                    break
                self.at += 1
                # The rest nests to the left, in a loop: the depth is counted here.
                postfixes += power in (POSTFIX, POWER)
                chained += token.text in _CHAINED
                if postfixes > GRAMMAR_POSTFIXES or chained > GRAMMAR_NESTING:
                    raise LimitError("too many operators in a row", token.position)
                if power == POSTFIX:
                    if self._double_factorial(token):
                        left = Call("factorial2", (left,))
                        continue
                    left = postfix(token.text, left)
                elif token.text == "^":
                    left = self._power(left)
                elif power == SET:
                    left = set_operation(token.text, left, self.expression(SET + 1))
                elif token.text in ("±", "∓"):
                    left = PlusMinus(left, self.expression(SUM + 1))
                elif power == SUM:
                    braces = token.text == "-" and self._is("open", "{")
                    right = self.expression(SUM + 1)
                    if braces and _is_whole(left) and not is_set(right):
                        right = Sequence("{", (right,))
                    left = self._sum(left, Neg(right) if token.text == "-" else right)
                elif token.text in ("*", "×"):
                    right = self.expression(PRODUCT + 1)
                    left = cross(left, right) if token.text == "×" else multiply([left, right])
                elif token.text == "/":
                    left = multiply([left, Inverse(self._denominator(left))])
                elif token.text == "choose":
                    left = Call("binomial", (left, self.expression(CHOOSE + 1)))
                else:
                    left = Call("mod", (left, self.expression(PRODUCT + 1)))
            elif self._is_modulus(token):
                left = Call("mod", (left, self._modulus()))
            elif self._starts_factor(left, token):
                if isinstance(left, Symbol) and left.name.endswith("'") and self._applies(left):
                    left = Call(left.name, self._applied_to())
                    continue
                if minimum > JUXTAPOSED:
                    break
                left = grouped(left)
                if token.kind == "name" and self._is_union(token, left):
                    self.at += 1
                    left = set_operation("union", left, self.expression(SET + 1))
                    continue
                mixed = self._mixed(left)
                left = mixed or multiply([left, grouped(self.expression(JUXTAPOSED + 1))])
            else:
                break
        self.depth -= 1
        return left

    def _is_union(self, token: Token, left: Node) -> bool:
        """Whether a letter between two sets is their union: ``(1, 2) U (3, 4)``."""
        return token.text in ("U", "u") and is_set(left) and self.tokens[self.at + 1].kind == "open"

    def _applies(self, name: Symbol) -> bool:
        """Whether a name with primes is applied to the brackets that follow."""
        if not self._is("open", "(") or self.token.space:
            return False
        known = name.name.rstrip("'") in UNKNOWN_FUNCTIONS
        return known or self._is_single_argument("name", "number")

    def _is_modulus(self, token: Token) -> bool:
        """Whether ``(mod 5)`` follows."""
        return token.kind == "open" and token.text == "(" and self._is_at(self.at + 1, "%%")

    def _modulus(self) -> Node:
        self.at += 2
        modulus = self.expression(0)
        if not self._take("close", ")"):
            raise self._fail("a closing bracket")
        return modulus

    def _sum(self, left: Node, right: Node) -> Node:
        regions = (SetBuilder, Interval, NamedSet, SetOperation)
        line = left == Symbol("R") and isinstance(right, Neg) and is_set(right.operand)
        if line or (isinstance(right, Neg) and _is_whole(left) and _is_cut(right.operand)):
            assert isinstance(right, Neg)
            whole = NamedSet("reals") if left == Symbol("R") else left
            return set_operation("difference", whole, right.operand)
        if isinstance(right, Neg) and isinstance(left, regions) and is_set(right.operand):
            return set_operation("difference", left, right.operand)
        return add([left, right])

    def _starts_factor(self, left: Node, token: Token) -> bool:
        if token.kind in STARTS:
            if token.kind == "number":
                # "2 3" is not a product; "2^6 3^5" is.
                return not isinstance(left, Number) or self._mixed_ahead()
            if token.kind == "name" and token.text == "d" and self.integrals:
                return not self._ends_integrand()
            if token.kind == "word" and isinstance(left, Symbol) and is_word(left.name):
                raise ParseError("words, not a value", token.position)
            # After a value in braces a second brace is a factor; after other values it is a set.
            return not (token.kind == "open" and token.text == "\\{") or grouped(left) is not left
        if token.kind == "command":
            return token.text in STARTING_COMMANDS
        return self._opens_bars(left, token)

    def _opens_bars(self, left: Node, token: Token) -> bool:
        """Whether a bar after a value opens an absolute value, as in ``2|x|``."""
        return (
            token.kind == "operator"
            and token.text == "|"
            and not isinstance(left, Relation)
            and not self.bars
            and not (self.braces and self.braces[-1])
            and self.at < self.last_bar
            and self._closing_bar_ahead()
        )

    def _closing_bar_ahead(self) -> bool:
        """Whether another bar follows inside the bracket that is open."""
        level = 0
        for token in self.tokens[self.at + 1 : self.at + _BAR_TOKENS]:
            level += (token.kind == "open") - (token.kind == "close")
            if level < 0 or token.kind == "end":
                return False
            if level == 0 and token.kind == "operator" and token.text == "|":
                return True
        return True

    def _double_factorial(self, token: Token) -> bool:
        """Whether exactly two marks follow: ``n!!``; more are repeated factorials."""
        marks = 0
        while token.text == "!" and self._is_at(self.at - 1 + marks, "!"):
            marks += 1
        before = self.at >= 2 and self._is_at(self.at - 2, "!")
        if marks != 2 or before:
            return False
        self.at += 1
        return True

    def _is_at(self, at: int, text: str) -> bool:
        return self.tokens[at].kind == "operator" and self.tokens[at].text == text

    def _after_differential(self, left: Node) -> bool:
        """Whether the integrand of the innermost integral ended: ``\\int dx/x + 1``."""
        last = left.terms[-1] if isinstance(left, Add) else left
        return (
            bool(self.integrals)
            and self.integrals[-1] == self.groups
            and any(isinstance(n, Accented) and n.accent == DIFFERENTIAL for n in walk(last))
        )

    def _denominator(self, left: Node) -> Node:
        token = self.token
        number_over_number = token.kind == "number" and (
            isinstance(left, Number) or (isinstance(left, Mul) and all_numbers(left))
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
            return postfix("'", base)
        if self._is("open", "{"):
            start = self.at
            self.at += 1
            if self.token.kind == "operator" and self.token.text in ("°", "'", "*", "+", "-"):
                mark = self.token.text
                self.at += 1
                if self._take("close", "}"):
                    return _marked(base, mark)
            self.at = start
            exponent = grouped(self._group("{"))
        elif (
            self.token.kind == "operator"
            and self.token.text in ("*", "+", "-")
            and (self.tokens[self.at + 1].kind in ("end", "separator", "close"))
        ):
            self.at += 1
            return _marked(base, self.tokens[self.at - 1].text)
        else:
            exponent = self.expression(POWER)
        if self._is("operator", "_") and isinstance(base, Symbol | Accented):
            base = self._subscript(base)
        if base == Constant("e"):
            exponent = imaginary_phase(exponent)
        return Power(base, exponent)

    def _subscript(self, left: Node) -> Node:  # noqa: PLR0912 - one case after the other
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
                raise ParseError("a number with a subscript that is not a base", position)
            return Based(str(left.value), base)
        if left == NamedSet("reals") and text in _PARTS_OF_THE_LINE:
            return _PARTS_OF_THE_LINE[text]
        if isinstance(left, Symbol):
            return Symbol(f"{left.name}_{ordered_index(text)}")
        if isinstance(left, Accented):
            return Accented(f"{left.accent}_{text}", left.operand)
        if isinstance(left, Power) and isinstance(left.base, Symbol):
            return Power(Symbol(f"{left.base.name}_{text}"), left.exponent)
        raise ParseError("a subscript on something without a name", position)


def _is_whole(node: Node) -> bool:
    """Whether a set in braces may be taken away: from ``{1, 2}``, R or an interval."""
    if isinstance(node, Sequence):
        return node.bracket == "{" or (node.bracket != "" and len(node.items) == 2)
    return node == Symbol("R") or isinstance(node, Interval | NamedSet | SetOperation)


def _is_cut(node: Node) -> bool:
    """Whether the node can only be a set: ``[-1, 1]``, ``{0}``."""
    if isinstance(node, Sequence):
        return node.bracket == "{"
    return isinstance(node, Interval | SetOperation | SetBuilder)


def _marked(base: Node, mark: str) -> Node:
    """The node with a sign for its exponent: degrees, a conjugate, a side of a limit."""
    if base == NamedSet("reals") and mark in _PARTS_OF_THE_LINE:
        return _PARTS_OF_THE_LINE[mark]
    if mark in ("+", "-") and isinstance(base, Number | Constant | Neg):
        return Call("below" if mark == "-" else "above", (base,))  # x → 3⁻
    return Degrees(base) if mark == "°" else postfix("'", base)
