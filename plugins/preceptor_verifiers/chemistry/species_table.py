"""Names of common species with their formulas, and the parts of systematic names.

Names follow IUPAC's recommendations (Red Book 2005; Blue Book 2013) and the usage of textbooks.
A bar marks species that share their composition with others that are as common; the
composition alone follows it.
Only names with an unambiguous formula are listed; any other word is unknown.
"""

from __future__ import annotations

from typing import Final


def _table(text: str) -> dict[str, str]:
    """Return the formulas by name of lines ``name, name: formula formula``."""
    entries = (line.partition(": ") for line in text.strip().splitlines())
    return {
        name.strip(): formulas.strip()
        for names, _, formulas in entries
        for name in names.split(", ")
    }


_MOLECULES: Final = """
    water, dihydrogen monoxide, dihydrogen oxide: H2O
    heavy water, deuterium oxide: D2O
    hydrogen peroxide: H2O2
    ammonia: NH3
    hydrazine: N2H4
    phosphine: PH3
    arsine: AsH3
    silane: SiH4
    diborane: B2H6
    ozone, trioxygen: O3
    dihydrogen: H2
    dioxygen: O2
    dinitrogen: N2
    white phosphorus, tetraphosphorus: P4
    graphite, diamond: C |
    nitric oxide: NO
    nitrous oxide, laughing gas: N2O
    hydrogen sulfide: H2S
    hydrogen cyanide, hydrocyanic acid, prussic acid: HCN
    hydrogen fluoride, hydrofluoric acid: HF
    hydrogen chloride, hydrochloric acid, muriatic acid: HCl
    hydrogen bromide, hydrobromic acid: HBr
    hydrogen iodide, hydroiodic acid, hydriodic acid: HI
    hydrosulfuric acid: H2S
    sulfuric acid, oil of vitriol: H2SO4
    sulfurous acid: H2SO3
    nitric acid: HNO3
    nitrous acid: HNO2
    phosphoric acid, orthophosphoric acid: H3PO4
    phosphorous acid, phosphonic acid: H3PO3
    carbonic acid: H2CO3
    boric acid: H3BO3 B(OH)3
    silicic acid: H4SiO4
    chromic acid: H2CrO4
    dichromic acid: H2Cr2O7
    permanganic acid: HMnO4
    thiosulfuric acid: H2S2O3
    hypochlorous acid: HClO HOCl
    chlorous acid: HClO2
    chloric acid: HClO3
    perchloric acid: HClO4
    hypobromous acid: HBrO HOBr
    bromic acid: HBrO3
    perbromic acid: HBrO4
    hypoiodous acid: HIO HOI
    iodic acid: HIO3
    periodic acid: HIO4 H5IO6
    cyanic acid: HOCN
    thiocyanic acid: HSCN
    hydrazoic acid: HN3
    phosgene, carbonyl chloride, carbonyl dichloride: COCl2
    thionyl chloride: SOCl2
    sulfuryl chloride: SO2Cl2
    carbon disulfide: CS2
    silica, quartz: SiO2
    alumina, corundum: Al2O3
    hematite, haematite: Fe2O3
    magnetite: Fe3O4
    pyrite, fool's gold: FeS2
    limestone, calcite, chalk, marble: CaCO3
    quicklime, lime, burnt lime: CaO
    slaked lime, hydrated lime: Ca(OH)2
    gypsum: CaSO4·2H2O
    plaster of paris: CaSO4·0.5H2O
    baking soda, bicarbonate of soda: NaHCO3
    washing soda: Na2CO3·10H2O
    soda ash: Na2CO3
    caustic soda, lye: NaOH
    caustic potash: KOH
    table salt, common salt, rock salt, halite: NaCl
    saltpeter, saltpetre, nitre, niter: KNO3
    chile saltpeter: NaNO3
    borax: Na2B4O7·10H2O
    epsom salt, epsom salts: MgSO4·7H2O
    blue vitriol: CuSO4·5H2O
    green vitriol: FeSO4·7H2O
    milk of magnesia: Mg(OH)2
    magnesia: MgO
    calcium carbide, calcium acetylide: CaC2
    dry ice: CO2
    alum, potash alum: KAl(SO4)2·12H2O
    ammonium nitrate: NH4NO3 | N2H4O3
    rust: Fe2O3·H2O
    cinnabar: HgS
    galena: PbS
    fluorite, fluorspar: CaF2
    methane: CH4
    ethane: C2H6 CH3CH3
    propane: C3H8 CH3CH2CH3
    butane, n-butane: CH3CH2CH2CH3 | C4H10
    isobutane, 2-methylpropane, methylpropane: (CH3)3CH | C4H10
    pentane, n-pentane: CH3(CH2)3CH3 | C5H12
    hexane, n-hexane: CH3(CH2)4CH3 | C6H14
    heptane, n-heptane: CH3(CH2)5CH3 | C7H16
    octane, n-octane: CH3(CH2)6CH3 | C8H18
    nonane, n-nonane: CH3(CH2)7CH3 | C9H20
    decane, n-decane: CH3(CH2)8CH3 | C10H22
    cyclopropane: C3H6 |
    cyclobutane: C4H8 |
    cyclopentane: C5H10 |
    cyclohexane: C6H12 |
    ethylene, ethene: C2H4 CH2CH2 H2CCH2
    propylene, propene: CH3CHCH2 | C3H6
    acetylene, ethyne: C2H2 HCCH CHCH
    propyne: CH3CCH | C3H4
    1,3-butadiene, butadiene: CH2CHCHCH2 | C4H6
    benzene: C6H6
    toluene, methylbenzene: C6H5CH3 | C7H8
    xylene: C6H4(CH3)2 | C8H10
    styrene: C6H5CHCH2 | C8H8
    naphthalene: C10H8
    anthracene: C14H10
    methanol, methyl alcohol, wood alcohol: CH3OH CH4O
    ethanol, ethyl alcohol, grain alcohol: CH3CH2OH C2H5OH | C2H6O
    propan-1-ol, 1-propanol, n-propanol: CH3CH2CH2OH C3H7OH | C3H8O
    propan-2-ol, 2-propanol, isopropanol, isopropyl alcohol: CH3CHOHCH3 CH3CH(OH)CH3 | C3H8O
    butan-1-ol, 1-butanol: CH3CH2CH2CH2OH C4H9OH | C4H10O
    ethylene glycol, ethane-1,2-diol: HOCH2CH2OH C2H4(OH)2 | C2H6O2
    glycerol, glycerin, glycerine: C3H5(OH)3 | C3H8O3
    phenol: C6H5OH | C6H6O
    dimethyl ether, methoxymethane: CH3OCH3 | C2H6O
    diethyl ether, ethoxyethane: CH3CH2OCH2CH3 C2H5OC2H5 (C2H5)2O | C4H10O
    formaldehyde, methanal: HCHO CH2O
    acetaldehyde, ethanal: CH3CHO | C2H4O
    acetone, propanone, propan-2-one: CH3COCH3 (CH3)2CO | C3H6O
    butanone: CH3COCH2CH3 | C4H8O
    formic acid, methanoic acid: HCOOH HCO2H | CH2O2
    acetic acid, ethanoic acid: CH3COOH HC2H3O2 | C2H4O2
    propionic acid, propanoic acid: CH3CH2COOH C2H5COOH | C3H6O2
    butyric acid, butanoic acid: CH3CH2CH2COOH C3H7COOH | C4H8O2
    oxalic acid, ethanedioic acid: H2C2O4 HOOCCOOH (COOH)2 | C2H2O4
    benzoic acid: C6H5COOH | C7H6O2
    citric acid: C6H8O7
    lactic acid: CH3CH(OH)COOH CH3CHOHCOOH | C3H6O3
    tartaric acid: C4H6O6
    salicylic acid: C7H6O3
    aspirin, acetylsalicylic acid: C9H8O4
    stearic acid: CH3(CH2)16COOH C17H35COOH | C18H36O2
    palmitic acid: CH3(CH2)14COOH C15H31COOH | C16H32O2
    oleic acid: C17H33COOH | C18H34O2
    ascorbic acid, vitamin c: C6H8O6
    ethyl acetate, ethyl ethanoate: CH3COOCH2CH3 CH3COOC2H5 | C4H8O2
    methyl acetate, methyl ethanoate: CH3COOCH3 | C3H6O2
    glucose, dextrose: C6H12O6 |
    fructose: C6H12O6 |
    galactose: C6H12O6 |
    sucrose, cane sugar, table sugar: C12H22O11 |
    lactose: C12H22O11 |
    maltose: C12H22O11 |
    urea, carbamide: CO(NH2)2 (NH2)2CO H2NCONH2 | CH4N2O
    methylamine: CH3NH2 | CH5N
    ethylamine: CH3CH2NH2 C2H5NH2 | C2H7N
    aniline: C6H5NH2 | C6H7N
    pyridine: C5H5N
    glycine: NH2CH2COOH H2NCH2COOH | C2H5NO2
    alanine: CH3CH(NH2)COOH | C3H7NO2
    caffeine: C8H10N4O2
    nitrobenzene: C6H5NO2
    trinitrotoluene, tnt: C7H5(NO2)3 C6H2(CH3)(NO2)3 | C7H5N3O6
    nitroglycerin, nitroglycerine: C3H5(NO3)3 C3H5(ONO2)3 | C3H5N3O9
    chloroform, trichloromethane: CHCl3
    dichloromethane, methylene chloride: CH2Cl2
    chloromethane, methyl chloride: CH3Cl
    bromomethane, methyl bromide: CH3Br
    iodomethane, methyl iodide: CH3I
    chloroethane, ethyl chloride: C2H5Cl CH3CH2Cl
    vinyl chloride, chloroethene: C2H3Cl CH2CHCl
    acetonitrile: CH3CN | C2H3N
    tetraethyllead: Pb(C2H5)4
    ferrocene: Fe(C5H5)2
    nickel tetracarbonyl, tetracarbonylnickel: Ni(CO)4
"""
MOLECULES: Final = _table(_MOLECULES)
"""Formulas by name."""

