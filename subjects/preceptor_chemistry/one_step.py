"""Counting with small whole numbers: the first thing a small model learns in chemistry.

A statement gives the numbers it needs, and a derivation is the rule with those numbers put in,
so that whole runs of training and evaluation take seconds. All species and equations are real.
"""

from __future__ import annotations

import random
from typing import ClassVar, Final

from preceptor.families import Instance, worked
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.species import EQUATIONS, IONS, MOLECULES, NUCLIDES, OXO_SPECIES

OXYGEN: Final = -2  # oxidation state in oxides and oxoanions, as the statements say


def _count(value: int) -> NumberAnswer:
    """A whole number without a unit, compared exactly."""
    return NumberAnswer(value, None, rtol=None, friendly=True)


class NeutronNumber(ChemistryFamily):
    """N = A - Z of a real nuclide."""

    name: ClassVar[str] = "neutron-number"
    topic: ClassVar[str] = "atomic structure"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        element, protons, mass_numbers = rng.choice(NUCLIDES)
        mass_number = rng.choice(mass_numbers)
        nuclide = f"{element}-{mass_number}"
        neutrons = mass_number - protons
        body = rng.choice(("atom", "nucleus", "neutral atom", "single atom"))
        statement = rng.choice(
            (
                f"One {body} of {nuclide} has {protons} protons. How many neutrons does it have?",
                f"The nuclide {nuclide} has atomic number {protons}. How many neutrons are in "
                f"one {body}?",
                f"How many neutrons are in one {body} of {nuclide}, which has {protons} protons?",
                f"Find the number of neutrons in one {body} of {nuclide} (Z = {protons}).",
                f"With {protons} protons in each {body}, how many neutrons does {nuclide} have?",
            )
        )
        return worked(
            {"element": element, "protons": protons, "mass_number": mass_number},
            statement,
            [
                "Neutrons: N = A - Z.",
                f"N = {mass_number} - {protons} = {neutrons}.",
            ],
            _count(neutrons),
            [
                (mass_number + protons, "added the protons"),
                (mass_number, "gave the mass number"),
                (protons, "gave the number of protons"),
            ],
        )


class IonElectrons(ChemistryFamily):
    """Electrons of a monatomic ion: its atomic number minus its charge."""

    name: ClassVar[str] = "ion-electrons"
    topic: ClassVar[str] = "atomic structure"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        name, symbol, protons, charge = rng.choice(IONS)
        size = abs(charge)
        superscript = f"{size if size > 1 else ''}{'+' if charge > 0 else '-'}"
        ion = f"{symbol}^{superscript}"
        electrons = protons - charge
        place = rng.choice(
            ("in water", "in a crystal", "in a melt", "in a solution", "in a salt", "in a vacuum")
        )
        statement = rng.choice(
            (
                f"An atom of {name} has {protons} protons. How many electrons has one ion {ion} "
                f"{place}?",
                f"How many electrons does one {ion} ion {place} have, if {name} has atomic "
                f"number {protons}?",
                f"Find the number of electrons of one {ion} ion {place}. The atomic number of "
                f"{name} is {protons}.",
                f"One {ion} ion {place} has {protons} protons. How many electrons does it have?",
            )
        )
        rule = "loses" if charge > 0 else "gains"
        sign = "-" if charge > 0 else "+"
        return worked(
            {"symbol": symbol, "protons": protons, "charge": charge},
            statement,
            [
                f"{symbol} {rule} {size} electron{'s' if size > 1 else ''} to become {ion}.",
                f"Electrons: {protons} {sign} {size} = {electrons}.",
            ],
            _count(electrons),
            [
                (protons + charge, "took the charge with the wrong sign"),
                (protons, "left out the charge"),
                (size, "gave the charge"),
            ],
        )


