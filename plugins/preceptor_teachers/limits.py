"""Limits that several modules of this package share; others are in the module that uses them."""

from __future__ import annotations

from typing import Final

ENDPOINT_CONNECT_SECONDS: Final = 10.0
"""How long an endpoint may take to accept a connection before it counts as unreachable."""
ENDPOINT_CONNECTIONS: Final = 20_000
"""Maximum number of open connections of a client; the engine's limit is usually lower."""
