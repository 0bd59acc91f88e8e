"""A small parser and evaluator of formulas, independent of every verifier.

The perturbation check must know by itself whether two texts mean the same: asking the verifier
that is checked would prove nothing. This module therefore parses a plain subset of the notation
of references (numbers, names, ``+ - * / ^``, brackets, common functions, in text and LaTeX) and
refuses the rest, of which no probes are made.
"""

from __future__ import annotations

import cmath
import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_probes import limits

PERTURBATION_TOKENS: Final = 200
"""Tokens of a formula that is perturbed; also bounds its nesting."""


@dataclass(frozen=True)
class Num:
    """A number without sign; ``decimals`` are the digits after its point."""

    value: Fraction
    decimals: int = 0


@dataclass(frozen=True)
class Name:
    """A variable, or one of the constants ``pi``, ``e`` and ``i``."""

    name: str


@dataclass(frozen=True)
class Call:
    function: str
    argument: Node


@dataclass(frozen=True)
class Neg:
    operand: Node


@dataclass(frozen=True)
class Add:
    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Mul:
    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Div:
    numerator: Node
    denominator: Node


@dataclass(frozen=True)
class Pow:
    base: Node
    exponent: Node


Node = Num | Name | Call | Neg | Add | Mul | Div | Pow

FUNCTIONS = {
    "sqrt": cmath.sqrt,
    "exp": cmath.exp,
    "ln": cmath.log,
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "arcsin": cmath.asin,
    "arccos": cmath.acos,
    "arctan": cmath.atan,
}
CONSTANTS = {"pi": cmath.pi + 0j, "e": cmath.e + 0j, "i": 1j}

_APPLIED = frozenset("fghuvyFGHPTUVY")
"""Letters that are probably functions before a bracket."""
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]+(?:_(?:\w|\{\w+\}))?)|(.))")
_COMMANDS = {
    **{name: name for name in (*FUNCTIONS, "pi")},
    "cdot": "*",
    "times": "*",
    "left": "",
    "right": "",
    ",": " ",
    ";": " ",
    "!": "",
}
_CHARACTERS = str.maketrans(
    {"−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "π": " pi ", "{": "(", "}": ")"}
)
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))


class UnreadableError(ValueError):
    """The text is not a formula of the subset."""


def read(text: str) -> Node | None:
    """The formula, or ``None`` when its meaning is not certain."""
    if len(text) > limits.PERTURBATION_CHARS:
        return None
    try:
        return _Parser(_plain(text)).formula()
    except (UnreadableError, RecursionError):
        return None


