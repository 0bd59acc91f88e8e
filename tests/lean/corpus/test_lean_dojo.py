"""LeanDojo's published JSON, and its package by a stand-in."""

from __future__ import annotations

import inspect
import json
import sys
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lean_dojo_stand_in import (
    FLIP,
    TRACED,
    LeanGitRepo,
    Pos,
    TracedRepo,
    TracedTactic,
    TracedTheorem,
    get_latest_commit,
    trace,
)
from pydantic import ValidationError

from preceptor.errors import Exit, NotReadyError
from preceptor.records import BadRow, Problem, Role
from preceptor.registry import Registry
from preceptor_lean.corpus.lean_dojo import LeanDojoOptions, LeanDojoSource, rows_of, theorem_of
from preceptor_lean.corpus.theorems import SetAside, Theorem
from preceptor_lean.toolchains import Toolchain


def step(tactic: str, before: str, after: str) -> dict[str, str]:
    return {"tactic": tactic, "state_before": before, "state_after": after}


def source(base: Path, **options: Any) -> LeanDojoSource:
    return LeanDojoSource(LeanDojoOptions.model_validate(options),
                          Registry.load().context("dojo", base=base))  # fmt: skip


def rows(base: Path, **options: Any) -> list[Problem | BadRow]:
    return list(source(base, **options).rows(Role.TRAIN))


# --- the format ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "proof"),
    [
        (FLIP["traced_tactics"], "by\n  intro h\n  exact ⟨h.2, h.1⟩"),
        ([step("a\n  b", "⊢ p", "no goals")], "by\n  a\n    b"),
        # What is nested in a tactic that was recorded whole is no line of its own.
        ([step("constructor <;> simp", "⊢ p ∧ q", "no goals"), step("simp", "⊢ p", "no goals")],
         "by\n  constructor <;> simp"),
        # A bullet comes between: there are steps and no whole proof.
        ([step("constructor", "⊢ p ∧ q", "case left\n⊢ p\n\ncase right\n⊢ q"),
          step("· simp", "case left\n⊢ p\n\ncase right\n⊢ q", "case right\n⊢ q"),
          step("simp", "case left\n⊢ p", "no goals")], ""),
        ([step("simp", "⊢ p", "⊢ q")], ""),
        ([{"tactic": "simp", "state_before": "⊢ p"}], ""),
    ],
)  # fmt: skip
def test_a_whole_proof_is_put_together_where_the_steps_allow_it(steps: Any, proof: str) -> None:
    theorem = theorem_of({**FLIP, "traced_tactics": steps}, "x:1", "", "")
    assert isinstance(theorem, Theorem)
    assert theorem.proof == proof


@pytest.mark.parametrize(
    ("given", "statement"),
    [
        (None, "(p q : Prop) : p ∧ q → q ∧ p"),
        ("theorem flip (p q : Prop) : p ∧ q → q ∧ p := by", "(p q : Prop) : p ∧ q → q ∧ p"),
        ("@[simp] protected theorem flip {p q : Prop} : p ∧ q → q ∧ p :=",
         "{p q : Prop} : p ∧ q → q ∧ p"),
        ("/-- Turn it. -/\nlemma flip : True", ": True"),
        ("not Lean", "(p q : Prop) : p ∧ q → q ∧ p"),
    ],
)  # fmt: skip
def test_the_statement_is_the_one_given_or_the_first_state(
    given: str | None, statement: str
) -> None:
    row = FLIP if given is None else {**FLIP, "theorem_statement": given}
    theorem = theorem_of(row, "x:1", "", "")
    assert isinstance(theorem, Theorem)
    assert theorem.statement == statement


