"""A second check of what Lean has compiled, by a kernel in a separate process.

Elaboration runs code that a candidate may have influenced. ``leanchecker`` (part of Lean's newer
toolchains; before, ``lean4checker`` as a dependency of a project) loads the compiled file, trusts
its imports and gives every declaration to the kernel again. Anything that was added to the
environment without the kernel is refused there.

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

# Older kernels report an ill-typed application without their mark.
_REFUSAL = re.compile(r"\(kernel\)|^(?:uncaught exception: )?(?=application type mismatch)", re.M)
# The kernel's messages when it did not finish; nothing is known then.
_GAVE_UP = ("deterministic timeout", "excessive memory", "deep recursion", "interrupted")
_RIGHT = "theorem specimen : 2 + 2 = 4 := rfl\n"
_SMUGGLED = (
    "set_option debug.skipKernelTC true in\ntheorem smuggled : 2 + 2 = 5 := by decide +kernel\n"
)
"""Compiles without an error or an axiom, because Lean's kernel does not check it."""


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
        """Replay the compiled file in a confined process that cannot write.

        Raises:
            OSError: the process could not be started or confined.
        """
        ended = lean.run_program(
            self.program,
            [compiled.module],
            search=compiled.folder,
            seconds=seconds,
            memory_mib=memory_mib,
        )
        return read(self.name, ended)


@dataclass(frozen=True)
class Replay:
    """The result: ``accepted``, ``rejected`` by the kernel, otherwise why nothing is known."""

    status: Status
    reason: str


@dataclass(frozen=True)
class Compiled:
    """Where a Lean process writes the file that it compiles.

    Attributes:
        folder: The only folder it may write to.
        module: The module's name; random, so that no candidate knows it in advance.
    """

    folder: Path
    module: str

    @property
    def options(self) -> tuple[str, str]:
        """Arguments of ``lean`` that write it there."""
        return "-o", str(self.folder / f"{self.module}.olean")


@contextmanager
def scratch() -> Iterator[Compiled]:
    """A folder for one compiled file; it is removed afterwards with its content."""
    folder = Path(tempfile.mkdtemp(prefix="preceptor-lean-")).resolve()
    try:
        yield Compiled(folder, f"Replay{secrets.token_hex(12)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_replayer(lean: Toolchain) -> Replayer:
    """Find the program that replays what this Lean compiles, and test it on this machine.

    Raises:
        NotReadyError: there is none, nothing can be compiled for it here, or it does not
            distinguish a proof from a declaration that no kernel has checked.
        OSError: a process could not be started or confined.
    """
    if "read-only opens" in lean.confinement():
        raise NotReadyError(
            "nothing can be replayed: this kernel has no Landlock, and without it a Lean process "
            "may not write any file",
            hint="use Linux 5.13 or later with Landlock enabled",
        )
    for program in lean.replayers():
        if program.is_file() and os.access(program, os.X_OK):
            replayer = Replayer(program)
            _test(replayer, lean)
            return replayer
    searched = " and ".join(str(program) for program in lean.replayers())
    raise NotReadyError(
        f"{lean.describe()} has no leanchecker" + (f" (looked for {searched})" if searched else ""),
        hint="newer Lean toolchains include leanchecker; for an older one, require lean4checker "
        "in a Lake project, run `lake build lean4checker` and give the project",
    )


def _test(replayer: Replayer, lean: Toolchain) -> None:
    for source, expected in ((_RIGHT, Status.ACCEPTED), (_SMUGGLED, Status.REJECTED)):
        seconds, memory_mib = limits.QUESTION_SECONDS, limits.SERVER_MEMORY_MIB
        with scratch() as compiled:
            outcome = lean.run(
                source,
                seconds=seconds,
                memory_mib=memory_mib,
                options=compiled.options,
                scratch=compiled.folder,
            )
            if outcome.exit_code != 0:
                errors = "; ".join(error.text for error in outcome.errors) or outcome.stderr
                raise NotReadyError(
                    f"{replayer.program} cannot be tested: Lean does not compile "
                    f"{source.strip()!r}: {errors[:300]}"
                )
            replay = replayer.replay(lean, compiled, seconds=seconds, memory_mib=memory_mib)
        if replay.status is not expected:
            raise NotReadyError(
                f"{replayer.program} is unusable: {source.strip()!r} should be {expected}, but "
                f"{replay.reason}"
            )


def read(name: str, ended: Ended) -> Replay:
    """Read the result of a replaying process. Only the kernel's own message rejects."""
    if ended.timed_out:
        return Replay(Status.TIMEOUT, f"{name} did not finish in time")
    if ended.out_of_memory:
        return Replay(Status.ERROR, f"{name} ran out of memory")
    if ended.exit_code == 0:
        return Replay(Status.ACCEPTED, f"{name} accepts it")
    output = ended.stderr + ended.stdout.decode("utf-8", "replace")
    refusal = _REFUSAL.search(output)
    words = " ".join(output[refusal.end() :].split())[:300] if refusal else ""
    if refusal and not words.startswith(_GAVE_UP):
        return Replay(Status.REJECTED, f"{name}: the kernel refuses it on replay: {words}")
    code = "a signal" if ended.exit_code is None else f"exit code {ended.exit_code}"
    last = " ".join(output.split())[-300:]
    return Replay(Status.ERROR, f"{name} ended with {code}" + (f": {last}" if last else ""))
