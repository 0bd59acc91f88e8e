"""Answers in the fields of JSON that a model wrote, LaTeX with single backslashes included."""

from __future__ import annotations

import re
from typing import Final

_KEYS: Final = (
    r"(?:final[ _-]?|correct[ _-]?|short[ _-]?)?(?:answer|solution|result|choice)"
    r"|réponse|respuesta|antwort|答案"
)
_FIELD: Final = re.compile(
    rf'["“](?:{_KEYS})["”]\s{{0,4}}[:：]\s{{0,4}}'
    r'(?:"((?:[^"\\]|\\.)*)"|(-?\d[\d.,eE+-]*|true|false)|\[([^\[\]{}]{1,400})\])',
    re.IGNORECASE | re.DOTALL,
)
_MOST: Final = 20
_OBJECT: Final = re.compile(r"([{}])[ \t]*,?[ \t]*$", re.MULTILINE)
_ESCAPE: Final = re.compile(r'\\(u[0-9a-fA-F]{4}|["\\/]|[bfnrt](?![A-Za-z]))')
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\n", "b": "", "f": ""}


def json_answer(text: str) -> tuple[str, int, int] | None:
    """The last field of JSON named like an answer.

    Returns:
        The answer and where its value begins and ends in the text.
    """
    fields = list(_FIELD.finditer(text))[-_MOST:]
    if not fields:
        return None
    # A field of the whole object goes before one of an object inside it.
    depth = [_depth(text, field.start()) for field in fields]
    last = [field for field, at in zip(fields, depth, strict=True) if at == min(depth)][-1]
    group = next(index for index in (1, 2, 3) if last.group(index) is not None)
    value = last.group(group)
    if group == 1:
        value = _unescaped(value)
    elif group == 3:
        value = ", ".join(item.strip().strip('"') for item in value.split(","))
    return value, last.start(group), last.end(group)


def _depth(text: str, at: int) -> int:
    """How many braces in front of ``at`` are open, of those at the beginning or end of a line."""
    return sum(1 if brace.group(1) == "{" else -1 for brace in _OBJECT.finditer(text, 0, at))


def _unescaped(value: str) -> str:
    r"""The text of a JSON string; ``\frac`` and ``\theta`` written with one backslash stay."""

    def one(match: re.Match[str]) -> str:
        escape = match.group(1)
        if escape[0] == "u":
            return chr(int(escape[1:], 16))
        return _PLAIN.get(escape, escape)

    return _ESCAPE.sub(one, value)
