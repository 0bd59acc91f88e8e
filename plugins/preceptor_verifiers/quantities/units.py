"""Unit text to a dimension vector and a factor to base units.

The text is read by the small grammar here; only single vetted words are looked up in pint's
registry (its own parser can be made to compute power towers). Grammar, after
:func:`preceptor_verifiers.quantities.unit_text.clean`::

    unit   = [factor] term { ("*" | " " | "/") term }
    term   = ( word | "(" unit ")" ) [ "^" exponent ]
    factor = number, or a power of ten as in ``10^{-19} J``

A solidus divides by everything up to the next explicit ``*`` between spaces:
``J/mol K`` is J/(mol·K), as chemists write it (IUPAC Green Book 3rd ed., 1.3).
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product
from typing import Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.limits import UNIT_NESTING
from preceptor_verifiers.quantities.physical_constants import PI
from preceptor_verifiers.quantities.unit_definitions import (
    ASKED_READINGS,
    READINGS,
    Definition,
    Dimension,
    combine,
    define,
    joined,
    product_of,
)
from preceptor_verifiers.quantities.unit_names import SCRIPT_LETTERS, canonical
from preceptor_verifiers.quantities.unit_text import clean

UNIT_CHARS: Final = 160
"""Characters of a unit's text."""
UNIT_TERMS: Final = 16
"""Units in one product."""
UNIT_EXPONENT: Final = 12
"""Size of the exponent of a unit."""
UNIT_SCALE_EXPONENT: Final = 60
"""Size of the exponent in a factor such as ``10^{-19}`` before a unit."""
UNIT_READINGS: Final = 8
"""Readings of the ambiguous letters of one unit."""

__all__ = ["PI", "Dimension", "Unit", "UnitError", "clean", "parse_unit", "unit_readings"]

_NOT_UNITS: Final = names("x y n k q r f a i j")
"""Single letters that pint knows (``a`` is a year) and answers use for variables."""
_CONNECTIVES: Final = names("""
    or but not than least most which that who whose where when while because though although if
    unless contradicting""")
"""Words that no unit contains: ``7 or more``, ``7, which is wrong``."""
_EXPONENT: Final = r"[+-]?(?:\d{1,4}(?:/\d{1,2})?|\d?\.\d{1,2})"
_TOKEN: Final = re.compile(
    rf"(?P<power>\^(?:\(\s*(?P<inner>{_EXPONENT})\s*\)|(?P<exponent>{_EXPONENT})))"
    r"|(?P<number>\d{1,8}(?:\.\d{1,12})?(?:[eE][+-]?\d{1,3})?)"
    rf"|(?P<word>°\s?[CF](?![A-Za-z])|[A-Za-zµΩħαεσλΦφÀ-ÖØ-öø-ÿ{SCRIPT_LETTERS}]+"
    r"(?:_[A-Za-z0-9µα∞]+)*|[°%‰])"
    r"|(?P<operator>[*/()])|(?P<hyphen>-)|(?P<space>\s+)|(?P<difference>Δ)"
)
_WORD: Final = re.compile(r"[A-Za-zµΩ°]+")
_BARE_EXPONENT: Final = re.compile(r"([-+]?[1-9])(?![\d.])")
_PERCENT: Final = ("%", "percent", "percentage")
_UNIT_AHEAD: Final = re.compile(r"\s?[*-]?\s?[A-Za-zµΩ°%]")


class UnitError(ValueError):
    """Text that is not a unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Attributes:
        factor: The value of one unit in base units (SI), exact where the definition is.
        dimension: Base dimensions and their exponents; angles and counts have none.
        offset: Base units at zero of this unit's scale, for temperature and level scales.
        scale: Power-of-ten factor written before the unit (``10^{-19} J``); included in
            ``factor``.
        words: The unit words, for naming it and for unknown units.
        unknown: The words without a definition.
        percent: Whether it is the percent sign.
        angle: Whether it is a plane angle.
        text: The text it was read from, in one spelling.
        radians: Exponent of plane angles in it: 1 for rad/s.
        turns: Exponent of whole turns in it: 1 for rpm.
        frequency: Whether the hertz is in it.
        difference: Whether it measures a temperature difference (``Δ°C``, ``delta_degC``).
        spread: Relative size of the differences between the usual values of ``factor``.
    """

    factor: Fraction
    dimension: Dimension
    offset: Fraction = Fraction(0)
    scale: Fraction = Fraction(1)
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    percent: bool = False
    angle: bool = False
    text: str = ""
    radians: Fraction = Fraction(0)
    turns: Fraction = Fraction(0)
    frequency: bool = False
    difference: bool = False
    spread: Fraction = Fraction(0)

    @property
    def bare(self) -> bool:
        """Whether only a numeric factor was written."""
        return not self.words

    def same_dimension(self, other: Unit) -> bool:
        """Whether values in the two units can be converted into each other."""
        return self.dimension == other.dimension and self.unknown == other.unknown


