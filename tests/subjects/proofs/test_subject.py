"""The proofs subject as the framework sees it."""

from __future__ import annotations

import json

import pytest

from preceptor.records import Problem, Provenance, Reference
from preceptor.registry import Registry
from preceptor.testing import ComponentContract
from preceptor_proofs.subject import Proofs


@pytest.fixture(scope="module")
def proofs() -> Proofs:
    registry = Registry.load()
    context = registry.context("proofs")
    subject = registry.create("subject", "proofs", context=context)
    assert isinstance(subject, Proofs)
    return subject


def test_there_are_no_families(proofs: Proofs) -> None:
    assert list(proofs.families()) == []


def test_question_asks_for_the_proof_only(proofs: Proofs) -> None:
    path = proofs.bundled()
    assert path is not None
    row = json.loads(path.read_text("utf-8").splitlines()[0])
    problem = Problem(
        subject="proofs",
        statement=row["statement"],
        reference=Reference.model_validate(row["reference"]),
        provenance=Provenance(source="bundled"),
    )
    question = proofs.prompts().solve(problem, proofs.examples())[-1].content
    assert row["reference"]["value"] in question
    assert "```lean" in question
    assert "follows :=" in question


def test_examples_answer_in_the_asked_form(proofs: Proofs) -> None:
    path = proofs.bundled()
    assert path is not None
    posed = path.read_text("utf-8")
    assert len(proofs.examples()) >= 3
    for example in proofs.examples():
        idea, _, block = example.solution.partition("\n\n```lean\n")
        assert idea
        assert block.startswith("by\n")
        assert block.endswith("\n```")
        theorem = example.statement.split("```lean\n")[1].split("\n```")[0]
        name, _, formal = theorem.removeprefix("theorem ").partition(" ")
        # An example that is also posed would give its own answer away.
        assert json.dumps(formal, ensure_ascii=False)[1:-1] not in posed
        assert f'"{name}"' not in posed


class TestProofsContract(ComponentContract):
    kind = "subject"
    component = "proofs"
