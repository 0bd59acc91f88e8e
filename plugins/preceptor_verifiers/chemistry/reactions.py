"""Chemical equations: ``2 H2 + O2 -> 2 H2O``, compared species by species.

The order of the species on a side does not matter, nor does a common factor of all
coefficients, nor how the arrow is drawn; an equation written from right to left is a different
one. Whether an equation is balanced is decided by counting (:mod:`preceptor.balancing`), so
that a wrong one is rejected with the element, or the charge, that fails. Species that differ
leave a balanced equation undecided where ions are involved, since the same reaction has
molecular, ionic and net ionic equations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Final

from preceptor.balancing import Balance, Composition, balance, unconserved
from preceptor_verifiers.chemistry.formulas import (
    Formula,
    looks_chemical,
    parse_formula,
    same_formula,
)
from preceptor_verifiers.chemistry.nuclear_equations import is_bare_particle, nucleons, particle
from preceptor_verifiers.chemistry.species_names import formulas_of_name
from preceptor_verifiers.chemistry.text import plain
from preceptor_verifiers.limits import REACTION_CHARS
from preceptor_verifiers.outcome import Same

REACTION_SPECIES: Final = 24
"""Species on one side of a chemical equation."""
REACTION_READINGS: Final = 64
"""Readings of the charges of one equation."""

_GROUP: Final = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_OVER: Final = re.compile(
    rf"\\(?:overset|underset|stackrel)\s*{_GROUP}\s*\{{?\s*(?P<arrow>\\[a-zA-Z]+|->|=|→)\s*\}}?"
)
_BOTH_WAYS: Final = (
    r"\\x?(?:long)?(?:leftrightarrow|rightleftharpoons|leftrightharpoons|rightleftarrows"
    r"|leftrightarrows)(?![a-zA-Z])|\\iff(?![a-zA-Z])|\\Leftrightarrow(?![a-zA-Z])"
    r"|<+[-=–—]+>+|[⇌⇄↔⇔⇋⟷⇆]"
)
_BACKWARDS: Final = r"\\(?:long)?leftarrow(?![a-zA-Z])|\\gets(?![a-zA-Z])|<[-–—]+(?!>)|[←⟵⇐]"
_FORWARDS: Final = (
    r"--+\s?[A-Za-zΔ°]{2,12}\s?-+>|\\(?:to|implies|mapsto)(?![a-zA-Z])"
    r"|\\x?(?:long)?(?:rightarrow|Rightarrow)(?![a-zA-Z])|[-–—=]+>+|[→⟶⇒➔➜⟹⭢➝]|(?<=\s)(?:yields?|gives?|produces?|forms?|becomes?)(?=\s)|==?"
)
_ARROW: Final = re.compile(
    rf"(?:(?P<both>{_BOTH_WAYS})|(?P<back>{_BACKWARDS})|(?P<on>{_FORWARDS}))"
    rf"(?:\s*\[[^\[\]]*\]){{0,2}}(?:(?<=[a-z\]])\s*{_GROUP})?"
)
_PLUS: Final = re.compile(
    r"(?<=\s)\+(?=\s)|(?<![\s^{(+-])\+(?!\s?\((?:s|l|g|aq)\))(?=\s*(?:\d|½|\.\d)*\s*(?:\\|[A-Z(\[{^]))|(?<=\s)\+(?=[\d\\A-Z(\[{])"
)
_TERM: Final = re.compile(
    r"[\s{}$]*(\d{1,6}(?:\.\d{1,6})?(?:\s*/\s*\d{1,4})?|\.\d{1,4})?\s*[*·]?\s*(\S.*)\Z", re.DOTALL
)
_FRACTION: Final = re.compile(
    r"\\[dt]?frac\s*(?:\{\s*(\d{1,4})\s*\}\s*\{\s*(\d{1,4})\s*\}|(\d)(\d))"
)
_MIXED: Final = re.compile(r"(\d{1,3})\s+(\d{1,3})/(\d{1,3})(?=\s*[A-Z(\[\\])")
_VULGAR: Final = str.maketrans(
    {"½": " 1/2 ", "⅓": " 1/3 ", "⅔": " 2/3 ", "¼": " 1/4 ", "¾": " 3/4 ", "&": " ", "$": " "}
)
_IN_WORDS: Final = re.compile(r"[\s+]*(?:[A-Z]?[a-z]{3,}(?:\([IVXivx]+\))?(?:[\s+]+|\Z)){1,24}")
_ENERGY: Final = re.compile(
    r"\s*(?:heat|energy|light|h\s*(?:ν|\\nu|v)|Δ|\\Delta"
    r"|γ|\\gamma|(?:\\bar\s*)?\{?(?:ν|\\nu)\}?(?:_\{?e\}?)?|\d+(?:\.\d+)?\s*k?(?:J|cal)(?:/mol)?)\s*\Z",
    re.IGNORECASE,
)

_TAKEN: Final = re.compile(
    r"\s*(?:−|–|-)\s*(?P<count>\d{1,2})?\s*(?:\\mathrm\s*)?\{?\s*e\s*"
    r"(?:\^?\s*\{?\s*(?:−|–|-|⁻)\s*\}?)?\s*\}?(?=\s*\Z|\s*\}|\s+[+−–-])"
)
"""Electrons that are taken away: ``Zn - 2e^-``."""

Side = tuple[tuple[Fraction, Formula], ...]
CHARGE: Final = "charge"
"""The name under which charges are counted with the elements."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """Both sides with their coefficients, in the order written.

    Attributes:
        left: Reactants, each with its coefficient.
        right: Products.
        reversible: Whether the arrow points both ways.
        in_words: Whether all species are names without coefficients, which need not balance.
    """

    left: Side
    right: Side
    reversible: bool = False
    in_words: bool = False

    def __str__(self) -> str:
        def side(terms: Side) -> str:
            return " + ".join(f.written if c == 1 else f"{c} {f.written}" for c, f in terms)

        return f"{side(self.left)} -> {side(self.right)}"


def parse_reaction(text: str) -> Reaction | None:
    """Return the chemical equation that ``text`` is, or ``None`` when it is anything else."""
    if len(text) > REACTION_CHARS:
        return None
    text = text.replace("\\ce{", " ").translate(_VULGAR)
    text = _OVER.sub(lambda m: f" {m.group('arrow')} ", text)
    arrows = list(islice(_ARROW.finditer(text), 3))
    if len(arrows) != 1:
        return None
    arrow = arrows[0]
    written = text[: arrow.start()], text[arrow.end() :]
    kept = [_TAKEN.sub(" ", side) if "e" in side else side for side in written]
    left, right = parse_side(kept[0]), parse_side(kept[1])
    if not left or not right:
        return None
    # Electrons taken away on one side are formed on the other.
    left, right = (*left, *_taken(written[1])), (*right, *_taken(written[0]))
    in_words = all(_IN_WORDS.fullmatch(side) is not None for side in kept)
    species = [formula for _, formula in (*left, *right)]
    if any(map(is_bare_particle, species)) and not any(
        f.isotopes and not is_bare_particle(f) for f in species
    ):
        return None  # n and p are variables unless nuclides occur with them
    if arrow.group("back"):
        left, right = right, left
    return Reaction(left, right, arrow.group("both") is not None, in_words)


def _taken(text: str) -> Side:
    """Return the electrons that one side of an equation takes away."""
    electron = parse_formula("e^-")
    if electron is None or "e" not in text:
        return ()
    return tuple((Fraction(m.group("count") or 1), electron) for m in _TAKEN.finditer(text))


def looks_like_reaction(text: str) -> bool:
    """Whether a bare text is a chemical equation rather than one between variables."""
    reaction = parse_reaction(text)
    if reaction is None:
        return False
    if "\\ce" in text:
        return True
    sides = _ARROW.split(text)
    return any(map(looks_chemical, (*written_species(sides[0]), *written_species(sides[-1]))))


def written_species(side: str) -> list[str]:
    """Return the species of a sum as they are written, without their coefficients."""
    matches = [_TERM.match(_FRACTION.sub(_as_ratio, term)) for term in _PLUS.split(side)]
    return [m.group(2) for m in matches if m is not None]


def _as_ratio(match: re.Match[str]) -> str:
    top, bottom = match.group(1) or match.group(3), match.group(2) or match.group(4)
    return f" {top}/{bottom} "


def parse_side(text: str) -> Side | None:
    """Return the species of a sum with their coefficients, or ``None`` if a term is none."""
    terms = _PLUS.split(_FRACTION.sub(_as_ratio, text))
    if len(terms) > REACTION_SPECIES:
        return None
    side: list[tuple[Fraction, Formula]] = []
    for term in terms:
        if _ENERGY.match(term) and len(terms) > 1:
            continue  # "+ heat" balances nothing
        mixed = _MIXED.search(term)
        if mixed and int(mixed.group(3)):
            whole, top, bottom = (int(g) for g in mixed.groups())
            term = f"{whole * bottom + top}/{bottom}{term[mixed.end() :]}"  # noqa: PLW2901 - one spelling
        match = _TERM.match(term)
        if match is None:
            return None
        try:
            coefficient = Fraction((match.group(1) or "1").replace(" ", ""))
        except (ZeroDivisionError, ValueError):
            return None
        formula = _species(match.group(2))
        if formula is None or coefficient <= 0:
            return None
        side.append((coefficient, formula))
    return tuple(side)


def _species(text: str) -> Formula | None:
    formula = parse_formula(text) or particle(text)
    if formula is not None:
        return formula
    named = formulas_of_name(plain(text))
    return parse_formula(named[0]) if named else None


def merged(side: Side) -> Side:
    """Return the side with each species listed once, its coefficients added."""
    species: list[tuple[Fraction, Formula]] = []
    for coefficient, formula in side:
        for i, (n, known) in enumerate(species):
            if known.structure == formula.structure and known.readings == formula.readings:
                species[i] = (n + coefficient, known)
                break
        else:
            species.append((coefficient, formula))
    return tuple(species)


def coefficient_ratios(
    reference: Side, candidate: Side, *, isomers: bool = False
) -> set[Fraction] | None:
    """Return the candidate's coefficients over the reference's; ``None`` if species differ."""
    ratios: set[Fraction] = set()
    rest = list(candidate)
    for coefficient, formula in reference:
        at = next(
            (i for i, (_, matching) in enumerate(rest)
             if same_formula(formula, matching, isomers=isomers) is Same.YES), None,
        )  # fmt: skip
        if at is None:
            return None
        ratios.add(rest.pop(at)[0] / coefficient)
    return None if rest else ratios


def _both(
    reference: Reaction, candidate: Reaction, *, isomers: bool = False
) -> set[Fraction] | None:
    left = coefficient_ratios(merged(reference.left), merged(candidate.left), isomers=isomers)
    right = coefficient_ratios(merged(reference.right), merged(candidate.right), isomers=isomers)
    return None if left is None or right is None else left | right


def same_reaction(
    reference: Reaction, candidate: Reaction, *, multiples: bool = True, isomers: bool = False
) -> tuple[Same, str]:
    """Whether two chemical equations agree, and why.

    Args:
        multiples: Whether a common factor of all coefficients is allowed.
        isomers: Whether species of equal composition are the same.
    """
    ratios = _both(reference, candidate, isomers=isomers)
    if ratios is not None and len(ratios) == 1:
        factor = next(iter(ratios))
        if factor == 1:
            return Same.YES, "The same chemical equation."
        reason = f"The same chemical equation, all coefficients times {factor}."
        if multiples:
            return Same.YES, reason
        return Same.NO, reason.replace("The same", "Not the same")
    if candidate.in_words and not reference.in_words:
        return Same.UNKNOWN, "The equation in words states no coefficients."
    mistakes = imbalance(candidate)
    if mistakes and imbalance(reference) == {}:
        return Same.NO, f"The equation is not balanced: {_described(mistakes)}.{_right(candidate)}"
    if ratios is not None:
        if mistakes == {} and imbalance(reference) == {}:
            return Same.UNKNOWN, "Both equations are balanced; coefficients are not unique."
        return Same.UNKNOWN, "The coefficients of the two chemical equations differ."
    turned = Reaction(candidate.right, candidate.left)
    if _both(reference, turned, isomers=isomers) is not None:
        if reference.reversible and candidate.reversible:
            return Same.UNKNOWN, "The equilibrium is written in the opposite direction."
        return Same.NO, "The equation is written in the opposite direction."
    different = _different(reference, candidate)
    if different:
        return Same.NO, different
    return Same.UNKNOWN, "The species of the two chemical equations differ."


def _different(reference: Reaction, candidate: Reaction) -> str:
    """Return what proves that two equations state different reactions, or an empty text.

    Ions are left out (molecular and net ionic equations differ in species), and so are
    elements (sulfur is S or S8) and isomers.
    """
    for name, ours, theirs in (
        ("reactants", reference.left, candidate.left),
        ("products", reference.right, candidate.right),
    ):
        if any(charge for _, f in (*ours, *theirs) for _, charge in f.readings):
            return ""
        asked = {f.readings[0] for _, f in ours if len(f.readings[0][0]) > 1}
        given = {f.readings[0] for _, f in theirs if len(f.readings[0][0]) > 1}
        if asked != given:
            listed = " + ".join(f.written for _, f in theirs)
            return f"The {name} differ: {listed}."
    return ""


def imbalance(reaction: Reaction) -> dict[str, tuple[Fraction, Fraction]] | None:
    """Return elements, and the charge, that are not conserved, with counts left and right.

    Charges that can be read in several ways are read in favour of the equation.

    Returns:
        Empty where it is balanced; ``None`` where that cannot be decided, as with isotopes
        next to elements. An equation of nuclides conserves mass number and charge.
    """
    labelled = any(formula.isotopes for _, formula in (*reaction.left, *reaction.right))
    nuclear = _nuclear(reaction) if labelled else None
    if nuclear is not None:
        return nuclear
    least: dict[str, tuple[Fraction, Fraction]] | None = None
    for left, right in _readings(reaction):
        unbalanced = unconserved(
            [(c, composition) for (c, _), composition in zip(reaction.left, left, strict=True)],
            [(c, composition) for (c, _), composition in zip(reaction.right, right, strict=True)],
        )
        if not unbalanced:
            return {}
        if least is None or len(unbalanced) < len(least):
            least = unbalanced
    # A label on one side only (^{14}CO2 against C6H12O6) is not an error in the counts.
    return None if labelled else least


def _nuclear(reaction: Reaction) -> dict[str, tuple[Fraction, Fraction]] | None:
    left = nucleons((formula for _, formula in reaction.left), CHARGE)
    right = nucleons((formula for _, formula in reaction.right), CHARGE)
    if left is None or right is None:
        return None
    return unconserved(
        [(c, composition) for (c, _), composition in zip(reaction.left, left, strict=True)],
        [(c, composition) for (c, _), composition in zip(reaction.right, right, strict=True)],
    )


def _readings(reaction: Reaction) -> list[tuple[list[Composition], list[Composition]]]:
    """Return the compositions of both sides, for each way to read the charges."""
    formulas = [formula for _, formula in (*reaction.left, *reaction.right)]
    middle = len(reaction.left)
    readings = []
    for chosen in islice(product(*(f.readings for f in formulas)), REACTION_READINGS):
        species: list[Composition] = [dict((*atoms, (CHARGE, charge))) for atoms, charge in chosen]
        readings.append((species[:middle], species[middle:]))
    return readings


def balance_reaction(reaction: Reaction) -> Balance:
    """Return the coefficients that balance an equation; the coefficients in it are ignored.

    Raises:
        ValueError: it is beyond the limits of :func:`preceptor.balancing.balance`.
    """
    best: Balance | None = None
    for left, right in _readings(Reaction(merged(reaction.left), merged(reaction.right))):
        balanced = balance(left, right)
        if balanced.coefficients:
            return balanced
        best = best or balanced
    assert best is not None
    return best


def balanced(reaction: Reaction) -> Reaction | None:
    """Return the equation with its smallest whole coefficients; ``None`` if not unique."""
    left, right = merged(reaction.left), merged(reaction.right)
    try:
        coefficients = balance_reaction(reaction).coefficients
    except ValueError:
        return None
    if not coefficients:
        return None
    numbers = [Fraction(n) for n in coefficients]
    return Reaction(
        tuple((n, f) for n, (_, f) in zip(numbers, left, strict=False)),
        tuple((n, f) for n, (_, f) in zip(numbers[len(left) :], right, strict=True)),
        reaction.reversible,
    )


def _described(mistakes: dict[str, tuple[Fraction, Fraction]]) -> str:
    names = sorted(mistakes, key=lambda name: (name == CHARGE, name))
    return ", ".join(
        f"{name} {mistakes[name][0]} on the left, {mistakes[name][1]} on the right"
        for name in names[:4]
    ) + (" and others" if len(names) > 4 else "")


def _right(candidate: Reaction) -> str:
    if any(formula.isotopes for _, formula in (*candidate.left, *candidate.right)):
        return ""
    right = balanced(candidate)
    return f" Balanced: {right}." if right is not None else ""
