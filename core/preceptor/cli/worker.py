"""``preceptor worker``: annotates one shard of a run, for executors."""

from __future__ import annotations

from pathlib import Path

import click

from preceptor.cli.options import plugin_option, recipe_argument, set_option


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
    on other machines that see the run folder. The worker leaves a mark next to the shard's
    journal: done, or failed with the error.
    """
    from preceptor.cli.progress import Display
    from preceptor.cli.run import ended_by_signals
    from preceptor.errors import UsageError
    from preceptor.pipeline.annotation import open_host
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.run_folder import RunFolder
    from preceptor.pipeline.shards import work_on
    from preceptor.recipe import find_recipe

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    if shard >= assembly.recipe.shards:
        raise UsageError(
            f"there is no shard {shard}: the recipe has {assembly.recipe.shards}, counted from 0"
        )
    folder = RunFolder(out)
    with (
        ended_by_signals(),
        Display(folder.log, live=False) as display,
        open_host(assembly) as host,
    ):
        assembly.log = display.log
        summary = work_on(assembly, folder, shard, host, display, elapsed)
    click.echo(
        f"shard {shard}: {summary.finished} of {summary.problems} problems finished", err=True
    )
