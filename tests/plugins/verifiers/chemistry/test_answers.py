"""Chemical answers, case by case: accepted, rejected, and left undecided."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from preceptor import Status, references
from preceptor.components import Item
from preceptor.registry import Registry
from preceptor_verifiers.chemistry.comparison import ChemistryPolicy, compare_chemistry
from preceptor_verifiers.outcome import Outcome, Same

Compare = Callable[..., Outcome]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


class Case(NamedTuple):
    """A reference and what answers to it are."""

    reference: str
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    undecided: tuple[str, ...]


CASES = [
    Case("2 H2 + O2 -> 2 H2O", ("2H_2 + O_2 \\rightarrow 2H_2O", "\\ce{2H2 + O2 -> 2H2O}",
         "\\ce{2H2(g) + O2(g) -> 2H2O(l)}",
         "$2\\,\\mathrm{H_2} + \\mathrm{O_2} \\longrightarrow 2\\,\\mathrm{H_2O}$",
         "2H₂ + O₂ ⟶ 2H₂O", "O2 + 2H2 = 2H2O", "H2 + ½O2 → H2O", "H2 + 0.5 O2 → H2O",
         "H_2 + \\frac{1}{2} O_2 \\to H_2O", "H_2 + \\frac12 O_2 \\to H_2O",
         "2 H2O <- 2 H2 + O2", "2H2 + O2 ⇌ 2H2O", "2H2 + O2 \\rightleftharpoons 2H2O",
         "2H2 + O2 <=> 2H2O", "2H2 + O2 ->[Pt] 2H2O",
         "2H_2 + O_2 \\xrightarrow{\\text{heat}} 2H_2O",
         "2H_2 + O_2 \\xrightarrow[\\Delta]{Pt} 2H_2O",
         "2H_2 + O_2 \\overset{\\Delta}{\\rightarrow} 2H_2O", "2 hydrogen + oxygen -> 2 water",
         "2 H2 + O2 yields 2 H2O", "2 H2 + O2 -> 2 H2O + heat", "2 H2 + O2 -> 2 H2O + 572 kJ",
         "4 H2 + 2 O2 -> 4 H2O", "2 H2 + O2 --> 2 H2O", "2H2+O2->2H2O", "2H2+O2=2H2O"),
         ("2 H2O -> 2 H2 + O2", "2 H2 + 2 O2 -> 2 H2O", "H2 + O2 -> H2O2"), ()),
    Case("N2 + 3 H2 <=> 2 NH3", (), (), ("2 NH3 <=> N2 + 3 H2",)),
    Case("MnO4- + 5 Fe2+ + 8 H+ -> Mn2+ + 5 Fe3+ + 4 H2O",
         ("MnO4^- + 5Fe^{2+} + 8H^+ \\rightarrow Mn^{2+} + 5Fe^{3+} + 4H_2O",),
         ("MnO4^- + Fe^{2+} + 8H^+ \\rightarrow Mn^{2+} + Fe^{3+} + 4H_2O",), ()),
    Case("Zn -> Zn^{2+} + 2e^-", ("Zn -> Zn+2 + 2 e-", "Zn → Zn²⁺ + 2e⁻"),
         ("Zn -> Zn^{2+} + e^-",), ()),
    Case("Ag+ + Cl- -> AgCl", ("Ag^+(aq) + Cl^-(aq) \\rightarrow AgCl(s)",), (),
         ("AgNO3 + NaCl -> AgCl + NaNO3",)),
    Case("CH4 + 2 O2 -> CO2 + 2 H2O", ("CH_4(g) + 2O_2(g) \\to CO_2(g) + 2H_2O(g)",
         "The balanced equation is CH4 + 2O2 → CO2 + 2H2O", "CH4 + 2 O2 -> CO2 + 2 H2O.",
         "**CH4 + 2 O2 → CO2 + 2 H2O**", "\\boxed{CH_4 + 2O_2 \\rightarrow CO_2 + 2H_2O}"),
         ("CH4 + 3 O2 -> CO2 + 2 H2O", "CH4 + 3/2 O2 -> CO + 2 H2O"), ()),
    Case("2 Al + 6 HCl -> 2 AlCl3 + 3 H2", ("2Al + 6HCl → 2AlCl₃ + 3H₂↑",), (), ()),
    Case("CuSO4·5H2O -> CuSO4 + 5 H2O", ("CuSO4.5H2O -> CuSO4 + 5H2O",), (), ()),
    Case("Fe^{3+}", ("Fe3+", "Fe(III)", "iron(III)"), ("iron(II)", "Fe2+"), ()),
    Case("SO4^2-", ("SO4--", "sulfate", "sulfate ion"), ("sulfite",), ()),
    Case("^{14}C", ("C-14", "carbon-14"), ("carbon-12", "C"), ()),
    Case("^{235}_{92}U", ("U-235",), (), ()),
    Case("[Fe(CN)6]^{4-}", ("[Fe(CN)6]-4", "Fe(CN)6^{4-}", "[Fe(CN)6]4-"), ("[Fe(CN)6]3-",), ()),
    Case("CH3COOH", ("acetic acid", "CH3CO2H", "ethanoic acid"), ("ethanol",), ("C2H4O2",)),
    Case("acetic acid", ("CH3COOH", "C2H4O2", "ethanoic acid"), ("CH3OH",), ("HCOOCH3",)),
    Case("glucose", ("C6H12O6",), (), ("fructose",)),
    Case("NaCl", ("sodium chloride", "table salt"), ("potassium chloride",), ()),
    Case("Al2(SO4)3", ("aluminum sulfate",), (), ()),
    Case("Fe2O3", ("iron(III) oxide", "ferric oxide"), ("iron(II) oxide",), ()),
    Case("N2O4", ("dinitrogen tetroxide",), (), ()),
    Case("CuSO4·5H2O", ("copper(II) sulfate pentahydrate",), (), ()),
    Case("copper(II) sulfate pentahydrate", ("CuSO4.5H2O",), (), ()),
    Case("sodium acetate", ("CH3COONa", "NaC2H3O2"), (), ()),
    Case("Cu", ("copper",), (), ()),
    Case("water", ("H2O", "\\mathrm{H_2O}"), ("H2O2",), ()),
    Case("hydrochloric acid", ("HCl",), (), ()),
    Case("^{238}_{92}U -> ^{234}_{90}Th + ^{4}_{2}He",
         ("U-238 -> Th-234 + α",
          "^{238}_{92}\\mathrm{U} \\rightarrow ^{234}_{90}\\mathrm{Th} + ^4_2\\mathrm{He}",
          "{}^{238}_{92}\\text{U} \\to {}^{234}_{90}\\text{Th} + \\alpha"),
         ("^{238}U -> ^{235}Th + ^4He", "^{238}U -> ^{234}Pa + ^4He"), ()),
    Case("^{235}_{92}U + ^{1}_{0}n -> ^{141}_{56}Ba + ^{92}_{36}Kr + 3 ^{1}_{0}n",
         ("^{235}U + n → ^{141}Ba + ^{92}Kr + 3n", "U-235 + n -> Ba-141 + Kr-92 + 3 n"),
         ("^{235}U + n → ^{141}Ba + ^{92}Kr + 2n",), ()),
    Case("^{14}_{6}C -> ^{14}_{7}N + ^{0}_{-1}e",
         ("^{14}C -> ^{14}N + e^-", "^{14}_6C \\to ^{14}_7N + \\beta^- + \\bar{\\nu}_e"),
         ("^{14}C -> ^{14}N", "^{14}C -> ^{14}N + e^+"), ()),
    Case("2 D2 + O2 -> 2 D2O", ("D2 + 1/2 O2 -> D2O",), (), ("2 D2 + O2 -> D2O",)),
]  # fmt: skip
PAIRS = [
    pytest.param(case.reference, candidate, same, id=f"{case.reference} | {candidate}")
    for case in CASES
    for candidates, same in (
        (case.accepted, Same.YES), (case.rejected, Same.NO), (case.undecided, Same.UNKNOWN)
    )
    for candidate in candidates
]  # fmt: skip


@pytest.mark.parametrize(("reference", "candidate", "same"), PAIRS)
def test_chemical_answer(compare: Compare, reference: str, candidate: str, same: Same) -> None:
    outcome = compare(reference, candidate)
    assert outcome.same is same, outcome.reason


@pytest.mark.parametrize(
    ("reference", "candidate", "reason"),
    [
        ("2 H2 + O2 -> 2 H2O", "H2 + O2 -> H2O",
         "The equation is not balanced: O 2 on the left, 1 on the right. "
         "Balanced: 2 H2 + O2 -> 2 H2O."),
        ("Zn -> Zn^{2+} + 2e^-", "Zn -> Zn^{2+} + e^-",
         "The equation is not balanced: charge 0 on the left, 1 on the right. "
         "Balanced: Zn -> Zn2+ + 2 e-."),
        ("2 H2 + O2 -> 2 H2O", "2 H2O -> 2 H2 + O2",
         "The equation is written in the opposite direction."),
        ("^{14}C -> ^{14}N + e^-", "^{14}C -> ^{14}N",
         "The equation is not balanced: charge 6 on the left, 7 on the right."),
        ("C6H12O6", "C6H12O5", "The formulas differ in O: 5, not 6."),
        ("Fe^{3+}", "Fe^{2+}", "The formulas differ in charge: +2, not +3."),
        ("FeCl3", "iron(II) chloride", "The formula of iron(II) chloride is FeCl2."),
    ],
)  # fmt: skip
def test_reasons_name_what_is_wrong(
    compare: Compare, reference: str, candidate: str, reason: str
) -> None:
    assert compare(reference, candidate).reason == reason


@pytest.mark.parametrize(
    ("reference", "candidate", "policy", "same"),
    [
        ("C2H6O", "CH3CH2OH", ChemistryPolicy(isomers=True), Same.YES),
        ("C2H6O", "CH3CH2OH", ChemistryPolicy(), Same.UNKNOWN),
        ("C2H6O", "CH3OH", ChemistryPolicy(isomers=True), Same.NO),
        ("H2O(l)", "H2O(g)", ChemistryPolicy(phases=True), Same.NO),
        ("H2O(l)", "H2O", ChemistryPolicy(phases=True), Same.UNKNOWN),
        ("H2O(l)", "H2O(g)", ChemistryPolicy(), Same.YES),
        ("2 H2(g) + O2(g) -> 2 H2O(l)", "2 H2(g) + O2(g) -> 2 H2O(g)",
         ChemistryPolicy(phases=True), Same.NO),
        ("2 H2 + O2 -> 2 H2O", "4 H2 + 2 O2 -> 4 H2O", ChemistryPolicy(multiples=False), Same.NO),
    ],
)  # fmt: skip
def test_conventions(reference: str, candidate: str, policy: ChemistryPolicy, same: Same) -> None:
    outcome = compare_chemistry(reference, candidate, policy=policy)
    assert outcome is not None
    assert outcome.same is same, outcome.reason


@pytest.mark.parametrize(
    ("options", "reference", "candidate", "status"),
    [
        ({}, "C2H6O", "CH3CH2OH", Status.UNDECIDED),
        ({"isomers": True}, "C2H6O", "CH3CH2OH", Status.ACCEPTED),
        ({"phases": True}, "H2O(l)", "H2O(g)", Status.REJECTED),
        ({"multiples": False}, "2 H2 + O2 -> 2 H2O", "H2 + 1/2 O2 -> H2O", Status.REJECTED),
        ({}, "sodium chloride", "NaCl", Status.ACCEPTED),
        ({}, "NaCl", "sodium chloride", Status.ACCEPTED),
        ({}, "NaCl", "potassium chloride", Status.REJECTED),
        ({}, "NaCl", "unobtainium", Status.UNDECIDED),
    ],
)  # fmt: skip
def test_options_of_the_verifier(
    registry: Registry, options: dict[str, bool], reference: str, candidate: str, status: Status
) -> None:
    verifier = registry.create("verifier", "text", options)
    item = Item(id="1", reference=references.text(reference), candidate=candidate)
    assert verifier.verify_batch([item])[0].status is status
