"""Letters of options in answers whose reference is no multiple choice, and options written out.

What a multiple-choice answer states is read by :mod:`preceptor.extraction.choices`.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor.extraction.choices import stated_choice
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.words import normalised

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


def same_letter(reference: str, candidate: str) -> Same | None:
    """Whether two answers name the same option; ``None`` when letters do not decide.

    Two letters with different texts behind them, such as ``(a) rises`` and ``(a) falls``, may be
    parts of an answer.
    """
    left, right = _letter_and_text(reference), _letter_and_text(candidate)
    if left is None or right is None:
        return None
    if left[0] != right[0]:
        return Same.NO
    if left[1] and right[1] and normalised(left[1]) != normalised(right[1]):
        return None
    return Same.YES


def _letter_and_text(text: str) -> tuple[str, str] | None:
    """The letter that an answer begins with and the text behind it."""
    plain = _STYLE.sub(" ", text).strip().strip("*").strip()
    match = _LETTER_ONLY.match(plain)
    if match:
        return match.group(1).upper(), ""
    match = _LETTER_AND_TEXT.match(plain)
    if match is None:
        return None
    letter = next(g for g in match.groups()[:3] if g).upper()
    # "(A) or (B)", "A. is wrong": the first letter is not what the answer states.
    return (letter, match.group(4)) if stated_choice(plain) == letter else None
