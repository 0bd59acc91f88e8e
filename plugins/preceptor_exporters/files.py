"""The ``jsonl`` and ``parquet`` exporters: one file per view and split."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from preceptor.components import Exporter, ExportJob, Options
from preceptor.files.atomic import replacing
from preceptor.files.temporary_database import temporary_database
from preceptor.prompts import Prompts
from preceptor.records import Solution
from preceptor_exporters.formats import JsonlWriter, ParquetWriter, Writer
from preceptor_exporters.views import Row, Views

View = Literal["sft", "preference", "rl"]


class ExportOptions(Options):
    """Options of both exporters."""

    views: tuple[View, ...] = Field(
        default=("sft", "preference", "rl"),
        min_length=1,
        description="Views to write. `sft`: conversations. `preference`: accepted against "
        "rejected attempts. `rl`: prompts with a checkable answer, each problem once. Default: "
        "all three.",
    )
    system_prompt: bool = Field(
        default=True, description="Begin every prompt with the system message of its subject."
    )
    max_pairs: int = Field(
        default=1, ge=1, description="Maximum number of preference pairs per solution."
    )


class FileExporter(Exporter):
    """Writes ``<folder>/<view>/<split><suffix>``, replacing each file atomically.

    A view without rows in a split gets no file, because an empty file has no schema to load; a
    file left by an earlier export is removed.
    """

    Options: ClassVar[type[Options]] = ExportOptions
    options: ExportOptions
    suffix: ClassVar[str]

    @abstractmethod
    def writer(self, path: Path, first: Row) -> Writer:
        """Open ``path`` for rows like ``first``."""

    def export(self, job: ExportJob) -> Sequence[Path]:
        """Stream every split into every view.

        Raises:
            UsageError: a row is of an eval source, or its subject is not installed.
            NotReadyError: the disk is full.
        """
        views = Views(
            self._prompts,
            job.terms,
            system_prompt=self.options.system_prompt,
            max_pairs=self.options.max_pairs,
        )
        written: list[Path] = []
        for view in self.options.views:
            for split, solutions in job.splits.items():
                path = job.folder / view / f"{split}{self.suffix}"
                rows = self._rows(views, view, split, solutions)
                if self._write(path, rows):
                    written.append(path)
                else:
                    path.unlink(missing_ok=True)
                    self.context.log(f"{self.name}: no rows for {view}/{split}")
        return written

    def _write(self, path: Path, rows: Iterator[Row]) -> bool:
        first = next(rows, None)
        if first is None:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary, self.writer(temporary, first) as writer:
            for row in chain([first], rows):
                writer.write(row)
        return True

    def _rows(
        self, views: Views, view: View, split: str, solutions: Iterable[tuple[str, Solution]]
    ) -> Iterator[Row]:
        if view != "rl":
            for row_id, solution in solutions:
                yield from views.rows(view, split, row_id, solution)
            return
        # Several solutions of a problem are one RL prompt; a database keeps the problems written.
        table = "seen (problem TEXT PRIMARY KEY) WITHOUT ROWID"
        with closing(temporary_database(table)) as seen:
            seen.execute("BEGIN")
            for row_id, solution in solutions:
                new = seen.execute(
                    "INSERT OR IGNORE INTO seen (problem) VALUES (?)", (solution.problem.id,)
                ).rowcount
                if new:
                    yield from views.rows(view, split, row_id, solution)

    def _prompts(self, subject: str) -> Prompts:
        return self.context.subject(subject).prompts()


class JsonlExporter(FileExporter):
    """Writes one JSON object per line, in UTF-8."""

    suffix: ClassVar[str] = ".jsonl"

    def writer(self, path: Path, first: Row) -> Writer:
        return JsonlWriter(path)


class ParquetExporter(FileExporter):
    """Writes Parquet with one schema per view, in row groups of bounded size."""

    suffix: ClassVar[str] = ".parquet"

    def writer(self, path: Path, first: Row) -> Writer:
        return ParquetWriter(path, first)
