"""Answers with a unit: split a text into that of the value and that of the unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from preceptor_verifiers.grammar import Node, ParseError, parse
from preceptor_verifiers.grammar.tree import (
    Call,
    Constant,
    Degrees,
    Ellipsis,
    Interval,
    Labelled,
    Logic,
    Matrix,
    NamedSet,
    Number,
    PlusMinus,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    Words,
    free_symbols,
    walk,
)
from preceptor_verifiers.quantities.durations import seconds_of_duration
from preceptor_verifiers.quantities.unit_names import SCRIPT_LETTERS
from preceptor_verifiers.quantities.unit_or_variable import Letters, letters_of, si_symbols
from preceptor_verifiers.quantities.units import Unit, UnitError, parse_unit

_MAX_CHARS: Final = 400
"""A quantity is short; longer text is an expression or prose."""

_PREFIX_COMMANDS: Final = "giga|mega|kilo|centi|milli|micro|nano|pico"
_TIMES_END: Final = re.compile(r"(?<=[\d)}])\s?(?:\\cdot|\\times|\\,|[*·×⋅])\s?\Z")
"""A sign of a product between a number and its unit: ``0.96*metre``."""
_MICRO_APART: Final = re.compile(r"[µμ]\s[A-Za-zΩ]{1,3}\s*\Z")
"""``10 μ A`` has a prefix, or is a product with a coefficient of friction."""
_BOUNDARY: Final = re.compile(
    r"\\(?:mathrm|text|textrm|mathbf|textbf|textnormal|mbox|hbox|rm|mu|Omega|%|AA)(?![a-zA-Z])"
    r"|\\%|%|°|º|℃|℉|\^\s*\{?\s*\\circ|\{?\s*\}?\s*\^\s*\{\\circ\}|\\degree|\\circ"
    r"|\^\s*\{?\s*o\s*\}?(?=\s*(?:\\mathrm\{|\\text\{)?[CF](?![A-Za-z]))"
    rf"|(?<![A-Za-z\\])(?![eE][+-]?\d)[A-Za-zµμΩΔħ‰À-ÖØ-öø-ÿ{SCRIPT_LETTERS}]|(?<=\s)10\s?\^"
    r"|\\[dt]?frac\s*\{\s*(?=\\(?:mathrm|text|mu|rm|Omega)|[A-Za-zµΩ])"
    rf"|\\(?:{_PREFIX_COMMANDS})(?![a-zA-Z])"
    r"|(?<=\d)/(?=[A-Za-z]{3,12}\s?\.?\s?\Z)|(?<=\s)(?:1\s*)?/\s*(?=\\(?:mathrm|text|mu|rm)|[A-Za-zµΩ°(])|\\Delta\s*(?=\^?\{?\s*\\?[°cK])"
)
_UPRIGHT: Final = re.compile(
    r"\\(?:mathrm|text|textrm|textnormal|mbox|mu|Omega)|\\?%|[µμΩÅ°℃℉]|\\circ|\^"
)
_PLAIN_NUMBER: Final = re.compile(r"\s*[+\-−]?[\d.]+(?:[eE][+-]?\d+)?\s*\Z")
_UNFINISHED: Final = re.compile(r"\b(?:or|and)\s*\Z")
"""``7 or more`` is not 7 of the unit ``more``."""
_LONG_NUMBER: Final = re.compile(r"\s*[+\-−]?(?:\d{1,15}\.\d{1,15}|\d{2,15})\Z")
"""A number before a letter that is its unit: ``264g``, ``2.5m``; a coefficient is shorter."""
_ONE_SYMBOL: Final = re.compile(r"[msghLNJKVAWCTFH]\s*\Z")
_BRACKETED: Final = re.compile(
    r"\s*(?:\\left\s?)?[\[({]\s*([^\[\](){},;]{1,120})(?:\\right\s?)?[\])}]\s*(.{0,40})\Z"
)
"""A value with its unit in brackets, and a unit behind them: ``[300 MPa]``, ``[300] MPa``."""
_PLAIN_NUMBER_END: Final = re.compile(r"(?:\d|\}|\))\s+$")


_NOT_NUMBERS: Final = (
    Relation, Symbol, Sequence, Interval, SetOperation, SetBuilder, NamedSet, Logic, Matrix,
    PlusMinus, Words, Ellipsis, Labelled,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed value with an optional unit.

    Attributes:
        value: Tree of the value; it has no variables.
        unit: The unit, or ``None`` when none is written.
        unit_text: The unit as written.
        upright: Whether the unit is set off from variables (``\\mathrm``, a space, a symbol).
        letters: Whether its letters can be a unit only, or variables as well.
        name: What it is the value of, as ``E`` in ``E = 5 J``.
    """

    value: Node
    unit: Unit | None = None
    unit_text: str = ""
    upright: bool = False
    letters: Letters = Letters.UNIT
    name: str = ""

    @property
    def states_unit(self) -> bool:
        """Whether a unit is written that a bare number may be taken to leave out."""
        if self.unit is None or self.letters is Letters.UNIT:
            return self.unit is not None
        return self.upright and si_symbols(self.unit)

    @property
    def is_zero(self) -> bool:
        """Whether it is nothing of a unit: ``0 m/s``, which is no product of variables."""
        return self.unit is not None and isinstance(self.value, Number) and not self.value.value


