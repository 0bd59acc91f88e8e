"""Server-sent events (WHATWG HTML, §9.2), in which streamed completions arrive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

DONE: Final = "[DONE]"
"""The data of the event with which OpenAI-compatible endpoints end a stream."""


class EventStream:
    """Takes bytes as they arrive and yields the data of each event once it is complete.

    Names, ids and comments of events are ignored: completions use none of them.

    Attributes:
        received: Bytes received so far.
    """

    def __init__(self) -> None:
        self.received = 0
        self._rest = b""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[str]:
        """Yield the data of the events that ``chunk`` completes."""
        self.received += len(chunk)
        # A carriage return at the end may be the first half of a line break: it waits.
        whole = self._rest + chunk
        held = b"\r" if whole.endswith(b"\r") else b""
        lines = whole.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._rest = lines.pop() + held
        for line in lines:
            if not line:
                if self._data:
                    yield "\n".join(self._data)
                    self._data = []
            elif line.startswith(b"data:"):
                self._data.append(line[5:].removeprefix(b" ").decode("utf-8", "replace"))
