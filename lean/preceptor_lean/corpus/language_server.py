"""Queries Lean about one file in the language-server protocol: its symbols and its goals.

``lean --server`` is a dispatcher that starts one ``lean --worker`` for each open file. Only one
file is queried here, so the worker is started directly: the same protocol, in a process that need
not be allowed to start others. It is confined like every Lean process.

Sources: Language Server Protocol 3.17 (framing by ``Content-Length``, positions in UTF-16 code
units, ``textDocument/documentSymbol``); Lean's extensions ``textDocument/waitForDiagnostics`` and
``$/lean/plainGoal`` (``Lean/Data/Lsp/Extra.lean`` of Lean 4).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from preceptor_lean import limits
from preceptor_lean.toolchains import Toolchain

SERVER_REQUESTS: Final = 8
"""Concurrent requests to a Lean server; each takes a thread with its own stack."""

_POLL_SECONDS = 0.05
_HEADER_BYTES = 1_000
_RESIDENT = re.compile(r"^RssAnon:\s+(\d+)", re.MULTILINE)
# A file of that scheme has no surrounding Lake project, so the worker searches for none.
_URI = "untitled:Corpus"


class LanguageServerError(Exception):
    """The server did not answer: it ended, was too slow, or used too much memory."""


@dataclass(frozen=True)
class Symbol:
    """A declaration or scope of the file; offsets count code points of the text.

    Attributes:
        name: As written: a declaration's own name, a namespace, ``<section>``, ``example``.
        start: Offset of its first character, including docstring and attributes.
        end: Offset after its last character.
        name_start: Offset of its name.
        name_end: Offset after its name.
        children: The symbols in it, for a namespace or section.
        is_scope: Whether it is a namespace or section.
    """

    name: str
    start: int
    end: int
    name_start: int
    name_end: int
    children: tuple[Symbol, ...]
    is_scope: bool


class LanguageServer:
    """A worker that has elaborated one file; a context manager, so that it always ends.

    Args:
        text: The file.
        seconds: Wall time for all requests together.
        memory_mib: Resident private memory at which it is ended.

    Raises:
        LanguageServerError: from every method, see there.
    """

    def __init__(self, toolchain: Toolchain, text: str, *, seconds: float, memory_mib: int) -> None:
        self._places = Places(text)
        self._deadline = time.monotonic() + seconds
        self._most_kib = memory_mib * 1024
        self._requests = 0
        self._answers: dict[int, Mapping[str, Any]] = {}
        self._outgoing = bytearray()
        self._incoming = bytearray()
        self._process = subprocess.Popen(
            [*toolchain.command(memory_mib=memory_mib, processes=False), "--worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=toolchain.environment(),
            cwd="/",
            start_new_session=True,
        )
        assert self._process.stdin is not None
        os.set_blocking(self._process.stdin.fileno(), False)
        document = {"uri": _URI, "languageId": "lean4", "version": 1, "text": text}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        self._process.wait()

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols of the file, once all of it is elaborated."""
        wait = self._ask("textDocument/waitForDiagnostics", {"uri": _URI, "version": 1})
        self._await([wait])
        listed = self._ask("textDocument/documentSymbol", {"textDocument": {"uri": _URI}})
        (rows,) = self._await([listed])
        return tuple(self._symbol(row) for row in rows or ())

    def goals(self, offsets: Sequence[int]) -> list[tuple[str, ...]]:
        """The goals that are open before the tactic at each offset; empty where Lean has none."""
        goals: list[tuple[str, ...]] = []
        for first in range(0, len(offsets), SERVER_REQUESTS):
            batch = offsets[first : first + SERVER_REQUESTS]
            for answer in self._await([self._ask_goal(offset) for offset in batch]):
                listed = answer.get("goals") if isinstance(answer, dict) else None
                goals.append(tuple(str(goal) for goal in listed or ()))
        return goals

    def _ask_goal(self, offset: int) -> int:
        line, character = self._places.utf16(offset)
        position = {"line": line, "character": character}
        return self._ask("$/lean/plainGoal", {"textDocument": {"uri": _URI}, "position": position})

    def _symbol(self, row: Mapping[str, Any]) -> Symbol:
        start, end = self._range(row["range"])
        name_start, name_end = self._range(row["selectionRange"])
        children = row.get("children") or ()
        return Symbol(
            str(row["name"]), start, end, name_start, name_end,
            tuple(self._symbol(child) for child in children), row.get("kind") == _NAMESPACE,
        )  # fmt: skip

    def _range(self, given: Mapping[str, Any]) -> tuple[int, int]:
        start, end = given["start"], given["end"]
        return (
            self._places.of_utf16(start["line"], start["character"]),
            self._places.of_utf16(end["line"], end["character"]),
        )

    # --- messages --------------------------------------------------------------------------

    def _ask(self, method: str, params: Mapping[str, Any]) -> int:
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        return self._requests

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._outgoing += b"Content-Length: %d\r\n\r\n" % len(body) + body

    def _await(self, asked: Sequence[int]) -> list[Any]:
        """The results of these requests, in order."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            if self._outgoing:
                selector.register(stdin, selectors.EVENT_WRITE)
            while not all(number in self._answers for number in asked):
                self._check_limits()
                for key, _ in selector.select(_POLL_SECONDS):
                    if key.fileobj is stdin:
                        self._write(stdin.fileno())
                        if not self._outgoing:
                            selector.unregister(stdin)
                    else:
                        self._read(stdout.fileno())
        results = []
        for number in asked:
            answer = self._answers.pop(number)
            if "error" in answer:
                raise LanguageServerError(
                    f"Lean's server reported an error: {str(answer['error'])[:300]}"
                )
            results.append(answer.get("result"))
        return results

    def _check_limits(self) -> None:
        """Raise if time or memory has run out."""
        if time.monotonic() > self._deadline:
            raise LanguageServerError("Lean's server did not answer in time")
        with contextlib.suppress(OSError):  # not Linux, or it has ended
            status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
            resident = _RESIDENT.search(status)
            if resident and int(resident[1]) > self._most_kib:
                raise LanguageServerError("Lean's server ran out of memory")

    def _write(self, descriptor: int) -> None:
        try:
            del self._outgoing[: os.write(descriptor, self._outgoing[: 1 << 16])]
        except BlockingIOError:
            return
        except BrokenPipeError:
            raise LanguageServerError("Lean's server ended") from None

    def _read(self, descriptor: int) -> None:
        piece = os.read(descriptor, 1 << 16)
        if not piece:
            raise LanguageServerError("Lean's server ended")
        self._incoming += piece
        while (message := self._message()) is not None:
            number = message.get("id")
            if isinstance(number, int) and "method" not in message:
                self._answers[number] = message

    def _message(self) -> Mapping[str, Any] | None:
        """The next complete message, if there is one."""
        end = self._incoming.find(b"\r\n\r\n", 0, _HEADER_BYTES)
        if end < 0:
            if len(self._incoming) > _HEADER_BYTES:
                raise LanguageServerError("Lean's server sent something that is not a message")
            return None
        length = re.search(rb"(?i)content-length:\s*(\d{1,12})", self._incoming[:end])
        if length is None or int(length[1]) > limits.OUTPUT_BYTES:
            raise LanguageServerError("Lean's server sent a message without a length or too long")
        start, size = end + 4, int(length[1])
        if len(self._incoming) < start + size:
            return None
        body = bytes(self._incoming[start : start + size])
        del self._incoming[: start + size]
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise LanguageServerError(f"Lean's server sent invalid JSON: {error}") from error
        return message if isinstance(message, dict) else {}


_NAMESPACE = 3
"""``SymbolKind.Namespace``; Lean reports sections with it, too."""


class Places:
    """Converts between offsets in a text, Lean's columns and the protocol's.

    Lines count from 0. Lean's columns are code points, the protocol's UTF-16 code units.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._length = len(text)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column in code points; the end for anything beyond."""
        if line >= len(self._lines):
            return self._length
        return self._starts[line] + min(column, len(self._lines[line]))

    def of_utf16(self, line: int, units: int) -> int:
        """The offset of a line and a column in UTF-16 code units."""
        if line >= len(self._lines):
            return self._length
        text = self._lines[line]
        if text.isascii():
            return self.offset(line, units)
        return self.offset(line, len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le")))

    def utf16(self, offset: int) -> tuple[int, int]:
        """Line and column in UTF-16 code units of an offset."""
        line, column = self.place(offset)
        return line, len(self._lines[line][:column].encode("utf-16-le")) // 2

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in code points of an offset."""
        from bisect import bisect_right

        line = min(bisect_right(self._starts, offset) - 1, len(self._lines) - 1)
        return line, offset - self._starts[line]
