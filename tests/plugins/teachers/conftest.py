"""Names the clients of the ``openai`` teacher."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["direct", "sdk"])
def client(request: pytest.FixtureRequest) -> str:
    """What the ``openai`` teacher sends with: every endpoint is the same to both."""
    name: str = request.param
    return name
