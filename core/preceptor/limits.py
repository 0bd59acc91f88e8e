"""Every limit of the product, named once. Sizes in the unit their name ends in.

Limits on candidate answers are checked before anything is computed: what comes back from a
model is hostile input.
"""

from __future__ import annotations

from typing import Final

# --- verification --------------------------------------------------------------------------
VERIFY_SECONDS: Final = 5.0
"""Wall time of one verification before its worker is killed."""
VERIFY_CHARS: Final = 1_000_000
"""Length of a candidate answer or reference; a longer one is not handed to a verifier."""
WORKER_START_SECONDS: Final = 60.0
"""Wall time a verification worker has to start, and a verifier in it to be built."""
WORKER_MEMORY_BYTES: Final = 2 * 1024**3
"""Address space of one verification worker (RLIMIT_AS)."""
WORKER_ROWS: Final = 20_000
"""Rows after which a verification worker is replaced, so that leaks do not add up."""
WORKER_GROUP_ITEMS: Final = 64
"""Most items that cross the boundary to a worker in one message."""
WORKER_GROUP_CHARS: Final = 4_000_000
"""Most characters of candidates and references in one message to a worker."""
WORKER_LINE_BYTES: Final = 64 * 1024**2
"""Longest line of the protocol between host and worker, either way."""
WORKER_VERDICT_BYTES: Final = 1024**2
"""Longest verdict a worker sends; a verifier that returns a larger one is in error."""
WORKER_STDERR_CHARS: Final = 2_000
"""How much of the end of a dead worker's stderr is kept with the verdict."""
VERDICT_CACHE_ROWS: Final = 50_000
"""Verdicts the host remembers; the one unused for longest is forgotten first."""

# --- the verify command --------------------------------------------------------------------
PAIRS_LINE_BYTES: Final = 16 * 1024**2
"""Longest line of a pairs file; a longer one becomes a row in error."""
PAIRS_IN_FLIGHT: Final = 512
"""Pairs that are read ahead of the last one written."""
PAIRS_FAILED_SHARE: Final = 0.1
"""``preceptor verify --pairs`` exits with 1 when a larger share of its rows is in error."""

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