FIRST_NAMES: Final = {
    name: names[0]
    for line in _MOLECULES.strip().splitlines()
    for names in [[n.strip() for n in line.partition(": ")[0].split(", ")]]
    for name in names
}
"""For each name of a molecule the first one of its entry."""

CATIONS: Final = _table("""
    lithium: Li 1
    sodium: Na 1
    potassium: K 1
    rubidium: Rb 1
    caesium: Cs 1
    silver: Ag 1
    beryllium: Be 2
    magnesium: Mg 2
    calcium: Ca 2
    strontium: Sr 2
    barium: Ba 2
    radium: Ra 2
    zinc: Zn 2
    cadmium: Cd 2
    aluminium: Al 3
    gallium: Ga 3
    scandium: Sc 3
    yttrium: Y 3
    lanthanum: La 3
    ammonium: NH4 1
    hydrogen, hydron: H 1
    hydronium, oxonium, hydroxonium: H3O 1
    nitronium: NO2 1
    nitrosonium: NO 1
    phosphonium: PH4 1
    methylammonium: CH3NH3 1
    ferrous: Fe 2
    ferric: Fe 3
    cuprous: Cu 1
    cupric: Cu 2
    stannous: Sn 2
    stannic: Sn 4
    plumbous: Pb 2
    plumbic: Pb 4
    mercurous: Hg2 2
    mercuric: Hg 2
    chromous: Cr 2
    chromic: Cr 3
    cobaltous: Co 2
    cobaltic: Co 3
    manganous: Mn 2
    manganic: Mn 3
    aurous: Au 1
    auric: Au 3
    nickelous: Ni 2
    titanic: Ti 4
""")
"""Cations of one charge: formula and charge."""

