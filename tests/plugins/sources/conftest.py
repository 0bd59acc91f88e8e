"""The ``file`` source as a test reads with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from source_files import FIELDS, Read

from preceptor.records import BadRow, Problem, Role
from preceptor_sources.file import FileSource


@pytest.fixture
def read(build: Callable[..., Any]) -> Read:
    def run(path: str, role: Role = Role.TRAIN, **options: Any) -> Any:
        if options.get("mapping") is None:
            options = {"subject": "math", "fields": FIELDS, **options}
        rows = list(build(FileSource, path=path, **options).rows(role))
        return (
            [row for row in rows if isinstance(row, Problem)],
            [row for row in rows if isinstance(row, BadRow)],
        )

    return run
