"""Nouns that multiply the number before them: ``5 hundredths``, ``3 halves``, ``5 dozen eggs``.

A counted thing leaves the number as it is, so these words must not be read as one.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.reading.prose import value_in_words

_MAX_CHARS: Final = 120
_PARTS: Final = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "sixteenth": 16,
    "twentieth": 20, "hundredth": 100, "thousandth": 1000, "ten-thousandth": 10**4,
    "millionth": 10**6, "billionth": 10**9,
}  # fmt: skip
_TIMES: Final = {"ten": 10, "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6,
                 "billion": 10**9, "trillion": 10**12}  # fmt: skip
_SMALL: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
                 "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_NUMBER: Final = r"(?<![\w.,^_/])(?P<number>\d{1,9}(?:\.\d{1,9})?)"
_STYLE: Final = r"(?:\\(?:text|mathrm)\s?\{\s?)?"
_PART: Final = "|".join(sorted(_PARTS, key=len, reverse=True))
_NOUN: Final = re.compile(
    rf"{_NUMBER}\s?{_STYLE}\s?\b(?P<noun>{_PART}|ten|dozen|hundred|thousand|million|billion"
    r"|trillion)(?P<plural>s?)\b(?P<of>\sof(?:\s(?:it|them|that)\b|(?:\san?|\sthe)?(?=\s[A-Za-z])))?\s?\}?",
    re.IGNORECASE,
)
_MIXED: Final = re.compile(
    rf"(?<![\w.,])(?P<whole>\d{{1,9}}|{'|'.join(_SMALL)})\s(?P<unit>[A-Za-z]{{3,12}}\s)?and\s"
    rf"(?P<count>\d{{1,3}}|{'|'.join(_SMALL)})[\s-](?P<noun>{_PART})s?\b",
    re.IGNORECASE,
)
_POWER: Final = re.compile(
    rf"\s*\$?{_NUMBER}\s?{_STYLE}\s?(?P<noun>squared|cubed)\s?\}}?\$?\.?\s*\Z"
)
_SHARE: Final = re.compile(
    rf"\s*\$?{_NUMBER}\s?(?:\\?%|percent|per\scent)\$?\sof\s\$?(?P<of>[A-Za-z]|\d{{1,9}})\$?\.?\s*\Z"
)
_HYBRID: Final = re.compile(
    r"\s*\$?(\d)\$?\s((?:hundred|thousand|million|billion)\s[a-z][a-z\s-]{1,80}?)\.?\s*\Z"
)
_MARKS: Final = re.compile(
    rf"{_PART}|ten|dozen|hundred|thousand|illion|squared|cubed|\sof\s", re.IGNORECASE
)


def with_multiples(text: str) -> str:
    """Return a short text with its multiples and parts as arithmetic, ``5 dozen`` as ``60``.

    ``2 seconds`` is a time, and ``2 third parties`` is no fraction.
    """
    if len(text) > _MAX_CHARS or not text.isascii() or _MARKS.search(text) is None:
        return text
    share = _SHARE.match(text)
    if share is not None:
        return rf"\frac{{{share.group('number')}}}{{100}} \cdot {share.group('of')}"
    power = _POWER.match(text)
    if power is not None:
        return f"{power.group('number')}^{2 if power.group('noun') == 'squared' else 3}"
    hybrid = _HYBRID.match(text)
    if hybrid is not None and hybrid.group(1) != "0":
        words = tuple(_SMALL)[int(hybrid.group(1)) + 1]
        return value_in_words(f"{words} {hybrid.group(2)}") or _NOUN.sub(_multiple, text, count=1)
    if " and " in text:
        text = _MIXED.sub(_mixed, text, count=1)
    return _NOUN.sub(_multiple, text, count=1)


def _mixed(match: re.Match[str]) -> str:
    whole, count = (
        int(g) if g.isdigit() else _SMALL[g.lower()] for g in match.group("whole", "count")
    )
    total = whole + Fraction(count, _PARTS[match.group("noun").lower()])
    return f"({total}) {match.group('unit') or ''}".rstrip()


def _multiple(match: re.Match[str]) -> str:
    number, noun, plural = match.group("number"), match.group("noun").lower(), match.group("plural")
    closes = "}" if "{" in match.group() and "}" not in match.group() else ""
    rest = r" \text{" if closes else " " if match.group("of") or match.group()[-1:] == " " else ""
    if noun in _TIMES:
        if noun == "ten" and not plural:
            return match.group()
        return f"{Fraction(number) * _TIMES[noun]}{rest}"
    if not plural and number != "1":
        return match.group()  # 2 third parties
    value = Fraction(number) / _PARTS[noun]
    return f"({value}){rest}" if value.denominator != 1 else f"{value}{rest}"
