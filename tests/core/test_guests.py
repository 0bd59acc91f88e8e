"""The framework names no plugin, and nothing that a plugin registers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from preceptor.components import KINDS
from preceptor.references import GENERAL_KINDS
from preceptor.registry import Registry

CORE = Path(__file__).parents[2] / "core"

EXCEPTIONS = {
    # The constructor of references that are answered by proofs.
    "references.py": {"formal"},
    # A file format, and a library whose version is recorded.
    "reporting/card_markdown.py": {"parquet"},
    "pipeline/run_folder.py": {"openai"},
}
OWN_WORDS = {
    # Words with a meaning of their own in the framework; a component has the same name.
    "choice", "text", "numeric", "file", "math", "none", "single", "length", "local", "format",
    "derivation", "perturbations",
}  # fmt: skip


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module except docstrings."""
    tree = ast.parse(path.read_text())
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ):
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def guests() -> set[str]:
    registry = Registry.load()
    names = {name for kind in KINDS for name in registry.names(kind)}
    names |= {kind.name for kind in registry.reference_kinds()} - GENERAL_KINDS
    return names


def test_no_name_that_a_plugin_registers_is_in_core(guests: set[str]) -> None:
    named = []
    for path in sorted(CORE.rglob("*.py")):
        allowed = OWN_WORDS | EXCEPTIONS.get(path.relative_to(CORE / "preceptor").as_posix(), set())
        named += [
            f"{path.relative_to(CORE)}:{line}: {text!r}"
            for line, text in strings(path)
            if text in guests - allowed
        ]
    assert not named, "\n".join(named)


def test_core_names_no_package_of_a_plugin_and_no_lean() -> None:
    pattern = re.compile(r"preceptor_(?!plugin_|canary)[a-z]+\.|\blean\b|heldout_", re.IGNORECASE)
    hooks = re.compile(r"preceptor_[a-z_]+s\b")
    named = []
    for path in sorted(CORE.rglob("*.py")):
        for line, text in enumerate(path.read_text().splitlines(), 1):
            if pattern.search(hooks.sub("", text)):
                named.append(f"{path.relative_to(CORE)}:{line}: {text.strip()}")
    assert not named
