"""The components of a recipe, built from the registry once and handed to the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from preceptor.components import (
    Evaluator,
    Example,
    Executor,
    Exporter,
    GlobalFilter,
    Mixer,
    Reflection,
    RowFilter,
    Source,
    Teacher,
    Trainer,
)
from preceptor.errors import did_you_mean
from preceptor.prompts import Prompts
from preceptor.recipe.loading import LoadedRecipe, load_recipe
from preceptor.recipe.model import AnnotationPass, Arm, ComponentEntry, Recipe, SourceEntry
from preceptor.records import BadRow, Problem, Role
from preceptor.references import reading_decimal_commas
from preceptor.registry import Registry


@dataclass
class Assembly:
    """Builds components on demand; a component that is not needed is never built.

    Attributes:
        loaded: The recipe.
        registry: The plugins it was validated against.
        log: Takes one line for the person watching.
        overrides: The ``KEY=VALUE`` overrides that were laid over the recipe file.
    """

    loaded: LoadedRecipe
    registry: Registry
    log: Callable[[str], None] = field(default=lambda _line: None)
    overrides: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        path: Path,
        *,
        overrides: Sequence[str] = (),
        plugin_files: Sequence[Path] = (),
        log: Callable[[str], None] = lambda _line: None,
    ) -> Assembly:
        """Load plugins and the recipe.

        Raises:
            RecipeError: the recipe is wrong.
            PluginError: a plugin named by the user does not load.
        """
        registry = Registry.load(plugin_files)
        return cls(load_recipe(path, registry, overrides), registry, log, tuple(overrides))

    @property
    def recipe(self) -> Recipe:
        return self.loaded.recipe

    def build(self, kind: str, component: ComponentEntry, name: str) -> Any:
        """One component of the recipe under the name the recipe gives it."""
        context = self.registry.context(name, base=self.loaded.path.parent, log=self.log)
        if self._decimal_comma:
            kinds = context.reference_kinds.items()
            read = {known: reading_decimal_commas(kind) for known, kind in kinds}
            context = replace(context, reference_kinds=read)
        return self.registry.create(kind, component.use, component.options, context=context)

    @property
    def _decimal_comma(self) -> bool:
        """Whether options of a verifier state that a comma is the decimal mark.

        A source then has to infer the kinds of its references accordingly.
        """
        return any(
            options.get("decimal_comma") is True
            for options in self.recipe.verification.use.values()
        )

    # --- sources -------------------------------------------------------------------------

    def source(self, name: str) -> Source:
        source: Source = self.build("source", self.recipe.sources[name], name)
        return source

    def sources(self, role: Role | None = None) -> Iterator[tuple[str, SourceEntry]]:
        """Names and entries of the recipe's sources, in its order."""
        for name, entry in self.recipe.sources.items():
            if role is None or entry.role is role:
                yield name, entry

    def rows(self, name: str) -> Iterator[Problem | BadRow]:
        """Yield the rows of a source; those of an unknown subject become bad rows.

        Rows of a subject that the recipe leaves switched off are left out.
        """
        switched_on = self.recipe.subjects
        known = self.registry.names("subject")
        for row in self.source(name).rows(self.recipe.sources[name].role):
            if isinstance(row, Problem):
                if switched_on is not None and row.subject not in switched_on:
                    continue
                if row.subject not in known:
                    yield BadRow(
                        source=name,
                        location=row.provenance.location or row.id,
                        reason=f"unknown subject {row.subject!r}"
                        f"{did_you_mean(row.subject, known)}; installed: {', '.join(known)}",
                        excerpt=row.statement[:200],
                    )
                    continue
            yield row

    # --- annotation ----------------------------------------------------------------------

    @cached_property
    def teachers(self) -> Mapping[str, Teacher]:
        """The teachers that an annotation pass or the judge names."""
        used = {entry.teacher for entry in self.recipe.annotate}
        judge = self.recipe.verification.judge
        if judge is not None and self.recipe.annotate:
            used.add(judge.teacher)
        return {
            name: self.build("teacher", component, name)
            for name, component in self.recipe.teachers.items()
            if name in used
        }

    def reflection(self, entry: AnnotationPass) -> Reflection:
        strategy: Reflection = self.build("reflection", entry.reflection, entry.reflection.use)
        return strategy

    def prompts(self, subject: str) -> Prompts:
        """The wording of requests in a subject."""
        return self.registry.subjects()[subject].prompts()

    def examples(self, subject: str, shots: int) -> Sequence[Example]:
        """The first ``shots`` worked examples of a subject."""
        return tuple(self.registry.subjects()[subject].examples())[:shots]

    # --- what follows --------------------------------------------------------------------

    def filters(self) -> Iterator[tuple[str, RowFilter | GlobalFilter]]:
        """Filters with the names under which their drops are counted."""
        for index, component in enumerate(self.recipe.filters):
            twice = sum(other.use == component.use for other in self.recipe.filters) > 1
            name = f"{component.use}-{index}" if twice else component.use
            yield name, self.build("filter", component, name)

    def mixer(self, arm: Arm, name: str) -> Mixer:
        mixer: Mixer = self.build("mixer", arm.mix, name)
        return mixer

    def exporters(self) -> Iterator[Exporter]:
        for component in self.recipe.exports:
            yield self.build("exporter", component, component.use)

    def trainer(self, arm: Arm, name: str) -> Trainer | None:
        if arm.train is None:
            return None
        trainer: Trainer = self.build("trainer", arm.train, name)
        return trainer

    def evaluator(self) -> Evaluator | None:
        if self.recipe.evaluate is None:
            return None
        evaluator: Evaluator = self.build("evaluator", self.recipe.evaluate, "evaluate")
        return evaluator

    def executor(self) -> Executor:
        executor: Executor = self.build("executor", self.recipe.executor, "executor")
        return executor