def names(node: Node) -> frozenset[str]:
    """The variables of a formula."""
    if isinstance(node, Name):
        return frozenset() if node.name in CONSTANTS else frozenset({node.name})
    return frozenset().union(*(names(child) for child in children(node)))


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a formula."""
    if isinstance(node, Add):
        return node.terms
    if isinstance(node, Mul):
        return node.factors
    if isinstance(node, Div):
        return (node.numerator, node.denominator)
    if isinstance(node, Pow):
        return (node.base, node.exponent)
    if isinstance(node, Neg):
        return (node.operand,)
    return (node.argument,) if isinstance(node, Call) else ()


def rebuilt(node: Node, parts: Sequence[Node]) -> Node:
    """``node`` with other parts."""
    if isinstance(node, Add):
        return Add(tuple(parts))
    if isinstance(node, Mul):
        return Mul(tuple(parts))
    if isinstance(node, Div):
        return Div(parts[0], parts[1])
    if isinstance(node, Pow):
        return Pow(parts[0], parts[1])
    if isinstance(node, Neg):
        return Neg(parts[0])
    return Call(node.function, parts[0]) if isinstance(node, Call) else node


def size(node: Node) -> int:
    """Nodes of a formula."""
    return 1 + sum(size(child) for child in children(node))


def value(node: Node, at: Mapping[str, complex]) -> complex | None:
    """The value at a point, ``None`` where it has none or is too large to be told apart."""
    try:
        result = _value(node, at)
    except (ArithmeticError, ValueError, KeyError):
        return None
    return result if cmath.isfinite(result) and abs(result) < 1e100 else None


def points(variables: frozenset[str], seed: str, count: int = 8) -> list[dict[str, complex]]:
    """Random points with coordinates between 0.3 and 2.7, where most formulas are defined."""
    rng = random.Random(seed)  # noqa: S311 - draws points, keeps no secret
    ordered = sorted(variables)
    return [{name: rng.uniform(0.3, 2.7) + 0j for name in ordered} for _ in range(count)]


def differ(one: Node, other: Node, seed: str = "points") -> bool:
    """Whether the two certainly have different values somewhere; ``False`` when unsure."""
    variables = names(one) | names(other)
    for at in points(variables, seed):
        left, right = value(one, at), value(other, at)
        if left is None or right is None:
            continue
        if abs(left - right) > 1e-6 * max(abs(left), abs(right), 1e-12):
            return True
    return False


def agree(one: Node, other: Node, seed: str = "points") -> bool:
    """Whether the two have the same value at every point where both have one."""
    seen = 0
    for at in points(names(one) | names(other), seed):
        left, right = value(one, at), value(other, at)
        if left is None or right is None:
            continue
        if abs(left - right) > 1e-9 * max(abs(left), abs(right), 1.0):
            return False
        seen += 1
    return seen >= 3


def _value(node: Node, at: Mapping[str, complex]) -> complex:
    if isinstance(node, Num):
        return complex(float(node.value))
    if isinstance(node, Name):
        return at[node.name] if node.name in at else CONSTANTS[node.name]
    if isinstance(node, Call):
        return FUNCTIONS[node.function](_value(node.argument, at))
    parts = [_value(child, at) for child in children(node)]
    if isinstance(node, Add):
        return sum(parts, 0j)
    if isinstance(node, Mul):
        return math.prod(parts, start=1 + 0j)
    if isinstance(node, Div):
        return parts[0] / parts[1]
    if isinstance(node, Neg):
        return -parts[0]
    base, exponent = parts
    if exponent.imag == 0 and exponent.real == int(exponent.real) and abs(exponent.real) <= 64:
        return complex(base ** int(exponent.real))
    return complex(base**exponent)


def _plain(text: str) -> str:
    text = text.strip().strip("$").strip()
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", _raised, text)
    text = re.sub(r"\\[dt]?frac\s*(\d)\s*(\d)", r"((\1)/(\2))", text)
    text = _fractions(text)
    text = re.sub(r"\\([A-Za-z]+|[,;!])", _command, text)
    text = text.replace("√(", " sqrt(").replace("**", "^")
    if "\\" in text or "√" in text:
        raise UnreadableError("command")
    return text.translate(_CHARACTERS)


def _fractions(text: str) -> str:
    """``\\frac{a}{b}`` as ``((a)/(b))``, from the inside out or the outside in alike."""
    while (match := re.search(r"\\[dt]?frac(?![A-Za-z])", text)) is not None:
        top_end = _group_end(text, match.end())
        bottom_end = _group_end(text, top_end)
        top, bottom = text[match.end() : top_end].strip(), text[top_end:bottom_end].strip()
        text = f"{text[: match.start()]}(({top[1:-1]})/({bottom[1:-1]})){text[bottom_end:]}"
    return text


def _group_end(text: str, start: int) -> int:
    """Where the group in braces ends that begins at ``start``."""
    begin = len(text) - len(text[start:].lstrip())
    depth = 0
    for index in range(begin, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if not depth:
            if index == begin:
                break
            return index + 1
    raise UnreadableError("group")


def _raised(match: re.Match[str]) -> str:
    return "^(" + "".join(_SUPERSCRIPTS[letter] for letter in match.group()) + ")"


def _command(match: re.Match[str]) -> str:
    if match.group(1) not in _COMMANDS:
        raise UnreadableError(match.group())
    return f" {_COMMANDS[match.group(1)]} "


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = [match.groups() for match in _TOKEN.finditer(text.strip())]
        if len(self._tokens) > PERTURBATION_TOKENS:
            raise UnreadableError("too long")
        self._at = 0

    def formula(self) -> Node:
        node = self._sum()
        if self._at < len(self._tokens):
            raise UnreadableError("rest")
        return node

    def _sign(self) -> str:
        """The symbol that comes next, if it is one."""
        return self._tokens[self._at][2] or "" if self._at < len(self._tokens) else ""

    def _take(self, symbol: str) -> bool:
        if self._sign() != symbol:
            return False
        self._at += 1
        return True

    def _sum(self) -> Node:
        terms = [self._signed()]
        while self._sign() in ("+", "-") and self._sign():
            minus = self._take("-") or not self._take("+")
            term = self._product()
            terms.append(Neg(term) if minus else term)
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def _signed(self) -> Node:
        if self._take("-"):
            return Neg(self._product())
        self._take("+")
        return self._product()

    def _product(self) -> Node:
        node, divided = self._power(), False
        while self._at < len(self._tokens):
            if self._take("*"):
                node = _times(node, self._power())
            elif self._take("/"):
                if divided:
                    raise UnreadableError("a/b/c")
                node, divided = Div(node, self._power()), True
            elif self._sign() in ("", "("):
                if divided and not isinstance(node, Mul):
                    after = self._tokens[self._at - 1][2]
                    if after != ")":
                        raise UnreadableError("1/2x")
                node = _times(node, self._power())
            else:
                break
        return node

    def _power(self) -> Node:
        base = self._atom()
        if self._take("^"):
            exponent = Neg(self._atom()) if self._take("-") else self._atom()
            if self._sign() == "^":
                raise UnreadableError("a^b^c")
            return Pow(base, exponent)
        return base

    def _atom(self) -> Node:
        if self._at >= len(self._tokens):
            raise UnreadableError("end")
        number, word, _ = self._tokens[self._at]
        self._at += 1
        if number:
            return Num(Fraction(number), len(number.partition(".")[2]))
        if word:
            return self._named(word)
        self._at -= 1
        if not self._take("("):
            raise UnreadableError("symbol")
        node = self._sum()
        if not self._take(")"):
            raise UnreadableError("bracket")
        return node

    def _named(self, word: str) -> Node:
        if word in FUNCTIONS:
            if self._sign() != "(":
                raise UnreadableError("sin x")
            return Call(word, self._atom())
        if len(word) > 1 and word != "pi" and "_" not in word:
            raise UnreadableError("a word")
        if word in _APPLIED and self._sign() == "(":
            raise UnreadableError("f(x)")
        return Name(word)


def _times(one: Node, other: Node) -> Node:
    return Mul((*one.factors, other)) if isinstance(one, Mul) else Mul((one, other))
