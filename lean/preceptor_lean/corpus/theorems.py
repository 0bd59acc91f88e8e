"""What is known about a theorem in a corpus, whatever its origin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A tactic and the state it was used in.

    Attributes:
        tactic: Its text; further lines keep their indentation below the first.
        goals: The goals before it, as Lean prints them; it works on the first.
        goals_after: The goals after it, if the origin records them.
        line: Line in the file, from 1; 0 if the origin does not record it.
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
        statement: The text between its name and ``:=``; empty if the origin has none.
        proof: The text after ``:=``, or its equations; empty if the origin has none.
        docstring: Its docstring, without the marks.
        steps: Its tactics, in the order of the file.
        imports: Import lines of the file.
        context: The file before it, with open namespaces closed and opened again; empty if that
            is not possible.
        axioms: The axioms it depends on, including ``sorryAx``; ``None`` if Lean did not list them.
        url: Repository.
        commit: Commit of the repository.
        split: Split in the origin, if it has splits.
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
    """A theorem or file from which nothing is taken, and why."""

    location: str
    reason: str
    excerpt: str = ""
