"""Units parsed independently of the verifiers: names and exponents by a pattern, meaning by pint.

pint's definitions are used, one name at a time; its parser of whole expressions never gets a
reference, because it hangs on some.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pint

PREFIXES = {
    "": 0, "f": -15, "p": -12, "n": -9, "µ": -6, "m": -3, "c": -2, "d": -1, "k": 3, "M": 6,
    "G": 9, "T": 12,
}  # fmt: skip
"""Powers of ten."""
_TAKES_PREFIXES = frozenset(
    "m g s A K mol J W N Pa V Hz F C T Wb H Ω S eV L Bq Gy Sv atm bar".split()  # noqa: SIM905
) - {"atm", "bar"}
_OTHERS = ("kg", "m", "s", "A", "K", "J", "W", "N", "Pa", "V")
_MADE_OF = {"J": "N m", "W": "J/s", "Pa": "N/m^2", "V": "J/C", "N": "kg m/s^2", "Hz": "1/s"}
_COUSINS = {
    "min": ("s", 1, "1/60"),
    "s": ("min", 1, "60"),
    "h": ("min", 1, "1/60"),
    "J": ("cal", 1, "4.184"),
    "kJ": ("kcal", 1, "4.184"),
    "eV": ("J", 1, "6.241509074e18"),
    "keV": ("J", 1, "6.241509074e15"),
    "MeV": ("J", 1, "6.241509074e12"),
    "Pa": ("atm", 1, "101325"),
    "kPa": ("atm", 1, "101.325"),
    "atm": ("bar", 1, "0.9869232667"),
    "rad": ("°", 1, "0.01745329252"),
    "m": ("ft", 1, "0.3048"),
    "km": ("mi", 1, "1.609344"),
    "g": ("oz", 1, "28.349523125"),
    "kg": ("lb", 1, "0.45359237"),
    "L": ("m", 3, "1000"),
}
"""By unit: another of its dimension, its power, and what one of it is in the unit (CODATA 2022
for the electronvolt, NIST SP 811 for the others)."""
_NAME = re.compile(r"[A-Za-zµμΩΩ°Å]+|%")
_FACTOR = re.compile(r"([A-Za-zµμΩΩ°Å]+|%|1)(?:\^?\{?([-−]?\d{1,2})\}?|([⁻¹²³⁴]+))?\Z")
_RAISED = str.maketrans("⁻¹²³⁴−", "-1234-")
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_CANONICAL = {"μ": "µ", "Ω": "Ω"}
_FOR_PINT = {"%": "percent", "°C": "degC", "°F": "degF", "°": "degree"}
_LATEX = {"%": r"\%", "Ω": r"\Omega", "°C": r"^\circ\text{C}", "°": r"^\circ"}


@dataclass(frozen=True)
class Unit:
    """A product of powers of named units, in the order in which they were written."""

    factors: tuple[tuple[str, int], ...]

    def plain(self, times: str = " ") -> str:
        """``kg m/s^2``, with the negative powers after one stroke."""
        top = [_power(name, n) for name, n in self.factors if n > 0]
        bottom = [_power(name, -n) for name, n in self.factors if n < 0]
        over = times.join(bottom)
        text = times.join(top) or "1"
        if not bottom:
            return text
        return f"{text}/({over})" if len(bottom) > 1 else f"{text}/{over}"

    def powers(self) -> str:
        """``kg·m·s⁻²``."""
        return "·".join(
            name + (str(n).translate(_SUPERSCRIPTS) if n != 1 else "") for name, n in self.factors
        )

    def latex(self) -> str:
        """``\\mathrm{kg \\cdot m \\cdot s^{-2}}``."""
        parts = []
        for name, n in self.factors:
            if name in _LATEX:
                parts.append(_LATEX[name] + (f"^{{{n}}}" if n != 1 else ""))
            else:
                prefix = r"\mu " if name.startswith("µ") else ""
                shown = prefix + name.removeprefix("µ").replace("Ω", r"\Omega ")
                parts.append(rf"\mathrm{{{shown}}}" + (f"^{{{n}}}" if n != 1 else ""))
        return r" \cdot ".join(parts)

    def text_latex(self) -> str | None:
        """``\\text{kg m/s}``, where no power has to be written."""
        if any(abs(n) != 1 or name in _LATEX or "µ" in name for name, n in self.factors):
            return None
        return rf"\text{{{self.plain()}}}"


def read_unit(text: str) -> Unit | None:
    """The unit, ``None`` when it is not made of known names, powers, ``·`` and ``/``."""
    for old, new in _CANONICAL.items():
        text = text.replace(old, new)
    text = re.sub(r"(?:\\mu|µ)\s*\\(mathrm|text)\s*\{\s*", r"\\\1{µ", text)
    text = re.sub(r"\\(?:mathrm|text)\s*\{([^{}]*)\}", r"\1", text).replace(r"\%", "%")
    text = text.replace(r"\mu", "µ").replace(r"\Omega", "Ω").replace(r"\cdot", "·").strip()
    top, stroke, bottom = text.partition("/")
    if "/" in bottom or len(text) > 60:
        return None
    bottom = bottom.strip()
    if bottom.startswith("(") and bottom.endswith(")"):
        bottom = bottom[1:-1]
    factors: list[tuple[str, int]] = []
    for part, sign in ((top, 1), (bottom, -1)):
        if sign == -1 and not stroke:
            break
        for factor in re.split(r"[\s·*⋅]+", part.strip()):
            match = _FACTOR.match(factor)
            if match is None:
                return None
            exponent = int((match.group(2) or match.group(3) or "1").translate(_RAISED))
            if match.group(1) == "1":
                continue
            if _pint(match.group(1)) is None or not exponent:
                return None
            factors.append((match.group(1), sign * exponent))
    return Unit(tuple(factors)) if factors else None


def wrong_units(unit: Unit, rng: random.Random) -> Iterator[Unit]:
    """Units of another dimension: one at random, one exponent off, one factor left out."""
    own = dimension(unit)
    others = [Unit(((name, 1),)) for name in rng.sample(_OTHERS, len(_OTHERS))]
    yield next(other for other in others if dimension(other) != own)
    place = rng.randrange(len(unit.factors))
    name, exponent = unit.factors[place]
    if name not in _FOR_PINT:
        off = exponent + (1 if exponent > 0 else -1)
        changed = Unit((*unit.factors[:place], (name, off), *unit.factors[place + 1 :]))
        if dimension(changed) != own:
            yield changed
    if len(unit.factors) > 1:
        inverted = Unit((*unit.factors[:-1], (unit.factors[-1][0], -unit.factors[-1][1])))
        if dimension(inverted) != own:
            yield inverted


def wrong_prefixes(unit: Unit, rng: random.Random) -> Iterator[tuple[Unit, Fraction]]:
    """The unit with another prefix, and the factor by which a value in it is wrong."""
    prefixed = list(_other_prefixes(unit))
    yield from rng.sample(prefixed, min(2, len(prefixed)))


def other_units(unit: Unit) -> Iterator[tuple[Unit, Fraction, Fraction]]:
    """The unit with one name replaced by another one of its dimension.

    A number in it is the number times the factor, plus the offset, in the given unit.
    """
    if unit.factors in ((("K", 1),), (("°C", 1),)):
        kelvin = unit.factors[0][0] == "K"
        zero = Fraction(27315, 100)
        yield Unit((("°C" if kelvin else "K", 1),)), Fraction(1), zero if kelvin else -zero
    for place, (name, exponent) in enumerate(unit.factors):
        if name in _COUSINS:
            other, power, factor = _COUSINS[name]
            replaced = (other, power * exponent)
            factors = (*unit.factors[:place], replaced, *unit.factors[place + 1 :])
            yield Unit(factors), Fraction(factor) ** exponent, Fraction(0)
            return


def conversions(unit: Unit, rng: random.Random) -> Iterator[tuple[Unit, Fraction]]:
    """Units of the same dimension, and the exact factor that a value is to be multiplied by."""
    prefixed = [(other, 1 / off) for other, off in _other_prefixes(unit)]
    yield from rng.sample(prefixed, min(2, len(prefixed)))
    if len(unit.factors) == 1:
        name, exponent = unit.factors[0]
        for symbol, power in PREFIXES.items():
            base = name.removeprefix(symbol)
            if exponent == 1 and symbol + base == name and base in _MADE_OF:
                made = read_unit(_MADE_OF[base])
                if made is not None and (base == name or base in _TAKES_PREFIXES):
                    yield made, Fraction(10) ** power
                    break
        if name in ("min", "h") and exponent == 1:
            yield Unit((("s", 1),)), Fraction(60 if name == "min" else 3600)
    if unit.factors == (("m", 1), ("s", -1)):
        yield Unit((("km", 1), ("h", -1))), Fraction(36, 10)


def dimension(unit: Unit) -> Any:
    """The unit's dimension as pint knows it."""
    total: Any = None
    for name, exponent in unit.factors:
        known = _pint(name)
        assert known is not None
        part = known.dimensionality**exponent
        total = part if total is None else total * part
    return total


