"""``preceptor run``: the whole mission from one recipe."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from preceptor.cli.options import (
    json_option,
    plugin_option,
    print_json,
    recipe_argument,
    set_option,
)


@click.command("run")
@recipe_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Run folder; an existing one is resumed.  [default: runs/NAME]",
)
@set_option
@plugin_option
@click.option(
    "--refresh",
    is_flag=True,
    help="Send every request again, whatever the journal contains; an unfinished refresh is "
    "resumed.",
)
@json_option
def command(
    recipe: Path,
    out: Path | None,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    refresh: bool,
    as_json: bool,
) -> None:
    """Run RECIPE: annotate, verify, reflect, filter, mix, export, tune, evaluate.

    The same command resumes a run where it stopped; answered requests are never sent again. The
    report goes to standard output and into the run folder.
    """
    from preceptor.cli.progress import Display
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.run import run_recipe
    from preceptor.pipeline.run_folder import RunFolder
    from preceptor.recipe import find_recipe
    from preceptor.reporting.run_report import render

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    folder = RunFolder(out or Path("runs") / assembly.recipe.name)
    if refreshed := folder.refreshed(anew=refresh):
        text = f"{assembly.recipe.engine.refresh} {refreshed}".strip()
        assembly = Assembly.of(
            find_recipe(recipe),
            # JSON text is YAML text, whatever the recipe's own refresh text contains.
            overrides=(*overrides, f"engine.refresh={json.dumps(text, ensure_ascii=False)}"),
            plugin_files=plugin_files,
        )
    click.echo(f"run folder: {folder.path}", err=True)
    with ended_by_signals(), Display(folder.log) as display:
        report = run_recipe(assembly, folder, display, display.log)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        click.echo(render(report))
    click.echo(f"results are in {folder.path}", err=True)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within this context SIGTERM ends the run as Ctrl-C does: resumable, exit code 130."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        # As SIGINT, which asyncio turns into an orderly end; an exception raised here would
        # occur at an arbitrary point of the event loop.
        signal.raise_signal(signal.SIGINT)

    earlier = {signal.SIGTERM: signal.signal(signal.SIGTERM, interrupt)}
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A script starts its background jobs like that. SIGTERM would then end nothing, and
        # asyncio would not end the run in an orderly way.
        earlier[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
