"""``preceptor preview``: a few problems with the very messages that would be sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from preceptor.cli.options import (
    json_option,
    plugin_option,
    print_json,
    recipe_argument,
    set_option,
)


@click.command("preview")
@recipe_argument
@click.option("--rows", default=3, show_default=True, type=click.IntRange(1, 1000))
@set_option
@plugin_option
@json_option
def command(
    recipe: Path,
    rows: int,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show the first problems of every source of RECIPE and what a teacher would be sent."""
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.plan import preview
    from preceptor.recipe import find_recipe

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    shown = preview(assembly, rows)
    if as_json:
        print_json(shown)
        return
    for entry in shown:
        _show(entry)


def _show(entry: dict[str, Any]) -> None:
    click.echo(f"=== {entry['source']}")
    if "bad_row" in entry:
        bad = entry["bad_row"]
        click.echo(f"set aside: {bad['location']}: {bad['reason']}")
        return
    problem = entry["problem"]
    reference = problem["reference"]
    click.echo(f"id {problem['id']}  {problem['subject']} / {problem['topic']}")
    click.echo(problem["statement"])
    payload = f"  {reference['payload']}" if reference["payload"] else ""
    click.echo(f"reference ({reference['kind']}): {reference['value']}{payload}")
    for name, messages in entry["requests"].items():
        click.echo(f"--- as pass {name} asks it")
        for message in messages:
            click.echo(f"[{message['role']}] {message['content']}")
    click.echo("")
