"""Amount of substance: moles, masses and molar masses with the weights of school tables.

The numbers are small and friendly on purpose: every step is arithmetic that can be done in
the head, and is written out as such.
"""

from __future__ import annotations

import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance, worked
from preceptor_chemistry.compounds import ANIONS, CATIONS, COMPOUNDS, mass_sum, salt, weights_given
from preceptor_chemistry.elements import ROUNDED_WEIGHTS, composition, molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import listing, plain, rounded


class MolesFromMass(ChemistryFamily):
    """n = m / M in mol or mmol, with the quotient taken apart into whole and tenth."""

    name: ClassVar[str] = "moles-from-mass"
    topic: ClassVar[str] = "amount of substance"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        compound, formula = rng.choice(COMPOUNDS)
        M = molar_mass(formula, ROUNDED_WEIGHTS)
        whole, tenths = rng.randrange(0, 8), rng.randrange(0, 10)
        whole += 1 if whole == 0 and tenths == 0 else 0
        n = whole + tenths / 10
        m = round(n * M, 3)
        unit = rng.choice(["mol", "mol", "mmol"])
        statement = rng.choice(
            [
                f"How many moles of {compound} ({formula}, molar mass {plain(M)} g/mol) are in "
                f"{plain(m)} g? Give the amount in {unit}.",
                f"A sample of {compound}, {formula}, has a mass of {plain(m)} g. Its molar mass is "
                f"{plain(M)} g/mol. Find the amount of substance in {unit}.",
                f"The molar mass of {formula} ({compound}) is {plain(M)} g/mol. "
                f"What amount, in {unit}, is {plain(m)} g of it?",
                f"Convert {plain(m)} g of {compound} ({formula}) to {unit}. "
                f"One mole of {formula} weighs {plain(M)} g.",
            ]
        )
        steps = [f"n = mass / molar mass = {plain(m)} g / {plain(M)} g/mol."]
        part = round(m - whole * M, 3)
        if tenths == 0:
            steps.append(f"{plain(M)} × {whole} = {plain(m)}, so n = {whole} mol.")
        elif whole == 0:
            steps.append(f"{plain(M)} × 0.{tenths} = {plain(m)}, so n = 0.{tenths} mol.")
        else:
            steps += [
                f"{plain(M)} × {whole} = {plain(whole * M)}.",
                f"{plain(m)} - {plain(whole * M)} = {plain(part)} and "
                f"{plain(part)} / {plain(M)} = 0.{tenths}.",
                f"n = {whole} + 0.{tenths} = {plain(n)} mol.",
            ]
        factor = 1.0
        if unit == "mmol":
            factor = 1000.0
            steps.append(f"{plain(n)} mol × 1000 mmol/mol = {plain(n * 1000)} mmol.")
        return worked(
            {"formula": formula, "molar_mass": M, "mass_g": m, "unit": unit},
            statement,
            steps,
            NumberAnswer(n * factor, unit, friendly=True),
            [
                (rounded(m * M * factor), "multiplied by the molar mass instead of dividing"),
                (rounded(M / m * factor), "divided the molar mass by the mass"),
                (m * factor, "took grams for moles"),
            ],
        )


class MassFromMoles(ChemistryFamily):
    """m = n M in g or kg, with the molar mass summed up first."""

    name: ClassVar[str] = "mass-from-moles"
    topic: ClassVar[str] = "amount of substance"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        compound, formula = rng.choice(COMPOUNDS)
        M = molar_mass(formula, ROUNDED_WEIGHTS)
        n = rng.randrange(1, 60) / 10
        m = round(n * M, 3)
        unit = rng.choice(["g", "g", "kg"])
        given = weights_given(formula)
        statement = rng.choice(
            [
                f"What is the mass, in {unit}, of {plain(n)} mol of {compound} ({formula})? "
                f"Atomic masses: {given}.",
                f"Find the mass in {unit} of {plain(n)} moles of {formula} ({compound}), "
                f"using {given}.",
                f"A flask holds {plain(n)} mol of {compound}, {formula}. Taking the atomic masses "
                f"{given}, what does it weigh in {unit}?",
                f"Using {given} (g/mol), calculate how many {unit} of {compound} ({formula}) "
                f"make up {plain(n)} mol.",
            ]
        )
        steps = [
            f"Molar mass of {formula}: {mass_sum(formula)}.",
            f"m = n × M = {plain(n)} mol × {plain(M)} g/mol.",
        ]
        whole, tenths = int(n), round(10 * n) % 10
        if whole and tenths:
            steps.append(
                f"{whole} × {plain(M)} = {plain(whole * M)} and 0.{tenths} × {plain(M)} = "
                f"{plain(tenths * M / 10)}."
            )
            steps.append(f"m = {plain(whole * M)} + {plain(tenths * M / 10)} = {plain(m)} g.")
        else:
            steps.append(f"m = {plain(m)} g.")
        factor = 1.0
        if unit == "kg":
            factor = 1e-3
            steps.append(f"{plain(m)} g / 1000 = {plain(m / 1000)} kg.")
        lone = sum(ROUNDED_WEIGHTS[element] for element in composition(formula))
        return worked(
            {"formula": formula, "amount_mol": n, "unit": unit},
            statement,
            steps,
            NumberAnswer(m * factor, unit, friendly=True),
            [
                (rounded(M / n * factor), "divided by the amount instead of multiplying"),
                (rounded(n / M * factor), "divided the amount by the molar mass"),
                (n * lone * factor, "left the subscripts out of the molar mass"),
            ],
        )


