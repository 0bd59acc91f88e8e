"""Chemical formulas: ``C6H12O6``, ``\\ce{SO4^2-}``, ``CuSO4·5H2O``, compared by composition.

A formula is a list of elements with counts and a charge (IUPAC Red Book 2005, IR-4), never a
product of variables. Two formulas that list each element once state a composition only, so
their order does not matter; where groups or repeated elements show a structure
(``CH3CH2OH`` against ``C2H6O``), equal composition written otherwise stays undecided: it may
be an isomer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.equality import Same
from preceptor_verifiers.grammar.spelling import names

MAX_CHARS: Final = 200
_MAX_NESTING: Final = 6

ELEMENTS: Final = names("""
    H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se
    Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb
    Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm
    Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og D""")
"""Symbols of the elements (IUPAC, 2016), and D for deuterium."""

_MOLECULES: Final = names("H2 N2 O2 O3 F2 Cl2 Br2 I2 P4 S8 D2")
"""Elements that are written with a count of their own."""
_TYPESET: Final = re.compile(r"\\(?:ce|mathrm|text|textrm|mathsf|rm|mathbf|textbf|operatorname)\b")
_LAYOUT: Final = re.compile(r"\\(?:left|right)(?![a-zA-Z])|\\[,;:! ]|[$~]|\\[()\[\]]")
_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUPER_RUN: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_PHASE: Final = re.compile(r"\s*\(\s*(?:s|l|g|aq)\s*\)\s*\Z")
_CHARGE: Final = re.compile(
    r"(?:(?P<mark>\^\s*|\s+)\(?(?P<size>\d?)(?P<sign>[+-])\)?"
    r"|\^\s*\(?(?P<before>[+-])(?P<behind>\d)\)?|(?P<digits>\d{0,4})(?P<bare>[+-]))\Z"
)
_POWER: Final = re.compile(r"\^\s*\{?\s*[+-]\s*\d")
"""``V^{-1}`` may be a power."""
_TOKEN: Final = re.compile(r"(?P<symbol>[A-Z][a-z]?)|(?P<open>[(\[])|(?P<close>[)\]])")
_COUNT: Final = re.compile(r"[1-9]\d{0,3}")


Reading = tuple[tuple[tuple[str, int], ...], int]
"""Atoms in alphabetical order, and the charge in elementary charges."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a text says about one species.

    Attributes:
        readings: Compositions with charge; more than one where a digit before the sign may
            count atoms or charges, as in ``Fe3+``.
        written: The text in one spelling.
        flat: Whether each element is listed once, without groups.
        symbols: Element symbols in the order written.
        counted: Whether a count is written.
    """

    readings: tuple[Reading, ...]
    written: str
    flat: bool
    symbols: tuple[str, ...]
    counted: bool


def plain(text: str) -> str:
    """The text without LaTeX: subscripts as digits, ``^`` before a charge, ``·`` for adducts."""
    text = _TYPESET.sub(" ", text)
    text = _LAYOUT.sub(" ", text).translate(_SUBSCRIPTS)
    text = _SUPER_RUN.sub(lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
    text = text.replace("−", "-").replace("–", "-").replace("\\cdot", "·").replace("•", "·")
    text = re.sub(r"_\s*\{?\s*(\d+)\s*\}?", r"\1", text)
    return re.sub(r"\s*\}", "", re.sub(r"\{\s*", "", text)).strip()


def parse_formula(text: str) -> Formula | None:
    """The formula that ``text`` is, or ``None`` when it is anything else."""
    if len(text) > MAX_CHARS:
        return None
    body = _PHASE.sub("", plain(text)).strip(" .")
    charges = _charges(body)
    readings: list[Reading] = []
    symbols: tuple[str, ...] = ()
    flat = counted = True
    for part, charge in charges:
        composition = _composition(part)
        if composition is None:
            continue
        atoms, symbols, grouped = composition
        readings.append((tuple(sorted(atoms.items())), charge))
        flat = not grouped and len(set(symbols)) == len(symbols)
        counted = any(c.isdigit() for c in part)
    if not readings:
        return None
    written = re.sub(r"[\s^]", "", body).replace("[", "(").replace("]", ")")
    written = re.sub(r"\A\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?=\d?[+-]\Z)", r"\1", written)
    return Formula(tuple(readings), written.replace(".", "·").replace("*", "·"), flat, symbols,
                   counted)  # fmt: skip


def _charges(body: str) -> list[tuple[str, int]]:
    """The text before the charge, and the charge; both ways where it can be read two ways."""
    match = _CHARGE.search(body)
    if match is None:
        return [(body, 0)]
    head = body[: match.start()]
    if match.group("sign"):
        size = int(match.group("size") or 1)
        return [(head, size if match.group("sign") == "+" else -size)]
    if match.group("before"):
        size = int(match.group("behind"))
        return [(head, size if match.group("before") == "+" else -size)]
    digits, sign = match.group("digits"), 1 if match.group("bare") == "+" else -1
    found = [(head + digits, sign)]
    if digits and digits[-1] != "0":
        found.append((head + digits[:-1], sign * int(digits[-1])))
    return found


def _composition(text: str) -> tuple[Counter[str], tuple[str, ...], bool] | None:
    """Atoms, symbols in order, and whether there are groups or adducts."""
    text = "".join(text.split())
    parts = re.split(r"[·*]|(?<=[A-Za-z)\d])\.(?=\d?[A-Z])", text)
    total: Counter[str] = Counter()
    symbols: list[str] = []
    grouped = len(parts) > 1
    for i, part in enumerate(parts):
        factor = _COUNT.match(part) if i else None
        levels: list[Counter[str]] = [Counter()]
        at = factor.end() if factor else 0
        while at < len(part):
            match = _TOKEN.match(part, at)
            if match is None:
                return None
            at = match.end()
            if match.group("open"):
                grouped = True
                levels.append(Counter())
                if len(levels) > _MAX_NESTING:
                    return None
                continue
            count = _COUNT.match(part, at)
            times = int(count.group()) if count else 1
            if count:
                if times == 1:
                    return None  # a count of one is not written
                at = count.end()
            if match.group("close"):
                if len(levels) == 1 or not levels[-1]:
                    return None
                inner = levels.pop()
                levels[-1].update({name: n * times for name, n in inner.items()})
            elif match.group("symbol") in ELEMENTS:
                symbols.append(match.group("symbol"))
                levels[-1][match.group("symbol")] += times
            else:
                return None
        if len(levels) != 1 or not levels[0]:
            return None
        times = int(factor.group()) if factor else 1
        total.update({name: n * times for name, n in levels[0].items()})
    return (total, tuple(symbols), grouped) if symbols else None


def looks_chemical(text: str) -> bool:
    """Whether a bare text can hardly be anything but a formula.

    ``NaCl``, ``CO2`` and ``O2`` are; ``PV``, ``KI``, ``P_2`` and ``V_2 I_2`` may be
    mathematics.
    """
    formula = parse_formula(text)
    if formula is None:
        return False
    if "\\ce" in text:
        return True
    if _POWER.search(text) and not any(len(symbol) == 2 for symbol in formula.symbols):
        return False
    spaced = " " in plain(text).strip()
    two_letters = any(len(symbol) == 2 for symbol in formula.symbols)
    if len(formula.symbols) == 1:
        charged = any(charge for _, charge in formula.readings)
        return (charged and not spaced) or (formula.written in _MOLECULES and "_" not in text)
    if spaced and not two_letters:
        return False
    if "_" in text and not _TYPESET.search(text):
        return two_letters or bool({"H", "O"} & set(formula.symbols))
    return formula.counted or two_letters


def same_formula(reference: Formula, candidate: Formula) -> Same:
    """Whether two formulas state the same species; see the module's text on isomers."""
    if not set(reference.readings) & set(candidate.readings):
        return Same.NO
    if reference.written == candidate.written or (reference.flat and candidate.flat):
        return Same.YES
    return Same.UNKNOWN
