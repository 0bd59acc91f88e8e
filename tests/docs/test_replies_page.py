"""What docs/replies.md says about whole replies is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from preceptor.extraction.answers import RULES
from preceptor.verification.api import close

PAGE = Path(__file__).parents[2] / "docs/replies.md"
TEXT = PAGE.read_text()


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
def test_python(code: str) -> None:
    setup = "from preceptor import extract, verify\n"
    try:
        exec(compile(setup + code, str(PAGE), "exec"), {})  # our own page
    finally:
        close()


def test_the_rules_are_in_their_order() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \| .* \| .* \|$", TEXT, re.MULTILINE) == list(RULES)
