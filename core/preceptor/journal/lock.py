"""One process at a time writes a journal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from preceptor.errors import NotReadyError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> None:
        file.seek(0x7FFFFFFF)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class JournalLock:
    """A lock of the operating system that names its holder and ends with it.

    The file beside the journal is never removed: two processes would then lock two files.

    Raises:
        NotReadyError: another live process holds it, named by its process id.
    """

    def __init__(self, journal: Path) -> None:
        path = journal.with_name(journal.name + ".lock")
        try:
            file = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise NotReadyError(f"{path}: cannot write the journal's lock: {error}") from error
        try:
            _try_lock(file)
        except OSError:
            file.seek(0)
            holder = file.read(32).strip()
            file.close()
            raise NotReadyError(
                f"{journal}: process {holder or '(unknown)'} is working on this run",
                hint="wait until it ends, or name another run folder",
            ) from None
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go; closing the descriptor unlocks, on every system."""
        self._file.close()
