"""``preceptor evaluate``: measure models on the eval sources of a recipe, without a run."""

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


@click.command("evaluate")
@recipe_argument
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="[LABEL=]MODEL",
    help="A model name or folder to measure; may be repeated.",
)
@click.option("--base", help="The baseline model.  [default: the one the recipe tunes]")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for replies and the report; the same one resumes.",
)
@set_option
@plugin_option
@json_option
def command(
    recipe: Path,
    models: tuple[str, ...],
    base: str | None,
    out: Path,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Measure the baseline, without and with worked examples, and every MODEL.

    The problems are those of RECIPE's sources with role eval; the same verifiers decide as in
    a run. Greedy decoding, Wilson intervals, paired exact tests.
    """
    from preceptor.cli.progress import Display
    from preceptor.cli.run import ended_by_signals
    from preceptor.files.atomic import write_json, write_text
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.evaluation import evaluate_models
    from preceptor.pipeline.run_folder import RunFolder
    from preceptor.recipe import find_recipe
    from preceptor.reporting.run_report import render_evaluation

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    folder = RunFolder(out)
    labelled = [_labelled(model) for model in models]
    with ended_by_signals(), Display(folder.log) as display:
        assembly.log = display.log
        report = evaluate_models(assembly, folder, base, labelled, display)
    write_json(folder.path / "evaluation.json", report.model_dump(mode="json"))
    write_text(folder.path / "evaluation.md", render_evaluation(report))
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        click.echo(render_evaluation(report))


def _labelled(model: str) -> tuple[str, str]:
    label, equals, path = model.partition("=")
    return (label, path) if equals else (Path(model).name or model, model)
