"""``preceptor check``: references, distractors and perturbations against the verifiers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preceptor.cli.options import (
    json_option,
    plugin_option,
    print_json,
    recipe_argument,
    set_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preceptor.pipeline.check import CheckCounts, CheckReport, ExpectedShare
    from preceptor.pipeline.reference_check import ReadReference, ReferenceReport

GROUPS_SHOWN = 20
"""Things to look at that are shown; ``--json`` lists every reference."""


@click.command("check")
@recipe_argument
@click.option("--limit", type=click.IntRange(1), help="At most this many problems per source.")
@click.option(
    "--perturbations/--no-perturbations",
    default=True,
    show_default=True,
    help="Perturb each reference and require rejection; rewrite it and require acceptance.",
)
@click.option("--mutations/--no-mutations", "old_spelling", default=None, hidden=True)
@set_option
@plugin_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    recipe: Path,
    limit: int | None,
    perturbations: bool,
    old_spelling: bool | None,
    overrides: tuple[str, ...],
    plugin_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Check the verifiers of RECIPE with references, derivations, typical wrong answers and
    perturbed references.

    A perturbation is a reference with one thing wrong (sign, power of ten, unit, digit,
    coefficient, …); an equivalent is another way to write it. What is read in the references is
    listed by kind. Exits with code 1 if a reference or an equivalent is rejected, a wrong answer
    is accepted, no verifier reads a reference as a value of its kind, two references to the same
    statement contradict each other, or a row is bad; undecided answers are counted separately.
    """
    from preceptor.errors import Exit
    from preceptor.pipeline.annotation import open_host
    from preceptor.pipeline.assembly import Assembly
    from preceptor.pipeline.check import check_sources
    from preceptor.recipe import find_recipe

    if old_spelling is not None:
        old = "--mutations" if old_spelling else "--no-mutations"
        raise click.UsageError(f"{old} is now spelled {old.replace('mutations', 'perturbations')}")
    assembly = Assembly.of(find_recipe(recipe), overrides=overrides, plugin_files=plugin_files)
    with open_host(assembly) as host:
        report = check_sources(assembly, host, limit, perturbations=perturbations)
    if as_json:
        print_json(_facts(report))
    else:
        _show(report, perturbations=perturbations)
    ctx.exit(Exit.DONE if report.passed else Exit.TOO_MANY_FAILED)


def _facts(report: CheckReport) -> dict[str, object]:
    return {
        "passed": report.passed,
        "problems": report.problems,
        "skipped": {
            "without_perturbations": report.without_perturbations,
            "unparsed": report.unparsed,
        },
        "counts": [
            {"source": source, "family": family, **asdict(counts)}
            for (source, family), counts in report.counts.items()
        ],
        "shares": [
            {
                "source": source,
                "family": family,
                "perturbations": asdict(counts.share("perturbation")),
                "equivalents": asdict(counts.share("equivalent")),
            }
            for source, family, counts in _rows(report)
        ],
        "by_perturbation": [
            {"checked": checked, "change": change, **verdicts}
            for (checked, change), verdicts in sorted(report.by_perturbation.items())
        ],
        "unexpected": [asdict(unexpected) for unexpected in report.unexpected],
        "undecided": [asdict(undecided) for undecided in report.undecided],
        "bad_rows": [row.model_dump(mode="json") for row in report.bad_rows],
        "references": _references(report.references),
    }


def _references(references: ReferenceReport) -> dict[str, object]:
    return {
        "kinds": [
            {
                "kind": kind,
                "references": counts.total(),
                "to_look_at": {look: count for look, count in counts.most_common() if look},
            }
            for kind, counts in references.kinds.items()
        ],
        "to_look_at": [asdict(found) for found in references.to_look_at],
        "unusable": [asdict(found) for found in references.unusable],
        "contradictions": [asdict(found) for found in references.contradictions],
    }


def _rows(report: CheckReport) -> Iterator[tuple[str, str | None, CheckCounts]]:
    """Counts by source and family, followed by those of whole sources."""
    for (source, family), counts in report.counts.items():
        yield source, family, counts
    for source in dict.fromkeys(source for source, _ in report.counts):
        yield source, None, report.of_source(source)