class AtomsInMolecules(ChemistryFamily):
    """Atoms of one element in a few molecules: molecules times subscript."""

    name: ClassVar[str] = "atoms-in-molecules"
    topic: ClassVar[str] = "chemical formulas"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        formula, subscripts = rng.choice(MOLECULES)
        element, subscript = rng.choice(subscripts)
        molecules = rng.randint(2, 9)
        atoms = molecules * subscript
        statement = rng.choice(
            (
                f"How many {element} atoms are in {molecules} molecules of {formula}?",
                f"A tiny sample holds {molecules} molecules of {formula}. How many {element} "
                "atoms does it hold?",
                f"Find the number of {element} atoms in {molecules} {formula} molecules.",
                f"Count the {element} atoms in {molecules} molecules of {formula}.",
            )
        )
        return worked(
            {"formula": formula, "element": element, "molecules": molecules},
            statement,
            [
                f"One {formula} has {subscript} {element}.",
                f"Atoms: {molecules} × {subscript} = {atoms}.",
            ],
            _count(atoms),
            [
                (molecules + subscript, "added instead of multiplying"),
                (subscript, "counted the atoms of one molecule"),
                (molecules, "left out the subscript"),
            ],
        )


class OxidationState(ChemistryFamily):
    """Oxidation state of the central atom of an oxide or oxoanion.

    The states add up to the charge, with oxygen at -2.
    """

    name: ClassVar[str] = "oxidation-state"
    topic: ClassVar[str] = "redox chemistry"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        element, oxygens, charge = rng.choice(OXO_SPECIES)
        size = abs(charge)
        superscript = f"^{size if size > 1 else ''}-" if charge else ""
        species = f"{element}O{oxygens if oxygens > 1 else ''}{superscript}"
        kind = "ion" if charge else "oxide"
        oxide = oxygens * OXYGEN
        state = charge - oxide
        given = rng.choice(
            (
                "Oxygen is -2.",
                "Each O is -2.",
                "Count each O as -2.",
                "O has the state -2.",
                "Take oxygen as -2.",
            )
        )
        statement = rng.choice(
            (
                f"What is the oxidation state of {element} in the {kind} {species}? {given}",
                f"Find the oxidation state of {element} in the {kind} {species}. {given}",
                f"{given} Which oxidation state does {element} have in the {kind} {species}?",
                f"In the {kind} {species}, what is the oxidation state of {element}? {given}",
            )
        )
        return worked(
            {"species": species, "element": element, "charge": charge},
            statement,
            [
                f"Oxygen: {oxygens} × ({OXYGEN}) = {oxide}.",
                f"{element}: {charge} - ({oxide}) = {state}.",
            ],
            _count(state),
            [
                (-oxide, "left out the charge of the ion"),
                (-charge - oxide, "took the charge with the wrong sign"),
                (-state, "took the wrong sign"),
                (oxygens + charge, "counted oxygen as -1"),
                (charge, "gave the charge of the whole"),
            ],
        )


class ProportionalAmount(ChemistryFamily):
    """Amounts in mol in a whole ratio, by the coefficients of a balanced equation."""

    name: ClassVar[str] = "proportional-amount"
    topic: ClassVar[str] = "stoichiometry"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        equation, (a, known), (b, wanted) = rng.choice(EQUATIONS)
        larger, smaller = max(a, b), min(a, b)
        ratio = larger // smaller
        times = rng.randint(1, 9)
        n, value = (times, times * ratio) if b > a else (times * ratio, times)
        sign = "×" if b > a else "/"
        statement = rng.choice(
            (
                f"By {equation}, how many mol of {wanted} go with {n} mol of {known}?",
                f"For {equation}, what amount of {wanted} in mol matches {n} mol of {known}?",
                f"The equation is {equation}. Find the mol of {wanted} that match {n} mol of "
                f"{known}.",
                f"Given {n} mol of {known}, how many mol of {wanted} match it in {equation}?",
            )
        )
        return worked(
            {"equation": equation, "known": known, "wanted": wanted, "known_mol": n},
            statement,
            [
                f"Ratio: {a // smaller} mol {known} to {b // smaller} mol {wanted}.",
                f"{n} {sign} {ratio} = {value} mol.",
            ],
            NumberAnswer(value, "mol", friendly=True),
            [
                (n, "took the ratio to be 1 to 1"),
                (n / ratio if b > a else n * ratio, "turned the ratio upside down"),
                (n + ratio, "added the ratio"),
            ],
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    NeutronNumber,
    IonElectrons,
    AtomsInMolecules,
    OxidationState,
    ProportionalAmount,
)
