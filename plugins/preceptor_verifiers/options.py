"""Multiple-choice answers: a letter, or the text of an option."""

from __future__ import annotations

import re
from typing import Final

from preceptor.answers import extract

_STYLE: Final = re.compile(r"\\(?:text|mathrm|mathbf|textbf|boxed)\b|[{}$]")
_LETTER_ONLY: Final = re.compile(r"\W*(?:option|choice|answer)?\W*([A-Za-z])\W*\Z", re.IGNORECASE)
_LETTER_AND_TEXT: Final = re.compile(
    r"\s*(?:option |choice |answer )?(?:\(([A-Za-z])\)|([A-Z])[).:]|([A-Z])(?=\s+[A-Z]))\s*(.*)\Z",
    re.DOTALL,
)


def letter_of(text: str) -> str | None:
    """The letter that an answer names: ``B``, ``(B)``, ``Option B``, ``B. Paris``."""
    plain = _STYLE.sub(" ", text).strip().strip("*").strip()
    match = _LETTER_ONLY.match(plain)
    if match:
        return match.group(1).upper()
    match = _LETTER_AND_TEXT.match(plain)
    if match:
        return next(g for g in match.groups()[:3] if g).upper()
    return None


def chosen_letter(text: str) -> str | None:
    """The letter that a longer reply chooses."""
    found = extract(text, "choice")
    return letter_of(found.answer) if found.answer is not None else None
