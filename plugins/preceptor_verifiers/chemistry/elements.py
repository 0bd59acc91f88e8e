"""The chemical elements: symbols in the order of their atomic number, and English names.

IUPAC periodic table of 2022; the spellings aluminium, caesium and sulfur are IUPAC's.
"""

from __future__ import annotations

from typing import Final

_TEXT: Final = """
    H hydrogen He helium Li lithium Be beryllium B boron C carbon N nitrogen O oxygen F fluorine
    Ne neon Na sodium Mg magnesium Al aluminium Si silicon P phosphorus S sulfur Cl chlorine
    Ar argon K potassium Ca calcium Sc scandium Ti titanium V vanadium Cr chromium Mn manganese
    Fe iron Co cobalt Ni nickel Cu copper Zn zinc Ga gallium Ge germanium As arsenic Se selenium
    Br bromine Kr krypton Rb rubidium Sr strontium Y yttrium Zr zirconium Nb niobium
    Mo molybdenum Tc technetium Ru ruthenium Rh rhodium Pd palladium Ag silver Cd cadmium
    In indium Sn tin Sb antimony Te tellurium I iodine Xe xenon Cs caesium Ba barium
    La lanthanum Ce cerium Pr praseodymium Nd neodymium Pm promethium Sm samarium Eu europium
    Gd gadolinium Tb terbium Dy dysprosium Ho holmium Er erbium Tm thulium Yb ytterbium
    Lu lutetium Hf hafnium Ta tantalum W tungsten Re rhenium Os osmium Ir iridium Pt platinum
    Au gold Hg mercury Tl thallium Pb lead Bi bismuth Po polonium At astatine Rn radon
    Fr francium Ra radium Ac actinium Th thorium Pa protactinium U uranium Np neptunium
    Pu plutonium Am americium Cm curium Bk berkelium Cf californium Es einsteinium Fm fermium
    Md mendelevium No nobelium Lr lawrencium Rf rutherfordium Db dubnium Sg seaborgium
    Bh bohrium Hs hassium Mt meitnerium Ds darmstadtium Rg roentgenium Cn copernicium
    Nh nihonium Fl flerovium Mc moscovium Lv livermorium Ts tennessine Og oganesson"""
_TABLE: Final = _TEXT.split()

SYMBOLS: Final = tuple(_TABLE[::2])
"""Symbols; the atomic number is the position, counted from one."""
ATOMIC_NUMBERS: Final = {symbol: z for z, symbol in enumerate(SYMBOLS, 1)}
NAMES: Final = dict(zip(_TABLE[1::2], SYMBOLS, strict=True))
"""Symbols by English name."""
ELEMENTS: Final = frozenset((*SYMBOLS, "D"))
"""Symbols, with D for deuterium; T remains a variable of mathematics."""
HYDROGEN_ISOTOPES: Final = {"D": "2H"}
"""Isotopes with their own symbol (IUPAC Red Book 2005, IR-3.3.2)."""


def is_mass_number(symbol: str, digits: int) -> bool:
    """Whether a number after a symbol can be a mass number: 14 for C, not 2 for O."""
    z = ATOMIC_NUMBERS.get(symbol, 0)
    return z > 0 and digits > 1 and z <= digits <= 3 * z + 2