@pytest.mark.parametrize(
    ("start", "line"),
    [([10, 1], 10), ("(10, 1)", 10), (None, 0), ("ten", 0), ([], 0), ([-3, 1], 0), (10, 0)],
)
def test_lines(start: Any, line: int) -> None:
    theorem = theorem_of({**FLIP, "start": start}, "x:1", "", "")
    assert isinstance(theorem, Theorem)
    assert theorem.line == line


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (3, "not an object"),
        ([], "not an object"),
        ({}, "no `full_name`"),
        ({"full_name": "x"}, "no list of `traced_tactics`"),
        ({**FLIP, "traced_tactics": []}, "no tactics"),
        ({**FLIP, "traced_tactics": [3, {}, {"tactic": 1}]}, "no tactics"),
        ({**FLIP, "traced_tactics": [step("simp", "no goals", "no goals")]}, "no tactics"),
    ],
)
def test_rows_that_give_nothing_say_why(row: Any, reason: str) -> None:
    result = theorem_of(row, "train.json:7", "", "")
    assert isinstance(result, SetAside)
    assert reason in result.reason
    assert result.location == "train.json:7"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([FLIP, FLIP, FLIP]),
        json.dumps([FLIP, FLIP, FLIP], indent=2),
        "\n".join(json.dumps(FLIP) for _ in range(3)) + "\n",
        "\ufeff  [" + ",\n".join(json.dumps(FLIP, ensure_ascii=False) for _ in range(3)) + "]\n",
    ],
    ids=["list", "indented", "lines", "mark"],
)
def test_lists_and_lines_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "train.json"
    path.write_text(text, "utf-8")
    assert list(rows_of(path)) == [FLIP] * 3


def test_a_long_list_is_read_in_pieces(tmp_path: Path) -> None:
    long = {**FLIP, "theorem_statement": "x" * 3_000_000}
    path = tmp_path / "train.json"
    path.write_text(json.dumps([FLIP, long] * 4), "utf-8")
    assert [len(str(row)) for row in rows_of(path)] == [len(str(FLIP)), len(str(long))] * 4


@pytest.mark.parametrize("rest", ['{"full_name": ', "nonsense", "{]", "[" * 100_000])
def test_a_torn_file_is_reported(tmp_path: Path, rest: str) -> None:
    path = tmp_path / "train.json"
    path.write_text(f"[{json.dumps(FLIP)}, {rest}", "utf-8")
    first, last = rows_of(path)
    assert first == FLIP
    assert isinstance(last, SetAside)
    assert last.location == "train.json:2"


# --- published JSON in a run ---------------------------------------------------------------


def test_what_needs_mathlib_is_kept_and_not_decided_here(lean: Toolchain, tmp_path: Path) -> None:
    (tmp_path / "random").mkdir()
    (tmp_path / "random" / "val.json").write_text(json.dumps([FLIP]))
    (tmp_path / "metadata.json").write_text("{}")
    result = rows(tmp_path, path=".", forms=["proof", "tactic"])
    assert [type(row) for row in result] == [Problem] * 3
    for row in result:
        assert isinstance(row, Problem)
        assert row.reference.payload["library"] == "Mathlib"
        assert row.provenance.split == "val"
        assert row.provenance.parameters["evidence"] == "traced"
        assert row.provenance.parameters["commit"] == FLIP["commit"]
        assert row.provenance.location == "Proofs/Logic.lean:10"


def test_what_the_embedded_lean_can_check_it_checks(lean: Toolchain, tmp_path: Path) -> None:
    wrong = {
        **FLIP,
        "full_name": "wrong",
        "traced_tactics": [step("exact g", "⊢ 1 = 1", "no goals")],
    }
    (tmp_path / "x.json").write_text(json.dumps([FLIP, wrong]))
    result = rows(tmp_path, path="x.json", forms=["proof", "tactic"], library="embedded")
    evidence = [
        (row.provenance.original_id, row.provenance.parameters["evidence"],
         row.reference.payload.get("library", "embedded"))
        for row in result if isinstance(row, Problem)
    ]  # fmt: skip
    assert evidence == [
        ("Proofs.flip", "alone", "embedded"),
        ("Proofs.flip", "step-runs", "embedded"),
        ("Proofs.flip", "step-runs", "embedded"),
        ("wrong", "traced", "file:Proofs/Logic.lean"),
        ("wrong", "traced", "file:Proofs/Logic.lean"),
    ]


def test_bad_rows_are_reported(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps([{"full_name": "x"}, FLIP]))
    first, *others = rows(tmp_path, path="x.json")
    assert isinstance(first, BadRow)
    assert first.location == "x.json:1"
    assert [type(row) for row in others] == [Problem]


