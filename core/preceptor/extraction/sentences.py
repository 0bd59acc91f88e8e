"""Where a sentence of a reply ends: not at a point in a formula, a number or an abbreviation."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"\.(?=\s|$)|[!?](?=\s|$)|[。！？।؟]"
    r"|,\s+(?:because|since|so|but|which|as|it|where|and so|therefore|hence|thus)\b"
)
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|No|Nr|Fig|Eq|Eqs|vs|approx|ca|resp|cf|al|e\.g|i\.e|eg|ie"
    r"|a\.m|p\.m|U\.S|z\.B|d\.h|bzw|Ref|Sec|Ch|Inc|Ltd|Co|sq|ft|in)"
    r"|(?:^|[\s(])[A-Z]|\n[ \t*]{0,4}\d{1,2})\Z"
)


def sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence that begins at ``start`` ends, before its stop; at most ``end``."""
    at = start
    while True:
        stop = _END.search(text, at, end)
        if stop is None:
            return end
        before = text[start : stop.start()]
        at = stop.end()
        if stop.group() == "." and _ends_no_sentence(text, start, stop.start(), end):
            continue
        if (
            before.count("$") % 2 == 0
            and before.count("{") <= before.count("}")
            and before.count("\\(") <= before.count("\\)")
            and before.count("\\[") <= before.count("\\]")
        ):
            return stop.start()


def _ends_no_sentence(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a point belongs to an abbreviation or to the number of an item."""
    window = text[max(0, stop - 12) : stop]
    if not _ABBREVIATION.search(window if stop > 12 else "\n" + window):
        return False
    following = text[stop + 1 : min(end, stop + 40)].lstrip(" \t")
    # "in" and one letter end sentences too; then nothing or a new line follows.
    return bool(following) and not following.startswith("\n")
