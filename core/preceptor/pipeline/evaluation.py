"""Evaluation: the same problems put to the base model and to every tuned one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from preceptor.components import EvalJob, EvalReport, EvalSet, Evaluator
from preceptor.engine import RunObserver
from preceptor.errors import UsageError
from preceptor.journal import Journal, JournalBase
from preceptor.pipeline.annotation import ingest, open_host
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.progress import StageStarted, evaluation_to
from preceptor.pipeline.run_folder import RunFolder
from preceptor.pipeline.tuning import base_model
from preceptor.recipe.model import EvaluationEntry
from preceptor.records import Problem, Role, Verdict
from preceptor.verification import VerificationHost
from preceptor.verification.api import submit

Condition = tuple[str, str, int]
"""Label, model, and number of worked examples in the prompt."""


def eval_sets(
    entry: EvaluationEntry, sources: Sequence[str], journals: Sequence[JournalBase]
) -> list[EvalSet]:
    """The problems of each eval source, in the order of the source.

    Sets are read from the journals, where a problem of two sources is kept once.
    """
    wanted = entry.sources or tuple(sources)
    rows_of: dict[str, list[tuple[int, Problem]]] = {name: [] for name in wanted}
    for journal in journals:
        for row in journal.problems():
            problem = row.problem
            if problem.role is Role.EVAL and problem.provenance.source in rows_of:
                rows_of[problem.provenance.source].append((row.row, problem))
    return [
        EvalSet(name, tuple(problem for _, problem in sorted(rows, key=_by_row)[: entry.limit]))
        for name, rows in rows_of.items()
        if rows
    ]


def _by_row(numbered: tuple[int, Problem]) -> int:
    return numbered[0]


def conditions(base: str, shots: int, tuned: Sequence[tuple[str, str]]) -> list[Condition]:
    """The baselines without and with worked examples, then each tuned model without them."""
    few = [(f"base, {shots} examples", base, shots)] if shots else []
    return [("base, no example", base, 0), *few, *((label, path, 0) for label, path in tuned)]


def decide(
    host: VerificationHost, pairs: Sequence[tuple[Problem, str]], pattern: str | None = None
) -> list[Verdict]:
    """Extract the answers of replies and have them verified.

    A reply without an answer is ``undecided``: it contains nothing that could be wrong.

    Args:
        pattern: Format in which answers are asked for; see :func:`preceptor.extract`.
    """
    outcomes = [
        submit(
            host,
            problem.reference,
            reply,
            extract=True,
            pattern=pattern,
            id=f"{problem.id}/{index}",
            statement=problem.statement,
        )
        for index, (problem, reply) in enumerate(pairs)
    ]
    return [v if isinstance(v, Verdict) else v.result() for v in outcomes]


def measure(
    evaluator: Evaluator,
    compared: Sequence[Condition],
    sets: Sequence[EvalSet],
    host: VerificationHost,
    folder: Path,
    progress: Callable[[str, int, int], None],
    pattern: str | None = None,
) -> EvalReport:
    """Run every condition on every set."""
    job = EvalJob(
        conditions=tuple(compared),
        sets=tuple(sets),
        verify=lambda pairs: decide(host, pairs, pattern),
        folder=folder,
        progress=progress,
    )
    return evaluator.evaluate(job)


def evaluate_models(
    assembly: Assembly,
    folder: RunFolder,
    base: str | None,
    models: Sequence[tuple[str, str]],
    observer: RunObserver,
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
    observer.on_event(StageStarted("evaluate"))
    with ExitStack() as stack:
        journals = [
            stack.enter_context(Journal(folder.journal(shard), shard))
            for shard in range(assembly.recipe.shards)
        ]
        for shard, journal in enumerate(journals):
            ingest(assembly, journal, shard)
        sets = eval_sets(entry, sources, journals)
    with open_host(assembly) as host:
        compared = conditions(base, entry.shots, models)
        return measure(
            evaluator,
            compared,
            sets,
            host,
            folder.evaluation,
            evaluation_to(observer),
            assembly.recipe.verification.answer_pattern,
        )
