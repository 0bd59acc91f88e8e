"""``preceptor export``: the filters, mixtures and exports of a run again, without any request."""

from __future__ import annotations

from pathlib import Path

import click

from preceptor.cli.options import (
    json_option,
    plugin_option,
    print_json,
    recipe_argument,
    set_option,
)


@click.command("export")
@recipe_argument
@click.option(
    "--run",
    "run_folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a run.",
)
@set_option
@plugin_option
@json_option
def command(
    recipe: Path,
    run_folder: Path,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Filter, mix and export a run again with RECIPE's filters, mixtures and exports.

    No teacher is asked and nothing is tuned; a run that was interrupted exports what it has.
    """
    from preceptor.cli.progress import Display
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.run import Run
    from preceptor.pipeline.run_folder import RunFolder
    from preceptor.recipe import find_recipe

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    folder = RunFolder(run_folder, create=False)
    with Display(folder.log) as display:
        assembly.log = display.log
        arms = Run(assembly, folder, display).select()
    if as_json:
        print_json([arm.model_dump(mode="json") for arm in arms])
        return
    for arm in arms:
        for file in arm.files:
            click.echo(str(folder.path / file))
