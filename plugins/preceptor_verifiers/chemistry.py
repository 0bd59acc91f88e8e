"""Comparing chemical texts, and telling them from mathematics and words."""

from __future__ import annotations

from preceptor_verifiers.equality import Same
from preceptor_verifiers.formulas import looks_chemical, parse_formula, same_formula
from preceptor_verifiers.measures import Outcome
from preceptor_verifiers.reactions import (
    Side,
    looks_like_reaction,
    parse_reaction,
    parse_species,
    same_reaction,
    same_species,
)


def is_chemical(text: str) -> bool:
    """Whether a bare text is a chemical formula or equation."""
    return looks_chemical(text) or looks_like_reaction(text)


def compare_chemistry(reference: str, candidate: str, *, bare: bool = True) -> Outcome | None:
    """Two chemical formulas or equations; ``None`` where one of the texts is neither.

    Args:
        bare: Whether the reference must be unmistakable, as for texts of unknown kind.
    """
    left, right = parse_formula(reference), parse_formula(candidate)
    if left is not None and right is not None:
        certain = looks_chemical(reference)
        if bare and not certain:
            return None
        same = same_formula(left, right)
        if same is Same.YES:
            return Outcome(same, "The same chemical formula.", {})
        if same is Same.NO and (certain or looks_chemical(candidate)):
            return Outcome(same, "The formulas differ in atoms or charge.", {})
        return Outcome(
            Same.UNKNOWN, "The formulas agree in their atoms at most; they may be isomers.", {}
        )
    one, other = parse_reaction(reference), parse_reaction(candidate)
    if one is not None and other is not None and (not bare or looks_like_reaction(reference)):
        same, reason = same_reaction(one, other)
        return Outcome(same, reason, {})
    ours, theirs = parse_species(reference), parse_species(candidate)
    if ours is not None and theirs is not None and _certain(ours):
        if same_species(ours, theirs):
            return Outcome(Same.YES, "The same chemical species.", {})
        return Outcome(Same.UNKNOWN, "The chemical species differ in writing.", {})
    return None


def _certain(side: Side) -> bool:
    """Whether a list, or an amount, of species can hardly be mathematics."""
    several = len(side) > 1 or side[0][0] != 1
    return several and all(looks_chemical(formula.written) for _, formula in side)
