"""Evaluation: the same problems put to the base model and to every tuned one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from preceptor.components import EvalJob, EvalReport, EvalSet, Evaluator, Item
from preceptor.extraction.answers import extract
from preceptor.journal import Reading
from preceptor.recipe.model import EvaluationEntry
from preceptor.records import Problem, Role, Status, Verdict
from preceptor.verification import VerificationHost

Condition = tuple[str, str, int]
"""Label, model, and number of worked examples in the prompt."""

NO_ANSWER = "no final answer found in the reply"


def eval_sets(
    entry: EvaluationEntry, sources: Sequence[str], journals: Sequence[Reading]
) -> list[EvalSet]:
    """The problems of each eval source, in the order of the source.

    Sets are read from the journals, where a problem that stands in two sources stands once.
    """
    wanted = entry.sources or tuple(sources)
    found: dict[str, list[tuple[int, Problem]]] = {name: [] for name in wanted}
    for journal in journals:
        for row in journal.problems():
            problem = row.problem
            if problem.role is Role.EVAL and problem.provenance.source in found:
                found[problem.provenance.source].append((row.row, problem))
    return [
        EvalSet(name, tuple(problem for _, problem in sorted(rows, key=_by_row)[: entry.limit]))
        for name, rows in found.items()
        if rows
    ]


def _by_row(numbered: tuple[int, Problem]) -> int:
    return numbered[0]


def conditions(base: str, shots: int, tuned: Sequence[tuple[str, str]]) -> list[Condition]:
    """The baselines without and with worked examples, then each tuned model without them."""
    few = [(f"base, {shots} examples", base, shots)] if shots else []
    return [("base, no example", base, 0), *few, *((label, path, 0) for label, path in tuned)]


def decide(host: VerificationHost, pairs: Sequence[tuple[Problem, str]]) -> list[Verdict]:
    """Extract the answers of replies and have them verified.

    A reply without an answer is ``undecided``: nobody said anything that could be wrong.
    """
    verdicts: list[Verdict | None] = []
    items: list[Item] = []
    for index, (problem, reply) in enumerate(pairs):
        answer = extract(reply, problem.reference.kind).answer
        if answer is None:
            verdicts.append(Verdict(status=Status.UNDECIDED, reason=NO_ANSWER))
            continue
        verdicts.append(None)
        items.append(
            Item(
                id=f"{problem.id}/{index}",
                reference=problem.reference,
                candidate=answer,
                statement=problem.statement,
            )
        )
    decided = iter(host.verify_batch(items))
    return [verdict if verdict is not None else next(decided) for verdict in verdicts]


def measure(
    evaluator: Evaluator,
    compared: Sequence[Condition],
    sets: Sequence[EvalSet],
    host: VerificationHost,
    folder: Path,
    progress: Callable[[str, int, int], None],
) -> EvalReport:
    """Run every condition on every set."""
    job = EvalJob(
        conditions=tuple(compared),
        sets=tuple(sets),
        verify=lambda pairs: decide(host, pairs),
        folder=folder,
        progress=progress,
    )
    return evaluator.evaluate(job)
