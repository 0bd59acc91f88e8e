"""The lines that host and worker exchange: one JSON object each, ASCII, bounded in length.

Host to worker, first ``{"files": […], "path": […], "memory": bytes}``, then per group of items
``{"verifier": name, "options": {…}, "batch": n, "items": […]}``.

Worker to host, ``{"ready": true}`` or ``{"failed": reason}`` once, then per group
``{"built": true}`` or ``{"failed": reason}`` followed by one ``{"verdict": {…}}`` per item in
order. Nothing is pickled: a worker under the control of a hostile answer can send text only.
"""

from __future__ import annotations

import json
import os
import select
import time
from collections.abc import Mapping
from typing import Any, Final

from preceptor.verification import limits

WORKER_STDERR_CHARS: Final = 2_000
"""Characters kept of the end of a dead worker's stderr, for the verdict."""


class WorkerGoneError(Exception):
    """The worker closed its pipe."""


class WorkerLateError(Exception):
    """No message arrived before the deadline."""


class ProtocolError(Exception):
    """The worker sent something that is not a line of the protocol."""


def encode(message: Mapping[str, Any]) -> bytes:
    """The message as one line of ASCII, which keeps unpaired surrogates of a candidate."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The object on one line.

    Raises:
        ProtocolError: it is not a JSON object.
    """
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {line[:80]!r}") from error
    if not isinstance(message, dict):
        raise ProtocolError(f"not an object: {line[:80]!r}")
    return message


class LineChannel:
    """Lines to and from a child over its pipes, every wait bounded by a deadline.

    The child's stderr is drained meanwhile, since a full pipe would block it; its end is kept
    in :attr:`stderr` to explain a crash.
    """

    def __init__(self, to_child: int, from_child: int, child_stderr: int) -> None:
        self._to, self._from, self._err = to_child, from_child, child_stderr
        for descriptor in (to_child, from_child, child_stderr):
            os.set_blocking(descriptor, False)
        self._poll = select.poll()
        self._poll.register(from_child, select.POLLIN)
        self._poll.register(child_stderr, select.POLLIN)
        self._buffer = bytearray()
        self._scanned = 0
        self._err_open = True
        self.stderr = ""

    def send(self, line: bytes, deadline: float) -> None:
        """Write one line.

        Raises:
            WorkerGoneError: the child closed the pipe.
            WorkerLateError: the child does not read before ``deadline`` (``time.monotonic``).
        """
        rest = memoryview(line)
        writable = select.poll()
        writable.register(self._to, select.POLLOUT)
        while rest:
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                if not writable.poll(_milliseconds(deadline)):
                    raise WorkerLateError from None
            except OSError as error:
                raise WorkerGoneError from error

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next line.

        Raises:
            WorkerGoneError: the child closed its end.
            WorkerLateError: no complete line arrived before ``deadline`` (``time.monotonic``).
            ProtocolError: the line is too long or not a JSON object.
        """
        while True:
            end = self._buffer.find(b"\n", self._scanned)
            if end >= 0:
                line = bytes(self._buffer[:end])
                del self._buffer[: end + 1]
                self._scanned = 0
                return decode(line)
            self._scanned = len(self._buffer)
            if self._scanned > limits.WORKER_LINE_BYTES:
                raise ProtocolError(f"a line of more than {limits.WORKER_LINE_BYTES} bytes")
            if time.monotonic() >= deadline:
                raise WorkerLateError
            for descriptor, _event in self._poll.poll(_milliseconds(deadline)):
                if descriptor == self._err:
                    self.drain_stderr()
                elif not self._fill():
                    self.drain_stderr()
                    raise WorkerGoneError

    def _fill(self) -> bool:
        try:
            data = os.read(self._from, 1 << 16)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._buffer += data
        return bool(data)

    def drain_stderr(self) -> None:
        """Read what is in the stderr pipe, keeping the end of it."""
        while self._err_open:
            try:
                data = os.read(self._err, 1 << 16)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self._err_open = False
                self._poll.unregister(self._err)
            text = self.stderr + data.decode("utf-8", "replace")
            self.stderr = text[-WORKER_STDERR_CHARS:]
            if len(data) < 1 << 16:
                return


def _milliseconds(deadline: float) -> int:
    """Time left for ``poll``, rounded up so that it does not spin just before the deadline."""
    return max(0, int((deadline - time.monotonic()) * 1000) + 1)
