"""Limits that several modules of verification obey; every other one is at the top of its module."""

from __future__ import annotations

from typing import Final

VERIFY_CHARS: Final = 1_000_000
"""Length of a candidate answer or reference; a longer one is not given to a verifier."""
WORKER_START_SECONDS: Final = 60.0
"""Wall time a verification worker has to start, and a verifier in it to be built."""
WORKER_LINE_BYTES: Final = 64 * 1024**2
"""Longest line of the protocol between host and worker, either way."""