def _other_prefixes(unit: Unit) -> Iterator[tuple[Unit, Fraction]]:
    for place, (name, exponent) in enumerate(unit.factors):
        prefix = _prefix(name)
        if prefix is None:
            continue
        base = name[len(prefix) :]
        for other, power in PREFIXES.items():
            moved = (power - PREFIXES[prefix]) * exponent
            if other in ("c", "d") or not 3 <= abs(moved) <= 6:
                continue
            if _prefix(other + base) != other:
                continue  # it would be another unit
            factors = (*unit.factors[:place], (other + base, exponent), *unit.factors[place + 1 :])
            yield Unit(factors), Fraction(10) ** moved


def _prefix(name: str) -> str | None:
    """The prefix of a name; ``None`` where it takes none or is ambiguous."""
    if name in _TAKES_PREFIXES:
        return ""
    fitting = [
        p for p in PREFIXES if p and name.startswith(p) and name[len(p) :] in _TAKES_PREFIXES
    ]
    if len(fitting) != 1 or name in ("cd", "Pa", "min", "ft", "pt"):
        return None
    return fitting[0]


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}^{exponent}"


@cache
def _pint(name: str) -> pint.Unit | None:
    import pint

    if not _NAME.fullmatch(name) or len(name) > 12 or name == "µ":
        return None
    try:
        return _registry().Unit(_FOR_PINT.get(name, name))
    except (pint.errors.PintError, AttributeError, ValueError):
        return None


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry()
