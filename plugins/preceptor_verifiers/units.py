"""Unit text to a dimension vector and a factor to base units.

The text is read by the small grammar here; only single vetted words are looked up in pint's
registry (its own parser can be made to compute power towers). Grammar, after cleaning::

    unit   = [factor] term { ("*" | "·" | " " | "/") term }
    term   = ( word | "(" unit ")" ) [ "^" exponent ]
    factor = number, or a power of ten as in ``10^{-19} J``

A solidus divides by everything up to the next explicit ``*`` or ``·`` between spaces:
``J/mol K`` is J/(mol·K), as chemists write it (IUPAC Green Book 3rd ed., 1.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from preceptor_verifiers.grammar.spelling import names

Dimension = tuple[tuple[str, Fraction], ...]

MAX_CHARS: Final = 120
MAX_EXPONENT: Final = 12
MAX_TERMS: Final = 16

PI: Final = Fraction(31415926535897932384626433832795028841971693993751, 10**49)
"""π to fifty digits."""

_COUNTED: Final = names("""
    photon electron proton neutron particle molecule atom ion formula event decay
    revolution cycle collision unit person people bond site nucleus nucleon item residue base
    turn count time degree_of_freedom""")
"""Things that are counted: dimensionless in the SI (brochure 9th ed., 2.3.3)."""

_SPELLINGS: Final = {
    "degC": "degC", "°C": "degC", "celsius": "degC", "centigrade": "degC",
    "°F": "degF", "fahrenheit": "degF",
    "°": "degree", "º": "degree", "deg": "degree", "Torr": "torr", "TORR": "torr",
    "Year": "year", "%": "percent", "percent": "percent", "percentage": "percent",
    "sec": "second", "secs": "second", "hr": "hour", "hrs": "hour", "mins": "minute",
    "l": "liter", "Ohm": "ohm", "ohms": "ohm", "Ω": "ohm", "Ångström": "angstrom",
    "Angstrom": "angstrom", "angstroms": "angstrom", "AA": "angstrom", "a.u.": "hartree",
    "amu": "unified_atomic_mass_unit", "cc": "cm3", "AU": "astronomical_unit",
    "au": "astronomical_unit", "M": "molar", "KJ": "kilojoule", "Kj": "kilojoule",
    "kj": "kilojoule", "KG": "kilogram", "Kg": "kilogram", "kPA": "kilopascal",
    "KPa": "kilopascal", "kpa": "kilopascal", "Kcal": "kilocalorie", "kHZ": "kilohertz",
    "ev": "eV", "mev": "meV", "lbs": "pound", "kph": "kilometer_per_hour",
    "weeks": "week", "sq": "", "mmHg": "mmHg", "h": "hour", "C": "coulomb", "F": "farad",
    "R": "molar_gas_constant",
}  # fmt: skip

_NOT_UNITS: Final = names("x y n k q r f a b i j t")
"""Single letters that pint knows (``a`` is a year) and answers use for variables."""

_COMMANDS: Final = {
    "cdot": "*", "times": "*", "mu": "µ", "micro": "µ", "Omega": "Ω", "ohm": "Ω",
    "circ": "°", "degree": "°", "degreeCelsius": "°C", "celsius": "°C", "AA": "Å",
    "angstrom": "Å", "percent": "%", "per": "/", "frac": "", "alpha": "alpha", "hbar": "ħ",
    "gamma": "gamma", "beta": "beta",
}  # fmt: skip
_STYLES: Final = re.compile(
    r"\\(?:mathrm|text|textrm|mathbf|textbf|textnormal|mbox|hbox|rm|operatorname|mathit|unit|si"
    r"|left|right|displaystyle|mathsf|bf|it)(?![a-zA-Z])"
)
_FRACTION: Final = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_TEMPERATURE: Final = re.compile(
    r"(?:[°º]|\^o|\bdeg(?:ree)?s?\b\.?)\s*(?:(?P<C>C|celsius|centigrade)|(?P<F>F|fahrenheit)"
    r"|(?P<K>K|kelvins?))(?![A-Za-z])", re.IGNORECASE
)  # fmt: skip
_COMMAND: Final = re.compile(r"\\([a-zA-Z]+)")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUPER_RUN: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_TOKEN: Final = re.compile(
    r"(?P<power>\^\(?(?P<exponent>[+-]?\d{1,4}(?:/\d{1,2})?|[+-]?\d?\.\d{1,2})\)?)"
    r"|(?P<number>\d{1,8}(?:\.\d{1,12})?(?:[eE][+-]?\d{1,3})?)"
    r"|(?P<word>°\s?[CF](?![A-Za-z])|[A-Za-zµμΩÅåö]+(?:_[A-Za-z]+)?|[°º%])"
    r"|(?P<operator>[*/()])|(?P<hyphen>-)|(?P<space>\s+)"
)


class UnitError(ValueError):
    """Text that is no unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Attributes:
        factor: The value of one unit in base units (SI), exact where the definition is.
        offset: Base units at zero of this unit's scale, for temperature scales.
        dimension: Base dimensions and their exponents; angles and counts have none.
        scale: Power-of-ten factor written before the unit (``10^{-19} J``); included in
            ``factor``.
        words: The unit words, for naming it and for units nobody defined.
        unknown: The words that have no definition here.
        percent: Whether it is the percent sign.
        angle: Whether it is a plane angle.
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

    @property
    def bare(self) -> bool:
        """Whether only a numeric factor was written."""
        return not self.words

    def same_dimension(self, other: Unit) -> bool:
        return self.dimension == other.dimension and self.unknown == other.unknown


