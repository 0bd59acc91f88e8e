"""Letters of options. (To be written.)"""

from __future__ import annotations

import re
from collections.abc import Sequence


def stated_choice(text: str, choices: Sequence[str] = ()) -> str | None:
    match = re.match(r"\W{0,6}(?:option |choice |answer )?\(?([A-Za-z])\)?(?![A-Za-z'])", text)
    return match.group(1).upper() if match else text or None


def closing_choice(text: str, choices: Sequence[str] = ()) -> tuple[str, int, int, bool] | None:
    return None