def closed(node: Node) -> bool:
    """Whether the node is a number: no variables, unknown functions or relations."""
    if free_symbols(node):
        return False
    return not any(
        isinstance(n, _NOT_NUMBERS)
        or (isinstance(n, Ratio) and len(n.parts) != 2)
        or (isinstance(n, Constant) and n.name == "infinity")
        or (isinstance(n, Call) and len(n.name.rstrip("'")) == 1)
        for n in walk(node)
    )


def read_quantity(text: str) -> Quantity | None:
    """Return the quantity that ``text`` states, or ``None``.

    The value ends at the first word from which on everything is a unit; symbols of
    mathematics (π, e, i, the letters of variables) belong to the value.
    """
    if len(text) > _MAX_CHARS:
        return None
    return _sum_of_units(text) or _duration(text) or _value_and_unit(text) or _in_brackets(text)


def _in_brackets(text: str) -> Quantity | None:
    """Return the quantity whose brackets hold the value with its unit, or only the value."""
    match = _BRACKETED.match(text.strip().strip("$"))
    if match is None or not any(c.isdigit() for c in match.group(1)):
        return None
    inner, behind = match.group(1), match.group(2)
    quantity = _value_and_unit(f"{inner} {behind}" if behind else inner)
    return quantity if quantity is not None and quantity.unit is not None else None


def _value_and_unit(text: str) -> Quantity | None:
    whole = closed_value(text)
    if whole is not None and (not _BOUNDARY.search(text) or _angles_inside(whole)):
        return Quantity(whole)
    text = text.strip().strip("$").strip() if text.count("$") == 2 else text
    tried = 0
    for match in _BOUNDARY.finditer(text):
        head, tail = text[: match.start()], text[match.start() :]
        head = re.sub(r"\{\s*\}\s*$", "", head)
        times = None if match.group().startswith("10") else _TIMES_END.search(head)
        head = head[: times.start()] if times else head
        if match.group().startswith("10") and not _PLAIN_NUMBER.match(head):
            continue  # 2 × 10^3 is one number; "-4.37e0 10^-6 m" is a number and a unit
        if not any(c.isdigit() for c in head) and "\\pi" not in head and "π" not in head:
            continue
        tried += 1
        if tried > 12:
            break
        # A power of ten that belongs to the unit stays with the value: 2 · 10^3 J.
        value = None if _UNFINISHED.search(head) else closed_value(head)
        if value is None:
            continue
        try:
            unit = parse_unit(tail)
        except UnitError:
            continue
        if not unit.words:
            continue
        letters = letters_of(unit, tail)
        apart = len(unit.words) == 1 and _MICRO_APART.match(tail) is not None
        if letters is Letters.VARIABLE and not apart:
            continue
        upright = bool(_UPRIGHT.match(tail)) or bool(_PLAIN_NUMBER_END.search(head))
        upright = upright or bool(_LONG_NUMBER.match(head) and _ONE_SYMBOL.match(tail))
        if whole is not None and not upright:
            break
        if apart or (times and letters is Letters.EITHER and not upright):
            letters, upright = Letters.PRODUCT, False
        return Quantity(value, unit, tail.strip(), upright, letters)
    return Quantity(whole) if whole is not None else None