@dataclass(frozen=True, slots=True)
class _Definition:
    factor: Fraction
    dimension: Dimension
    offset: Fraction = Fraction(0)
    known: bool = True
    angle: bool = False


def clean(text: str) -> str:
    """Unit text in one spelling: no LaTeX styles, ``^`` for exponents, ``*`` and ``/``."""
    text = text.replace("$", " ").replace("~", " ").replace("−", "-").replace("–", "-")
    text = text.replace("·", "*").replace("⋅", "*").replace("×", "*").replace("∙", "*")
    text = text.replace("℃", "°C").replace("℉", "°F")
    text = text.replace("**", "^").replace("\u00a0", " ").replace("\u2009", " ")
    text = re.sub(r"\\[,;:! ]", " ", text)
    text = _STYLES.sub(" ", text)
    text = text.replace("\\%", "%").replace("\\$", " ")
    text = _FRACTION.sub(r"(\1)/(\2)", text)
    text = _COMMAND.sub(lambda m: f" {_COMMANDS.get(m.group(1), m.group(1))} ", text)
    text = text.replace("\\", " ").replace("{", "").replace("}", "")
    text = _SUPER_RUN.sub(lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
    text = re.sub(r"\^\s+", "^", text)
    text = re.sub(r"\s*\^", "^", text)
    text = re.sub(r"\^([+-])\s+", r"^\1", text)
    text = re.sub(r"(?:^|(?<=[\s*/(]))\^°", "°", text.strip())
    text = text.replace("^°", "°").replace("μ", "µ")
    text = re.sub(r"µ\s+(?=[A-Za-z])", "µ", text)
    text = _TEMPERATURE.sub(lambda m: "K" if m.lastgroup == "K" else f"°{m.lastgroup}", text)
    return text.strip(" .,;:")


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None)


def _combine(one: Dimension, other: Dimension, exponent: Fraction) -> Dimension:
    powers = dict(one)
    for name, power in other:
        powers[name] = powers.get(name, Fraction(0)) + power * exponent
    return tuple(sorted((n, p) for n, p in powers.items() if p))


def _look_up(word: str) -> tuple[str, ...] | None:
    """pint's name for a word: as written, without plural, or in lower case."""
    registry = _registry()
    spellings = [_SPELLINGS.get(word, word)]
    if len(word) > 3:
        spellings += [word.lower(), word.lower().removesuffix("s")]
    for spelling in spellings:
        found = registry.parse_unit_name(spelling) if spelling else ()
        if found:
            prefix, name, _suffix = found[0]
            return (prefix, name)
    return None


@lru_cache(maxsize=4096)
def _definition(word: str) -> _Definition | None:
    """The definition of one word, or ``None``."""
    lower = word.lower()
    if lower in _COUNTED or lower.removesuffix("s") in _COUNTED or lower in ("alpha", "beta"):
        return _Definition(Fraction(1), ())
    if word in ("°", "º") or lower in ("deg", "degree", "degrees"):
        return _Definition(PI / 180, (), angle=True)
    if word in ("%", "percent", "percentage"):
        return _Definition(Fraction(1, 100), ())
    found = _look_up(word)
    if found is None:
        return None
    registry = _registry()
    prefix, name = found
    try:
        factor, base = registry.get_root_units(prefix + name)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    offset = Fraction(0)
    if name in ("degree_Celsius", "degree_Fahrenheit"):
        offset = Fraction(27315, 100) if name == "degree_Celsius" else Fraction(45967, 180)
        factor = Fraction(1) if name == "degree_Celsius" else Fraction(5, 9)
    dimension: Dimension = ()
    angle = False
    for unit, power in dict(getattr(base, "_units", {})).items():
        if unit in ("radian", "steradian", "bit", "count"):
            angle = angle or unit == "radian"
            continue
        dimension = _combine(dimension, ((str(unit), Fraction(power).limit_denominator(12)),),
                             Fraction(1))  # fmt: skip
    if isinstance(factor, float):
        factor = Fraction(repr(factor))
    return _Definition(Fraction(factor), dimension, offset, angle=angle)


