"""What a single unit word means: its factor to SI base units and its dimension.

Definitions come from pint's registry, looked up one vetted word at a time; pint never sees
the text of an answer. What a registry of words does not know is decided here: constants by
their CODATA symbols, things that are counted, levels in decibels, and the letters with several
meanings (:data:`READINGS`), of which a comparison takes the one that fits the unit of the
reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.quantities.physical_constants import BY_SYMBOL, PI
from preceptor_verifiers.quantities.unit_names import (
    EXTRA_DIMENSIONS,
    EXTRA_PREFIXES,
    NOUNS,
    PREFIXED,
    PREFIXED_IN_FULL,
    SPREADS,
    canonical,
)

Dimension = tuple[tuple[str, Fraction], ...]

_COUNTED: Final = names("""
    photon electron proton neutron particle molecule atom ion formula event decay collision unit
    person people bond site nucleus nuclei nucleon item residue base count time pulse
    beat frame breath degree_of_freedom disintegration oscillation wave fringe line""")
"""Things that are counted: dimensionless in the SI (Brochure 9th ed., 2.3.3)."""
_TURNS: Final = names("revolution rev revs turn cycle rotation")
"""Whole turns: one when counted, 2π as an angle."""

_SPELLINGS: Final = {
    "degC": "degC", "°C": "degC", "celsius": "degC", "centigrade": "degC",
    "°F": "degF", "fahrenheit": "degF", "deg": "degree", "Torr": "torr", "TORR": "torr",
    "Year": "year", "sec": "second", "secs": "second", "hr": "hour", "hrs": "hour",
    "mins": "minute", "l": "liter", "Ohm": "ohm", "ohms": "ohm", "Ω": "ohm",
    "Ångström": "angstrom", "Angstrom": "angstrom", "angstroms": "angstrom", "AA": "angstrom",
    "cc": "cubic_centimeter", "ccm": "cubic_centimeter", "AU": "astronomical_unit",
    "au": "astronomical_unit", "ua": "astronomical_unit", "M": "molar", "KJ": "kilojoule",
    "Kj": "kilojoule", "kj": "kilojoule", "KG": "kilogram", "Kg": "kilogram", "kPA": "kilopascal",
    "KPa": "kilopascal", "kpa": "kilopascal", "Kcal": "kilocalorie", "Cal": "kilocalorie",
    "kHZ": "kilohertz", "ev": "eV", "lbs": "pound", "kph": "kilometer_per_hour",
    "kmh": "kilometer_per_hour", "kmph": "kilometer_per_hour", "mph": "mile_per_hour",
    "weeks": "week", "amp": "ampere", "amps": "ampere", "Amp": "ampere", "Amps": "ampere",
    "h": "hour", "C": "coulomb", "F": "farad", "Sr": "steradian",
    "BTU": "british_thermal_unit", "Btu": "british_thermal_unit", "btu": "british_thermal_unit",
    "gm": "gram", "gms": "gram", "gr": "gram", "lit": "liter", "lt": "liter", "ltr": "liter",
    "mcg": "microgram", "sqft": "square_foot", "sqm": "square_meter", "ly": "light_year",
    "lyr": "light_year", "fps": "foot_per_second", "yrs": "year",
    "kmol": "kilomole", "nt": "newton", "kohm": "kiloohm", "Mohm": "megaohm", "kilohm": "kiloohm",
    "megohm": "megaohm", "micron": "micrometer", "microns": "micrometer",
    "ton": "metric_ton", "tons": "metric_ton", "t": "metric_ton", "P": "poise", "D": "debye",
    "G": "gauss", "Gs": "gauss", "Gauss": "gauss", "kG": "kilogauss", "mG": "milligauss",
    "g": "gram", "B": "byte", "b": "barn", "gal": "gallon", "rpm": "rpm",
    "inch_Hg": "inch_Hg", "inHg": "inch_Hg", "mmHg": "torr", "hbar": "hbar",
    "Gals": "gallon", "gals": "gallon",
}  # fmt: skip

_PRODUCTS: Final = {
    "Nm": ("N", "m"), "kNm": ("kN", "m"), "mNm": ("mN", "m"), "MNm": ("MN", "m"),
    "Js": ("J", "s"), "eVs": ("eV", "s"), "Pas": ("Pa", "s"), "mPas": ("mPa", "s"),
    "Ns": ("N", "s"), "Vs": ("V", "s"), "Ws": ("W", "s"), "As": ("A", "s"), "Cm": ("C", "m"),
    "Am": ("A", "m"), "Tm": ("T", "m"), "Vm": ("V", "m"), "Jm": ("J", "m"), "kgm": ("kg", "m"),
    "Ωm": ("Ω", "m"), "Ohmm": ("ohm", "m"), "VAr": ("V", "A"), "VA": ("V", "A"),
    "kVA": ("kV", "A"), "MVA": ("MV", "A"), "Latm": ("L", "atm"), "Lbar": ("L", "bar"),
    "Bm": ("B", "m"), "µBT": ("µ_B", "T"),
}  # fmt: skip
"""Products written as one word that a registry reads otherwise (``Nm`` as a yarn count)."""

_WRITTEN_TOGETHER: Final = names("""
    J kJ N kN mN Pa kPa W kW V kV A mA C K m cm mm km s g kg mg mol kmol L mL dm eV T F H Ω M atm
    bar rad lb ft in cal kcal h min cd Wb lm sr Hz""")
"""Symbols that are joined, as in ``JK^{-1}`` and ``kgm^2``; a longer word is not a product."""

_FIRST_OF_THREE: Final = ("kg", "J", "W", "N")
_AFTER_METRE: Final = names("K N s A V W J Pa T C kg mol rad S F H Ω")

READINGS: Final = {
    "C": ("°C",), "F": ("°F", "faraday_constant"), "h": ("planck_constant",),
    "lb": ("pound_force",), "lbs": ("pound_force",), "pound": ("pound_force",),
    "pounds": ("pound_force",), "m": ("molal",), "G": ("G_N",),
    "R": ("roentgen",), "d": ("debye",), "g": ("standard_gravity",),
    "au": ("hartree", "bohr"), "AU": ("hartree", "bohr"), "ton": ("short_ton", "long_ton"),
    "tons": ("short_ton", "long_ton"), "cal": ("kilocalorie",), "Cal": ("calorie",),
    "calorie": ("kilocalorie",), "calories": ("kilocalorie",), "B": ("bel",), "S": ("svedberg",),
    "gal": ("Gal",), "Gal": ("gallon",), "oz": ("fluid_ounce",), "ounce": ("fluid_ounce",),
    "ounces": ("fluid_ounce",), "b": ("bit",), "gr": ("grain",),
    "minute": ("arcminute",), "minutes": ("arcminute",), "min": ("arcminute",),
    "second": ("arcsecond",), "seconds": ("arcsecond",), "u": ("g_mol",), "amu": ("g_mol",),
    "Da": ("g_mol",), "kDa": ("kg_mol",), "pH": ("number",), "D": ("dioptre",),
    "unit": ("U",), "units": ("U",), "IU": ("U",), "grad": ("degree",),
    "fps": ("per_second",), "kilo": ("kilogram",), "kilos": ("kilogram",), "Kilo": ("kilogram",),
    "Kilos": ("kilogram",), "gallon": ("imperial_gallon",), "gallons": ("imperial_gallon",),
    "mile": ("nautical_mile",), "miles": ("nautical_mile",), "ppt": ("permille",),
    "kt": ("kilotonne",), "Mt": ("megatonne",), "Gt": ("gigatonne",),
    "pint": ("imperial_pint",), "pints": ("imperial_pint",), "Calorie": ("calorie",),
    "Calories": ("calorie",),
}  # fmt: skip
"""Further meanings of a word, tried when its first one does not fit the reference."""
ASKED_READINGS: Final = frozenset(READINGS) - names(
    "m molal d h g min minute minutes second seconds pH"
)
"""Words with several meanings in a reference, too. There, ``m`` is only the metre: a molality
of the same number of mol/kg does not answer it."""

_PREFIXES: Final = {
    "quetta": 30, "ronna": 27, "yotta": 24, "zetta": 21, "exa": 18, "peta": 15, "tera": 12,
    "giga": 9, "mega": 6, "kilo": 3, "hecto": 2, "deca": 1, "deka": 1, "": 0, "deci": -1,
    "centi": -2, "milli": -3, "micro": -6, "nano": -9, "pico": -12, "femto": -15, "atto": -18,
    "zepto": -21, "yocto": -24, "ronto": -27, "quecto": -30,
}  # fmt: skip
"""Decimal prefixes (SI Brochure 9th ed., table 7) with their powers of ten."""

_DERIVED: Final = {
    "cubic_centimeter": ("1e-6", "m^3"), "square_meter": ("1", "m^2"), "molal": ("1", "kg^-1 mol"),
    "square_foot": ("0.09290304", "m^2"), "kilometer_per_hour": ("5/18", "m s^-1"),
    "mile_per_hour": ("0.44704", "m s^-1"), "g_mol": ("1e-3", "kg mol^-1"),
    "svedberg": ("1e-13", "s"), "wavenumber": ("100", "m^-1"), "light_second": ("299792458", "m"),
    "gauss": ("1e-4", "kg s^-2 A^-1"), "kilogauss": ("0.1", "kg s^-2 A^-1"),
    "milligauss": ("1e-7", "kg s^-2 A^-1"), "Gal": ("0.01", "m s^-2"),
    "dioptre": ("1", "m^-1"), "kg_mol": ("1", "kg mol^-1"), "per_minute": ("1/60", "s^-1"),
    "per_second": ("1", "s^-1"),
    "M_odot": ("1.98841e30", "kg"), "R_odot": ("6.957e8", "m"),
    "L_odot": ("3.828e26", "kg m^2 s^-3"), "M_oplus": ("5.9722e24", "kg"),
    "R_oplus": ("6.371e6", "m"), "M_Jup": ("1.898e27", "kg"), "R_Jup": ("7.1492e7", "m"),
}  # fmt: skip
"""Units that pint lacks, reads in the Gaussian system, or has under compound names only."""

_LEVELS: Final = {
    "dB": (Fraction(1), "level"), "decibel": (Fraction(1), "level"),
    "decibels": (Fraction(1), "level"), "bel": (Fraction(10), "level"),
    "bels": (Fraction(10), "level"), "dBA": (Fraction(1), "level"),
    "neper": (Fraction("8.685889638065036553"), "level"),
    "Np": (Fraction("8.685889638065036553"), "level"),
    "dBm": (Fraction(1), "level of power"), "dBW": (Fraction(1), "level of power"),
    "dBV": (Fraction(1), "level of voltage"), "dBi": (Fraction(1), "level of gain"),
}  # fmt: skip
"""Logarithmic units in decibels; a neper is 20/ln 10 of them (SI Brochure 9th ed., table 8)."""
_LEVEL_OFFSETS: Final = {"dBW": Fraction(30)}
"""A watt is 30 dB above a milliwatt."""

_BASES: Final = {
    "meter": "m", "gram": "kg", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd",
}  # fmt: skip
_WITHOUT_DIMENSION: Final = frozenset(("bit", "count"))
_SHARES: Final = {
    "%": Fraction(1, 10**2), "percent": Fraction(1, 10**2), "percentage": Fraction(1, 10**2),
    "‰": Fraction(1, 10**3), "permille": Fraction(1, 10**3), "ppm": Fraction(1, 10**6),
    "ppb": Fraction(1, 10**9), "ppt": Fraction(1, 10**12), "number": Fraction(1),
    "bit": Fraction(1), "bits": Fraction(1), "byte": Fraction(8), "bytes": Fraction(8),
    "dozen": Fraction(12), "kilo": Fraction(1000), "million": Fraction(10**6),
}  # fmt: skip
_PLURALS: Final = names("cm mm km kg mg lb ml hr min sec yr mol oz ft gal pt qt pc rad rev amp")
"""Symbols that occur with a plural s."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One unit: ``factor`` and ``offset`` in base units, with what its angles are made of.

    Attributes:
        factor: Base units in one unit.
        dimension: Base units with their exponents.
        offset: Base units at the zero of its scale.
        radians: Exponent of a plane angle.
        turns: Exponent of whole turns, which count as one each.
        frequency: Whether it is the hertz: cycles per second, never an angle per second.
        spread: Relative size of the differences between its usual values.
    """

    factor: Fraction
    dimension: Dimension = ()
    offset: Fraction = Fraction(0)
    radians: int = 0
    turns: int = 0
    frequency: bool = False
    spread: Fraction = Fraction(0)


def combine(left: Dimension, right: Dimension, exponent: Fraction) -> Dimension:
    """Return the dimension of ``left · right^exponent``."""
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, Fraction(0)) + power * exponent
    return tuple(sorted((n, p) for n, p in powers.items() if p))


def product_of(word: str) -> tuple[str, ...] | None:
    """Return the units that are joined in ``word``: ``Nm``, ``JK``."""
    if word in _PRODUCTS:
        return _PRODUCTS[word]
    for i in range(1, min(len(word), 6)):
        if word[:i] in _WRITTEN_TOGETHER and word[i:] in _WRITTEN_TOGETHER:
            return word[:i], word[i:]
    for first in _FIRST_OF_THREE:
        if word.startswith(first) and len(word) <= 8:
            rest = product_of(word.removeprefix(first)) if len(word) - len(first) >= 2 else None
            if rest is not None and len(rest) == 2:
                return first, *rest
    return None


def joined(word: str) -> str | None:
    """Return ``m*K`` for ``mK``: a symbol after the metre that also reads as a milli-unit."""
    if word[:1] == "m" and word[1:] in _AFTER_METRE:
        return f"m*{word[1:]}"
    return f"K*{word[1:]}" if word in ("Km", "Ks", "KL") else None


@lru_cache(maxsize=4096)
def define(word: str) -> Definition | None:
    """Return the definition of one word, or ``None`` when it is not a unit."""
    word = canonical(word)
    known = _own(word)
    if known is not None:
        return known
    if word in _PRODUCTS or word.lower() in NOUNS:
        return None
    definition = _from_registry(word)
    if (
        definition is None
        and len(word) > 2
        and word.endswith("s")
        and word[:-1].lower() in _PLURALS
    ):
        definition = _from_registry(word[:-1])
    return definition


def is_counted(word: str) -> bool:
    """Whether a word is a thing that is counted, such as ``person``."""
    lower = canonical(word).lower()
    return lower in _COUNTED or lower.removesuffix("s") in _COUNTED


def _own(word: str) -> Definition | None:
    lower = word.lower()
    if word in _LEVELS:
        factor, kind = _LEVELS[word]
        return Definition(factor, ((kind, Fraction(1)),), _LEVEL_OFFSETS.get(word, Fraction(0)))
    share = _SHARES.get(word) or _SHARES.get(lower)
    if share is not None:
        return Definition(share)
    extra = _of_substance(word)
    if extra is not None:
        return extra
    if lower in ("rpm", "rps"):
        return Definition(Fraction(1, 60 if lower == "rpm" else 1), (("s", Fraction(-1)),), turns=1)
    singular = lower.removesuffix("s")
    if lower in _TURNS or singular in _TURNS:
        return Definition(Fraction(1), turns=1)
    if lower in _COUNTED or singular in _COUNTED:
        return Definition(Fraction(1))
    if word == "°" or lower in ("deg", "degs", "degree", "degrees"):
        return Definition(PI / 180, radians=1)
    derived = _DERIVED.get(_SPELLINGS.get(word, word)) or _DERIVED.get(singular)
    if derived is not None:
        spread = SPREADS.get(word, Fraction(0))
        return Definition(Fraction(derived[0]), dimension_of(derived[1]), spread=spread)
    constant = BY_SYMBOL.get(word)
    if constant is not None and word not in _SPELLINGS:
        spread = SPREADS.get(word, Fraction(0))
        return Definition(constant.value, dimension_of(constant.unit), spread=spread)
    return None


def _of_substance(word: str) -> Definition | None:
    """Return a unit whose size depends on the substance, such as the equivalent."""
    for length in (0, 1):
        prefix, name = word[:length], word[length:]
        if name in EXTRA_DIMENSIONS and prefix in EXTRA_PREFIXES:
            factor = Fraction(10) ** EXTRA_PREFIXES[prefix]
            return Definition(factor, ((EXTRA_DIMENSIONS[name], Fraction(1)),))
    return None


@lru_cache(maxsize=256)
def dimension_of(text: str) -> Dimension:
    """Return the dimension of SI base units with exponents, ``kg m^2 s^-1``."""
    powers = [word.partition("^") for word in text.split()]
    return tuple(sorted((name, Fraction(power or 1)) for name, _, power in powers))


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None)


def _from_registry(word: str) -> Definition | None:
    """Look a word up in pint as written, in lower case, or without its plural s."""
    registry = _registry()
    spellings = [_SPELLINGS.get(word, word)]
    if len(word) > 3:
        lower = word.lower()
        singular = lower.removesuffix("s")
        spellings += [_SPELLINGS.get(lower, lower), _SPELLINGS.get(singular, singular)]
    for spelling in spellings:
        parses = registry.parse_unit_name(spelling)
        for prefix, name, _suffix in parses:
            if prefix in _PREFIXES and (
                not prefix
                or name in PREFIXED
                or (name in PREFIXED_IN_FULL and spelling.startswith(prefix))
            ):
                return _prefixed(prefix, name)
    return None


def _prefixed(prefix: str, name: str) -> Definition | None:
    scale = Fraction(10) ** _PREFIXES[prefix]
    constant = BY_SYMBOL.get({"unified_atomic_mass_unit": "u"}.get(name, name))
    if name == "electron_volt":
        constant = BY_SYMBOL["eV"]
    if constant is not None and len(name) > 2:
        return Definition(constant.value * scale, dimension_of(constant.unit))
    if name in ("degree_Celsius", "degree_Fahrenheit"):
        celsius = name == "degree_Celsius"
        return Definition((Fraction(1) if celsius else Fraction(5, 9)) * scale,
                          (("K", Fraction(1)),),
                          Fraction(27315, 100) if celsius else Fraction(45967, 180))  # fmt: skip
    try:
        factor, base = _registry().get_root_units(name)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    dimension: Dimension = ()
    value, radians = rational(factor) * scale, 0
    for unit, power in dict(getattr(base, "_units", {})).items():
        exponent = Fraction(power).limit_denominator(12)
        if unit in _WITHOUT_DIMENSION:
            continue
        if unit == "radian" and exponent in (1, -1):
            radians = int(exponent)
            continue
        if unit == "gram":
            value *= Fraction(1, 1000) ** int(exponent)
        name_and_power = (_BASES.get(unit, str(unit)), exponent)
        if unit == "radian":  # a steradian is defined as rad²
            name_and_power = ("sr", exponent / 2)
        dimension = combine(dimension, (name_and_power,), Fraction(1))
    if radians and name in ("degree", "arcminute", "arcsecond", "milliarcsecond"):
        minutes = {"degree": 1, "arcminute": 60, "arcsecond": 3600, "milliarcsecond": 3_600_000}
        value = PI / 180 / minutes[name]
    return Definition(
        value, dimension, radians=radians, frequency=name == "hertz",
        spread=SPREADS.get(name, Fraction(0)),
    )  # fmt: skip


def rational(factor: float) -> Fraction:
    """Return the decimal or small ratio behind a registry's binary factor.

    Definitions are exact decimals and ratios (0.3048, 5/18); a float has lost up to a few
    units in its last place on the way.
    """
    slack = abs(factor) * 2e-15
    short = Fraction(f"{factor:.12e}")
    if abs(float(short) - factor) <= slack:
        return short
    ratio = Fraction(factor).limit_denominator(1_000_000)
    if ratio and abs(float(ratio) - factor) <= slack:
        return ratio
    return Fraction(repr(float(factor)))
