"""Formulas, molar masses, and the tables that problems are drawn from."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import scipy.constants
from hypothesis import given
from hypothesis import strategies as st

from preceptor_chemistry import constants
from preceptor_chemistry.compounds import ANIONS, CATIONS, COMPOUNDS, mass_sum, salt
from preceptor_chemistry.elements import (
    ATOMIC_WEIGHTS,
    ROUNDED_WEIGHTS,
    composition,
    molar_mass,
    stated_molar_mass,
)
from preceptor_chemistry.equilibrium import DISSOCIATIONS
from preceptor_chemistry.notation import plain
from preceptor_chemistry.stoichiometry import REACTIONS
from preceptor_chemistry.tables import GAS_REACTIONS, HALF_CELLS, SPARING_SALTS


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("H2O", {"H": 2, "O": 1}),
        ("Ca(OH)2", {"Ca": 1, "O": 2, "H": 2}),
        ("(NH4)2SO4", {"N": 2, "H": 8, "S": 1, "O": 4}),
        ("CuSO4·5H2O", {"Cu": 1, "S": 1, "O": 9, "H": 10}),
        ("Ca3(PO4)2", {"Ca": 3, "P": 2, "O": 8}),
        ("Al2(SO4)3", {"Al": 2, "S": 3, "O": 12}),
        ("K4(Fe(CN)6)", {"K": 4, "Fe": 1, "C": 6, "N": 6}),
        ("C12H22O11", {"C": 12, "H": 22, "O": 11}),
        ("Co", {"Co": 1}),
        ("CO", {"C": 1, "O": 1}),
    ],
)
def test_composition(formula: str, expected: dict[str, int]) -> None:
    assert composition(formula) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H2O)",
        "(H2O",
        "Xx2",
        "h2o",
        "H2-O",
        "Na Cl",
        "·",
        "H2·",
        "2H2O",
        "H()2",
        "H0",
        "(2H)",
        "H·0H",
    ],
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"formula|parenthesis|atomic weight"):
        composition(text)


@given(st.dictionaries(st.sampled_from(sorted(ATOMIC_WEIGHTS)), st.integers(1, 99), min_size=1))
def test_composition_reads_what_it_is_spelled_from(counts: dict[str, int]) -> None:
    spelled = "".join(e if n == 1 else f"{e}{n}" for e, n in counts.items())
    assert composition(spelled) == counts
    assert composition(f"({spelled})3") == {e: 3 * n for e, n in counts.items()}


@given(st.text(alphabet="HOCNaCl()0123456789·x -", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        counts = composition(text)
    except ValueError:
        return
    assert counts
    assert all(n >= 1 for n in counts.values())
    assert set(counts) <= set(ATOMIC_WEIGHTS)


@pytest.mark.parametrize(
    ("formula", "expected"),
    # CRC Handbook of Chemistry and Physics, 97th ed., sections 3 and 4.
    [
        ("H2O", 18.015),
        ("NaCl", 58.443),
        ("CuSO4·5H2O", 249.685),
        ("C6H12O6", 180.155),
        ("KMnO4", 158.034),
        ("Ca3(PO4)2", 310.177),
        ("AgNO3", 169.873),
        ("PbI2", 461.0),
        ("UO2", None),
    ],
)
def test_molar_mass(formula: str, expected: float | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="no standard atomic weight for 'U'"):
            molar_mass(formula)
    else:
        assert molar_mass(formula) == pytest.approx(expected, abs=0.01)


def test_stated_molar_mass_rounds_halves_upwards() -> None:
    assert stated_molar_mass("Fe") == 55.85
    assert stated_molar_mass("Mg") == 24.31


def test_school_weights_are_the_standard_ones_rounded() -> None:
    for element, weight in ROUNDED_WEIGHTS.items():
        assert abs(weight - ATOMIC_WEIGHTS[element]) < 0.5
        assert weight % 0.5 == 0


def test_constants_are_codata_to_the_figures_stated() -> None:
    assert pytest.approx(scipy.constants.R, rel=1e-4) == constants.R
    assert pytest.approx(scipy.constants.value("Faraday constant"), rel=1e-5) == constants.F
    assert pytest.approx(scipy.constants.N_A, rel=1e-4) == constants.N_A
    assert scipy.constants.zero_Celsius == constants.ZERO_CELSIUS


@pytest.mark.parametrize("reaction", REACTIONS, ids=str)
def test_reactions_are_balanced(reaction: object) -> None:
    _assert_balanced(str(reaction).replace("->", "="))


@pytest.mark.parametrize(
    "equation", [r.equation for r in GAS_REACTIONS] + [row[3] for row in DISSOCIATIONS]
)
def test_gas_reactions_are_balanced(equation: str) -> None:
    _assert_balanced(re.sub(r"\((?:g|s|l)\)", "", equation))


def _assert_balanced(equation: str) -> None:
    sides = []
    for side in equation.split("="):
        counts: Counter[str] = Counter()
        for term in side.split(" + "):
            match = re.fullmatch(r"(?:(\d+) )?(\S+)", term.strip())
            assert match, term
            for element, n in composition(match[2]).items():
                counts[element] += int(match[1] or 1) * n
        sides.append(counts)
    assert sides[0] == sides[1], equation


def test_half_cells_are_in_the_order_of_their_potentials() -> None:
    potentials = [cell.potential for cell in HALF_CELLS]
    assert potentials == sorted(potentials)


@pytest.mark.parametrize("row", SPARING_SALTS, ids=lambda r: f"{r.formula} in {r.source}")
def test_ions_of_a_sparing_salt_are_neutral_together(row: object) -> None:
    assert isinstance(row, tuple)
    _, _, cation, cations, anion, anions, *_ = row

    def charge(ion: str) -> int:
        match = re.search(r"\^(\d*)[+-]$", ion)
        assert match
        return int(match[1] or 1)

    assert cations * charge(cation) == anions * charge(anion)


@pytest.mark.parametrize(
    ("cation", "anion", "expected"),
    [
        ("sodium", "chloride", ("sodium chloride", "NaCl")),
        ("calcium", "nitrate", ("calcium nitrate", "Ca(NO3)2")),
        ("ammonium", "carbonate", ("ammonium carbonate", "(NH4)2CO3")),
        ("magnesium", "sulfate", ("magnesium sulfate", "MgSO4")),
        ("barium", "phosphate", ("barium phosphate", "Ba3(PO4)2")),
        ("lithium", "phosphate", ("lithium phosphate", "Li3PO4")),
        ("zinc", "fluoride", ("zinc fluoride", "ZnF2")),
    ],
)
def test_salts(cation: str, anion: str, expected: tuple[str, str]) -> None:
    ions = {row[0]: row for row in (*CATIONS, *ANIONS)}
    assert salt(ions[cation], ions[anion]) == expected


@pytest.mark.parametrize(("_name", "formula"), COMPOUNDS)
def test_the_sum_shown_is_the_molar_mass(_name: str, formula: str) -> None:
    assert mass_sum(formula).endswith(f"{plain(molar_mass(formula, ROUNDED_WEIGHTS))} g/mol")
