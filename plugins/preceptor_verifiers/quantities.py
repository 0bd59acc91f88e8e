"""Answers with a unit: the text of the value and the text of the unit come apart here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.grammar import Node, ParseError, parse
from preceptor_verifiers.grammar.tree import (
    Call,
    Constant,
    Ellipsis,
    Interval,
    Labelled,
    Logic,
    Matrix,
    NamedSet,
    PlusMinus,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    Words,
    free_symbols,
    walk,
)
from preceptor_verifiers.unit_letters import Letters, letters_of, si_symbols
from preceptor_verifiers.units import Unit, UnitError, parse_unit

_MAX_CHARS: Final = 400
"""A quantity is short; longer text is an expression or prose."""

_NUMBER: Final = (
    r"[+\-−]?\s*(?:\d{1,3}(?:(?:,|\{,\}|\\,|,\\!\s?)\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?"
)
_BOUNDARY: Final = re.compile(
    r"\\(?:mathrm|text|textrm|mathbf|textbf|textnormal|mbox|hbox|rm|mu|Omega|%|AA)(?![a-zA-Z])"
    r"|\\%|%|°|º|℃|℉|\^\s*\{?\s*\\circ|\{?\s*\}?\s*\^\s*\{\\circ\}|\\degree|\\circ"
    r"|\^\s*\{?\s*o\s*\}?(?=\s*(?:\\mathrm\{|\\text\{)?[CF](?![A-Za-z]))"
    r"|(?<![A-Za-z\\])(?![eE][+-]?\d)[A-Za-zµμΩÅ]|(?<=\s)10\s?\^"
)
_UPRIGHT: Final = re.compile(
    r"\\(?:mathrm|text|textrm|textnormal|mbox|mu|Omega)|\\?%|[µμΩÅ°℃℉]|\\circ|\^"
)
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
    """

    value: Node
    unit: Unit | None = None
    unit_text: str = ""
    upright: bool = False
    letters: Letters = Letters.UNIT

    @property
    def states_unit(self) -> bool:
        """Whether a unit is written that a bare number may be taken to leave out."""
        if self.unit is None or self.letters is Letters.UNIT:
            return self.unit is not None
        return self.upright and si_symbols(self.unit)


def closed(node: Node) -> bool:
    """Whether the node is a number: no variables, unknown functions or relations."""
    if free_symbols(node):
        return False
    return not any(
        isinstance(n, _NOT_NUMBERS)
        or (isinstance(n, Constant) and n.name == "infinity")
        or (isinstance(n, Call) and len(n.name.rstrip("'")) == 1)
        for n in walk(node)
    )


def read_quantity(text: str) -> Quantity | None:
    """The quantity that ``text`` states, or ``None``.

    The value ends where the first word begins after which everything is a unit; what
    mathematics owns (π, e, i, the letters of variables) belongs to the value.
    """
    if len(text) > _MAX_CHARS:
        return None
    whole = _closed_value(text)
    if whole is not None and not _BOUNDARY.search(text):
        return Quantity(whole)
    text = text.strip().strip("$").strip() if text.count("$") == 2 else text
    tried = 0
    for match in _BOUNDARY.finditer(text):
        head, tail = text[: match.start()], text[match.start() :]
        head = re.sub(r"\{\s*\}\s*$", "", head)
        if match.group().startswith("10") and not head.strip().replace(".", "").isalnum():
            continue  # 2 × 10^3 is one number; "-4.37e0 10^-6 m" is a number and a unit
        if not any(c.isdigit() for c in head) and "\\pi" not in head and "π" not in head:
            continue
        tried += 1
        if tried > 12:
            break
        # A power of ten that belongs to the unit stays with the value: 2 · 10^3 J.
        value = _closed_value(head)
        if value is None:
            continue
        try:
            unit = parse_unit(tail)
        except UnitError:
            continue
        if not unit.words:
            continue
        letters = letters_of(unit, tail)
        if letters is Letters.VARIABLE:
            continue
        upright = bool(_UPRIGHT.match(tail)) or bool(_PLAIN_NUMBER_END.search(head))
        if whole is not None and not upright:
            break
        return Quantity(value, unit, tail.strip(), upright, letters)
    return Quantity(whole) if whole is not None else None


def _closed_value(text: str) -> Node | None:
    text = text.strip()
    if not text:
        return None
    try:
        node = parse(text)
    except ParseError:
        return None
    return node if closed(node) else None
