"""Texts in which a comma may be the decimal mark although no convention says so.

Under the convention, :func:`preceptor.references.with_decimal_point` reads them. Without it,
``1.234,56`` and ``1 234,5`` can only have a decimal comma; ``4,76`` and ``0,111`` may have one or
be two values; ``1,234`` is a thousand.
"""

from __future__ import annotations

import re
from typing import Final

_MAX_CHARS: Final = 200
_THOUSANDS: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.])")
_COMMA: Final = re.compile(r"(?<=\d)(?:\{,\}|,)(?=\d)")
_MARKED: Final = re.compile(
    r"(?<![\d.,])(?:[1-9]\d{0,2}(?:\.\d{3}){1,4},\d{1,12}"
    r"|[1-9]\d{0,2}(?:[ \u202f\u00a0]\d{3}){1,4},\d{1,12})(?![\d.,])"
)
_BRACED: Final = re.compile(r"(?<![\d.,}])(\d{1,15})\{,\}(\d{1,15})(?![\d.,{])")
_UNMARKED: Final = re.compile(r"(?<![\d.,])(\d{1,15}),(\d{1,15})(?![\d.,])")
_GROUP: Final = 3


def groups_with_points(text: str) -> bool:
    """Whether points in a text are read as grouping digits, while no comma shows that they are."""
    return _COMMA.search(text) is None and len(_THOUSANDS.findall(text)) == 1 == text.count(".")


def with_decimal_mark(text: str) -> str:
    """Return a text with the only number that can have a decimal comma in the usual notation.

    ``1.234,56 m`` becomes ``1234.56 m``, and ``3{,}14`` becomes ``3.14``.
    """
    if "," not in text or len(text) > _MAX_CHARS:
        return text
    if "{,}" in text:
        text = _BRACED.sub(_braced, text)
    match = _MARKED.search(text)
    if match is None or text.count(",") != 1 or any(c in text for c in "([;"):
        return text
    number = re.sub(r"[. \u202f\u00a0]", "", match.group()).replace(",", ".")
    return text[: match.start()] + number + text[match.end() :]


def _braced(match: re.Match[str]) -> str:
    whole, part = match.groups()
    grouped = len(part) == _GROUP and len(whole) <= _GROUP and whole[0] != "0"
    return match.group() if grouped else f"{whole}.{part}"


def perhaps_decimal(text: str) -> str | None:
    """Return a text whose commas may be decimal marks with points; ``None`` for other texts."""
    if "," not in text or len(text) > _MAX_CHARS or any(c in text for c in ("(", "[", "\\{")):
        return None
    changed = _UNMARKED.sub(_unmarked, text)
    return changed if changed != text else None


def _unmarked(match: re.Match[str]) -> str:
    whole, part = match.groups()
    if len(part) == _GROUP and len(whole) <= _GROUP and whole[0] != "0":
        return match.group()
    return f"{whole}.{part}"
