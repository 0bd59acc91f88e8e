"""What is made of references: surely wrong answers, surely right ones, and nothing doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preceptor import references
from preceptor.components import Context, Margin, Options, ProbeAnswer
from preceptor.records import Problem, Provenance, Reference
from preceptor_probes.numbers import read_number
from preceptor_probes.probes import Perturbations
from preceptor_probes.units import read_unit

HEDGES = {
    "unsolved equation",
    "two answers",
    "contradiction",
    "changed relation",
    "negated",
    "plus or minus",
}


_PROBE = Perturbations(Options(), Context(name="perturbations"))


def made(of: Problem, margin: Margin | None = None) -> list[ProbeAnswer]:
    return _PROBE.probes(of, margin or Margin())


def problem(reference: Reference) -> Problem:
    return Problem(
        subject="math",
        statement="Which?",
        reference=reference,
        provenance=Provenance(source="any"),
    )


def probes(reference: Reference) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Perturbations and equivalents: answers by what was done."""
    answers: Mapping[str, dict[str, set[str]]] = {"rejected": {}, "accepted": {}}
    for probe in made(problem(reference)):
        answers[probe.expected].setdefault(probe.change, set()).add(probe.candidate)
    return answers["rejected"], answers["accepted"]


def test_a_number_with_a_unit() -> None:
    wrong, right = probes(references.number("43.22", "m/s", rtol=0.01))
    assert "-43.22 m/s" in wrong["sign"]
    assert len(wrong["sign"]) == 2, "as text, and in another notation"
    assert {"432.2 m/s", "4.322 m/s"} <= wrong["power of ten"]
    assert {"86.44 m/s", "21.61 m/s"} <= wrong["off by 2x"]
    assert "43.22 ft/s" in wrong["unit of the same dimension"]
    assert set(wrong) - HEDGES == {
        "sign",
        "power of ten",
        "off by 2x",
        "wrong digit",
        "digits swapped",
        "wrong unit",
        "wrong prefix",
        "unit of the same dimension",
    }
    assert "155.592 km/h" in right["converted"]
    assert right["scientific, LaTeX"] == {r"4.322 \times 10^{1} m/s"}
    assert right["unit in LaTeX"] == {r"43.22\,\mathrm{m} \cdot \mathrm{s}^{-1}"}


def test_fractions_and_whole_numbers() -> None:
    wrong, right = probes(references.number("-7/4"))
    assert "-4/7" in wrong["swapped operands"]
    assert right["decimal"] == {"-1.75"}
    assert right["mixed number"] == {r"-1\frac{3}{4}"}
    wrong, right = probes(references.number("5120"))
    assert {"5119", "5121"} <= wrong["off by one"]
    assert right["thousands in LaTeX"] == {"5{,}120"}
    assert "decimal" not in right


def test_zero_has_no_sign_and_no_power_of_ten() -> None:
    wrong, _ = probes(references.number("0"))
    assert set(wrong) - HEDGES <= {"off by one", "wrong digit"}
    assert "plus or minus" not in wrong
    wrong, _ = probes(references.number("0", "m"))
    assert not {"wrong unit", "wrong prefix", "sign"} & set(wrong)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("1.0", None), ("3.7 × 10^-4", "mol/L"), ("100", "N"), ("99.5", "°C"), ("12.5", "kg m/s")],
)
@pytest.mark.parametrize(("rtol", "atol"), [(None, None), (0.02, None), (0.3, 5.0), (None, 60.0)])
def test_nothing_within_the_tolerance_is_called_wrong(
    text: str, unit: str | None, rtol: float | None, atol: float | None
) -> None:
    reference = references.number(text, unit, rtol=rtol, atol=atol)
    own = read_number(text, unit)
    assert own is not None
    read = 0
    for probe in made(problem(reference)):
        answer = read_number(probe.candidate, None)
        if probe.expected == "accepted" or answer is None or "unit" in probe.change:
            continue
        if answer.unit != own.unit:
            assert probe.change == "wrong prefix"
            continue
        read += 1
        off = abs(answer.value - own.value)
        assert off > Fraction(rtol or 0) * abs(own.value) + Fraction(atol or 0), probe
        assert off > own.step, probe
    assert read or atol == 60.0


