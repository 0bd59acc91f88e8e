"""The bundled formal statements: shape, names, and what a proof may not contain.

A Lean checker decides whether the proofs are valid; these tests check what needs no checker.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from preceptor import extract
from preceptor.records import Distractor, Problem, Provenance, Reference
from preceptor.references import FormalPayload
from preceptor_proofs import subject

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(subject.__file__).with_name("bundled.jsonl").read_text("utf-8").splitlines()
]
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])

PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
OPENING, CLOSING = set(PAIRS), set(PAIRS.values())
FENCE = re.compile(r"```lean\n(.*?)\n```", re.DOTALL)


def balanced(text: str) -> bool:
    expected: list[str] = []
    for character in text:
        if character in OPENING:
            expected.append(PAIRS[character])
        elif character in CLOSING and (not expected or expected.pop() != character):
            return False
    return not expected


def binders_and_goal(statement: str) -> tuple[list[tuple[list[str], str]], str]:
    """``(p q : Prop) (h : p) : q`` as ``([(["p", "q"], "Prop"), (["h"], "p")], "q")``."""
    binders, position = [], 0
    while statement[position] == "(":
        depth, end = 0, position
        for end in range(position, len(statement)):
            depth += {"(": 1, ")": -1}.get(statement[end], 0)
            if depth == 0:
                break
        names, _, kind = statement[position + 1 : end].partition(" : ")
        binders.append((names.split(), kind.strip()))
        position = end + 1
        while statement[position] == " ":
            position += 1
    assert statement[position : position + 2] == ": ", statement
    return binders, statement[position + 2 :]


def proof_of(row: dict[str, Any]) -> str:
    (proof,) = FENCE.findall(row["derivation"])
    return str(proof)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("(a [b] ⟨c⟩)", True), ("(a", False), ("a)", False), ("(a]", False), ("⟨a, (b)⟩", True)],
)
def test_balanced(text: str, expected: bool) -> None:
    assert balanced(text) is expected


def test_binders_and_goal() -> None:
    statement = "(p q : Prop) (f : (p → q) → p) : p ∨ q"
    assert binders_and_goal(statement) == (
        [(["p", "q"], "Prop"), (["f"], "(p → q) → p")],
        "p ∨ q",
    )
    assert binders_and_goal(": 1 = 1") == ([], "1 = 1")


def test_there_are_enough_and_all_differ() -> None:
    assert len(ROWS) >= 70
    for values in (
        [row["id"] for row in ROWS],
        [row["reference"]["payload"]["name"] for row in ROWS],
        [row["reference"]["value"] for row in ROWS],
        [row["statement"] for row in ROWS],
    ):
        assert len(set(values)) == len(ROWS)


@each_row
def test_statement_is_binders_and_a_goal(row: dict[str, Any]) -> None:
    formal = row["reference"]["value"]
    binders, goal = binders_and_goal(formal)
    names = [name for group, _ in binders for name in group]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-zα-ω][A-Za-z0-9α-ω']*", name) for name in names)
    assert all(kind and balanced(kind) for _, kind in binders)
    assert goal
    assert balanced(formal)
    assert ":=" not in formal
    assert "\n" not in formal
    for name, kind in ((n, k) for group, k in binders for n in group if k.startswith("Type")):
        assert re.search(rf"\b{name}\b", formal.replace(f"{name} : {kind}", "", 1)), (
            f"{name} is bound and never used"
        )


@each_row
def test_statement_shows_the_formal_one(row: dict[str, Any]) -> None:
    name = row["reference"]["payload"]["name"]
    assert re.fullmatch(r"[a-z][a-z0-9_]+", name)
    (shown,) = FENCE.findall(row["statement"])
    assert shown == f"theorem {name} {row['reference']['value']}"
    assert row["statement"].startswith("Prove in Lean 4: ")


@each_row
def test_derivation_is_an_idea_and_one_proof(row: dict[str, Any]) -> None:
    idea, _, rest = row["derivation"].partition("\n\n```lean\n")
    assert 1 <= len(re.findall(r"[.](?= |$)", idea)) <= 3
    assert rest.endswith("\n```")
    proof = proof_of(row)
    assert proof.startswith("by\n")
    assert balanced(proof)
    assert not re.search(
        r"\b(sorry|admit|axiom|native_decide|omega|unsafe|theorem|open|import)\b", proof
    )
    assert all(len(line) <= 100 and not line.endswith(" ") for line in proof.split("\n"))
    # Indentation by two; a bullet shifts its block by two as well.
    assert all((len(line) - len(line.lstrip())) % 2 == 0 for line in proof.split("\n"))


@each_row
def test_answer_rules_find_the_proof(row: dict[str, Any]) -> None:
    assert extract(row["derivation"], "formal").answer == proof_of(row)


@each_row
def test_distractors_are_other_proofs(row: dict[str, Any]) -> None:
    for distractor in row["distractors"]:
        # An answer as it is verified: the proof alone, without the fence of a reply.
        assert distractor["answer"] != proof_of(row)
        assert distractor["answer"].startswith("by\n")
        assert distractor["error"]


@each_row
def test_row_is_a_problem(row: dict[str, Any]) -> None:
    assert set(row) == {"id", "topic", "statement", "reference", "derivation", "distractors"}
    reference = Reference.model_validate(row["reference"])
    assert reference.kind == "formal"
    FormalPayload.model_validate(dict(reference.payload))
    problem = Problem(
        subject="proofs",
        topic=row["topic"],
        statement=row["statement"],
        reference=reference,
        provenance=Provenance(source="bundled"),
        derivation=row["derivation"],
        distractors=tuple(
            Distractor.model_validate(distractor) for distractor in row["distractors"]
        ),
    )
    assert problem.topic


def test_topics_are_spread() -> None:
    counts: dict[str, int] = {}
    for row in ROWS:
        counts[row["topic"]] = counts.get(row["topic"], 0) + 1
    assert len(counts) >= 4
    assert max(counts.values()) <= len(ROWS) / 2
    assert sum(bool(row["distractors"]) for row in ROWS) >= 10
