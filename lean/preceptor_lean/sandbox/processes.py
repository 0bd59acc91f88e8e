"""One confined process from start to end: its input, its bounded output, its time and memory."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from preceptor_lean import limits
from preceptor_lean.sandbox.entry import NOT_CONFINED, PEAK_MARK

LEAN_STDERR_BYTES: Final = 16 * 1024
"""How much of the end of a Lean process's stderr is kept."""

_LOOK_SECONDS = 0.05
"""How often a running process's memory is looked at."""
_PEAK = re.compile(re.escape(PEAK_MARK) + r"(\d+)\n\Z")
_FIGURE = re.compile(r"^(VmHWM|RssAnon):\s+(\d+)", re.MULTILINE)
_MEMORY_ENDINGS = (
    "out of memory",
    "bad_alloc",
    "failed to create thread",
    "allocation failed",
    "GNU MP: Cannot allocate memory",
)


@dataclass(frozen=True)
class Ended:
    """What is known of a process that ended; see :class:`~preceptor_lean.toolchains.Outcome`."""

    stdout: bytes
    stderr: str
    exit_code: int | None
    timed_out: bool
    out_of_memory: bool
    output_cut: bool
    seconds: float
    cpu_seconds: float
    max_rss_kib: int


def run_confined(
    command: Sequence[str],
    data: bytes,
    *,
    environment: Mapping[str, str],
    seconds: float,
    memory_mib: int = 0,
) -> Ended:
    """Run ``command`` in a session of its own, feed it ``data`` and wait for its end.

    Args:
        command: Arguments; the first is the executable.
        data: What it reads on stdin.
        environment: All of its environment.
        seconds: Wall time.
        memory_mib: Resident private memory at which it is killed; 0 for any.

    Whatever the process started is killed with it; nothing of it is left when this returns.

    Raises:
        OSError: it could not be started, or could not confine itself.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env=dict(environment),
        cwd="/",
        start_new_session=True,
    )
    watch = _Watch(process, data, start + seconds, memory_mib * 1024)
    try:
        watch.until_closed()
        status, usage = _reap(process, start + seconds, watch)
    finally:
        if process.returncode is None:
            _kill_group(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()
        if process.returncode is None:
            process.wait()
    code = os.waitstatus_to_exitcode(status)
    stderr = watch.stderr.decode("utf-8", "replace")
    peak = watch.peak_kib
    if told := _PEAK.search(stderr):
        peak = max(peak, int(told[1]))
        stderr = stderr[: told.start()]
    if code == NOT_CONFINED:
        raise OSError(f"the Lean process could not be set up: {stderr.strip()[-500:]}")
    return Ended(
        stdout=bytes(watch.stdout),
        stderr=stderr,
        exit_code=code if code >= 0 else None,
        timed_out=watch.timed_out or code == -signal.SIGXCPU,
        out_of_memory=watch.outgrown
        or (
            not watch.stopped and code != 0 and any(ending in stderr for ending in _MEMORY_ENDINGS)
        ),
        output_cut=watch.output_cut,
        seconds=time.monotonic() - start,
        cpu_seconds=usage[0] + usage[1],
        max_rss_kib=peak,
    )


class _Watch:
    """Moves bytes between us and the process until it closes its output or a limit is met."""

    def __init__(
        self, process: subprocess.Popen[bytes], data: bytes, deadline: float, most_kib: int
    ) -> None:
        self.stdout = bytearray()
        self.stderr = b""
        self.timed_out = False
        self.output_cut = False
        self.outgrown = False
        self.peak_kib = 0
        self._most_kib = most_kib
        self._process = process
        self._data = memoryview(data)
        self._deadline = deadline

    @property
    def stopped(self) -> bool:
        """Whether it was, or is to be, ended by us."""
        return self.timed_out or self.output_cut or self.outgrown

    def until_closed(self) -> None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        with selectors.DefaultSelector() as selector:
            os.set_blocking(process.stdin.fileno(), False)
            selector.register(process.stdin, selectors.EVENT_WRITE)
            selector.register(process.stdout, selectors.EVENT_READ)
            selector.register(process.stderr, selectors.EVENT_READ)
            outputs_open = 2
            while outputs_open:
                left = self._deadline - time.monotonic()
                if left <= 0:
                    self.timed_out = True
                    return
                for key, _events in selector.select(min(left, _LOOK_SECONDS)):
                    pipe = key.fileobj
                    assert not isinstance(pipe, int)
                    if not self._move(pipe):  # type: ignore[arg-type]
                        selector.unregister(pipe)
                        if pipe is process.stdin:
                            process.stdin.close()
                        else:
                            outputs_open -= 1
                self.look()
                if self.outgrown:
                    return
                if len(self.stdout) > limits.LEAN_OUTPUT_BYTES:
                    self.output_cut = True
                    return

    def _move(self, pipe: IO[bytes]) -> bool:
        """One read or write; whether there may be another."""
        if pipe is self._process.stdin:
            try:
                self._data = self._data[os.write(pipe.fileno(), self._data[: 1 << 16]) :]
            except BlockingIOError:
                return True
            except BrokenPipeError:
                return False
            return len(self._data) > 0
        piece = os.read(pipe.fileno(), 1 << 16)
        if pipe is self._process.stdout:
            self.stdout += piece
        else:
            self.stderr = (self.stderr + piece)[-LEAN_STDERR_BYTES:]
        return bool(piece)

    def look(self) -> None:
        """Note the most memory it has had resident so far, and whether it has too much."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        except OSError:
            return  # it has ended, or this is no Linux
        figures = dict(_FIGURE.findall(status))
        self.peak_kib = max(self.peak_kib, int(figures.get("VmHWM", 0)))
        # Not what is mapped from files: that is shared between processes.
        self.outgrown = 0 < self._most_kib < int(figures.get("RssAnon", 0))


def _reap(
    process: subprocess.Popen[bytes], deadline: float, watch: _Watch
) -> tuple[int, tuple[float, float]]:
    """Wait for the end, which closed pipes do not promise; kill at the deadline."""
    if watch.stopped:
        _kill_group(process)
    pause = 0.0005
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline and not watch.stopped:
            watch.timed_out = True
            _kill_group(process)
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
    # It has ended but is not reaped, so its number still names its group and nobody else's.
    _kill_group(process)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return status, (usage.ru_utime, usage.ru_stime)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
