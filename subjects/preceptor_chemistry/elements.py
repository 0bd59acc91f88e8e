"""Standard atomic weights and what follows from a chemical formula.

Weights are the IUPAC abridged standard atomic weights of 2021, to five significant figures
(T. Prohaska et al., Pure Appl. Chem. 94 (2022) 573–600, table 3), in g/mol. Elements without
a standard atomic weight are not in the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

ATOMIC_WEIGHTS: Final[Mapping[str, float]] = {
    "H": 1.0080, "He": 4.0026, "Li": 6.94, "Be": 9.0122, "B": 10.81, "C": 12.011,
    "N": 14.007, "O": 15.999, "F": 18.998, "Ne": 20.180, "Na": 22.990, "Mg": 24.305,
    "Al": 26.982, "Si": 28.085, "P": 30.974, "S": 32.06, "Cl": 35.45, "Ar": 39.95,
    "K": 39.098, "Ca": 40.078, "Sc": 44.956, "Ti": 47.867, "V": 50.942, "Cr": 51.996,
    "Mn": 54.938, "Fe": 55.845, "Co": 58.933, "Ni": 58.693, "Cu": 63.546, "Zn": 65.38,
    "Ga": 69.723, "Ge": 72.630, "As": 74.922, "Se": 78.971, "Br": 79.904, "Kr": 83.798,
    "Rb": 85.468, "Sr": 87.62, "Y": 88.906, "Zr": 91.224, "Nb": 92.906, "Mo": 95.95,
    "Ru": 101.07, "Rh": 102.91, "Pd": 106.42, "Ag": 107.87, "Cd": 112.41, "In": 114.82,
    "Sn": 118.71, "Sb": 121.76, "Te": 127.60, "I": 126.90, "Xe": 131.29, "Cs": 132.91,
    "Ba": 137.33, "La": 138.91, "Ce": 140.12, "Hf": 178.49, "Ta": 180.95, "W": 183.84,
    "Re": 186.21, "Os": 190.23, "Ir": 192.22, "Pt": 195.08, "Au": 196.97, "Hg": 200.59,
    "Tl": 204.38, "Pb": 207.2, "Bi": 208.98,
}  # fmt: skip

ROUNDED_WEIGHTS: Final[Mapping[str, float]] = {
    "H": 1, "Li": 7, "C": 12, "N": 14, "O": 16, "F": 19, "Na": 23, "Mg": 24, "Al": 27,
    "Si": 28, "P": 31, "S": 32, "Cl": 35.5, "K": 39, "Ca": 40, "Cr": 52, "Mn": 55, "Fe": 56,
    "Cu": 63.5, "Zn": 65, "Br": 80, "Sr": 88, "Ag": 108, "I": 127, "Ba": 137, "Pb": 207,
}  # fmt: skip
"""The weights of school tables, in g/mol; problems that use them state them."""

_TOKEN = re.compile(r"([A-Z][a-z]?)|(\()|(\))|([0-9]+)|(·)")


def composition(formula: str) -> dict[str, int]:
    """Atoms per formula unit, in the order in which elements first occur.

    Groups in parentheses and hydrates are read: ``Ca(OH)2``, ``CuSO4·5H2O``.

    Raises:
        ValueError: the formula contains anything else, or an element without a weight.
    """
    counts: dict[str, int] = {}
    for position, part in enumerate(formula.split("·")):
        # Only a part that is added, such as the water of a hydrate, carries a multiple.
        leading = re.match(r"[1-9][0-9]*", part) if position else None
        multiple = int(leading.group()) if leading else 1
        body = part[leading.end() :] if leading else part
        for element, count in _group(body, formula).items():
            counts[element] = counts.get(element, 0) + multiple * count
    return counts


def _group(body: str, formula: str) -> dict[str, int]:
    stack: list[dict[str, int]] = [{}]
    last: dict[str, int] = {}
    position = 0
    while position < len(body):
        token = _TOKEN.match(body, position)
        if token is None or token.group(5):
            raise ValueError(f"{formula!r} is not a chemical formula at {body[position:]!r}")
        position = token.end()
        element, opening, closing, digits, _ = token.groups()
        if opening:
            stack.append({})
            last = {}
            continue
        if closing:
            if len(stack) == 1:
                raise ValueError(f"{formula!r} closes a parenthesis that was not opened")
            last = stack.pop()
            if not last:
                raise ValueError(f"{formula!r} is not a chemical formula: an empty group")
        elif element:
            if element not in ATOMIC_WEIGHTS:
                raise ValueError(f"{formula!r}: no standard atomic weight for {element!r}")
            last = {element: 1}
        else:
            if not last or digits.startswith("0"):
                raise ValueError(f"{formula!r} is not a chemical formula: {digits} counts nothing")
            # The one unit was already added when its symbol was read.
            last = {symbol: count * (int(digits) - 1) for symbol, count in last.items()}
        for symbol, count in last.items():
            stack[-1][symbol] = stack[-1].get(symbol, 0) + count
    if len(stack) != 1 or not stack[0]:
        raise ValueError(f"{formula!r} is not a complete chemical formula")
    return stack[0]


def molar_mass(formula: str, weights: Mapping[str, float] = ATOMIC_WEIGHTS) -> float:
    """Molar mass in g/mol.

    Raises:
        ValueError: the formula cannot be read (see :func:`composition`).
        KeyError: ``weights`` lacks one of its elements.
    """
    return sum(weights[element] * count for element, count in composition(formula).items())


def stated_molar_mass(formula: str) -> float:
    """Molar mass in g/mol rounded to the two decimals that problems state, halves upwards."""
    exact = sum(
        Decimal(str(ATOMIC_WEIGHTS[element])) * count
        for element, count in composition(formula).items()
    )
    return float(Decimal(exact).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