@dataclass(slots=True)
class _Reader:
    text: str
    choice: dict[str, str] = field(default_factory=dict)
    at: int = 0
    factor: Fraction = Fraction(1)
    scale: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    radians: Fraction = Fraction(0)
    turns: Fraction = Fraction(0)
    frequency: bool = False
    difference: bool = False
    spread: Fraction = Fraction(0)
    dimension: Dimension = ()
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    terms: int = 0

    def unit(self, sign: int, level: int = 0) -> None:  # noqa: PLR0912 - one case after the other
        """Read ``unit`` up to the end or a closing parenthesis."""
        if level > UNIT_NESTING:
            raise UnitError("parentheses nested too deeply")
        current, divided, pending = sign, False, True
        while self.at < len(self.text):
            match = _TOKEN.match(self.text, self.at)
            if match is None or match.lastgroup == "power" or match.group("power"):
                raise UnitError(f"{self.text[self.at :][:10]!r} is not a unit")
            if match.group("space"):
                self.at = match.end()
                continue
            if match.group("operator"):
                operator = match.group("operator")
                if operator == ")":
                    return
                self.at = match.end()
                if operator == "(":
                    self.unit(current, level + 1)
                    if self.text[self.at : self.at + 1] != ")":
                        raise UnitError("an unclosed parenthesis")
                    self.at += 1
                    if self._exponent() != 1:
                        raise UnitError("a power of a parenthesis")
                    pending = False
                elif operator == "/":
                    current, divided, pending = -sign, True, True
                else:
                    if pending:
                        raise UnitError("an operator without a unit before it")
                    if divided and match.start() > 0 and self.text[match.start() - 1] == " ":
                        current = sign
                    pending = True
                continue
            if match.group("hyphen"):
                self.at = match.end()  # ft-lb is a product
                continue
            if match.group("difference"):
                self.at, self.difference = match.end(), True
                continue
            self.at = match.end()
            self.terms += 1
            if self.terms > UNIT_TERMS:
                raise UnitError("too many units")
            if match.group("number"):
                self._number(match.group("number"), current, divisor=pending and current < 0)
            else:
                self._word(match.group("word"), current)
            pending = False
        if pending and self.terms:
            raise UnitError("an operator without a unit after it")

    def _exponent(self) -> Fraction:
        match = _TOKEN.match(self.text, self.at)
        if match and match.group("power"):
            self.at = match.end()
            try:
                exponent = Fraction(match.group("inner") or match.group("exponent"))
            except ZeroDivisionError:
                raise UnitError("an exponent with denominator zero") from None
            if abs(exponent) > UNIT_SCALE_EXPONENT:
                raise UnitError("an exponent beyond the limit")
            return exponent
        return Fraction(1)

    def _number(self, digits: str, sign: int, *, divisor: bool) -> None:
        """Read a factor before the unit, or the amount that it is per: ``g/100 mL``."""
        divisor = divisor and bool(self.words)
        if self.scale != 1 and not divisor:
            raise UnitError("two factors before a unit")
        base = Fraction(digits)
        exponent = self._exponent()
        if exponent.denominator != 1 or base <= 0 or (exponent != 1 and base > 1000):
            raise UnitError("a factor that is not a number")
        factor = base ** int(exponent * sign)
        if divisor and base != 1:
            if _UNIT_AHEAD.match(self.text, self.at) is None:
                raise UnitError("a number without a unit after a solidus")
            self.factor *= factor
            return
        if self.words and base != 1:
            raise UnitError("a number after a unit")
        self.factor *= factor
        self.scale *= factor

    def _word(self, word: str, sign: int) -> None:
        word = word.replace(" ", "")
        if word.lower() in _CONNECTIVES:
            raise UnitError(f"{word!r} is not a unit")
        exponent = self._exponent()
        if exponent == 1:
            # Units are also written with the bare digit: m2, s-1, cm3.
            bare = _BARE_EXPONENT.match(self.text, self.at)
            if bare and (bare.group(1)[0] not in "-+" or len(word) <= 3):
                self.at = bare.end()
                exponent = Fraction(bare.group(1))
        if abs(exponent) > UNIT_EXPONENT:
            raise UnitError("an exponent beyond the limit")
        word = canonical(self.choice.get(word, word))
        known = define(word) if not (len(word) == 1 and word in _NOT_UNITS) else None
        pieces: tuple[str, ...] = (word,)
        if known is None:
            pieces = tuple(word.split("*")) if "*" in word else product_of(word) or (word,)
        if word in _PERCENT and self.words:
            self.unknown.append(f"%^{exponent}")  # mg% is milligrams per 100 mL
            return
        for i, piece in enumerate(pieces):
            power = (exponent if i == len(pieces) - 1 else Fraction(1)) * sign
            definition = known if known is not None else define(piece) if len(pieces) > 1 else None
            self.words.append(piece if power == 1 else f"{piece}^{power}")
            if definition is None:
                self.unknown.append(f"{piece.lower().removesuffix('s')}^{power}")
            else:
                self._multiply(definition, power)

    def _multiply(self, definition: Definition, power: Fraction) -> None:
        self.radians += definition.radians * power
        self.turns += definition.turns * power
        self.frequency = self.frequency or definition.frequency
        self.dimension = combine(self.dimension, definition.dimension, power)
        self.spread += definition.spread * abs(power)
        self.offset = definition.offset if power == 1 else Fraction(0)
        if power.denominator != 1:
            self.factor *= Fraction(repr(float(definition.factor) ** float(power)))
        else:
            self.factor *= definition.factor ** int(power)