def _show(report: CheckReport, *, perturbations: bool) -> None:
    from preceptor.reporting.markdown import table

    plain, intervals = ["reference", "derivation", "distractor"], ["perturbation", "equivalent"]
    head = ["source", "family", "references", "derivations", "distractors"]
    if perturbations:
        head += ["perturbations rejected", "equivalents accepted"]
    rows = [
        [
            source,
            family or "all",
            *(_plain(counts.share(checked)) for checked in plain),
            *(_interval(counts.share(checked)) for checked in intervals if perturbations),
        ]
        for source, family, counts in _rows(report)
    ]
    for line in table(head, rows):
        click.echo(line)
    for entry in report.unexpected:
        what = f"{entry.checked} ({entry.change})" if entry.change else entry.checked
        click.echo(
            f"{what} {entry.candidate!r} is {entry.status} against "
            f"{entry.reference!r}: {entry.reason} "
            f"[{entry.source} / {entry.family}, problem {entry.problem_id}]",
            err=True,
        )
    _show_references(report.references)
    for row in report.bad_rows:
        click.echo(f"set aside: {row.location}: {row.reason}", err=True)
    click.echo(
        f"{report.problems} problems, {len(report.unexpected)} unexpected verdicts, "
        f"{len(report.bad_rows)} bad rows, {len(report.references.unusable)} unusable references, "
        f"{len(report.references.contradictions)} contradictions",
        err=True,
    )
    if report.skipped:
        click.echo(_skipped(report), err=True)


def _show_references(references: ReferenceReport) -> None:
    """A table of the kinds, what a person should look at, and what is wrong."""
    from preceptor.reporting.markdown import table

    click.echo("")
    rows = [
        [kind, str(counts.total()), str(counts.total() - counts[""])]
        for kind, counts in references.kinds.items()
    ]
    for line in table(["kind", "references", "to look at"], rows):
        click.echo(line)
    for line in _to_look_at([found for found in references.to_look_at if found.doubtful]):
        click.echo(f"look at {line}", err=True)
    for line in _to_look_at([found for found in references.to_look_at if not found.doubtful]):
        click.echo(f"read as {line}", err=True)
    for found in references.unusable:
        click.echo(
            f"no verifier can use {found.kind} {found.reference!r}: {found.read} "
            f"[{found.source} / {found.family}, problem {found.problem_id}]",
            err=True,
        )
    for pair in references.contradictions:
        what = "contradict each other" if pair.certain else "may contradict each other"
        one, other = pair.references
        places = " and ".join(
            f"{source}, problem {problem}"
            for source, problem in zip(pair.sources, pair.problem_ids, strict=True)
        )
        click.echo(
            f"{one!r} and {other!r} {what} ({pair.reason}): {pair.statement!r} [{places}]", err=True
        )


def _to_look_at(entries: Sequence[ReadReference]) -> Iterator[str]:
    """One line for each thing to look at, the most frequent first."""
    groups: dict[tuple[str, str], list[ReadReference]] = {}
    for entry in entries:
        groups.setdefault((entry.kind, entry.look), []).append(entry)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for (kind, look), group in ordered[:GROUPS_SHOWN]:
        first = group[0]
        yield (
            f"{kind}, {look}: {len(group)}, such as {first.reference!r}, read as {first.read} "
            f"[problem {first.problem_id}]"
        )
    if len(ordered) > GROUPS_SHOWN:
        yield f"{len(ordered) - GROUPS_SHOWN} more things, which --json lists"


def _skipped(report: CheckReport) -> str:
    parts = []
    if count := report.without_perturbations:
        parts.append(
            "1 reference has a kind without perturbations"
            if count == 1
            else f"{count} references have a kind without perturbations"
        )
    if report.unparsed:
        parts.append(f"{report.unparsed} could not be parsed")
    return "; ".join(parts)


def _plain(share: ExpectedShare) -> str:
    undecided = f" ({share.undecided} undecided)" if share.undecided else ""
    return f"{share.good}/{share.offered}{undecided}"


def _interval(share: ExpectedShare) -> str:
    from preceptor.reporting import markdown

    undecided = f", {share.undecided} undecided" if share.undecided else ""
    return markdown.share(share.good, share.offered, share.low, share.high) + undecided
