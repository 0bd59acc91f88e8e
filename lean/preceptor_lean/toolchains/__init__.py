"""The ways to run Lean, behind one interface.

>>> lean = find_toolchain()
>>> outcome = lean.run("theorem t : 2 + 2 = 4 := rfl", seconds=5, memory_mib=1024)
>>> outcome.messages
()
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from preceptor.errors import NotReadyError, UsageError
from preceptor_lean.toolchains.base import (
    Message,
    Outcome,
    Severity,
    Toolchain,
    outcome_of,
    parse_message,
)

__all__ = [
    "Message",
    "Outcome",
    "Preference",
    "Severity",
    "Toolchain",
    "find_toolchain",
    "outcome_of",
    "parse_message",
]

Preference = Literal["auto", "project", "path", "embedded"]


def find_toolchain(project: Path | None = None, prefer: str = "auto") -> Toolchain:
    """The Lean to check with.

    Args:
        project: Folder of a Lake project; when given, it is this one or an error.
        prefer: ``project``, ``path`` or ``embedded`` for exactly that; ``auto`` takes the
            project if one is named, else the embedded one, whose library and version are the
            same everywhere, else what is on PATH.

    Raises:
        UsageError: an unknown ``prefer``, or ``project`` without a folder.
        NotReadyError: what was asked for is not there; the hint says what to install.
    """
    from preceptor_lean.toolchains.embedded import EmbeddedToolchain
    from preceptor_lean.toolchains.installed import PathToolchain, ProjectToolchain

    if prefer not in get_args(Preference):
        raise UsageError(
            f"unknown kind of Lean {prefer!r}", hint="one of " + ", ".join(get_args(Preference))
        )
    if prefer == "project" and project is None:
        raise UsageError("no Lake project is named", hint="name its folder")
    if prefer == "project" or (prefer == "auto" and project is not None):
        assert project is not None
        return ProjectToolchain(project)
    if prefer == "path":
        return PathToolchain()
    if prefer == "embedded":
        return EmbeddedToolchain()
    try:
        return EmbeddedToolchain()
    except NotReadyError as embedded:
        try:
            return PathToolchain()
        except NotReadyError:
            raise embedded from None
