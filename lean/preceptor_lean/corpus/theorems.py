"""What is known of a theorem in a corpus, wherever it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A tactic and the state it was used in.

    Attributes:
        tactic: Its text; further lines keep their indentation below the first.
        goals: The goals before it, as Lean prints them; the first is the one it works on.
        goals_after: The goals after it, where the origin says so.
        line: Line in the file, from 1; 0 where the origin does not say.
    """

    tactic: str
    goals: tuple[str, ...]
    goals_after: tuple[str, ...] | None = None
    line: int = 0


@dataclass(frozen=True)
class Theorem:
    """A theorem with its proof.

    Attributes:
        name: With its namespaces.
        file: The file, as provenance names it.
        line: Line where it begins, from 1.
        statement: What stands between its name and ``:=``; empty where the origin has none.
        proof: What follows ``:=``, or its equations; empty where the origin has none.
        docstring: Its docstring, without the marks.
        steps: Its tactics, in the order of the file.
        imports: Import lines of the file.
        context: The file before it, open namespaces closed and opened again; empty where that
            cannot be had.
        axioms: What it rests on, ``sorryAx`` included; ``None`` where Lean did not say.
        url: Repository.
        commit: Commit of the repository.
        split: Split of the origin, if it has one.
    """

    name: str
    file: str
    line: int
    statement: str = ""
    proof: str = ""
    docstring: str = ""
    steps: tuple[Step, ...] = ()
    imports: str = ""
    context: str = ""
    axioms: tuple[str, ...] | None = None
    url: str = ""
    commit: str = ""
    split: str = ""


@dataclass(frozen=True)
class SetAside:
    """A theorem, or a file, that gives nothing, and why."""

    location: str
    reason: str
    excerpt: str = ""
