"""Units, constants and chemistry within their limits, and in time, whatever the text is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from preceptor_verifiers.chemistry.comparison import compare_chemistry
from preceptor_verifiers.chemistry.formulas import FORMULA_CHARS, parse_formula
from preceptor_verifiers.chemistry.reactions import (
    REACTION_SPECIES,
    balance_reaction,
    parse_reaction,
)
from preceptor_verifiers.limits import UNIT_NESTING
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.units import (
    UNIT_CHARS,
    UNIT_EXPONENT,
    UNIT_READINGS,
    UNIT_SCALE_EXPONENT,
    UNIT_TERMS,
    UnitError,
    parse_unit,
    unit_readings,
)

UNITS = [
    "m" * 5000, "m^" * 80, "(" * 150, "\\frac{m}{" * 15 + "s" + "}" * 15, "m·" * 70, "m/" * 70,
    "µ" * 150, "lb " * 50, "C F h m G g lb cal u d t ton" * 4, "square " * 20 + "m", "m^12/s^-12",
    "per " * 40, "Δ" * 150, "\\mathrm{" * 30 + "m" + "}" * 30, "10^60 m", "10^61 m", "1e999 m",
]  # fmt: skip


@pytest.mark.parametrize("text", UNITS)
def test_unit_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    try:
        readings = unit_readings(text)
    except UnitError:
        readings = ()
    assert len(readings) <= UNIT_READINGS + 1
    assert all(len(str(unit.factor.denominator)) < 2000 for unit in readings)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    "text", ["m" * (UNIT_CHARS + 1), " ".join(["kg"] * (UNIT_TERMS + 1)),
             f"m^{UNIT_EXPONENT + 1}", f"10^{UNIT_SCALE_EXPONENT + 1} m",
             "(" * (UNIT_NESTING + 2) + "m" + ")" * (UNIT_NESTING + 2)],
)  # fmt: skip
def test_beyond_a_limit_of_units(text: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(text)


@pytest.mark.parametrize(
    "candidate",
    ["c^{999999}", "c^{c^{c}}", "h" * 300, "e^{e^{e^{e}}}", "(" * 60 + "c" + ")" * 60,
     "c^{39} c^{39} c^{39} c^{39} c^{39}", "\\sqrt{" * 30 + "c" + "}" * 30, "c^{1/0}", "c!"],
)  # fmt: skip
def test_expressions_of_constants(compare: Callable[..., Outcome], candidate: str) -> None:
    start = time.process_time()
    assert compare("5 J s", candidate).same is not Same.YES
    assert time.process_time() - start < 1.0


CHEMICAL = [
    "H" * 240, "(" * 200 + "H" + ")" * 200, "(((((((H)9)9)9)9)9)9)9", "C999999H999999",
    "H2O" + "·H2O" * 50, "2 H2 + " * 200 + "O2 -> H2O", "H" + "-" * 1900, "H2 -> " * 300,
    "-" * 1900 + ">", "\\overset{" * 200 + "H2 -> O2", "{" * 1000, "^" * 1000, "H2O" + "'" * 200,
    "Fe2+ + " * 20 + "Fe3+ -> " + "Fe3+ + " * 20 + "Fe2+", "a" * 1900, "di" * 40 + "oxide",
    "$" * 1900, "\\ce{" * 400, "H_" * 900, "+" * 1900, "=" * 1900, "iron(" * 15, "1/0 H2 -> H2",
    "H2O" * 5000, "e" * 1900, "\\xrightarrow{" * 100,
]  # fmt: skip


@pytest.mark.parametrize("text", CHEMICAL)
def test_chemical_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    for reference in ("2 H2 + O2 -> 2 H2O", "H2O", "water"):
        for one, other in ((reference, text), (text, reference), (text, text)):
            outcome = compare_chemistry(one, other, bare=False)
            if one != other:
                assert outcome is None or outcome.same is not Same.YES
    assert time.process_time() - start < 2.0


def test_beyond_a_limit_of_chemistry() -> None:
    assert parse_formula("H" * (FORMULA_CHARS + 1)) is None
    assert parse_formula("(C999H999)999") is None
    assert parse_formula("C99999") is not None
    many = " + ".join(["H2"] * (REACTION_SPECIES + 1))
    assert parse_reaction(f"{many} -> H2") is None


def test_an_equation_of_many_species_balances_in_time() -> None:
    symbols = ["Na", "K", "Li", "Ca", "Mg", "Fe", "Cu", "Zn", "Al", "Ag", "Ba", "Sr"]
    left = " + ".join(f"{s}{i + 2}O{i + 3}" for i, s in enumerate(symbols))
    right = " + ".join(f"{s}O{i + 5}" for i, s in enumerate(symbols))
    posed = parse_reaction(f"{left} -> {right}")
    assert posed is not None
    start = time.process_time()
    assert balance_reaction(posed).solutions
    assert time.process_time() - start < 1.0
