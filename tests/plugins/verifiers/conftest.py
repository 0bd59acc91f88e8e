"""Fixtures of the verifier tests."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.outcome import Outcome
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.tolerance import Tolerance


@pytest.fixture(scope="session")
def data() -> Callable[[str], list[dict[str, Any]]]:
    """Reads a file of labelled pairs from the data folder, or skips with a word."""
    folder = os.environ.get("PRECEPTOR_DATA")
    if not folder:
        pytest.skip("PRECEPTOR_DATA names no folder with the public data")

    def read(name: str) -> list[dict[str, Any]]:
        path = Path(folder) / "verification" / name
        if not path.is_file():
            pytest.skip(f"{path} is not there")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    return read


@pytest.fixture(scope="session")
def compare() -> Callable[..., Outcome]:
    """Compares two answers under the default conventions."""

    def run(reference: str, candidate: str, rtol: float | None = None, **policy: Any) -> Outcome:
        return compare_answers(
            reference, candidate, Policy(tolerance=Tolerance(rtol=rtol), **policy)
        )

    return run
