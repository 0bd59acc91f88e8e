"""Fixtures that run the installed program, each in its own folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from program import Program, Sums, SumsSource

from preceptor import references
from preceptor.records import Problem, Provenance


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture(scope="module")
def module_program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """For tests that share a server, and so the keys of their requests."""
    return Program(tmp_path_factory.mktemp("program"))


@pytest.fixture(scope="session")
def sums() -> Sums:
    """Problems whose statements and answers all differ."""

    def make(count: int) -> list[Problem]:
        return [
            Problem(
                subject="math",
                statement=f"Question {number}: what is {1000 + number} plus {3 * number}?",
                reference=references.number(str(1000 + 4 * number)),
                provenance=Provenance(source="sums"),
            )
            for number in range(count)
        ]

    return make


@pytest.fixture
def sums_source(program: Program) -> SumsSource:
    """A file source with the given problems."""

    def make(problems: Sequence[Problem]) -> dict[str, Any]:
        rows = [{"q": p.statement, "a": p.reference.value} for p in problems]
        return {
            "use": "file",
            "path": program.rows("sums.jsonl", rows),
            "subject": "math",
            "fields": {"statement": "q", "reference": "a"},
            "kind": "number",
            "licence": "CC0-1.0",
        }

    return make
