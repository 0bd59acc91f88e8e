"""Limits that several modules of the engine obey; every other one is on top of its module."""

from __future__ import annotations

from typing import Final

RETRY_AFTER_SECONDS: Final = 900.0
"""An endpoint that wants a longer pause than this ends the run, which can be resumed later."""
BACKOFF_MOST_SECONDS: Final = 30.0
"""Most seconds between two tries."""
