"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import Any

from preceptor.errors import NotReadyError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path next to ``path``, which replaces it on success.

    The file is flushed to disk before it is renamed, and the folder after, so that a power cut
    leaves either the old file or the new one. On an error the temporary file is removed.

    Raises:
        NotReadyError: the disk is full or the quota used up.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.tmp")
    try:
        yield temporary
        _flush(temporary)
        temporary.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NotReadyError(
                f"no space left on the disk while writing {path}",
                hint="make room and run the same command again; nothing before it is lost",
            ) from error
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Replace a file in one step: a reader sees the old content or the new, never half.

    Raises:
        NotReadyError: the disk is full or the quota used up.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_json(path: Path, value: Any) -> None:
    """:func:`write_text` with indented JSON."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def _flush_folder(folder: Path) -> None:
    """Flush the entry of a renamed file; some network file systems cannot flush folders."""
    try:
        _flush(folder)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # a folder cannot be opened there
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
