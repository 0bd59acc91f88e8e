"""Multiple-choice answers: a letter, or the text of an option."""

from __future__ import annotations

import re
from typing import Final

from preceptor.extraction.answers import extract

_STYLE: Final = re.compile(
    r"\\(?:text|mathrm|mathbf|textbf|textnormal|textrm|mbox|rm|bf|boxed|fbox)(?![a-z])"
    r"|\\[ ,;:!]|\\q?quad(?![a-z])|[{}$~]"
)
# Possessive quantifiers: thousands of signs must not be split in every possible way.
_LETTER_ONLY: Final = re.compile(
    r"\W*+(?:(?:option|choice|answer)\W*+)?([A-Za-z])\W*+\Z", re.IGNORECASE
)
_LETTER_AND_TEXT: Final = re.compile(
    r"\s*(?:option |choice |answer )?(?:\(([A-Za-z])\)|([A-Z])[).:]|([A-Z])(?=\s+[A-Z]))\s*(.*)\Z",
    re.DOTALL,
)


_OPTION: Final = re.compile(
    r"[\s$]*(?:\\(?:text|textbf|mathbf|mathrm|textrm|rm|bf)\s*\{?\s*)\{?\(([A-J])\)\s*\}*[\s$~:.]*"
    r"(?:\\(?:quad|,|;|:| )\s*)*(.*)\Z|[\s$]*\(([A-J])\)[\s:.]*(.*)\Z", re.DOTALL
)  # fmt: skip


def option_of(text: str) -> tuple[str, str] | None:
    """Return letter and text of an option written out, such as ``\\textbf{(D)}\\ 15``."""
    match = _OPTION.match(text)
    if match is None:
        return None
    letter = match.group(1) or match.group(3)
    rest = match.group(2) if match.group(1) else match.group(4)
    rest = rest.strip().strip("$").strip()
    return letter, rest.removesuffix("}") if rest.count("{") < rest.count("}") else rest


_SEVERAL: Final = re.compile(r"\(?[A-H]\)?(?:\s*(?:,|;|、|and|&)?\s*\(?[A-H]\)?){1,7}\Z")


def letters_of_choice(text: str) -> str | None:
    """Return the letters of several right options, in order: ``ABD``, ``A, B and D``."""
    plain = _STYLE.sub(" ", text[:200]).strip().strip(".").strip()
    if not _SEVERAL.match(plain):
        return None
    letters = [c for c in plain if c.isupper()]
    return "".join(letters) if sorted(set(letters)) == letters else None


def letter_of(text: str) -> str | None:
    """Return the letter that an answer names: ``B``, ``(B)``, ``Option B``, ``B. Paris``."""
    plain = _STYLE.sub(" ", text).strip().strip("*").strip()
    match = _LETTER_ONLY.match(plain)
    if match:
        return match.group(1).upper()
    match = _LETTER_AND_TEXT.match(plain)
    if match:
        return next(g for g in match.groups()[:3] if g).upper()
    return None


def chosen_letter(text: str) -> str | None:
    """Return the letter that a longer reply chooses."""
    extracted = extract(text, "choice")
    return letter_of(extracted.answer) if extracted.answer is not None else None