_NAMED: Final = re.compile(
    r"\s*\$?\s*(?P<name>(?:\\?[A-Za-zΔ∆α-ωΑ-Ω]+\s?){1,2}"
    r"(?:_\{?[\\A-Za-z0-9, {}]{1,24}\}?|[₀-₉]*)?'?)"
    r"\s*(?:=|≈|\\approx(?:eq)?|\\simeq|:)\s*(?P<value>[^=]+)\Z"
)
_CHANGE: Final = re.compile(r"Δ|∆|\\Delta|change |rise |drop ")


def named_quantity(text: str) -> Quantity | None:
    """Return the named quantity with a unit in a text: ``E = 5 J``, ``ΔT = 15 °C``.

    A change of temperature (``Δ``) is a difference: its degrees have no zero.
    """
    if len(text) > _MAX_CHARS:
        return None
    match = _NAMED.match(text.replace("\\(", " ").replace("\\)", " "))
    stated = read_quantity(match.group("value")) if match else None
    if match is None or stated is None or stated.unit is None:
        return None
    unit = stated.unit
    if unit.offset and _CHANGE.match(match.group("name")):
        unit = replace(unit, offset=Fraction(0), difference=True)
    return replace(stated, unit=unit, name="".join(match.group("name").split()))


_PIECE: Final = re.compile(
    r"\s*(\d+(?:\.\d+)?)\s*((?:\\(?:text|mathrm|textrm|mbox)\s*\{)?\s*~?[A-Za-z]+\.?\s*\}?)\s*,?"
    r"(?:\s*(?:and|\\text\{\s*and\s*\}))?\s*(?:\\[ ,;]\s*)*"
)
_MOST_PIECES: Final = 4


def _sum_of_units(text: str) -> Quantity | None:
    """Return ``1 hour 30 minutes`` or ``5 ft 6 in`` in the first of its falling units."""
    at = 0
    pieces: list[tuple[Fraction, Unit, str]] = []
    text = text.strip().strip("$").rstrip(".")
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None or len(pieces) == _MOST_PIECES:
            return None
        try:
            unit = parse_unit(match.group(2))
        except UnitError:
            return None
        if unit.unknown or unit.offset or not unit.words:
            return None
        if pieces and not (
            unit.same_dimension(pieces[0][1]) and unit.factor < pieces[-1][1].factor
        ):
            return None
        pieces.append((Fraction(match.group(1)), unit, match.group(2).strip()))
        at = match.end()
    if len(pieces) < 2:
        return None
    first = pieces[0][1]
    total = sum((value * unit.factor / first.factor for value, unit, _ in pieces), Fraction(0))
    return Quantity(Number(total), first, pieces[0][2], upright=True)


def _duration(text: str) -> Quantity | None:
    seconds = seconds_of_duration(text)
    if seconds is None:
        return None
    return Quantity(Number(seconds / 60), parse_unit("minute"), "minute", upright=True)


def _angles_inside(value: Node) -> bool:
    """Whether degrees belong to an argument, as in sin 30°, and not to the value as a whole."""
    return any(
        isinstance(n, Degrees) for call in walk(value) if isinstance(call, Call) for n in walk(call)
    )


def closed_value(text: str) -> Node | None:
    """Return the tree of a text that states a number without variables, or ``None``."""
    text = text.strip()
    if not text:
        return None
    try:
        node = parse(text)
    except ParseError:
        return None
    return node if closed(node) else None
