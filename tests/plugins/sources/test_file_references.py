"""References from rows: units, kinds, choices, answers in worked solutions."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from source_files import FIELDS, Read, jsonl

from preceptor_sources.mapping import plain_unit


@pytest.mark.parametrize(
    ("unit", "plain"),
    [
        (r"$10^{-19} \mathrm{~J}$", r"10^{-19} \mathrm{~J}"),
        (r"$\mathrm{kJ} \mathrm{mol}^{-1}$", r"\mathrm{kJ} \mathrm{mol}^{-1}"),
        (r"$ \mathrm{~km} / \mathrm{s}$", r"\mathrm{~km} / \mathrm{s}"),
        (r"$10^2$ kg", "10^2 kg"),
        ("$", "$"),
        (r"\$", r"\$"),
        ("$$", None),
        ("%", "%"),
        ("", None),
        (None, None),
    ],
)
def test_units_lose_their_dollar_signs(unit: str | None, plain: str | None) -> None:
    assert plain_unit(unit) == plain


def test_numbers_take_unit_and_tolerance(tmp_path: Path, read: Read) -> None:
    rows = [
        {"q": "E?", "a": "+7.3", "u": r"$10^{-19} \mathrm{~J}$"},
        {"q": "n?", "a": "5", "u": ""},
        {"q": "who?", "a": "Bohr", "u": ""},
        {"q": "who?", "a": "Bohr", "u": "m"},
    ]
    jsonl(tmp_path / "r.jsonl", rows)
    problems, bad = read("r.jsonl", fields={**FIELDS, "unit": "u"}, rtol=0.05)
    assert [dict(p.reference.payload) for p in problems] == [
        {"unit": r"10^{-19} \mathrm{~J}", "rtol": 0.05},
        {"rtol": 0.05},
        {},
    ]
    assert [p.reference.kind for p in problems] == ["number", "number", "text"]
    assert "takes no unit" in bad[0].reason


def test_a_kind_can_be_forced_with_its_payload(tmp_path: Path, read: Read) -> None:
    jsonl(tmp_path / "r.jsonl", [{"q": "5 m in cm", "a": "500"}])
    problems, _ = read("r.jsonl", kind="text", payload={"aliases": ["500 cm"]})
    assert problems[0].reference.kind == "text"
    assert problems[0].reference.payload == {"aliases": ["500 cm"]}
    _, bad = read("r.jsonl", kind="text", payload={"alias": 1})
    assert "alias" in bad[0].reason


CHOICES = ["red", "green", "blue"]


@pytest.mark.parametrize(
    ("choices", "answer", "base", "letter"),
    [
        (CHOICES, "B", None, "B"),
        (CHOICES, "(b)", None, "B"),
        (CHOICES, "green", None, "B"),
        (CHOICES, 1, 0, "B"),
        (CHOICES, "2", 1, "B"),
        (json.dumps(CHOICES), "B", None, "B"),
        ({"text": CHOICES, "label": ["A", "B", "C"]}, "B", None, "B"),
        (["1", "2", "3"], "2", None, "B"),
    ],
)
def test_choices(
    choices: Any, answer: Any, base: int | None, letter: str, tmp_path: Path, read: Read
) -> None:
    jsonl(tmp_path / "r.jsonl", [{"q": "which?", "a": answer, "c": choices}])
    problems, bad = read("r.jsonl", fields={**FIELDS, "choices": "c"}, choice_base=base)
    assert not bad
    assert problems[0].reference.kind == "choice"
    assert problems[0].reference.value == letter
    assert len(problems[0].reference.payload["choices"]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choices", "answer", "reason"),
    [
        (CHOICES, "D", "not one of the 3 choices"),
        (CHOICES, 1, "choice_base"),
        (["red"], "A", "1 choices"),
        (["red", ""], "A", "choice 2 of 2 is empty"),
        ("red", "A", "not a JSON list"),
        ("[" * 100_000, "A", "not a JSON list"),
        (3, "A", "are not a list"),
    ],
)
def test_bad_choices(choices: Any, answer: Any, reason: str, tmp_path: Path, read: Read) -> None:
    jsonl(tmp_path / "r.jsonl", [{"q": "which?", "a": answer, "c": choices}])
    problems, bad = read("r.jsonl", fields={**FIELDS, "choices": "c"})
    assert not problems
    assert reason in bad[0].reason


def test_one_field_per_choice(tmp_path: Path, read: Read) -> None:
    (tmp_path / "r.csv").write_text("q,a,opa,opb\nwhich?,1,red,green\n")
    problems, _ = read("r.csv", fields={**FIELDS, "choices": ["opa", "opb"]}, choice_base=0)
    assert problems[0].reference.value == "B"


def test_a_complete_reference_object(tmp_path: Path, read: Read) -> None:
    reference = {"kind": "number", "value": "3", "payload": '{"unit":"m"}'}
    deep = {"kind": "number", "value": "3", "payload": "[" * 100_000}
    wrong = [{"value": 3}, {"kind": "nummer", "value": "3"}, deep]
    jsonl(tmp_path / "r.jsonl", [{"q": "x?", "a": answer} for answer in (reference, *wrong)])
    problems, bad = read("r.jsonl")
    assert problems[0].reference.payload == {"unit": "m"}
    assert "`kind`" in bad[0].reason
    assert "did you mean 'number'" in bad[1].reason
    assert "payload is not JSON" in bad[2].reason


def test_sciinstruct(tmp_path: Path, read: Read) -> None:
    rows = [
        {"content": "2 + 3?", "summary": "We add.\nThe answer is $\\boxed{5}$.", "subject": "Math"},
        {"content": "p → p", "summary": "fun h => h\nAnswer: 1", "subject": "Formal Proofs"},
        {"content": "2 + 2?", "summary": "Answer: 4", "subject": "Astrology"},
    ]
    jsonl(tmp_path / "r.json", rows)
    problems, bad = read("r.json", mapping="sciinstruct")
    assert [p.subject for p in problems] == ["math", "proofs"]
    assert problems[0].reference.value == "5"
    assert problems[0].derivation == rows[0]["summary"]
    assert "unknown subject 'Astrology'" in bad[0].reason
    problems, bad = read("r.json", mapping="sciinstruct", subjects={"Astrology": "physics"})
    assert (problems[2].subject, bad) == ("physics", [])


def test_the_answer_inside_a_worked_solution(tmp_path: Path, read: Read) -> None:
    solution = "She sells 16 - 3 - 4 = 9 eggs.\nThat makes 9 * 2 = 18 dollars.\n#### 18"
    jsonl(tmp_path / "r.jsonl", [{"q": "How much?", "a": solution}])
    problems, bad = read("r.jsonl", answer_from="extract")
    assert not bad
    assert problems[0].reference.value == "18"
    assert problems[0].derivation == solution


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "options", "count"),
    [
        ("problems_gsm8k_test.jsonl", {}, 300),
        ("problems_gsm8k_test.jsonl", {"answer_from": "extract", "reference": "solution"}, 300),
        ("problems_math_test.jsonl", {}, 500),
        ("problems_scibench.jsonl", {"unit": "unit", "kind": "number"}, 343),
        ("problems_balance_equations.jsonl", {}, 60),
    ],
)
def test_public_problems(file: str, options: dict[str, str], count: int, read: Read) -> None:
    folder = os.environ.get("PRECEPTOR_DATA")
    if not folder or not (Path(folder) / "problems" / file).exists():
        pytest.skip("PRECEPTOR_DATA is not a folder with problems/")
    options = dict(options)
    kind, answer_from = options.pop("kind", None), options.pop("answer_from", None)
    fields = {"statement": "problem", "reference": "reference", "id": "id", **options}
    path = str(Path(folder) / "problems" / file)
    problems, bad = read(path, fields=fields, kind=kind, answer_from=answer_from)
    assert (len(problems), bad) == (count, [])
    assert len({p.provenance.original_id for p in problems}) == count
    if answer_from:
        stated, _ = read(path, fields={**fields, "reference": "reference"})
        for pair in zip(problems, stated, strict=True):
            extracted, given = (problem.reference.value.replace(",", "") for problem in pair)
            assert extracted == given
