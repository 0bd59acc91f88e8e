"""Species without an arrow: ``2 CO2 + 3 H2O``, ``H^+ + OH^-``, ``H2O, CO2``.

A sum of species is a multiset with coefficients, never a sum of variables. A list states no
coefficients, so that lists which differ stay undecided.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor_verifiers.chemistry.formulas import (
    Formula,
    looks_chemical,
    parse_formula,
    same_formula,
)
from preceptor_verifiers.chemistry.reactions import (
    CHARGE,
    Side,
    coefficient_ratios,
    merged,
    parse_side,
    written_species,
)
from preceptor_verifiers.limits import REACTION_CHARS
from preceptor_verifiers.outcome import Outcome, Same

_LISTED: Final = re.compile(r"\s*(?:[,;]|(?<=\s)and(?=\s))\s*")
_HYDRONIUM: Final = parse_formula("H3O+")


def looks_like_sum(text: str) -> bool:
    """Whether a bare text is a sum of species rather than of variables.

    One term must be a formula or an ion: ``Pa + Pb`` may be pressures.
    """
    if "+" not in text or len(text) > REACTION_CHARS or _LISTED.search(text):
        return False
    side = parse_side(text.replace("\\ce{", " ").replace("$", " "))
    if side is None or len(side) < 2:
        return False
    if "\\ce" in text:
        return True
    return any(
        looks_chemical(written)
        and (formula.counted or len(formula.symbols) > 1 or _is_ion(formula))
        for written, (_, formula) in zip(written_species(text), side, strict=False)
    )


def parse_species(text: str) -> Side | None:
    """Return species in a sum or list, or one with a coefficient, ``2 H2O``; else ``None``."""
    if len(text) > REACTION_CHARS:
        return None
    return parse_side(_LISTED.sub(" + ", text.replace("\\ce{", " ").replace("$", " "))) or None


def compare_species(reference: str, candidate: str) -> Outcome | None:
    """Compare two sums or lists of species; ``None`` if a text may be mathematics."""
    ours = parse_species(reference)
    summed = ours is not None and looks_like_sum(reference)
    theirs = parse_species(candidate) if ours is not None and (summed or _certain(ours)) else None
    if ours is None or theirs is None:
        return None
    ratios = coefficient_ratios(merged(ours), merged(theirs))
    if ratios is not None and ratios <= {Fraction(1)}:
        return Outcome(Same.YES, "The same chemical species.", {})
    if not summed or _LISTED.search(candidate):
        return Outcome(Same.UNKNOWN, "The chemical species differ in writing.", {})
    if ratios is not None:
        return Outcome(Same.NO, "The coefficients of the species differ.", {})
    if _may_be_same(ours, theirs):
        return Outcome(Same.UNKNOWN, "The species may be the same in another form.", {})
    return Outcome(Same.NO, "The chemical species differ.", {})


def _certain(side: Side) -> bool:
    """Whether a list, or an amount, of species is hardly mathematics."""
    several = len(side) > 1 or side[0][0] != 1
    return several and all(looks_chemical(formula.written) for _, formula in side)


def _is_ion(formula: Formula) -> bool:
    return any(charge for _, charge in formula.readings)


def _may_be_same(reference: Side, candidate: Side) -> bool:
    """Whether two sums may be one: isomers, ions against their salt, ``H3O+`` for ``H+``."""
    sides = reference, candidate
    if sum(_has_hydronium(side) for side in sides) == 1:
        return True
    if any(_is_ion(formula) for side in sides for _, formula in side):
        return _total(reference) == _total(candidate)
    return any(same_formula(f, g) is Same.UNKNOWN for _, f in reference for _, g in candidate)


def _has_hydronium(side: Side) -> bool:
    return _HYDRONIUM is not None and any(
        same_formula(_HYDRONIUM, formula) is Same.YES for _, formula in side
    )


def _total(side: Side) -> dict[str, Fraction]:
    """Return the atoms and the charge of all species, in the usual reading of the charges."""
    total: dict[str, Fraction] = {}
    for coefficient, formula in side:
        atoms, charge = formula.readings[0]
        for name, count in (*atoms, (CHARGE, charge)):
            total[name] = total.get(name, Fraction(0)) + coefficient * count
    return {name: count for name, count in total.items() if count}
