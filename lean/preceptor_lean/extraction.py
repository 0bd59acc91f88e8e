"""Takes Lean text out of a reply: a proof, a tactic or a statement."""

from __future__ import annotations

import re
from typing import Final

from preceptor.limits import ANSWER_CHARS

_FENCE: Final = re.compile(r"^[ \t]*```[ \t]*([A-Za-z0-9_+-]*)[^\n]*$", re.MULTILINE)


def lean_text(reply: str) -> str | None:
    """The last fenced Lean block, else a reply that is itself a proof, else what follows ``:=``."""
    fences = list(_FENCE.finditer(reply))
    blocks: list[tuple[str, str]] = []
    for index in range(0, len(fences), 2):
        opening = fences[index]
        end = fences[index + 1].start() if index + 1 < len(fences) else len(reply)
        blocks.append((opening.group(1).lower(), reply[opening.end() : end].strip("\n")))
    for language, body in reversed(blocks):
        if language.startswith("lean") and _fits(body):
            return body
    for language, body in reversed(blocks):
        if language in ("", "tactic") and _fits(body):
            return body
    whole = reply.strip()
    if re.match(r"(?:by\b|theorem\b|lemma\b|fun\b|example\b)", whole):
        return whole if _fits(whole) else None
    definition = reply.rfind(":=")
    if definition >= 0:
        proof = reply[definition + 2 :].split("\n\n", 1)[0].strip().strip("`").strip()
        return proof if _fits(proof) else None
    return None


def _fits(text: str) -> bool:
    return bool(text.strip()) and len(text) <= ANSWER_CHARS
