"""Imports run one way, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "transformers", "sympy", "pint", "pyarrow", "openai", "lean_dojo", "scipy")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def modules(root: str) -> list[Path]:
    return sorted((ROOT / root).rglob("*.py"))


def test_the_framework_imports_no_plugin() -> None:
    for path in modules("core"):
        foreign = [name for name in imported(path) if name.startswith("preceptor_")]
        assert not foreign, f"{path}: {foreign}"


@pytest.mark.parametrize("root", ["plugins", "subjects", "lean"])
def test_plugin_packages_import_the_framework_and_themselves(root: str) -> None:
    for path in modules(root):
        own = path.relative_to(ROOT / root).parts[0]
        foreign = [
            name
            for name in imported(path)
            if name.startswith("preceptor_") and name.split(".")[0] != own
        ]
        assert not foreign, f"{path}: {foreign}"


@pytest.mark.parametrize("root", ["core", "plugins", "subjects", "lean"])
def test_no_module_is_a_drawer_for_odds_and_ends(root: str) -> None:
    for path in modules(root):
        assert not re.search(r"util|helper|misc|manager", path.stem), path


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()}


def test_help_imports_no_plugin_and_no_pydantic() -> None:
    code = (
        "from preceptor.cli.main import run\nimport contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()) as out:\n    code = run(['--help'])\n"
        "assert code == 0 and 'evaluate' in out.getvalue()"
    )
    found = loaded_after(code)
    assert not found & {"pydantic", "pluggy", "rich", *HEAVY}
    assert not [name for name in found if name.startswith("preceptor_")]


def test_the_package_alone_imports_nothing_heavy() -> None:
    assert not loaded_after("import preceptor") & {"pydantic", "pluggy", *HEAVY}


def test_building_the_registry_imports_nothing_heavy() -> None:
    code = "from preceptor.registry import Registry\nassert not Registry.load().problems"
    assert not loaded_after(code) & set(HEAVY)


def test_listing_every_component_imports_nothing_heavy() -> None:
    code = (
        "from preceptor.registry import Registry\nr = Registry.load()\n"
        "for e in r.entries(): r.component(e.kind, e.registration.name).Options.model_json_schema()"
    )
    assert not loaded_after(code) & set(HEAVY)
