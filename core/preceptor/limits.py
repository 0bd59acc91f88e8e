"""Limits that several packages read. Sizes are in the unit their name ends in.

Every other limit is at the top of the module that obeys it, or in a ``limits.py`` of its package.
Limits on candidate answers are checked before anything is computed: what a model returns is
hostile input.
"""

from __future__ import annotations

from typing import Final

VERIFY_SECONDS: Final = 5.0
"""Wall time of one verification before its worker is killed."""

ANSWER_CHARS: Final = 20_000
"""An extracted answer that is longer is no answer."""

EXCERPT_CHARACTERS: Final = 200
"""What a report shows of a row that was set aside."""

CHARACTERS_PER_TOKEN: Final = 3
"""For estimates before sending: real tokenizers take 3 to 4.5 characters of English a token,
so that an estimate is rather too high than too low."""
REPLY_BYTES: Final = 64 * 1024**2
"""Longest body of a completion, streamed or not; an endpoint that sends more is broken."""
FAILURE_CHARS: Final = 500
"""How much of an endpoint's message is kept."""
