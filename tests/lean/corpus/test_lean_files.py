"""Theorems, proofs and states from a Lean file, read by real Lean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from preceptor.errors import NotReadyError, UsageError
from preceptor.records import BadRow, Problem, Role
from preceptor.registry import Registry
from preceptor_lean.corpus.language_server import LanguageServer, LanguageServerError
from preceptor_lean.corpus.lean_files import LeanFilesOptions, LeanFilesSource
from preceptor_lean.corpus.reading import Elaborator, theorems_of
from preceptor_lean.corpus.theorems import SetAside, Theorem
from preceptor_lean.toolchains import Toolchain

FILE = Path(__file__).with_name("Logic.lean")


@pytest.fixture(scope="module")
def read(lean: Toolchain) -> list[Theorem | SetAside]:
    return list(theorems_of(FILE.read_text("utf-8"), "Logic.lean", Elaborator(lean, 120, 1024)))


@pytest.fixture(scope="module")
def theorems(read: list[Theorem | SetAside]) -> Mapping[str, Theorem]:
    return {one.name: one for one in read if isinstance(one, Theorem)}


@pytest.fixture(scope="module")
def rows(lean: Toolchain) -> list[Problem | BadRow]:
    return list(source(FILE, forms=("proof", "tactic", "formalise", "verbalise")).rows(Role.TRAIN))


def source(*paths: object, base: Path | None = None, **options: object) -> LeanFilesSource:
    given = LeanFilesOptions.model_validate({"paths": [str(path) for path in paths], **options})
    return LeanFilesSource(given, Registry.load().context("corpus", base=base or Path.cwd()))


def problems(rows: list[Problem | BadRow], form: str) -> dict[str, list[Problem]]:
    """Problems of a form by the name of their theorem."""
    found: dict[str, list[Problem]] = {}
    for row in rows:
        if isinstance(row, Problem) and row.provenance.parameters["form"] == form:
            found.setdefault(str(row.provenance.original_id), []).append(row)
    return found


# --- what is read --------------------------------------------------------------------------


def test_theorems_have_their_names_in_the_order_of_the_file(
    theorems: Mapping[str, Theorem],
) -> None:
    assert list(theorems) == [
        "turn", "double_zero", "swapped", "Letters.𝔸.«𝔸 b»", "Letters.𝔸.by_equations",
        "Letters.𝔸.as_a_term", "example_38", "rests_on_an_open_one", "last",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "line", "statement", "proof"),
    [
        ("double_zero", 13, ": double 0 = 0", "by\n  unfold double\n  rfl"),
        ("swapped", 20, "(h : p ∧ q) : q ∧ p",
         "by\n  have a := h.1; have b := h.2\n  exact ⟨b, a⟩"),
        ("Letters.𝔸.«𝔸 b»", 28, "(p : Prop) (h : p) : p ∧ p", "by constructor <;> exact h"),
        ("Letters.𝔸.by_equations", 30, ": ∀ n : Nat, n = n", "| 0 => rfl\n| n + 1 => by rfl"),
        ("Letters.𝔸.as_a_term", 34, "(a b : Nat) (h : a = b) : b = a ∧ True",
         "⟨by rw [h], by\n  trivial⟩"),
        ("example_38", 38, ": 1 = 1", "by rfl"),
    ],
)  # fmt: skip
def test_statement_and_proof(
    theorems: Mapping[str, Theorem], name: str, line: int, statement: str, proof: str
) -> None:
    theorem = theorems[name]
    assert (theorem.line, theorem.statement, theorem.proof) == (line, statement, proof)


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("turn", [
            (6, "cases h with\n| inl a => exact Or.inr a -- the other side\n"
                "| inr b => exact Or.inl b", ["p q : Prop\nh : p ∨ q\n⊢ q ∨ p"]),
            (7, "exact Or.inr a", ["case inl\np q : Prop\na : p\n⊢ q ∨ p"]),
            (8, "exact Or.inl b", ["case inr\np q : Prop\nb : q\n⊢ q ∨ p"]),
        ]),
        ("swapped", [
            (21, "have a := h.1", ["p q : Prop\nh : p ∧ q\n⊢ q ∧ p"]),
            (21, "have b := h.2", ["p q : Prop\nh : p ∧ q\na : p\n⊢ q ∧ p"]),
            (22, "exact ⟨b, a⟩", ["p q : Prop\nh : p ∧ q\na : p\nb : q\n⊢ q ∧ p"]),
        ]),
        ("Letters.𝔸.«𝔸 b»", [
            (28, "constructor <;> exact h", ["p : Prop\nh : p\n⊢ p ∧ p"]),
            (28, "constructor", ["p : Prop\nh : p\n⊢ p ∧ p"]),
            (28, "exact h", ["case left\np : Prop\nh : p\n⊢ p",
                             "case right\np : Prop\nh : p\n⊢ p"]),
        ]),
        ("Letters.𝔸.as_a_term", [
            (35, "rw [h]", ["a b : Nat\nh : a = b\n⊢ b = a"]),
            (36, "trivial", ["a b : Nat\nh : a = b\n⊢ True"]),
        ]),
        ("rests_on_an_open_one", []),
    ],
)  # fmt: skip
def test_states_before_each_tactic(
    theorems: Mapping[str, Theorem], name: str, steps: list[tuple[int, str, list[str]]]
) -> None:
    found = [(step.line, step.tactic, list(step.goals)) for step in theorems[name].steps]
    assert found == steps


def test_docstrings(theorems: Mapping[str, Theorem]) -> None:
    assert theorems["turn"].docstring == "A disjunction may be turned round."
    assert theorems["last"].docstring == ""


def test_unusable_declarations_are_set_aside_with_its_place(read: list[Theorem | SetAside]) -> None:
    aside = [(one.location, one.reason) for one in read if isinstance(one, SetAside)]
    assert [place for place, _ in aside] == ["Logic.lean:43", "Logic.lean:45"]
    assert aside[0][1].startswith("Lean: Tactic `assumption` failed")
    assert "sorry" in aside[1][1]


def test_the_context_leaves_out_what_is_not_proved(theorems: Mapping[str, Theorem]) -> None:
    assert "def double" in theorems["double_zero"].context
    assert "false_claim" not in theorems["last"].context
    assert "open_claim : 1 = 2" not in theorems["last"].context
    # Comments are not part of it, and open scopes are closed.
    assert "turned round" not in theorems["double_zero"].context
    assert theorems["swapped"].context.endswith("variable (p q : Prop)\nend\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("theorem t : True := by\n  trivial\n\nimport Nowhere\n", "import"),
        ("import Nowhere\ntheorem t : True := trivial\n", "Nowhere"),
        ("theorem t : True := by\n  exact (\n", "Lean:"),
        ("theorem t (p : Prop) : p → p := by\n  intro h\n  exact g\n", "Unknown identifier `g`"),
        ("/- no end\ntheorem t : True := trivial\n", "Lean:"),
    ],
)
def test_what_does_not_compile_is_reported(lean: Toolchain, text: str, reason: str) -> None:
    read = list(theorems_of(text, "f.lean", Elaborator(lean, 120, 1024)))
    aside = [one for one in read if isinstance(one, SetAside)]
    assert any(reason in one.reason and one.location.startswith("f.lean:") for one in aside)


def test_many_goals_are_asked_for(lean: Toolchain) -> None:
    # More at once than the server's process may have threads.
    lines = "".join(f"  have h{n} := h\n" for n in range(150))
    text = f"theorem t (p : Prop) (h : p) : p := by\n{lines}  exact h\n"
    (one,) = theorems_of(text, "f.lean", Elaborator(lean, 120, 1024))
    assert isinstance(one, Theorem)
    assert [len(step.goals[0].split("\n")) for step in one.steps[:3]] == [3, 3, 3]
    assert len(one.steps) == 151


def test_an_error_takes_only_its_theorem_with_it(lean: Toolchain) -> None:
    text = "theorem a : True := trivial\ntheorem b : 1 = 2 := rfl\ntheorem c : 1 = 1 := rfl\n"
    read = list(theorems_of(text, "f.lean", Elaborator(lean, 120, 1024)))
    assert [one.name for one in read if isinstance(one, Theorem)] == ["a", "c"]


def test_a_file_that_loops_is_stopped(lean: Toolchain) -> None:
    text = (
        "set_option maxHeartbeats 0\nset_option maxRecDepth 100000\n"
        "theorem t : ∀ n, n < 100000 → n * n < 10000000000 := by decide\n"
    )
    (one,) = theorems_of(text, "f.lean", Elaborator(lean, 3.0, 1024))
    assert isinstance(one, SetAside)
    assert one.location == "f.lean:1"


def test_a_server_that_takes_too_long_is_ended(lean: Toolchain) -> None:
    server = LanguageServer(lean, "theorem t : True := trivial\n", seconds=0.01, memory_mib=1024)
    with server, pytest.raises(LanguageServerError, match="in time"):
        server.symbols()
    assert server.ended


# --- the problems --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "evidence", "statement"),
    [
        ("turn", "alone", "(p q : Prop) (h : p ∨ q) : q ∨ p"),
        ("double_zero", "after-context",
         ": double 0 = 0"),
        ("swapped", "alone-with-variables",
         "(p q : Prop) (h : p ∧ q) : q ∧ p"),
        ("Letters.𝔸.by_equations", "alone", ": ∀ n : Nat, n = n"),
        ("last", "alone",
         "(a b c : Nat) (h : a = b) (g : b = c) : a = c"),
    ],
)  # fmt: skip
def test_how_a_theorem_is_posed(
    rows: list[Problem | BadRow], name: str, evidence: str, statement: str
) -> None:
    (problem,) = problems(rows, "proof")[name]
    assert problem.provenance.parameters["evidence"] == evidence
    assert problem.reference.value == statement


def test_a_theorem_that_depends_on_sorry_elsewhere_is_set_aside(
    rows: list[Problem | BadRow],
) -> None:
    bad = {row.location: row.reason for row in rows if isinstance(row, BadRow)}
    assert bad["Logic.lean:48"].endswith("it depends on sorryAx")
    assert "rests_on_an_open_one" not in problems(rows, "proof")


def test_what_a_theorem_needs_is_shown_in_the_question(rows: list[Problem | BadRow]) -> None:
    (problem,) = problems(rows, "proof")["double_zero"]
    assert "def double (n : Nat)" in problem.statement
    (alone,) = problems(rows, "proof")["turn"]
    assert "def double" not in alone.statement


def test_tactics_say_what_they_leave(rows: list[Problem | BadRow]) -> None:
    first, _, last = problems(rows, "tactic")["swapped"]
    assert first.reference.payload["goals_after"] == ["p q : Prop\nh : p ∧ q\na : p\n⊢ q ∧ p"]
    assert "goals_after" not in last.reference.payload


def test_docstrings_give_both_directions(rows: list[Problem | BadRow]) -> None:
    (formal,) = problems(rows, "formalise")["turn"]
    (words,) = problems(rows, "verbalise")["turn"]
    assert "A disjunction may be turned round." in formal.statement
    assert formal.reference.value in (words.statement)
    assert words.derivation == "Answer: A disjunction may be turned round."
    assert "last" not in problems(rows, "formalise")


def test_where_a_row_came_from(rows: list[Problem | BadRow]) -> None:
    _, step, _ = problems(rows, "tactic")["turn"]
    assert step.provenance.location == "Logic.lean:7"


# --- paths ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["."], ["a/X.lean", "a/b/Y.lean", "Z.lean"]),
        (["a/*.lean"], ["X.lean"]),
        (["a/**/*.lean", "Z.lean"], ["X.lean", "b/Y.lean", "Z.lean"]),
        (["Z.lean", "Z.lean"], ["Z.lean"]),
    ],
)
def test_paths_folders_and_patterns(tmp_path: Path, paths: list[str], names: list[str]) -> None:
    for name in ("a/X.lean", "a/b/Y.lean", "Z.lean", "README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("theorem t : True := trivial\n")
    found = source(*paths, base=tmp_path).files()
    assert sorted(name for name, _ in found) == sorted(names)
    kept = source(*paths, base=tmp_path, exclude=("Z.lean",))
    if any(not path.startswith("Z") for path in paths) and "Z.lean" not in paths:
        assert "Z.lean" not in [name for name, _ in kept.files()]


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="no Lean file matches"):
        source("nowhere/*.lean", base=tmp_path).files()


def test_an_unknown_subject_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown subject 'proof'"):
        list(source(FILE, subject="proof").rows(Role.TRAIN))


def test_a_file_that_is_no_text_is_a_bad_row(lean: Toolchain, tmp_path: Path) -> None:
    (tmp_path / "x.lean").write_bytes(b"theorem \xff")
    (row,) = source(tmp_path / "x.lean").rows(Role.TRAIN)
    assert isinstance(row, BadRow)
    assert "utf-8" in row.reason


def test_limit_counts_rows(lean: Toolchain) -> None:
    assert len(list(source(FILE, limit=2).rows(Role.TRAIN))) == 2


def test_the_fingerprint_follows_the_file(lean: Toolchain, tmp_path: Path) -> None:
    path = tmp_path / "x.lean"
    path.write_text("theorem t : True := trivial\n")
    before = source(path).fingerprint()
    assert source(path).fingerprint() == before
    path.write_text("theorem u : True := trivial\n")
    assert source(path).fingerprint() != before
