"""Wrong units, units apart from the value, and missing units."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from preceptor import Status, references, verify
from preceptor_verifiers.outcome import Outcome, Same

Compare = Callable[..., Outcome]


WRONG = (
    *("kg", "m", "s", "A", "K", "mol", "cd", "N", "J", "W", "Pa", "C", "V", "\\Omega", "T", "Hz"),
    *(
        "m/s",
        "m/s^2",
        "kg\\,m/s",
        "J\\,s",
        "eV",
        "mol/L",
        "W/m^2",
        "F",
        "H",
        "Wb",
        "lm",
        "bar",
    ),
)


@pytest.mark.parametrize("asked", WRONG)
def test_no_wrong_unit_in_mathrm_passes(compare: Compare, asked: str) -> None:
    for style in ("\\mathrm{%s}", "\\text{ %s}", "~\\mathrm{%s}", "\\ \\textrm{%s}"):
        for stated in WRONG:
            if stated == asked:
                continue
            outcome = compare(f"5 \\mathrm{{{asked}}}", f"5 {style % stated}")
            assert outcome.same is Same.NO, (stated, outcome.reason)


def test_a_wrong_unit_is_named_with_both_dimensions() -> None:
    verdict = verify(references.number("30", "J"), "30 \\mathrm{N}")
    assert verdict.status is Status.REJECTED
    assert verdict.reason == (
        "The unit N measures force (kg·m·s⁻²); J measures energy (kg·m²·s⁻²)."
    )
    assert verdict.detail["candidate_dimension"] == "force (kg·m·s⁻²)"


A, R, U = Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED


@pytest.mark.parametrize(
    ("value", "unit", "candidate", "status"),
    [
        ("15", "delta_degC", "15 K", A), ("15", "Δ°C", "15 °C", A), ("15", "Δ°C", "27 °F", A),
        ("15", "Δ°C", "288.15 K", R), ("25", "°C", "298.15 K", A), ("25", "°C", "25 K", R),
        ("3", "e", "3 e", A), ("3", "e", "4.806529902e-19 C", A), ("4.81e-19", "C", "3e", A),
        ("4.81", "10^{-19} C", "4.81e-19 C", A), ("4.81", "10^{-19} C", "4.81", A),
        ("4.81", "10^{-19} C", "4.81e-19", A), ("4.81", "10^{-19} C", "4.81 C", R),
        ("7.4", None, "7.4", A), ("60", "rpm", "1 Hz", A), ("0.15", "M", "0.15 mol/kg", R),
        ("0.15", "mol/kg", "0.15 m", A), ("10", "lb", "44.48 N", A), ("25", "°C", "25 C", A),
        ("5", "G", "5e-4 T", A), ("1", "k_B K", "1.380649e-23 J", A), ("2", "a_0", "1.06 Å", A),
        ("1.06", "Å", "2 a_0", A), ("5", "m", "5 blorps", U), ("5", "m", "5 mol/kg", R),
        ("5", "min", "5 arcmin", R), ("5", "g", "49.03 m/s^2", R), ("5", "ms^{-1}", "5 m/s", A),
    ],
)  # fmt: skip
def test_the_unit_comes_with_the_reference(
    value: str, unit: str | None, candidate: str, status: Status
) -> None:
    verdict = verify(references.number(value, unit), candidate)
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(
    ("candidate", "required", "status"),
    [("5", False, A), ("5", True, R), ("5 J", True, A), ("5000 mJ", True, A), ("5 W", False, R)],
)
def test_a_missing_unit_is_a_convention(candidate: str, required: bool, status: Status) -> None:
    verdict = verify(references.number("5", "J", unit_required=required), candidate)
    assert verdict.status is status, verdict.reason
