"""``preceptor schema``: JSON Schema of recipes for editors."""

from __future__ import annotations

from pathlib import Path

import click

from preceptor.cli.options import plugin_option, print_json


@click.command("schema")
@plugin_option
def command(plugin_files: tuple[Path, ...]) -> None:
    """Print the JSON Schema of recipes, with the options of every installed plugin.

    Name the output in an editor, for example with a first line
    "# yaml-language-server: $schema=recipe.schema.json".
    """
    from preceptor.recipe.schema import recipe_schema
    from preceptor.registry import Registry

    print_json(recipe_schema(Registry.load(plugin_files)))
