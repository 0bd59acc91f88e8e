"""One-step families against counting and enumeration, and the species that they draw from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from preceptor import Status, verify_batch
from preceptor.families import Family
from preceptor_chemistry.catalogue import FAMILIES
from preceptor_chemistry.elements import ATOMIC_WEIGHTS
from preceptor_chemistry.species import EQUATIONS, IONS, NUCLIDES, OXO_SPECIES

P = Mapping[str, Any]
SEEDS = range(200)
COVERED = {f.name: f() for f in FAMILIES if f.__module__.endswith(".one_step")}

# The elements in the order of their atomic numbers, which nothing of the product lists.
ORDER = re.findall(
    r"\w+",
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se "
    "Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba",
)
NAMES = re.findall(
    r"\w+",
    "hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium "
    "magnesium aluminium silicon phosphorus sulfur chlorine argon potassium calcium scandium "
    "titanium vanadium chromium manganese iron cobalt nickel copper zinc",
)


def written_out(formula: str) -> Counter[str]:
    """Atoms of a formula, by writing every group out: ``Ca(OH)2`` becomes ``CaOHOH``."""
    while "(" in formula:
        formula = re.sub(r"\(([^()]*)\)(\d*)", lambda m: m[1] * int(m[2] or 1), formula)
    letters = re.sub(r"([A-Z][a-z]?)(\d+)", lambda m: m[1] * int(m[2]), formula)
    return Counter(re.findall(r"[A-Z][a-z]?", letters))


def sides(equation: str) -> list[dict[str, int]]:
    """Coefficients of the species left and right of the arrow."""
    coefficients: list[dict[str, int]] = []
    for side in equation.split(" -> "):
        terms = [re.fullmatch(r"(?:(\d+) )?(\S+)", term) for term in side.split(" + ")]
        coefficients.append({term[2]: int(term[1] or 1) for term in terms if term})
    return coefficients


def neutrons(p: P) -> int:
    """The nucleons that are left when as many as the element's place are taken for protons."""
    return len(range(NAMES.index(p["element"]) + 1, p["mass_number"]))


def electrons(p: P) -> int:
    """The number of negative charges that leaves the ion's charge, by trial."""
    protons = ORDER.index(p["symbol"]) + 1
    return next(n for n in range(120) if protons - n == p["charge"])


def atoms(p: P) -> int:
    return sum(written_out(p["formula"])[p["element"]] for _ in range(p["molecules"]))


def oxidation(p: P) -> int:
    """The state for which all states add up to the charge that is written, by trial."""
    formula, _, superscript = p["species"].partition("^")
    charge = -int(superscript.rstrip("-") or 1) if superscript else 0
    counts = written_out(formula)
    assert counts[p["element"]] == 1
    return next(s for s in range(-9, 10) if s - 2 * counts["O"] == charge)


def amount(p: P) -> Fraction:
    left, right = sides(p["equation"])
    coefficients = {**left, **right}
    extent = Fraction(p["known_mol"], coefficients[p["known"]])
    return extent * coefficients[p["wanted"]]


ROUTES: dict[str, Callable[[P], int | Fraction]] = {
    "neutron-number": neutrons,
    "ion-electrons": electrons,
    "atoms-in-molecules": atoms,
    "oxidation-state": oxidation,
    "proportional-amount": amount,
}


def test_every_family_has_an_independent_route() -> None:
    assert set(ROUTES) == set(COVERED)


@pytest.mark.parametrize("name", ROUTES)
def test_reference_agrees_with_the_second_route(name: str) -> None:
    for seed in SEEDS:
        drawn = COVERED[name].instance(seed)
        expected = ROUTES[name](drawn.parameters)
        assert Fraction(drawn.reference.value) == expected, (seed, drawn.statement)
        for distractor in drawn.distractors:
            assert (
                Fraction(distractor.answer.removesuffix(" mol")).limit_denominator(99) != expected
            )


