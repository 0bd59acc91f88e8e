"""Places in an order: ``12th``, ``2^{nd}``, ``the 15th day``, ``fifteenth``.

A lone ``second`` may be the unit of time, so only the other answer shows that it is a place.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same

_MAX_CHARS: Final = 120
_ENDING: Final = re.compile(
    r"(?<![\w.])(\d{1,12})\s?(?:\^\s?)?"
    r"(?:\{\s?|\\(?:text|mathrm|textrm|textsuperscript|rm|mathit)\b\s?\{?\s?){0,3}"
    r"(st|nd|rd|th)(?:\s?\}){0,3}(?![A-Za-z{(])"
)
_PLURAL: Final = re.compile(r"(?<=/)(\d{1,12})(st|nd|rd|th)s?(?![A-Za-z])")
_NOUN: Final = re.compile(r"\s*(?:the\s+)?(-?\d{1,12})(?:\s+[A-Za-z]{2,20}){0,2}\s*\.?\s*\Z")
_MADE_FROM: Final = re.compile(
    r"\b(derivatives?|antiderivative|integral|roots?|powers?|moment|difference|iterate)\b",
    re.IGNORECASE,
)
"""What is made from something by an operation with a number: ``2nd derivative`` is not 2."""
_ORDINALS: Final = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth"}
_SECOND: Final = re.compile(r"\s*second\s*\.?\s*\Z", re.IGNORECASE)
_PLACE: Final = re.compile(r"\d{1,12}\Z")
_FIRST: Final = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9,
                 "twelfth": 12}  # fmt: skip
_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_WORD: Final = re.compile(r"\s*(?:the\s+)?([a-z]+)(?:[-\s]([a-z]+))?\s*\.?\s*\Z", re.IGNORECASE)


def _ending_of(number: str) -> str:
    if number[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def without_ordinal_ending(text: str) -> str:
    """Return a text that states a place in an order as its number; other texts as they are."""
    if len(text) > _MAX_CHARS:
        return text
    if any(ending in text for ending in ("st", "nd", "rd", "th")):
        plain = _PLURAL.sub(lambda m: m.group(1), text)
        if plain != text:
            return plain
        match = _ENDING.search(text)
        if match and match.group(2) == _ending_of(match.group(1)):
            whole = text[: match.start()] + match.group(1) + text[match.end() :]
            if _MADE_FROM.search(whole):
                return f"{_ORDINALS.get(match.group(1), 'higher')} {_MADE_FROM.findall(whole)[0]}"
            noun = _NOUN.match(whole.replace("$", " "))
            return noun.group(1) if noun else whole
    value = _in_words(text)
    return text if value is None else str(value)


def compare_second(reference: str, candidate: str) -> Outcome | None:
    """Compare a lone ``second`` with a number; ``None`` for other texts.

    A candidate is a place where the reference is one. A reference may be the unit of time.
    """
    named = _SECOND.match(reference) is not None
    number = (candidate if named else reference).strip()
    if not _PLACE.match(number) or not (named or _SECOND.match(candidate)):
        return None
    if int(number) != 2:
        return Outcome(Same.NO, f"The second is not number {number}.", {})
    if named:
        return Outcome(Same.UNKNOWN, "The reference may be the unit of time.", {})
    return Outcome(Same.YES, "The second is number 2.", {})


def _in_words(text: str) -> int | None:
    """Return the place that one or two words name; ``one fifth`` is a fraction."""
    match = _WORD.match(text)
    if match is None or _SECOND.match(text):
        return None
    first, last = match.group(1).lower(), (match.group(2) or "").lower()
    if not last:
        return _place(first)
    units = _place(last)
    return _TENS[first] + units if first in _TENS and units is not None and units < 10 else None


def _place(word: str) -> int | None:
    if word in _FIRST:
        return _FIRST[word]
    if word.endswith("ieth"):
        return _TENS.get(word.removesuffix("ieth") + "y")
    stem = word.removesuffix("th")
    if stem == word or stem not in _UNITS[4:]:
        return None
    return _UNITS.index(stem)
