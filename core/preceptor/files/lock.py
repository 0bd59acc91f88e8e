"""A lock between processes on one folder; the system lets go of it when the holder dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from preceptor.errors import NotReadyError

FOLDER_LOCK_SECONDS: Final = 3600.0
"""How long a process waits for another one that works in the same cache folder."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Context manager that one process at a time gets into.

    A lock of the operating system rather than a file that marks possession: a process that is
    killed leaves nothing behind that a person would have to remove.

    Args:
        folder: Exists; the lock file ``.lock`` in it is never removed, because removing it
            would let two processes lock two different files.
        log: Told once when another process has to be waited for.
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
        self._file: IO[bytes] | None = None

    def __enter__(self) -> FolderLock:
        """Wait for the lock.

        Raises:
            NotReadyError: another process held it for longer than ``patience``.
        """
        file = self._path.open("ab")
        deadline = time.monotonic() + self._patience
        told = False
        while True:
            try:
                _try_lock(file)
            except OSError:
                if time.monotonic() > deadline:
                    file.close()
                    raise NotReadyError(
                        f"another process has held {self._path} for {self._patience:.0f} s",
                        hint="wait for it or end it, then run the same command again",
                    ) from None
                if not told:
                    self._log(f"waiting for another process that works in {self._path.parent}")
                    told = True
                time.sleep(0.1)
            else:
                self._file = file
                return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        # Closing the descriptor unlocks, on every system.
        if self._file is not None:
            self._file.close()
            self._file = None
