"""The navigation of the site is complete, and its generated pages cover the program."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from preceptor.cli.main import SUMMARIES
from preceptor.components import KINDS
from preceptor.registry import Registry

DOCS = Path(__file__).parents[2] / "docs"
GENERATED = "reference/generated"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="module")
def pages(registry: Registry) -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, str] = module.pages(registry)
    return made


def in_navigation(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list):
        for item in entry:
            yield from in_navigation(item)
    else:
        yield from in_navigation(list(entry.values()))


def test_every_page_is_in_the_navigation(pages: dict[str, str]) -> None:
    config = yaml.load((DOCS.parent / "mkdocs.yml").read_text(), Loader=yaml.BaseLoader)
    listed = list(in_navigation(config["nav"]))
    written = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    written = {path for path in written if not path.startswith(GENERATED)}
    written |= {f"{GENERATED}/{name}" for name in pages}
    assert sorted(listed) == sorted(written)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_component_and_option_is_described(
    registry: Registry, pages: dict[str, str], kind: str
) -> None:
    text = pages[f"{kind}.md"]
    assert "does not load" not in text
    for entry in registry.entries(kind):
        name = entry.registration.name
        assert f"\n## {name}\n" in text
        for option, field in registry.component(kind, name).Options.model_fields.items():
            assert f"| `{option}` |" in text
            assert field.description, f"{kind} {name}: {option} has no description"


def test_every_command_is_described(pages: dict[str, str]) -> None:
    for command in SUMMARIES:
        assert f"\n### preceptor {command}\n" in pages["cli.md"]


def test_no_cell_of_a_table_is_cut(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for table in text.split("\n\n"):
            rows = [line for line in table.splitlines() if line.startswith("|")]
            widths = {row.replace("\\|", "").count("|") for row in rows}
            assert len(widths) <= 1, f"{name}: {rows}"
