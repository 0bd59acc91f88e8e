"""The interface of every way to run Lean: one confined process per call, and its messages."""

from __future__ import annotations

import json
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from preceptor_lean import limits
from preceptor_lean.sandbox import entry as sandbox_entry
from preceptor_lean.sandbox.confinement import STACK_MIB, Confinement, available_layers
from preceptor_lean.sandbox.processes import Ended, run_confined

THREADS: Final = 4
"""Worker threads of one Lean process."""
STRAY_CHARS: Final = 4_000
"""Characters kept of lines on a Lean process's stdout that are not messages."""

Severity = Literal["error", "warning", "information", "trace"]
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information", "trace")


@dataclass(frozen=True)
class LeanMessage:
    """One message of Lean about a place in the source.

    Attributes:
        line: Counted from 1.
        column: Counted from 0, in code points, as in Lean.
        end_line: Where the place ends, if Lean reports it.
        end_column: See ``column``.
    """

    severity: Severity
    line: int
    column: int
    end_line: int | None
    end_column: int | None
    text: str


@dataclass(frozen=True)
class LeanRun:
    """How one Lean process ended and what it printed.

    Attributes:
        exit_code: ``None`` if a signal ended it, including one sent at a limit.
        timed_out: It was stopped at the limit of wall time, or the kernel stopped it at the
            limit of CPU time.
        out_of_memory: It ended because memory ran out.
        output_cut: It wrote more than is read and was stopped.
        seconds: Wall time, including the start of the process.
        cpu_seconds: User and system time of the process and of those it waited for.
        max_rss_kib: Peak resident memory, in KiB.
        stderr: The end of its standard error.
        stray: Lines on stdout that are not messages, newline-separated, bounded.
    """

    messages: tuple[LeanMessage, ...]
    exit_code: int | None
    timed_out: bool
    out_of_memory: bool
    seconds: float
    cpu_seconds: float
    max_rss_kib: int
    stderr: str
    stray: str
    output_cut: bool = False

    @property
    def errors(self) -> tuple[LeanMessage, ...]:
        return tuple(message for message in self.messages if message.severity == "error")

    @property
    def ended_by_itself(self) -> bool:
        """Whether Lean reached the end of the file: exit code 0, or 1 with an error message."""
        if self.timed_out or self.out_of_memory or self.output_cut or self.stray:
            return False
        return self.exit_code == 0 or (self.exit_code == 1 and bool(self.errors))


class Toolchain(ABC):
    """A Lean that proofs are checked with.

    Attributes:
        name: ``project``, ``path`` or ``embedded``.
        version: Lean's own version, for example ``4.35.0``.
        fingerprint: Hash of the binary's and the library's identity; equal fingerprints give
            equal verdicts.
        header: Lines at the beginning of a checked file, mostly imports; ends with a newline
            unless empty.
    """

    name: str
    version: str
    fingerprint: str
    header: str = ""

    @abstractmethod
    def describe(self) -> str:
        """Describe it in one line for people: which Lean, where, with which library."""

    @abstractmethod
    def search_path(self) -> Mapping[str, str]:
        """The environment variables by which Lean finds what a file imports."""

    def environment(self) -> dict[str, str]:
        """The entire environment of a Lean process; it inherits nothing from this process."""
        return {
            "LC_ALL": "C.UTF-8",
            "LEAN_STACK_SIZE_KB": str(STACK_MIB * 1024),
            "LEAN_NUM_THREADS": str(min(os.cpu_count() or 1, THREADS)),
            # Memory that the allocator reserves would count as used.
            "MIMALLOC_ARENA_EAGER_COMMIT": "0",
            **self.search_path(),
        }

    @abstractmethod
    def _entry(self) -> Mapping[str, Any]:
        """What :mod:`preceptor_lean.sandbox.entry` becomes: ``libraries`` or ``program``."""

    @abstractmethod
    def _readable(self) -> Sequence[str]:
        """Files and folders that a Lean process has to read."""

    def replayers(self) -> Sequence[Path]:
        """Paths at which a program may be that replays what this Lean compiles; see
        :mod:`preceptor_lean.toolchains.replay`."""
        return ()

    def command(self, *, memory_mib: int = 0, processes: bool = True) -> list[str]:
        """Arguments that, with :meth:`environment`, start a process that behaves like ``lean``.

        Confined as far as possible for a long-lived process that starts its own workers (the
        language server, ``--server``): no network, no writing, limited memory for each process.
        Without ``processes`` it cannot start any (a single ``--worker`` of that server need not).
        """
        return self._command(
            Confinement(
                memory_mib=memory_mib or limits.SERVER_MEMORY_MIB,
                readable=[*self._readable(), *_FOR_SERVERS],
                processes=processes,
                parent=0 if processes else os.getpid(),
            ),
            report=False,
        )

    def run(
        self,
        source: str,
        *,
        seconds: float,
        memory_mib: int,
        options: Sequence[str] = (),
        cpu_seconds: float | None = None,
        scratch: Path | None = None,
    ) -> LeanRun:
        """Elaborate ``source`` (given through stdin) in one process and return its messages.

        Args:
            source: A whole file; ``header`` is not added.
            seconds: Wall time after which the process and all it started are killed.
            memory_mib: Private memory; Lean itself stops at nine tenths of it.
            options: Further arguments of ``lean``, for example ``-DmaxHeartbeats=200000``.
            cpu_seconds: CPU time over all threads after which it is stopped as well, rounded
                up to whole seconds; by default ``seconds`` on every processor.
            scratch: The only folder it may write to; none by default.

        Raises:
            OSError: the process could not be started or confined.
        """
        confinement = Confinement(
            memory_mib=memory_mib,
            cpu_seconds=_cpu_limit(seconds, cpu_seconds),
            readable=self._readable(),
            scratch=None if scratch is None else str(scratch),
            parent=os.getpid(),
        )
        arguments = ["--json", "--stdin", f"-M{memory_mib * 9 // 10}", *options]
        ended = run_confined(
            [*self._command(confinement, report=True), *arguments],
            source.encode(),
            environment=self.environment(),
            seconds=seconds,
            memory_mib=memory_mib,
        )
        return outcome_of(ended)

    def run_program(
        self,
        program: Path,
        arguments: Sequence[str],
        *,
        search: Path,
        seconds: float,
        memory_mib: int,
    ) -> Ended:
        """Run another program of this toolchain, confined in the same way as Lean itself.

        Args:
            search: A folder searched for modules after all others, so that its content cannot
                replace a library.

        Raises:
            OSError: the process could not be started or confined.
        """
        confinement = Confinement(
            memory_mib=memory_mib,
            cpu_seconds=_cpu_limit(seconds),
            readable=[*self._readable(), str(program.parent), str(search)],
            parent=os.getpid(),
        )
        environment = self.environment()
        # Lean searches LEAN_PATH before the library of its own prefix: that is listed too.
        prefix = environment.get("LEAN_SYSROOT")
        own = f"{prefix}/lib/lean" if prefix else ""
        path = [part for part in (environment.get("LEAN_PATH"), own, str(search)) if part]
        return run_confined(
            [*self._command(confinement, report=False, entry={"program": str(program)}),
             *arguments],
            b"",
            environment=environment | {"LEAN_PATH": ":".join(path)},
            seconds=seconds,
            memory_mib=memory_mib,
        )  # fmt: skip

    def _command(
        self,
        confinement: Confinement | None,
        *,
        report: bool,
        entry: Mapping[str, Any] | None = None,
    ) -> list[str]:
        entry = self._entry() if entry is None else entry
        settings = {
            **entry,
            "confinement": None
            if confinement is None
            else _fields(replace(confinement, becomes="program" in entry)),
            "report": report,
        }
        return [sys.executable, "-I", "-S", sandbox_entry.__file__, json.dumps(settings), "--"]

    def confinement(self) -> tuple[str, ...]:
        """Names of the layers that confine a Lean process on this machine."""
        return available_layers()


