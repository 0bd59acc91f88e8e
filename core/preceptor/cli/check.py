"""``preceptor check``: references and slips against the verifiers, before a model is asked."""

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
    from preceptor.pipeline.checking import CheckReport


@click.command("check")
@recipe_argument
@click.option("--limit", type=click.IntRange(1), help="At most this many problems per source.")
@set_option
@plugin_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    recipe: Path,
    limit: int | None,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Feed every reference, derivation and typical wrong answer of RECIPE to its verifiers.

    Exit code 1 when a reference is not accepted, a wrong answer is, or a row is bad.
    """
    from preceptor.errors import Exit
    from preceptor.host import VerificationHost
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.checking import check_sources
    from preceptor.recipe import find_recipe

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    verification = assembly.recipe.verification
    with VerificationHost(
        assembly.registry,
        workers=verification.workers,
        verifier_options=verification.use,
        only=tuple(verification.use) or None,
        seconds=verification.seconds,
    ) as host:
        report = check_sources(assembly, host, limit)
    if as_json:
        print_json(
            {
                "problems": report.problems,
                "tallies": [
                    {"source": source, "family": family, **asdict(tally)}
                    for (source, family), tally in report.tallies.items()
                ],
                "surprises": [asdict(surprise) for surprise in report.surprises],
                "bad_rows": [row.model_dump(mode="json") for row in report.bad_rows],
            }
        )
    else:
        _show(report)
    ctx.exit(Exit.DONE if report.sound else Exit.TOO_MANY_FAILED)


def _show(report: CheckReport) -> None:
    click.echo("source / family: references accepted, derivations accepted, slips rejected")
    for (source, family), tally in report.tallies.items():
        cells = []
        for probe in ("reference", "derivation", "slip"):
            total = tally.as_expected[probe] + tally.surprises[probe] + tally.undecided[probe]
            undecided = f" ({tally.undecided[probe]} undecided)" if tally.undecided[probe] else ""
            cells.append(f"{tally.as_expected[probe]}/{total}{undecided}")
        click.echo(f"{source} / {family}: {', '.join(cells)}")
    for surprise in report.surprises:
        click.echo(
            f"{surprise.probe} {surprise.candidate!r} is {surprise.status} against "
            f"{surprise.reference!r}: {surprise.reason} "
            f"[{surprise.source} / {surprise.family}, problem {surprise.problem_id}]",
            err=True,
        )
    for row in report.bad_rows:
        click.echo(f"set aside: {row.location}: {row.reason}", err=True)
    click.echo(
        f"{report.problems} problems, {len(report.surprises)} surprises, "
        f"{len(report.bad_rows)} bad rows",
        err=True,
    )
