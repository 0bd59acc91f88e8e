"""Nothing heavy is imported before it is needed; `lint-imports` checks layers and circles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "transformers", "sympy", "pint", "pyarrow", "openai", "lean_dojo", "scipy")


def modules(root: str) -> list[Path]:
    return sorted((ROOT / root).rglob("*.py"))


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
