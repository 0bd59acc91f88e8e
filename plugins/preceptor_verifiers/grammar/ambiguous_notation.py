"""Plain texts and letters that may mean something else than the grammar reads first.

``1/2x`` may be 1/(2x) and ``x^2n`` may be x^{2n}; a Greek Κ looks like a Latin K. What agrees in
such a reading only may be right, and is not known to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from preceptor_verifiers.grammar.parser import parse
from preceptor_verifiers.grammar.statements import statement
from preceptor_verifiers.grammar.tree import (
    Call,
    Constant,
    Node,
    Number,
    ParseError,
    Power,
    Symbol,
    mapped,
    substitute,
    walk,
)

_MAX_CHARS: Final = 300
_LOOK_ALIKE: Final = {
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I",
    "Kappa": "K", "Mu": "M", "Nu": "N", "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X",
    "omicron": "o",
}  # fmt: skip
_FACTOR: Final = r"(?:\\?[A-Za-zπ]{1,8}|[α-ωΑ-Ω])(?:_\{?\w{1,4}\}?)?(?:\^\{?\w{1,3}\}?)?"
_SIGN: Final = re.compile(r"[/^]|\*\*|\d ?[CP]")
_REWRITTEN: Final = (
    # 1/2x as 1/(2x)
    (re.compile(rf"/ ?(\d{{1,6}} ?\*? ?{_FACTOR}(?: ?{_FACTOR})?)"), r"/(\1)"),
    # a/b c as (a/b) c
    (re.compile(rf"/ ?({_FACTOR}) (?={_FACTOR})"), r"/(\1)*"),
    (re.compile(r"/ ?([A-Za-z])(?=[A-Za-z](?![A-Za-z]))"), r"/(\1)*"),
    # 5C2 as a number of choices
    (re.compile(r"\A(\d{1,3}) ?([CP]) ?(\d{1,3})\Z"), r"n\2r(\1,\3)"),
    # x^2n as x^{2n}
    (re.compile(r"(?:\^|\*\*)(\d{1,3}[A-Za-z])(?![A-Za-z(])"), r"^(\1)"),
)


def otherwise_written(
    left: Node, right: Node, left_text: str, right_text: str
) -> Iterator[tuple[Node, Node]]:
    """Yield pairs of trees in which one text is bracketed as it may have been meant."""
    for is_left, text in ((True, left_text), (False, right_text)):
        if len(text) > _MAX_CHARS or not _SIGN.search(text):
            continue
        for pattern, bracketed in _REWRITTEN:
            written = pattern.sub(bracketed, text)
            if written == text:
                continue
            try:
                tree = statement(parse(written))[0]
            except ParseError:
                continue
            yield (tree, right) if is_left else (left, tree)
    exchanged = _root_arguments_exchanged(right)
    if exchanged is not right:
        yield left, exchanged


def _root_arguments_exchanged(node: Node) -> Node:
    """Return ``root(3, x)`` as the third root of x."""

    def change(part: Node) -> Node | None:
        match part:
            case Call("root" | "log", (Number() as first, second)) if not isinstance(
                second, Number
            ):
                return Call(part.name, (second, first))
        return None

    return mapped(node, change)


def letters_alike(left: Node, right: Node) -> Node | None:
    """Return ``right`` with letters that look like those of ``left`` as these; else ``None``."""
    names = [{n.name for n in walk(s) if isinstance(n, Symbol)} for s in (left, right)]
    exchanged: dict[str, Node] = {}
    for greek, latin in _LOOK_ALIKE.items():
        for old, new in ((greek, latin), (latin, greek)):
            if old in names[1] and new in names[0] and new not in names[1]:
                exchanged[old] = Symbol(new)
    return substitute(right, exchanged) if exchanged else None


def capital_base(node: Node, other: Node) -> Node:
    """Return ``E^x`` as a power of e if the other side has e: so systems of algebra write it."""
    e = Constant("e")
    if any(n == Symbol("E") for n in walk(other)) or not any(n == e for n in walk(other)):
        return node

    def change(part: Node) -> Node | None:
        if isinstance(part, Power) and part.base == Symbol("E"):
            return Power(e, mapped(part.exponent, change))
        return None

    return mapped(node, change)
