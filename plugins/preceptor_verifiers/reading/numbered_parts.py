"""Answers in numbered parts: ``(1) 5; (2) x = 6``, ``(a) 3, (b) 4``, ``i) 2 ii) 3``."""

from __future__ import annotations

import re
from typing import Final

_MAX_CHARS: Final = 2000
_MAX_PARTS: Final = 12
_MOST_EDGES: Final = 8
"""Separators that are removed from either end of a part."""
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# Repetitions are bounded: adjacent unbounded ones take cubic time on long runs of blanks.
_MARKER: Final = re.compile(
    r"(?:(?<=[ ;,.$}])|\A)[ $]{0,2}(?:\\text ?\{ ?|\\quad ?){0,2}"
    r"(?:part |question )?\(? ?([1-9]|1[0-2]|[a-h]|[ivx]{1,4}) ?\) ?[:.]? ?(?:\} ?)?",
    re.IGNORECASE,
)
_EDGE: Final = re.compile(r"\A[ ,;:.]+|(?: and| ?\\\\| ?\\q?quad|[ ,;.])\Z")


def numbered_parts(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return the parts of an answer with their marks, or ``None`` where there are none.

    The marks must begin the text and continue from the first one (1, 2 …; a, b …; i, ii …), and
    no part may be empty.
    """
    if len(text) > _MAX_CHARS:
        return None
    text = " ".join(text.split())
    first = _MARKER.match(text)
    if first is None:
        return None
    for order in (_ROMAN, tuple("abcdefgh"), tuple(str(n) for n in range(1, 13))):
        if first.group(1).lower() == order[0]:
            return _split(text, order)
    return None


def _split(text: str, order: tuple[str, ...]) -> tuple[tuple[str, str], ...] | None:
    marks: list[re.Match[str]] = []
    for match in _MARKER.finditer(text):
        if len(marks) < min(len(order), _MAX_PARTS) and match.group(1).lower() == order[len(marks)]:
            marks.append(match)
    if len(marks) < 2:
        return None
    ends = [match.start() for match in marks[1:]] + [len(text)]
    parts = []
    for match, end in zip(marks, ends, strict=True):
        body = text[match.end() : end]
        for _ in range(_MOST_EDGES):
            body = _EDGE.sub("", body)
        if body.count("$") % 2:
            body = body.replace("$", "")
        if not body or body.count("(") != body.count(")") or body.count("{") != body.count("}"):
            return None
        parts.append((match.group(1).lower(), body))
    return tuple(parts)
