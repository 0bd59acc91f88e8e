"""``preceptor plan``: what a recipe would ask."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from preceptor.cli.options import (
    json_option,
    plugin_option,
    print_json,
    recipe_argument,
    set_option,
)


@click.command("plan")
@recipe_argument
@set_option
@plugin_option
@json_option
def command(
    recipe: Path, overrides: tuple[str, ...], plugin_files: tuple[Path, ...], as_json: bool
) -> None:
    """Show what RECIPE would ask, in requests, tokens and cost. Nothing is sent."""
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.plan import make_plan
    from preceptor.recipe import find_recipe
    from preceptor.records import Stage

    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    plan = make_plan(assembly)
    if as_json:
        print_json(asdict(plan))
        return
    for name, facts in plan.sources.items():
        listed = ", ".join(f"{count} {subject}" for subject, count in facts.subjects.items())
        click.echo(f"source {name} ({facts.role}): {listed or 'no problems'}")
        if name in plan.bad_rows:
            click.echo(f"  {plan.bad_rows[name]} rows set aside, for example:")
            for example in plan.examples[name]:
                click.echo(f"    {example}")
    for entry in plan.passes:
        click.echo(f"pass {entry.name}: teacher {entry.teacher}, reflection {entry.reflection}")
        if not entry.first_requests:
            click.echo(f"  {entry.problems} problems, no model is asked")
            continue
        click.echo(
            f"  {entry.problems} problems: {entry.first_requests} to {entry.most_requests} "
            f"requests, about {entry.prompt_tokens} prompt and at most "
            f"{entry.completion_tokens} completion tokens for first tries, at most "
            f"{entry.most_tokens} tokens in all"
        )
        click.echo(f"  cost ${entry.dollars:.2f} to at most ${entry.most_dollars:.2f}")
        for stage, most in entry.stages.items():
            click.echo(
                f"    {Stage(stage).label}: at most {most.requests} requests, "
                f"{most.prompt_tokens} prompt and {most.completion_tokens} completion tokens, "
                f"${most.dollars:.2f}"
            )
    click.echo("nothing was sent", err=True)
