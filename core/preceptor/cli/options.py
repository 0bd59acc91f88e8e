"""Options that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def plugin_option(function: F) -> F:
    """``--plugin FILE``: try a single-file plugin without installing it."""
    return click.option(
        "--plugin",
        "plugin_files",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        multiple=True,
        metavar="FILE.py",
        help="Also load this single-file plugin; may be given several times.",
    )(function)


def set_option(function: F) -> F:
    """``--set KEY=VALUE``: override one value of the recipe."""
    return click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="KEY=VALUE",
        help="Override one value, such as sources.drill.per_family=50; may be repeated.",
    )(function)


def json_option(function: F) -> F:
    """``--json``: print data that a program can read."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")(
        function
    )


def recipe_argument(function: F) -> F:
    """``RECIPE``: a recipe file, or the name of one that ships with preceptor."""
    return click.argument("recipe", metavar="RECIPE", type=click.Path(path_type=Path))(function)


def print_json(value: Any) -> None:
    """Write ``value`` as indented JSON to standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")
