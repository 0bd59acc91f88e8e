"""Stoichiometry: ratios, limiting reagents and yields, molecular formulas."""

from __future__ import annotations

import random
from typing import ClassVar, Final, NamedTuple

from pydantic import JsonValue

from preceptor.families import Instance, TextAnswer, significant, worked
from preceptor.references import text
from preceptor_chemistry.elements import ATOMIC_WEIGHTS, composition, molar_mass, stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer, drawn
from preceptor_chemistry.notation import plain, rounded, sentence


class Reaction(NamedTuple):
    """A balanced reaction: ``(coefficient, formula)`` of reactants and of products."""

    reactants: tuple[tuple[int, str], ...]
    products: tuple[tuple[int, str], ...]

    def __str__(self) -> str:
        def side(terms: tuple[tuple[int, str], ...]) -> str:
            return " + ".join(f if c == 1 else f"{c} {f}" for c, f in terms)

        return f"{side(self.reactants)} -> {side(self.products)}"


REACTIONS: Final = (
    Reaction(((1, "N2"), (3, "H2")), ((2, "NH3"),)),
    Reaction(((2, "Al"), (1, "Fe2O3")), ((2, "Fe"), (1, "Al2O3"))),
    Reaction(((2, "Al"), (3, "Cl2")), ((2, "AlCl3"),)),
    Reaction(((4, "NH3"), (5, "O2")), ((4, "NO"), (6, "H2O"))),
    Reaction(((1, "P4"), (6, "Cl2")), ((4, "PCl3"),)),
    Reaction(((1, "TiCl4"), (2, "Mg")), ((1, "Ti"), (2, "MgCl2"))),
    Reaction(((1, "CaO"), (3, "C")), ((1, "CaC2"), (1, "CO"))),
    Reaction(((1, "SiO2"), (3, "C")), ((1, "SiC"), (2, "CO"))),
    Reaction(((1, "CS2"), (3, "O2")), ((2, "SO2"), (1, "CO2"))),
    Reaction(((2, "H2S"), (1, "SO2")), ((3, "S"), (2, "H2O"))),
    Reaction(((1, "Fe2O3"), (3, "CO")), ((2, "Fe"), (3, "CO2"))),
    Reaction(((1, "Pb(NO3)2"), (2, "KI")), ((1, "PbI2"), (2, "KNO3"))),
    Reaction(((3, "CaCl2"), (2, "Na3PO4")), ((1, "Ca3(PO4)2"), (6, "NaCl"))),
    Reaction(((1, "C7H6O3"), (1, "C4H6O3")), ((1, "C9H8O4"), (1, "C2H4O2"))),
    Reaction(((2, "C3H6"), (9, "O2")), ((6, "CO2"), (6, "H2O"))),
    Reaction(((4, "FeS2"), (11, "O2")), ((8, "SO2"), (2, "Fe2O3"))),
    Reaction(((3, "Mg"), (1, "N2")), ((1, "Mg3N2"),)),
    Reaction(((1, "WO3"), (3, "H2")), ((1, "W"), (3, "H2O"))),
)


class MoleRatio(ChemistryFamily):
    """n2 = n1 b / a in mol, by the coefficients of a balanced equation."""

    name: ClassVar[str] = "mole-ratio"
    topic: ClassVar[str] = "stoichiometry"
    level: ClassVar[str] = "school"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            reaction = rng.choice(REACTIONS)
            species = [*reaction.reactants, *reaction.products]
            (a, known), (b, wanted) = rng.sample(species, 2)
            # With a ratio of 1 there is nothing to get right.
            if a != b:
                break
        # A multiple of a/2 keeps the amounts friendly whatever the coefficients are.
        n = a * rng.randrange(1, 21) / 4
        value = n * b / a
        consumed = wanted in {f for _, f in reaction.reactants}
        verb = "are needed" if consumed else "can form"
        start = known in {f for _, f in reaction.reactants}
        given = f"{plain(n)} mol of {known} {'react' if start else 'have formed'}"
        statement = rng.choice(
            [
                f"In the reaction {reaction}, {given}. How many mol of {wanted} "
                f"{'are used up' if consumed else 'are formed'}?",
                f"For {reaction}: what amount of {wanted}, in mol, goes with {plain(n)} mol "
                f"of {known}?",
                f"Consider {reaction}. If {given}, how many mol of {wanted} {verb}?",
                f"Use the balanced equation {reaction} to find the amount of {wanted} in mol that "
                f"corresponds to {plain(n)} mol of {known}.",
            ]
        )
        steps = [
            f"The equation has {a} mol {known} for {b} mol {wanted}.",
            f"{plain(n)} / {a} = {plain(n / a)}.",
            f"{plain(n / a)} × {b} = {plain(value)} mol of {wanted}.",
        ]
        return worked(
            {"reaction": str(reaction), "known": known, "wanted": wanted, "known_mol": n},
            statement,
            steps,
            NumberAnswer(value, "mol", friendly=True),
            [
                (n, "took the ratio to be 1 to 1"),
                (rounded(n * a / b, 4), "turned the ratio upside down"),
                (n * b, f"did not divide by the coefficient of {known}"),
            ],
        )


