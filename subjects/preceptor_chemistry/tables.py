"""Measured properties of real substances that problems are drawn from.

Unless a table says otherwise the values are those of the CRC Handbook of Chemistry and Physics,
97th edition (2016), at 25 °C, rounded to the figures problems state. Formulas are plain text.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Acid(NamedTuple):
    """A monoprotic acid: name, formula, Ka at 25 °C (section 5, dissociation constants)."""

    name: str
    formula: str
    ka: float


WEAK_ACIDS: Final = (
    Acid("acetic acid", "CH3COOH", 1.75e-5),
    Acid("formic acid", "HCOOH", 1.78e-4),
    Acid("benzoic acid", "C6H5COOH", 6.25e-5),
    Acid("propanoic acid", "C2H5COOH", 1.35e-5),
    Acid("butanoic acid", "C3H7COOH", 1.48e-5),
    Acid("lactic acid", "C3H6O3", 1.38e-4),
    Acid("chloroacetic acid", "ClCH2COOH", 1.35e-3),
    Acid("hydrofluoric acid", "HF", 6.3e-4),
    Acid("nitrous acid", "HNO2", 5.6e-4),
    Acid("hypochlorous acid", "HClO", 4.0e-8),
    Acid("hydrocyanic acid", "HCN", 6.2e-10),
)


class BufferPair(NamedTuple):
    """An acid, its conjugate base, and the pKa at 25 °C."""

    acid: str
    base: str
    pka: float


BUFFERS: Final = (
    BufferPair("acetic acid (CH3COOH)", "sodium acetate (CH3COONa)", 4.76),
    BufferPair("propanoic acid (C2H5COOH)", "sodium propanoate (C2H5COONa)", 4.87),
    BufferPair("sodium dihydrogen phosphate (NaH2PO4)", "disodium phosphate (Na2HPO4)", 7.21),
    BufferPair("ammonium chloride (NH4Cl)", "ammonia (NH3)", 9.25),
    BufferPair("tris hydrochloride (TrisHCl)", "tris base (Tris)", 8.07),
)

TITRATED_ACIDS: Final = tuple(
    acid for acid in WEAK_ACIDS if acid.formula in ("CH3COOH", "C2H5COOH", "C3H7COOH", "HClO")
)
"""Acids weak enough that the Henderson-Hasselbalch equation holds between 20 % and 80 %."""


class SparingSalt(NamedTuple):
    """A sparingly soluble salt with a soluble salt that shares an ion with it.

    ``cations`` and ``anions`` are per formula unit; ``shared`` names the common ion;
    ``per_source`` is how many of it one formula unit of ``source`` gives.
    """

    formula: str
    ksp: float
    cation: str
    cations: int
    anion: str
    anions: int
    source: str
    shared: str
    per_source: int


SPARING_SALTS: Final = (
    SparingSalt("AgCl", 1.77e-10, "Ag^+", 1, "Cl^-", 1, "NaCl", "Cl^-", 1),
    SparingSalt("AgCl", 1.77e-10, "Ag^+", 1, "Cl^-", 1, "AgNO3", "Ag^+", 1),
    SparingSalt("AgBr", 5.35e-13, "Ag^+", 1, "Br^-", 1, "KBr", "Br^-", 1),
    SparingSalt("BaSO4", 1.08e-10, "Ba^2+", 1, "SO4^2-", 1, "Na2SO4", "SO4^2-", 1),
    SparingSalt("PbSO4", 2.53e-8, "Pb^2+", 1, "SO4^2-", 1, "K2SO4", "SO4^2-", 1),
    SparingSalt("CaF2", 3.45e-11, "Ca^2+", 1, "F^-", 2, "NaF", "F^-", 1),
    SparingSalt("PbI2", 9.8e-9, "Pb^2+", 1, "I^-", 2, "KI", "I^-", 1),
    SparingSalt("PbI2", 9.8e-9, "Pb^2+", 1, "I^-", 2, "MgI2", "I^-", 2),
    SparingSalt("Mg(OH)2", 5.61e-12, "Mg^2+", 1, "OH^-", 2, "NaOH", "OH^-", 1),
    SparingSalt("MgF2", 5.16e-11, "Mg^2+", 1, "F^-", 2, "KF", "F^-", 1),
    SparingSalt("Ag2CrO4", 1.12e-12, "Ag^+", 2, "CrO4^2-", 1, "AgNO3", "Ag^+", 1),
)


class HalfCell(NamedTuple):
    """A metal electrode: metal, charge of its ion, standard reduction potential in V."""

    metal: str
    charge: int
    potential: float


HALF_CELLS: Final = (
    HalfCell("Mg", 2, -2.372),
    HalfCell("Al", 3, -1.662),
    HalfCell("Zn", 2, -0.762),
    HalfCell("Cr", 3, -0.744),
    HalfCell("Fe", 2, -0.447),
    HalfCell("Cd", 2, -0.403),
    HalfCell("Ni", 2, -0.257),
    HalfCell("Sn", 2, -0.138),
    HalfCell("Pb", 2, -0.126),
    HalfCell("Cu", 2, 0.342),
    HalfCell("Ag", 1, 0.800),
)


class PlatedMetal(NamedTuple):
    """A metal deposited from a solution or melt of the named salt."""

    name: str
    symbol: str
    charge: int
    salt: str


PLATED_METALS: Final = (
    PlatedMetal("copper", "Cu", 2, "aqueous CuSO4"),
    PlatedMetal("silver", "Ag", 1, "aqueous AgNO3"),
    PlatedMetal("nickel", "Ni", 2, "aqueous NiSO4"),
    PlatedMetal("zinc", "Zn", 2, "aqueous ZnSO4"),
    PlatedMetal("chromium", "Cr", 3, "aqueous Cr2(SO4)3"),
    PlatedMetal("gold", "Au", 3, "a gold(III) chloride bath"),
    PlatedMetal("magnesium", "Mg", 2, "molten MgCl2"),
    PlatedMetal("aluminium", "Al", 3, "Al2O3 in molten cryolite"),
)


class Solvent(NamedTuple):
    """Freezing point in °C, cryoscopic and ebullioscopic constants in K·kg/mol, boiling point.

    ``solutes`` are ``(name, formula, particles per formula unit)`` for ideal behaviour.
    """

    name: str
    freezing: float
    kf: float
    boiling: float
    kb: float
    solutes: tuple[tuple[str, str, int], ...]


SOLVENTS: Final = (
    Solvent(
        "water",
        0.0,
        1.86,
        100.0,
        0.513,
        (
            ("glucose", "C6H12O6", 1),
            ("urea", "CH4N2O", 1),
            ("ethylene glycol", "C2H6O2", 1),
            ("sodium chloride", "NaCl", 2),
            ("potassium bromide", "KBr", 2),
            ("calcium chloride", "CaCl2", 3),
            ("magnesium nitrate", "Mg(NO3)2", 3),
            ("sodium sulfate", "Na2SO4", 3),
        ),
    ),
    Solvent(
        "benzene",
        5.5,
        5.07,
        80.1,
        2.64,
        (("naphthalene", "C10H8", 1), ("biphenyl", "C12H10", 1), ("camphor", "C10H16O", 1)),
    ),
    Solvent(
        "cyclohexane",
        6.6,
        20.8,
        80.7,
        2.92,
        (("naphthalene", "C10H8", 1), ("camphor", "C10H16O", 1)),
    ),
)


class Liquid(NamedTuple):
    """Normal boiling point in °C and enthalpy of vaporisation there in kJ/mol (section 6)."""

    name: str
    boiling: float
    vaporisation: float


LIQUIDS: Final = (
    Liquid("water", 100.0, 40.65),
    Liquid("ethanol", 78.3, 38.56),
    Liquid("methanol", 64.6, 35.21),
    Liquid("benzene", 80.1, 30.72),
    Liquid("toluene", 110.6, 33.18),
    Liquid("acetone", 56.1, 29.10),
    Liquid("hexane", 68.7, 28.85),
    Liquid("diethyl ether", 34.5, 26.52),
    Liquid("trichloromethane", 61.2, 29.24),
)


class Fuel(NamedTuple):
    """A fuel with its standard enthalpy of formation in kJ/mol (section 5)."""

    name: str
    formula: str
    formation: float


FUELS: Final = (
    Fuel("methane gas", "CH4", -74.6),
    Fuel("ethane gas", "C2H6", -84.0),
    Fuel("propane gas", "C3H8", -103.8),
    Fuel("butane gas", "C4H10", -125.7),
    Fuel("ethene gas", "C2H4", 52.4),
    Fuel("ethyne gas", "C2H2", 227.4),
    Fuel("liquid methanol", "CH4O", -239.2),
    Fuel("liquid ethanol", "C2H6O", -277.6),
    Fuel("liquid benzene", "C6H6", 49.1),
    Fuel("liquid octane", "C8H18", -250.1),
    Fuel("solid glucose", "C6H12O6", -1273.3),
)

FORMATION_CO2: Final = -393.5
"""Standard enthalpy of formation of CO2(g), kJ/mol."""

FORMATION_WATER: Final = -285.8
"""Standard enthalpy of formation of H2O(l), kJ/mol."""


class CalorimeterFuel(NamedTuple):
    """A solid burnt in a bomb and the heat it gives at constant volume, kJ/g.

    From enthalpies of combustion of the CRC Handbook, section 5.
    """

    name: str
    formula: str
    heat: float


CALORIMETER_FUELS: Final = (
    CalorimeterFuel("benzoic acid", "C7H6O2", 26.4),
    CalorimeterFuel("naphthalene", "C10H8", 40.2),
    CalorimeterFuel("sucrose", "C12H22O11", 16.5),
    CalorimeterFuel("glucose", "C6H12O6", 15.6),
    CalorimeterFuel("salicylic acid", "C7H6O3", 21.9),
    CalorimeterFuel("urea", "CH4N2O", 10.5),
)


class GasReaction(NamedTuple):
    """A reaction with ΔH° in kJ/mol, ΔS° in J/(mol·K), and a sensible range of T in K.

    Both are formed from the standard enthalpies of formation and molar entropies of section 5
    (N2O4: NIST-JANAF thermochemical tables, 4th edition).
    """

    equation: str
    enthalpy: float
    entropy: float
    low: int
    high: int


GAS_REACTIONS: Final = (
    GasReaction("N2O4(g) = 2 NO2(g)", 57.2, 175.8, 280, 360),
    GasReaction("N2(g) + 3 H2(g) = 2 NH3(g)", -91.8, -198.1, 400, 700),
    GasReaction("CO(g) + H2O(g) = CO2(g) + H2(g)", -41.2, -42.0, 500, 1100),
    GasReaction("CaCO3(s) = CaO(s) + CO2(g)", 179.2, 160.2, 900, 1250),
    GasReaction("2 SO2(g) + O2(g) = 2 SO3(g)", -197.8, -188.0, 800, 1150),
    GasReaction("H2(g) + I2(g) = 2 HI(g)", -9.4, 21.8, 450, 800),
    GasReaction("PCl5(g) = PCl3(g) + Cl2(g)", 87.9, 170.3, 400, 600),
    GasReaction("COCl2(g) = CO(g) + Cl2(g)", 108.6, 137.3, 600, 850),
    GasReaction("C2H4(g) + H2(g) = C2H6(g)", -136.4, -120.8, 700, 1200),
)

WATER_VAPOUR: Final = (
    (15, 1.71),
    (18, 2.06),
    (20, 2.34),
    (22, 2.64),
    (24, 2.99),
    (25, 3.17),
    (26, 3.36),
    (28, 3.78),
    (30, 4.25),
)
"""Vapour pressure of water: (temperature in °C, pressure in kPa), section 6."""


class Absorber(NamedTuple):
    """A dissolved absorber: molar absorption coefficient in L/(mol·cm) at a wavelength in nm."""

    name: str
    formula: str | None
    epsilon: float
    wavelength: int


ABSORBERS: Final = (
    # NADH: Horecker & Kornberg 1948; p-nitrophenolate, tryptophan: Sigma-Aldrich assay sheets
    # and Pace et al. 1995; ferroin: Fortune & Mellon 1938; permanganate: 525 nm maximum.
    Absorber("NADH", None, 6220, 340),
    Absorber("potassium permanganate", "KMnO4", 2400, 525),
    Absorber("4-nitrophenolate", None, 18300, 405),
    Absorber("tryptophan", "C11H12N2O2", 5500, 280),
    Absorber("tris(1,10-phenanthroline)iron(II)", None, 11100, 510),
    Absorber("caffeine", "C8H10N4O2", 9740, 273),
)


class Nuclide(NamedTuple):
    """A nuclide with its half-life (ENSDF, rounded) and the unit of that half-life."""

    name: str
    half_life: float
    unit: str


NUCLIDES: Final = (
    Nuclide("iodine-131", 8.02, "d"),
    Nuclide("fluorine-18", 109.8, "min"),
    Nuclide("technetium-99m", 6.01, "h"),
    Nuclide("phosphorus-32", 14.3, "d"),
    Nuclide("sodium-24", 15.0, "h"),
    Nuclide("carbon-11", 20.4, "min"),
)
