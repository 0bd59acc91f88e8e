"""A second look at what Lean has compiled, by a kernel in a process of its own.

Elaboration runs code that a candidate may have reached. ``leanchecker`` (of Lean's newer
toolchains; ``lean4checker`` as a dependency of a project before) loads the compiled file, takes
the imports for granted and gives every declaration to the kernel again. What was smuggled into
the environment past the kernel is refused there.

Source: the command lines and messages of leanprover/lean4, ``src/LeanChecker.lean``, and of
leanprover/lean4checker.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from preceptor.errors import NotReadyError
from preceptor.records import Status
from preceptor_lean import limits
from preceptor_lean.sandbox.processes import Ended
from preceptor_lean.toolchains.base import Toolchain

# Older kernels say of an application without their mark that it does not fit.
_REFUSAL = re.compile(r"\(kernel\)|^(?:uncaught exception: )?(?=application type mismatch)", re.M)
# What the kernel says when it has not come to an end; nothing is known then.
_GAVE_UP = ("deterministic timeout", "excessive memory", "deep recursion", "interrupted")
_RIGHT = "theorem specimen : 2 + 2 = 4 := rfl\n"
_SMUGGLED = (
    "set_option debug.skipKernelTC true in\ntheorem smuggled : 2 + 2 = 5 := by decide +kernel\n"
)
"""What Lean compiles without an error or an axiom, its kernel not having been asked."""


@dataclass(frozen=True)
class Replayer:
    """A program that gives a compiled file's declarations to the kernel again.

    Attributes:
        program: Path of ``leanchecker`` or ``lean4checker``.
    """

    program: Path

    @property
    def name(self) -> str:
        return self.program.name

    def replay(
        self, lean: Toolchain, compiled: Compiled, *, seconds: float, memory_mib: int
    ) -> Replay:
        """Have the compiled file replayed, in a confined process that cannot write.

        Raises:
            OSError: the process could not be started or confined.
        """
        ended = lean.run_beside(
            self.program,
            [compiled.module],
            search=compiled.folder,
            seconds=seconds,
            memory_mib=memory_mib,
        )
        return read(self.name, ended)


@dataclass(frozen=True)
class Replay:
    """What came of it: ``accepted``, ``rejected`` by the kernel, else why nothing is known."""

    status: Status
    reason: str


@dataclass(frozen=True)
class Compiled:
    """Where a Lean process is to put what it compiles.

    Attributes:
        folder: The one folder it may write to.
        module: The module's name; drawn, so that no candidate knows it beforehand.
    """

    folder: Path
    module: str

    @property
    def options(self) -> tuple[str, str]:
        """Arguments by which Lean is told to put it there."""
        return "-o", str(self.folder / f"{self.module}.olean")


@contextmanager
def scratch() -> Iterator[Compiled]:
    """A folder for one compiled file, gone afterwards with all that was put there."""
    folder = Path(tempfile.mkdtemp(prefix="preceptor-lean-")).resolve()
    try:
        yield Compiled(folder, f"Replay{secrets.token_hex(12)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_replayer(lean: Toolchain) -> Replayer:
    """The program that replays what this Lean compiles, tried out on this machine.

    Raises:
        NotReadyError: there is none, nothing can be compiled for it here, or it does not tell a
            proof from what no kernel has seen.
        OSError: a process could not be started or confined.
    """
    if "read-only opens" in lean.confinement():
        raise NotReadyError(
            "nothing can be replayed: this kernel has no Landlock, and without it a Lean process "
            "may write no file at all",
            hint="use Linux 5.13 or later with Landlock switched on",
        )
    for program in lean.replayers():
        if program.is_file() and os.access(program, os.X_OK):
            found = Replayer(program)
            _try(found, lean)
            return found
    looked = " and ".join(str(program) for program in lean.replayers())
    raise NotReadyError(
        f"{lean.describe()} has no leanchecker" + (f" (looked for {looked})" if looked else ""),
        hint="newer toolchains of Lean bring leanchecker; for an older one, require lean4checker "
        "in a Lake project, run `lake build lean4checker` and name the project",
    )


def _try(replayer: Replayer, lean: Toolchain) -> None:
    for source, expected in ((_RIGHT, Status.ACCEPTED), (_SMUGGLED, Status.REJECTED)):
        seconds, memory_mib = limits.LEAN_QUESTION_SECONDS, limits.LEAN_SERVER_MEMORY_MIB
        with scratch() as compiled:
            outcome = lean.run(
                source,
                seconds=seconds,
                memory_mib=memory_mib,
                options=compiled.options,
                scratch=compiled.folder,
            )
            if outcome.exit_code != 0:
                said = "; ".join(error.text for error in outcome.errors) or outcome.stderr
                raise NotReadyError(
                    f"{replayer.program} cannot be tried out: Lean does not compile "
                    f"{source.strip()!r}: {said[:300]}"
                )
            replay = replayer.replay(lean, compiled, seconds=seconds, memory_mib=memory_mib)
        if replay.status is not expected:
            raise NotReadyError(
                f"{replayer.program} is of no use: {source.strip()!r} should be {expected}, and "
                f"{replay.reason}"
            )


def read(name: str, ended: Ended) -> Replay:
    """What a replaying process has shown. Only the kernel's own words reject."""
    if ended.timed_out:
        return Replay(Status.TIMEOUT, f"{name} did not finish in time")
    if ended.out_of_memory:
        return Replay(Status.ERROR, f"{name} ran out of memory")
    if ended.exit_code == 0:
        return Replay(Status.ACCEPTED, f"{name} accepts it")
    said = ended.stderr + ended.stdout.decode("utf-8", "replace")
    refusal = _REFUSAL.search(said)
    words = " ".join(said[refusal.end() :].split())[:300] if refusal else ""
    if refusal and not words.startswith(_GAVE_UP):
        return Replay(Status.REJECTED, f"{name}: the kernel refuses it on replay: {words}")
    code = "a signal" if ended.exit_code is None else f"exit code {ended.exit_code}"
    last = " ".join(said.split())[-300:]
    return Replay(Status.ERROR, f"{name} ended with {code}" + (f": {last}" if last else ""))