def test_hedges_hold_the_reference_and_something_else() -> None:
    wrong, _ = probes(references.number("5", "m"))
    assert set(wrong) >= HEDGES - {"unsolved equation"}
    assert probes(references.number("5"))[0]["unsolved equation"] == {"2x + 3 = 13"}
    [answer] = wrong["contradiction"]
    left, _, right = answer.partition(" = ")
    assert left == "5 m" != right
    [relation] = wrong["changed relation"]
    assert relation in ("> 5 m", r"$\neq 5 m$")
    wrong, _ = probes(references.expression("2x^2"))
    assert "plus or minus" not in wrong, "x may be such that both signs are one"


def test_units_of_the_same_dimension_that_are_near_are_no_mistake() -> None:
    wrong, _ = probes(references.number("1128", "K", rtol=0.005))
    assert "1128 °C" in wrong["unit of the same dimension"]
    wrong, _ = probes(references.number("90000", "K", rtol=0.005))
    assert "unit of the same dimension" not in wrong, "273 of 90000 is within the tolerance"
    wrong, _ = probes(references.number("1.5", "atm", rtol=0.02))
    assert "unit of the same dimension" not in wrong, "one bar is nearly one atmosphere"


def test_tolerances_by_default_widen_the_margin() -> None:
    known = problem(references.number("100"))
    close = {probe.candidate for probe in made(known)}
    far = {probe.candidate for probe in made(known, Margin(rtol=0.05))}
    assert {"99", "101"} <= close
    assert not {"99", "101"} & far
    listed = problem(references.collection("{1, 2}"))
    assert not any(p.expected == "rejected" for p in made(listed, Margin(rtol=0.05)))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 10**6),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from([None, "m", "kg m/s^2", "mol/(L·s)", "%", "°C", "kJ/mol", "min"]),
)
def test_equivalents_have_the_value_of_the_reference(
    digits: int, point: int, negative: bool, unit: str | None
) -> None:
    body = f"{digits:0{point + 1}d}"
    text = ("-" if negative else "") + (f"{body[:-point]}.{body[-point:]}" if point else body)
    reference = references.number(text, unit)
    own = read_number(text, unit)
    assert own is not None
    for probe in made(problem(reference)):
        if probe.expected == "rejected" or probe.change in ("in dollars", "boxed", "converted"):
            continue
        answer = probe.candidate.replace("{,}", "").replace(",", "").replace("−", "-")
        answer = answer.replace(r"\,\mathrm", r" \mathrm").replace(r"\,", " ")
        back = read_number(answer, None)
        if back is None:  # ^\circ\text{C} and the like, which this reader does not know
            continue
        assert back.value == own.value, probe


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("kg m/s^2", (("kg", 1), ("m", 1), ("s", -2))),
        (r"\mathrm{kJ} \mathrm{mol}^{-1}", (("kJ", 1), ("mol", -1))),
        ("mol/(L·s)", (("mol", 1), ("L", -1), ("s", -1))),
        ("m·s⁻²", (("m", 1), ("s", -2))),
        (r"\mu \mathrm{C}", (("µC", 1),)),
        ("1/s", (("s", -1),)),
        ("%", (("%", 1),)),
        ("nonsense", None),
        ("a/b/c", None),
        ("m^99^99^99", None),
        ("", None),
    ],
)
def test_units(text: str, factors: tuple[tuple[str, int], ...] | None) -> None:
    unit = read_unit(text)
    assert (unit.factors if unit else None) == factors


def test_sets_and_tuples() -> None:
    wrong, right = probes(references.collection("{-1, 8}"))
    assert wrong["entry left out"] <= {"{-1}", "{8}"}
    assert "swapped entries" not in wrong, "a set has no order"
    assert r"\left\{ 8, -1 \right\}" in right["reversed"]
    wrong, right = probes(references.collection("(1, 2)", ordered=True))
    assert wrong["swapped entries"] == {"(2, 1)"}
    assert "reordered" not in right


