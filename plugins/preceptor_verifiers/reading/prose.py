"""Values in words, and hedges in front of a value."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.spelling import STYLED

_MAX_CHARS: Final = 120
"""A value in words is short."""

_SPACING: Final = re.compile(r"\\[,;:! ]|~|[{}$]")

# --- hedges -------------------------------------------------------------------------------

_LEAD: Final = re.compile(
    r"\s*(?:(?:so|thus|hence|therefore|then|finally|about|approximately|approx\.?|roughly|around"
    r"|circa|ca\.?|c\.(?=\s\d)|close to|exactly|nearly|almost|simply)(?:,\s*|\s+)(?=[^\s,])"
    r"|(?:\\approx|≈|≃|\\simeq|\\therefore|∴|=|\\Rightarrow|\\implies|⇒)(?![A-Za-z=])\s*)+",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"(?<=[\w)}$])\s*(?:\(?\s*\b(?:approximately|approx\.?|or so)\)?|,?\s+only)\s*\.?\s*\Z",
    re.IGNORECASE,
)


def without_hedges(text: str) -> str:
    """Return the text without ``approximately``, ``So``, ``≈``, ``=`` before or ``only`` after."""
    if len(text) > 2000:
        return text
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        text = text[lead.end() :]
    return _TAIL.sub("", text)


_SCALED: Final = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,9})?)\s*(?:\\(?:text|mathrm)\s*\{)?\s*"
    r"\b(thousand|million|billion|trillion)\b\s*"
)


def with_powers_of_ten(text: str) -> str:
    """Return ``2.5 million`` as ``2.5 × 10^6``, in a short text."""
    if len(text) > _MAX_CHARS:
        return text

    def power(match: re.Match[str]) -> str:
        exponent = len(str(_SCALES[match.group(2)])) - 1
        closes = "{" in match.group() and "}" not in text[match.end() :]
        tail = "" if "{" not in match.group() or closes else "\\text{"
        return f"{match.group(1)} \\times 10^{{{exponent}}} {tail}"

    return _SCALED.sub(power, text).replace("\\text{}", "")


# --- values in words ----------------------------------------------------------------------

_ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_SENTENCES: Final = (
    (re.compile(r"(?:there (?:is|are|exists?|exist) )?no (?:real |integer |such )?(?:solutions?"
                r"|roots?)(?: exists?)?|(?:the )?(?:empty|null) set"), "\\varnothing"),
    (re.compile(r"(?:the set of )?(?:all|any|every) (?:the )?reals?(?: numbers?| values?)?"
                r"(?: of [a-z]| [a-z])?|[a-z] (?:is|can be) any real number"), "\\mathbb{R}"),
    (re.compile(r"(?:the set of )?(?:all|any|every) (?:the )?integers?(?: [a-z])?"), "\\mathbb{Z}"),
    (re.compile(r"infinitely many(?: solutions)?|infinite|(?:positive )?infinity"), "\\infty"),
    (re.compile(r"(?:negative|minus) infinity"), "-\\infty"),
)  # fmt: skip
_RATIO: Final = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?) to (\d{1,9}(?:\.\d{1,9})?)\s*\Z")


def value_in_words(text: str) -> str | None:
    """Return the value that the whole text states in English words, as text for the grammar.

    ``twenty-one``, ``two thirds``, ``no real solutions``, ``all real numbers``, ``3 to 4``.
    """
    if len(text) > _MAX_CHARS:
        return None
    ratio = _RATIO.match(_SPACING.sub(" ", text))
    if ratio:
        return f"{ratio.group(1)}:{ratio.group(2)}"
    phrase = " ".join(_SPACING.sub(" ", STYLED.sub(" ", text)).lower().split()).strip(" .!")
    if not phrase or not phrase.replace("-", " ").replace(" ", "").isalpha():
        return None
    for pattern, value in _SENTENCES:
        if pattern.fullmatch(phrase):
            return value
    number = _number(phrase.replace("-", " ").split())
    if number is None:
        return None
    return str(number) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


def _number(words: list[str]) -> Fraction | None:
    if words and words[0] in ("minus", "negative"):
        inner = _number(words[1:])
        return None if inner is None else -inner
    if words in (["a", "dozen"], ["dozen"], ["one", "dozen"]):
        return Fraction(12)
    if len(words) > 3 and words[-3:-1] == ["and", "a"] and words[-1] in ("half", "quarter"):
        whole = _whole(words[:-3])
        return None if whole is None else whole + Fraction(1, _PARTS[words[-1]])
    part = _PARTS.get(words[-1].removesuffix("s"), 0) if words else 0
    if part == 0 and words[-1:] == ["halves"]:
        part = 2
    if part and words[-1] != "seconds":
        count = 1 if words[:-1] in ([], ["a"], ["an"]) else _whole(words[:-1])
        if words[:-1] == [] and part != 2:
            return None  # "third" is a place in an order
        return None if count is None else Fraction(count, part)
    whole = _whole(words)
    return None if whole is None else Fraction(whole)


def _whole(words: list[str]) -> int | None:
    """Return ``one hundred and five`` as a number; ``None`` for anything else."""
    if not words or words[0] == "and" or words[-1] == "and":
        return None
    total = current = 0
    last = 10**15
    previous = ""
    for word in words:
        if word == "and":
            if previous not in ("hundred", *_SCALES):
                return None
        elif word in _ONES:
            if previous in _ONES or (previous in _TENS and not 0 < _ONES[word] < 10):
                return None
            current += _ONES[word]
        elif word in _TENS:
            if previous in _ONES or previous in _TENS:
                return None
            current += _TENS[word]
        elif word == "hundred" and 0 < current < 20:
            current *= 100
        elif word in _SCALES and 0 < current < 1000 and _SCALES[word] < last:
            last = _SCALES[word]
            total, current = total + current * last, 0
        else:
            return None
        previous = word
    return total + current
