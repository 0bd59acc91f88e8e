"""Runs of small recipes in this process, with installed plugins and no model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from preceptor.cli.progress import Display
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run import Run
from preceptor.pipeline.run_folder import RunFolder
from preceptor.reporting.run_report import RunReport

ROWS = [
    {"q": "What is 2 + 2?", "a": "4", "d": "2 + 2 = 4\nAnswer: 4"},
    {"q": "What is 2 + 3?", "a": "5", "d": "2 + 3 = 5\nAnswer: 5"},
    {"q": "What is 2 + 4?", "a": "6", "d": "2 + 4 = 7\nAnswer: 7"},
    {"q": "What is 2 + 5?", "a": "7"},
    {"q": "", "a": "8"},
]
"""Two problems whose derivation holds, one whose does not, one without, and a bad row."""


@pytest.fixture
def write_recipe(tmp_path: Path) -> Callable[..., Path]:
    """``write_recipe(rows=…, **parts)`` writes ``r.yaml`` next to its rows and returns its path."""

    def write(rows: Sequence[Mapping[str, Any]] = ROWS, **parts: Any) -> Path:
        (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        source = {
            "use": "file",
            "path": "rows.jsonl",
            "subject": "math",
            "kind": "number",
            "fields": {"statement": "q", "reference": "a", "derivation": "d"},
        }
        recipe = {
            "name": "small",
            "sources": {"sums": source},
            "teachers": {"own": {"use": "derivation"}},
            "annotate": [{"name": "own", "teacher": "own"}],
            "mix": {"use": "everything"},
            "engine": {"failed_share": 1.0},
            **parts,
        }
        path = tmp_path / "r.yaml"
        path.write_text(yaml.safe_dump(recipe))
        return path

    return write


@pytest.fixture
def assemble(write_recipe: Callable[..., Path]) -> Callable[..., Assembly]:
    """The assembly of a small recipe; keywords as for ``write_recipe``, and ``overrides``."""

    def make(overrides: Sequence[str] = (), **parts: Any) -> Assembly:
        return Assembly.of(write_recipe(**parts), overrides=overrides)

    return make


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., RunReport]:
    """Runs an assembly in the folder ``out`` and returns its report."""

    def execute(assembly: Assembly, folder: str = "out") -> RunReport:
        run_folder = RunFolder(tmp_path / folder)
        with Display(run_folder.log, live=False) as display:
            return Run(assembly, run_folder, display).execute()

    return execute
