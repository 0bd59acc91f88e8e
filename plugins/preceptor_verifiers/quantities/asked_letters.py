"""Letters and primes that are a unit only because the other side has one: ``5 t``, ``5'3''``.

Alone, ``5 t`` and ``5 a`` are products with a variable, and a prime is a derivative, a minute of
arc or a foot. Where a mass is asked for, ``5 t`` is five tonnes.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar.tree import Number
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, closed_value
from preceptor_verifiers.quantities.units import Unit, UnitError, parse_unit, unit_readings

_MAX_CHARS: Final = 60
_LETTERS: Final = {
    "t": "metric_ton", "a": "year", "y": "year", "d": "day", "b": "bit", "B": "byte",
    "q": "quintal", "r": "revolution", "kt": "kilotonne", "Mt": "megatonne", "ka": "kiloyear",
    "Ma": "megayear", "Ga": "gigayear", "Myr": "megayear", "Gyr": "gigayear",
}  # fmt: skip
_LETTERED: Final = re.compile(
    r"\s*\$?\s*([+\-−]?[\d.,]{1,20}(?:\s?(?:\\times|\\cdot|[*×·])\s?10\s?\^\s?\{?[+\-−]?\d{1,3}\}?)?)"
    r"\s*(?:\\[,;: ]|~)?\s*(?:\\(?:text|mathrm)\s?\{\s?)?([A-Za-z]{1,3})\s?\}?\s*\$?\s*\.?\s*\Z"
)
_PRIME: Final = re.compile(r"\^\s?\{?\s?((?:\\prime\s?|'){1,2})\}?|\\prime\s?")
_MARKS: Final = str.maketrans({"′": "'", "’": "'", "´": "'", "ʹ": "'", "″": "''", "”": "''",
                               '"': "''"})  # fmt: skip
_DECIMAL: Final = r"(\d{1,6}(?:\.\d{1,6})?)"
_PRIMED: Final = re.compile(rf"\s*(?:{_DECIMAL}\s*'(?!')\s*-?\s*)?(?:{_DECIMAL}\s*'')?\s*\.?\s*\Z")


def with_plain_primes(text: str) -> str:
    """Return the text with ``'`` for every sign of a prime, and ``''`` for every double one."""
    return _PRIME.sub(
        lambda m: "'" * max(1, m.group().count("'") + m.group().count("prime")),
        text.translate(_MARKS),
    )


def in_asked_letters(text: str, asked: Unit) -> Quantity | None:
    """Return the quantity of the dimension of ``asked`` that a text may state, or ``None``."""
    if len(text) > _MAX_CHARS or asked.unknown or not any(c.isdigit() for c in text):
        return None
    primed = _in_primes(text, asked)
    if primed is not None:
        return primed
    match = _LETTERED.match(text)
    name = _LETTERS.get(match.group(2)) if match else None
    value = closed_value(match.group(1)) if match and name else None
    if match is None or name is None or value is None:
        return None
    unit = parse_unit(name)
    # A reference of "1 kt" asks for knots or for kilotonnes.
    if not any(unit.same_dimension(meaning) for meaning in _meanings(asked)):
        return None
    return Quantity(value, unit, name, upright=True)


def _meanings(asked: Unit) -> tuple[Unit, ...]:
    try:
        return unit_readings(asked.text, asked=True)
    except UnitError:
        return (asked,)


def compare_in_letters(
    text: str, reference: Quantity, candidate: Quantity, policy: Policy
) -> Outcome:
    """Compare where the letters of a reference are a unit only in the light of the answer."""
    outcome = compare_quantities(reference, candidate, policy)
    if outcome.same is not Same.YES or _states_both_primes(text):
        return outcome
    return Outcome(Same.UNKNOWN, f"{text.strip()!r} may or may not have a unit.", outcome.detail)


def _states_both_primes(text: str) -> bool:
    """Whether a text states feet and inches, or minutes and seconds of arc."""
    match = _PRIMED.match(with_plain_primes(text)) if len(text) <= _MAX_CHARS else None
    return match is not None and None not in match.groups()


def _in_primes(text: str, asked: Unit) -> Quantity | None:
    plain = with_plain_primes(text.replace("$", " ").replace("\\,", " "))
    match = _PRIMED.match(plain) if "'" in plain else None
    if match is None:
        return None
    if asked.angle:
        large, small, part = "arcminute", "arcsecond", Fraction(1, 60)
    elif asked.dimension == (("m", Fraction(1)),):
        large, small, part = "foot", "inch", Fraction(1, 12)
    else:
        return None
    whole, rest = match.groups()
    if rest is not None and whole is not None and Fraction(rest) * part >= 1:
        return None
    if whole is None:
        return Quantity(Number(Fraction(rest)), parse_unit(small), small, upright=True)
    total = Fraction(whole) + Fraction(rest or 0) * part
    return Quantity(Number(total), parse_unit(large), large, upright=True)
