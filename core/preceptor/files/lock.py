"""Locks between processes; the system lets go of one when its holder dies.

Both are locks of the operating system, by the library filelock: a process that is killed leaves
nothing behind that a person would have to remove. Only on file systems that have no such locks does
filelock fall back to a file that marks possession.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from filelock import FileLock, Timeout

from preceptor.errors import NotReadyError

FOLDER_LOCK_SECONDS: Final = 3600.0
"""How long a process waits for another one that works in the same cache folder."""


class FolderLock:
    """Context manager that one process at a time gets into.

    Args:
        folder: Exists; the lock file in it is called ``.lock``.
        log: Gets one line when another process has to be waited for.
        patience: Seconds to wait.
    """

    def __init__(
        self,
        folder: Path,
        *,
        log: Callable[[str], None] = lambda _line: None,
        patience: float = FOLDER_LOCK_SECONDS,
    ) -> None:
        self._path = folder / ".lock"
        self._log = log
        self._patience = patience
        self._lock = FileLock(self._path, thread_local=False)

    def __enter__(self) -> FolderLock:
        """Wait for the lock.

        Raises:
            NotReadyError: another process held it for longer than ``patience``.
        """
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            self._log(f"waiting for another process that is working in {self._path.parent}")
            self._wait()
        return self

    def _wait(self) -> None:
        try:
            self._lock.acquire(timeout=self._patience, poll_interval=0.1)
        except Timeout:
            raise NotReadyError(
                f"another process has held {self._path} for {self._patience:.0f} s",
                hint="wait for it or end it, then run the same command again",
            ) from None

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._lock.release()


class JournalLock:
    """The right to write one journal, taken at once or not at all; names its holder.

    Raises:
        NotReadyError: another live process holds it, named by its process id, or the folder
            cannot be written.
    """

    def __init__(self, journal: Path) -> None:
        lock = journal.with_name(journal.name + ".lock")
        holder = journal.with_name(journal.name + ".pid")
        if not journal.parent.is_dir():  # filelock would make it
            raise NotReadyError(f"{journal.parent}: no such folder", hint="is this a run folder?")
        self._lock = FileLock(lock, thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise NotReadyError(
                f"{journal}: process {_read(holder) or '(unknown)'} is working on this run",
                hint="wait until it ends, or name another run folder",
            ) from None
        except OSError as error:
            raise NotReadyError(f"{lock}: cannot write the journal's lock: {error}") from error
        # Whoever holds the lock may write its number; it only helps a person to find the process.
        with suppress(OSError):
            holder.write_text(f"{os.getpid()}\n", encoding="utf-8")

    def release(self) -> None:
        """Let go."""
        self._lock.release()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")[:32].strip()
    except (OSError, UnicodeDecodeError):
        return ""
