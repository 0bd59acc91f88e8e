"""The bundled problems load, and every number in them is computed again here."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from scipy.optimize import brentq

import preceptor_chemistry
from preceptor.records import Distractor, Problem, Provenance, Reference
from preceptor.references import ChoicePayload, NumberPayload, Payload, TextPayload

ROWS: dict[str, dict[str, Any]] = {
    row["id"]: row
    for line in (Path(preceptor_chemistry.__file__).parent / "bundled.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
    for row in [json.loads(line)]
}
PAYLOADS: Mapping[str, type[Payload]] = {
    "number": NumberPayload,
    "choice": ChoicePayload,
    "text": TextPayload,
}


def sulfuric() -> float:
    # Charge balance: [H] = [HSO4] + 2 [SO4] + [OH], with all sulfur as HSO4 or SO4.
    def excess(pH: float) -> float:
        h = 10**-pH
        sulfate = 0.0100 * 0.0120 / (0.0120 + h)
        return h - (0.0100 - sulfate) - 2 * sulfate - 1e-14 / h

    return float(brentq(excess, 0, 7))


def hydrogen_iodide() -> float:
    x = brentq(lambda x: math.log(4 * x * x / ((0.25 - x) * (0.15 - x)) / 50.5), 1e-6, 0.15 - 1e-9)
    return float(2 * x)


def initial_rate() -> float:
    order_cl2 = math.log(7.5e-6 / 2.5e-6) / math.log(3)
    order_no = math.log(3.0e-5 / 7.5e-6) / math.log(2)
    return float(3.0e-5 * (0.015 / 0.020) ** order_no * (0.025 / 0.030) ** order_cl2)


NUMBERS: Mapping[str, Callable[[], float]] = {
    "chem-raoult-vapour": lambda: 1 / (1 + 0.60 * 3.79 / (0.40 * 12.7)),
    "chem-copper-density": lambda: 4 * 63.55 / 6.022e23 / (361.5e-10) ** 3,
    "chem-nacl-lattice": lambda: -411.2 - 107.5 - 495.8 - 0.5 * 242.6 + 348.6,
    "chem-edta-hardness": lambda: 0.01000 * 12.85 / 50.00 * 100.09e3,
    "chem-osmotic-protein": lambda: 1.20 * 8.314 * 298.15 / (0.435 * 0.1000),
    "chem-sulfuric-ph": sulfuric,
    "chem-initial-rates": initial_rate,
    "chem-electrode-ph": lambda: (0.512 - 0.342) / (math.log(10) * 8.314 * 298.15 / 96485),
    "chem-hydrogen-iodide": hydrogen_iodide,
    "chem-magnesium-precipitation": lambda: 14 + 0.5 * math.log10(5.61e-12 / 0.0200),
    "chem-copper-isotopes": lambda: 100 * (64.928 - 63.546) / (64.928 - 62.930),
    "chem-methane-formation": lambda: -393.5 + 2 * -285.8 + 890.8,
    "chem-iodine-photolysis": lambda: 6.626e-34 * 2.998e8 * 6.022e23 / 151e3 * 1e9,
    "chem-phosphate-buffer": lambda: 0.0800 * 0.5 * 10 ** (7.40 - 7.21) * 141.96,
}


def number(text: str) -> float:
    match = re.match(r"(-?[\d.]+)(?: × 10\^(-?\d+))?", text)
    assert match
    return float(match[1]) * 10.0 ** int(match[2] or 0)


def test_there_are_enough_and_of_several_kinds() -> None:
    kinds = [row["reference"]["kind"] for row in ROWS.values()]
    assert len(kinds) >= 12
    assert kinds.count("choice") >= 2
    assert kinds.count("text") >= 1
    numeric = {i for i, row in ROWS.items() if row["reference"]["kind"] == "number"}
    assert numeric == set(NUMBERS), "a numeric row that is not computed again"


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_row_is_a_problem(row: dict[str, Any]) -> None:
    assert set(row) == {"id", "topic", "statement", "reference", "derivation", "distractors"}
    reference = Reference.model_validate(row["reference"])
    PAYLOADS[reference.kind].model_validate(dict(reference.payload))
    problem = Problem(
        subject="chemistry",
        topic=row["topic"],
        statement=row["statement"],
        reference=reference,
        provenance=Provenance(source="bundled", original_id=row["id"]),
        derivation=row["derivation"],
        distractors=tuple(
            Distractor.model_validate(distractor) for distractor in row["distractors"]
        ),
    )
    assert len(problem.distractors) >= 2
    unit = reference.payload.get("unit")
    answer = reference.value if unit is None else f"{reference.value} {unit}"
    assert row["derivation"].splitlines()[-1] == f"Answer: {answer}"
    if unit is not None:
        assert str(unit) in row["statement"]


@pytest.mark.parametrize("name", NUMBERS)
def test_number_is_computed_again(name: str) -> None:
    reference = ROWS[name]["reference"]
    stated = number(reference["value"])
    rtol, atol = (reference["payload"].get(key, 0.0) for key in ("rtol", "atol"))
    tolerance = max(rtol * abs(stated), atol)
    # Half the tolerance: what is left belongs to the solver's own rounding.
    assert abs(NUMBERS[name]() - stated) <= 0.6 * tolerance
    for distractor in ROWS[name]["distractors"]:
        assert abs(number(distractor["answer"]) - stated) > 2 * tolerance


@pytest.mark.parametrize(
    "row", [r for r in ROWS.values() if r["reference"]["kind"] == "choice"], ids=lambda r: r["id"]
)
def test_letters_are_among_the_choices(row: dict[str, Any]) -> None:
    letters = [chr(65 + i) for i in range(len(row["reference"]["payload"]["choices"]))]
    assert row["reference"]["value"] in letters
    for distractor in row["distractors"]:
        assert distractor["answer"] in letters
        assert distractor["answer"] != row["reference"]["value"]
