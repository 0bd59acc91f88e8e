"""A row of LeanDojo's published JSON, written by hand, and a stand-in for its package.

The stand-in has the used names and signatures of lean-dojo 4.20.0; tests/lean compares them with
the real package if that is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLIP: Mapping[str, Any] = {
    "url": "https://github.com/someone/proofs",
    "commit": "0123456789abcdef0123456789abcdef01234567",
    "file_path": "Proofs/Logic.lean",
    "full_name": "Proofs.flip",
    "start": [10, 1],
    "end": [13, 20],
    "traced_tactics": [
        {
            "tactic": "intro h",
            "annotated_tactic": ["intro h", []],
            "state_before": "p q : Prop\n⊢ p ∧ q → q ∧ p",
            "state_after": "p q : Prop\nh : p ∧ q\n⊢ q ∧ p",
        },
        {
            "tactic": "exact ⟨h.2, h.1⟩",
            "annotated_tactic": ["exact ⟨h.2, h.1⟩", []],
            "state_before": "p q : Prop\nh : p ∧ q\n⊢ q ∧ p",
            "state_after": "no goals",
        },
    ],
}


@dataclass(frozen=True)
class Pos:
    line_nb: int
    column_nb: int

    def __iter__(self) -> Any:
        return iter((self.line_nb, self.column_nb))


@dataclass(frozen=True)
class LeanGitRepo:
    url: str
    commit: str

    @classmethod
    def from_path(cls, path: Path | str) -> LeanGitRepo:
        return cls(str(path), "c0ffee")


@dataclass(frozen=True)
class TheoremId:
    repo: LeanGitRepo
    file_path: Path
    full_name: str


@dataclass(frozen=True)
class TracedTactic:
    tactic: str
    state_before: str
    state_after: str
    start: Pos = field(default_factory=lambda: Pos(11, 3))


@dataclass(frozen=True)
class TracedTheorem:
    theorem: TheoremId
    statement: str
    proof: str | None
    tactics: list[TracedTactic]
    start: Pos = field(default_factory=lambda: Pos(10, 1))
    end: Pos = field(default_factory=lambda: Pos(12, 9))

    @property
    def repo(self) -> LeanGitRepo:
        return self.theorem.repo

    @property
    def file_path(self) -> Path:
        return self.theorem.file_path

    def has_tactic_proof(self) -> bool:
        return self.proof is not None

    def get_tactic_proof(self) -> str | None:
        return self.proof

    def get_theorem_statement(self) -> str:
        if self.statement == "unusual":
            raise TypeError("'NoneType' object is not iterable")
        return self.statement

    def get_traced_tactics(self, atomic_only: bool = False) -> list[TracedTactic]:
        return self.tactics


@dataclass(frozen=True)
class TracedRepo:
    repo: LeanGitRepo

    def get_traced_theorems(self) -> list[TracedTheorem]:
        def name(full: str) -> TheoremId:
            return TheoremId(self.repo, Path("Proofs/Logic.lean"), full)

        steps = [TracedTactic(t["tactic"], t["state_before"], t["state_after"])
                 for t in FLIP["traced_tactics"]]  # fmt: skip
        return [
            TracedTheorem(
                name("Proofs.flip"), "theorem flip (p q : Prop) : p ∧ q → q ∧ p := ",
                "by\n  intro h\n  exact ⟨h.2, h.1⟩", steps,
            ),
            TracedTheorem(name("Proofs.odd"), "unusual", "by rfl", steps),
            TracedTheorem(name("Proofs.term"), "theorem term : True := ", None, []),
        ]  # fmt: skip


TRACED: list[tuple[LeanGitRepo, bool]] = []


def trace(repo: LeanGitRepo, dst_dir: Any = None, build_deps: bool = True) -> TracedRepo:
    if "broken" in repo.url:
        raise RuntimeError("lake build failed")
    TRACED.append((repo, build_deps))
    return TracedRepo(repo)


def get_latest_commit(url: str) -> str:
    return "1a7e57"