class LimitingReagent(ChemistryFamily):
    """Product mass at a percent yield, or the mass of the reagent left over, in g.

    The reagent with the smallest n / coefficient is used up and sets the extent of the reaction.
    """

    name: ClassVar[str] = "limiting-reagent"
    topic: ClassVar[str] = "stoichiometry"

    def draw(self, rng: random.Random) -> Instance:
        reaction = rng.choice(REACTIONS)
        (a, first), (b, second) = reaction.reactants
        c, product = reaction.products[0]
        extent = drawn(rng, 0.1, 2.0, 2)
        # Between 1.2 and 2 equivalents: far enough from equality to leave no doubt.
        excess = drawn(rng, 1.2, 2.0, 2)
        one, two = (extent, extent * excess) if rng.random() < 0.5 else (extent * excess, extent)
        m1 = rounded(one * a * molar_mass(first))
        m2 = rounded(two * b * molar_mass(second))
        left_over = rng.random() < 0.3
        percent = 100 if left_over else rng.choice([100, *range(62, 98)])
        M1, M2, M3 = (stated_molar_mass(f) for f in (first, second, product))
        n1, n2 = m1 / M1, m2 / M2
        x1, x2 = n1 / a, n2 / b
        x = min(x1, x2)
        limiting, rest = (first, second) if x1 < x2 else (second, first)
        s1, s2 = significant(m1, 3), significant(m2, 3)
        masses = f"Molar masses in g/mol: {first} {M1:.2f}, {second} {M2:.2f}"
        steps = [
            f"n({first}) = {s1} g / {M1:.2f} g/mol = {significant(n1, 4)} mol; "
            f"divided by {a}: {significant(x1, 4)}.",
            f"n({second}) = {s2} g / {M2:.2f} g/mol = {significant(n2, 4)} mol; "
            f"divided by {b}: {significant(x2, 4)}.",
            f"{limiting} has the smaller value, so {limiting} is limiting.",
        ]
        mixed = f"{s1} g of {first} and {s2} g of {second}"
        if left_over:
            coefficient, n_rest, M_rest = (b, n2, M2) if rest == second else (a, n1, M1)
            used = coefficient * x
            value = (n_rest - used) * M_rest
            statement = rng.choice(
                [
                    f"{mixed} react completely by {reaction}. What mass of the reagent in excess, "
                    f"in g, is left? {masses}.",
                    f"For {reaction}, {mixed} are brought together. Find the mass in g of the "
                    f"excess reagent that remains. {masses}.",
                    f"A reactor is charged with {mixed}. The reaction {reaction} runs until one "
                    f"reagent is used up. How many g of the other remain? {masses}.",
                ]
            )
            answer = NumberAnswer(value, "g", rtol=0.02)
            steps += [
                f"{rest} used: {coefficient} × {significant(x, 4)} = {significant(used, 4)} mol.",
                f"{rest} left: {significant(n_rest, 4)} - {significant(used, 4)} = "
                f"{significant(n_rest - used, 4)} mol.",
                f"Mass: {significant(n_rest - used, 4)} mol × {M_rest:.2f} g/mol = "
                f"{answer.text(value)}.",
            ]
            distractors = [
                (used * M_rest, "gave the mass used up instead of the mass left"),
                (abs(n1 - n2) * M_rest, "subtracted moles without the coefficients"),
                (abs(m1 - m2), "subtracted the masses"),
            ]
        else:
            n3 = c * x
            value = n3 * M3 * percent / 100
            masses += f", {product} {M3:.2f}"
            tail = "" if percent == 100 else f" The yield is {percent} %."
            statement = rng.choice(
                [
                    f"{mixed} react by {reaction}.{tail} What mass of {product}, in g, is "
                    f"obtained? {masses}.",
                    f"Find the mass of {product} in g that forms when {mixed} are allowed to "
                    f"react: {reaction}.{tail} {masses}.",
                    f"In a preparation of {product} by {reaction}, a chemist starts from {mixed}."
                    f"{tail} How many g of {product} are expected? {masses}.",
                    f"Consider {reaction}. {sentence(mixed)} are brought to reaction."
                    f"{tail} Calculate the mass of {product} in g. {masses}.",
                ]
            )
            answer = NumberAnswer(value, "g")
            full = n3 * M3
            steps += [
                f"n({product}) = {c} × {significant(x, 4)} = {significant(n3, 4)} mol.",
                f"m({product}) = {significant(n3, 4)} mol × {M3:.2f} g/mol = "
                f"{significant(full, 4)} g.",
            ]
            if percent != 100:
                steps.append(
                    f"With the yield: {significant(full, 4)} g × {percent / 100:.2f} = "
                    f"{answer.text(value)}."
                )
            rate = percent / 100
            distractors = [
                (c * max(x1, x2) * M3 * rate, "took the reagent in excess to be limiting"),
                (min(n1, n2) * M3 * rate, "forgot the stoichiometric coefficients"),
                (c * min(m1 / a, m2 / b) * rate, "did not convert grams to moles"),
                (full, "forgot the yield"),
                (full / rate, "divided by the yield"),
            ]
        parameters: dict[str, JsonValue] = {
            "reaction": str(reaction),
            "mass1_g": m1,
            "mass2_g": m2,
            "product": product,
            "yield_percent": percent,
            "asked": "left over" if left_over else "product",
            "unit": "g",
        }
        return worked(parameters, statement, steps, answer, distractors)


