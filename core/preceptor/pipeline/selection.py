"""Filtering, mixing and exporting: what of the accepted solutions goes where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from preceptor.components import (
    Assignment,
    Exporter,
    ExportJob,
    GlobalFilter,
    Mixer,
    RowFilter,
    SolutionView,
)
from preceptor.journal import Journal, Solutions, record_assignments, record_drops
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder


def apply_filters(
    assembly: Assembly, folder: RunFolder, journals: Sequence[Journal]
) -> dict[str, int]:
    """Run the filters in order; each sees what those before it kept.

    Returns:
        How many solutions each filter dropped.
    """
    for journal in journals:
        journal.forget_drops()
    dropped: dict[str, int] = {}
    for name, filter_ in assembly.filters():
        # Readers of their own see what was committed when they began, not half a filter.
        with ExitStack() as stack:
            view = Solutions.read(folder.shard_journals(), stack).where(kept=True, accepted=True)
            dropped[name] = record_drops(journals, name, _drops(filter_, view))
    return dropped


def _drops(filter_: RowFilter | GlobalFilter, view: SolutionView) -> Iterator[tuple[str, str]]:
    if isinstance(filter_, GlobalFilter):
        yield from filter_.drops(view)
        return
    for row_id, solution in view:
        reason = filter_.reason_to_drop(solution)
        if reason is not None:
            yield row_id, reason


def mix(
    mixer: Mixer, mixture: str, folder: RunFolder, journals: Sequence[Journal]
) -> dict[str, int]:
    """Assign the kept solutions to the splits of one mixture.

    Returns:
        Rows per split, repeats counted.
    """
    splits: dict[str, int] = {}

    def counted(assignments: Iterator[Assignment]) -> Iterator[Assignment]:
        for assignment in assignments:
            splits[assignment.split] = splits.get(assignment.split, 0) + assignment.repeat
            yield assignment

    with ExitStack() as stack:
        view = Solutions.read(folder.shard_journals(), stack).where(kept=True, accepted=True)
        record_assignments(journals, mixture, counted(mixer.assignments(view)))
    return dict(sorted(splits.items()))


def export(
    exporter: Exporter,
    mixture: str,
    splits: Sequence[str],
    source: Sequence[Path],
    into: Path,
    terms: dict[str, str],
) -> list[Path]:
    """Write one mixture with one exporter; ``source`` are the journals of the run."""
    with ExitStack() as stack:
        solutions = Solutions.read(source, stack)
        views = {split: solutions.where(mixture=mixture, split=split) for split in splits}
        return list(exporter.export(ExportJob(splits=views, folder=into, terms=terms)))


def teacher_terms(assembly: Assembly) -> dict[str, str]:
    """Per annotation pass, the terms that its teacher's output comes under."""
    return {
        entry.name: assembly.teachers[entry.teacher].terms() for entry in assembly.recipe.annotate
    }
