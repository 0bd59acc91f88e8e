"""Tuning: one model for each arm that names a trainer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from preceptor.components import Trainer, TrainJob, TrainResult
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder
from preceptor.pipeline.selection import export, teacher_terms

NO_ROWS = "no accepted rows to train on"


def tune_arm(
    assembly: Assembly,
    trainer: Trainer,
    folder: RunFolder,
    arm: str,
    splits: Mapping[str, int],
    progress: Callable[[int, int, Mapping[str, float]], None],
) -> TrainResult | None:
    """Tune on the ``train`` split of an arm; ``None`` where it has no row.

    An arm without rows is not an error: that a small teacher earned nothing is a result, and
    the table says so.
    """
    if not splits.get("train"):
        return None
    rows = _rows(assembly, trainer, folder, arm, sorted(splits))
    held_out = assembly.mixer(assembly.recipe.arms[arm], arm).validation_split
    job = TrainJob(
        train=rows["train"],
        validation=rows.get(held_out) if held_out else None,
        folder=folder.model(arm),
        progress=progress,
    )
    return trainer.train(job)


def _rows(
    assembly: Assembly, trainer: Trainer, folder: RunFolder, arm: str, splits: Sequence[str]
) -> dict[str, Path]:
    """The file of each split, written by the exporter that the trainer asks for."""
    name, options = trainer.rows_as
    registry = assembly.registry
    exporter = registry.create("exporter", name or registry.default("exporter"), options)
    into = folder.model(arm) / "rows"
    into.mkdir(exist_ok=True)
    terms = teacher_terms(assembly)
    written = export(exporter, arm, splits, folder.shard_journals(), into, terms)
    return {path.stem: path for path in reversed(written)}


def base_model(assembly: Assembly) -> str | None:
    """The model that the recipe tunes, before tuning; ``None`` when it tunes none."""
    for name, arm in assembly.recipe.arms.items():
        trainer = assembly.trainer(arm, name)
        if trainer is not None:
            return trainer.base_model()
    return None
