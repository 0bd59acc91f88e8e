"""Makes the scripted server importable, and names the clients of the ``openai`` teacher."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

SUPPORT = str(Path(__file__).parents[2] / "support")
if SUPPORT not in sys.path:
    sys.path.insert(0, SUPPORT)


@pytest.fixture(params=["direct", "sdk"])
def client(request: pytest.FixtureRequest) -> str:
    """What the ``openai`` teacher sends with: every endpoint is the same to both."""
    name: str = request.param
    return name
