"""What a Lean can prove, found out by having it prove specimens.

One file, one specimen a line: a specimen counts when no message of severity error lies on its
line. The answer is kept in the cache by the toolchain's fingerprint.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from preceptor import limits
from preceptor.weights import cache_root

if TYPE_CHECKING:
    from preceptor_lean.toolchains.base import Toolchain

SPECIMENS: Mapping[str, str] = {
    "exact": "(p : Prop) (h : p) : p := by exact h",
    "intro": "(p : Prop) : p → p := by intro h; exact h",
    "apply": "(p q : Prop) (f : p → q) (h : p) : q := by apply f; exact h",
    "rfl": ": 2 + 2 = 4 := by rfl",
    "decide": ": 7 * 6 = 42 := by decide",
    "rw": "(a b : Nat) (h : a = b) : b = a := by rw [h]",
    "induction": "(n : Nat) : 0 + n = n := by induction n with | zero => rfl"
    " | succ n ih => exact congrArg Nat.succ ih",
}
"""Tactic or notation and the rest of a theorem that needs it, on one line."""


def capabilities_of(toolchain: Toolchain) -> frozenset[str]:
    """Names of the specimens that ``toolchain`` proves.

    Raises:
        OSError: Lean could not be run.
    """
    folder = cache_root() / "lean" / "capabilities"
    key = json.dumps([toolchain.fingerprint, sorted(SPECIMENS.items())])
    known = folder / f"{toolchain.fingerprint[:32]}.json"
    try:
        row = json.loads(known.read_text(encoding="utf-8"))
        if row["key"] == key:
            return frozenset(row["proves"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    proves = _ask(toolchain)
    if proves:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"key": key, "proves": sorted(proves)}, file)
        os.replace(temporary, known)
    return proves


def _ask(toolchain: Toolchain) -> frozenset[str]:
    first = toolchain.header.count("\n") + 1
    lines = [f"theorem specimen{i} {text}" for i, text in enumerate(SPECIMENS.values())]
    outcome = toolchain.run(
        toolchain.header + "\n".join(lines) + "\n",
        seconds=limits.LEAN_QUESTION_SECONDS,
        memory_mib=limits.LEAN_SERVER_MEMORY_MIB,
    )
    if not outcome.ended_by_itself:
        return frozenset()
    wrong = {message.line - first for message in outcome.errors}
    return frozenset(name for i, name in enumerate(SPECIMENS) if i not in wrong)
