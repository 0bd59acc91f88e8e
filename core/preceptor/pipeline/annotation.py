"""Annotation of a run's shards: sources into journals, problems through the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice

from preceptor.digests import digest
from preceptor.engine import (
    AnnotationSummary,
    BudgetLimits,
    EngineOptions,
    Judge,
    Pass,
    RunObserver,
    annotate,
)
from preceptor.errors import UsageError
from preceptor.files.atomic import write_json
from preceptor.journal import Journal, JournalReader, Spent, is_empty
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder
from preceptor.recipe.model import BudgetEntry
from preceptor.records import BadRow, Problem, Status
from preceptor.verification import VerificationHost


def open_host(assembly: Assembly) -> VerificationHost:
    """The verification host that the recipe describes; close it when done."""
    verification = assembly.recipe.verification
    return VerificationHost(
        assembly.registry,
        workers=verification.workers,
        verifier_options=verification.use,
        only=tuple(verification.use) or None,
        seconds=verification.seconds,
    )


def engine_options(assembly: Assembly, elapsed: float = 0.0) -> EngineOptions:
    """The engine's options, from the recipe.

    Args:
        assembly: The recipe.
        elapsed: Seconds that this start of the run has already taken.
    """
    engine = assembly.recipe.engine
    return EngineOptions(
        in_flight=engine.in_flight,
        requests_per_minute=engine.requests_per_minute,
        tokens_per_minute=engine.tokens_per_minute,
        tries=engine.tries,
        request_seconds=engine.request_seconds,
        budget=_limits(engine.budget, elapsed),
        subject_budgets={
            name: _limits(budget, elapsed) for name, budget in engine.subject_budgets.items()
        },
        refresh=engine.refresh,
    )


def _limits(budget: BudgetEntry, elapsed: float) -> BudgetLimits:
    return BudgetLimits(
        requests=budget.requests,
        tokens=budget.tokens,
        dollars=budget.dollars,
        seconds=None if budget.seconds is None else max(budget.seconds - elapsed, 0.0),
    )


def passes(assembly: Assembly) -> list[Pass]:
    """The recipe's annotation passes with their teachers and strategies."""
    subjects = assembly.registry.subjects()
    return [
        Pass(
            name=entry.name,
            teacher=assembly.teachers[entry.teacher],
            strategy=assembly.reflection(entry),
            on=entry.on,
            subjects=_set(entry.subjects),
            sources=_set(entry.sources),
            roles=frozenset(entry.roles),
            sampling=entry.sampling,
            shots=entry.shots,
            subject_plugins=subjects,
        )
        for entry in assembly.recipe.annotate
    ]


def judge(assembly: Assembly) -> Judge | None:
    """The recipe's judge with its teacher, if it asks for one."""
    entry = assembly.recipe.verification.judge
    if entry is None or not assembly.recipe.annotate:
        return None
    return Judge(
        teacher=assembly.teachers[entry.teacher],
        kinds=frozenset(entry.kinds),
        proofs=frozenset(
            kind.name for kind in assembly.registry.reference_kinds() if kind.answered_by == "proof"
        ),
        about=frozenset(Status(name) for name in entry.about),
        sampling=entry.sampling,
        agreement_rows=entry.agreement_rows,
        seed=assembly.recipe.seed,
    )


def _set(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def annotate_shard(
    assembly: Assembly,
    folder: RunFolder,
    shard: int,
    host: VerificationHost,
    observer: RunObserver,
    elapsed: float = 0.0,
) -> AnnotationSummary:
    """Read the shard's rows of every source and take them through every pass.

    The mark that the shard is done, or failed, is written while its journal is still locked, so
    that a second start by mistake cannot touch the marks of the first.

    Budgets are those of the whole run: what the other shards have used and the ``elapsed``
    seconds count as well.

    Raises:
        UsageError: no source has any problem.
        NotReadyError: a source, a key, an endpoint or the disk is not ready.
        TooManyFailedError: the teacher's endpoint stays out of reach.
        KeyboardInterrupt: the run was interrupted; the journal is closed cleanly.
    """
    with Journal(folder.journal(shard), shard) as journal:
        folder.clear_marks(shard)
        try:
            ingest(assembly, journal, shard)
            folder.log("annotation-begins", shard=shard, problems=journal.problem_count())
            summary = asyncio.run(
                annotate(
                    journal,
                    passes(assembly),
                    host,
                    engine_options(assembly, elapsed),
                    observer,
                    pattern=assembly.recipe.verification.answer_pattern,
                    kinds={kind.name: kind for kind in assembly.registry.reference_kinds()},
                    judge=judge(assembly),
                    elsewhere=_spent_elsewhere(folder, shard),
                )
            )
            journal.flush()
        except Exception as error:
            folder.mark_failed(shard, error)
            raise
        write_json(folder.done_mark(shard), asdict(summary))
    folder.log("annotation-ends", shard=shard, **asdict(summary))
    return summary


def _spent_elsewhere(folder: RunFolder, shard: int) -> dict[str, Spent]:
    """What the other shards have used, by subject; one that is only being made used nothing."""
    total: dict[str, Spent] = {}
    for path in folder.shard_journals():
        if path != folder.journal(shard) and not is_empty(path):
            with JournalReader(path) as journal:
                for subject, spent in journal.spent_by_subject().items():
                    total[subject] = total.get(subject, Spent()) + spent
    return total


def ingest(assembly: Assembly, journal: Journal, shard: int) -> None:
    """Read the shard's rows into its journal, unless they are there already."""
    counts = journal.ingest(
        {name: _of_shard(assembly, name, shard) for name, _ in assembly.sources()},
        sources_fingerprint(assembly),
    )
    empty = [name for name, count in counts.items() if not count.problems and not count.duplicates]
    if assembly.recipe.shards > 1:
        return  # a source may have no row in one shard
    for name in empty:
        bad = counts[name].bad_rows
        assembly.log(f"source {name}: no problems" + (f", {bad} bad rows" if bad else ""))
    if len(empty) == len(counts):
        reasons = [f"{row.location}: {row.reason}" for row in islice(journal.bad_rows(), 3)]
        raise UsageError(
            "no source has any problem: " + ", ".join(counts),
            hint="; ".join(reasons)
            or "a file is empty, or options such as `where`, `offset` and `subjects` leave nothing",
        )


def _of_shard(assembly: Assembly, name: str, shard: int) -> Iterator[Problem | BadRow]:
    """Rows of one shard. The id decides, so that equal problems meet in the same shard."""
    shards = assembly.recipe.shards
    for row in assembly.rows(name):
        own = int(row.id, 16) % shards if isinstance(row, Problem) else 0
        if own == shard:
            yield row


def sources_fingerprint(assembly: Assembly) -> str:
    """Digest of everything that the rows of all sources depend on."""
    recipe = assembly.recipe
    return digest(
        [
            assembly.registry.fingerprint,
            recipe.shards,
            list(recipe.subjects or ()),
            [
                [name, entry.model_dump(mode="json"), assembly.source(name).fingerprint()]
                for name, entry in assembly.sources()
            ],
        ]
    )
