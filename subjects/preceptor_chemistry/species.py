"""Nuclides, ions, molecules and equations of school chemistry.

Atomic numbers and the mass numbers of stable (or, for C-14, H-3, K-40, Co-60, nearly always
met) nuclides follow the IUPAC periodic table of the isotopes (N. E. Holden et al., Pure Appl.
Chem. 90 (2018) 1833–2092).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from preceptor_chemistry.elements import composition
from preceptor_chemistry.stoichiometry import REACTIONS, Reaction


class Nuclides(NamedTuple):
    """An element's name, its atomic number and mass numbers of its nuclides."""

    element: str
    protons: int
    mass_numbers: tuple[int, ...]


NUCLIDES: Final = (
    Nuclides("hydrogen", 1, (2, 3)),
    Nuclides("helium", 2, (3, 4)),
    Nuclides("lithium", 3, (6, 7)),
    Nuclides("beryllium", 4, (9,)),
    Nuclides("boron", 5, (10, 11)),
    Nuclides("carbon", 6, (12, 13, 14)),
    Nuclides("nitrogen", 7, (14, 15)),
    Nuclides("oxygen", 8, (16, 17, 18)),
    Nuclides("fluorine", 9, (19,)),
    Nuclides("neon", 10, (20, 21, 22)),
    Nuclides("sodium", 11, (23,)),
    Nuclides("magnesium", 12, (24, 25, 26)),
    Nuclides("aluminium", 13, (27,)),
    Nuclides("silicon", 14, (28, 29, 30)),
    Nuclides("phosphorus", 15, (31,)),
    Nuclides("sulfur", 16, (32, 33, 34, 36)),
    Nuclides("chlorine", 17, (35, 37)),
    Nuclides("argon", 18, (36, 38, 40)),
    Nuclides("potassium", 19, (39, 40, 41)),
    Nuclides("calcium", 20, (40, 42, 43, 44, 46, 48)),
    Nuclides("scandium", 21, (45,)),
    Nuclides("titanium", 22, (46, 47, 48, 49, 50)),
    Nuclides("vanadium", 23, (50, 51)),
    Nuclides("chromium", 24, (50, 52, 53, 54)),
    Nuclides("manganese", 25, (55,)),
    Nuclides("iron", 26, (54, 56, 57, 58)),
    Nuclides("cobalt", 27, (59, 60)),
    Nuclides("nickel", 28, (58, 60)),
)


class Ion(NamedTuple):
    """A monatomic ion: its element's name, symbol and atomic number, and its charge in e."""

    element: str
    symbol: str
    protons: int
    charge: int


IONS: Final = (
    Ion("lithium", "Li", 3, 1),
    Ion("beryllium", "Be", 4, 2),
    Ion("nitrogen", "N", 7, -3),
    Ion("oxygen", "O", 8, -2),
    Ion("fluorine", "F", 9, -1),
    Ion("sodium", "Na", 11, 1),
    Ion("magnesium", "Mg", 12, 2),
    Ion("aluminium", "Al", 13, 3),
    Ion("phosphorus", "P", 15, -3),
    Ion("sulfur", "S", 16, -2),
    Ion("chlorine", "Cl", 17, -1),
    Ion("potassium", "K", 19, 1),
    Ion("calcium", "Ca", 20, 2),
    Ion("scandium", "Sc", 21, 3),
    Ion("titanium", "Ti", 22, 3),
    Ion("titanium", "Ti", 22, 4),
    Ion("vanadium", "V", 23, 2),
    Ion("vanadium", "V", 23, 3),
    Ion("chromium", "Cr", 24, 2),
    Ion("chromium", "Cr", 24, 3),
    Ion("manganese", "Mn", 25, 2),
    Ion("iron", "Fe", 26, 2),
    Ion("iron", "Fe", 26, 3),
    Ion("cobalt", "Co", 27, 2),
    Ion("cobalt", "Co", 27, 3),
    Ion("nickel", "Ni", 28, 2),
    Ion("copper", "Cu", 29, 1),
    Ion("copper", "Cu", 29, 2),
    Ion("zinc", "Zn", 30, 2),
    Ion("gallium", "Ga", 31, 3),
    Ion("selenium", "Se", 34, -2),
    Ion("bromine", "Br", 35, -1),
    Ion("rubidium", "Rb", 37, 1),
    Ion("strontium", "Sr", 38, 2),
    Ion("yttrium", "Y", 39, 3),
    Ion("silver", "Ag", 47, 1),
    Ion("cadmium", "Cd", 48, 2),
    Ion("tin", "Sn", 50, 2),
    Ion("tin", "Sn", 50, 4),
    Ion("iodine", "I", 53, -1),
    Ion("caesium", "Cs", 55, 1),
    Ion("barium", "Ba", 56, 2),
)

