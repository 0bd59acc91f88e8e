"""An old spelling of a value is an error that names the new one, wherever a person writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from preceptor.cli.verify import command as verify_command
from preceptor.errors import RENAMED, Failure, RecipeError
from preceptor.recipe import load_recipe
from preceptor.records import Earned, Reference, Stage
from preceptor.references import Conventions
from preceptor.registry import Registry
from preceptor.verification.api import verify
from preceptor.verification.router import payload_problem

ROUNDING = "'last digit' is now spelled 'last-digit'"


def recipe(folder: Path, mix: str) -> Path:
    path = folder / "recipe.yaml"
    path.write_text(f"name: x\nsource: {{use: families}}\nmix: {{use: weighted, {mix}}}\n")
    return path


@pytest.mark.parametrize(
    ("mix", "message"),
    [
        ("earned: [first try]", "'first try' is now spelled 'first-try'"),
        ("earned: [reflected, own derivation]", "'own derivation' is now spelled 'own-derivation'"),
        (
            "earned: ['reference shown, then re-solved without it']",
            "'reference shown, then re-solved without it' is now spelled 're-solved'",
        ),
        (
            "leave_out_flagged: [suspect reference]",
            "'suspect reference' is now spelled 'suspect-reference'",
        ),
    ],
)
def test_in_a_recipe(tmp_path: Path, mix: str, message: str) -> None:
    path = recipe(tmp_path, mix)
    with pytest.raises(RecipeError) as caught:
        load_recipe(path, Registry.load())
    assert message in str(caught.value)
    assert f"{path}:3:" in str(caught.value)


def test_in_the_options_of_a_verifier(tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    options = "verification: {use: {numeric: {rounding: last digit}}}"
    path.write_text(f"name: x\nsource: {{use: families}}\n{options}\n")
    with pytest.raises(RecipeError, match="is now spelled") as caught:
        load_recipe(path, Registry.load())
    assert ROUNDING in str(caught.value)


def test_on_the_command_line() -> None:
    result = CliRunner().invoke(verify_command, ["1", "1", "--rounding", "last digit"])
    assert result.exit_code == 2
    assert ROUNDING in result.output


def test_in_a_pairs_file(tmp_path: Path) -> None:
    row = {"reference": "1/3", "candidate": "0.333", "rounding": "last digit"}
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps(row) + "\n")
    result = CliRunner().invoke(verify_command, ["--pairs", str(pairs), "--workers", "1"])
    assert ROUNDING in result.output


def test_in_a_call_and_on_a_reference() -> None:
    with pytest.raises(ValueError, match="is now spelled") as caught:
        verify("1/3", "0.333", rounding="last digit")
    assert str(caught.value) == f"rounding: {ROUNDING}"
    old = Reference(kind="number", value="5", payload={"rounding": "last digit"})
    kind = Registry.load().reference_kind(old.kind)
    assert str(payload_problem(kind, old.payload)).endswith(f"rounding: {ROUNDING}")


def test_every_new_spelling_is_a_value_and_no_old_one_is() -> None:
    values = {*Earned, *Stage, *Failure, "suspect-reference", "last-digit"}
    assert set(RENAMED.values()) <= values
    assert not RENAMED.keys() & values
    assert Conventions(rounding="last-digit").rounding == "last-digit"


def test_every_value_has_a_label_for_people() -> None:
    labels = [value.label for kind in (Earned, Stage, Failure) for value in kind]
    assert "reference shown, then re-solved without it" in labels
    assert "critique, reference shown" in labels
    assert "rate limited" in labels
    assert all(label and label.strip() == label for label in labels)
