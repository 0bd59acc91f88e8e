"""Which Lean checks proofs on this machine, how it is confined, and what it proves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from preceptor.components import Check
from preceptor.errors import NotReadyError
from preceptor_lean.toolchains import find_toolchain
from preceptor_lean.toolchains.capabilities import SPECIMENS, capabilities_of
from preceptor_lean.toolchains.replay import find_replayer

_FULL = {"landlock", "seccomp"}


def diagnose() -> Iterator[Check]:
    """Yield lines for ``preceptor doctor``; runs Lean once per version of binary and library."""
    try:
        lean = find_toolchain()
    except NotReadyError as error:
        yield Check("note", "lean", str(error), error.hint or "")
        return
    proves = capabilities_of(lean)
    if "rfl" not in proves:
        yield Check("problem", "lean", f"{lean.describe()}: does not prove that 2 + 2 = 4")
        return
    yield Check("ok", "lean", lean.describe())
    without = [name for name in SPECIMENS if name not in proves]
    finding = f"{len(proves)} of {len(SPECIMENS)} tactics and notations tried"
    yield Check("ok", "lean proves", finding + (f"; not {', '.join(without)}" if without else ""))
    layers = lean.confinement()
    missing = sorted(_FULL - set(layers))
    yield Check(
        "note" if missing else "ok",
        "lean confinement",
        ", ".join(layers) or "none on this system",
        f"this kernel lacks {' and '.join(missing)}: check only proofs from a trusted origin"
        if missing
        else "",
    )
    try:
        replayer = find_replayer(lean)
        yield Check("ok", "lean replay", f"accepted proofs are replayed by {replayer.program}")
    except NotReadyError as error:
        # A Lean without such a program is normal; a program that does not work is worth a note.
        unusable = any(program.is_file() for program in lean.replayers())
        advice = "`replay: auto` checks without it, `replay: required` leaves proofs undecided"
        level = "note" if unusable else "ok"
        yield Check(level, "lean replay", f"none: {error}", advice if unusable else "")
    if lean.name != "path" and shutil.which("lean") is not None:
        yield Check("ok", "lean on PATH", "found; a recipe uses it with `toolchain: path`")
