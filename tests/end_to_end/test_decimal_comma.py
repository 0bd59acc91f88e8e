"""A comma as the decimal mark, through every place where it can be stated.

Each entrance is given the same table. The kinds of the references are guessed unless an entrance
needs them, which a comma must not turn into lists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from preceptor import reward, verify
from preceptor.cli.main import preceptor
from preceptor.pipeline.annotation import open_host
from preceptor.pipeline.assembly import Assembly
from preceptor.recipe import find_recipe
from preceptor.records import Problem, Reference
from preceptor.references import NumberPayload
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import close

# reference, unit, answer, whether it is right
NUMBERS: list[tuple[str, str | None, str, bool]] = [
    ("4,76", None, "4.76", True),
    ("4,76", None, "4,76", True),
    ("4,76", None, "4,77", False),
    ("4,76", None, "47,6", False),
    ("4,76", None, "476", False),
    ("4,76", "kg", "4760 g", True),
    ("4,76", "kg", "4,76 g", False),
    ("4,76 kg", None, "4760 g", True),
    ("4,76 kg", None, "4,67 kg", False),
    ("4{,}76 kg", None, "4.76 kg", True),
    ("1.234,5 m", None, "1234.5 m", True),
    ("1.234,5 m", None, "1,2345 m", False),
    ("1 234,5 m", None, "1234.5 m", True),
    ("-0,5", None, "-1/2", True),
    ("-0,5", None, "0,5", False),
    ("4,76 \\cdot 10^{3}", None, "4760", True),
    ("12,5 %", None, "12.5 %", True),
    ("12,5 %", None, "125 %", False),
]
FORMULAS: list[tuple[str, str | None, str, bool]] = [
    ("x = 0,5", None, "x = 1/2", True),
    ("x = 0,5", None, "x = 5", False),
    ("pH = 4,76", None, "4.76", True),
    ("pH = 4,76", None, "4,67", False),
    ("0,5 x + 1", None, "x/2 + 1", True),
    ("0,5 x + 1", None, "5 x + 1", False),
    ("1,5; 2,5", None, "2.5; 1.5", True),
    ("1,5; 2,5", None, "1,5; 2,6", False),
]
ROWS = NUMBERS + FORMULAS

Entrance = Callable[[list[tuple[str, str | None, str, bool]], Path], list[str]]
OPTIONS = {"numeric": {"decimal_comma": True}, "symbolic": {"decimal_comma": True}}


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    close()


def by_call(rows: list[Any], _folder: Path) -> list[str]:
    return [
        str(verify(reference, answer, unit=unit, decimal_comma=True).status)
        for reference, unit, answer, _ in rows
    ]


def by_verifier_options(rows: list[Any], _folder: Path) -> list[str]:
    with VerificationHost(Registry.load(), workers=1, verifier_options=OPTIONS) as host:
        return [
            str(verify(reference, answer, unit=unit, host=host).status)
            for reference, unit, answer, _ in rows
        ]


def by_reward_column(rows: list[Any], _folder: Path) -> list[str]:
    given = reward(
        completions=[f"We compute.\nAnswer: {answer}" for _, _, answer, _ in rows],
        answer=[reference for reference, _, _, _ in rows],
        unit=[unit for _, unit, _, _ in rows],
        decimal_comma=[True] * len(rows),
    )
    names: dict[float | None, str] = {1.0: "accepted", 0.0: "rejected", None: "undecided"}
    return [names[worth] for worth in given]


def _pairs(rows: list[Any], folder: Path, own: dict[str, Any], *flags: str) -> list[str]:
    lines = [
        {"id": n, "reference": reference, "unit": unit, "candidate": answer, **own}
        for n, (reference, unit, answer, _) in enumerate(rows)
    ]
    (folder / "pairs.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    paths = ["--pairs", str(folder / "pairs.jsonl"), "--out", str(folder / "out.jsonl")]
    done = CliRunner().invoke(preceptor, ["verify", *paths, *flags], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return [json.loads(line)["verdict"] for line in (folder / "out.jsonl").read_text().splitlines()]


def by_flag_for_a_file(rows: list[Any], folder: Path) -> list[str]:
    return _pairs(rows, folder, {}, "--decimal-comma")


def by_field_of_a_pair(rows: list[Any], folder: Path) -> list[str]:
    return _pairs(rows, folder, {"decimal_comma": True})


def by_field_of_a_pair_against_the_flag(rows: list[Any], folder: Path) -> list[str]:
    return _pairs(rows, folder, {"decimal_comma": True}, "--decimal-point")


@pytest.mark.parametrize(
    "entrance",
    [
        by_call,
        by_verifier_options,
        by_reward_column,
        by_flag_for_a_file,
        by_field_of_a_pair,
        by_field_of_a_pair_against_the_flag,
    ],
)
def test_every_row_through_every_entrance(entrance: Entrance, tmp_path: Path) -> None:
    for row, status in zip(ROWS, entrance(ROWS, tmp_path), strict=True):
        assert (status == "accepted") == row[3], (row, status)


@pytest.mark.parametrize(("answer", "status"), [("4.76 kg", "accepted"), ("4,67 kg", "rejected")])
def test_flag_for_one_pair(answer: str, status: str) -> None:
    arguments = ["verify", "4,76 kg", answer, "--decimal-comma"]
    done = CliRunner().invoke(preceptor, arguments, catch_exceptions=False)
    assert done.output.startswith(status)
    assert done.output.rstrip().endswith(", number]")


def test_payload_of_a_record() -> None:
    reference = Reference(kind="number", value="4,76", payload={"decimal_comma": True})
    assert verify(reference, "4.76").accepted
    assert verify(reference, "4,77").rejected


# --- recipes ------------------------------------------------------------------------------

RECIPES = {
    "verifier options": f"source: {{SOURCE}}\nverification: {{use: {json.dumps(OPTIONS)}}}\n",
    "option of the source": "source: {SOURCE, decimal_comma: true}\n",
    "payload of the source": ("source: {SOURCE, kind: number, payload: {decimal_comma: true}}\n"),
}
SOURCE = (
    "use: file, path: p.jsonl, subject: physics, "
    "fields: {statement: statement, reference: reference, unit: unit}"
)


def _verdicts(recipe: str, rows: list[Any], references: list[Any], folder: Path) -> list[str]:
    lines = [
        {"statement": f"Question {n}?", "reference": reference, "unit": row[1]}
        for n, (row, reference) in enumerate(zip(rows, references, strict=True))
    ]
    (folder / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "r.yaml").write_text("name: c\n" + recipe.replace("SOURCE", SOURCE))
    assembly = Assembly.of(find_recipe(folder / "r.yaml"))
    with open_host(assembly) as host:
        problems = list(assembly.rows("source"))
        assert all(isinstance(problem, Problem) for problem in problems), problems
        return [
            str(verify(problem.reference, row[2], host=host).status)
            for problem, row in zip(problems, rows, strict=True)
            if isinstance(problem, Problem)
        ]


@pytest.mark.parametrize("name", RECIPES)
def test_recipes(name: str, tmp_path: Path) -> None:
    rows = NUMBERS if "payload" in name else ROWS
    given = _verdicts(RECIPES[name], rows, [row[0] for row in rows], tmp_path)
    for row, status in zip(rows, given, strict=True):
        assert (status == "accepted") == row[3], (row, status)


def test_complete_references_of_a_file(tmp_path: Path) -> None:
    rows = [row for row in NUMBERS if row[1] is None]
    payload = NumberPayload(decimal_comma=True).model_dump(exclude_none=True)
    references = [{"kind": "number", "value": row[0], "payload": payload} for row in rows]
    given = _verdicts("source: {SOURCE}\n", rows, references, tmp_path)
    for row, status in zip(rows, given, strict=True):
        assert (status == "accepted") == row[3], (row, status)


def test_check_reads_them(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text('{"statement": "pH?", "reference": "4,76"}\n')
    (tmp_path / "r.yaml").write_text(
        "name: c\nsource: {use: file, path: p.jsonl, subject: physics, decimal_comma: true}\n"
    )
    arguments = ["check", str(tmp_path / "r.yaml"), "--json"]
    done = CliRunner().invoke(preceptor, arguments, catch_exceptions=False)
    report = json.loads(done.stdout)
    assert report["references"]["kinds"] == [{"kind": "number", "references": 1, "to_look_at": {}}]
    assert done.exit_code == 0, done.output
