"""``\\boxed{…}`` in a reply: nested, escaped, cut off, or several in a row."""

from __future__ import annotations

import re
from typing import Final

_BOX: Final = re.compile(r"\\{1,4}(?:boxed|fbox)(?![a-zA-Z])")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)


def _closings(text: str, start: int) -> dict[int, int]:
    """Where each brace that opens from ``start`` on is closed; unclosed ones are left out.

    Escaped braces (``\\{``) do not count.
    """
    closed: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text, start):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}" and opened:
            closed[opened.pop()] = brace.start()
    return closed


def _boxes(text: str) -> list[tuple[int, int, str]]:
    """Start, end and content of each outermost box, in order; at most the last fifty."""
    boxes: list[tuple[int, int, str]] = []
    marks = list(_BOX.finditer(text))[-50:]
    closings = _closings(text, marks[0].end()) if marks else {}
    last = -1
    for mark in marks:
        if mark.start() < last:
            continue  # a box inside a box
        at = mark.end()
        while at < len(text) and text[at] in " \t\n":
            at += 1
        if text[at : at + 1] == "{":
            close = closings.get(at)
            if close is None:
                # Cut off in the middle: only an answer that is complete on its line counts.
                line = text[at + 1 :].split("\n", 1)[0].rstrip("$ .")
                if mark is not marks[-1] or not line or line.count("{") > line.count("}"):
                    continue
                boxes.append((mark.start(), len(text), line))
                continue
            boxes.append((mark.start(), close + 1, text[at + 1 : close]))
            last = close
        elif at > mark.end() and at < len(text):
            word = text[at:].split(None, 1)[0].rstrip("$.,;")
            if word:
                boxes.append((mark.start(), at + len(word), word))
    return boxes


_JOIN: Final = re.compile(
    r"(?:\\\)|\\\(|\\\[|\\\]|\$|\\quad|\\qquad|\\text\{?|\\,|\\ |[\s,;{}&]|\band\b|\bor\b"
    r"|[A-Za-z](?:_\{?\w\}?)?\s*=)*\Z"
)


def boxed(text: str) -> str | None:
    """The content of the last box; several boxes that end a text together are a list."""
    boxes = _boxes(text)
    if not boxes:
        return None
    parts = [boxes[-1]]
    for box in reversed(boxes[:-1]):
        between = text[box[1] : parts[0][0]]
        if len(between) > 60 or not _JOIN.match(between):
            break
        parts.insert(0, box)
    contents = [_unnest(content) for _, _, content in parts]
    if len(set(contents)) == 1:
        return contents[0]
    return ", ".join(contents)


def _unnest(content: str) -> str:
    inner = content.strip()
    for _ in range(4):
        mark = _BOX.match(inner)
        if not mark or inner[mark.end() : mark.end() + 1] != "{":
            break
        close = _closings(inner, mark.end()).get(mark.end())
        if close != len(inner) - 1:
            break
        inner = inner[mark.end() + 1 : close].strip()
    return inner
