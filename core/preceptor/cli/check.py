"""``preceptor check``: references, distractors and perturbations against the verifiers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preceptor.cli.options import (
    json_option,
    plugin_option,
    print_json,
    recipe_argument,
    set_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preceptor.pipeline.check import CheckReport, Score, Tally


@click.command("check")
@recipe_argument
@click.option("--limit", type=click.IntRange(1), help="At most this many problems per source.")
@click.option(
    "--mutations/--no-mutations",
    default=True,
    show_default=True,
    help="Perturb each reference and demand rejection; write it otherwise and demand acceptance.",
)
@set_option
@plugin_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    recipe: Path,
    limit: int | None,
    mutations: bool,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Feed references, derivations, typical wrong answers and mutations of RECIPE to its verifiers.

    A mutation is a reference with one thing wrong (sign, power of ten, unit, digit, coefficient,
    …), an equivalent another way to write it. Exit code 1 when a reference or equivalent is
    rejected, a wrong answer accepted, or a row is bad; what could not be decided is counted apart.
    """
    from preceptor.errors import Exit
    from preceptor.pipeline.annotation import open_host
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.check import check_sources
    from preceptor.recipe import find_recipe

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    with open_host(assembly) as host:
        report = check_sources(assembly, host, limit, mutations=mutations)
    if as_json:
        print_json(_facts(report))
    else:
        _show(report)
    ctx.exit(Exit.DONE if report.sound else Exit.TOO_MANY_FAILED)


def _facts(report: CheckReport) -> dict[str, object]:
    return {
        "problems": report.problems,
        "untouched": report.untouched,
        "tallies": [
            {"source": source, "family": family, **asdict(tally)}
            for (source, family), tally in report.tallies.items()
        ],
        "scores": [
            {
                "source": source,
                "family": family,
                "mutations": asdict(tally.score("mutation")),
                "equivalents": asdict(tally.score("equivalent")),
            }
            for source, family, tally in _scored(report)
        ],
        "by_mistake": [
            {"probe": probe, "what": what, **counts}
            for (probe, what), counts in sorted(report.by_mistake.items())
        ],
        "surprises": [asdict(surprise) for surprise in report.surprises],
        "undecided": [asdict(one) for one in report.undecided],
        "bad_rows": [row.model_dump(mode="json") for row in report.bad_rows],
    }


def _scored(report: CheckReport) -> Iterator[tuple[str, str | None, Tally]]:
    """Counts by source and family, and after them those of whole sources."""
    for (source, family), tally in report.tallies.items():
        yield source, family, tally
    for source in dict.fromkeys(source for source, _ in report.tallies):
        yield source, None, report.of_source(source)


def _show(report: CheckReport) -> None:
    from preceptor.reporting.markdown import table

    head = (
        "source",
        "family",
        "references",
        "derivations",
        "distractors",
        "mutations rejected",
        "equivalents accepted",
    )
    rows = [
        (
            source,
            family or "all",
            *(_plain(tally.score(probe)) for probe in ("reference", "derivation", "distractor")),
            *(_interval(tally.score(probe)) for probe in ("mutation", "equivalent")),
        )
        for source, family, tally in _scored(report)
    ]
    for line in table(head, rows):
        click.echo(line)
    for surprise in report.surprises:
        what = f"{surprise.probe} ({surprise.what})" if surprise.what else surprise.probe
        click.echo(
            f"{what} {surprise.candidate!r} is {surprise.status} against "
            f"{surprise.reference!r}: {surprise.reason} "
            f"[{surprise.source} / {surprise.family}, problem {surprise.problem_id}]",
            err=True,
        )
    for row in report.bad_rows:
        click.echo(f"set aside: {row.location}: {row.reason}", err=True)
    click.echo(
        f"{report.problems} problems, {len(report.surprises)} surprises, "
        f"{len(report.bad_rows)} bad rows; {report.untouched} problems without mutations, "
        "as their references are of no kind that is perturbed or are not surely read",
        err=True,
    )


def _plain(score: Score) -> str:
    undecided = f" ({score.undecided} undecided)" if score.undecided else ""
    return f"{score.good}/{score.offered}{undecided}"


def _interval(score: Score) -> str:
    from preceptor.reporting.markdown import share

    undecided = f", {score.undecided} undecided" if score.undecided else ""
    return share(score.good, score.offered, score.low, score.high) + undecided
