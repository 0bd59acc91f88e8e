"""Compare chemical texts, and distinguish them from mathematics and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.chemistry.electron_configurations import compare_orbitals
from preceptor_verifiers.chemistry.formulas import (
    Formula,
    looks_chemical,
    parse_formula,
    same_formula,
)
from preceptor_verifiers.chemistry.reactions import (
    Side,
    looks_like_reaction,
    parse_reaction,
    same_reaction,
)
from preceptor_verifiers.chemistry.species_names import formulas_of_name, has_isomers, same_entry
from preceptor_verifiers.chemistry.species_sums import (
    compare_species,
    looks_like_sum,
    parse_species,
)
from preceptor_verifiers.limits import REACTION_CHARS
from preceptor_verifiers.outcome import Outcome, Same

_SYMBOL: Final = re.compile(r"[A-Z]|e\s*(?:\^|\}|⁻|\+|-|−)")
"""A symbol of an element, or an electron; a formula contains at least one."""
_NAME: Final = re.compile(r"(?:[^\\=^_<>+&|]|\\(?:text|mathrm|textbf|textit|mbox))*[a-z]{3}")
_ARROW: Final = re.compile(
    r"[=>→⟶⇌⇄⟵←↔⇒]|\\(?:x?(?:long)?[lr]|to|implies|iff|overset|stack)|\s[a-z]{4}"
)
_BOLD: Final = re.compile(r"\A(?:\*\*|__)(.+?)(?:\*\*|__)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ChemistryPolicy:
    """What counts as agreement between chemical answers where conventions differ.

    Attributes:
        isomers: Equal composition is enough, however the structure is written; otherwise such
            formulas stay undecided.
        phases: States of aggregation that are written on both sides must agree.
        multiples: All coefficients of a chemical equation may be multiplied by one factor.
    """

    isomers: bool = False
    phases: bool = False
    multiples: bool = True


DEFAULT: Final = ChemistryPolicy()


def is_chemical(text: str) -> bool:
    """Whether a bare text is a chemical formula, equation or sum of species."""
    return looks_chemical(text) or looks_like_reaction(text) or looks_like_sum(text)


def compare_chemistry(
    reference: str, candidate: str, *, bare: bool = True, policy: ChemistryPolicy = DEFAULT
) -> Outcome | None:
    """Compare two formulas, equations or names of species; ``None`` if a text is none of them.

    Args:
        bare: Whether the reference must be unambiguous, as for texts of unknown kind.
        policy: Conventions.
    """
    if len(reference) > REACTION_CHARS or len(candidate) > REACTION_CHARS:
        return None
    orbitals = compare_orbitals(reference, candidate)
    if orbitals is not None:
        return orbitals
    symbols = _SYMBOL.search(reference) is not None, _SYMBOL.search(candidate) is not None
    if not any(symbols) and not (_NAME.match(reference) and _NAME.match(candidate)):
        return None
    reference, candidate = (_BOLD.sub(r"\1", text.strip()) for text in (reference, candidate))
    left = parse_formula(reference) if symbols[0] else None
    right = parse_formula(candidate) if symbols[1] else None
    if left is not None and right is not None:
        return _formulas(reference, candidate, left, right, bare=bare, policy=policy)
    named = _names(reference, candidate, left, right, bare=bare, policy=policy)
    if named is not None or not symbols[0]:
        return named
    asked = parse_reaction(reference) if _ARROW.search(reference) else None
    given = parse_reaction(candidate) if asked is not None else None
    if asked is not None and given is not None and (not bare or looks_like_reaction(reference)):
        if policy.phases and _phases(asked.left + asked.right, given.left + given.right):
            return Outcome(Same.NO, "The states of aggregation differ.", {})
        same, reason = same_reaction(
            asked, given, multiples=policy.multiples, isomers=policy.isomers
        )
        return Outcome(same, reason, {})
    if policy.phases:
        ours, theirs = parse_species(reference), parse_species(candidate)
        if ours is not None and theirs is not None and _phases(ours, theirs):
            return Outcome(Same.NO, "The states of aggregation differ.", {})
    return compare_species(reference, candidate)


def _formulas(
    reference: str, candidate: str, left: Formula, right: Formula, *, bare: bool,
    policy: ChemistryPolicy,
) -> Outcome | None:  # fmt: skip
    certain = looks_chemical(reference)
    same = same_formula(left, right, isomers=policy.isomers)
    if bare and not certain and not (same is Same.YES and looks_chemical(candidate)):
        return None
    if same is Same.YES and policy.phases and left.phase != right.phase:
        if left.phase and right.phase:
            return Outcome(Same.NO, "The states of aggregation differ.", {})
        return Outcome(Same.UNKNOWN, "Only one side states a state of aggregation.", {})
    if same is Same.YES:
        return Outcome(same, "The same chemical formula.", {})
    if same is Same.NO and (certain or looks_chemical(candidate)):
        return Outcome(same, f"The formulas differ in {_difference(left, right)}.", {})
    return Outcome(
        Same.UNKNOWN, "The formulas agree in their atoms at most; they may be isomers.", {}
    )


def _difference(left: Formula, right: Formula) -> str:
    """Return the first element that differs, with its counts, or the charge."""
    (ours, charge), (theirs, given_charge) = left.readings[0], right.readings[0]
    wanted, given = dict(ours), dict(theirs)
    for name in dict.fromkeys((*wanted, *given)):
        if wanted.get(name, 0) != given.get(name, 0):
            return f"{name}: {given.get(name, 0)}, not {wanted.get(name, 0)}"
    return f"charge: {given_charge:+d}, not {charge:+d}"


def _names(
    reference: str, candidate: str, left: Formula | None, right: Formula | None, *, bare: bool,
    policy: ChemistryPolicy,
) -> Outcome | None:  # fmt: skip
    """Compare when one side is the name of a species and the other its name or formula."""
    if left is None:
        ours = formulas_of_name(reference) if _NAME.match(reference) else ()
        if not ours:
            return None
        if right is None:
            return _two_names(reference, candidate, ours)
        return _name_and_formula(reference, ours, right, looks_chemical(candidate), policy)
    if right is None and _NAME.match(candidate):
        theirs = formulas_of_name(candidate)
        certain = looks_chemical(reference)
        if theirs:
            outcome = _name_and_formula(candidate, theirs, left, certain, policy)
            return outcome if outcome.same is Same.YES or certain or not bare else None
    return None


def _two_names(reference: str, candidate: str, ours: tuple[str, ...]) -> Outcome | None:
    theirs = formulas_of_name(candidate)
    if not theirs:
        return None
    if same_entry(reference, candidate):
        return Outcome(Same.YES, "Two names of the same species.", {})
    asked, given = parse_formula(ours[0]), parse_formula(theirs[0])
    if asked is None or given is None:
        return None
    if not set(asked.readings) & set(given.readings):
        return Outcome(Same.NO, f"{theirs[0]} is not {ours[0]}.", {})
    if has_isomers(reference) or has_isomers(candidate):
        return Outcome(Same.UNKNOWN, "The two names may be isomers.", {})
    return Outcome(Same.YES, f"Both names mean {ours[0]}.", {})


def _name_and_formula(
    name: str, formulas: tuple[str, ...], formula: Formula, certain: bool, policy: ChemistryPolicy
) -> Outcome:
    listed = [f for f in map(parse_formula, formulas) if f is not None]
    if any(same_formula(f, formula, isomers=policy.isomers) is Same.YES for f in listed):
        flat_isomer = formula.flat and has_isomers(name) and formula.counted
        if not flat_isomer or any(f.structure == formula.structure for f in listed):
            return Outcome(Same.YES, f"{formulas[0]} is the formula of {name.strip()}.", {})
    if any(set(f.readings) & set(formula.readings) for f in listed):
        if has_isomers(name) and not formula.flat:
            return Outcome(Same.UNKNOWN, "The formula has the atoms; it may be an isomer.", {})
        return Outcome(Same.YES, f"{formula.written} has the composition of {name.strip()}.", {})
    if certain or len(formula.written) > 1:
        return Outcome(Same.NO, f"The formula of {name.strip()} is {formulas[0]}.", {})
    return Outcome(Same.UNKNOWN, "The letters may be a formula or something else.", {})


def _phases(left: Side, right: Side) -> bool:
    """Whether a species has different states of aggregation on the two sides."""
    stated = {(f.structure, f.phase) for _, f in left if f.phase}
    claimed = {(f.structure, f.phase) for _, f in right if f.phase}
    names = {s for s, _ in stated} & {s for s, _ in claimed}
    return {p for p in stated if p[0] in names} != {p for p in claimed if p[0] in names}