@pytest.mark.parametrize("options", [{}, {"path": "x", "repository": "y"}])
def test_one_origin_is_needed(options: Mapping[str, str]) -> None:
    with pytest.raises(ValidationError, match="either `path`"):
        LeanDojoOptions.model_validate(options)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="no LeanDojo JSON file at"):
        rows(tmp_path, path="nowhere")


# --- the package ---------------------------------------------------------------------------


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> types.ModuleType:
    """The stand-in as ``lean_dojo``, and a ``lake`` on PATH."""
    module = types.ModuleType("lean_dojo")
    for one in (Pos, LeanGitRepo, TracedRepo, TracedTheorem, TracedTactic, trace,
                get_latest_commit):  # fmt: skip
        setattr(module, one.__name__, one)
    monkeypatch.setitem(sys.modules, "lean_dojo", module)
    lake = tmp_path / "bin" / "lake"
    lake.parent.mkdir()
    lake.write_text("#!/bin/sh\n")
    lake.chmod(0o755)
    monkeypatch.setenv("PATH", str(lake.parent))
    TRACED.clear()
    return module


def test_a_repository_is_traced(lean: Toolchain, package: types.ModuleType, tmp_path: Path) -> None:
    url = "https://github.com/someone/proofs"
    result = rows(tmp_path, repository=url, library="embedded", forms=["proof", "tactic"])
    (traced,) = TRACED
    assert traced == (LeanGitRepo(url, "1a7e57"), False)
    kept = [row for row in result if isinstance(row, Problem)]
    assert [row.provenance.location for row in kept] == [
        "Proofs/Logic.lean:10", "Proofs/Logic.lean:11", "Proofs/Logic.lean:11",
    ]  # fmt: skip
    assert kept[0].provenance.parameters["evidence"] == "alone"
    assert kept[0].provenance.parameters["url"] == url
    reasons = [row.reason for row in result if isinstance(row, BadRow)]
    assert "Proofs.odd: lean-dojo: TypeError" in reasons[0]
    assert "Proofs.term: it has no tactics" in reasons[1]


def test_a_local_repository_keeps_its_place_to_itself(
    package: types.ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    first = rows(tmp_path, repository="mine", commit=None)[0]
    assert isinstance(first, Problem)
    assert first.provenance.parameters["url"] == "mine"
    assert first.provenance.parameters["commit"] == "c0ffee"
    assert TRACED[0][0].url == str(tmp_path / "mine")


def test_a_failed_trace_is_reported(package: types.ModuleType, tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match=r"could not trace .*: lake build failed"):
        rows(tmp_path, repository="https://github.com/someone/broken")


def test_without_lake_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotReadyError, match="needs lake") as caught:
        rows(tmp_path, repository="https://github.com/someone/proofs")
    assert caught.value.exit_code is Exit.NOT_READY
    assert "elan" in str(caught.value.hint)
    assert "preceptor[lean-dojo]" in str(caught.value.hint)


def test_without_the_package_it_says_what_to_install(
    package: types.ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "lean_dojo", None)
    with pytest.raises(NotReadyError, match="lean-dojo cannot be loaded") as caught:
        rows(tmp_path, repository="https://github.com/someone/proofs")
    assert "preceptor[lean-dojo]" in str(caught.value.hint)


def test_the_stand_in_is_like_the_package() -> None:
    real = pytest.importorskip("lean_dojo", reason="lean-dojo is not installed")
    for mine, name in ((trace, "trace"), (get_latest_commit, "get_latest_commit")):
        theirs = inspect.signature(getattr(real, name))
        assert list(inspect.signature(mine).parameters) == list(theirs.parameters)
    for kind in (LeanGitRepo, TracedRepo, TracedTheorem, TracedTactic):
        for name, member in vars(kind).items():
            if not name.startswith("_") and callable(member):
                theirs = inspect.signature(getattr(getattr(real, kind.__name__), name))
                assert list(inspect.signature(member).parameters) == list(theirs.parameters), name
    for kind, names in (
        (TracedTheorem, ("start", "end", "repo", "file_path")),
        (TracedTactic, ("tactic", "state_before", "state_after", "start")),
    ):
        theirs = getattr(real, kind.__name__)
        assert all(isinstance(getattr(theirs, name), property) for name in names)
    assert list(real.Pos(3, 4)) == list(Pos(3, 4))
