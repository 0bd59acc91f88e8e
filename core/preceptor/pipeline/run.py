"""A whole run: annotate, filter, mix, export, tune, evaluate, report.

Every stage can be repeated: annotation takes replies from the journals, filters and mixtures
are computed again from the journals, trainers and evaluators resume from their own checkpoints.
Running the same command again therefore resumes, wherever the last one ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from preceptor.components import EvalReport
from preceptor.engine import AnnotationSummary, RunObserver
from preceptor.errors import TooManyFailedError
from preceptor.files.atomic import write_json, write_text
from preceptor.journal import Journal, JournalReader
from preceptor.pipeline.annotation import open_host
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.evaluation import conditions, eval_sets, measure
from preceptor.pipeline.progress import StageStarted, evaluation_to, log_to, training_to
from preceptor.pipeline.report import collect_report
from preceptor.pipeline.run_folder import RunFolder
from preceptor.pipeline.selection import apply_filters, export, mix, teacher_terms
from preceptor.pipeline.shards import run_shards
from preceptor.pipeline.tuning import NO_ROWS, base_model, tune_arm
from preceptor.records import Role
from preceptor.reporting import render_card, render_json
from preceptor.reporting.run_report import ArmReport, RunReport, render
from preceptor.verification import VerificationHost


@dataclass
class Run:
    """One run of a recipe in its folder.

    Attributes:
        seconds: Wall time by stage, of this start of the run.
    """

    assembly: Assembly
    folder: RunFolder
    observer: RunObserver
    seconds: dict[str, float] = field(default_factory=dict)
    summaries: dict[int, AnnotationSummary] = field(default_factory=dict)

    def execute(self) -> RunReport:
        """Do everything the recipe asks for and return the report.

        Raises:
            TooManyFailedError: more problems failed than the recipe allows; the report is
                written all the same.
        """
        registry = self.assembly.registry
        self.folder.describe(
            self.assembly.loaded.path,
            self.assembly.loaded.resolved,
            [{"name": plugin.name, "version": plugin.version} for plugin in registry.plugins],
        )
        with open_host(self.assembly) as host:
            with self._stage("annotate"):
                run_shards(self.assembly, self.folder, host, self.observer, self._shard_done)
            arms = self.select()
            arms = [self._tune(arm) for arm in arms]
            with self._stage("evaluate"):
                evaluation = self._evaluate(arms, host)
        report = self._report(arms, evaluation)
        self._complain(report)
        return report

    # --- stages --------------------------------------------------------------------------

    def _shard_done(self, shard: int, summary: AnnotationSummary) -> None:
        self.summaries[shard] = summary
        self._log(
            f"shard {shard}: {summary.finished} of {summary.problems} problems done, "
            f"{summary.accepted} with an accepted answer; {summary.replies} replies paid for, "
            f"{summary.replayed} taken from the journal"
        )
        if summary.stopped:
            self._log(_stopped(shard, summary))

    def select(self) -> list[ArmReport]:
        """Filter, mix and export what the journals hold, without any request."""
        with self._stage("filter, mix, export"), ExitStack() as stack:
            paths = self.folder.shard_journals()
            journals = [
                stack.enter_context(Journal(path, shard)) for shard, path in enumerate(paths)
            ]
            for name, count in apply_filters(self.assembly, self.folder, journals).items():
                self._log(f"filter {name}: {count} dropped")
            return [self._mix_and_export(name, journals) for name in self.assembly.recipe.arms]

    def _mix_and_export(self, name: str, journals: Sequence[Journal]) -> ArmReport:
        mixer = self.assembly.mixer(self.assembly.recipe.arms[name], name)
        splits = mix(mixer, name, self.folder, journals)
        terms = teacher_terms(self.assembly)
        into = self.folder.exports(name, anew=True)
        files: list[Path] = []
        for exporter in self.assembly.exporters():
            files += export(
                exporter, name, tuple(splits), self.folder.shard_journals(), into, terms
            )
        listed = ", ".join(f"{split} {count}" for split, count in splits.items()) or "no rows"
        self._log(f"mixture {name}: {listed}")
        shown = tuple(str(path.relative_to(self.folder.path)) for path in files)
        return ArmReport(name=name, splits=splits, files=shown)

    def _tune(self, arm: ArmReport) -> ArmReport:
        trainer = self.assembly.trainer(self.assembly.recipe.arms[arm.name], arm.name)
        if trainer is None:
            return arm
        with self._stage(f"tune {arm.name}"):
            tuned = tune_arm(
                self.assembly,
                trainer,
                self.folder,
                arm.name,
                arm.splits,
                training_to(self.observer),
            )
        if tuned is None:
            self._log(f"{arm.name}: {NO_ROWS}")
            return arm.model_copy(update={"reason": NO_ROWS})
        return arm.model_copy(update={"tuned": tuned})

    def _evaluate(self, arms: Sequence[ArmReport], host: VerificationHost) -> EvalReport | None:
        entry, evaluator = self.assembly.recipe.evaluate, self.assembly.evaluator()
        if entry is None or evaluator is None:
            return None
        base = base_model(self.assembly)
        if base is None:
            self._log("nothing to evaluate: no arm of the recipe tunes a model")
            return None
        tuned = [(arm.name, arm.tuned.model) for arm in arms if arm.tuned is not None]
        sources = [name for name, _ in self.assembly.sources(Role.EVAL)]
        with ExitStack() as stack:
            journals = [
                stack.enter_context(JournalReader(path)) for path in self.folder.shard_journals()
            ]
            sets = eval_sets(entry, sources, journals)
        return measure(
            evaluator,
            conditions(base, entry.shots, tuned),
            sets,
            host,
            self.folder.evaluation,
            evaluation_to(self.observer),
        )

    def _report(self, arms: Sequence[ArmReport], evaluation: EvalReport | None) -> RunReport:
        notes = [_stopped(shard, s) for shard, s in self.summaries.items() if s.stopped]
        report = collect_report(self.assembly, self.folder, arms, evaluation, self.seconds, notes)
        write_json(self.folder.path / "report.json", report.model_dump(mode="json"))
        write_text(self.folder.path / "report.md", render(report))
        for arm in arms:
            facts = report.card.model_copy(update={"splits": arm.splits})
            into = self.folder.exports(arm.name)
            write_text(into / "README.md", render_card(facts))
            write_text(into / "card.json", render_json(facts))
        write_json(
            self.folder.manifest,
            {
                "name": report.name,
                "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "shards": self.assembly.recipe.shards,
                "files": {arm.name: arm.files for arm in arms},
                "models": {arm.name: arm.tuned.model for arm in arms if arm.tuned},
            },
        )
        return report

    def _complain(self, report: RunReport) -> None:
        rows = report.card.rows
        failed = sum(report.card.failures.values())
        allowed = self.assembly.recipe.engine.failed_share
        if rows and failed / rows > allowed:
            raise TooManyFailedError(
                f"{failed} of {rows} rows failed, more than the share of {allowed:g} that "
                "engine.failed_share allows",
                hint=f"reasons are in {self.folder.path / 'report.md'}; "
                "the same command tries the failed ones again",
            )

    def _log(self, line: str) -> None:
        log_to(self.observer)(line)

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        self.observer.on_event(StageStarted(name))
        self.folder.log("stage-begins", stage=name)
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = time.monotonic() - began
            self.folder.log("stage-ends", stage=name, seconds=round(self.seconds[name], 3))


def _stopped(shard: int, summary: AnnotationSummary) -> str:
    return (
        f"Annotation of shard {shard} stopped early: {summary.stopped}; {summary.remaining} of "
        f"{summary.problems} problems remain; run the same command to resume."
    )


def run_recipe(
    assembly: Assembly, folder: RunFolder, observer: RunObserver, log: Callable[[str], None]
) -> RunReport:
    """Run ``assembly`` in ``folder``; components write to ``log``."""
    assembly.log = log
    return Run(assembly, folder, observer).execute()
