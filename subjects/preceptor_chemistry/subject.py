"""The chemistry subject: wording, worked examples, families and bundled problems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from preceptor.components import Example, Subject
from preceptor.families import Family
from preceptor.prompts import Prompts


class ChemistryPrompts(Prompts):
    """Plain wording that a small model can follow; the unit of the answer is always named."""

    system: ClassVar[str] = (
        "You solve chemistry problems. Write short steps, one per line. In each step write the "
        "formula, put in the numbers with their units, and compute. Convert grams to moles, mL to "
        "L and °C to K where a formula needs it, and use the coefficients of the balanced equation."
    )
    answer_form: ClassVar[str] = (
        "End with one line of the form: Answer: <number> <unit>, in the unit asked for; "
        "for a choice only its letter."
    )


EXAMPLES = (
    Example(
        statement=(
            "A 12.0 L balloon holds helium at 25 °C and 150 kPa. How many mol of helium are in it? "
            "R = 8.314 kPa·L/(mol·K)."
        ),
        solution=(
            "T = 25 + 273.15 = 298.15 K.\n"
            "n = pV / (RT) = 150 kPa × 12.0 L / (8.314 × 298.15).\n"
            "150 × 12.0 = 1800 and 8.314 × 298.15 = 2479.\n"
            "n = 1800 / 2479 = 0.726 mol.\n"
            "Answer: 0.726 mol"
        ),
    ),
    Example(
        statement=(
            "How many g of AgCl form when 0.20 mol of CaCl2 reacts with excess AgNO3 by "
            "CaCl2 + 2 AgNO3 -> 2 AgCl + Ca(NO3)2? Use Ag = 108, Cl = 35.5."
        ),
        solution=(
            "The equation has 1 mol CaCl2 for 2 mol AgCl.\n"
            "n(AgCl) = 0.20 × 2 = 0.40 mol.\n"
            "Molar mass of AgCl: 108 + 35.5 = 143.5 g/mol.\n"
            "m = 0.40 mol × 143.5 g/mol = 57.4 g.\n"
            "Answer: 57.4 g"
        ),
    ),
    Example(
        statement=(
            "250 g of water is warmed from 20.0 °C to 68.0 °C. How much heat, in kJ, does it take "
            "up? c = 4.18 J/(g·K)."
        ),
        solution=(
            "ΔT = 68.0 - 20.0 = 48.0 K.\n"
            "q = m c ΔT = 250 g × 4.18 J/(g·K) × 48.0 K.\n"
            "250 × 4.18 = 1045 and 1045 × 48.0 = 50160 J.\n"
            "50160 J / 1000 = 50.2 kJ.\n"
            "Answer: 50.2 kJ"
        ),
    ),
    Example(
        statement=(
            "What is the pH of 0.0040 mol/L Ba(OH)2, a strong base, at 25 °C? Give two decimals."
        ),
        solution=(
            "Each Ba(OH)2 gives 2 OH^-: [OH^-] = 2 × 0.0040 = 0.0080 mol/L.\n"
            "pOH = -log10(0.0080) = 2.097.\n"
            "pH = 14 - 2.097 = 11.90.\n"
            "Answer: 11.90"
        ),
    ),
    Example(
        statement=(
            "A cell reaction transfers 2 electrons and has E° = 0.46 V. Find ΔG° in kJ/mol. "
            "F = 96485 C/mol."
        ),
        solution=(
            "ΔG° = -n F E° = -2 × 96485 C/mol × 0.46 V.\n"
            "2 × 96485 = 192970 and 192970 × 0.46 = 88766 J/mol.\n"
            "88766 / 1000 = 88.8 kJ/mol, with the minus sign: -88.8 kJ/mol.\n"
            "Answer: -88.8 kJ/mol"
        ),
    ),
)


class Chemistry(Subject):
    """General and physical chemistry, from moles to equilibria and rates."""

    def prompts(self) -> Prompts:
        return ChemistryPrompts()

    def examples(self) -> Sequence[Example]:
        return EXAMPLES

    def families(self) -> Sequence[Family]:
        # Imported here, so that prompts alone do not import every family.
        from preceptor_chemistry.catalogue import FAMILIES

        return tuple(family() for family in FAMILIES)

    def bundled(self) -> Path | None:
        return Path(__file__).with_name("bundled.jsonl")
