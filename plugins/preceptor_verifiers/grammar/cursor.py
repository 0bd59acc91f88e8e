"""The tokens of one answer and the parser's position in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import pairwise
from typing import Final, Literal

from preceptor_verifiers.grammar.spelling import FRACTIONS, names
from preceptor_verifiers.grammar.tokens import Token
from preceptor_verifiers.grammar.tree import (
    LimitError,
    Node,
    ParseError,
)
from preceptor_verifiers.limits import GRAMMAR_NESTING

Bracket = Literal["", "(", "[", "{", "<"]

CHOOSE, SET, SUM, PRODUCT, JUXTAPOSED, POWER, POSTFIX = 5, 10, 20, 40, 45, 60, 70
"""Binding powers, low to high."""

STARTS: Final = frozenset(
    ("number", "name", "word", "constant", "function", "open", "accent", "ellipsis", "set",
     "begin", "constructor")
)  # fmt: skip
STARTING_COMMANDS: Final = FRACTIONS | names(
    "binom dbinom tbinom boxed sum prod int iint iiint oint lim underline ang"
)


class Cursor(ABC):
    """Position, nesting and the bracket context of a parse.

    Attributes:
        depth: Levels of nesting, bounded by :data:`preceptor_verifiers.limits.GRAMMAR_NESTING`.
        bars: Bars ``|`` that are open since the last bracket.
        groups: Brackets that are open.
        last_bar: Where the last bar of the text is.
        integrals: For each integral that is being read, how many brackets were open before it.
        primed: Names that have a prime somewhere, as y in ``y′ + y(x)``.
        braces: For each open bracket, whether it is a brace, in which ``|`` means "such that".

    ``_enter`` counts a level of nesting; its caller lowers ``depth`` afterwards.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.groups = 0
        self.last_bar = max(
            (i for i, t in enumerate(tokens) if t.kind == "operator" and t.text == "|"), default=-1
        )
        self.primed = {
            name.text
            for name, mark in pairwise(tokens)
            if mark.kind == "operator" and mark.text == "'" and name.kind == "name"
        }
        self.braces: list[bool] = []
        self.integrals: list[int] = []

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
        actual = "the end" if token.kind == "end" else repr(token.text)
        return ParseError(f"expected {expected}, found {actual}", token.position)

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > GRAMMAR_NESTING:
            raise LimitError("nested too deeply", self.token.position)

    @abstractmethod
    def expression(self, minimum: int) -> Node:
        """An expression whose operators bind at least as tightly as ``minimum``."""

    @abstractmethod
    def _list(self, closers: tuple[str, ...], bracket: Bracket = "") -> Node:
        """Items up to a closing bracket (not consumed) or the end."""

    @abstractmethod
    def _item(self) -> Node:
        """One statement, value, or labelled value."""

    @abstractmethod
    def _tight(self) -> Node:
        """An argument as LaTeX takes it: a braced group, or one token."""

    @abstractmethod
    def _starts_factor(self, left: Node, token: Token) -> bool:
        """Whether ``token`` begins a factor that is multiplied with ``left``."""