# Read by any process on Linux: libraries, random seeds, the number of processors.
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/ld.so.cache",
    "/dev/urandom",
    "/sys/devices/system/cpu",
)

# The server adds dates to its messages and starts its workers by a script.
_FOR_SERVERS = ("/etc/localtime", "/usr/share/zoneinfo", "/bin", "/usr/bin", "/dev/null")


def _cpu_limit(seconds: float, cpu_seconds: float | None = None) -> int:
    """Whole seconds of CPU time; a backstop for a process that was suspended and resumed."""
    return int(seconds * (os.cpu_count() or 1) if cpu_seconds is None else cpu_seconds) + 1


def _fields(confinement: Confinement) -> dict[str, Any]:
    from dataclasses import asdict

    fields = asdict(confinement)
    if confinement.readable is not None:
        # The interpreter's own files are read by the process before it confines itself, but
        # Python may import lazily, and a program is loaded after.
        fields["readable"] = [
            *confinement.readable,
            *_SYSTEM,
            str(Path(sandbox_entry.__file__).parent),
        ]
    return fields


def outcome_of(ended: Ended) -> LeanRun:
    """Read Lean's JSON lines; anything else on stdout is kept as ``stray``."""
    messages: list[LeanMessage] = []
    stray: list[str] = []
    for line in ended.stdout.decode("utf-8", "replace").split("\n"):
        if not line:
            continue
        message = parse_message(line)
        if message is None:
            stray.append(line)
        else:
            messages.append(message)
    return LeanRun(
        messages=tuple(messages),
        exit_code=ended.exit_code,
        timed_out=ended.timed_out,
        out_of_memory=ended.out_of_memory
        or any(_memory_ran_out(message.text) for message in messages),
        seconds=ended.seconds,
        cpu_seconds=ended.cpu_seconds,
        max_rss_kib=ended.max_rss_kib,
        stderr=ended.stderr,
        stray="\n".join(stray)[:STRAY_CHARS],
        output_cut=ended.output_cut,
    )


def parse_message(line: str) -> LeanMessage | None:
    """Parse one line of ``lean --json``; ``None`` if it is something else."""
    try:
        row = json.loads(line)
        end = row["endPos"]
        severity = row["severity"]
        if severity not in _SEVERITIES or not isinstance(row["data"], str):
            return None
        return LeanMessage(
            severity=severity,
            line=int(row["pos"]["line"]),
            column=int(row["pos"]["column"]),
            end_line=None if end is None else int(end["line"]),
            end_column=None if end is None else int(end["column"]),
            text=row["data"],
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _memory_ran_out(text: str) -> bool:
    return "excessive memory consumption" in text
