"""Numbers as programs and keyboards write them: ``5\\mathrm{e}3``, ``1.5 E 3``, ``1_234_567``."""

from __future__ import annotations

import re
from typing import Final

_MAX_CHARS: Final = 120
_STYLED_POWER: Final = re.compile(
    r"(?<![\w.])(\d{1,15}(?:\.\d{0,15})?)\s?\\(?:mathrm|text|rm|operatorname)\s?\{?\s?[eE]\s?\}?"
    r"\s?\{?([+-]?\d{1,4})\}?(?![\w.])"
)
_SPACED_POWER: Final = re.compile(
    r"(\s*\$?[+-]?\d{1,15}(?:\.\d{0,15})?)(?:\s(?:E\s?|e)|\s?E\s|\*\^)([+-]?\d{1,4})(?=\$?\.?\s*\Z|\s[A-Za-zµΩ\\])"
)
_UNDERSCORED: Final = re.compile(r"(?<![\w.])\d{1,3}(?:_\d{3}){1,6}(?![\w{])")


def usual_number(text: str) -> str:
    """Return a short text with its number in the usual notation; other texts as they are."""
    if len(text) > _MAX_CHARS:
        return text
    if "_" in text:
        text = _UNDERSCORED.sub(lambda m: m.group().replace("_", ""), text)
    if "e" in text or "E" in text or "*^" in text:
        text = _STYLED_POWER.sub(r"\1e\2", text)
        spaced = _SPACED_POWER.match(text)
        if spaced is not None:
            text = f"{spaced.group(1)}e{spaced.group(2)}{text[spaced.end() :]}"
    return text
