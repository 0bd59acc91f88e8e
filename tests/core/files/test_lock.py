"""Locks between processes: one holder, named, and gone when it dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preceptor.errors import NotReadyError
from preceptor.files.lock import FolderLock, JournalLock

HOLDER = """
import sys
from pathlib import Path
from preceptor.files.lock import FolderLock, JournalLock
path = Path(sys.argv[2])
lock = JournalLock(path) if sys.argv[1] == "journal" else FolderLock(path).__enter__()
print("held", flush=True)
sys.stdin.read()
"""


Hold = Callable[[str, Path], "subprocess.Popen[bytes]"]


@pytest.fixture
def hold() -> Iterator[Hold]:
    """Starts a process that holds a lock until it is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start(kind: str, path: Path) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, kind, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_folder_is_waited_for_and_then_given_up(hold: Hold, tmp_path: Path) -> None:
    process = hold("folder", tmp_path)
    lines: list[str] = []
    with pytest.raises(NotReadyError, match=r"has held .* for 0 s"):
        FolderLock(tmp_path, log=lines.append, patience=0.3).__enter__()
    assert lines == [f"waiting for another process that is working in {tmp_path}"]
    process.kill()
    process.wait()
    with FolderLock(tmp_path, log=lines.append, patience=30):
        pass


def test_a_journal_is_refused_at_once_and_its_holder_named(hold: Hold, tmp_path: Path) -> None:
    journal = tmp_path / "j.sqlite3"
    process = hold("journal", journal)
    with pytest.raises(NotReadyError, match=f"process {process.pid} is working on this run"):
        JournalLock(journal)
    process.kill()
    process.wait()
    JournalLock(journal).release()
    JournalLock(journal).release()


@pytest.mark.parametrize("number", [b"", b"\xff\xfe", b"12345"])
def test_a_damaged_number_changes_nothing(hold: Hold, tmp_path: Path, number: bytes) -> None:
    journal = tmp_path / "j.sqlite3"
    hold("journal", journal)
    (tmp_path / "j.sqlite3.pid").write_bytes(number)
    with pytest.raises(NotReadyError, match="is working on this run"):
        JournalLock(journal)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="no such folder"):
        JournalLock(tmp_path / "none" / "j.sqlite3")
    assert not (tmp_path / "none").exists()