class MolarMass(ChemistryFamily):
    """M of a salt or a small molecule, in g/mol or kg/mol.

    The sum of the atomic weights of school tables, which the statement gives.
    """

    name: ClassVar[str] = "molar-mass"
    topic: ClassVar[str] = "amount of substance"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        if rng.random() < 0.35:
            compound, formula = rng.choice(COMPOUNDS)
        else:
            compound, formula = salt(rng.choice(CATIONS), rng.choice(ANIONS))
        M = molar_mass(formula, ROUNDED_WEIGHTS)
        unit = rng.choice(["g/mol", "g/mol", "g/mol", "kg/mol"])
        given = weights_given(formula)
        statement = rng.choice(
            [
                f"Calculate the molar mass of {compound}, {formula}, in {unit}. "
                f"Atomic masses: {given}.",
                f"What is the molar mass of {formula} ({compound}) in {unit}? Use {given}.",
                f"With the atomic masses {given}, find the molar mass of {compound} ({formula}). "
                f"Answer in {unit}.",
                f"Given {given} (all in g/mol), what is the molar mass, in {unit}, of "
                f"{compound} with the formula {formula}?",
                f"Add up the molar mass of {compound}, {formula}, in {unit} from {given}.",
            ]
        )
        counts = composition(formula)
        atoms = listing([f"{count} {element}" for element, count in counts.items()])
        steps = [f"One formula unit of {formula} has {atoms}.", f"M = {mass_sum(formula)}."]
        factor = 1.0
        if unit == "kg/mol":
            factor = 1e-3
            steps.append(f"{plain(M)} g/mol / 1000 = {plain(M / 1000)} kg/mol.")
        lone = sum(ROUNDED_WEIGHTS[element] for element in counts)
        first, last = next(iter(counts)), list(counts)[-1]
        return worked(
            {"formula": formula, "unit": unit},
            statement,
            steps,
            NumberAnswer(M * factor, unit, friendly=True, rtol=0.005),
            [
                (lone * factor, "counted every element once, without its subscript"),
                (
                    (M - (counts[last] - 1) * ROUNDED_WEIGHTS[last]) * factor,
                    f"forgot the number of {last} atoms",
                ),
                ((M + ROUNDED_WEIGHTS[first]) * factor, f"counted one {first} atom too many"),
            ],
        )


class MassPercent(ChemistryFamily):
    """Mass fraction n_E M_E / M of an element in %, or its mass in a sample in g."""

    name: ClassVar[str] = "mass-percent"
    topic: ClassVar[str] = "composition of compounds"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        compound, formula = rng.choice([c for c in COMPOUNDS if len(composition(c[1])) > 1])
        counts = composition(formula)
        element = rng.choice(list(counts))
        M = molar_mass(formula, ROUNDED_WEIGHTS)
        weight = ROUNDED_WEIGHTS[element]
        part = counts[element] * weight
        sample = rng.choice([None, None, *range(20, 420, 10)])
        given = weights_given(formula)
        unit = "%" if sample is None else "g"
        if sample is None:
            statement = rng.choice(
                [
                    f"What percentage by mass of {compound} ({formula}) is {element}? "
                    f"Use {given} and answer in %.",
                    f"Find the mass percent of {element} in {formula} ({compound}) in %. "
                    f"Atomic masses: {given}.",
                    f"With {given}, calculate the mass percentage of the element {element} in "
                    f"{compound}, {formula}, in %.",
                ]
            )
            value = 100 * part / M
        else:
            statement = rng.choice(
                [
                    f"What mass of {element}, in g, is contained in {sample} g of {compound} "
                    f"({formula})? Use {given}.",
                    f"A {sample} g sample is pure {compound}, {formula}. How many g of {element} "
                    f"does it hold? Atomic masses: {given}.",
                    f"Taking {given}, find the mass in g of {element} in {sample} g of {formula} "
                    f"({compound}).",
                ]
            )
            value = sample * part / M
        inside = (
            f"{element} in one mole: {plain(part)} g."
            if counts[element] == 1
            else f"{element} in one mole: {counts[element]} × {plain(weight)} = {plain(part)} g."
        )
        answer = NumberAnswer(value, unit, digits=3)
        fraction = f"{part / M:.4f}"
        steps = [
            f"Molar mass of {formula}: {mass_sum(formula)}.",
            inside,
            f"Mass fraction: {plain(part)} / {plain(M)} = {fraction}.",
            f"{fraction} × {100 if sample is None else sample} = {answer.text(value)}.",
        ]
        scale = 100 if sample is None else sample
        lone = sum(ROUNDED_WEIGHTS[e] for e in counts)
        distractors = [
            (scale * weight / M, f"counted only one {element} atom"),
            (scale * counts[element] / sum(counts.values()), "took the percentage of atoms"),
            (scale * weight / lone, "ignored every subscript"),
            (scale * (M - part) / M, "gave the share of the other elements"),
        ]
        return worked(
            {"formula": formula, "element": element, "sample_g": sample, "unit": unit},
            statement,
            steps,
            answer,
            distractors,
        )


