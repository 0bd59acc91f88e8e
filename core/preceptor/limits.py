"""Every limit of the product, named once. Sizes in the unit their name ends in.

Limits on candidate answers are checked before anything is computed: what comes back from a
model is hostile input.
"""

from __future__ import annotations

from typing import Final

# --- verification --------------------------------------------------------------------------
VERIFY_SECONDS: Final = 5.0
"""Wall time of one verification before its worker is killed."""
