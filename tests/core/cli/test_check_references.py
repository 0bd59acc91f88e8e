"""``preceptor check`` says what is read in references, and finds those that cannot be right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from preceptor.cli.main import preceptor

Check = Callable[..., tuple[int, str]]
FIELDS = "{statement: statement, reference: reference, unit: unit, choices: options}"


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Exit code and output of the command for rows of a file."""

    def check(rows: list[dict[str, Any]], *arguments: str, more: str = "") -> tuple[int, str]:
        (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (tmp_path / "r.yaml").write_text(
            f"name: c\nsource: {{use: file, path: p.jsonl, subject: physics, fields: {FIELDS}"
            f"{more}}}\n"
        )
        recipe = str(tmp_path / "r.yaml")
        command = ["check", recipe, "--no-perturbations", *arguments]
        done = CliRunner().invoke(preceptor, command, catch_exceptions=False)
        return done.exit_code, done.stdout if "--json" in arguments else done.output

    return check


def row(reference: str, statement: str = "", options: list[str] | None = None) -> dict[str, Any]:
    statement = statement or f"What gives {reference}?"
    return {"statement": statement, "reference": reference, "unit": None, "options": options}


REFERENCES = ["12 kg", "13 kg", "12", "3, 4", "x + 1", "noble gas", "Apollo 11", "H2O", "C"]


def test_kinds_are_counted_with_what_to_look_at(check: Check) -> None:
    code, output = check([row(reference) for reference in REFERENCES], "--json")
    found = json.loads(output)["references"]
    assert code == 0
    assert {kind["kind"]: (kind["references"], kind["to_look_at"]) for kind in found["kinds"]} == {
        "number": (3, {"unit kg": 2}),
        "set": (1, {"list of 2": 1}),
        "expression": (1, {}),
        "text": (3, {"words with a number": 1}),
        "choice": (1, {}),
    }
    read = {entry["reference"]: (entry["read"], entry["look"]) for entry in found["to_look_at"]}
    assert read["12 kg"] == ("number 12 kg", "unit kg")
    assert read["3, 4"] == ("list of 2: 3, 4", "list of 2")


def test_the_output_for_people(check: Check) -> None:
    rows = [*map(row, REFERENCES), row("banana 12 zz kg or so"), row("1", "Q?"), row("2", "Q?")]
    code, shown = check(rows)
    assert code == 1
    assert "| number " in shown
    assert "read as number, unit kg: 2, such as '12 kg', read as number 12 kg" in shown
    assert "look at text, words with a number: 1, such as 'Apollo 11'" in shown
    doubtful, certain = shown.index("words with a number"), shown.index("unit kg")
    assert doubtful < certain, "what may be meant otherwise comes first"
    assert "no verifier can use text 'banana 12 zz kg or so'" in shown
    assert "'1' and '2' contradict each other" in shown
    assert "1 unusable references, 1 contradictions" in shown


@pytest.mark.parametrize(
    ("reference", "more", "why"),
    [
        ("banana 12 zz kg or so", "", "the quantity '12 zz kg' in them is not read"),
        ("banana 12 zz kg or so", ", kind: number", "no number"),
        ("whatever you like best", ", kind: expression", "no expression"),
        ("the third one", ", kind: choice", "no option"),
    ],
)
def test_a_reference_that_no_verifier_can_use(
    check: Check, reference: str, more: str, why: str
) -> None:
    code, output = check([row(reference)], "--json", more=more)
    assert code == 1
    [unusable] = json.loads(output)["references"]["unusable"]
    assert (unusable["source"], unusable["reference"]) == ("source", reference)
    assert why in unusable["read"]


TWO, OTHER = ["x", "y"], ["u", "v"]
CONTRADICTIONS: dict[str, tuple[list[tuple[str, list[str] | None]], list[bool]]] = {
    # statement: references with their options; for each contradiction, whether it is certain
    "How heavy?": ([("12 kg", None), ("13 kg", None)], [True]),
    "How light?": ([("12 kg", None), ("12000 g", None)], []),
    "How much?": ([("1/2", None), ("0.5", None)], []),
    "How much more?": ([("0.33", None), ("1/3", None)], []),
    "How many?": ([("12", None), ("12", None)], []),
    "Is it so?": ([("yes", None), ("no", None)], [True]),
    "Which gas?": ([("a noble gas", None), ("an inert element", None)], [False]),
    "Which number?": ([("1", None), ("2", None), ("3", None)], [True, True]),
    "Which option?": ([("A", TWO), ("B", OTHER)], []),
    "Which one?": ([("A", TWO), ("B", TWO)], [True]),
}


def test_contradictory_duplicates(check: Check) -> None:
    """Blanks and capitals do not make another statement; other options make another question."""
    rows = [
        row(reference, statement if number == 0 else f" {statement.upper()}", options)
        for statement, (references, _) in CONTRADICTIONS.items()
        for number, (reference, options) in enumerate(references)
    ]
    code, output = check(rows, "--json")
    assert code == 1
    found: dict[str, list[bool]] = {statement: [] for statement in CONTRADICTIONS}
    for pair in json.loads(output)["references"]["contradictions"]:
        asked = next(statement for statement in found if statement.upper() in pair["statement"])
        found[asked].append(pair["certain"])
    assert found == {statement: certain for statement, (_, certain) in CONTRADICTIONS.items()}


def test_what_may_be_a_contradiction_does_not_fail(check: Check) -> None:
    code, output = check([row("a noble gas", "Which?"), row("an inert element", "Which?")])
    assert code == 0
    assert "may contradict each other" in output


def test_a_verifier_that_does_not_describe_is_not_held_against_its_references(
    tmp_path: Path,
) -> None:
    (tmp_path / "same.py").write_text(
        "from preceptor.plugin import ReferenceKind, Verdict, verifier\n"
        "PRECEPTOR_API = 2\n"
        "@verifier(ReferenceKind('word'), version='1')\n"
        "def same(reference, candidate):\n"
        "    '''Compares words.'''\n"
        "    same = reference.value == candidate\n"
        "    return Verdict.accept('same') if same else Verdict.reject('other')\n"
    )
    (tmp_path / "p.jsonl").write_text('{"statement": "What?", "reference": "12 zz kg"}\n')
    (tmp_path / "r.yaml").write_text(
        "name: c\nsource: {use: file, path: p.jsonl, subject: physics, kind: word}\n"
    )
    arguments = ["check", str(tmp_path / "r.yaml"), "--plugin", str(tmp_path / "same.py"), "--json"]
    done = CliRunner().invoke(preceptor, arguments, catch_exceptions=False)
    report = json.loads(done.stdout)
    assert done.exit_code == 0, done.output
    assert report["references"]["kinds"] == [{"kind": "word", "references": 1, "to_look_at": {}}]
