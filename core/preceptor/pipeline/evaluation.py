"""Measuring models on a recipe's eval sources, outside of a run."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from preceptor.components import EvalReport
from preceptor.errors import UsageError
from preceptor.journal import Journal
from preceptor.pipeline.annotation import open_host, take_in
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.measuring import conditions, eval_sets, measure
from preceptor.pipeline.run import Progress
from preceptor.pipeline.run_folder import RunFolder
from preceptor.pipeline.tuning import base_model
from preceptor.records import Role


def evaluate_models(
    assembly: Assembly,
    folder: RunFolder,
    base: str | None,
    models: Sequence[tuple[str, str]],
    progress: Progress,
) -> EvalReport:
    """Evaluate the baseline and ``(label, model)`` pairs on the recipe's eval sources.

    Raises:
        UsageError: the recipe has no ``evaluate`` or no eval source, or no baseline is known.
    """
    entry, evaluator = assembly.recipe.evaluate, assembly.evaluator()
    if entry is None or evaluator is None:
        raise UsageError("the recipe has no evaluate: section", hint="add `evaluate: {shots: 3}`")
    sources = [name for name, _ in assembly.sources(Role.EVAL)]
    if not sources:
        raise UsageError("no source of the recipe has role eval", hint="set role: eval on one")
    base = base or base_model(assembly)
    if base is None:
        raise UsageError("the recipe tunes no model", hint="name the baseline with --base")
    progress.phase("evaluate")
    with ExitStack() as stack:
        journals = [
            stack.enter_context(Journal(folder.journal(shard), shard))
            for shard in range(assembly.recipe.shards)
        ]
        for shard, journal in enumerate(journals):
            take_in(assembly, journal, shard)
        sets = eval_sets(entry, sources, journals)
    with open_host(assembly) as host:
        compared = conditions(base, entry.shots, models)
        return measure(evaluator, compared, sets, host, folder.evaluation, progress.evaluating)