ASKED: dict[str, Callable[[P], str]] = {
    "neutron-number": lambda p: f"(?=.*{p['element']}-{p['mass_number']}).*{p['protons']}",
    "ion-electrons": lambda p: rf"(?=.* {p['symbol']}\^\d?[+-]).* {p['protons']}",
    "atoms-in-molecules": lambda p: (
        f"(?=.* {p['element']} atoms)(?=.* {p['formula']}).* {p['molecules']} "
    ),
    "oxidation-state": lambda p: rf"(?=.*of {p['element']}|.*does {p['element']}).*-2",
    "proportional-amount": lambda p: (
        f"(?=.*{re.escape(p['equation'])})(?=.*{p['known_mol']} mol of {re.escape(p['known'])})"
        f"(?=.*(?:mol of|amount of|the mol of) {re.escape(p['wanted'])}[ ,.?]).*"
    ),
}


@pytest.mark.parametrize("name", ROUTES)
def test_instances_are_short_whole_and_ask_about_the_parameters(name: str) -> None:
    assert COVERED[name].level == "school"
    for seed in SEEDS:
        drawn = COVERED[name].instance(seed)
        assert len(drawn.statement.split()) <= 25
        assert len(drawn.derivation.splitlines()) == 3
        assert len(drawn.derivation.split()) <= 24
        assert 0 < abs(int(drawn.reference.value)) < 100
        assert re.search(ASKED[name](drawn.parameters), drawn.statement), drawn.statement


@pytest.mark.parametrize("name", ROUTES)
def test_verifiers_tell_right_from_wrong(name: str) -> None:
    drawn = [COVERED[name].instance(seed) for seed in range(40)]
    derived = verify_batch([(d.reference, d.derivation) for d in drawn], extract=True)
    assert all(verdict.accepted for verdict in derived)
    written = [(d.reference, d.derivation.rpartition("Answer: ")[2]) for d in drawn]
    assert all(verdict.accepted for verdict in verify_batch(written))
    distractors = [(d.reference, distractor.answer) for d in drawn for distractor in d.distractors]
    verdicts = zip(distractors, verify_batch(distractors), strict=True)
    assert [pair for pair, v in verdicts if v.status is not Status.REJECTED] == []


def test_a_state_may_be_written_with_its_plus_sign() -> None:
    family: Family = COVERED["oxidation-state"]
    drawn = family.instance(0)
    assert int(drawn.reference.value) > 0
    [verdict] = verify_batch([(drawn.reference, f"+{drawn.reference.value}")])
    assert verdict.accepted


def test_nuclides_lie_around_the_atomic_weight() -> None:
    for element, protons, mass_numbers in NUCLIDES:
        assert NAMES[protons - 1] == element
        weight = ATOMIC_WEIGHTS[ORDER[protons - 1]]
        assert min(mass_numbers) - 1 < weight < max(mass_numbers) + 1, element
        assert list(mass_numbers) == sorted(set(mass_numbers))
    assert len({n.element for n in NUCLIDES}) == len(NUCLIDES)


def test_ions_have_their_atomic_numbers_and_are_named_once() -> None:
    assert len({(i.symbol, i.charge) for i in IONS}) == len(IONS)
    for ion in IONS:
        assert ORDER[ion.protons - 1] == ion.symbol
        assert ion.charge != 0
        if ion.charge < 0:  # anions here have the electrons of the next noble gas
            assert ORDER[ion.protons - ion.charge - 1] in {"Ne", "Ar", "Kr", "Xe"}


def test_oxides_and_oxoanions_are_named_once_and_their_states_exist() -> None:
    assert len(set(OXO_SPECIES)) == len(OXO_SPECIES)
    for element, oxygens, charge in OXO_SPECIES:
        assert element in ATOMIC_WEIGHTS
        assert 1 <= 2 * oxygens + charge <= 8  # +9 is known in a gas only


@pytest.mark.parametrize("equation", sorted({row[0] for row in EQUATIONS}))
def test_equations_are_balanced(equation: str) -> None:
    totals: list[Counter[str]] = []
    for side in sides(equation):
        total: Counter[str] = Counter()
        for formula, coefficient in side.items():
            for element, count in written_out(formula).items():
                total[element] += coefficient * count
        totals.append(total)
    assert totals[0] == totals[1]
