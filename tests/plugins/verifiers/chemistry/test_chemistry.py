"""Chemical formulas and equations: composition, charge, spellings; never products of variables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor import Reference, Status, references, verify
from preceptor_verifiers.chemistry.comparison import is_chemical
from preceptor_verifiers.chemistry.formulas import looks_chemical, parse_formula
from preceptor_verifiers.chemistry.reactions import parse_reaction, same_reaction
from preceptor_verifiers.outcome import Same

A, R, U = Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED

FORMULAS = [
    ("C3H6O", "C6HO3", R), ("C3H6O", "C3H6O", A), ("C3H6O", "C3OH6", A), ("HCl", "MnO2", R),
    ("MnO2", "HCl", R), ("CHO", "C4H4O4", R), ("C4H4O4", "CHO", R), ("MnO2", "Cl2", R),
    ("C6H12O6", "\\ce{C6H12O6}", A), ("C6H12O6", "\\mathrm{C_6H_{12}O_6}", A),
    ("C6H12O6", "$\\text{C}_6\\text{H}_{12}\\text{O}_6$", A), ("C6H12O6", "C₆H₁₂O₆", A),
    ("C6H12O6", "C6H12O6.", A), ("C6H12O6", "The molecular formula is C6H12O6", A),
    ("C6H12O6", "CH2O", R), ("CO2", "C O2", A), ("CO2", "CO", R), ("CO", "Co", U),
    ("NaCl", "KCl", R), ("H2O", "HO2", R), ("H2O", "H_2O", A), ("H2O", "H2O(l)", A),
    ("SO4^2-", "SO_4^{2-}", A), ("SO4^2-", "SO₄²⁻", A), ("SO4^2-", "SO42-", A),
    ("Fe3+", "Fe^{3+}", A),
    ("SO4^2-", "SO4^-", R), ("SO4^2-", "SO3^2-", R), ("Fe^{3+}", "Fe^{2+}", R), ("Na+", "Na", R),
    ("NH4+", "\\ce{NH4+}", A), ("Ca(OH)2", "\\mathrm{Ca(OH)_2}", A), ("Ca(OH)2", "CaOH2", R),
    ("CH3CH2OH", "C2H6O", U), ("CH3CH2OH", "CH3OCH3", U), ("Ca(OH)2", "CaO2H2", U),
    ("CuSO4·5H2O", "\\mathrm{CuSO_4 \\cdot 5H_2O}", A), ("CuSO4·5H2O", "CuSO4·4H2O", R),
    ("CuSO4·5H2O", "CuSO4", R), ("[Fe(CN)6]^{4-}", "Fe(CN)6^4-", A), ("O2", "O3", R),
    ("[Fe(CN)6]^{4-}", "[Fe(CN)6]^{3-}", R), ("H2O", "water", A), ("H2O", "ammonia", R),
    ("No", "NO", A), ("No", "yes", R),
    ("noble gas", "CO2", U),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "candidate", "status"), FORMULAS)
def test_formulas(reference: str, candidate: str, status: Status) -> None:
    verdict = verify(references.text(reference), candidate)
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(
    ("reference", "candidate", "status"), [row for row in FORMULAS if is_chemical(row[0])]
)
def test_formulas_without_a_kind(reference: str, candidate: str, status: Status) -> None:
    verdict = verify(reference, candidate)
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(
    ("candidate", "status"),
    [("manganese dioxide", A), ("MnO_2", A), ("\\ce{MnO2}", A), ("HCl", R), ("Mn", R),
     ("chlorine", R), ("a mineral", U)],
)  # fmt: skip
def test_aliases(candidate: str, status: Status) -> None:
    reference = references.text("MnO2", aliases=("MnO₂", "manganese dioxide"))
    assert verify(reference, candidate).status is status


REACTION = "10 Al + 6 NH4ClO4 -> 5 Al2O3 + 6 HCl + 3 N2 + 9 H2O"
CHARGED = "MnO4^- + 5 Fe^{2+} + 8 H+ -> Mn^{2+} + 5 Fe^{3+} + 4 H2O"
REACTIONS = [
    (REACTION, REACTION, A),
    (REACTION, "6 NH4ClO4 + 10 Al -> 3 N2 + 6 HCl + 9 H2O + 5 Al2O3", A),
    (REACTION, "10Al + 6NH4ClO4 → 5Al2O3 + 6HCl + 3N2 + 9H2O", A),
    (REACTION, "\\ce{10 Al + 6 NH4ClO4 -> 5 Al2O3 + 6 HCl + 3 N2 + 9 H2O}", A),
    (REACTION, "10 Al + 6 NH4ClO4 -> 5 Al2O3 + 6 HCl + 3 N2 + 8 H2O", R),
    (REACTION, "20 Al + 12 NH4ClO4 -> 10 Al2O3 + 12 HCl + 6 N2 + 18 H2O", A),
    (REACTION, "10 Al + 6 NH4ClO4 -> 4 Al2O3 + 2 AlCl3 + 12 H2O + 6 NO", R),
    ("2 Bi2O3 + 3 TiO2 -> Bi4Ti3O12", "3 TiO2 + 2 Bi2O3 \\rightarrow Bi4Ti3O12", A),
    ("2 Bi2O3 + 3 TiO2 -> Bi4Ti3O12", "Bi4Ti3O12 -> 2 Bi2O3 + 3 TiO2", R),
    ("2 H2 + O2 -> 2 H2O", "$2\\mathrm{H_2} + \\mathrm{O_2} \\to 2\\mathrm{H_2O}$", A),
    ("2 H2 + O2 -> 2 H2O", "2 H2(g) + O2(g) -> 2 H2O(l)", A),
    ("2 H2 + O2 -> 2 H2O", "2 H2 + O2 = 2 H2O", A),
    ("2 H2 + O2 -> 2 H2O", "H2 + O2 -> H2O", R),
    ("2 H2 + O2 -> 2 H2O", "H2 + 1/2 O2 -> H2O", A),
    ("2 H2 + O2 -> 2 H2O", "2 H2O", U),
    ("2 H2 + O2 -> 2 H2O", "hydrogen burns", U),
    (CHARGED, "8 H+ + MnO4- + 5 Fe^2+ → 4 H2O + Mn^2+ + 5 Fe^3+", A),
    (CHARGED, "MnO4^- + Fe^{2+} + 8 H^+ -> Mn^{2+} + Fe^{3+} + 4 H2O", R),
    ("Cu^{2+} + 2 e^- -> Cu", "Cu^{2+} + 2e- -> Cu", A),
    ("Cu^{2+} + 2 e^- -> Cu", "Cu^{2+} + e^- -> Cu", R),
]


@pytest.mark.parametrize(("reference", "candidate", "status"), REACTIONS)
def test_reactions(reference: str, candidate: str, status: Status) -> None:
    for kind in (None, "text"):
        given = reference if kind is None else Reference(kind=kind, value=reference)
        verdict = verify(given, candidate)
        assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(
    ("reference", "candidate", "status"),
    [("H2O, CO2", "CO2, H2O", A), ("H2O, CO2", "CO2 and \\mathrm{H_2O}", A),
     ("H2O, CO2", "HO2, CO2", U), ("2 H2O", "2 \\mathrm{H_2O}", A), ("2 H2O", "4 HO", U)],
)  # fmt: skip
def test_lists_and_amounts_of_species(reference: str, candidate: str, status: Status) -> None:
    verdict = verify(reference, candidate)
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(
    ("reference", "candidate", "status"),
    [("OH^- + 2K^+", "4/2 K^+ + OH^1-", A), ("OH^- + 2K^+", "2OH^- + K^+", R),
     ("CaO + CO2", "CO2 + CaO + O2", R), ("H^+ + I^-", "HI", U), ("OH^- + K^+", "x + 5", U)],
)  # fmt: skip
def test_sums_of_species(reference: str, candidate: str, status: Status) -> None:
    verdict = verify(reference, candidate)
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize("text", ["Pa + Pb", "C_2 + H_2", "2C + 3H", "K + P", "P_1 + P_2"])
def test_sums_of_variables_are_not_chemistry(text: str) -> None:
    assert not is_chemical(text)


@pytest.mark.parametrize(
    "text",
    ["PV", "KI", "C_1", "K_2", "V_2", "P_1V_1", "P_1V_1 = P_2V_2", "V = IR", "A -> B", "x -> 3",
     "PV = nRT", "2x + 3", "AB", "ABC", "C", "y = C", "F_2", "C e^x", "V^{-1}", "n \\to \\infty",
     "NO", "\\frac{K_1}{K_2}", "5 K", "3 N", "12 C", "2 V", "", "noble gas", "Cosine", "(C)",
     "C-4", "K+2", "C_2-4", "N-1", "B-12", "O'", "B'", "P-Q", "O-P", "P=VI", "1.41 D", "C'", "e^-"],
)  # fmt: skip
def test_mathematics_is_not_chemistry(text: str) -> None:
    assert not is_chemical(text)


@pytest.mark.parametrize(
    "text",
    [
        "CO2",
        "NaCl",
        "H_2O",
        "O2",
        "Fe^{3+}",
        "Na+",
        "\\ce{K}",
        "Ca(OH)2",
        "C_2H_6",
        "SiO2",
        "^{14}C",
        "Zn+2",
        "CH3-CH2-OH",
        "Fe(III)",
        "SO4--",
        "^{235}_{92}U",
        "Li@C60",
    ],
)
def test_formulas_are_recognised(text: str) -> None:
    assert looks_chemical(text)


@given(st.text(alphabet="CHONaFe()[]23450^+-_{}$\\·.= >e/ ", max_size=80))
@settings(max_examples=200, deadline=2000)
def test_any_text_is_a_formula_or_none(text: str) -> None:
    formula, reaction = parse_formula(text), parse_reaction(text)
    assert formula is None or formula.readings
    assert reaction is None or (reaction.left and reaction.right)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zn - 2e^- -> Zn^2+", "Zn -> Zn2+ + 2 e-"), ("2Cl^- - 2e^- -> Cl2", "2 Cl- -> Cl2 + 2 e-"),
        ("Cu^2+ -> Cu - 2e^-", "Cu2+ + 2 e- -> Cu"), ("Fe^2+ − e⁻ → Fe^3+", "Fe2+ -> Fe3+ + e-"),
        ("CaCO3 --heat--> CaO + CO2", "CaCO3 -> CaO + CO2"),
        ("Ag+(aq) + Cl-(aq) -> AgCl(s)", "Ag+ + Cl- -> AgCl"),
    ],
)  # fmt: skip
def test_electrons_taken_away_are_formed_on_the_other_side(text: str, shown: str) -> None:
    assert str(parse_reaction(text)) == shown


def test_an_equation_of_names_states_no_coefficients() -> None:
    named = parse_reaction("sodium + chlorine -> sodium chloride")
    balanced = parse_reaction("2 Na + Cl2 -> 2 NaCl")
    assert named is not None
    assert balanced is not None
    assert named.in_words
    assert not balanced.in_words
    assert same_reaction(balanced, named)[0] is Same.UNKNOWN


@pytest.mark.parametrize(
    ("labelled", "raised"),
    [("[13C]O2", "^13CO2"), ("H2[18O]", "H2^18O"), ("[2H]2O", "^2H2O"), ("[13CH4]", "^13CH4")],
)
def test_mass_numbers_as_labels(labelled: str, raised: str) -> None:
    one, other = parse_formula(labelled), parse_formula(raised)
    assert one is not None
    assert other is not None
    assert one.readings == other.readings
    assert one.isotopes
