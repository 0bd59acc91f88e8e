"""Results for texts that come again: a reference is read once for every candidate."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

REMEMBERED_TEXTS: Final = 1_024
"""Texts of which a process remembers how they were read, tokens and tree apart."""
REMEMBERED_CHARS: Final = 300
"""Characters of such a text; a tree of a text this long takes some 50 kB at most."""

T = TypeVar("T")


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Remember what a pure function made of the last short texts; nothing that it raised.

    Bounded in number and in length of the texts, hence in memory, whatever they say.
    """
    cached = lru_cache(maxsize=REMEMBERED_TEXTS)(function)

    @wraps(function)
    def call(text: str) -> T:
        return cached(text) if len(text) <= REMEMBERED_CHARS else function(text)

    return call
