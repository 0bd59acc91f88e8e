"""``preceptor bench``: measure the verifiers on labelled pairs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from preceptor import limits
from preceptor.cli.conventions import convention_options
from preceptor.cli.options import json_option, plugin_option, print_json
from preceptor.cli.rows import INPUT

if TYPE_CHECKING:
    from preceptor.benchmarking.verifiers import Measured

GROUPS = ("source", "variant")


@click.group("bench")
def command() -> None:
    """Measure parts of preceptor on your own data."""


@command.command("verifiers")
@click.option(
    "--pairs",
    type=INPUT,
    required=True,
    help="JSONL file of rows {id, reference, candidate, label} with optional source, variant, "
    "kind, unit, rtol, digits and so on; label, source and variant are hidden from verifiers.",
)
@convention_options
@click.option("--kind", help="Kind of the references; recognised from each unless given.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=limits.VERIFY_SECONDS,
    show_default=True,
    help="Limit on the wall time of one pair, in seconds, for every grader.",
)
@click.option(
    "--peer",
    type=click.Choice(["math-verify", "none"]),
    default="math-verify",
    show_default=True,
    help="Grader to compare with, when it is installed.",
)
@click.option(
    "--by",
    "groups",
    type=click.Choice(GROUPS),
    multiple=True,
    help="Break the counts down by source, variant or both.",
)
@click.option("--without", multiple=True, metavar="NAME", help="Leave out a source or variant.")
@click.option("--wrong", is_flag=True, help="List every row that we get wrong, with the reason.")
@plugin_option
@json_option
def verifiers(
    pairs: Path,
    kind: str | None,
    seconds: float,
    peer: str,
    groups: tuple[str, ...],
    without: tuple[str, ...],
    wrong: bool,
    plugin_files: tuple[Path, ...],
    as_json: bool,
    **conventions: Any,
) -> None:
    """Measure our verifiers and, when installed, math-verify on labelled pairs.

    Accuracy counts a verdict without a decision as wrong, whatever the label. CPU time is that
    of the host and its workers, each row once with cold caches, without warming up. Conventions
    such as --rtol apply to our verifiers only, and to rows that state none.
    """
    from preceptor.benchmarking.verifiers import measure, ours, read_rows
    from preceptor.benchmarking.verifiers import peer as installed_peer
    from preceptor.verification.api import ReferenceOptions, stated_conventions

    def note(line: str) -> None:
        click.echo(f"note: {line}", err=True)

    with click.open_file(str(pairs), "rb") as lines:
        rows = [
            row
            for row in read_rows(lines, note)
            if not {str(row.get(group)) for group in GROUPS} & set(without)
        ]
    if not rows:
        raise click.UsageError("the file contains no pair to verify")
    stated = {name: value for name, value in conventions.items() if value is not None}
    try:
        options = ReferenceOptions(kind, conventions=stated_conventions(stated))
    except (TypeError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    contestants = [ours(options, plugin_files)]
    if peer != "none":
        grader = installed_peer(peer)
        if grader is None:
            note(f"{peer} is not installed: pip install 'preceptor[bench]'")
        else:
            contestants.append(grader)
    measured = [measure(contestant, rows, seconds=seconds) for contestant in contestants]
    if as_json:
        print_json(_data(measured, pairs, seconds, stated, groups, wrong))
        return
    _print_scores(measured)
    for group in groups:
        _print_groups(measured, group)
    if wrong:
        _print_wrong(measured[0])


def _data(
    measured: Sequence[Measured],
    pairs: Path,
    seconds: float,
    conventions: dict[str, Any],
    groups: Sequence[str],
    wrong: bool,
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "pairs_file": pairs.name,
        "seconds": seconds,
        "conventions": conventions,
        "contestants": [contestant.as_dict(groups, wrong=wrong) for contestant in measured],
    }
    if (ratio := _ratio(measured)) is not None:
        data["times_the_peer"] = ratio
    return data


def _ratio(measured: Sequence[Measured]) -> float | None:
    """Our pairs per CPU-second over the peer's."""
    if len(measured) < 2:
        return None
    us, them = (one.pairs_per_cpu_second for one in measured[:2])
    return us / them if us and them else None


def _print_scores(measured: Sequence[Measured]) -> None:
    data = [one.as_dict() for one in measured]
    rows: list[list[str]] = [
        ["pairs", *(str(d["pairs"]) for d in data)],
        ["accuracy", *(_percent(d["accuracy"]) for d in data)],
        ["false accepts", *(_counted(d, "false_accepts", "false_accept_rate") for d in data)],
        ["false rejects", *(_counted(d, "false_rejects", "false_reject_rate") for d in data)],
        ["undecided", *(_counted(d, "undecided", "undecided_rate") for d in data)],
        ["pairs per CPU-second", *(_number(d["pairs_per_cpu_second"]) for d in data)],
        ["CPU-seconds", *(_number(d["cpu_seconds"]) for d in data)],
        ["wall p50, ms", *(_milliseconds(d["p50_seconds"]) for d in data)],
        ["wall p99, ms", *(_milliseconds(d["p99_seconds"]) for d in data)],
        ["wall worst, ms", *(_milliseconds(d["worst_seconds"]) for d in data)],
        ["workers killed", *(str(d["kills"]) for d in data)],
        ["workers crashed", *(str(d["crashes"]) for d in data)],
        ["decided without SymPy", *(_percent(d["without_sympy"]) for d in data)],
    ]
    _print_table(["", *(f"{d['name']} {d['version']}" for d in data)], rows)
    if (ratio := _ratio(measured)) is not None:
        click.echo(f"{ratio:.1f} times the pairs per CPU-second of {data[1]['name']}")


def _print_groups(measured: Sequence[Measured], group: str) -> None:
    data = [one.as_dict([group])[f"by_{group}"] for one in measured]
    header = [group, "rows"]
    for one in measured:
        header += [f"{one.contestant.name} accuracy", "false accepts", "undecided"]
    rows = []
    for name in data[0]:
        row = [name, str(data[0][name]["rows"])]
        for scores in data:
            own = scores[name]
            row += [_percent(own["accuracy"]), str(own["false_accepts"]), str(own["undecided"])]
        rows.append(row)
    click.echo()
    _print_table(header, rows)


def _print_wrong(measured: Measured) -> None:
    click.echo()
    for pair in measured.wrong():
        label = "right" if pair.label else "wrong"
        verdict = pair.verdict
        click.echo(f"{pair.identity}: labelled {label}, {verdict.status}: {verdict.reason}")
        click.echo(f"    reference {_shown(pair.reference)}")
        click.echo(f"    candidate {_shown(pair.candidate)}")


def _print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Plain columns: the table goes into logs and documents as it is."""
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        click.echo("  ".join(cells).rstrip())


def _shown(text: str, most: int = 160) -> str:
    flat = ascii(text[:most])
    return flat if len(text) <= most else f"{flat} … ({len(text)} characters)"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _counted(data: dict[str, Any], count: str, rate: str) -> str:
    return f"{data[count]} ({_percent(data[rate])})"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _milliseconds(value: float | None) -> str:
    return "-" if value is None else f"{1000 * value:.1f}"
