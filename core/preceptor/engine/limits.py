"""Limits that several modules of the engine obey; all others are on top of their modules."""

from __future__ import annotations

from typing import Final

RETRY_AFTER_SECONDS: Final = 900.0
"""An endpoint that asks for a longer pause than this ends the run, which can be resumed later."""
BACKOFF_MOST_SECONDS: Final = 30.0
"""Most seconds between two tries."""
