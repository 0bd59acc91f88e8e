"""Titrimetric analysis: redox, acid-base and precipitation titrations of real samples."""

from __future__ import annotations

import random
from typing import ClassVar, Final, NamedTuple

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.elements import stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import divisor, plain, rounded


class Titrimetry(NamedTuple):
    """An analyte with its titrant, moles of analyte per mole of titrant, and usual content.

    ``content`` is the range of mass fractions met in such samples.
    """

    sample: str
    analyte: str
    titrant: str
    ratio: float
    why: str
    content: tuple[float, float]


TITRATIONS: Final = (
    Titrimetry(
        "an iron ore dissolved as Fe^2+", "Fe", "KMnO4", 5, "MnO4^- + 5 Fe^2+", (0.30, 0.68)
    ),
    Titrimetry(
        "a steel dissolved as Fe^2+", "Fe", "K2Cr2O7", 6, "Cr2O7^2- + 6 Fe^2+", (0.85, 0.99)
    ),
    Titrimetry("crude oxalic acid", "H2C2O4", "KMnO4", 2.5, "2 MnO4^- + 5 H2C2O4", (0.70, 0.98)),
    Titrimetry(
        "technical sodium oxalate", "Na2C2O4", "KMnO4", 2.5, "2 MnO4^- + 5 C2O4^2-", (0.80, 0.99)
    ),
    Titrimetry("a peroxide bleach", "H2O2", "KMnO4", 2.5, "2 MnO4^- + 5 H2O2", (0.05, 0.35)),
    Titrimetry("vitamin C tablet powder", "C6H8O6", "I2", 1, "C6H8O6 + I2", (0.20, 0.90)),
    Titrimetry("washing soda", "Na2CO3", "HCl", 0.5, "Na2CO3 + 2 HCl", (0.36, 0.98)),
    Titrimetry("an antacid", "Mg(OH)2", "HCl", 0.5, "Mg(OH)2 + 2 HCl", (0.20, 0.60)),
    Titrimetry("table salt", "NaCl", "AgNO3", 1, "Ag^+ + Cl^-", (0.90, 0.99)),
)


class TitrimetricPurity(ChemistryFamily):
    """Mass percent of an analyte from a titration, with an aliquot where one is taken.

    n(analyte) = ratio × c V of the titrant, times flask / aliquot.
    """

    name: ClassVar[str] = "titrimetric-purity"
    topic: ClassVar[str] = "titration"

    def draw(self, rng: random.Random) -> Instance:
        row = rng.choice(TITRATIONS)
        M = stated_molar_mass(row.analyte)
        c = rng.choice([0.0100, 0.0200, 0.0250, 0.0500, 0.1000])
        volume = round(rng.uniform(15, 40), 2)
        purity = rng.uniform(*row.content)
        aliquot, flask = rng.choice([(1.0, 1.0), (25.0, 250.0), (25.0, 100.0), (20.0, 100.0)])
        factor = flask / aliquot
        n_titrant = c * volume / 1000
        n_analyte = row.ratio * n_titrant
        mass = n_analyte * M * factor
        sample = rounded(mass / purity, 4)
        value = 100 * mass / sample
        taken = (
            "All of it is"
            if factor == 1
            else f"It is made up to {flask:.0f} mL, and {aliquot:.0f} mL of that solution is"
        )
        reaction = f"Reacting ratio: {row.why}"
        needs = f"{volume:.2f} mL of {c:.4f} mol/L {row.titrant}"
        statement = rng.choice(
            [
                f"A {significant(sample, 4)} g sample of {row.sample} is analysed. {taken} "
                f"titrated with {needs}. {reaction}. Find the mass percent of {row.analyte} "
                f"(M = {M:.2f} g/mol) in %.",
                f"{significant(sample, 4)} g of {row.sample} is weighed out. {taken} titrated and "
                f"needs {needs}. {reaction}. What is the content of {row.analyte} "
                f"(M = {M:.2f} g/mol), in % by mass?",
                f"To find the {row.analyte} (M = {M:.2f} g/mol) in {row.sample}, "
                f"{significant(sample, 4)} g is taken. {taken} titrated; the end point comes at "
                f"{needs}. {reaction}. Give the content in mass %.",
            ]
        )
        answer = NumberAnswer(value, "%")
        steps = [
            f"n({row.titrant}) = {c:.4f} mol/L × {volume / 1000:.5f} L = "
            f"{significant(n_titrant, 4)} mol.",
            f"{row.why}: n({row.analyte}) = {plain(row.ratio)} × {significant(n_titrant, 4)} = "
            f"{significant(n_analyte, 4)} mol.",
        ]
        if factor != 1:
            steps.append(
                f"Whole sample: × {flask:.0f}/{aliquot:.0f} = "
                f"{significant(n_analyte * factor, 4)} mol."
            )
        steps += [
            f"Mass: {significant(n_analyte * factor, 4)} mol × {M:.2f} g/mol = "
            f"{significant(mass, 4)} g.",
            f"Percent: 100 × {significant(mass, 4)} / {divisor(significant(sample, 4))} = "
            f"{answer.text(value)}.",
        ]
        distractors = [
            (value / row.ratio, "forgot the stoichiometric ratio"),
            (value / row.ratio**2, "turned the stoichiometric ratio upside down"),
            (value / factor, "forgot that only an aliquot was titrated"),
            (value * 1000, "did not convert mL to L"),
        ]
        return worked(
            {
                "analyte": row.analyte,
                "molar_mass": M,
                "reacting": row.why,
                "titrant": row.titrant,
                "titrant_mol_per_L": c,
                "volume_mL": volume,
                "sample_g": sample,
                "aliquot_mL": aliquot,
                "flask_mL": flask,
                "unit": "%",
            },
            statement,
            steps,
            answer,
            distractors,
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (TitrimetricPurity,)
