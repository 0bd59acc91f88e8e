"""The shards of a run: handed to an executor, worked on by workers, and their marks.

A worker is ``preceptor worker``; it annotates one shard and leaves a mark next to the shard's
journal: ``shard-00003.done.json`` with its summary, or ``shard-00003.failed.json`` with the error.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from preceptor.engine import AnnotationSummary, RunObserver
from preceptor.errors import Exit, NotReadyError, PreceptorError, TooManyFailedError
from preceptor.journal import Journal, Spent
from preceptor.pipeline.annotation import annotate_shard
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder
from preceptor.verification import VerificationHost

ShardDone = Callable[[int, AnnotationSummary], None]


@dataclass
class RunShards:
    """A :class:`~preceptor.components.ShardWork` over the shards of one run.

    Attributes:
        assembly: The recipe.
        folder: The run folder.
        host: Verifies the answers of shards that are annotated in this process.
        observer: Observes the shards that are annotated in this process.
        done: Called with the summary of each shard, once.
        began: Monotonic time at which this start of the run began, for budgets of time.
    """

    assembly: Assembly
    folder: RunFolder
    host: VerificationHost
    observer: RunObserver
    done: ShardDone
    began: float = field(default_factory=time.monotonic)
    reported: set[int] = field(default_factory=set)

    @property
    def shards(self) -> Sequence[int]:
        return range(self.assembly.recipe.shards)

    def command(self, shard: int) -> list[str]:
        """The command line of a worker; paths are absolute, so that it runs in any folder."""
        # -P: a file of the working folder must not shadow a module.
        line = [sys.executable, "-P", "-m", "preceptor", "worker"]
        # Not resolved: relative paths of a recipe start at the folder of a link to it.
        line += [str(self.assembly.loaded.path.absolute())]
        line += ["--out", str(self.folder.path.absolute())]
        line += ["--shard", str(shard), "--elapsed", f"{self._elapsed():.1f}"]
        for override in self.assembly.overrides:
            line += ["--set", override]
        for file in self.assembly.registry.plugin_files:
            line += ["--plugin", str(Path(file).absolute())]
        return line

    def run_here(self, shard: int) -> None:
        summary = annotate_shard(
            self.assembly, self.folder, shard, self.host, self.observer, self._elapsed()
        )
        self.report(shard, summary)

    def is_done(self, shard: int) -> bool:
        return self.folder.done_mark(shard).is_file()

    def failure(self, shard: int) -> str | None:
        mark = _read(self.folder.failed_mark(shard))
        return None if mark is None else str(mark.get("error", "unknown error"))

    def prepare(self) -> None:
        """Create or migrate every journal of the run and remove the marks of earlier starts.

        Afterwards a worker can read the journals of the others.

        Raises:
            NotReadyError: another process works on one of the shards.
        """
        for shard in sorted({*self.shards, *self.folder.shard_numbers()}):
            with Journal(self.folder.journal(shard), shard):
                self.folder.clear_marks(shard)

    def report(self, shard: int, summary: AnnotationSummary) -> None:
        """Announce that a shard is done, unless that was announced before."""
        if shard not in self.reported:
            self.reported.add(shard)
            self.done(shard, summary)

    def _elapsed(self) -> float:
        return time.monotonic() - self.began


def run_shards(
    assembly: Assembly,
    folder: RunFolder,
    host: VerificationHost,
    observer: RunObserver,
    shard_done: ShardDone,
) -> None:
    """Have every shard annotated by the recipe's executor.

    Raises:
        NotReadyError: before any source is read: a key, an extra or a file that a teacher needs
            is missing. A run that has asked before may have nothing left to ask, so there the
            error comes only when it is needed.
        PreceptorError: a worker failed, or ended without a mark.
    """
    if not folder.shard_journals():
        for teacher in assembly.teachers.values():
            teacher.check_ready()
    work = RunShards(assembly, folder, host, observer, shard_done)
    work.prepare()
    failures = dict(assembly.executor().execute(work))
    for shard in work.shards:
        summary = read_summary(folder.done_mark(shard))
        if summary is not None:
            work.report(shard, summary)
        elif shard not in failures:
            failures[shard] = "its worker ended without recording a result"
    if failures:
        raise _failed(folder, failures, len(work.shards))


def record_failure(folder: RunFolder, shard: int, error: PreceptorError) -> None:
    """Leave the failure mark of a worker that could not begin.

    Nothing is written where another process works on the shard.
    """
    with suppress(NotReadyError), Journal(folder.journal(shard), shard):
        folder.mark_failed(shard, error)


def read_summary(mark: Path) -> AnnotationSummary | None:
    """What a worker wrote into its done mark; ``None`` when there is none that is whole."""
    values = _read(mark)
    if values is None:
        return None
    try:
        return AnnotationSummary(**{**values, "spent": Spent(**values["spent"])})
    except (KeyError, TypeError):
        return None


class _WorkerFailedError(TooManyFailedError):
    """Workers failed; the exit code is that of the first one."""

    def __init__(self, message: str, *, hint: str, exit_code: Exit) -> None:
        super().__init__(message, hint=hint)
        self.exit_code = exit_code


def _failed(folder: RunFolder, failures: Mapping[int, str], shards: int) -> _WorkerFailedError:
    first = min(failures)
    mark = _read(folder.failed_mark(first)) or {}
    listed = "; ".join(f"shard {shard}: {reason}" for shard, reason in sorted(failures.items())[:5])
    more = len(failures) - 5
    return _WorkerFailedError(
        f"{len(failures)} of {shards} shards were not annotated: {listed}"
        + (f"; and {more} more" if more > 0 else ""),
        hint=mark.get("hint") or "run the same command to resume",
        exit_code=Exit(mark.get("exit_code", Exit.TOO_MANY_FAILED)),
    )


def _read(path: Path) -> dict[str, Any] | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return values if isinstance(values, dict) else None