def _split_word(word: str) -> list[str] | None:
    """Units written together, as ``JK`` or ``Nm``; the fewest pieces win."""
    for i in range(1, len(word)):
        if len(word) > 6:
            return None
        head, tail = word[:i], word[i:]
        if _known(head) and _known(tail):
            return [head, tail]
    return None


def _known(word: str) -> bool:
    return not (len(word) == 1 and word in _NOT_UNITS) and _definition(word) is not None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.factor = Fraction(1)
        self.scale = Fraction(1)
        self.offset = Fraction(0)
        self.dimension: Dimension = ()
        self.words: list[str] = []
        self.unknown: list[str] = []
        self.terms = 0
        self.angle = False

    def unit(self, sign: int, level: int = 0) -> None:  # noqa: PLR0912 - one case after the other
        """Reads ``unit`` up to the end or a closing parenthesis."""
        if level > 4:
            raise UnitError("parentheses nested too deeply")
        current, divided, pending = sign, False, True
        while self.at < len(self.text):
            match = _TOKEN.match(self.text, self.at)
            if match is None or match.lastgroup == "power" or match.group("power"):
                raise UnitError(f"{self.text[self.at :][:10]!r} is no unit")
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
            self.at = match.end()
            self.terms += 1
            if self.terms > MAX_TERMS:
                raise UnitError("too many units")
            if match.group("number"):
                self._number(match.group("number"), current)
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
                exponent = Fraction(match.group("exponent"))
            except ZeroDivisionError:
                raise UnitError("an exponent with denominator zero") from None
            if abs(exponent) > 60:
                raise UnitError("an exponent beyond the limit")
            return exponent
        return Fraction(1)

    def _number(self, digits: str, sign: int) -> None:
        if self.scale != 1:
            raise UnitError("two factors before a unit")
        base = Fraction(digits)
        exponent = self._exponent()
        if exponent.denominator != 1 or base <= 0 or (exponent != 1 and base > 1000):
            raise UnitError("a factor that is no number")
        factor = base ** int(exponent * sign)
        if self.words and base != 1:
            raise UnitError("a number after a unit")
        self.factor *= factor
        self.scale *= factor

    def _word(self, word: str, sign: int) -> None:
        word = word.replace(" ", "")
        exponent = self._exponent()
        if exponent == 1:
            # Units are also written with the bare digit: m2, s-1, cm3.
            bare = re.compile(r"(-?[1-9])(?![\d.])").match(self.text, self.at)
            if bare and (bare.group(1)[0] != "-" or len(word) <= 3):
                self.at = bare.end()
                exponent = Fraction(bare.group(1))
        if abs(exponent) > MAX_EXPONENT:
            raise UnitError("an exponent beyond the limit")
        known = _definition(word) if not (len(word) == 1 and word in _NOT_UNITS) else None
        pieces = [word]
        if known is None:
            split = _split_word(word)
            if split:
                pieces = split
        for i, piece in enumerate(pieces):
            power = (exponent if i == len(pieces) - 1 else Fraction(1)) * sign
            definition = _definition(piece) if len(pieces) > 1 else known
            self.words.append(piece if power == 1 else f"{piece}^{power}")
            if definition is None:
                self.unknown.append(f"{piece.lower().removesuffix('s')}^{power}")
                continue
            self.angle = self.angle or definition.angle
            self.dimension = _combine(self.dimension, definition.dimension, power)
            if power.denominator != 1:
                self.factor *= Fraction(repr(float(definition.factor) ** float(power)))
            else:
                self.factor *= definition.factor ** int(power)
            self.offset = definition.offset


_FOOT_POUND: Final = re.compile(
    r"\b(?:ft|foot|feet)\s*[-*·. ]\s*lbs?\b|\blbs?\s*[-*·. ]\s*ft\b|"
    r"\blbs?(?=\s*(?:/\s*in|in\^-|/\s*ft\^2|\s*s\s*/\s*ft))"
)
"""Pounds that are a force, not a mass: work, pressure and damping in customary units."""


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """The unit that ``text`` names.

    Raises:
        UnitError: the text is no unit (it may still be a word after a number).
    """
    if len(text) > MAX_CHARS:
        raise UnitError(f"a unit of more than {MAX_CHARS} characters")
    cleaned = clean(text)
    cleaned = _FOOT_POUND.sub(lambda m: re.sub(r"lbs?", "lbf", m.group()).replace("-", "*"),
                              cleaned)  # fmt: skip
    reader = _Reader(cleaned)
    reader.unit(1)
    if reader.at < len(cleaned):
        raise UnitError("an unmatched parenthesis")
    words = tuple(reader.words)
    single = len(words) == 1
    return Unit(
        factor=reader.factor,
        dimension=reader.dimension,
        offset=reader.offset if single else Fraction(0),
        scale=reader.scale,
        words=words,
        unknown=tuple(sorted(reader.unknown)),
        percent=single and words[0] in ("%", "percent", "percentage"),
        angle=single and reader.angle,
        text=cleaned,
    )
