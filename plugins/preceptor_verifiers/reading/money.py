"""Amounts of money in dollars and cents: ``\\$0.50``, ``50 cents``, ``5 dollars``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same

_STYLE: Final = re.compile(r"\\(?:text|mathrm|textrm|mbox)\b|[{}~]|\\[ ,;!]")
_NUMBER: Final = r"(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,6})?"
_DOLLARS: Final = re.compile(rf"\\?\$\s*{_NUMBER}\s*(?:dollars)?|{_NUMBER}\s*dollars?")
_CENTS: Final = re.compile(rf"{_NUMBER}\s*(?:cents?|¢)")


def amount_of_money(text: str) -> Fraction | None:
    """Return the cents that the whole text states with its currency, or ``None``.

    An amount without a currency is a number; other currencies have no second name here.
    """
    if len(text) > 60 or not any(mark in text for mark in ("$", "dollar", "cent", "¢")):
        return None
    plain = _STYLE.sub(" ", text).strip().rstrip(".").strip()
    for pattern, cents in ((_DOLLARS, 100), (_CENTS, 1)):
        match = pattern.fullmatch(plain)
        if match:
            whole, part = next(
                (match.group(i), match.group(i + 1) or "")
                for i in range(1, pattern.groups, 2)
                if match.group(i)
            )
            return Fraction(whole.replace(",", "") + part) * cents
    return None


def compare_money(reference: str, candidate: str) -> Outcome | None:
    """Compare two amounts of money; ``None`` if one of the texts is not an amount."""
    left, right = amount_of_money(reference), amount_of_money(candidate)
    if left is None or right is None:
        return None
    return Outcome(Same.of(left == right), "Two amounts of money.", {})
