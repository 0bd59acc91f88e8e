"""A cache by text: a reference is compared with many candidates and read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

REMEMBERED_TEXTS: Final = 1_024
"""Texts whose result a process remembers, for each function separately."""
REMEMBERED_CHARS: Final = 300
"""Longest remembered text; its tree takes 50 kB at most."""

T = TypeVar("T")


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Cache the results of a pure function for the latest short texts; exceptions are not cached.

    Number and length of the texts are bounded, and so is the memory for any input.
    """
    cached = lru_cache(maxsize=REMEMBERED_TEXTS)(function)

    @wraps(function)
    def call(text: str) -> T:
        return cached(text) if len(text) <= REMEMBERED_CHARS else function(text)

    return call
