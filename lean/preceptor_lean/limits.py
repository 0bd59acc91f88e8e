"""Limits that several modules of this package obey; every other one is on top of its module."""

from __future__ import annotations

from typing import Final

LEAN_OUTPUT_BYTES: Final = 16 * 1024**2
"""What one Lean process may write to stdout before it is stopped."""
LEAN_QUESTION_SECONDS: Final = 120.0
"""Wall time in which an installed lean or lake says where it lives; elan may be fetching."""
LEAN_SERVER_MEMORY_MIB: Final = 4 * 1024
"""Private memory of each process of a Lean language server."""
LEAN_STATE_CHARS: Final = 8_000
"""Length of a proof state that becomes part of an instruction."""
