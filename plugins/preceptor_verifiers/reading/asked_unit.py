"""References whose unit is separate from their value, and answers to them."""

from __future__ import annotations

from dataclasses import replace

from preceptor_verifiers.quantities.quantity import Quantity
from preceptor_verifiers.quantities.units import UnitError, clean, parse_unit
from preceptor_verifiers.reading.answer import Reading, read


def read_reference(value: str, unit_text: str | None) -> Reading:
    """Read a reference with its unit; a unit in the value itself takes precedence."""
    reading = read(value)
    if not unit_text or not clean(unit_text):
        return reading
    quantity = reading.quantity
    if quantity is None or quantity.unit is not None:
        return reading
    try:
        unit = parse_unit(unit_text)
    except UnitError:
        return reading
    return replace(reading, quantity=Quantity(quantity.value, unit, unit_text, upright=True))


def read_answer(answer: str, unit_text: str | None) -> Reading:
    """Read an answer; the asked unit is a unit even where letters are variables: ``2 e``."""
    reading = read(answer)
    if not unit_text or (reading.quantity is not None and reading.quantity.unit is not None):
        return reading
    if reading.quantity is not None and not clean(unit_text).isalpha():
        return reading
    plain = reading.text.strip()
    for ending in (unit_text.strip(), clean(unit_text)):
        # "mol/L" does not end "5 Mmol/L": the letter before it belongs to the unit.
        if ending and plain.endswith(ending) and not plain[: -len(ending)][-1:].isalpha():
            return read(plain[: -len(ending)])
    return reading
