"""``preceptor worker``: annotates one shard of a run, for executors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from preceptor.cli.options import plugin_option, recipe_argument, set_option

if TYPE_CHECKING:
    from preceptor.pipeline.run_folder import RunFolder


@click.command("worker")
@recipe_argument
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the run.",
)
@click.option("--shard", required=True, type=click.IntRange(0), help="Number of the shard.")
@click.option(
    "--elapsed",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Seconds that the run has taken so far; they count against its budget of time.",
)
@set_option
@plugin_option
def command(
    recipe: Path,
    out: Path,
    shard: int,
    elapsed: float,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
) -> None:
    """Annotate one shard of a run of RECIPE and nothing else.

    `preceptor run` starts workers through the recipe's executor, and a scheduler may start them
    on other machines that share the run folder. The worker writes a file next to the shard's
    journal that states whether it is done, or failed and with which error.
    """
    from preceptor.errors import PreceptorError
    from preceptor.pipeline.run_folder import RunFolder
    from preceptor.pipeline.shards import record_failure

    folder = RunFolder(out)
    try:
        _annotate(recipe, folder, shard, elapsed, overrides, plugin_files)
    except PreceptorError as error:
        if not folder.failed_mark(shard).exists():
            record_failure(folder, shard, error)
        raise


def _annotate(
    recipe: Path,
    folder: RunFolder,
    shard: int,
    elapsed: float,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
) -> None:
    from preceptor.cli.progress import Display
    from preceptor.cli.run import ended_by_signals
    from preceptor.errors import UsageError
    from preceptor.pipeline.annotation import annotate_shard, open_host
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.progress import StageStarted
    from preceptor.recipe import find_recipe

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    if shard >= assembly.recipe.shards:
        raise UsageError(
            f"there is no shard {shard}: the recipe has {assembly.recipe.shards}, counted from 0"
        )
    with (
        ended_by_signals(),
        Display(folder.log, live=False) as display,
        open_host(assembly) as host,
    ):
        assembly.log = display.log
        display.on_event(StageStarted(f"annotate shard {shard}"))
        summary = annotate_shard(assembly, folder, shard, host, display, elapsed)
    click.echo(f"{summary.finished} of {summary.problems} problems finished", err=True)
