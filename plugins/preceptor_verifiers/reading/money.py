"""Amounts of money: ``\\$0.50``, ``50 cents``, ``USD 5``, ``3 million dollars``, ``Rs. 500``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, closed_value
from preceptor_verifiers.quantities.tolerance import Value, compare, may_be_rounded, stated_value

_MAX_CHARS: Final = 60
_STYLE: Final = re.compile(r"\\(?:text|mathrm|textrm|mbox)\b|[{}~]|\\[ ,;!]")
_SIGNS: Final = {
    "$": "dollar", "US$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee",
    "Rs.": "rupee", "Rs": "rupee", "Re.": "rupee", "₽": "ruble", "₩": "won", "₪": "shekel",
    "C$": "Canadian dollar", "A$": "Australian dollar", "R$": "real", "HK$": "Hong Kong dollar",
}  # fmt: skip
_CODES: Final = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound", "JPY": "yen", "INR": "rupee", "CNY": "yuan",
    "RMB": "yuan", "CHF": "franc", "CAD": "Canadian dollar", "AUD": "Australian dollar",
    "RUB": "ruble", "KRW": "won", "MXN": "peso", "BRL": "real",
}  # fmt: skip
_NAMES: Final = {
    "dollar": "dollar", "dollars": "dollar", "US dollars": "dollar", "bucks": "dollar",
    "euro": "euro", "euros": "euro", "pound": "pound", "pounds": "pound",
    "pounds sterling": "pound", "yen": "yen", "円": "yen", "rupee": "rupee", "rupees": "rupee",
    "Rs": "rupee", "Rs.": "rupee", "yuan": "yuan", "元": "yuan", "won": "won", "peso": "peso",
    "pesos": "peso", "franc": "franc", "francs": "franc", "ruble": "ruble", "rubles": "ruble",
    "€": "euro", "£": "pound", "$": "dollar", "\\$": "dollar", "₹": "rupee",
}  # fmt: skip
_CENTS: Final = {"cent": "dollar", "cents": "dollar", "¢": "dollar", "pence": "pound",
                 "paise": "rupee", "euro cents": "euro"}  # fmt: skip
_POWERS: Final = {"thousand": 3, "k": 3, "K": 3, "million": 6, "M": 6, "m": 6, "mn": 6,
                  "billion": 9, "B": 9, "bn": 9, "trillion": 12, "lakh": 5, "lakhs": 5, "crore": 7,
                  "crores": 7}  # fmt: skip


def _either(words: dict[str, str] | dict[str, int]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_MONEY: Final = re.compile(
    rf"(?P<minus>[-−]\s?)?(?:\\?(?P<sign>{_either(_SIGNS)})|(?P<code>{_either(_CODES)}))?"
    r"\s?(?P<minus2>[-−])?"
    r"(?P<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?|\.\d{1,6})"
    rf"(?:\s?(?P<power>{_either(_POWERS)})(?![A-Za-z]))?"
    rf"\s?(?:(?P<name>{_either(_NAMES)}|{_either(_CODES)})|(?P<cents>{_either(_CENTS)}))?"
    r"(?![A-Za-z])\s?\.?"
)
_MARK: Final = re.compile(
    rf"{_either(_SIGNS)}|{_either(_CODES)}|{_either(_NAMES)}|{_either(_CENTS)}"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money.

    Attributes:
        value: The amount in units of the currency.
        currency: Its name.
        cents: Whether it is stated in hundredths of the currency.
        certain: Whether the text can only be money; ``5 pounds`` is also a mass.
    """

    value: Value
    currency: str
    cents: bool
    certain: bool


def amount_of_money(text: str) -> Money | None:
    """Return the amount that the whole text states with its currency, or ``None``."""
    if len(text) > _MAX_CHARS or _MARK.search(text) is None:
        return None
    match = _MONEY.fullmatch(_STYLE.sub(" ", text).strip())
    if match is None:
        return None
    sign, code, name, cents = match.group("sign", "code", "name", "cents")
    currency = _SIGNS.get(sign or "") or _CODES.get(code or "")
    named = _NAMES.get(name or "") or _CODES.get(name or "") or _CENTS.get(cents or "")
    if (currency is None and named is None) or (currency and named and currency != named):
        return None
    if (cents and currency) or (sign and name and name.endswith("$")):
        return None  # $5$ is mathematics
    tree = closed_value(match.group("number"))
    if tree is None:
        return None
    value = stated_value(tree)
    power = _POWERS.get(match.group("power") or "", 0)
    minus = bool(match.group("minus")) != bool(match.group("minus2"))
    factor = Fraction(10) ** power / (100 if cents else 1) * (-1 if minus else 1)
    certain = bool(currency) or name not in ("pound", "pounds")
    return Money(value.scaled(factor), currency or named or "", bool(cents), certain)


def compare_money(
    reference: str,
    candidate: str,
    quantities: tuple[Quantity | None, Quantity | None],
    policy: Policy,
) -> Outcome | None:
    """Compare two amounts of money, or an amount with a number or another quantity.

    Returns:
        ``None`` if neither text is an amount, or another rule decides.
    """
    left, right = amount_of_money(reference), amount_of_money(candidate)
    asked = quantities[0]
    if left is None and asked is not None and asked.unit is not None and right is not None:
        left = amount_of_money(f"{reference.strip()} {asked.unit_text}")
    if left is not None and right is not None and (left.certain or right.certain):
        if left.currency != right.currency:
            reason = f"An amount in {right.currency}, not in {left.currency}."
            return Outcome(Same.NO, reason, {})
        scale = Fraction(100 if left.cents else 1)
        return _compare(left.value.scaled(scale), right.value.scaled(scale), policy)
    money, other = (left, quantities[1]) if left is not None else (right, quantities[0])
    if money is None or (left is not None and right is not None) or other is None:
        return None
    if not money.certain:
        return None
    if other.unit is None:
        try:
            number = stated_value(other.value)
        except (ValueError, ArithmeticError):
            return None
        pair = (money.value, number) if left is not None else (number, money.value)
        outcome = _compare(*pair, policy)
        if money.cents:  # 75 for 75 cents; 0.75 may be dollars
            same = outcome.same is Same.YES
            return Outcome(Same.UNKNOWN, "Cents or a number.", {}) if same else None
        return outcome
    if other.unit.unknown or not (other.unit.dimension or other.unit.percent or other.unit.angle):
        return None
    return Outcome(Same.NO, f"{other.unit_text.strip()} is not a currency.", {})


def _compare(left: Value, right: Value, policy: Policy) -> Outcome:
    same, rule = compare(left, right, policy.tolerance)
    if same is Same.NO and may_be_rounded(left, right, policy.tolerance):
        return Outcome(Same.UNKNOWN, "The amount may be rounded.", {})
    return Outcome(same, f"Two amounts of money: {rule}.", {})
