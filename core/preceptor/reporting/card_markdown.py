"""A data card in Markdown and in JSON.

``render_card`` writes Markdown that begins with the YAML metadata the Hugging Face hub reads
(https://huggingface.co/docs/hub/datasets-cards); ``render_json`` writes the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from preceptor.digests import canonical_json
from preceptor.records import Earned, Role, Status
from preceptor.reporting.card_facts import (
    BadRows,
    CardFacts,
    ComponentFacts,
    DataFile,
    FilterDrops,
    FlaggedRows,
    PassYield,
    SourceFacts,
    StageYield,
    TeacherFacts,
    VerifierFacts,
)
from preceptor.reporting.judge_report import describe_judge
from preceptor.reporting.markdown import inline, table

# Licence identifiers as the hub spells them, by SPDX identifier in lower case.
_HUB_LICENCES = frozenset(
    """
    apache-2.0 mit bsd-2-clause bsd-3-clause cc0-1.0 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0
    cc-by-sa-4.0 cc-by-nc-4.0 cc-by-nc-sa-4.0 odc-by odbl gpl-3.0 lgpl-3.0 mpl-2.0 unlicense
    """.split()  # noqa: SIM905 - a list of quoted names is harder to read
)
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)


def render_json(facts: CardFacts) -> str:
    """The facts as JSON, for programs; read back with ``CardFacts.model_validate_json``."""
    return facts.model_dump_json(indent=2) + "\n"


def render_card(facts: CardFacts) -> str:
    """The data card as Markdown with YAML metadata in front."""
    lines = ["---", _front_matter(facts).rstrip(), "---", "", f"# {inline(facts.title)}", ""]
    for note in facts.notes:
        lines += [inline(note), ""]
    for heading, body in (
        ("Rows", _rows(facts)),
        ("What was solved, and how it was earned", _passes(facts.passes)),
        ("Yield by stage and subject", _stages(facts.stages)),
        ("Who decided", _verifiers(facts.verifiers)),
        *([("The judge", describe_judge(facts.judge))] if facts.judge else []),
        ("Where the problems come from", _sources(facts.sources)),
        ("Teachers", _teachers(facts.teachers)),
        ("Dropped by filters", _drops(facts.drops)),
        ("Findings that deserve a look", _findings(facts.findings)),
        ("Problems without any usable reply", _counts("Reason", facts.failures)),
        ("Rows set aside while reading", _bad_rows(facts.bad_rows)),
        ("Components and their options", _components(facts.components)),
        ("Versions", _versions(facts.versions)),
    ):
        lines += [f"## {heading}", "", *(list(body) or ["None."]), ""]
    return "\n".join(lines).rstrip() + "\n"


def _front_matter(facts: CardFacts) -> str:
    meta: dict[str, object] = {"pretty_name": facts.title}
    licences = {s.licence for s in facts.sources if s.role == Role.TRAIN.value}
    known = sorted({licence.lower() for licence in licences} & _HUB_LICENCES)
    if licences and len(known) == len({licence.lower() for licence in licences}):
        meta["license"] = known[0] if len(known) == 1 else known
    else:
        meta["license"] = "other"
        meta["license_name"] = "see-sources"
    meta["task_categories"] = ["text-generation", "question-answering"]
    meta["tags"] = ["chain-of-thought", "verified", "synthetic", *sorted(_subjects(facts))]
    written = sum(facts.splits.values()) or facts.rows
    meta["size_categories"] = [next((name for n, name in _SIZES if written < n), "n>100M")]
    configs: dict[str, list[dict[str, str]]] = {}
    for file in _one_format(facts.files):
        configs.setdefault(file.config, []).append({"split": file.split, "path": file.path})
    if configs:
        meta["configs"] = [
            {"config_name": name, "data_files": data} for name, data in configs.items()
        ]
    return yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=100)


def _one_format(files: Sequence[DataFile]) -> list[DataFile]:
    """The files the hub is to load: one format, as two would give every split twice."""
    formats = [file.path.rpartition(".")[2] for file in files]
    chosen = "parquet" if "parquet" in formats else next(iter(formats), "")
    return [file for file, format_ in zip(files, formats, strict=True) if format_ == chosen]


def _subjects(facts: CardFacts) -> set[str]:
    return {entry.subject for entry in facts.passes}


# --- sections ------------------------------------------------------------------------------


def _rows(facts: CardFacts) -> Iterator[str]:
    yield (
        f"{facts.rows} rows went through annotation: one per problem and annotation pass, "
        "solved or not."
    )
    if facts.splits:
        yield ""
        yield from _counts("Split (repeats counted)", facts.splits, "Rows")
    if facts.files:
        yield ""
        yield from table(
            ("View", "Split", "File"),
            ((file.config, file.split, f"`{file.path}`") for file in facts.files),
        )


def _passes(passes: Sequence[PassYield]) -> Iterator[str]:
    if not passes:
        return
    yield (
        "*Solved*: the teacher reached the reference's answer without having it in view in that "
        "attempt. Intervals are 95 % Wilson intervals."
    )
    judged = any(entry.judged for entry in passes)
    if judged:
        yield ""
        yield (
            "Solutions that only a judge accepted have their own column and are not counted "
            "as solved."
        )
    yield ""
    ways = [how for how in Earned if any(entry.earned.get(how) for entry in passes)]
    yield from table(
        (
            "Pass",
            "Subject",
            "Problems",
            "Solved",
            "No usable reply",
            *(how.label for how in ways),
            *(["accepted by judge"] if judged else []),
        ),
        (
            (
                entry.annotation,
                entry.subject,
                entry.solved.total,
                entry.solved.shown if entry.asked_model else "no model asked",
                entry.failed,
                *(entry.earned.get(how, 0) for how in ways),
                *([entry.judged] if judged else []),
            )
            for entry in passes
        ),
    )


def _stages(stages: Sequence[StageYield]) -> Iterator[str]:
    if not stages:
        return
    yield (
        "Of all verified attempts of a stage. `undecided`, `timeout` and `error` mean that the "
        "verifier could not tell; they are not counted as wrong."
    )
    judged = [s for s in Status if any(entry.judged.get(s) for entry in stages)]
    if judged:
        yield ""
        yield "The columns at the right count attempts that a judge decided, by its verdict."
    yield ""
    yield from table(
        (
            "Subject",
            "Stage",
            "Attempts",
            "Accepted",
            *(s.value for s in _OTHERS),
            *(f"judge: {s.value}" for s in judged),
        ),
        (
            (
                entry.subject,
                entry.stage.label,
                entry.accepted.total,
                entry.accepted.shown,
                *(entry.verdicts.get(status, 0) for status in _OTHERS),
                *(entry.judged.get(status, 0) for status in judged),
            )
            for entry in stages
        ),
    )


_OTHERS = tuple(status for status in Status if status is not Status.ACCEPTED)


def _verifiers(verifiers: Sequence[VerifierFacts]) -> Iterator[str]:
    if verifiers:
        yield from table(
            ("Verifier", "Version", *(status.value for status in Status)),
            (
                (entry.verifier, entry.version, *(entry.verdicts.get(s, 0) for s in Status))
                for entry in verifiers
            ),
        )


def _sources(sources: Sequence[SourceFacts]) -> Iterator[str]:
    if sources:
        yield from table(
            ("Source", "Role", "Licence", "Rows"),
            ((entry.source, entry.role, entry.licence, entry.rows) for entry in sources),
        )
        yield ""
        yield "Rows with role `eval` are never in a training export."


def _teachers(teachers: Sequence[TeacherFacts]) -> Iterator[str]:
    if teachers:
        yield from table(
            (
                "Pass",
                "Teacher",
                "Terms of its output",
                "Replies",
                "Prompt tokens",
                "Completion tokens",
                "Replies with estimated tokens",
            ),
            (
                (
                    entry.annotation,
                    f"{entry.teacher} (as judge)" if entry.judging else entry.teacher,
                    entry.terms,
                    entry.requests,
                    entry.prompt_tokens,
                    entry.completion_tokens,
                    entry.estimated,
                )
                for entry in teachers
            ),
        )


def _drops(drops: Sequence[FilterDrops]) -> Iterator[str]:
    if drops:
        yield from table(
            ("Filter", "Reason", "Rows"),
            (
                (entry.filter, reason, count)
                for entry in drops
                for reason, count in entry.reasons.items()
            ),
        )


def _findings(findings: Sequence[FlaggedRows]) -> Iterator[str]:
    if findings:
        yield from table(
            ("Finding", "Rows", "Among them"),
            ((entry.flag, entry.count, ", ".join(entry.rows)) for entry in findings),
        )


def _bad_rows(bad: Sequence[BadRows]) -> Iterator[str]:
    if bad:
        yield from table(
            ("Source", "Reason", "Rows"),
            (
                (entry.source, reason, count)
                for entry in bad
                for reason, count in entry.reasons.items()
            ),
        )
        for entry in bad:
            yield ""
            yield f"First in {inline(entry.source)}: {inline(', '.join(entry.locations))}"


def _components(components: Sequence[ComponentFacts]) -> Iterator[str]:
    if components:
        yield from table(
            ("Kind", "Name", "Component", "Version", "Options"),
            (
                (
                    entry.kind,
                    entry.name,
                    entry.use,
                    entry.version,
                    _code(canonical_json(dict(entry.options))),
                )
                for entry in components
            ),
        )


def _versions(versions: Mapping[str, str]) -> Iterator[str]:
    if versions:
        yield from table(("Package", "Version"), sorted(versions.items()))


def _counts(what: str, counts: Mapping[str, int], number: str = "Problems") -> Iterator[str]:
    if counts:
        yield from table((what, number), counts.items())


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"
