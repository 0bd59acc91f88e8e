"""References whose unit stands apart from their value, and answers to them."""

from __future__ import annotations

from dataclasses import replace

from preceptor_verifiers.quantities.quantity import Quantity
from preceptor_verifiers.quantities.units import UnitError, clean, parse_unit
from preceptor_verifiers.reading.answer import Reading, read


def read_reference(value: str, unit_text: str | None) -> Reading:
    """The reference with its unit; a unit that stands in the value itself goes before."""
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
    """The answer; the asked unit is a unit even where letters are variables: ``2 e``, ``5 t``."""
    reading = read(answer)
    if not unit_text or (reading.quantity is not None and reading.quantity.unit is not None):
        return reading
    if reading.quantity is not None and not clean(unit_text).isalpha():
        return reading
    plain = reading.text.strip()
    for ending in (unit_text.strip(), clean(unit_text)):
        # "mol/L" does not end "5 Mmol/L": what stands before it is a part of the unit.
        if ending and plain.endswith(ending) and not plain[: -len(ending)][-1:].isalpha():
            return read(plain[: -len(ending)])
    return reading