MOLECULES: Final = (
    "C6H12O6", "C2H4O2", "C3H6O3", "C6H6", "C4H10", "C8H18", "C4H8O2", "C6H6O", "C7H8",
    "C8H10N4O2", "C10H14N2", "C5H5N", "C3H6O", "C4H4O4", "C9H8O4", "C8H8O3", "C6H8O6",
    "C2H6O2", "C12H22O11", "C10H8", "C5H10O5", "C7H6O2", "C6H8O7", "C2H5NO2", "C3H7NO2",
    "C6H14", "C2H2O4", "C4H6O6", "C8H8", "C6H5NO2", "C10H16O", "C6H7N", "C4H8", "C6H10O4",
)  # fmt: skip


def spelled(counts: dict[str, int]) -> str:
    """Composition as a formula in the order given."""
    return "".join(e if n == 1 else f"{e}{n}" for e, n in counts.items())


def aliases(formula: str) -> tuple[str, ...]:
    """The LaTeX and subscript spellings of a formula."""
    counts = composition(formula)
    latex = "".join(
        e if n == 1 else f"{e}_{n}" if n < 10 else f"{e}_{{{n}}}" for e, n in counts.items()
    )
    return (latex, formula.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")))


class MolecularFormula(ChemistryFamily):
    """Molecular formula from an elemental analysis and a molar mass.

    Atoms per molecule = molar mass × mass fraction / atomic mass, rounded.
    """

    name: ClassVar[str] = "molecular-formula"
    topic: ClassVar[str] = "composition of compounds"

    def draw(self, rng: random.Random) -> Instance:
        formula = rng.choice(MOLECULES)
        counts = composition(formula)
        M = molar_mass(formula)
        # A measured molar mass is off by up to 2 %; it only has to pick the multiple.
        measured = round(M * (1 + rng.uniform(-0.02, 0.02)), 1)
        percents = {
            e: round(100 * n * ATOMIC_WEIGHTS[e] / M + rng.uniform(-0.04, 0.04), 2)
            for e, n in counts.items()
        }
        last = list(counts)[-1]
        percents[last] = round(100 - sum(p for e, p in percents.items() if e != last), 2)
        analysis = ", ".join(f"{p:.2f} % {e}" for e, p in percents.items())
        statement = rng.choice(
            [
                f"A compound is {analysis} by mass; its molar mass is about {measured} g/mol. "
                "What is its molecular formula (elements in the order given)?",
                f"Elemental analysis gives {analysis}. Mass spectrometry gives a molar mass near "
                f"{measured} g/mol. Find the molecular formula, elements in the order given.",
                f"Combustion analysis of an unknown finds {analysis} by mass, and its vapour "
                f"density suggests {measured} g/mol. Write the molecular formula with the elements "
                "in the order given.",
            ]
        )
        divisor = next(
            d
            for d in range(min(counts.values()), 0, -1)
            if all(n % d == 0 for n in counts.values())
        )
        empirical = {e: n // divisor for e, n in counts.items()}
        moles = {e: p / ATOMIC_WEIGHTS[e] for e, p in percents.items()}
        # Straight from the molar mass: atoms = M × fraction / atomic mass, no guess of a ratio.
        steps = ["Atoms per molecule = molar mass × mass fraction / atomic mass."]
        steps += [
            f"{e}: {measured} × {p / 100:.4f} / {ATOMIC_WEIGHTS[e]:g} = "
            f"{measured * moles[e] / 100:.2f}, so {counts[e]}."
            for e, p in percents.items()
        ]
        steps += [f"Check: M({formula}) = {M:.2f} g/mol, near {measured} g/mol."]
        wrong = [
            (spelled(empirical), "gave the empirical formula"),
            (
                spelled(
                    {e: max(1, round(p / min(percents.values()))) for e, p in percents.items()}
                ),
                "took the ratio of masses for the ratio of atoms",
            ),
            (
                spelled({e: n + (1 if e == "H" else 0) for e, n in counts.items()}),
                "miscounted hydrogen",
            ),
        ]
        return worked(
            {"percents": dict(percents), "molar_mass": measured},
            statement,
            steps,
            TextAnswer(text(formula, aliases=aliases(formula))),
            wrong,
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    MoleRatio,
    LimitingReagent,
    MolecularFormula,
)
