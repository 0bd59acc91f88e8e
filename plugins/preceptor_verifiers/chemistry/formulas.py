"""Chemical formulas: ``C6H12O6``, ``\\ce{SO4^2-}``, ``CuSO4·5H2O``, compared by composition.

A formula is a list of elements with counts and a charge (IUPAC Red Book 2005, IR-4), never a
product of variables. The order of the elements does not matter: two formulas that list each
element once state a composition only. Where groups or repeated elements show a structure
(``CH3CH2OH`` against ``C2H6O``), equal composition written otherwise stays undecided, since it
may be an isomer, unless a convention decides. States of aggregation are not part of the
composition. An isotope (``^{14}C``, ``C-14``) is not its element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from preceptor_verifiers.chemistry.charges import charges, oxidation_state
from preceptor_verifiers.chemistry.elements import ELEMENTS, HYDROGEN_ISOTOPES, is_mass_number
from preceptor_verifiers.chemistry.text import plain, typeset
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.outcome import Same

FORMULA_CHARS: Final = 240
"""Characters of one chemical formula."""
FORMULA_ATOMS: Final = 100_000
"""Count of one element in a formula, groups multiplied out."""
FORMULA_NESTING: Final = 6
"""Levels of brackets in a formula."""

_MOLECULES: Final = names("H2 N2 O2 O3 F2 Cl2 Br2 I2 P4 S8 D2")
"""Elements that are written with their own count."""
_PHASE: Final = re.compile(
    r"\s*\(\s*(?P<phase>s|l|g|aq|cr|am|v|vap|aqueous|solid|liquid|gas)\s*(?:,[^()]{0,12})?\)\s*\Z"
)
_PHASES: Final = {
    "aqueous": "aq", "solid": "s", "cr": "s", "am": "s", "liquid": "l", "gas": "g", "v": "g",
    "vap": "g",
}  # fmt: skip
_POLYMORPH: Final = re.compile(
    r"\A(?:alpha|beta|gamma|delta|epsilon|α|β|γ|δ|ε|cis|trans|D|L|d|l|n|iso|tert|sec)\s*-\s*(?=[A-Z(\[])"
)
_RADICAL: Final = re.compile(r"\A[.·]+(?=[A-Z])")
_EXCITED: Final = re.compile(
    r"(?<=[A-Za-z\d)\]])(?:\^?(?:['*]|·(?=[+-]|\Z))){1,4}(?=\^?\d?[+-]|\s*\Z|[+-])"
)
_ELECTRON: Final = re.compile(r"e\s*\^?\s*\(?1?(?P<sign>[+-])1?\)?\Z")
_POWER: Final = re.compile(r"\^\s*\{?\s*[+-]\s*\d")
"""``V^{-1}`` may be a power."""
_MASS_BEFORE: Final = re.compile(r"[\^⁰-⁹¹²³]")
_PRIMED: Final = re.compile(r"['′*]|\\prime|\([IV]+\)")
_SIGN_BEFORE_DIGIT: Final = re.compile(r"(?<![\^{\s])[+\-−–]\d")
_ADDUCT: Final = re.compile(
    r"\s*[·*]+\s*|(?<=[A-Za-z\d)\]])\.{2}(?=\d*[A-Z(])"
    r"|(?<=[A-Za-z)\]])\.(?=\d*(?:\.\d+)?[A-Z(])"
    r"|(?<=\d)(?<![.·*]0)\.(?=\d{0,2}(?:\.5)?"
    r"(?:H2O|D2O|NH3|HCl|HBr|SO3|CH3OH|C2H5OH|C6H6)(?![A-Za-z0-9]))"
)
_BOND: Final = re.compile(r"(?<=[A-Za-z\d)])[-≡=#](?=[A-Z(])")
_TOKEN: Final = re.compile(
    r"(?:\^(?P<mass>\d{1,3}))?(?P<symbol>[A-Z][a-z]?)(?:-(?P<behind>\d{1,3})\Z)?"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<inside>@)"
)
_COUNT: Final = re.compile(r"[1-9]\d{0,5}(?:\.\d{1,6})?|0\.\d{1,6}")
_MULTIPLE: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{1,3}|/\d)?|0\.\d{1,3}")

Count = int | Fraction
Atoms = dict[str, Count]
Reading = tuple[tuple[tuple[str, Count], ...], int]
"""Atoms in alphabetical order, and the charge in elementary charges."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a text states about one species.

    Attributes:
        readings: Compositions with charge; more than one where a digit before the sign may
            count atoms or charges, as in ``Fe3+``.
        written: The text in one spelling.
        structure: The same without the charge.
        flat: Whether each element is listed once, without groups.
        symbols: Element symbols in the order written.
        counted: Whether a count is written.
        phase: State of aggregation (``s``, ``l``, ``g``, ``aq``), empty when none is written.
    """

    readings: tuple[Reading, ...]
    written: str
    structure: str
    flat: bool
    symbols: tuple[str, ...]
    counted: bool
    phase: str = ""

    @property
    def isotopes(self) -> bool:
        """Whether a mass number is written."""
        return any(name[0].isdigit() for atoms, _ in self.readings for name, _ in atoms)


def parse_formula(text: str) -> Formula | None:
    """Return the formula that ``text`` is, or ``None`` when it is anything else."""
    if len(text) > FORMULA_CHARS:
        return None
    body = plain(text)
    stated = _PHASE.search(body)
    phase = ""
    if stated is not None:
        phase = _PHASES.get(stated.group("phase"), stated.group("phase"))
        body = body[: stated.start()]
    body = body.strip().rstrip(".,;").strip()
    body = _EXCITED.sub("", _RADICAL.sub("", _POLYMORPH.sub("", body)))
    electron = _ELECTRON.match(body)
    if electron is not None:
        sign = -1 if electron.group("sign") == "-" else 1
        return Formula((((), sign),), f"e{electron.group('sign')}", "e", True, ("e",), False)
    state = oxidation_state(body)
    readings: list[Reading] = []
    structure = ""
    symbols: tuple[str, ...] = ()
    flat = counted = True
    for part, charge in (state,) if state is not None else charges(body):
        part = _unwrapped("".join(part.split()))  # noqa: PLW2901 - brackets around a whole ion
        composition = _composition(part)
        if composition is None:
            continue
        atoms, symbols, grouped = composition
        structure = structure or _written(part)
        readings.append((tuple(sorted(atoms.items())), charge))
        flat = not grouped and len(set(symbols)) == len(symbols)
        counted = any(c.isdigit() for c in part)
    if not readings:
        return None
    return Formula(tuple(readings), _written(body), structure, flat, symbols, counted, phase)


def _written(body: str) -> str:
    """Return one spelling of the species, to distinguish structures."""
    written = re.sub(r"[\s^]", "", body).replace("[", "(").replace("]", ")")
    written = re.sub(r"\A\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?=[+-]?\d?[+-]?\Z)", r"\1", written)
    written = _BOND.sub("", _ADDUCT.sub("·", written))
    return re.sub(r"CO2H(?![0-9])", "COOH", written)


def _unwrapped(text: str) -> str:
    """The text without brackets around the whole: ``[Fe(CN)6]`` of ``[Fe(CN)6]^{4-}``."""
    depth = 0
    for i, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0:
            return text[1:-1] if i == len(text) - 1 and text[0] in "([" else text
    return text


def _composition(text: str) -> tuple[Atoms, tuple[str, ...], bool] | None:
    """Atoms, symbols in order, and whether there are groups or adducts."""
    nuclide = re.fullmatch(r"([A-Z][a-z]?)-(\d{1,3})", text)
    if nuclide and is_mass_number(nuclide.group(1), int(nuclide.group(2))):
        return {nuclide.group(2) + nuclide.group(1): 1}, (nuclide.group(1),), False
    parts = _ADDUCT.split(text)
    total: Atoms = {}
    symbols: list[str] = []
    grouped = len(parts) > 1 or _BOND.search(text) is not None
    for i, part in enumerate(parts):
        multiple = _MULTIPLE.match(part) if i else None
        group = _group(_BOND.sub("", part[multiple.end() :] if multiple else part))
        if group is None:
            return None
        atoms, names_, inner = group
        grouped = grouped or inner
        symbols += names_
        times = _number(multiple.group()) if multiple else 1
        _add(total, atoms, times)
    if any(n > FORMULA_ATOMS for n in total.values()):
        return None
    return (total, tuple(symbols), grouped) if symbols else None


def _add(total: Atoms, atoms: Atoms, times: Count) -> None:
    for name, n in atoms.items():
        total[name] = total.get(name, 0) + n * times


def _number(text: str) -> Count:
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


def _group(part: str) -> tuple[Atoms, list[str], bool] | None:
    """One formula without adducts: atoms, symbols, and whether it has brackets."""
    levels: list[Atoms] = [{}]
    symbols: list[str] = []
    grouped, at = False, 0
    while at < len(part):
        match = _TOKEN.match(part, at)
        if match is None:
            return None
        at = match.end()
        if match.group("inside"):  # Li@C60: an atom inside a cage
            grouped = True
            continue
        if match.group("open"):
            grouped = True
            levels.append({})
            if len(levels) > FORMULA_NESTING:
                return None
            continue
        count = _COUNT.match(part, at)
        times = _number(count.group()) if count else 1
        if count:
            if times == 1:
                return None  # a count of one is not written
            at = count.end()
        if match.group("close"):
            if len(levels) == 1 or not levels[-1]:
                return None
            inner = levels.pop()
            _add(levels[-1], inner, times)
        else:
            name = _atom(match.group("symbol"), match.group("mass"))
            if name is None:
                return None
            symbols.append(match.group("symbol"))
            _add(levels[-1], {name: 1}, times)
    if len(levels) != 1 or not levels[0]:
        return None
    return levels[0], symbols, grouped


def _atom(symbol: str, mass: str | None) -> str | None:
    """The element or isotope, ``14C``, that a symbol with its mass number is."""
    if symbol not in ELEMENTS:
        return None
    if mass is None:
        return HYDROGEN_ISOTOPES.get(symbol, symbol)
    return mass + symbol if is_mass_number(symbol, int(mass)) else None


def looks_chemical(text: str) -> bool:
    """Whether a bare text is hardly anything but a formula.

    ``NaCl``, ``CO2`` and ``O2`` are; ``PV``, ``KI``, ``P_2`` and ``V_2 I_2`` may be
    mathematics.
    """
    formula = parse_formula(text)
    if formula is None:
        return False
    if "\\ce" in text:
        return True
    if not formula.readings[0][0]:
        return False  # e^- may be mathematics
    if _POWER.search(text) and not any(len(symbol) == 2 for symbol in formula.symbols):
        return False
    spaced = " " in plain(text).strip()
    two_letters = any(len(symbol) == 2 for symbol in formula.symbols)
    upright = typeset(text)
    if formula.isotopes and _MASS_BEFORE.search(text):
        return True
    if _PRIMED.search(text) or (_SIGN_BEFORE_DIGIT.search(text) and len(formula.symbols) == 1):
        return two_letters  # O' is a point, C-4 a difference
    if len(formula.symbols) == 1:
        charged = any(charge for _, charge in formula.readings)
        return (charged and not spaced) or (formula.written in _MOLECULES and "_" not in text)
    if spaced and not two_letters:
        return False
    if "=" in text or (_BOND.search(text) and not formula.counted):
        return two_letters
    if "_" in text and not upright:
        return two_letters or bool({"H", "O"} & set(formula.symbols))
    return formula.counted or two_letters


def same_formula(reference: Formula, candidate: Formula, *, isomers: bool = False) -> Same:
    """Whether two formulas state the same species; the module's docstring has more on isomers.

    Args:
        isomers: Whether equal composition is enough.
    """
    if not set(reference.readings) & set(candidate.readings):
        return Same.NO
    if isomers or reference.structure == candidate.structure or (reference.flat and candidate.flat):
        return Same.YES
    return Same.UNKNOWN
