"""``preceptor explain``: everything that happened to one problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preceptor.cli.options import json_option, print_json

if TYPE_CHECKING:
    from preceptor.journal import JournalReader
    from preceptor.records import Solution, TrailStep


@click.command("explain")
@click.argument("problem_id", metavar="ID")
@click.option(
    "--run",
    "run_folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a run, finished or in progress.",
)
@click.option("--messages", is_flag=True, help="Also show the messages that were sent.")
@json_option
def command(problem_id: str, run_folder: Path, messages: bool, as_json: bool) -> None:
    """Show the whole trail of a problem: attempts, verdicts, critiques, filters, mixtures.

    ID is the id of a problem or of a row, or the start of one.
    """
    from preceptor.errors import UsageError
    from preceptor.journal import JournalReader
    from preceptor.pipeline.run_folder import RunFolder

    folder = RunFolder(run_folder, create=False)
    rows: list[dict[str, Any]] = []
    for path in folder.shard_journals():
        with JournalReader(path) as journal:
            for row_id, solution in journal.find_solutions(problem_id):
                facts = {
                    "row": row_id,
                    "solution": solution.model_dump(mode="json"),
                    "dropped": journal.drops_of(row_id),
                    "mixtures": journal.assignments_of(row_id),
                }
                rows.append(facts)
                if not as_json:
                    for line in _story(row_id, solution, journal, messages):
                        click.echo(line)
    if not rows:
        raise UsageError(
            f"no solution in {run_folder} has an id that starts with {problem_id!r}",
            hint="ids are in the exports, in the report and in the data card",
        )
    if as_json:
        print_json(rows)


def _story(
    row_id: str, solution: Solution, journal: JournalReader, messages: bool
) -> Iterator[str]:
    problem = solution.problem
    origin = problem.provenance
    yield f"=== {row_id}"
    yield f"{problem.subject} / {problem.topic} from {origin.source} ({problem.role})"
    if origin.location or origin.family:
        yield f"origin: {origin.location or f'{origin.family} #{origin.seed}'}, {origin.licence}"
    yield problem.statement
    payload = f"  {dict(problem.reference.payload)}" if problem.reference.payload else ""
    yield f"reference ({problem.reference.kind}): {problem.reference.value}{payload}"
    for index, step in enumerate(solution.trail):
        yield from _step(index, step, messages)
    earned = f"earned: {solution.earned.label}" if solution.earned else "nothing was accepted"
    yield f"--- pass {solution.annotation} ({solution.reflection}): {earned}"
    for flag in solution.flags:
        yield f"flag: {flag}"
    if solution.failure:
        yield f"failure: {solution.failure}"
    for name, reason in journal.drops_of(row_id).items():
        yield f"dropped by {name}: {reason}"
    for mixture, (split, repeat) in journal.assignments_of(row_id).items():
        yield f"in mixture {mixture}: {split}" + (f" x {repeat}" if repeat > 1 else "")
    yield ""


def _place(step: TrailStep) -> str:
    """By which rule the answer was found, and where it is in the reply."""
    rule = step.attempt.answer_rule
    if rule is None or step.verdict is None:
        return ""
    span = step.verdict.detail.get("span")
    if not isinstance(span, Sequence) or len(span) != 2:
        return f" (rule {rule})"
    return f" (rule {rule}, characters {span[0]} to {span[1]})"


def _step(index: int, step: TrailStep, messages: bool) -> Iterator[str]:
    from preceptor.prompts import error_kind
    from preceptor.records import Stage

    attempt = step.attempt
    usage = attempt.reply.usage
    estimated = " (estimated)" if usage.estimated else ""
    yield (
        f"--- {index}. {attempt.stage.label}, round {attempt.round}, sample {attempt.sample}, "
        f"{attempt.teacher}, {usage.total} tokens{estimated}"
    )
    if messages:
        for message in attempt.messages:
            yield f"[{message.role}] {message.content}"
    if attempt.reply.reasoning:
        yield f"[reasoning] {attempt.reply.reasoning}"
    if attempt.stage in (Stage.CRITIQUE, Stage.CRITIQUE_SHOWN):
        yield f"kind of error: {error_kind(attempt.reply.text) or 'none'}"
    yield attempt.reply.text or f"(no text; finish reason {attempt.reply.finish_reason})"
    if step.verdict is not None:
        verdict = step.verdict
        shown = "no answer" if attempt.answer is None else f"answer {attempt.answer!r}"
        by = f" by {verdict.verifier} {verdict.version}" if verdict.verifier != "none" else ""
        yield f"{shown}{_place(step)}: {verdict.status}{by}: {verdict.reason}"