ANIONS: Final = _table("""
    fluoride: F 1
    chloride: Cl 1
    bromide: Br 1
    iodide: I 1
    hydride: H 1
    oxide: O 2
    sulfide: S 2
    selenide: Se 2
    telluride: Te 2
    nitride: N 3
    phosphide: P 3
    arsenide: As 3
    carbide: C 4
    silicide: Si 4
    peroxide: O2 2
    superoxide: O2 1
    ozonide: O3 1
    azide: N3 1
    acetylide: C2 2
    hydroxide: OH 1
    cyanide: CN 1
    cyanate: OCN 1
    thiocyanate: SCN 1
    amide: NH2 1
    hydrosulfide, hydrogen sulfide, bisulfide: HS 1
    nitrate: NO3 1
    nitrite: NO2 1
    sulfate: SO4 2
    sulfite: SO3 2
    hydrogen sulfate, bisulfate, hydrogensulfate: HSO4 1
    hydrogen sulfite, bisulfite, hydrogensulfite: HSO3 1
    thiosulfate: S2O3 2
    persulfate, peroxodisulfate, peroxydisulfate: S2O8 2
    carbonate: CO3 2
    hydrogen carbonate, bicarbonate, hydrogencarbonate: HCO3 1
    phosphate, orthophosphate: PO4 3
    phosphite: PO3 3
    hydrogen phosphate, monohydrogen phosphate, hydrogenphosphate: HPO4 2
    dihydrogen phosphate, dihydrogenphosphate: H2PO4 1
    pyrophosphate, diphosphate: P2O7 4
    hypochlorite: ClO 1
    chlorite: ClO2 1
    chlorate: ClO3 1
    perchlorate: ClO4 1
    hypobromite: BrO 1
    bromite: BrO2 1
    bromate: BrO3 1
    perbromate: BrO4 1
    hypoiodite: IO 1
    iodate: IO3 1
    periodate: IO4 1
    permanganate: MnO4 1
    manganate: MnO4 2
    chromate: CrO4 2
    dichromate: Cr2O7 2
    molybdate: MoO4 2
    tungstate: WO4 2
    vanadate: VO4 3
    borate, orthoborate: BO3 3
    tetraborate: B4O7 2
    tetrafluoroborate: BF4 1
    borohydride: BH4 1
    silicate, orthosilicate: SiO4 4
    metasilicate: SiO3 2
    arsenate: AsO4 3
    arsenite: AsO3 3
    selenate: SeO4 2
    aluminate: AlO2 1
    zincate: ZnO2 2
    ferrocyanide, hexacyanoferrate(ii): Fe(CN)6 4
    ferricyanide, hexacyanoferrate(iii): Fe(CN)6 3
    acetate, ethanoate: CH3COO 1
    formate, methanoate: HCOO 1
    benzoate: C6H5COO 1
    oxalate: C2O4 2
    tartrate: C4H4O6 2
    citrate: C6H5O7 3
    stearate: C17H35COO 1
    triiodide: I3 1
""")
"""Anions: formula and the size of the negative charge."""

PREFIXES: Final = {
    "mono": 1, "di": 2, "tri": 3, "tetra": 4, "penta": 5, "hexa": 6, "hepta": 7, "octa": 8,
    "nona": 9, "deca": 10, "undeca": 11, "dodeca": 12,
}  # fmt: skip
"""Multiplicative prefixes (Red Book 2005, table IV)."""

DIATOMIC: Final = ("H", "N", "O", "F", "Cl", "Br", "I")
"""Elements whose name also means the molecule of two atoms."""
