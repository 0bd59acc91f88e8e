"""A real third-party distribution: built, installed, found by name, and used."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("preceptor-dna")
PROGRAM = "from preceptor.cli.main import main; main()"

RECIPE = """\
name: sequences
source:
  use: file
  path: sequences.jsonl
  subject: chemistry
  kind: dna
  licence: Apache-2.0
  fields: {statement: question, reference: answer}
verification:
  use:
    dna-strands: {always_stranded: ALWAYS_STRANDED}
teachers:
  own: {use: derivation}
annotate:
  - {name: own, teacher: own}
"""

ROWS = [
    {"question": "Write the coding strand, 5' to 3'.", "answer": "5'-ATGCCATTG-3'"},
    {"question": "Which six bases does the enzyme EcoRI recognise?", "answer": "GAATTC"},
]


@pytest.fixture(scope="module")
def plugins(
    install: Callable[[Path, Path], None], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    target = tmp_path_factory.mktemp("third-party") / "installed"
    install(SOURCE, target)
    return target


@pytest.fixture
def preceptor(
    plugins: Path, python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda *arguments: python(plugins, ["-c", PROGRAM, *arguments], tmp_path)


def test_its_own_tests_pass(
    plugins: Path, python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Its contract tests among them, run as its author would: against what is installed."""
    shutil.copytree(SOURCE / "tests", tmp_path / "tests")
    done = python(plugins, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


def test_plugins_list_names_its_owner(
    preceptor: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    listed = json.loads(preceptor("plugins", "list", "--json").stdout)
    (row,) = [row for row in listed["components"] if row["name"] == "dna-strands"]
    assert (row["kind"], row["plugin"]) == ("verifier", "preceptor-dna:dna")
    assert "dna" in listed["reference_kinds"]


@pytest.mark.parametrize(
    ("reference", "candidate", "expected"),
    [
        ("5'-ATGC-3'", "GCAT", "accepted: the complementary strand"),
        ("ATGCCATT", "atg cca tt", "accepted: the strand itself"),
        ("ATGCCATT", "ATGCCATA", "rejected: another sequence"),
        ("ATGCCATT", "methionine", "undecided: not a DNA sequence"),
    ],
)
def test_the_verify_command_recognises_its_references(
    preceptor: Callable[..., subprocess.CompletedProcess[str]],
    reference: str,
    candidate: str,
    expected: str,
) -> None:
    done = preceptor("verify", reference, candidate)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(expected)
    assert "dna-strands" in done.stdout


@pytest.mark.parametrize("stranded", [True, False])
def test_a_recipe_uses_it_by_name(
    preceptor: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, stranded: bool
) -> None:
    (tmp_path / "sequences.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    recipe = RECIPE.replace("ALWAYS_STRANDED", str(stranded).lower())
    (tmp_path / "recipe.yaml").write_text(recipe)
    done = preceptor("check", "recipe.yaml", "--json")
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_options_are_validated_in_a_recipe(
    preceptor: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "sequences.jsonl").write_text("")
    recipe = RECIPE.replace("always_stranded: ALWAYS", "always_strandet: ALWAYS")
    (tmp_path / "recipe.yaml").write_text(recipe.replace("ALWAYS_STRANDED", "true"))
    done = preceptor("check", "recipe.yaml")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "recipe.yaml:11:" in done.stderr
    assert "always_stranded" in done.stderr
