"""Limits that several modules of this package use; other limits are at the top of their module."""

from __future__ import annotations

from typing import Final

OUTPUT_BYTES: Final = 16 * 1024**2
"""Bytes that one Lean process may write to stdout before it is stopped."""
QUESTION_SECONDS: Final = 120.0
"""Wall time for one query to an installed lean or lake; elan may be downloading."""
SERVER_MEMORY_MIB: Final = 4 * 1024
"""Private memory of each process of a Lean language server."""
STATE_CHARS: Final = 8_000
"""Maximum length of a proof state in an instruction."""
