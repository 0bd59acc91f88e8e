"""Collects what the journals know about a run into its report; streams over solutions twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack

from pydantic import JsonValue

from preceptor.components import EvalReport
from preceptor.engine.cache_keys import teacher_fingerprint
from preceptor.engine.judge import VERSION, prompt_digest
from preceptor.journal import JournalReader, Solutions, Spent
from preceptor.pipeline.annotation import judge as judge_of
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.run_folder import RunFolder, environment
from preceptor.pipeline.selection import teacher_terms
from preceptor.recipe import components_of
from preceptor.records import BadRow
from preceptor.reporting import CardFacts, ComponentFacts, DataFile, collect
from preceptor.reporting.judge_report import JudgeFacts
from preceptor.reporting.reflection_gain import reflection_gains
from preceptor.reporting.run_report import ArmReport, RunReport, Spending, Unknown


def collect_report(
    assembly: Assembly,
    folder: RunFolder,
    arms: Sequence[ArmReport],
    evaluation: EvalReport | None,
    seconds: Mapping[str, float],
    notes: Sequence[str] = (),
) -> RunReport:
    """The report of the run in ``folder``, from its journals."""
    with ExitStack() as stack:
        journals = [stack.enter_context(JournalReader(path)) for path in folder.shard_journals()]
        solutions = Solutions(journals)
        return RunReport(
            name=assembly.recipe.name,
            card=_card(assembly, journals, solutions, arms),
            gains=reflection_gains(solutions),
            spending=tuple(_spending(journals)),
            unknown_outcomes=tuple(_unknown(journals)),
            failed_tries=_total(journal.failed_tries() for journal in journals),
            incomplete_replies=_total(journal.incomplete_replies() for journal in journals),
            duplicates=sum(1 for journal in journals for _ in journal.duplicates()),
            arms=tuple(arms),
            evaluation=evaluation,
            seconds=dict(seconds),
            notes=tuple(notes),
        )


def _card(
    assembly: Assembly,
    journals: Sequence[JournalReader],
    solutions: Solutions,
    arms: Sequence[ArmReport],
) -> CardFacts:
    return collect(
        solutions,
        title=assembly.recipe.name,
        terms=teacher_terms(assembly),
        bad_rows=_bad_rows(journals),
        drops=(drop for journal in journals for drop in journal.drops()),
        splits={},
        components=tuple(_components(assembly)),
        files=tuple(_files(arms)),
        versions=_versions(),
        judge=_judge(assembly),
        judge_sample=(row for journal in journals for row in journal.judge_sample()),
    )


def _judge(assembly: Assembly) -> JudgeFacts | None:
    judge = judge_of(assembly)
    if judge is None:
        return None
    own = teacher_fingerprint(judge.teacher)
    answering = {entry.teacher for entry in assembly.recipe.annotate}
    return JudgeFacts(
        teacher=judge.teacher.name,
        answers_too=any(teacher_fingerprint(assembly.teachers[name]) == own for name in answering),
        version=VERSION,
        prompt=prompt_digest(),
        fingerprint=own,
    )


def _bad_rows(journals: Sequence[JournalReader]) -> Iterator[BadRow]:
    for journal in journals:
        yield from journal.bad_rows()


def _components(assembly: Assembly) -> Iterator[ComponentFacts]:
    for path, kind, component in components_of(assembly.recipe):
        known = assembly.registry.component(kind, component.use)
        options = known.Options.model_validate(dict(component.options))
        dumped: dict[str, JsonValue] = options.model_dump(mode="json")
        yield ComponentFacts(
            kind=kind,
            name=".".join(str(part) for part in path),
            use=component.use,
            version=known.version,
            options=dumped,
        )


def _files(arms: Sequence[ArmReport]) -> Iterator[DataFile]:
    for arm in arms:
        for file in arm.files:
            view, name = file.split("/")[-2:]
            yield DataFile(config=view, split=name.partition(".")[0], path=f"{view}/{name}")


def _versions() -> dict[str, str]:
    facts = environment([])
    packages = facts["packages"]
    versions = {"preceptor": str(facts["preceptor"]), "python": str(facts["python"])}
    if isinstance(packages, dict):
        versions |= {name: str(version) for name, version in packages.items() if version}
    return versions


def _spending(journals: Sequence[JournalReader]) -> Iterator[Spending]:
    total: dict[tuple[str, str], Spent] = {}
    for journal in journals:
        for key, spent in journal.spent_by_stage().items():
            total[key] = total.get(key, Spent()) + spent
    for (annotation, stage), spent in total.items():
        yield Spending(
            annotation=annotation,
            stage=stage,
            requests=spent.requests,
            tokens=spent.tokens,
            dollars=spent.dollars,
        )


def _unknown(journals: Sequence[JournalReader]) -> Iterator[Unknown]:
    for journal in journals:
        for outcome in journal.unknown_outcomes():
            yield Unknown(
                request=outcome.key,
                problem=outcome.problem_id,
                annotation=outcome.annotation,
                stage=str(outcome.stage),
            )


def _total(counts: Iterator[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(total)
