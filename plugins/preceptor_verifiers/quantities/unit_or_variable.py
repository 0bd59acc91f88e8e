"""Whether the letters after a number are a unit or variables: ``5 kg``, ``3 x``, ``2 m``.

Mathematics and units share the alphabet. This module examines only the letters themselves;
what an ambiguous reading means for a comparison is decided in
:mod:`preceptor_verifiers.comparison`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from preceptor_verifiers.grammar import spelling
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.quantities.units import Unit

VARIABLES: Final = names("x y n k q r f a b i j t e z p v w")
"""Single letters that are a variable or a constant, never a unit, unless a larger unit shows it."""

_MATHEMATICS: Final = (
    (spelling.GREEK | frozenset(spelling.FUNCTIONS) | frozenset(spelling.GREEK_LETTERS))
    - names("Omega Ω psi deg min sec arcsec")
) | {"pi", "infinity", "oo", "inf", "ij", "ji"}  # fmt: skip
"""Words of mathematics; Ω is the ohm, and psi the pound per square inch."""

_STYLED: Final = re.compile(
    r"\\(?:mathrm|text|textrm|textnormal|mathsf|mbox|hbox|unit|si)\s*(?:\{[^{}]*\}|[A-Za-z])"
    r"|\{?\\rm(?![a-zA-Z])[^}]*|\\[a-zA-Z]+|\br\s?/\s?(?=min|s\b)"
)
"""Upright text, and commands."""
_LETTERS: Final = re.compile(r"[A-Za-zµμΩħÀ-ÖØ-öø-ÿ]+")
_SYMBOLS_OF_UNITS: Final = names("m s g h l L d N J K V A W C T M F H S µ Å % ° º Ω ħ")
_SHORT_UNITS: Final = names("""
    cm mm km nm pm fm dm um mg kg ng ug cg dg ms ns ps fs us ks ml dl cl hl kl ft in lb oz yd mi
    yr hr au cd lm lx sr ev kj cc mi pt qt gr ha""")
_SHORT_PRODUCTS: Final = names("kT kR kB kC RT GM MG nR nT dT dV dA dS PV pV TS TV mC mM")
"""Known as units, yet as likely a product of variables: k_B T, R T, G M, m C."""
_PREFIXES: Final = frozenset("fpnµumcdhkMGT")
_VOWELS: Final = frozenset("aeiouyAEIOUY")


class Letters(Enum):
    """What the letters after a number are."""

    UNIT = "unit"
    EITHER = "unit or variable"
    PRODUCT = "factor of a product: unit or variable"
    VARIABLE = "variable"


def letters_of(unit: Unit, text: str) -> Letters:
    """Classify the words of ``unit``, which was read from ``text``."""
    plain = _LETTERS.findall(_STYLED.sub(" ", text))
    if any(word in VARIABLES or word in _MATHEMATICS for word in plain):
        return Letters.VARIABLE
    kinds = [_word(word.partition("^")[0], not plain, unit) for word in unit.words]
    if Letters.UNIT in kinds:
        return Letters.UNIT
    return Letters.VARIABLE if Letters.VARIABLE in kinds else Letters.EITHER


def si_symbols(unit: Unit) -> bool:
    """Whether every word is a letter that the SI, or use with it, gives to a unit."""
    words = [word.partition("^")[0] for word in unit.words]
    return not unit.unknown and all(
        word in _SYMBOLS_OF_UNITS or (len(word) > 1 and not _is_product(word)) for word in words
    )


def _word(word: str, styled: bool, unit: Unit) -> Letters:
    if word in _MATHEMATICS or word in VARIABLES:
        return Letters.VARIABLE
    unknown = any(u.partition("^")[0] == word.lower().removesuffix("s") for u in unit.unknown)
    if len(word) == 1:
        if unknown or word == "µ":
            return Letters.VARIABLE
        return Letters.UNIT if styled or not word.isalpha() else Letters.EITHER
    if styled:
        return Letters.UNIT
    if unknown and len(word) <= 3:
        if len(word) == 2 or not _VOWELS.intersection(word):
            return Letters.VARIABLE
        return Letters.EITHER
    return Letters.EITHER if _is_product(word) else Letters.UNIT


def _is_product(word: str) -> bool:
    """Whether a word of two letters is as likely a product of variables."""
    if len(word) != 2 or word in _SHORT_UNITS or word[0] == "°":
        return False
    return word in _SHORT_PRODUCTS or word.islower() or word[0] not in _PREFIXES | set("eHP")
