"""Names of species: every formula in the tables is one, and names give the formulas they mean."""

from __future__ import annotations

import pytest

from preceptor_verifiers.chemistry.elements import ATOMIC_NUMBERS, NAMES, SYMBOLS
from preceptor_verifiers.chemistry.formulas import parse_formula
from preceptor_verifiers.chemistry.species_names import formulas_of_name, has_isomers, same_entry
from preceptor_verifiers.chemistry.species_table import ANIONS, CATIONS, MOLECULES

NAMED = [
    ("water", "H2O"), ("Iron(III) sulfate", "Fe2(SO4)3"), ("iron (II) chloride", "FeCl2"),
    ("ferric oxide", "Fe2O3"), ("copper(II) sulfate pentahydrate", "CuSO4·5H2O"),
    ("dinitrogen tetroxide", "N2O4"), ("carbon monoxide", "CO"), ("carbon dioxide", "CO2"),
    ("phosphorus pentachloride", "PCl5"), ("sulfur hexafluoride", "SF6"),
    ("ammonium sulfate", "(NH4)2SO4"), ("calcium phosphate", "Ca3(PO4)2"), ("sodium ion", "Na+"),
    ("sodium", "Na"), ("chloride ion", "Cl-"), ("iron(III) ion", "Fe^3+"), ("ammonium", "NH4+"),
    ("mercury(I) chloride", "Hg2Cl2"), ("mercury(II) chloride", "HgCl2"), ("oxygen gas", "O2"),
    ("sodium peroxide", "Na2O2"), ("barium peroxide", "BaO2"), ("carbon-14", "^14C"),
    ("tetraphosphorus decoxide", "P4O10"), ("aluminum oxide", "Al2O3"), ("hydrogen ion", "H+"),
    ("sodium bicarbonate", "NaHCO3"), ("potassium permanganate", "KMnO4"),
    ("Sulphuric acid", "H2SO4"),
    ("lead(II) nitrate", "Pb(NO3)2"), ("calcium carbide", "CaC2"), ("tin(IV) oxide", "SnO2"),
    ("calcium sulfate hemihydrate", "CaSO4·0.5H2O"), ("dichlorine heptoxide", "Cl2O7"),
    ("potassium ferrocyanide", "K4Fe(CN)6"), ("\\text{sodium chloride}", "NaCl"),
    ("**Magnesium hydroxide**", "Mg(OH)2"), ("the dichromate ion", "Cr2O7^2-"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "formula"), NAMED)
def test_name_means_formula(name: str, formula: str) -> None:
    formulas = formulas_of_name(name)
    assert formulas
    ours, theirs = parse_formula(formulas[0]), parse_formula(formula)
    assert ours is not None
    assert theirs is not None
    assert set(ours.readings) & set(theirs.readings), formulas


@pytest.mark.parametrize(
    "text",
    ["", "the cat", "iron(IX) oxide", "sodium dioxide oxide", "oxide of", "dihydro", "x", "12",
     "hydrogen sulfate acid", "a" * 500, "unobtainium chloride", "yes", "increases"],
)  # fmt: skip
def test_what_is_no_name_gives_nothing(text: str) -> None:
    assert formulas_of_name(text) == ()


def test_every_formula_in_the_tables_is_read() -> None:
    for name, formulas in MOLECULES.items():
        readings = [parse_formula(f) for f in formulas.split() if f != "|"]
        assert readings, name
        compositions = {f.readings for f in readings if f is not None}
        if name not in ("periodic acid",):  # HIO4 and H5IO6 go by one name
            assert len(compositions) == 1, (name, formulas)
    for name, entry in (*CATIONS.items(), *ANIONS.items()):
        formula, charge = entry.split()
        assert parse_formula(formula) is not None, name
        assert 1 <= int(charge) <= 4


def test_elements() -> None:
    assert len(SYMBOLS) == len(NAMES) == 118
    assert [ATOMIC_NUMBERS[s] for s in ("H", "C", "Fe", "Au", "U", "Og")] == [1, 6, 26, 79, 92, 118]


def test_synonyms_and_isomers() -> None:
    assert same_entry("acetic acid", "Ethanoic acid")
    assert not same_entry("glucose", "fructose")
    assert has_isomers("glucose")
    assert not has_isomers("water")
