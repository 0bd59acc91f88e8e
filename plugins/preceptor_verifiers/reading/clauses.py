"""The clauses of an answer: where commas, semicolons and ``and`` separate its values."""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.grammar.spelling import STYLED

CLAUSES_CHARS: Final = 600
"""A longer text is not an answer in clauses."""
MOST_CLAUSES: Final = 12

_DELIMITERS: Final = re.compile(r"(?<!\\)\\[()\[\],;:! ]|\\q?quad(?![a-z])|~|(?<!\\)\$(?!\d)")
_DOLLAR: Final = re.compile(r"\$(?=[^$\s][^$]{0,200}(?<=[^$\s])\$(?!\d))([^$]{1,200})\$")
_SEPARATOR: Final = re.compile(
    r";|\n|,(?=\s|[A-Za-z\\][\w\\]{0,20}\s?[=:])|(?<![\w\\])(?:and|&)(?![\w}])(?=\s)|\\\\"
)
_BLANKS: Final = re.compile(r"[ \t]{2,}")
_OPENING: Final = "([{"
_CLOSING: Final = ")]}"


def without_style(text: str) -> str:
    """Return the text without commands for style and spacing, and without delimiters of maths."""
    text = _BLANKS.sub(" ", _DOLLAR.sub(r"\1", text))
    text = _DELIMITERS.sub(" ", text)
    if "\\" in text and STYLED.search(text):
        text = _unwrapped(text)
    return text


def _unwrapped(text: str) -> str:
    """Return the text with ``\\text{…}`` replaced by what is between its braces; linear time."""
    out: list[str] = []
    closing: list[bool] = []
    at = 0
    while at < len(text):
        styled = STYLED.match(text, at) if text[at] == "\\" else None
        if styled is not None:
            at = styled.end()
            after = len(text) - len(text[at:].lstrip(" ")) if text[at : at + 1] == " " else at
            if text[after : after + 1] == "{":
                closing.append(True)
                at = after + 1
            continue
        c = text[at]
        at += 1
        if c == "{":
            closing.append(False)
        elif c == "}" and closing and closing.pop():
            continue
        out.append(c)
    return "".join(out)


def values_of(text: str, count: int) -> tuple[str, ...] | None:
    """Return ``count`` values of a text, also where commas without a space separate them."""
    plain = without_style(text).strip().rstrip(".").strip()
    if plain[:1] in ("(", "[", "{") and plain.find(")]}"["([{".index(plain[0])]) == len(plain) - 1:
        plain = plain[1:-1]
    for values in (clauses(plain), tuple(v.strip() for v in plain.split(","))):
        if len(values) == count and all(values):
            return values
    return None


def clauses(text: str) -> tuple[str, ...]:
    """Return what commas, semicolons, line ends and ``and`` outside of brackets separate.

    A comma separates if a space or a name with ``=`` follows it: ``1,000`` is one number.
    The whole text is the only clause where there are more than :data:`MOST_CLAUSES`.
    """
    if "\\begin" in text:
        return (text.strip(),)
    found: list[str] = []
    depth = begin = 0
    at = 0
    separators = {m.start(): m.end() for m in _SEPARATOR.finditer(text)}
    while at < len(text):
        c = text[at]
        if c in _OPENING:
            depth += 1
        elif c in _CLOSING:
            depth -= 1
        elif depth <= 0 and at in separators:
            found.append(text[begin:at])
            begin = at = separators[at]
            continue
        at += 1
    found.append(text[begin:])
    kept = tuple(clause.strip() for clause in found if clause.strip())
    return kept if 0 < len(kept) <= MOST_CLAUSES else (text.strip(),)
