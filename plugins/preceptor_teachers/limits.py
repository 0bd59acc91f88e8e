"""Limits that several modules of this package obey; every other one is on top of its module."""

from __future__ import annotations

from typing import Final

ENDPOINT_CONNECT_SECONDS: Final = 10.0
"""How long an endpoint may take to accept a connection before it counts as unreachable."""
ENDPOINT_CONNECTIONS: Final = 20_000
"""Connections a teacher's client keeps open at most; the engine's limit is usually lower."""
