"""Tokens to the tree of an answer: lists, statements and labelled values.

Their parts are read by :mod:`preceptor_verifiers.grammar.expressions`.
"""

from __future__ import annotations

from typing import Final, TypeGuard

from preceptor_verifiers.grammar.building import (
    is_set,
    is_statement,
    is_word,
)
from preceptor_verifiers.grammar.cursor import (
    Bracket,
)
from preceptor_verifiers.grammar.expressions import Expressions
from preceptor_verifiers.grammar.lexer import tokenize
from preceptor_verifiers.grammar.spelling import clean
from preceptor_verifiers.grammar.tokens import Token
from preceptor_verifiers.grammar.tree import (
    Call,
    Labelled,
    LimitError,
    Logic,
    Node,
    ParseError,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    Symbol,
    Words,
)
from preceptor_verifiers.limits import COLLECTION_ITEMS
from preceptor_verifiers.text_cache import remembered

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


_LEADING: Final = frozenset(("=", "approx", "~"))
"""Signs that an answer may begin with, as in "= 5" and "≈ 3.14"."""
_MOST_LEADING: Final = 2


class Parser(Expressions):
    """Parse one list of tokens; use :func:`parse`."""

    # --- answers and lists ----------------------------------------------------------------

    def answer(self) -> Node:
        """The whole text."""
        while (
            self.token.kind == "operator" and self.token.text in _LEADING and len(self.tokens) > 2
        ):
            self.at += 1
            if self.at > _MOST_LEADING:
                raise self._fail("a value")
        node = self._list(())
        if self.token.kind != "end":
            raise self._fail("an operator or the end")
        return node

    def _list(self, closers: tuple[str, ...], bracket: Bracket = "") -> Node:  # noqa: PLR0912 - one case after the other
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
            if bracket == "(" and not self.bars and self._take("operator", "|"):
                item = groups[-1][-1] = Call("given", (item, self._item()))  # P(A | B)
            if isinstance(item, Relation) and not bracket:
                self._connective()
            if self.token.kind not in ("separator", "end", "close"):
                raise self._fail("a separator or the end")
            if self.token.kind == "close" and self.token.text not in closers:
                raise self._fail("a matching bracket")
        self.depth -= 1
        groups = [g for g in groups if g]
        if alternatives and all(len(g) == 1 and is_statement(g[0]) for g in groups):
            if len(groups) == 1:
                return groups[0][0]
            return Logic("or", tuple(g[0] for g in groups))
        sizes = {len(g) for g in groups}
        if len(groups) > 1 and len(sizes) == 1 and sizes != {1} and bracket in ("", "["):
            inner: Bracket = bracket or "("
            return Sequence(bracket, tuple(Sequence(inner, tuple(g)) for g in groups))
        items = [item for group in groups for item in group]
        if len(items) > 1 and not bracket and _is_listed(items):
            # k ∈ 1, 2, 3
            items = [Relation(("in",), (items[0].sides[0],
                              Sequence("{", (items[0].sides[1], *items[1:]))))]  # fmt: skip
        if len(items) == 1 and not bracket:
            return items[0]
        return Sequence(bracket, tuple(items))

    def _connective(self) -> None:
        """``(x < 1) | (x > 2)`` and ``(a < b) & (b < c)``: signs for "or" and "and"."""
        token = self.token
        if token.kind == "operator" and token.text in ("|", "&"):
            word = "or" if token.text == "|" else "and"
            self.tokens[self.at] = Token("separator", word, token.position, token.space)

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

    def _condition_follows(self) -> bool:
        """Whether a colon in braces means "such that": ``{x : x > 2}``, but not ``{1:2}``."""
        if not (self.braces and self.braces[-1]):
            return False
        level = 0
        for token in self.tokens[self.at + 1 :]:
            level += (token.kind == "open") - (token.kind == "close")
            if level < 0:
                break
            if level == 0 and token.kind == "operator" and token.text in _RELATIONS:
                return True
        return False

    def _ratio(self) -> Node:
        first = self.expression(0)
        if not self._is("operator", ":") or self._condition_follows():
            return first
        parts = [first]
        while self._take("operator", ":"):
            if self.token.kind in ("end", "separator", "close"):
                break
            parts.append(self.expression(0))
        if len(parts) == 1:
            return first
        if len(parts) == 2 and isinstance(first, Symbol) and is_word(first.name):
            return Labelled(first.name.lower(), parts[1])
        return Ratio(tuple(parts))


def _is_listed(items: list[Node]) -> TypeGuard[list[Relation]]:
    """Whether the items are a membership in values without brackets."""
    first = items[0]
    return (
        isinstance(first, Relation)
        and first.operators == ("in",)
        and isinstance(first.sides[0], Symbol)
        and not any(is_set(i) or isinstance(i, Relation) for i in (first.sides[1], *items[1:]))
    )


def unwrap(text: str) -> str:
    """Return the text with only one pair of the round brackets around all of it; linear time."""
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


@remembered
def parse(text: str) -> Node:
    """Return the tree of an answer in plain text, Unicode or LaTeX.

    Raises:
        ParseError: the text is not in the grammar; the position is in the cleaned text.
        LimitError: the text is beyond a limit of :mod:`preceptor_verifiers.limits`.
    """
    cleaned = unwrap(clean(text))
    while cleaned.endswith((".", ",", ";", "\\", "\\ ", "!.")):
        cleaned = cleaned[:-1].rstrip()
    tokens = tokenize(cleaned)
    if len(tokens) == 1:
        raise ParseError("no answer: the text is empty")
    return Parser(tokens).answer()