class Particles(ChemistryFamily):
    """N = n N_A: the amount of formula units in mol, or the number of one kind of atom in them."""

    name: ClassVar[str] = "particles-and-moles"
    topic: ClassVar[str] = "amount of substance"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        compound, formula = rng.choice([c for c in COMPOUNDS if "(" not in c[1]][:27])
        counts = composition(formula)
        element = rng.choice(list(counts))
        k = counts[element]
        avogadro = 6.02
        n = rng.randrange(1, 100) / 20
        molecules = n * avogadro  # in units of 10^23
        if rng.random() < 0.5:
            statement = rng.choice(
                [
                    f"How many mol of {compound} ({formula}) are {plain(molecules)} × 10^23 "
                    f"formula units? N_A = 6.02 × 10^23 1/mol.",
                    f"A sample holds {plain(molecules)} × 10^23 units of {formula} ({compound}). "
                    f"Find the amount of substance in mol with N_A = 6.02 × 10^23 1/mol.",
                    f"With N_A = 6.02 × 10^23 1/mol, convert {plain(molecules)} × 10^23 units of "
                    f"{compound}, {formula}, to mol.",
                ]
            )
            steps = [
                f"n = N / N_A = {plain(molecules)} × 10^23 / (6.02 × 10^23 1/mol).",
                f"The powers cancel: {plain(molecules)} / 6.02 = {plain(n)}.",
                f"n = {plain(n)} mol.",
            ]
            answer = NumberAnswer(n, "mol", friendly=True)
            distractors = [
                (rounded(avogadro / molecules), "divided the wrong way round"),
                (rounded(molecules), "left out the Avogadro constant"),
                (rounded(n * sum(counts.values())), "counted atoms instead of formula units"),
            ]
            asked = "amount"
        else:
            statement = rng.choice(
                [
                    f"How many {element} atoms are in {plain(n)} mol of {compound} ({formula})? "
                    f"N_A = 6.02 × 10^23 1/mol.",
                    f"Find the number of {element} atoms in {plain(n)} moles of {formula} "
                    f"({compound}), with N_A = 6.02 × 10^23 1/mol.",
                    f"With N_A = 6.02 × 10^23 1/mol, give the number of atoms of {element} that "
                    f"{plain(n)} mol of {compound}, {formula}, contains.",
                ]
            )
            amount = n * k
            total = amount * avogadro
            answer = NumberAnswer(total * 1e23, None, digits=3)
            steps = [
                f"One {formula} has {k} {element}.",
                f"Moles of {element}: {plain(n)} × {k} = {plain(amount)} mol.",
                f"N = n × N_A = {plain(amount)} × 6.02 × 10^23 = {plain(total)} × 10^23.",
            ]
            distractors = [
                (molecules * 1e23, f"forgot that one {formula} has {k} {element}"),
                (molecules / k * 1e23, "divided by the number of atoms"),
                (amount * 1e23, "left out the factor 6.02"),
                (molecules * sum(counts.values()) * 1e23, "counted the atoms of all elements"),
            ]
            asked = "atoms"
        parameters: dict[str, JsonValue] = {
            "formula": formula,
            "asked": asked,
            "element": element,
            "amount_mol": n,
            "units_e23": rounded(molecules, 6),
            "unit": answer.unit,
        }
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    MolesFromMass,
    MassFromMoles,
    MolarMass,
    MassPercent,
    Particles,
)
