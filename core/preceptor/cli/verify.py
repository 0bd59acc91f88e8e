"""``preceptor verify``: one pair, or a file of pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preceptor import limits
from preceptor.cli.conventions import convention_options
from preceptor.cli.options import json_option, plugin_option, print_json
from preceptor.cli.rows import (
    INPUT,
    counted,
    exit_if_many_errors,
    out_option,
    refuse_same_file,
    writer,
)

if TYPE_CHECKING:
    from preceptor.verification import VerificationHost
    from preceptor.verification.api import ReferenceOptions


@dataclass(frozen=True)
class _Reading:
    """Whether candidates are whole replies, and the format of the answer in them."""

    extract: bool
    pattern: str | None


# A negative number is an answer, not an option.
@click.command("verify", context_settings={"ignore_unknown_options": True})
@click.argument("reference", required=False)
@click.argument("candidate", required=False)
@click.option("--kind", help="Kind of the reference; recognised from its text unless given.")
@click.option("--unit", help="Unit of the reference.")
@click.option(
    "--choice",
    "choices",
    multiple=True,
    help="Text of an option of a multiple choice; repeat in order.",
)
@convention_options
@click.option(
    "--extract", is_flag=True, help="CANDIDATE is a whole reply; extract its final answer first."
)
@click.option(
    "--pattern",
    help="Format of the answer in replies, with {answer} once, such as 'RESULT => {answer}'; "
    "with --extract.",
)
@click.option(
    "--pairs",
    type=INPUT,
    help="JSONL file of rows {id, reference, candidate} with optional kind, unit, rtol, digits "
    "and so on, which override the options given here; - for stdin.",
)
@out_option("JSONL file of verdicts, one row for each row of --pairs.")
@click.option(
    "--workers", type=click.IntRange(1, 256), default=2, show_default=True, help="Processes."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=limits.VERIFY_SECONDS,
    show_default=True,
    help="Limit on the wall time of one pair, in seconds.",
)
@plugin_option
@json_option
def command(
    reference: str | None,
    candidate: str | None,
    kind: str | None,
    unit: str | None,
    choices: tuple[str, ...],
    extract: bool,
    pattern: str | None,
    pairs: Path | None,
    out: Path,
    workers: int,
    seconds: float,
    plugin_files: tuple[Path, ...],
    as_json: bool,
    **conventions: Any,
) -> None:
    """Verify CANDIDATE against REFERENCE, or every row of a file with --pairs.

    The exit code states whether verification worked, not whether the answer is right: 0 if the
    answer is accepted, rejected or undecided, 1 after an error or a timeout. For a file, 1 means
    that more than a tenth of the rows are in error (unreadable lines included); every row is
    written in any case.
    """
    from preceptor.extraction.cues import answer_pattern
    from preceptor.verification.api import ReferenceOptions, stated_conventions

    for given in (reference, candidate):
        if given is not None and given.startswith("--"):
            raise click.NoSuchOption(given)
    if (pairs is None) == (reference is None):
        raise click.UsageError("give either REFERENCE and CANDIDATE, or --pairs FILE")
    if pairs is None and candidate is None:
        raise click.UsageError("missing CANDIDATE")
    if pattern is not None and not extract:
        raise click.UsageError("--pattern needs --extract")
    try:
        options = ReferenceOptions(kind, unit, choices, stated_conventions(conventions))
        if pattern is not None:
            answer_pattern(pattern)
    except (TypeError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    with _host(plugin_files, workers, seconds) as host:
        if kind is not None:
            host.registry.reference_kind(kind)
        if pairs is None:
            reading = _Reading(extract, pattern)
            _verify_one(host, str(reference), str(candidate), options, reading, as_json)
        else:
            _verify_file(host, pairs, out, options, _Reading(extract, pattern))


@contextmanager
def _host(files: tuple[Path, ...], workers: int, seconds: float) -> Iterator[VerificationHost]:
    from preceptor.errors import NotReadyError
    from preceptor.registry import Registry
    from preceptor.verification import VerificationHost

    registry = Registry.load(files)
    if not registry.names("verifier"):
        broken = "; ".join(f"{plugin.name}: {plugin.problem}" for plugin in registry.problems)
        raise NotReadyError(
            "no verifier is installed" + (f" ({broken})" if broken else ""),
            hint="run `preceptor doctor`",
        )
    with VerificationHost(registry, workers=workers, seconds=seconds) as host:
        yield host


def _verify_one(
    host: VerificationHost,
    reference: str,
    candidate: str,
    options: ReferenceOptions,
    reading: _Reading,
    as_json: bool,
) -> None:
    from preceptor.errors import Exit
    from preceptor.records import Status
    from preceptor.verification.api import verify

    try:
        read = options.reference(host.registry, reference)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    verdict = verify(read, candidate, extract=reading.extract, pattern=reading.pattern, host=host)
    if as_json:
        print_json({"kind": read.kind, **verdict.model_dump(mode="json")})
    else:
        by = f"  [{verdict.verifier} {verdict.version}, {read.kind}]"
        if "answer" in verdict.detail:
            click.echo(f"answer: {verdict.detail['answer']}  [rule {verdict.detail['rule']}]")
        click.echo(f"{verdict.status}: {verdict.reason}{by}")
    if verdict.status in (Status.ERROR, Status.TIMEOUT):
        click.get_current_context().exit(Exit.TOO_MANY_FAILED)


def _verify_file(
    host: VerificationHost, pairs: Path, out: Path, options: ReferenceOptions, reading: _Reading
) -> None:
    from preceptor.verification.pairs import verdict_rows

    refuse_same_file(out, pairs, "--pairs")
    tally: Counter[str] = Counter()
    noted: set[str] = set()

    def note(line: str) -> None:
        if line not in noted and len(noted) < 20:
            noted.add(line)
            click.echo(f"note: {line}", err=True)

    with click.open_file(str(pairs), "rb") as lines, writer(out) as sink:
        for row in verdict_rows(
            lines, host, options, extract=reading.extract, pattern=reading.pattern, note=note
        ):
            sink.write(row.line + "\n")
            sink.flush()
            tally[row.status] += 1
    counts = host.counts
    click.echo(
        f"{tally.total()} rows{counted(tally)} ({counts.kills} workers killed at the time limit, "
        f"{counts.crashes} crashed, {counts.cached} rows answered from the cache)",
        err=True,
    )
    exit_if_many_errors(tally)
