"""Answers by cases: ``5 if x > 2, otherwise 3``, ``2^n for even n and 3^n for odd n``."""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.reading.clauses import CLAUSES_CHARS, clauses, without_style
from preceptor_verifiers.reading.named_parts import Part, name_words

_CONDITION: Final = (
    r"(?:if and only if|if|when(?:ever)?|for|in (?:the )?case(?: of)?|provided(?: that)?"
    r"|as long as|where)"
)
_ELSE: Final = r"(?:otherwise|or else|else|in all other cases|in other cases)"
_HINT: Final = re.compile(rf"(?<![A-Za-z\\]){_CONDITION}(?![A-Za-z])|otherwise|\belse\b|unless")
_BREAK: Final = re.compile(
    r"(?<![A-Za-z\\])(?:or|but|while|whereas|and)(?![A-Za-z])"
    rf"|(?=(?<![A-Za-z\\]){_ELSE}[\s,:]+\S)"
)
_VALUE_FIRST: Final = re.compile(
    rf"(?P<value>\S.{{0,160}}?)[\s,(]+{_CONDITION}\s+(?P<condition>\S.{{0,120}}?)\)?\Z", re.DOTALL
)
_CONDITION_FIRST: Final = tuple(
    re.compile(
        rf"{_CONDITION}\s+(?P<condition>\S.{{0,120}}?)(?:{link})(?P<value>\S.{{0,160}})\Z",
        re.DOTALL,
    )
    for link in (r"\s?[,:]\s?|\sthen\s", r"\s(?:it )?is\s")
)
_CONDITION_ONLY: Final = re.compile(rf"{_CONDITION}\s+(?P<condition>\S.{{0,120}})\Z", re.DOTALL)
_DEFAULT: Final = re.compile(
    rf"{_ELSE}[\s,:]*(?:it is |is )?(?P<first>\S.{{0,160}})\Z"
    rf"|(?P<last>\S.{{0,160}}?)[\s,(]+{_ELSE}\)?\Z", re.DOTALL
)  # fmt: skip
_BRACKETED: Final = re.compile(
    r"(?P<value>\S.{0,100}?)\s*\((?P<condition>[^()]{0,60}[<>=≤≥≠][^()]{0,60})\)\Z"
)
_PLACE: Final = re.compile(
    r"(?P<value>\S.{0,100}?)\s+(?P<place>above|below|beyond|elsewhere|afterwards|later|before)",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"\A\s*(?:(?:the (?:answer|value|result)|it|this)\s+(?:is|equals)\s+|(?:so|thus|then)\s+)", re.I
)
_OTHERWISE: Final = ("otherwise",)
_EMPTY_WORDS: Final = frozenset(("is", "are", "x", "values", "all", "any"))


def cases(text: str) -> tuple[Part, ...] | None:
    """Return two or more values with their conditions, or ``None`` where there are none.

    The condition of what is left over is ``otherwise``.
    """
    if len(text) > CLAUSES_CHARS or not (_HINT.search(text) or "(" in text):
        return None
    plain = _LEAD.sub("", without_style(text), count=1).strip().rstrip(".").strip()
    parts: list[Part] = []
    open_condition = ""
    for clause in _clauses(plain):
        part = _case(clause)
        if part is not None:
            parts.append(part)
        elif (only := _CONDITION_ONLY.match(clause)) is not None:
            open_condition = only.group("condition")
            continue
        elif open_condition:
            parts.append(Part(_condition(open_condition), clause))
        elif not parts:
            return None
        elif (other := _PLACE.fullmatch(clause)) is not None:
            parts.append(Part((other.group("place").lower(),), other.group("value")))
        else:
            # "for x > 0 and y > 0": a further condition of the value before it
            last = parts[-1]
            parts[-1] = Part(tuple(sorted({*last.name, *_condition(clause)})), last.value)
        open_condition = ""
    values = {"".join(part.value.split()) for part in parts}
    if len(values) < 2 or len({part.name for part in parts}) != len(parts):
        return None
    return tuple(parts)


def _clauses(text: str) -> list[str]:
    pieces: list[str] = []
    for clause in clauses(text):
        depth = 0
        begin = 0
        for match in _BREAK.finditer(clause):
            depth = clause.count("(", 0, match.start()) - clause.count(")", 0, match.start())
            if depth > 0 or match.start() < begin:
                continue
            pieces.append(clause[begin : match.start()])
            begin = match.end()
        pieces.append(clause[begin:])
    return [piece.strip(" ,.") for piece in pieces if piece.strip(" ,.")]


def _case(clause: str) -> Part | None:
    default = _DEFAULT.match(clause)
    if default is not None:
        return Part(_OTHERWISE, default.group("first") or default.group("last"))
    for pattern in (*_CONDITION_FIRST, _VALUE_FIRST, _BRACKETED):
        match = pattern.match(clause)
        if match is not None:
            return Part(_condition(match.group("condition")), match.group("value").strip(" ,"))
    return None


def _condition(text: str) -> tuple[str, ...]:
    """Return a condition as a set of words, or without blanks if it is a formula."""
    if re.search(r"[<>=≤≥≠\\]", text):
        return ("".join(text.split()),)
    words = [word for word in name_words(text) if word not in _EMPTY_WORDS]
    return tuple(sorted(words)) or ("".join(text.split()),)
