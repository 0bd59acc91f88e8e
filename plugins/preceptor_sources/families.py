"""The ``families`` source: seeded problems drawn from the subjects' parametric families."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from pydantic import Field, JsonValue, model_validator

from preceptor.components import Options, Source
from preceptor.errors import UsageError, did_you_mean
from preceptor.families import Family
from preceptor.records import BadRow, Problem, Role

SEED_STRIDE: Final = 1_000_000
"""Instances per family and ``seed`` option of the ``families`` source."""


class FamiliesOptions(Options):
    """Options of the ``families`` source.

    The instances of a family are numbered. This source draws ``per_family`` consecutive
    numbers, the first of which is ``seed * 1,000,000 + start``. Two sources share no instance
    number when their ``seed`` differs or their ranges from ``start`` do not overlap.
    """

    subjects: tuple[str, ...] = Field(
        default=(),
        description="Subjects to draw from. Empty: every installed subject that has families.",
    )
    families: tuple[str, ...] = Field(
        default=(),
        description="Families to draw from, each as `name` or `subject/name`. Empty: all "
        "families of the subjects.",
    )
    exclude: tuple[str, ...] = Field(
        default=(),
        description="Families to leave out, each as `name` or `subject/name`. Empty: none.",
    )
    levels: tuple[Literal["school", "college", "advanced"], ...] = Field(
        default=(),
        description="Draw only from families of these levels. Empty: all levels.",
    )
    per_family: int = Field(
        default=10,
        ge=1,
        le=SEED_STRIDE,
        description="Number of instances to draw from each family.",
    )
    seed: int = Field(
        default=0,
        ge=0,
        description="Block of instance numbers, 1,000,000 per block. Sources with different "
        "seeds draw different instances.",
    )
    start: int = Field(
        default=0,
        ge=0,
        description="Number of the first instance within the block of `seed`, from 0. "
        "`start + per_family` is at most 1,000,000.",
    )

    @model_validator(mode="after")
    def _within_the_block(self) -> FamiliesOptions:
        if self.start + self.per_family > SEED_STRIDE:
            raise ValueError(f"start + per_family is more than {SEED_STRIDE}")
        return self


class FamiliesSource(Source):
    """Draws problems from families; equal options give equal problems on every machine."""

    Options: ClassVar[type[Options]] = FamiliesOptions
    options: FamiliesOptions

    def fingerprint(self) -> JsonValue:
        """The id of each family's first instance, which changes when the family does."""
        first = self.options.seed * SEED_STRIDE + self.options.start
        drawn: list[JsonValue] = []
        for family in self._chosen():
            try:
                drawn.append(family.problem(first, source=self.name).id)
            except Exception as error:  # reported as a bad row when the rows are read
                drawn.append(f"{family.name}: {error}")
        return drawn

    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Yield one instance of each family in turn, so that any prefix is a balanced sample.

        A family that fails to draw yields a bad row at ``subject/family#seed``.

        Raises:
            UsageError: a subject or family is unknown, or the options leave no family.
        """
        chosen = self._chosen()
        first = self.options.seed * SEED_STRIDE + self.options.start
        for seed in range(first, first + self.options.per_family):
            for family in chosen:
                try:
                    yield family.problem(seed, source=self.name, role=role)
                except Exception as error:
                    yield BadRow(
                        source=self.name,
                        location=f"{family.subject}/{family.name}#{seed}",
                        reason=f"the family failed: {type(error).__name__}: {error}",
                    )

    def _chosen(self) -> list[Family]:
        options = self.options
        installed = self.context.subjects
        for subject in options.subjects:
            self.context.subject(subject)
        names = options.subjects or tuple(sorted(installed))
        families = [family for name in names for family in installed[name].families()]
        for subject in options.subjects:
            if not installed[subject].families():
                raise UsageError(f"source {self.name!r}: subject {subject!r} has no families")
        known = {name for family in families for name in _names(family)}
        for name in (*options.families, *options.exclude):
            if name not in known:
                raise UsageError(
                    f"source {self.name!r}: unknown family {name!r}{did_you_mean(name, known)}",
                    hint="families: " + ", ".join(sorted(family.name for family in families)),
                )
        chosen = [
            family
            for family in families
            if (not options.families or set(_names(family)) & set(options.families))
            and not set(_names(family)) & set(options.exclude)
            and (not options.levels or family.level in options.levels)
        ]
        if not chosen:
            raise UsageError(f"source {self.name!r}: its options leave no family")
        return chosen


def _names(family: Family) -> tuple[str, str]:
    return family.name, f"{family.subject}/{family.name}"
