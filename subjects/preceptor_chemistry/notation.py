"""How chemistry families write numbers, lists and sentences."""

from __future__ import annotations

from collections.abc import Sequence

PLAIN_DECIMALS = 6
"""Decimals kept by :func:`plain`; friendly numbers have fewer."""


def plain(value: float) -> str:
    """A friendly number without padding zeros: ``2``, ``2.5``, ``0.125``."""
    text = f"{value:.{PLAIN_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def rounded(value: float, digits: int = 3) -> float:
    """``value`` rounded to ``digits`` significant figures."""
    return float(f"{value:.{digits - 1}e}")


def listing(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def sentence(text: str) -> str:
    """``text`` with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def divisor(text: str) -> str:
    """A number's text as a divisor, in brackets where needed: ``(2.0 × 10^-5)``, but ``2.0``."""
    return f"({text})" if "×" in text or text.startswith("-") else text
