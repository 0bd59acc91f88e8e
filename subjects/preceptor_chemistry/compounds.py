"""Common compounds, the salts of common ions, and their molar masses worked out in steps."""

from __future__ import annotations

from typing import Final

from preceptor_chemistry.elements import ROUNDED_WEIGHTS, composition, molar_mass
from preceptor_chemistry.notation import plain

COMPOUNDS: Final = (
    ("water", "H2O"),
    ("carbon dioxide", "CO2"),
    ("methane", "CH4"),
    ("ammonia", "NH3"),
    ("oxygen gas", "O2"),
    ("nitrogen gas", "N2"),
    ("sulfur dioxide", "SO2"),
    ("sodium hydroxide", "NaOH"),
    ("potassium hydroxide", "KOH"),
    ("calcium hydroxide", "Ca(OH)2"),
    ("calcium carbonate", "CaCO3"),
    ("sodium carbonate", "Na2CO3"),
    ("magnesium oxide", "MgO"),
    ("calcium oxide", "CaO"),
    ("iron(III) oxide", "Fe2O3"),
    ("aluminium oxide", "Al2O3"),
    ("silicon dioxide", "SiO2"),
    ("nitric acid", "HNO3"),
    ("sulfuric acid", "H2SO4"),
    ("phosphoric acid", "H3PO4"),
    ("ethanol", "C2H6O"),
    ("methanol", "CH4O"),
    ("acetic acid", "C2H4O2"),
    ("propane", "C3H8"),
    ("benzene", "C6H6"),
    ("glucose", "C6H12O6"),
    ("urea", "CH4N2O"),
    ("ammonium nitrate", "NH4NO3"),
    ("ammonium sulfate", "(NH4)2SO4"),
    ("magnesium hydroxide", "Mg(OH)2"),
    ("sodium nitrate", "NaNO3"),
    ("potassium nitrate", "KNO3"),
    ("sodium sulfate", "Na2SO4"),
    ("iron(II) sulfide", "FeS"),
    ("nitrogen dioxide", "NO2"),
    ("hydrogen sulfide", "H2S"),
    ("hydrogen chloride", "HCl"),
    ("sodium chloride", "NaCl"),
    ("calcium chloride", "CaCl2"),
    ("copper(II) oxide", "CuO"),
)

CATIONS: Final = (
    ("lithium", "Li", 1),
    ("sodium", "Na", 1),
    ("potassium", "K", 1),
    ("ammonium", "NH4", 1),
    ("magnesium", "Mg", 2),
    ("calcium", "Ca", 2),
    ("strontium", "Sr", 2),
    ("barium", "Ba", 2),
    ("zinc", "Zn", 2),
)
ANIONS: Final = (
    ("fluoride", "F", 1),
    ("chloride", "Cl", 1),
    ("bromide", "Br", 1),
    ("iodide", "I", 1),
    ("nitrate", "NO3", 1),
    ("chlorate", "ClO3", 1),
    ("perchlorate", "ClO4", 1),
    ("acetate", "C2H3O2", 1),
    ("sulfate", "SO4", 2),
    ("carbonate", "CO3", 2),
    ("chromate", "CrO4", 2),
    ("phosphate", "PO4", 3),
)


def salt(cation: tuple[str, str, int], anion: tuple[str, str, int]) -> tuple[str, str]:
    """Name and formula of the neutral salt of two ions, each ``(name, formula, charge)``."""
    cations, anions = anion[2], cation[2]
    if cations == anions:
        cations = anions = 1

    def group(formula: str, count: int) -> str:
        if count == 1:
            return formula
        single = len(formula) == 1 or formula[1:].islower()
        return f"{formula}{count}" if single else f"({formula}){count}"

    return f"{cation[0]} {anion[0]}", group(cation[1], cations) + group(anion[1], anions)


def mass_sum(formula: str) -> str:
    """The molar mass as a sum over elements: ``2 × 1 + 16 = 2 + 16 = 18 g/mol``."""
    counts = composition(formula)
    products = [
        plain(ROUNDED_WEIGHTS[element])
        if count == 1
        else f"{count} × {plain(ROUNDED_WEIGHTS[element])}"
        for element, count in counts.items()
    ]
    terms = [plain(ROUNDED_WEIGHTS[element] * count) for element, count in counts.items()]
    total = plain(molar_mass(formula, ROUNDED_WEIGHTS))
    stages = [" + ".join(products), " + ".join(terms), total]
    distinct = [stage for index, stage in enumerate(stages) if stage not in stages[:index]]
    return " = ".join(distinct) + " g/mol"


def weights_given(formula: str) -> str:
    """The atomic weights a problem states: ``H = 1, O = 16``."""
    return ", ".join(f"{e} = {plain(ROUNDED_WEIGHTS[e])}" for e in composition(formula))
