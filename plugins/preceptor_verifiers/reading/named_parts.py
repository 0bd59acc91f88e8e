"""Answers in parts with names in words: ``length = 5 cm, width = 3 cm``, ``12 goats and 5 hens``.

Names of single variables (``x = 3, y = 4``) are left to the grammar, unless their values have
units or are words. A clause is a name with its value, or a number with what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from preceptor_verifiers.grammar.spelling import FUNCTIONS
from preceptor_verifiers.reading.clauses import CLAUSES_CHARS, clauses, without_style


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer.

    Attributes:
        name: The words of its name or its condition, or its mark, in one spelling.
        value: Text of the value.
    """

    name: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an answer, and what tells them apart: ``named``, ``numbered`` or ``cases``."""

    kind: Literal["named", "numbered", "cases"]
    parts: tuple[Part, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(part.value for part in self.parts)


_LEAD: Final = re.compile(
    r"\A\s*(?:(?:so|thus|hence|therefore|then|finally|we (?:get|find|have|obtain)|this gives"
    r"|there (?:are|is|were|will be)|(?:he|she|it|they) (?:has|have|had)|both"
    r"|the answers? (?:is|are)|answers?:)(?![a-z]),?\s+)+",
    re.IGNORECASE,
)
_NAME: Final = (
    r"(?P<name>(?:\\?[A-Za-zΔ-ω][\w'’\\-]{0,30}(?:_\{[^{}]{1,20}\})?(?:\s\([^()]{1,20}\))?"
    r"(?:\s|(?=[=:≈]|\\approx))){1,8})"
)
_NAMED: Final = re.compile(
    _NAME + r"\s?(?:(?:=|:|≈|\\approx(?:eq)?(?![a-z]))"
    r"|(?:is|are|was|were|equals?|has|have|had|gets?|got)"
    r"(?:\s(?:about|approximately|equal to|exactly|=|≈|\\approx)){0,2}\s)"
    r"\s?(?P<value>\S.{0,200})\Z", re.DOTALL,
)  # fmt: skip
_NUMBER: Final = r"[-+−]?(?:\\?\$)?\d[\d,]{0,20}(?:\.\d{1,20})?(?:/\d{1,10})?"
_JUXTAPOSED: Final = re.compile(
    r"(?P<name>(?:[A-Za-z][A-Za-z'’-]{1,30}\s){1,6})(?P<value>" + _NUMBER + r"(?:\s.{0,40})?)\Z"
)
_COUNTED: Final = re.compile(
    r"(?P<value>" + _NUMBER + r")\s(?P<name>(?:[A-Za-z][A-Za-z'’-]{1,30}(?:\s|\Z)){1,4})\Z"
)
_BRACKETED: Final = re.compile(
    r"(?P<value>" + _NUMBER + r"(?:\s?[^()\d]{1,30})?)\s?\((?P<name>[A-Za-z][A-Za-z '’-]{0,30})\)\Z"
)
_WORD: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_PREFIXED_SYMBOL: Final = re.compile(r"[cdmnp](?:at|ot|in|an|art|en|ar|et|od|un)s?|pets?|dogs?")
_EMPTY_WORDS: Final = frozenset(
    ("the", "a", "an", "of", "number", "total", "there", "its", "their", "his", "her", "value",
     "is", "are", "in", "answer", "so", "then", "thus", "hence", "and", "part", "for")
)  # fmt: skip
_NOT_NAMES: Final = frozenset(FUNCTIONS) | {"if", "when", "for", "where", "because", "since", "not"}


def named_parts(text: str, *, variables: bool = False) -> tuple[Part, ...] | None:
    """Return two or more parts with different names, or ``None`` where there are none.

    Args:
        variables: Whether the names may all be variables with numbers as values.
    """
    if len(text) > CLAUSES_CHARS or (not _WORD.search(text) and "=" not in text):
        return None
    plain = without_style(text).strip().rstrip(".").strip()
    split = clauses(_LEAD.sub("", plain, count=1))
    if len(split) < 2:
        return None
    for read in (_named, _counted):
        parts = _parts(split, read)
        if parts is not None:
            return parts if variables or _for_words(parts) else None
    return None


def _parts(split: tuple[str, ...], read: Callable[[str], Part | None]) -> tuple[Part, ...] | None:
    parts: list[Part] = []
    for clause in split:
        part = read(_LEAD.sub("", clause, count=1))
        if part is None:
            return None
        parts.append(part)
    return tuple(parts) if len({part.name for part in parts}) == len(parts) else None


def _named(clause: str) -> Part | None:
    match = _NAMED.match(clause) or _JUXTAPOSED.match(clause)
    if match is None:
        return None
    name, value = name_words(match.group("name")), match.group("value").strip(" .,;")
    if not name or not value or "=" in value or set(name) & _NOT_NAMES:
        return None
    return Part(name, value)


def _counted(clause: str) -> Part | None:
    match = _BRACKETED.match(clause) or _COUNTED.match(clause)
    if match is None:
        return None
    has_unit = match.re is _BRACKETED and any(c.isalpha() for c in match.group("value"))
    if not has_unit and _is_unit(match.group("name")):
        return None
    name = name_words(match.group("name"))
    return Part(name, match.group("value")) if name else None


def _is_unit(words: str) -> bool:
    from preceptor_verifiers.quantities.units import UnitError, parse_unit

    try:
        unit = parse_unit(words.strip())
    except UnitError:
        return False
    # A prefix and a symbol can make up a word, as in "cats" or "pots".
    return not unit.unknown and not _PREFIXED_SYMBOL.fullmatch(words.strip())


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in the singular, in lower case, without articles.

    The case of a symbol of one or two letters is kept: V is not v.
    """
    words = re.findall(r"[^\W_]+(?:_\{?\w+\}?)?|\\[A-Za-z]+", text.replace("'s", ""))
    if len(words) == 1 and len(words[0]) <= 2:
        return (words[0],)
    lower = [word.lower() if len(word) > 1 else word for word in words]
    kept = [word for word in lower if word not in _EMPTY_WORDS]
    return tuple(singular(word) for word in kept or lower)


def singular(word: str) -> str:
    """Return an English noun without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _for_words(parts: tuple[Part, ...]) -> bool:
    """Whether the names or the values are more than variables and numbers."""
    if any(len(word) > 2 and "_" not in word for part in parts for word in part.name):
        return True
    return any(_WORD.search(p.value) or re.search(r"\d\s+[A-Za-zµΩ°%]", p.value) for p in parts)
