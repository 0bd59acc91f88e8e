"""Every limit of the product, named once. Sizes in the unit their name ends in.

Limits on candidate answers are checked before anything is computed: what comes back from a
model is hostile input.
"""

from __future__ import annotations

from typing import Final

# --- verification --------------------------------------------------------------------------
VERIFY_SECONDS: Final = 5.0
"""Wall time of one verification before its worker is killed."""

# --- recipes -------------------------------------------------------------------------------
RECIPE_BYTES: Final = 1_000_000
"""A recipe file that is longer is not read."""
RECIPE_NODES: Final = 20_000
"""Values in one recipe file, aliases counted each time."""
RECIPE_DEPTH: Final = 40
"""Levels of nesting in a recipe file."""

# --- models on this machine ----------------------------------------------------------------
MODEL_FETCH_SECONDS: Final = 3600.0
"""Wall time that pip gets to fetch a model before it is stopped."""
FOLDER_LOCK_SECONDS: Final = 3600.0
"""How long a process waits for another one that works in the same cache folder."""
LOCAL_SERVER_START_SECONDS: Final = 180.0
"""How long the local teacher's server may take to load its weights and answer."""
LOCAL_SERVER_STOP_SECONDS: Final = 5.0
"""How long the local teacher's server may take to end before it is killed."""
