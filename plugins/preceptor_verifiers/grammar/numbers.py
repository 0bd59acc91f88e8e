"""Literal numbers: grouped digits, decimals, decimal exponents, repeating decimals."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.tree import LimitError, Number

GRAMMAR_NUMBER_DIGITS: Final = 1_000
"""Digits of one literal number."""
GRAMMAR_EXPONENT: Final = 10_000
"""Size of the decimal exponent in a number such as ``1e-7``."""

_PLAIN_DIGITS: Final = re.compile(r"\d+")
_GROUPED: Final = re.compile(
    # unambiguous in any context
    r"\d{1,3}(?:(?: ?\{, ?\}|,(?:\\[!,; ])+ ?|\\[,;: ]|\\thinspace |~|\{\\,\})\d{3})+(?!\d)"
)
_COMMA_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)")
_SPACE_GROUPED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d|\s*/)")
_QUOTE_GROUPED: Final = re.compile(r"\d{1,3}(?:'\d{3})+(?![\d'])")
_DECIMALS: Final = re.compile(r"\.\d+")
_GROUPED_DECIMALS: Final = re.compile(
    r"\.\d{3}(?:(?:\\[,;: ]|\{\\,\}|~|\\thinspace | )\d{3})*"
    r"(?:\\[,;: ]|\{\\,\}|~|\\thinspace | )\d{1,3}(?![\d.,/])"
)
"""Decimals in groups of three, from the point: ``0.000\\,226``."""
_RUN: Final = re.compile(r"\d+(?:,\d+)+")
"""Digits and commas without spaces: one number in groups of three, or a list."""
_EXPONENT: Final = re.compile(r"[eE](?:\s?([+-]))?(\d+)(?![\d.]*[a-zA-Z(])")
_NOT_DIGITS: Final = re.compile(r"\D")
_REPEATING: Final = re.compile(
    r"\\(?:overline|bar|dot)\s*\{?(\d{1,40})\}?(?:(\d{0,40})\\dot\s*\{?(\d)\}?)?"
)
_REPEATING_IN_BRACKETS: Final = re.compile(
    r"\.\((\d{1,40})\)(?!\d)|\.(\d+)\((\d{1,40})\)(?:\.\.\.|…|\s*\Z)"
)


def read_number(text: str, start: int, *, commas: bool, spaces: bool) -> tuple[Number, int]:
    """Return the number that starts at ``start``, and its end.

    Args:
        commas: Whether commas may group digits here; in a list they separate.
        spaces: Whether spaces may group digits here.

    Raises:
        LimitError: more digits, or a larger exponent, than the limits allow.
    """
    match = _GROUPED.match(text, start) or _QUOTE_GROUPED.match(text, start)
    if match is None:
        grouped = _COMMA_GROUPED.match(text, start) if _groups_alone(text, start) else None
        # In brackets "(312,123,231)" is a list; a group such as "000" can only be digits.
        if grouped and (commas or any(g[0] == "0" for g in grouped.group().split(",")[1:])):
            match = grouped
    if match is None and spaces:
        match = _SPACE_GROUPED.match(text, start)
    if match is None:
        match = _PLAIN_DIGITS.match(text, start)
    whole = _NOT_DIGITS.sub("", match.group()) if match else ""
    end = match.end() if match else start
    decimals = _GROUPED_DECIMALS.match(text, end) or _DECIMALS.match(text, end)
    fraction, period = "", ""
    brackets = _REPEATING_IN_BRACKETS.match(text, end)
    if brackets:
        fraction, period = brackets.group(2) or "", brackets.group(1) or brackets.group(3)
        end = brackets.end()
    elif decimals or text.startswith(".", end):
        fraction = _NOT_DIGITS.sub("", decimals.group()) if decimals else ""
        repeating = _REPEATING.match(text, decimals.end() if decimals else end + 1)
        if repeating:
            period = "".join(g for g in repeating.groups() if g)
            end = repeating.end()
        elif decimals:
            end = decimals.end()
    exponent = None if period else _EXPONENT.match(text, end)
    power = 0
    if exponent:
        end = exponent.end()
        if len(exponent.group(2)) > 6:
            raise LimitError("an exponent beyond the limit", start)
        power = int(exponent.group(2)) * (-1 if exponent.group(1) == "-" else 1)
    digits = whole + fraction
    if len(digits) > GRAMMAR_NUMBER_DIGITS or abs(power) > GRAMMAR_EXPONENT:
        raise LimitError("a number with more digits than the limit", start)
    scale = power - len(fraction)
    # Digits of other scripts count as digits: int() reads them all.
    value = Fraction(int(digits or "0"))
    if period:
        value += Fraction(int(period), 10 ** len(period) - 1)
    value = value * 10**scale if scale >= 0 else value / 10**-scale
    significant = len(digits.lstrip("0")) or 1
    return Number(value, scale if fraction and not period else None, significant), end


def _groups_alone(text: str, start: int) -> bool:
    """Whether the run of digits and commas around ``start`` can be one number.

    ``54,108`` is not a number in the list ``27,54,108``, whose first comma separates values.
    """
    if start >= 2 and text[start - 1] == "," and text[start - 2].isdigit():
        return False
    run = _RUN.match(text, start)
    return run is None or _COMMA_GROUPED.fullmatch(run.group()) is not None
