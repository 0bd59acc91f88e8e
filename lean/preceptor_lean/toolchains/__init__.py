"""The ways to run Lean, behind one interface.

``base`` defines a toolchain and its messages; ``embedded`` is Lean from the wheel, ``installed``
that of PATH or of a Lake project; ``capabilities`` determines what a Lean can prove, ``replay``
has a second kernel check what it compiled, ``diagnosis`` writes the lines of ``preceptor doctor``.

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
    LeanMessage,
    LeanRun,
    Severity,
    Toolchain,
    outcome_of,
    parse_message,
)

__all__ = [
    "LeanMessage",
    "LeanRun",
    "Preference",
    "Severity",
    "Toolchain",
    "find_toolchain",
    "outcome_of",
    "parse_message",
]

Preference = Literal["auto", "project", "path", "embedded"]


def find_toolchain(project: Path | None = None, prefer: str = "auto") -> Toolchain:
    """Find the Lean to check with.

    Args:
        project: Folder of a Lake project; if given, its Lean is used or it is an error.
        prefer: ``project``, ``path`` or ``embedded`` for exactly that; ``auto`` uses the project
            if one is given, otherwise the embedded Lean, whose library and version are the same
            everywhere, otherwise the one on PATH.

    Raises:
        UsageError: an unknown ``prefer``, or ``project`` without a folder.
        NotReadyError: the requested Lean is missing; the hint says what to install.
    """
    from preceptor_lean.toolchains.embedded import EmbeddedToolchain
    from preceptor_lean.toolchains.installed import PathToolchain, ProjectToolchain

    if prefer not in get_args(Preference):
        raise UsageError(
            f"unknown Lean toolchain {prefer!r}", hint="one of " + ", ".join(get_args(Preference))
        )
    if prefer == "project" and project is None:
        raise UsageError(
            "the toolchain is `project`, but no Lake project is given", hint="give its folder"
        )
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
