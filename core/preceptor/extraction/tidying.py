"""The answer inside a piece of text: without markup, delimiters and final stops around it."""

from __future__ import annotations

import re
from typing import Final

_WRAPPED: Final = (
    ("***", "***"), ("**", "**"), ("__", "__"), ("~~~", "~~~"), ("*", "*"), ("`", "`"),
    ('"', '"'), ("“", "”"), ("「", "」"),
)  # fmt: skip
_MATHS: Final = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))
_BULLET: Final = re.compile(r"(?:[-*+•–]\s+|👉|➡️?|→|✅|=>)\s*")
_ENDS: Final = " \t\r\n,;。，；"


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow ``text[start:end]`` to the answer in it.

    Returns:
        Start and end; equal when nothing is left.
    """
    for _ in range(6):
        before = start, end
        start, end = _stripped(text, start, end)
        bullet = _BULLET.match(text, start, end)
        if bullet is not None:
            start = bullet.end()
        start, end = _unwrapped(text, start, end)
        if (start, end) == before:
            break
    return start, max(start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\r\n:：":
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    if end > start and text[end - 1] == "." and text[max(start, end - 3) : end] != "...":
        end -= 1
    return start, end


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    for opening, closing in _WRAPPED:
        if text.startswith(opening, start, end):
            close = text.find(closing, start + len(opening), end)
            # Bold words in front of more text are not around the answer.
            if close == end - len(closing) and close > start + len(opening) - 1:
                return start + len(opening), close
            if close < 0 and opening in ("**", "***", "__"):
                return start + len(opening), end
            break
    for mark in ("**", "`"):
        if text.endswith(mark, start, end) and text.count(mark, start, end) % 2 == 1:
            return start, end - len(mark)
    for opening, closing in _MATHS:
        inner_start, inner_end = start + len(opening), end - len(closing)
        if (
            inner_start < inner_end
            and text.startswith(opening, start, end)
            and text.endswith(closing, start, end)
        ):
            inner = text[inner_start:inner_end]
            if opening not in inner and closing not in inner:
                return inner_start, inner_end
            break
    return start, end
