"""Chemical equations: ``2 H2 + O2 -> 2 H2O``; the order of the species does not matter.

Only what is certain is decided: the same species with the same coefficients agree, the same
species with coefficients that do not balance are wrong where the reference balances. Other
species, a multiple of all coefficients or another way round stay undecided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.equality import Same
from preceptor_verifiers.formulas import (
    MAX_CHARS,
    Formula,
    looks_chemical,
    parse_formula,
    plain,
    same_formula,
)

_MAX_TEXT: Final = 8 * MAX_CHARS
_MAX_SPECIES: Final = 24
_ARROW: Final = re.compile(
    r"\\(?:long)?(?:rightarrow|leftrightarrow|Rightarrow|rightleftharpoons|leftrightharpoons)"
    r"(?![a-zA-Z])|\\(?:to|implies|rightleftarrows)(?![a-zA-Z])"
    r"|\\xrightarrow(?:\[[^\[\]]*\])?\{[^{}]*\}|<?[-=]+>|[→⟶⇌⇄↔⇒]|="
)
_PLUS: Final = re.compile(r"(?<=\s)\+(?=\s)|(?<![\s^{(+-])\+(?=\s*\d*\s*(?:\\|[A-Z(\[{]))")
_TERM: Final = re.compile(r"[\s{}$]*(\d{1,4}(?:\s*/\s*\d{1,3})?)?\s*[*]?\s*(\S.*)\Z", re.DOTALL)
_FRACTION: Final = re.compile(r"\\[dt]?frac\{(\d{1,3})\}\{(\d{1,3})\}")
_LISTED: Final = re.compile(r"\s*(?:[,;]|(?<=\s)and(?=\s))\s*")
_ELECTRON: Final = re.compile(r"e\s*\^?-\Z")

Side = tuple[tuple[Fraction, Formula], ...]


@dataclass(frozen=True, slots=True)
class Reaction:
    """Both sides with their coefficients, in the order written."""

    left: Side
    right: Side


def parse_reaction(text: str) -> Reaction | None:
    """The chemical equation that ``text`` is, or ``None`` when it is anything else."""
    if len(text) > _MAX_TEXT:
        return None
    sides = _ARROW.split(text.replace("\\ce{", " ").replace("$", " "))
    if len(sides) != 2:
        return None
    left, right = _side(sides[0]), _side(sides[1])
    if left is None or right is None:
        return None
    return Reaction(left, right)


def looks_like_reaction(text: str) -> bool:
    """Whether a bare text is a chemical equation rather than one between variables."""
    if parse_reaction(text) is None:
        return False
    terms = [t for side in _ARROW.split(text) for t in _PLUS.split(side)]
    matches = [_TERM.match(_FRACTION.sub(r"\1/\2", term)) for term in terms]
    return any(m is not None and looks_chemical(m.group(2)) for m in matches)


def parse_species(text: str) -> Side | None:
    """Species in a list, ``H2O, CO2``, or one with a coefficient, ``2 H2O``; else ``None``."""
    if len(text) > _MAX_TEXT:
        return None
    return _side(_LISTED.sub(" + ", text.replace("\\ce{", " ").replace("$", " ")))


def same_species(reference: Side, candidate: Side) -> bool:
    """Whether two lists hold the same species with the same coefficients, in any order."""
    same, _ = same_reaction(Reaction(reference, ()), Reaction(candidate, ()))
    return same is Same.YES


def _side(text: str) -> Side | None:
    terms = _PLUS.split(_FRACTION.sub(r"\1/\2 ", text))
    if len(terms) > _MAX_SPECIES:
        return None
    side: list[tuple[Fraction, Formula]] = []
    for term in terms:
        match = _TERM.match(term)
        if match is None:
            return None
        try:
            coefficient = Fraction((match.group(1) or "1").replace(" ", ""))
        except ZeroDivisionError:
            return None
        formula = _species(match.group(2))
        if formula is None or coefficient <= 0:
            return None
        side.append((coefficient, formula))
    return tuple(side)


def _species(text: str) -> Formula | None:
    if _ELECTRON.match(plain(text)):
        return Formula((((), -1),), "e-", True, ("e",), False)
    return parse_formula(text)


def same_reaction(reference: Reaction, candidate: Reaction) -> tuple[Same, str]:
    """Whether two chemical equations agree, and why."""
    ratios: set[Fraction] = set()
    for ours, theirs in (
        (reference.left, candidate.left),
        (reference.right, candidate.right),
    ):
        rest = list(theirs)
        for coefficient, formula in ours:
            at = next(
                (i for i, (_, f) in enumerate(rest) if same_formula(formula, f) is Same.YES), None
            )
            if at is None:
                return Same.UNKNOWN, "The species of the two chemical equations differ."
            ratios.add(rest.pop(at)[0] / coefficient)
        if rest:
            return Same.UNKNOWN, "The species of the two chemical equations differ."
    if ratios == {Fraction(1)}:
        return Same.YES, "The same chemical equation."
    if balanced(reference) and balanced(candidate) is False:
        return Same.NO, "The answer's chemical equation is not balanced."
    if len(ratios) == 1:
        return Same.UNKNOWN, "All coefficients are a multiple of the reference's."
    return Same.UNKNOWN, "The coefficients of the two chemical equations differ."


def balanced(reaction: Reaction) -> bool | None:
    """Whether atoms and charges are conserved; ``None`` where a charge can be read two ways."""
    counts: dict[str, Fraction] = {}
    for sign, side in ((1, reaction.left), (-1, reaction.right)):
        for coefficient, formula in side:
            if len(formula.readings) != 1:
                return None
            atoms, charge = formula.readings[0]
            for name, n in (*atoms, ("charge", charge)):
                counts[name] = counts.get(name, Fraction(0)) + sign * coefficient * n
    return not any(counts.values())
