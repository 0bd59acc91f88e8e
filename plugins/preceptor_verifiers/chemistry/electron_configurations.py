"""Electron configurations, ``1s² 2s² 2p⁶`` and ``[Ar] 3d5 4s1``, and hybrid orbitals, ``sp³``.

Read as algebra they would be products, in which 3d¹ 4s² and 4d¹ 3s² are the same.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.chemistry.text import plain
from preceptor_verifiers.outcome import Outcome, Same

_MAX_CHARS: Final = 200
_SUBSHELL: Final = re.compile(
    r"([1-8])(?:(s)\^?([12])|(p)\^?([1-6])|(d)\^?(10|[1-9])|(f)\^?(1[0-4]|[1-9]))"
)
_CORE: Final = re.compile(r"\[(He|Ne|Ar|Kr|Xe|Rn)\]")
_CORES: Final = {
    "He": "1s2", "Ne": "[He]2s22p6", "Ar": "[Ne]3s23p6", "Kr": "[Ar]3d104s24p6",
    "Xe": "[Kr]4d105s25p6", "Rn": "[Xe]4f145d106s26p6",
}  # fmt: skip
_HYBRID: Final = re.compile(r"(?:sp\^?([1-3])?(?:d\^?([12])?)?|d\^?([12])?sp\^?([1-3])?)\Z")

Orbitals = dict[str, int]
"""Electrons by subshell, or orbitals by letter."""


def compare_orbitals(reference: str, candidate: str) -> Outcome | None:
    """Compare two configurations or two hybrids; ``None`` if one of the texts is neither."""
    if max(len(reference), len(candidate)) > _MAX_CHARS:
        return None
    left, right = (re.sub(r"[\s,]+", "", plain(text)) for text in (reference, candidate))
    for read in (_configuration, _hybrid):
        ours = read(left)
        theirs = read(right) if ours else None
        if ours and theirs:
            return Outcome(Same.of(ours == theirs), "Compared by orbitals.", {})
    return None


def _configuration(text: str) -> Orbitals | None:
    """Return electrons by subshell, with those of a noble gas core; at least two subshells."""
    core = _CORE.match(text)
    if core:
        return _configuration(_CORES[core.group(1)] + text[core.end() :])
    electrons: Orbitals = {}
    at = 0
    while at < len(text):
        match = _SUBSHELL.match(text, at)
        if match is None:
            return None
        shell, letter, count = (g for g in match.groups() if g)
        if "spdf".index(letter) >= int(shell):
            return None
        electrons[shell + letter] = electrons.get(shell + letter, 0) + int(count)
        at = match.end()
    return electrons if len(electrons) > 1 else None


def _hybrid(text: str) -> Orbitals | None:
    match = _HYBRID.match(text)
    if match is None:
        return None
    p, d = match.group(1) or match.group(4), match.group(2) or match.group(3)
    return {"s": 1, "p": int(p or 1), "d": int(d or 1) if "d" in text else 0}
