"""Runs of letters: words, products of single letters, names of functions and letters."""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.grammar import spelling
from preceptor_verifiers.grammar.tokens import LONG_NAMES

LETTERS: Final = re.compile(r"[A-Za-zÀ-ɏÅ]+")
GLUED: Final = re.compile(r"(?:or|and)[A-Z]")
CONSTRUCTOR: Final = re.compile(
    "("
    + "|".join(re.escape(n) for n in sorted(spelling.CONSTRUCTORS, key=len, reverse=True))
    + r")(?=\()"
)
"""Names that computer algebra systems print before brackets."""
SET_WORD: Final = re.compile(
    r"(?:S\.)?(" + "|".join(sorted(spelling.NAMED_SET_WORDS, key=len, reverse=True)) + r")\b"
    r"(?:\(\))?"
)
DIRECTION: Final = re.compile(r"dir\s*=\s*[\"']([+-]{1,2})[\"']")
SET_AFTER_IN: Final = re.compile(r"\s*(?:[\[({]|[RZNQC](?![A-Za-z])|\\mathbb|\\\{)")
"""What follows an ``in`` that is the sign of membership."""
TIMES_TEN: Final = re.compile(r"\s*(?:10\s*(?:\^|\*\*)|1[eE][+-]?\d)")
"""What follows an ``x`` that means the sign of multiplication: ``3.0 x 10^8``."""
ACCENTED: Final = re.compile(r"([A-Za-z])(bar|hat|vec|tilde|ddot)")
"""A letter with its accent spelled out, as in ``xbar``."""
ACCENT_BEFORE_BRACE: Final = re.compile(r"(bar|overline|hat|vec|tilde|ddot|dot)(?=\{)")
INDEX: Final = re.compile(r"\d{1,4}(?![\d.,a-zA-Z])")
"""Digits that end a word, as in ``value1``."""
GLUED_INDEX: Final = re.compile(r"\d{1,2}(?!\d|[.,]\d)")
"""Digits right after a letter are its index, as in ``v0`` and ``R1R2``."""
_WORD_SHAPE: Final = re.compile(r"[A-Z]?[a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+")
"""How words are capitalised; ``kQqd`` is none."""
_VOWEL: Final = re.compile(r"[aeiouyAEIOUYÀ-ɏ]")
_SYLLABLES: Final = re.compile(r"[a-z]*[aeiouy][a-z]*(?<=[a-z]{3})")
"""Small letters with a vowel among them, as in names such as ``McDonald``."""
_LONGEST_PRODUCT: Final = 10
"""Letters of the longest run that its shape shows to be a product."""
_LONG_NAME: Final = re.compile("|".join(map(re.escape, LONG_NAMES)))
_ENGLISH: Final = frozenset(("that", "what", "chat", "hbar", "ebar"))
VARIABLE: Final = re.compile(
    r"\s*_?(?:(?:[A-Za-z]++|\\(?:" + "|".join(sorted(spelling.GREEK)) + r")\b|[0-9]++)\s*+){1,9}"
    r"(?:_(?:[A-Za-z0-9]|\{[^{}]*\})?)?\s*"
)
"""Names that ``\\variable{}`` may contain; a subscript is one character or in braces."""


_INDEX_SUM: Final = re.compile(r"[+-]?[A-Za-z0-9]{1,8}(?:[+-][A-Za-z0-9]{1,8}){1,6}")
_INDEX_TERM: Final = re.compile(r"[+-]?[A-Za-z0-9]{1,8}")
_INDEX_LIST: Final = re.compile(r"[A-Za-z](?:,[A-Za-z]){1,6}")


def ordered_index(text: str) -> str:
    """The index with its terms in one order, ``1+i`` as ``i+1``, and ``i,j`` as ``ij``."""
    if len(text) < 3:
        return text
    if _INDEX_LIST.fullmatch(text):
        return text.replace(",", "")
    if not _INDEX_SUM.fullmatch(text):
        return text
    terms = _INDEX_TERM.findall(text if text[0] in "+-" else "+" + text)
    terms.sort(key=lambda t: (t[1:].isdigit(), t[0] == "-", t[1:]))
    return "".join(terms).removeprefix("+")


def accented(word: str) -> tuple[str, str] | None:
    """The letter and the accent of a word such as ``xbar``."""
    match = ACCENTED.fullmatch(word)
    return (match.group(1), match.group(2)) if match and word not in _ENGLISH else None


def pieces(word: str, *, separate: bool, applied: bool = False) -> tuple[str, ...]:
    """The names in a run of letters: ``kpi`` is k·π, ``ab`` is a·b; a word is one piece.

    Args:
        separate: Whether long runs without a known name are products too (under an
            integral, where ``rdrd`` is not a word).
        applied: Whether an argument follows the run, as in ``mgLsin(x)``.
    """
    parts: list[str] = []
    at, known = 0, 0
    while at < len(word):
        match = _LONG_NAME.match(word, at)
        name = match.group() if match else ""
        if len(name) > 2 or name in ("pi", "ln") or (name and at + len(name) == len(word)):
            known += 1
        else:
            name = word[at]
        parts.append(name)
        at += len(name)
    singles = sum(1 for p in parts if len(p) == 1)
    if (
        len(word) > 1
        and singles > (3 if not known else 2)
        and not (separate and len(word) < 9)
        and not (applied and parts[-1] in spelling.FUNCTIONS)
        and not is_product(word)
    ):
        return (word,)
    return tuple(parts)


def is_product(word: str) -> bool:
    """Whether a run of letters has the shape of a product: capitals inside, or no vowel."""
    if len(word) > _LONGEST_PRODUCT or _SYLLABLES.search(word):
        return False
    shaped = _WORD_SHAPE.fullmatch(word) is not None
    return not shaped or (word.islower() and _VOWEL.search(word) is None)
