"""One worker process as the host sees it: start, send a group of items, read verdicts, kill."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from preceptor.components import Item
from preceptor.records import Verdict
from preceptor.verification import limits
from preceptor.verification.protocol import (
    LineChannel,
    ProtocolError,
    WorkerGoneError,
    WorkerLateError,
    encode,
)

_SECRET_NAME = re.compile(
    r"(^|_)(API_?KEY|ACCESS_?KEY|KEYS?|TOKENS?|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|"
    r"CREDENTIALS?|AUTH)(_|$)|(KEY|TOKEN|SECRET|PASSWORD)$",
    re.IGNORECASE,
)
_SECRET_IN_URL = re.compile(r"://[^/\s@]*:[^/\s@]+@")

# Numerical libraries reserve memory for each thread, and the address space is bounded; a worker
# computes in one thread anyway.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}


class WorkerStartError(Exception):
    """The worker did not start; the message says why."""


class VerifierBuildError(Exception):
    """The worker runs, but the verifier could not be built in it."""


def worker_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """``environment`` without variables that look like secrets: verifying needs no keys."""
    kept = {
        name: value
        for name, value in environment.items()
        if not _SECRET_NAME.search(name) and not _SECRET_IN_URL.search(value)
    }
    return kept | _ONE_THREAD


class WorkerProcess:
    """A running worker.

    Must be started by the thread that serves it: on Linux the kernel ends the worker when *that
    thread* ends, not only when the process does.

    Attributes:
        rows: Verdicts it has given, for recycling.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._reaping = threading.Lock()
        self._process = subprocess.Popen(
            # -P: a file in the working directory must not shadow a module of preceptor.
            [sys.executable, "-P", "-m", "preceptor.verification.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            close_fds=True,
            env=worker_environment(os.environ),
            # Its own session: Ctrl-C reaches the host alone, and one signal to the group also ends
            # what the worker started.
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._channel = LineChannel(
            self._process.stdin.fileno(),
            self._process.stdout.fileno(),
            self._process.stderr.fileno(),
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def stderr(self) -> str:
        """The end of its output on stderr."""
        return self._channel.stderr

    def greet(self, files: Sequence[Path], memory: int) -> None:
        """Have it load its plugins.

        Raises:
            WorkerStartError: it failed; the process still has to be ended.
        """
        deadline = time.monotonic() + limits.WORKER_START_SECONDS
        hello = {
            "files": [str(path) for path in files],
            "path": [os.path.abspath(entry) for entry in sys.path if entry],
            "memory": memory,
        }
        try:
            self._channel.send(encode(hello), deadline)
            answer = self._channel.receive(deadline)
        except (WorkerGoneError, ProtocolError) as error:
            how = self.end(patience=1.0)
            raise WorkerStartError(f"it {how}; {self.stderr.strip()[-300:]}") from error
        except WorkerLateError as error:
            raise WorkerStartError(f"not ready in {limits.WORKER_START_SECONDS:g} s") from error
        if not answer.get("ready"):
            raise WorkerStartError(str(answer.get("failed")))

    def give(
        self, verifier: str, options: Mapping[str, Any], batch: int, items: Sequence[Item]
    ) -> None:
        """Send it a group of items for one verifier, which it builds first if necessary.

        Raises:
            VerifierBuildError: the verifier cannot be built, or the group is too long.
            WorkerGoneError, WorkerLateError, ProtocolError: the worker must be ended.
        """
        line = encode(
            {
                "verifier": verifier,
                "options": options,
                "batch": batch,
                "items": [item.model_dump(mode="json") for item in items],
            }
        )
        if len(line) > limits.WORKER_LINE_BYTES:
            raise VerifierBuildError(f"a group of {len(line)} bytes is too long for one message")
        deadline = time.monotonic() + limits.WORKER_START_SECONDS
        self._channel.send(line, deadline)
        answer = self._channel.receive(deadline)
        if not answer.get("built"):
            raise VerifierBuildError(str(answer.get("failed")))

    def verdict(self, deadline: float) -> Verdict:
        """The next verdict of the group.

        Raises:
            WorkerGoneError, WorkerLateError, ProtocolError: the worker must be ended.
        """
        answer = self._channel.receive(deadline)
        try:
            verdict = Verdict.model_validate(answer.get("verdict"))
        except ValidationError as error:
            raise ProtocolError("not a verdict") from error
        self.rows += 1
        return verdict

    def kill(self) -> None:
        """Kill the worker and everything it started; from any thread, any number of times."""
        with self._reaping:
            # Once reaped, its number may belong to another process.
            if self._process.returncode is None:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)

    def _exits(self, patience: float) -> bool:
        """Whether the worker has ended, or does within ``patience`` seconds."""
        deadline = time.monotonic() + patience
        while not self._has_exited():
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.005)
        return True

    def _has_exited(self) -> bool:
        with self._reaping:
            if self._process.returncode is not None:
                return True
            if not hasattr(os, "waitid"):  # macOS before Python 3.13
                return self._process.poll() is not None
            # Looked up without reaping: the group can still be killed by its number.
            flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
            return os.waitid(os.P_PID, self._process.pid, flags) is not None

    def end(self, *, patience: float = 0.0) -> str:
        """End and reap it; returns how it ended.

        Args:
            patience: Seconds in which it may end by itself: once its pipe is closed it is ending,
                and a kill at that moment would hide the cause.
        """
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.close()
        died = self._exits(patience)
        self.kill()
        with self._reaping:
            process.wait()
        if not process.stdout.closed:
            self._channel.drain_stderr()
        process.stdout.close()
        process.stderr.close()
        code = process.returncode
        if not died:
            return "was killed by the host"
        if code >= 0:
            return f"ended with exit status {code}"
        try:
            return f"was killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"was killed by signal {-code}"
