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

STDERR_BYTES: Final = 16 * 1024
"""Bytes kept from the end of a Lean process's stderr."""

_POLL_SECONDS = 0.05
"""Interval at which a running process's memory is checked."""
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
    """How a process ended; the fields are those of ``Outcome`` in the toolchains."""

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
    """Run ``command`` in its own session, feed it ``data`` and wait for its end.

    Args:
        command: Arguments; the first is the executable.
        data: Its standard input.
        environment: Its entire environment.
        seconds: Limit of wall time.
        memory_mib: Resident private memory at which it is killed; 0 for no limit.

    Every process it started is killed with it; none of them is left when this returns.

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
    monitor = _Monitor(process, data, start + seconds, memory_mib * 1024)
    try:
        monitor.run_until_closed()
        status, usage = _reap(process, start + seconds, monitor)
    finally:
        if process.returncode is None:
            _kill_group(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()
        if process.returncode is None:
            process.wait()
    code = os.waitstatus_to_exitcode(status)
    stderr = monitor.stderr.decode("utf-8", "replace")
    peak = monitor.peak_kib
    if report := _PEAK.search(stderr):
        peak = max(peak, int(report[1]))
        stderr = stderr[: report.start()]
    if code == NOT_CONFINED:
        raise OSError(f"the Lean process could not be set up: {stderr.strip()[-500:]}")
    return Ended(
        stdout=bytes(monitor.stdout),
        stderr=stderr,
        exit_code=code if code >= 0 else None,
        timed_out=monitor.timed_out or code == -signal.SIGXCPU,
        out_of_memory=monitor.outgrown
        or (
            not monitor.stopped
            and code != 0
            and any(ending in stderr for ending in _MEMORY_ENDINGS)
        ),
        output_cut=monitor.output_cut,
        seconds=time.monotonic() - start,
        cpu_seconds=usage[0] + usage[1],
        max_rss_kib=peak,
    )


class _Monitor:
    """Moves bytes to and from the process until it closes its output or reaches a limit."""

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
        """Whether this side ends it."""
        return self.timed_out or self.output_cut or self.outgrown

    def run_until_closed(self) -> None:
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
                for key, _events in selector.select(min(left, _POLL_SECONDS)):
                    pipe = key.fileobj
                    assert not isinstance(pipe, int)
                    if not self._move(pipe):  # type: ignore[arg-type]
                        selector.unregister(pipe)
                        if pipe is process.stdin:
                            process.stdin.close()
                        else:
                            outputs_open -= 1
                self._check_memory()
                if self.outgrown:
                    return
                if len(self.stdout) > limits.OUTPUT_BYTES:
                    self.output_cut = True
                    return

    def _move(self, pipe: IO[bytes]) -> bool:
        """Read or write once; returns whether there may be more."""
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
            self.stderr = (self.stderr + piece)[-STDERR_BYTES:]
        return bool(piece)

    def _check_memory(self) -> None:
        """Update the peak of resident memory, and whether it exceeds the limit."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        except OSError:
            return  # it has ended, or this is not Linux
        figures = dict(_FIGURE.findall(status))
        self.peak_kib = max(self.peak_kib, int(figures.get("VmHWM", 0)))
        # Excludes memory mapped from files, which processes share.
        self.outgrown = 0 < self._most_kib < int(figures.get("RssAnon", 0))


def _reap(
    process: subprocess.Popen[bytes], deadline: float, monitor: _Monitor
) -> tuple[int, tuple[float, float]]:
    """Wait for the end, which closed pipes do not guarantee; kill at the deadline."""
    if monitor.stopped:
        _kill_group(process)
    pause = 0.0005
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline and not monitor.stopped:
            monitor.timed_out = True
            _kill_group(process)
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
    # It has ended but is not reaped, so its process id still names its own group.
    _kill_group(process)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return status, (usage.ru_utime, usage.ru_stime)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
