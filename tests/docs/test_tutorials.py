"""Tutorials, and how-to pages with commands, are run as their readers would run them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from scripted_server import MODEL, Part, Script, ScriptedServer
from tutorials import blocks, run_tutorial

PAGES = Path(__file__).parents[2] / "docs/tutorials"

BEHAVIOUR = {"spring": "corrects", "heat": "resolves", "wave": "never"}
"""How the endpoint of the first tutorial plays its problems; the others are right at once."""


def script(page: Path) -> Script:
    """An endpoint that knows the problems which the page shows."""
    (table,) = (block.lines for block in blocks(page.read_text()) if block.language == "csv")
    parts = []
    for row in csv.DictReader(table):
        wrong = (f"{float(row['answer']) * factor} {row['unit']}" for factor in range(2, 9))
        parts.append(
            Part(
                match=row["question"],
                answer=f"{row['answer']} {row['unit']}",
                wrong=tuple(wrong),
                behaviour=BEHAVIOUR.get(row["id"], "right"),
            )
        )
    return Script(parts=tuple(parts), key="a-key")


def test_verified_set(tmp_path: Path) -> None:
    page = PAGES / "verified-set.md"
    with ScriptedServer(script(page)) as server:
        env = {"ENDPOINT": server.url, "MODEL": MODEL, "ENDPOINT_KEY": "a-key"}
        run_tutorial(page, tmp_path, env)


@pytest.mark.parametrize("name", ["grading-a-spreadsheet", "verifier-plugin"])
def test_tutorial(tmp_path: Path, name: str) -> None:
    run_tutorial(PAGES / f"{name}.md", tmp_path)


@pytest.mark.parametrize("name", ["add-a-subject", "compare-verifiers"])
def test_how_to(tmp_path: Path, name: str) -> None:
    run_tutorial(PAGES.parent / f"how-to/{name}.md", tmp_path)
