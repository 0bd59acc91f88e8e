"""``preceptor plugins``: list what is installed, or start a plugin."""

from __future__ import annotations

from pathlib import Path

import click

from preceptor.cli.options import json_option, plugin_option, print_json


@click.group("plugins")
def command() -> None:
    """List plugins and components, or start a new plugin."""


@command.command("list")
@click.option("--kind", help="Only components of this kind, such as verifier.")
@plugin_option
@json_option
def list_(kind: str | None, plugin_files: tuple[Path, ...], as_json: bool) -> None:
    """List every component with its plugin, and plugins that did not load."""
    from preceptor.components import KINDS
    from preceptor.errors import UsageError, did_you_mean
    from preceptor.registry import Registry

    if kind is not None and kind not in KINDS:
        raise UsageError(
            f"there is no kind of component called {kind!r}{did_you_mean(kind, KINDS)}",
            hint="kinds: " + ", ".join(KINDS),
        )
    registry = Registry.load(plugin_files)
    rows = [
        {
            "kind": entry.kind,
            "name": entry.registration.name,
            "summary": entry.registration.summary,
            "plugin": entry.owner.name,
            "version": entry.owner.version,
        }
        for entry in registry.entries(kind)
    ]
    broken = [{"plugin": plugin.name, "problem": plugin.problem} for plugin in registry.problems]
    if as_json:
        kinds = [reference_kind.name for reference_kind in registry.reference_kinds()]
        print_json({"components": rows, "reference_kinds": kinds, "broken": broken})
        return
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        click.echo(
            f"{row['kind']:<10}  {row['name']:<{width}}  {row['summary']}  [{row['plugin']}]"
        )
    for plugin in broken:
        click.echo(f"did not load: {plugin['plugin']}: {plugin['problem']}", err=True)


@command.command("new")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="Folder in which to create the folder of the plugin.",
)
def new(name: str, into: Path) -> None:
    """Write a third-party verifier plugin NAME: a distribution with passing tests."""
    from preceptor.scaffold import write_plugin

    for path in write_plugin(name, into):
        click.echo(str(path))
    click.echo(
        f"next: pip install -e {into / name} && pytest {into / name}; then use it in a recipe",
        err=True,
    )
