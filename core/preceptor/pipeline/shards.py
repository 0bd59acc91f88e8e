"""The shards of a run: handed to an executor, worked on by workers, and their marks.

A worker is ``preceptor worker``; it annotates one shard and leaves a mark next to the shard's
journal: ``shard-00003.done.json`` with its summary, or ``shard-00003.failed.json`` with the error.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from preceptor.engine import AnnotationSummary, RunObserver
from preceptor.errors import Exit, PreceptorError, TooManyFailedError
from preceptor.files.atomic import write_json
from preceptor.journal import Spent
from preceptor.pipeline.annotation import annotate_shard
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder
from preceptor.verification import VerificationHost


@dataclass
class RunShards:
    """A :class:`~preceptor.components.ShardWork` over the shards of one run.

    Attributes:
        assembly: The recipe.
        folder: The run folder.
        host: Verifies the answers of shards that are annotated in this process.
        observer: Observes the shards that are annotated in this process.
        began: Monotonic time at which this start of the run began, for budgets of time.
    """

    assembly: Assembly
    folder: RunFolder
    host: VerificationHost
    observer: RunObserver
    began: float = field(default_factory=time.monotonic)

    @property
    def shards(self) -> Sequence[int]:
        return range(self.assembly.recipe.shards)

    def command(self, shard: int) -> list[str]:
        """The command line of a worker; paths are absolute, so that it runs in any folder."""
        line = [sys.executable, "-m", "preceptor", "worker"]
        line += [str(self.assembly.loaded.path.resolve()), "--out", str(self.folder.path.resolve())]
        line += ["--shard", str(shard), "--elapsed", f"{self._elapsed():.1f}"]
        for override in self.assembly.overrides:
            line += ["--set", override]
        for file in self.assembly.registry.plugin_files:
            line += ["--plugin", str(Path(file).resolve())]
        return line

    def run_here(self, shard: int) -> None:
        work_on(self.assembly, self.folder, shard, self.host, self.observer, self._elapsed())

    def is_done(self, shard: int) -> bool:
        return self.folder.done_mark(shard).is_file()

    def failure(self, shard: int) -> str | None:
        mark = _read(self.folder.failed_mark(shard))
        return None if mark is None else str(mark.get("error", "unknown error"))

    def _elapsed(self) -> float:
        return time.monotonic() - self.began


def work_on(
    assembly: Assembly,
    folder: RunFolder,
    shard: int,
    host: VerificationHost,
    observer: RunObserver,
    elapsed: float = 0.0,
) -> AnnotationSummary:
    """Annotate one shard and leave its mark, done or failed.

    Args:
        elapsed: Seconds that the run has taken before, counted against its budget of time.
    """
    folder.done_mark(shard).unlink(missing_ok=True)
    folder.failed_mark(shard).unlink(missing_ok=True)
    try:
        summary = annotate_shard(assembly, folder, shard, host, observer, elapsed)
    except Exception as error:
        mark: dict[str, Any] = {"error": str(error) or type(error).__name__}
        if isinstance(error, PreceptorError):
            mark |= {"hint": error.hint, "exit_code": int(error.exit_code)}
        write_json(folder.failed_mark(shard), mark)
        raise
    write_json(folder.done_mark(shard), asdict(summary))
    return summary


def run_shards(
    assembly: Assembly,
    folder: RunFolder,
    host: VerificationHost,
    observer: RunObserver,
    shard_done: Callable[[int, AnnotationSummary], None],
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
    work = RunShards(assembly, folder, host, observer)
    for shard in work.shards:
        folder.done_mark(shard).unlink(missing_ok=True)
        folder.failed_mark(shard).unlink(missing_ok=True)
    failures = dict(assembly.executor().execute(work))
    for shard in work.shards:
        summary = read_summary(folder.done_mark(shard))
        if summary is not None:
            shard_done(shard, summary)
        elif shard not in failures:
            failures[shard] = "its worker ended without a mark"
    if failures:
        raise _failed(folder, failures)


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


def _failed(folder: RunFolder, failures: Mapping[int, str]) -> _WorkerFailedError:
    first = min(failures)
    mark = _read(folder.failed_mark(first)) or {}
    listed = "; ".join(f"shard {shard}: {reason}" for shard, reason in sorted(failures.items())[:5])
    more = len(failures) - 5
    return _WorkerFailedError(
        f"{len(failures)} shards were not annotated: {listed}"
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
