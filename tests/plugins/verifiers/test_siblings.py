"""Each rule of reading holds for siblings of its kind, and each rule has a table of them.

The tables are the files of ``siblings/``; ``tests/support/sibling_tables.py`` has their form.
"""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import sibling_tables
from sibling_tables import LEDGER, ROOT, Row, Table

from preceptor.extraction import answers
from preceptor.verification.api import close, verify_batch

PACKAGE = "preceptor_verifiers"
ROOMS = ("reading", "quantities", "collections")
GENERAL = {
    "reading.answer": "puts the readings together",
    "quantities.closed_numbers": "compares values that the grammar reads",
    "quantities.comparison": "compares any two quantities",
    "quantities.conventions": "the conventions as data",
    "quantities.converted_values": "compares two values in one unit",
    "quantities.dimensions": "names of dimensions, for reasons",
    "quantities.physical_constants": "a table of values",
    "quantities.quantity": "splits a text into its value and its unit",
    "quantities.tolerance": "when two numbers count as the same",
    "quantities.unit_definitions": "a table of units",
    "quantities.units": "from the text of a unit to its dimension and factor",
    "collections.equations": "compares any two equations",
    "collections.items": "compares the items of any collection",
    "collections.lists": "compares any two lists",
    "collections.matrices": "computes sums and multiples of matrices",
    "collections.real_sets": "compares any two sets of real numbers",
}
"""Modules of the three rooms that serve all answers rather than one kind, and what they do."""

TABLES = {path.stem: path for path in sibling_tables.paths()}


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    close()


def loaded(path: Path) -> Table:
    try:
        return sibling_tables.load(path)
    except ValueError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.mark.parametrize("rule", TABLES)
def test_rule_holds_for_its_siblings(rule: str) -> None:
    table = loaded(TABLES[rule])
    by_options: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        by_options[row.options].append(row)
    wrong = []
    for rows in by_options.values():
        pairs = [(row.reference, row.candidate) for row in rows]
        verdicts = verify_batch(pairs, seconds=20, **rows[0].keywords)
        wrong += [
            f"{row.reference!r} with {row.candidate!r}, {row.options}: "
            f"{verdict.status}, not {row.expected}: {verdict.reason}"
            for row, verdict in zip(rows, verdicts, strict=True)
            if not row.holds(verdict.status)
        ]
    if wrong:
        stated = f"{table.module}: {table.serves}"
        pytest.fail("\n".join([f"{len(wrong)} of {len(table.rows)}", stated, *wrong]), False)


@pytest.mark.parametrize("rule", TABLES)
def test_table_is_long_enough_to_hold_its_rule(rule: str) -> None:
    faults = loaded(TABLES[rule]).faults()
    if faults:
        pytest.fail("\n".join([f"{rule}.yaml", *faults]), pytrace=False)


def test_no_pair_is_in_two_tables() -> None:
    tables: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for path in TABLES.values():
        for row in loaded(path).rows:
            tables[row.reference, row.candidate, row.options].append(path.stem)
    assert {pair: names for pair, names in tables.items() if len(set(names)) > 1} == {}


# --- each rule has a table ----------------------------------------------------------------


def test_narrow_rules_have_tables() -> None:
    spec = importlib.util.spec_from_file_location("rules", ROOT / "benchmarks/verifier_rules.py")
    assert spec is not None
    assert spec.loader is not None
    measured = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measured)
    for rule, (module, _function, _replacement) in measured.RULES.items():
        assert rule in TABLES, f"no table siblings/{rule}.yaml"
        assert loaded(TABLES[rule]).module == f"{PACKAGE}.{module}"


@pytest.mark.parametrize("rule", sorted(answers.RULES.keys() - {"kind"}))
def test_rules_of_extraction_have_tables(rule: str) -> None:
    """``kind`` stands for the own rule of a plugin's kind, which is tested with that kind."""
    assert f"cue-{rule}" in TABLES, f"no table siblings/cue-{rule}.yaml"
    table = loaded(TABLES[f"cue-{rule}"])
    assert all(row.keywords.get("extract") for row in table.rows)


def test_modules_of_rules_have_tables() -> None:
    package = importlib.import_module(PACKAGE)
    modules = {f"{room}.{path.stem}" for room in ROOMS for path in _files(package, room)}
    with_tables = {loaded(path).module.removeprefix(f"{PACKAGE}.") for path in TABLES.values()}
    missing = sorted(modules - with_tables - GENERAL.keys())
    assert not missing, f"no table names {missing} as its module"
    gone = sorted(GENERAL.keys() - modules)
    assert not gone, f"{gone} are not there"


def _files(package: ModuleType, room: str) -> list[Path]:
    folder = Path(str(package.__file__)).parent / room
    return [path for path in folder.glob("*.py") if path.stem != "__init__"]


def test_the_ledger_lists_all_rules() -> None:
    stated = sibling_tables.stated_ledger(LEDGER.read_text("utf-8"))
    listed = sibling_tables.ledger(loaded(path) for path in TABLES.values())
    differ = [
        (left, right)
        for left, right in itertools.zip_longest(stated.splitlines(), listed.splitlines())
        if left != right
    ]
    assert not differ, "run python tests/support/sibling_tables.py"


# --- the form of a table ------------------------------------------------------------------

HEAD = "rule: a\nmodule: preceptor_verifiers.text\nserves: Words that mean the same thing.\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a", "not a mapping"),
        ("rule: a: b", "mapping values are not allowed"),
        (HEAD + "accept: []", "unknown keys"),
        (HEAD.replace("rule: a", "rule: b"), "not the file's name"),
        (HEAD.replace("module: ", "modul: "), "unknown keys"),
        (HEAD + "accepted:\n  - ['1', 1]", "must be quoted"),
        (HEAD + "accepted:\n  - ['1']", "with options"),
        (HEAD + "accepted:\n  - ['1', '1', 'x']", "not a mapping"),
    ],
)
def test_faulty_tables_are_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=message):
        sibling_tables.load(path)


def test_thin_tables_are_faulty(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + "accepted:\n  - ['1', '1']\n  - ['1', '1']\n", "utf-8")
    faults = "\n".join(sibling_tables.load(path).faults())
    assert "2 rows, fewer than 10" in faults
    assert "under not_accepted" in faults
    assert "under accepted" in faults
    assert f"twice: {('1', '1', json.dumps({}))}" in faults
    path.write_text(HEAD.replace("text\n", "texts\n").replace(" that mean the same thing.", ""))
    assert "no module" in "\n".join(sibling_tables.load(path).faults())
    assert "not a sentence" in "\n".join(sibling_tables.load(path).faults())
