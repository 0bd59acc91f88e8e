"""Families of formulas and equations: every spelling accepted, every distractor rejected."""

from __future__ import annotations

import random
from fractions import Fraction
from math import gcd

from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor.balancing import unconserved
from preceptor_verifiers.chemistry.comparison import compare_chemistry
from preceptor_verifiers.chemistry.elements import SYMBOLS
from preceptor_verifiers.chemistry.formulas import parse_formula
from preceptor_verifiers.chemistry.reactions import (
    balance_reaction,
    balanced,
    imbalance,
    parse_reaction,
)
from preceptor_verifiers.outcome import Same

_SUB = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPER = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")

Parts = list[tuple[str, int]]
PARTS = st.lists(
    st.tuples(st.sampled_from(SYMBOLS[:86]), st.integers(1, 30)),
    min_size=2, max_size=5, unique_by=lambda p: p[0],
)  # fmt: skip
CHARGES = st.integers(-4, 4)


def _count(n: int) -> str:
    return "" if n == 1 else str(n)


def _charge(charge: int) -> str:
    return f"{_count(abs(charge))}{'+' if charge > 0 else '-'}"


def spellings(parts: Parts, charge: int) -> list[str]:
    """One composition in plain text, Unicode, LaTeX and mhchem."""
    plain = "".join(s + _count(n) for s, n in parts)
    lower = "".join(s + _count(n).translate(_SUB) for s, n in parts)
    latex = "".join(s + (f"_{{{n}}}" if n > 1 else "") for s, n in parts)
    upright = "".join(f"\\mathrm{{{s}}}" + (f"_{{{n}}}" if n > 1 else "") for s, n in parts)
    text = "".join(f"\\text{{{s}}}" + (f"_{n}" if 1 < n < 10 else f"_{{{n}}}" if n > 1 else "")
                   for s, n in parts)  # fmt: skip
    if not charge:
        return [plain, lower, f"${latex}$", upright, text, f"\\ce{{{plain}}}", f"{plain}(aq)",
                f"\\mathrm{{{latex}}}", f"\\mathrm{{{latex}}}_{{(s)}}"]  # fmt: skip
    over, sign = _charge(charge), "+" if charge > 0 else "-"
    return [
        f"{plain}^{over}", f"{plain}^{{{over}}}", f"{lower}{over.translate(_SUPER)}",
        f"{latex}^{{{over}}}", f"\\mathrm{{{latex}^{{{over}}}}}", f"\\ce{{{plain}^{over}}}",
        f"[{plain}]^{{{over}}}", f"{plain}^{{{sign}{abs(charge)}}}", f"{plain} {over}",
        f"{plain}{sign * abs(charge)}", f"{latex}^{{{over}}}(aq)", f"[{plain}]{over}",
    ]  # fmt: skip


@given(PARTS, CHARGES, st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_one_species_in_every_spelling(parts: Parts, charge: int, seed: int) -> None:
    reference = spellings(parts, charge)[0]
    shuffled = random.Random(seed).sample(parts, len(parts))
    for candidate in (*spellings(parts, charge), *spellings(shuffled, charge)):
        outcome = compare_chemistry(reference, candidate, bare=False)
        assert outcome is not None, candidate
        assert outcome.same is Same.YES, (reference, candidate, outcome.reason)


@given(PARTS, CHARGES, st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_one_count_or_charge_off_is_rejected(parts: Parts, charge: int, seed: int) -> None:
    reference = f"\\ce{{{spellings(parts, charge)[0]}}}"
    at = random.Random(seed).randrange(len(parts))
    wrong = [*parts[:at], (parts[at][0], parts[at][1] + 1), *parts[at + 1 :]]
    other = charge + 1 if charge != -1 else -2
    # Charges behind a caret only: "Fe2 3+" without one is meant to be read either way.
    for candidate in (*spellings(wrong, charge)[:9], *spellings(parts, other)[:9]):
        outcome = compare_chemistry(reference, candidate, bare=False)
        assert outcome is not None, candidate
        assert outcome.same is Same.NO, (reference, candidate, outcome.reason)


@given(st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_random_equations(seed: int) -> None:
    """A mixture of random molecules burns to given products; every distractor is rejected."""
    rng = random.Random(seed)
    c, h, o, n = rng.randint(1, 20), rng.randint(1, 40), rng.randint(0, 6), rng.randint(0, 3)
    fuel = f"C{_count(c)}H{_count(h)}" + (f"N{_count(n)}" if n else "") + (
        f"O{_count(o)}" if o else "")  # fmt: skip
    if 2 * c + Fraction(h, 2) <= o:
        return
    posed = parse_reaction(f"{fuel} + O2 -> CO2 + H2O" + (" + N2" if n else ""))
    assert posed is not None
    answer = balanced(posed)
    assert answer is not None
    coefficients = balance_reaction(posed).coefficients
    assert gcd(*coefficients) == 1
    oxygen = Fraction(4 * c + h - 2 * o, 4)  # by the textbook formula for one molecule
    assert Fraction(coefficients[1], coefficients[0]) == oxygen
    assert imbalance(answer) == {}
    reference = str(answer)
    times = rng.randint(2, 5)
    terms = [[k, f.written] for k, f in (*answer.left, *answer.right)]
    left = len(answer.left)

    def written(rows: list[list[object]]) -> str:
        side = [f"{k} {name}" for k, name in rows]
        return " + ".join(side[:left]) + " \\rightarrow " + " + ".join(side[left:])

    multiple = written([[k * times, name] for k, name in terms])  # type: ignore[operator]
    outcome = compare_chemistry(reference, multiple)
    assert outcome is not None
    assert outcome.same is Same.YES
    at = rng.randrange(len(terms))
    distractor = [[k + 1 if i == at else k, name] for i, (k, name) in enumerate(terms)]  # type: ignore[operator]
    outcome = compare_chemistry(reference, written(distractor))
    assert outcome is not None
    assert outcome.same is Same.NO
    assert "not balanced" in outcome.reason
    mistakes = unconserved(
        [(Fraction(k), dict(parse_formula(name).readings[0][0])) for k, name in distractor[:left]],  # type: ignore
        [(Fraction(k), dict(parse_formula(name).readings[0][0])) for k, name in distractor[left:]],  # type: ignore
    )
    assert all(name in outcome.reason for name in mistakes)


@given(st.text(alphabet="CHONaFe()[]23450^+-_{}$\\·.= >e/→⇌½'*@ratyd", max_size=120))
@settings(max_examples=300, deadline=2000)
def test_any_text_compares(text: str) -> None:
    for reference in ("2 H2 + O2 -> 2 H2O", "CuSO4·5H2O", "water", "C-14"):
        outcome = compare_chemistry(reference, text, bare=False)
        assert outcome is None or outcome.reason
        compare_chemistry(text, reference)
