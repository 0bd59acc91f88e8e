"""The installed verifiers agree with the subject about what is right and what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import preceptor_chemistry
from preceptor import Reference, Status, verify_batch
from preceptor.families import Family
from preceptor_chemistry.catalogue import FAMILIES

SEEDS = range(30)
ROWS = [
    json.loads(line)
    for line in (Path(preceptor_chemistry.__file__).parent / "bundled.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def _written(reference: Reference) -> str:
    unit = reference.payload.get("unit")
    return reference.value if unit is None else f"{reference.value} {unit}"


def _hold(reference: Reference, derivation: str, distractors: list[str]) -> None:
    [written] = verify_batch([(reference, _written(reference))])
    assert written.accepted, written.reason
    [worked] = verify_batch([(reference, derivation)], extract=True)
    assert worked.accepted, worked.reason
    for distractor, verdict in zip(
        distractors, verify_batch([(reference, s) for s in distractors]), strict=True
    ):
        assert verdict.status is Status.REJECTED, f"{distractor}: {verdict.reason}"


@pytest.mark.parametrize("family", [f() for f in FAMILIES], ids=lambda f: f.name)
def test_family(family: Family) -> None:
    for seed in SEEDS:
        drawn = family.instance(seed)
        _hold(
            drawn.reference,
            drawn.derivation,
            [distractor.answer for distractor in drawn.distractors],
        )


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["id"])
def test_bundled(row: dict[str, object]) -> None:
    distractors = row["distractors"]
    assert isinstance(distractors, list)
    _hold(
        Reference.model_validate(row["reference"]),
        str(row["derivation"]),
        [distractor["answer"] for distractor in distractors],
    )


@pytest.mark.parametrize(
    ("reference", "spelling"),
    [
        (Reference(kind="number", value="2.87", payload={"atol": 0.02}), "pH = 2.87"),
        (
            Reference(
                kind="number", value="1.41 × 10^-5", payload={"unit": "mol/(L·s)", "rtol": 0.01}
            ),
            r"$1.41 \times 10^{-5}\ \mathrm{mol\,L^{-1}\,s^{-1}}$",
        ),
        (
            Reference(kind="number", value="-3.25", payload={"unit": "°C", "atol": 0.02}),
            "269.90 K",
        ),
        (
            Reference(kind="number", value="0.00283", payload={"unit": "mol/L", "rtol": 0.01}),
            "2.83 mM",
        ),
        (
            Reference(kind="number", value="8.94", payload={"unit": "g/cm^3", "rtol": 0.01}),
            "8940 kg/m^3",
        ),
    ],
)
def test_other_spellings_of_a_right_answer(reference: Reference, spelling: str) -> None:
    [verdict] = verify_batch([(reference, spelling)])
    assert verdict.accepted, verdict.reason
