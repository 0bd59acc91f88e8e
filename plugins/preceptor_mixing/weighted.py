"""The ``weighted`` mixer: subjects by weight, instances and whole families held out.

Formulas. Let ``u(x)`` be SHA-256 of ``(seed, x)`` read as a number in [0, 1).

Held out by family: of the *n* families of a subject, the ``max(1, round(f n))`` with the
smallest ``u(subject/family)``, for a fraction *f* > 0 and *n* ≥ 2; or the families named.
Held out by instance: rows with ``u(statement) < fraction``. All solutions of one statement
share its ``u``, so that none of them is trained on while another is held out.

Subjects: with *c* trainable rows of a subject, its weight *w*, and *W* the sum of the weights
of subjects that have rows, its target is *n*, the whole number for ``N w / W`` by largest
remainders (so that the targets add up to *N*), but at most ``max_repeat c``. *N* is ``rows``,
or without it the largest total that no subject needs repeats for, ``floor(min(c W / w))``.
Without weights every row is taken (``w = c``).
The ``n mod c`` rows with the smallest ``u(problem, pass)`` appear ``n div c + 1`` times, the
others ``n div c`` times, which may be 0.

Each choice depends on the row's own hash and on a threshold, so that new rows displace few
old ones and never reshuffle the rest.
"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from preceptor.components import Assignment, Mixer, Options, SolutionView
from preceptor.digests import canonical_json
from preceptor.errors import UsageError, did_you_mean
from preceptor.files.temporary_database import temporary_database
from preceptor.records import Solution
from preceptor_mixing.eligibility import EligibilityOptions

TRAIN = "train"
HELDOUT_INSTANCES = "heldout_instances"
HELDOUT_FAMILIES = "heldout_families"

Fraction = Annotated[float, Field(ge=0.0, lt=1.0)]


class WeightedOptions(EligibilityOptions):
    """Options of the ``weighted`` mixer."""

    weights: Mapping[str, Annotated[float, Field(ge=0.0, allow_inf_nan=False)]] | None = Field(
        default=None,
        description="Weight of each subject; only ratios matter, and a subject not listed has "
        "weight 0. Not set: every subject is weighted by its number of trainable rows.",
    )
    rows: int | None = Field(
        default=None,
        ge=1,
        description="Training rows in the mixture, repeats included. Not set: the most that the "
        "weights allow without repeats.",
    )
    max_repeat: int = Field(
        default=1,
        ge=1,
        description="How many times one row may appear in the mixture; 1 means no repeats.",
    )
    holdout_families: tuple[str, ...] | Fraction = Field(
        default=(),
        description="Families that are never trained on: a list of names (`name` or "
        "`subject/name`), or a fraction of each subject's families from 0 to below 1. Empty: "
        "none.",
    )
    holdout_instances: Fraction = Field(
        default=0.0,
        description="Fraction of the statements of all other families that are never trained "
        "on, from 0 to below 1.",
    )
    seed: int = Field(
        default=0, description="Seed of the choice of rows; another seed chooses other rows."
    )

    @model_validator(mode="after")
    def _some_weight(self) -> WeightedOptions:
        if self.weights is not None and not any(self.weights.values()):
            raise ValueError("`weights`: every subject weight is zero")
        return self


@dataclass(frozen=True)
class SubjectQuota:
    """How the trainable rows of one subject become its share of the mixture.

    Attributes:
        base: Times that every row appears in the mixture.
        threshold: Rows with a hash up to this appear once more; ``None`` for no row.
    """

    base: int
    threshold: int | None

    def repeat(self, hashed: int) -> int:
        return self.base + (self.threshold is not None and hashed <= self.threshold)


class WeightedMixer(Mixer):
    """Mixes subjects by weight; the module's docstring has the formulas.

    Held-out splits take solved and unsolved rows, so that they are as hard as the problems that
    were asked.
    """

    Options: ClassVar[type[Options]] = WeightedOptions
    options: WeightedOptions
    validation_split = HELDOUT_INSTANCES

    def assignments(self, view: SolutionView) -> Iterator[Assignment]:
        """Assign in three passes over the view, with a temporary database of counts and hashes.

        Raises:
            UsageError: a family or subject is unknown.
        """
        families = self._heldout_families(view)
        table = "rows (subject TEXT NOT NULL, hash INTEGER NOT NULL)"
        with closing(temporary_database(table)) as database:
            self._count(view, families, database)
            quotas = self._quotas(database)
        for row_id, solution in view:
            split = self._split(solution, families)
            if split is None:
                continue
            if split != TRAIN:
                yield Assignment(row_id, split)
            elif self.options.trainable(solution):
                quota = quotas[solution.problem.subject]
                repeat = quota.repeat(self._rank(solution))
                if repeat:
                    yield Assignment(row_id, TRAIN, repeat)

    def _hash(self, *what: str) -> int:
        """Return 63 bits, the most that SQLite orders as an integer."""
        text = canonical_json([self.options.seed, *what])
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1

    def _rank(self, solution: Solution) -> int:
        # Not the row id, which depends on how rows are divided into shards.
        return self._hash("row", solution.problem.id, solution.annotation)

    def _split(self, solution: Solution, families: frozenset[str]) -> str | None:
        if not self.options.concerns(solution):
            return None
        if _family(solution) in families:
            return HELDOUT_FAMILIES
        statement = " ".join(solution.problem.statement.split())
        if self._hash("instance", statement) < self.options.holdout_instances * 2**63:
            return HELDOUT_INSTANCES
        return TRAIN

    # --- first pass: families ----------------------------------------------------------------

    def _heldout_families(self, view: SolutionView) -> frozenset[str]:
        wanted = self.options.holdout_families
        if not wanted:
            return frozenset()
        present = {
            (solution.problem.subject, family)
            for _, solution in view
            if self.options.concerns(solution) and (family := _family(solution))
        }
        if isinstance(wanted, tuple):
            return self._named_families(wanted, {family for _, family in present})
        chosen: set[str] = set()
        for subject in sorted({subject for subject, _ in present}):
            ranked = sorted(
                (family for owner, family in present if owner == subject),
                key=lambda family: self._hash("family", family),
            )
            if len(ranked) >= 2:
                # At least one, and never all.
                count = min(max(1, round(wanted * len(ranked))), len(ranked) - 1)
                chosen.update(ranked[:count])
        return frozenset(chosen)

    def _named_families(self, wanted: tuple[str, ...], present: set[str]) -> frozenset[str]:
        installed = {
            f"{family.subject}/{family.name}"
            for subject in self.context.subjects.values()
            for family in subject.families()
        }
        known = present | installed
        short = {family: family.partition("/")[2] for family in known}
        chosen: set[str] = set()
        for name in wanted:
            matches = {family for family in known if name in (family, short[family])}
            if not matches:
                raise UsageError(
                    f"mixer {self.name!r}: holdout_families: unknown family {name!r}"
                    f"{did_you_mean(name, {*known, *short.values()})}",
                    hint="families: " + ", ".join(sorted(known)),
                )
            chosen |= matches
        return frozenset(chosen)

    # --- second pass: counts and thresholds --------------------------------------------------

    def _count(
        self, view: SolutionView, families: frozenset[str], database: sqlite3.Connection
    ) -> None:
        database.execute("BEGIN")
        database.executemany(
            "INSERT INTO rows (subject, hash) VALUES (?, ?)",
            (
                (solution.problem.subject, self._rank(solution))
                for _, solution in view
                if self._split(solution, families) == TRAIN and self.options.trainable(solution)
            ),
        )
        database.execute("CREATE INDEX ranked ON rows (subject, hash)")
        database.execute("COMMIT")

    def _quotas(self, database: sqlite3.Connection) -> dict[str, SubjectQuota]:
        counts = Counter(
            dict(database.execute("SELECT subject, COUNT(*) FROM rows GROUP BY subject").fetchall())
        )
        targets = self._targets(counts)
        quotas: dict[str, SubjectQuota] = {}
        for subject, count in counts.items():
            base, extra = divmod(targets[subject], count)
            threshold = None
            if extra:
                (threshold,) = database.execute(
                    "SELECT hash FROM rows WHERE subject = ? ORDER BY hash LIMIT 1 OFFSET ?",
                    (subject, extra - 1),
                ).fetchone()
            quotas[subject] = SubjectQuota(base, threshold)
        return quotas

    def _targets(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Rows to take of each subject, repeats included."""
        options = self.options
        if not counts:
            self.context.log(f"{self.name}: no solution is eligible for training")
            return {}
        weights: dict[str, float] = {subject: float(count) for subject, count in counts.items()}
        if options.weights is not None:
            self._known_subjects(options.weights, counts)
            weights = {subject: options.weights.get(subject, 0.0) for subject in counts}
        whole = sum(weights.values())
        if not whole:
            self.context.log(f"{self.name}: every subject with solutions has weight zero")
            return dict.fromkeys(counts, 0)
        most = min(counts[name] * whole / weight for name, weight in weights.items() if weight)
        # Weights such as 0.1 are not exact: 29.999999999 rows are 30.
        wanted = options.rows or math.floor(most + 1e-6)
        targets = _apportion(wanted, weights)
        for subject, count in counts.items():
            target = targets[subject]
            targets[subject] = min(target, options.max_repeat * count)
            if targets[subject] < target:
                self.context.log(
                    f"{self.name}: {subject} has {count} rows for a share of {target}; with "
                    f"max_repeat {options.max_repeat} it takes {targets[subject]}"
                )
        return targets

    def _known_subjects(self, weights: Mapping[str, float], counts: Mapping[str, int]) -> None:
        known = set(counts) | set(self.context.subjects)
        for subject in weights:
            if subject not in known:
                raise UsageError(
                    f"mixer {self.name!r}: weights: unknown subject {subject!r}"
                    f"{did_you_mean(subject, known)}",
                    hint="subjects: " + ", ".join(sorted(known)),
                )
            if weights[subject] and subject not in counts:
                self.context.log(f"{self.name}: {subject} has a weight, but no rows to train on")


def _apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Split ``total`` into whole numbers proportional to ``weights`` (Hamilton's method)."""
    whole = sum(weights.values())
    exact = {name: total * weight / whole for name, weight in weights.items()}
    shares = {name: math.floor(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in by_remainder[: total - sum(shares.values())]:
        shares[name] += 1
    return shares


def _family(solution: Solution) -> str | None:
    family = solution.problem.provenance.family
    return None if family is None else f"{solution.problem.subject}/{family}"
