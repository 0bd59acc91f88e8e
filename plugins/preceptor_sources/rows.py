"""A row of a file, decoded or with the reason why it could not be decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preceptor import limits


@dataclass(frozen=True)
class Row:
    """One row of a file.

    Attributes:
        number: Line on which the row begins, from 1; for Parquet and Arrow the row's number.
        values: The row's fields, or ``None`` when it could not be decoded.
        problem: Why it could not be decoded; empty otherwise.
        excerpt: The beginning of the row's text, for a row that could not be decoded.
    """

    number: int
    values: Mapping[str, Any] | None
    problem: str = ""
    excerpt: str = ""


def excerpt(text: str) -> str:
    """The beginning of ``text``, in characters that can be encoded as UTF-8."""
    shown = text[: limits.EXCERPT_CHARACTERS].encode("utf-8", "replace").decode()
    return shown.rstrip("\r\n")