def test_a_change_of_sign_may_leave_a_set_as_it_is() -> None:
    wrong, _ = probes(references.collection("{-2, 2}"))
    answers = set().union(*wrong.values())
    assert "{2, -2}" not in answers
    assert not {"{-2, -2}", "{2, 2}"} & answers or "{-2}" not in answers
    for probe in made(problem(references.collection("{x, -x}"))):
        assert probe.expected == "accepted", "x may stand for either"


def test_intervals() -> None:
    wrong, right = probes(references.collection("[0, 5)"))
    assert wrong["swapped ends"] == {"[5, 0)"}
    assert wrong["open for closed"] == {"(0, 5)", "[0, 5]"}
    assert right["inequality"] == {"0 <= x < 5"}


def test_equations() -> None:
    wrong, right = probes(references.equation("y = 2x + 1"))
    assert {"coefficient at the right", "sign at the right", "changed relation"} <= set(wrong)
    assert right["sides exchanged"] == {"2*x + 1 = y"}
    answers = set().union(*wrong.values())
    assert not any(answer.startswith("y = 2*x + 1") for answer in answers)


def test_a_scaled_equation_is_not_a_perturbation() -> None:
    for probe in made(problem(references.equation("x^2 - y = 0"))):
        if probe.expected == "rejected":
            assert probe.candidate not in ("-(x^2 - y) = 0", "2*(x^2 - y) = 0", "(x^2 - y)/2 = 0")
            assert probe.change not in ("sign at the left", "off by 2x at the left")


def test_choices() -> None:
    reference = references.choice("B", ("red", "green", "blue"))
    wrong, right = probes(reference)
    assert wrong["other choice"] == {"A", "(A)", "C", "(C)"}
    assert wrong["text of another choice"] == {"red", "blue"}
    assert wrong["negated choice"] == {"not B"}
    assert right["text of the choice"] == {"green"}
    twice, _ = probes(references.choice("A", ("red", "red", "blue")))
    assert twice["text of another choice"] == {"blue"}, "a text that stands twice names no option"
    assert probes(references.choice(r"\text{(C)}"))[0]["other choice"] >= {"A", "(B)"}


def test_chemistry() -> None:
    wrong, right = probes(references.text("2 H2 + O2 -> 2 H2O"))
    assert "2 H2O -> 2 H2 + O2" in wrong["sides exchanged"]
    assert len(wrong["other amount"]) == 2
    assert right["doubled"] == {"4 H2 + 2 O2 -> 4 H2O"}
    wrong, right = probes(references.text("MnO2", aliases=("manganese dioxide",)))
    assert wrong["other count"] == {"MnO3"}
    assert right["alias"] == {"manganese dioxide"}
    assert right["Unicode"] == {"MnO₂"}
    assert "other element" not in probes(references.text("RbXeF2"))[0], "both stand there already"


def test_plain_words_are_negated_and_spelled() -> None:
    wrong, right = probes(references.text("the larger one"))
    assert wrong == {"negated": {"not the larger one"}}
    assert right["with a full stop"] == {"the larger one."}


@pytest.mark.parametrize(
    "reference",
    [
        references.formal("(p : Prop) (h : p) : p"),
        references.number("about three"),
        references.number("5 blorbs"),
        references.expression("f(x) + y'"),
        references.collection("1 or 2"),
        Reference(kind="number", value="9" * 5000),
        references.text("C" + "9" * 5000),
        Reference(kind="expression", value="x^" * 300 + "x"),
        Reference(kind="unheard-of", value="7"),
    ],
    ids=lambda reference: reference.value[:20],
)
def test_what_is_not_surely_read_is_left_alone(reference: Reference) -> None:
    assert made(problem(reference)) == []


def test_the_same_problem_gets_the_same_probes() -> None:
    one = problem(references.number("43.22", "kJ/mol", rtol=0.01))
    again = made(one)
    assert again == made(one.model_copy(update={"topic": "elsewhere"}))
    assert len({probe.candidate for probe in again}) == len(again)
    assert all(isinstance(probe, ProbeAnswer) for probe in again)
