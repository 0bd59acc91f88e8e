"""What the documents show is run; what they list is complete."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import preceptor
from preceptor.cli.main import COMMANDS
from preceptor.components import KINDS, Item
from preceptor.recipe import load_recipe
from preceptor.records import Reference
from preceptor.registry import Registry
from preceptor.verification.router import Router

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(ROOT.glob("*.md"))
DOCUMENTS += sorted(path for path in (ROOT / "docs").rglob("*.md") if "generated" not in path.parts)


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(), re.DOTALL)


PROVISIONAL = ("mixer", "exporter", "evaluator", "executor", "probe")

PLUGINS = [
    (name, source)
    for name in ("README.md", "docs/plugins.md")
    for source in blocks(ROOT / name, "python")
    if "PRECEPTOR_API" in source
]


def test_plugins_are_shown() -> None:
    assert {name for name, _ in PLUGINS} == {"README.md", "docs/plugins.md"}


@pytest.mark.parametrize(("page", "source"), PLUGINS, ids=[name for name, _ in PLUGINS])
def test_the_plugin_that_is_shown_works(tmp_path: Path, page: str, source: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(source)
    registry = Registry.load([path])
    if "parity" not in source:
        return
    assert "parity" in Router(registry).routes
    even = Reference(kind="parity", value="4")
    items = [Item(id=text, reference=even, candidate=text) for text in ("2", "7", "two")]
    verdicts = registry.create("verifier", "parity").verify_batch(items)
    assert [verdict.status for verdict in verdicts] == ["accepted", "rejected", "undecided"], page


def test_the_recipe_that_is_shown_is_valid(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs/recipes.md", "yaml")
    (tmp_path / "base.yaml").write_text("seed: 1\n")
    path = tmp_path / "r.yaml"
    path.write_text(text)
    assert set(load_recipe(path, Registry.load()).recipe.arms) == {"with-derivations", "model-only"}


def test_the_python_that_readme_shows_runs() -> None:
    code, _ = blocks(ROOT / "README.md", "python")
    assert "verify(" in code
    assert preceptor.verify("9.81 m/s^2", "981 cm/s^2").accepted
    assert preceptor.verify("x^2 - 1", "(x-1)(x+1)").reason
    assert preceptor.verify("3.2", "3.3", rtol=0.05).accepted


def test_the_recipe_that_readme_shows_is_valid(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "README.md", "yaml")
    path = tmp_path / "recipe.yaml"
    path.write_text(text)
    assert load_recipe(path, Registry.load()).recipe.name == "mine"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_component_is_documented(kind: str) -> None:
    text = (ROOT / "docs/plugins.md").read_text()
    assert re.search(rf"^\| .*\b{kind}\b", text, re.MULTILINE)
    for base in KINDS[kind]:
        assert base.__name__ in text or kind in PROVISIONAL


def test_every_command_that_is_written_exists() -> None:
    commands = {point.name for point in entry_points(group=COMMANDS)}
    for path in DOCUMENTS:
        for command in re.findall(r"`preceptor ([a-z]+)", path.read_text()):
            assert command in commands, f"{path.name}: preceptor {command}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text()
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", text):
        # Generated pages (docs/generate_reference.py) are checked by the build of the site.
        if "reference/generated/" not in target:
            assert (path.parent / target).exists(), target
    for target in re.findall(
        r"`((?:core|plugins|subjects|lean|configs|docs|tests)/[\w./-]+)`", text
    ):
        assert (ROOT / target).exists(), target
