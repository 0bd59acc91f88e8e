"""Runs the installed program as its users do: in its own process, from a recipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from preceptor.records import Problem

Sums = Callable[[int], list[Problem]]
"""Makes so many problems whose statements and answers all differ."""
SumsSource = Callable[[Sequence[Problem]], dict[str, Any]]
"""Makes a file source of problems, as a part of a recipe."""


@dataclass
class Program:
    """Starts ``preceptor`` in a folder that belongs to the test."""

    folder: Path

    def start(self, *args: str, env: Mapping[str, str] | None = None, **more: Any) -> Any:
        """Start a process."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("PRECEPTOR_DATA")}
        return subprocess.Popen(
            [sys.executable, "-m", "preceptor", *args],
            cwd=self.folder,
            env={**clean, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
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
        """Read the report of a run folder."""
        return dict(json.loads((self.folder / out / "report.json").read_text()))