_FOOT_POUND: Final = re.compile(
    r"\b(?:ft|foot|feet)\s*[-*. ]\s*(?:lbs?|pounds?)\b"
    r"|\b(?:lbs?|pounds?)\s*[-*. ]\s*(?:ft|feet|foot)\b"
    r"|\b(?:lbs?|pounds?)(?=\s*(?:/\s*in|in\^-|/\s*(?:ft|foot)\^2|\s*s\s*/\s*ft))"
)
"""Pounds that are a force, not a mass: work, pressure and damping in customary units."""
_POUND: Final = re.compile(r"lbs?|pounds?")


def parse_unit(text: str) -> Unit:
    """Return the unit that ``text`` names.

    Raises:
        UnitError: the text is not a unit (it may still be a word after a number).
    """
    if len(text) > UNIT_CHARS:
        raise UnitError(f"a unit of more than {UNIT_CHARS} characters")
    return _read(_with_pound_force(clean(text)), ())


@lru_cache(maxsize=4096)
def unit_readings(text: str, *, asked: bool = False) -> tuple[Unit, ...]:
    """Return all units that ``text`` may name, the usual one first.

    Letters can mean several units (``C`` the coulomb and, carelessly, °C), and ``ms^{-1}`` a
    metre per second. At most :data:`UNIT_READINGS`.

    Args:
        text: The unit as written.
        asked: Whether it is the unit of a reference, whose letters are less ambiguous.

    Raises:
        UnitError: the text is not a unit.
    """
    first = parse_unit(text)
    words = ASKED_READINGS if asked else READINGS.keys()
    readings = [first]
    cleaned = first.text
    written = dict.fromkeys(_WORD.findall(cleaned))
    # The milli-unit of a reference is one; inside a larger unit, and in ms^-1, it may be a product.
    apart = asked and len(first.words) == 1 and "^-" not in cleaned
    meanings_of = {w: _meanings(w, words, apart=apart) for w in written}
    ambiguous = [w for w, meanings in meanings_of.items() if meanings]
    choices = product(*((word, *meanings_of[word]) for word in ambiguous))
    for meanings in islice(choices, 1, UNIT_READINGS):
        chosen = tuple((w, m) for w, m in zip(ambiguous, meanings, strict=True) if w != m)
        readings.append(_read(cleaned, chosen))
    return tuple(readings)


def _meanings(word: str, ambiguous: Container[str], *, apart: bool) -> tuple[str, ...]:
    """Return the further meanings of a word: other units or, unless ``apart``, a product of two."""
    others = READINGS[word] if word in ambiguous else ()
    product_of_two = None if apart else joined(word)
    return (*others, product_of_two) if product_of_two else others


def _with_pound_force(cleaned: str) -> str:
    return _FOOT_POUND.sub(lambda m: _POUND.sub("lbf", m.group()).replace("-", "*"), cleaned)


@lru_cache(maxsize=4096)
def _read(cleaned: str, choice: tuple[tuple[str, str], ...]) -> Unit:
    reader = _Reader(cleaned, dict(choice))
    reader.unit(1)
    if reader.at < len(cleaned):
        raise UnitError("an unmatched parenthesis")
    words = tuple(reader.words)
    single = len(words) == 1
    dimension = reader.dimension
    if all(base != "cd" for base, _ in dimension):
        # A solid angle is a number, except that a lumen is not a candela.
        dimension = tuple((base, power) for base, power in dimension if base != "sr")
    return Unit(
        factor=reader.factor,
        dimension=dimension,
        offset=reader.offset if single and not reader.difference else Fraction(0),
        scale=reader.scale,
        words=words,
        unknown=tuple(sorted(reader.unknown)),
        percent=single and words[0] in _PERCENT,
        angle=bool(single and reader.radians == 1 and not reader.dimension),
        text=cleaned,
        radians=reader.radians,
        turns=reader.turns,
        frequency=reader.frequency,
        difference=reader.difference,
        spread=reader.spread,
    )
