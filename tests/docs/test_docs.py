"""What the documents show is run; what they list is complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import preceptor
from preceptor.cli.main import SUMMARIES
from preceptor.components import KINDS
from preceptor.recipe import load_recipe
from preceptor.registry import Registry
from preceptor.verification.router import Router

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(), re.DOTALL)


def test_the_plugin_that_is_shown_works(tmp_path: Path) -> None:
    (source,) = blocks(ROOT / "docs/plugins.md", "python")
    path = tmp_path / "mine.py"
    path.write_text(source)
    registry = Registry.load([path])
    assert "parity" in Router(registry).routes
    verifier = registry.create("verifier", "parity")
    from preceptor.components import Item
    from preceptor.records import Reference

    reference = Reference(kind="parity", value="4")
    items = [Item(id=text, reference=reference, candidate=text) for text in ("2", "7", "two")]
    found = [verdict.status.value for verdict in verifier.verify_batch(items)]
    assert found == ["accepted", "rejected", "undecided"]


def test_the_recipe_that_is_shown_is_valid(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs/recipes.md", "yaml")
    (tmp_path / "base.yaml").write_text("seed: 1\n")
    path = tmp_path / "r.yaml"
    path.write_text(text)
    assert set(load_recipe(path, Registry.load()).recipe.arms) == {"with-derivations", "model-only"}


def test_the_python_that_readme_shows_runs() -> None:
    (code,) = blocks(ROOT / "README.md", "python")
    assert "verify(" in code
    assert preceptor.verify("9.81 m/s^2", "981 cm/s^2").accepted
    assert preceptor.verify("x^2 - 1", "(x-1)(x+1)").reason
    assert preceptor.verify("3.2", "3.3", rtol=0.05).accepted


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_component_is_documented(kind: str) -> None:
    text = (ROOT / "docs/plugins.md").read_text()
    assert re.search(rf"^\| .*\b{kind}\b", text, re.MULTILINE)
    for base in KINDS[kind]:
        assert base.__name__ in text or kind in ("mixer", "exporter", "evaluator", "executor")


def test_every_command_that_is_written_exists() -> None:
    for path in DOCUMENTS:
        for command in re.findall(r"`preceptor ([a-z]+)", path.read_text()):
            assert command in SUMMARIES, f"{path.name}: preceptor {command}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text()
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", text):
        assert (path.parent / target).exists(), target
    for target in re.findall(
        r"`((?:core|plugins|subjects|lean|configs|docs|tests)/[\w./-]+)`", text
    ):
        assert (ROOT / target).exists(), target
