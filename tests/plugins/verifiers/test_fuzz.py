"""The fuzz run of ``benchmarks/fuzz_verifiers.py``, for twenty seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[3] / "benchmarks" / "fuzz_verifiers.py"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_finding(seed: int) -> None:
    """PRECEPTOR_FUZZ_SECONDS makes it longer."""
    seconds = os.environ.get("PRECEPTOR_FUZZ_SECONDS", "20")
    done = subprocess.run(
        [sys.executable, str(FUZZ), "--seconds", seconds, "--seed", str(seed)],
        capture_output=True,
        text=True,
        timeout=float(seconds) + 120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "0 findings" in done.stdout
