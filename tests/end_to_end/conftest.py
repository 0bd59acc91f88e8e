"""Runs the installed program as its users do: in a process of its own, by recipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from preceptor import references
from preceptor.records import Problem, Provenance


@dataclass
class Program:
    """Starts ``preceptor`` in a folder of the test's own."""

    folder: Path

    def start(self, *args: str, env: Mapping[str, str] | None = None, **more: Any) -> Any:
        """A running process."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("PRECEPTOR_DATA")}
        return subprocess.Popen(
            [sys.executable, "-m", "preceptor", *args],
            cwd=self.folder,
            env={**clean, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )

    def __call__(
        self, *args: str, env: Mapping[str, str] | None = None, timeout: float = 120, **more: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end."""
        process = self.start(*args, env=env, **more)
        out, err = process.communicate(timeout=timeout)
        return subprocess.CompletedProcess(args, process.returncode, out, err)

    def recipe(self, **parts: Any) -> str:
        """Write ``r.yaml`` from its parts and return its name."""
        (self.folder / "r.yaml").write_text(yaml.safe_dump({"name": "test", **parts}))
        return "r.yaml"

    def rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> str:
        """Write a JSONL file and return its name."""
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (self.folder / name).write_text(text)
        return name

    def report(self, out: str = "out") -> dict[str, Any]:
        return dict(json.loads((self.folder / out / "report.json").read_text()))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture(scope="module")
def module_program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """For tests that share a server, and so the keys of their requests."""
    return Program(tmp_path_factory.mktemp("program"))


@pytest.fixture(scope="session")
def sums() -> Callable[[int], list[Problem]]:
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
def sums_source(program: Program) -> Callable[[Sequence[Problem]], dict[str, Any]]:
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