_FORMULAS: Final = (
    *("H2O", "H2O2", "NH3", "N2H4", "CH4", "C2H2", "C2H4", "C2H6", "C3H8", "C4H10", "C6H6"),
    *("CO2", "SO2", "SO3", "NO2", "N2O", "N2O3", "N2O4", "N2O5", "Cl2O7", "P4O6", "P4O10"),
    *("O3", "P4", "S8", "HNO3", "H2SO4", "H3PO4", "H2CO3", "HClO4", "H2S", "PH3", "SiH4"),
    *("BF3", "CF4", "SF4", "SF6", "PCl3", "PCl5", "CCl4", "CHCl3", "SiCl4", "XeF2", "XeF4"),
    *("XeF6", "CS2", "S2Cl2", "C2H6O", "C2H4O2", "C6H12O6", "B2H6"),
)

MOLECULES: Final = tuple(
    (formula, tuple((e, count) for e, count in composition(formula).items() if count > 1))
    for formula in _FORMULAS
)
"""Molecular formulas with the elements of which a molecule has several atoms."""

OXO_SPECIES: Final = (
    # Central element, oxygen atoms, charge in e: oxoanions, then oxides.
    *(("C", 3, -2), ("N", 2, -1), ("N", 3, -1), ("P", 4, -3), ("S", 3, -2), ("S", 4, -2)),
    *(("Cl", 1, -1), ("Cl", 2, -1), ("Cl", 3, -1), ("Cl", 4, -1), ("Br", 1, -1)),
    *(("Br", 3, -1), ("Br", 4, -1), ("I", 3, -1), ("I", 4, -1), ("B", 3, -3), ("Si", 4, -4)),
    *(("As", 3, -3), ("As", 4, -3), ("Se", 3, -2), ("Se", 4, -2), ("Te", 3, -2), ("V", 4, -3)),
    *(("Cr", 4, -2), ("Mn", 4, -1), ("Mn", 4, -2), ("Fe", 4, -2), ("Mo", 4, -2), ("W", 4, -2)),
    *(("Re", 4, -1), ("Al", 2, -1), ("Xe", 6, -4)),
    *(("C", 1, 0), ("C", 2, 0), ("N", 1, 0), ("N", 2, 0), ("S", 2, 0), ("S", 3, 0)),
    *(("Cl", 2, 0), ("Si", 2, 0), ("Ti", 2, 0), ("Zr", 2, 0), ("Ge", 2, 0), ("Sn", 2, 0)),
    *(("Pb", 2, 0), ("Mn", 2, 0), ("Cr", 3, 0), ("Mo", 3, 0), ("W", 3, 0), ("Re", 3, 0)),
    *(("Se", 2, 0), ("Se", 3, 0), ("Te", 2, 0), ("Xe", 3, 0), ("Xe", 4, 0), ("Os", 4, 0)),
    *(("Ru", 4, 0), ("Mg", 1, 0), ("Ca", 1, 0), ("Ba", 1, 0), ("Zn", 1, 0), ("Cu", 1, 0)),
    *(("Fe", 1, 0), ("Ni", 1, 0), ("Co", 1, 0), ("Mn", 1, 0), ("Sn", 1, 0), ("Pb", 1, 0)),
    *(("Sr", 1, 0), ("Be", 1, 0)),
)

_SMALL: Final = (
    Reaction(((2, "H2"), (1, "O2")), ((2, "H2O"),)),
    Reaction(((2, "Mg"), (1, "O2")), ((2, "MgO"),)),
    Reaction(((2, "Na"), (1, "Cl2")), ((2, "NaCl"),)),
    Reaction(((2, "CO"), (1, "O2")), ((2, "CO2"),)),
    Reaction(((1, "CH4"), (2, "O2")), ((1, "CO2"), (2, "H2O"))),
    Reaction(((1, "C3H8"), (5, "O2")), ((3, "CO2"), (4, "H2O"))),
    Reaction(((4, "Na"), (1, "O2")), ((2, "Na2O"),)),
    Reaction(((2, "H2O2"),), ((2, "H2O"), (1, "O2"))),
    Reaction(((2, "KClO3"),), ((2, "KCl"), (3, "O2"))),
    Reaction(((1, "Zn"), (2, "HCl")), ((1, "ZnCl2"), (1, "H2"))),
    Reaction(((6, "Li"), (1, "N2")), ((2, "Li3N"),)),
    Reaction(((1, "P4"), (5, "O2")), ((1, "P4O10"),)),
)

EQUATIONS: Final = tuple(
    (str(reaction), known, wanted)
    for reaction in (*_SMALL, *REACTIONS)
    for known in (*reaction.reactants, *reaction.products)
    for wanted in (*reaction.reactants, *reaction.products)
    if known[0] != wanted[0] and max(known[0], wanted[0]) % min(known[0], wanted[0]) == 0
    if len(str(reaction)) <= 40
)
"""``(equation, known, wanted)`` with ``(coefficient, formula)`` pairs in a whole ratio above 1."""
